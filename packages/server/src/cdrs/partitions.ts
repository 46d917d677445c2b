import { sql } from 'kysely';
import type { Database } from '../platform/db/index.ts';
import type { Schedule } from '../platform/jobs/index.ts';
import { utcDay, type Clock } from '../platform/time/index.ts';

/** Months that are made before anybody needs them. */
const AHEAD = 2;
/** However long the story, one run ends. */
const MOST_MONTHS = 120;
/** Whoever cannot have the default partition for a moment at once comes again, and holds nobody up meanwhile. */
const LOCK_TIMEOUT = '5s';

function monthsBetween(from: Date, to: Date): string[] {
  const months: string[] = [];
  for (let month = 0; month < MOST_MONTHS; month += 1) {
    const first = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + month, 1));
    if (first > to) break;
    months.push(utcDay(first));
  }
  return months;
}

/** Months of which the default partition holds calls: nobody had made their partitions. */
async function strayMonths(db: Database): Promise<string[]> {
  const { rows } = await sql<{ month: string }>`
    SELECT DISTINCT to_char(cdr_time(id) AT TIME ZONE 'UTC', 'YYYY-MM-01') AS month FROM cdr_default
    ORDER BY month LIMIT ${MOST_MONTHS}`.execute(db.kysely);
  return rows.map((row) => row.month);
}

/**
 * Makes the partitions of the months from `from` to `to`, and of those whose calls had to go into the default one. Each in a
 * transaction of its own. Gives how many were made.
 */
export async function ensurePartitions(db: Database, from: Date, to: Date): Promise<number> {
  const months = new Set([...monthsBetween(from, to), ...(await strayMonths(db))]);
  let made = 0;
  for (const month of months) {
    made += await db.inTransaction(async (tx) => {
      await sql`SELECT set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`.execute(tx);
      const { rows } = await sql<{
        made: boolean;
      }>`SELECT cdr_make_partition(${month}::date) AS made`.execute(tx);
      return rows[0]?.made === true ? 1 : 0;
    });
  }
  return made;
}

/** This month and the next ones. */
export async function ensureComingPartitions(db: Database, now: Date): Promise<number> {
  const last = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + AHEAD, 1));
  return ensurePartitions(db, now, last);
}

export function partitionSchedule({ db, clock }: { readonly db: Database; readonly clock: Clock }): Schedule {
  return {
    name: 'cdrs.make-partitions',
    cron: '23 */6 * * *',
    run: async () => {
      await ensureComingPartitions(db, clock.now());
    },
  };
}
