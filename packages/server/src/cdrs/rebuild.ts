import { sql } from 'kysely';
import { appendAudit } from '../audit/index.ts';
import type { By } from '../identity/index.ts';
import type { Database, Reader } from '../platform/db/index.ts';
import { DAY_MS, utcDay } from '../platform/time/index.ts';
import { selectKeptSince } from './archive-store.ts';
import { startOf } from './call-time.ts';

export interface RebuiltPartner {
  readonly partnerId: string;
  /** Null: the partner has no calls in the range. */
  readonly from: string | null;
  readonly to: string | null;
  readonly days: number;
  readonly calls: number;
}

/** Both ends are UTC days and belong to the range; null: as far as there are calls. */
export interface DayRange {
  readonly from: string | null;
  readonly to: string | null;
}

/** Days from the oldest call that is kept to the newest: what lies before the oldest has sums and no calls any more. */
async function coveredDays(reader: Reader, partnerId: string, range: DayRange): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    (SELECT id FROM cdr WHERE partner_id = ${partnerId} ORDER BY id LIMIT 1) UNION ALL
    (SELECT id FROM cdr WHERE partner_id = ${partnerId} ORDER BY id DESC LIMIT 1)`.execute(reader);
  const [oldest, newest] = rows.map((row) => utcDay(startOf(row.id))).sort();
  if (oldest === undefined || newest === undefined) return [];
  // A call that was told later than its month was dropped is there without its neighbours.
  const keptSince = await selectKeptSince(reader);
  const first = keptSince !== null && utcDay(keptSince) > oldest ? utcDay(keptSince) : oldest;
  const from = range.from !== null && range.from > first ? range.from : first;
  const to = range.to !== null && range.to < newest ? range.to : newest;
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY_MS) days.push(utcDay(new Date(at)));
  return days;
}

/**
 * Makes a partner's rollups anew from its calls, a day in a transaction. Who records calls of this partner meanwhile waits for the
 * day at hand and no longer, and is neither lost nor counted twice.
 */
export async function rebuildRollups(
  db: Database,
  partnerId: string,
  range: DayRange,
  by: By,
): Promise<RebuiltPartner> {
  const days = await coveredDays(db.kysely, partnerId, range);
  let calls = 0;
  for (const day of days) {
    calls += await db.inTransaction(async (tx) => {
      await sql`SET LOCAL statement_timeout = 0`.execute(tx);
      const { rows } = await sql<{ calls: bigint }>`
        SELECT cdr_rebuild_day(${partnerId}, ${day}::date) AS calls`.execute(tx);
      return Number(rows[0]?.calls ?? 0n);
    });
  }
  const done = { partnerId, from: days[0] ?? null, to: days.at(-1) ?? null, days: days.length, calls };
  if (days.length > 0) await db.inTransaction((tx) => writeDown(tx, done, by));
  return done;
}

async function writeDown(tx: Parameters<typeof appendAudit>[0], done: RebuiltPartner, by: By): Promise<void> {
  await appendAudit(tx, [
    {
      partnerId: done.partnerId,
      at: by.at,
      actor: by.actor,
      action: 'cdr.rollups_rebuilt',
      objectType: 'partner',
      objectId: done.partnerId,
      reason: `${done.days} days from ${done.from ?? ''} to ${done.to ?? ''}, ${done.calls} calls`,
    },
  ]);
}
