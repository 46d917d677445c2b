import type pg from 'pg';
import { closePeriods } from '../../packages/server/src/cdrs/close-periods.ts';
import type { Grain } from '../../packages/server/src/cdrs/cover-window.ts';
import { closePeriod, selectOpen } from '../../packages/server/src/cdrs/period-store.ts';
import type { Database } from '../../packages/server/src/platform/db/index.ts';
import { DAY_MS } from '../../packages/server/src/platform/time/index.ts';
import { dropIndexes, schemaOf } from './cdr-indexes.ts';
import { INGREDIENTS, ROLL, callsInto, measuresOf } from './cdr-rows.ts';
import { OTHERS, monthsOf, sharesOf, type Month, type Story } from './cdr-story.ts';
import type { Progress } from './progress.ts';

/** As many processors as the machine that the figures are of. */
const AT_ONCE = 2;
const FIRST_ANALYZED = 10;
const ANALYZE_PERIODS =
  'ANALYZE cdr_period, cdr_period_sum, cdr_concurrency, cdr_day_sum, cdr_day_pack, cdr_ending_sum, cdr_duration_sum';
/** Of the whole build, what each part took when it was last looked at. */
const SHARES = { months: 0.55, indexes: 0.15, days: 0.25 };

/** Nothing that is built is needed after a crash: the build takes these, and the measurement does without them. */
export const BUILD_SETTINGS = {
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum: 'off',
  checkpoint_timeout: '1h',
  maintenance_work_mem: '1GB',
  // Two builds at once are as many as there are processors.
  max_parallel_maintenance_workers: '0',
  work_mem: '512MB',
};

/**
 * Fills what `ensurePartitions` has made: months side by side, each with its indexes as soon as its rows are there; then the
 * indexes of the sums; then the periods, by the product's own functions, which hold them against the sums.
 */
export async function fillCalls(db: Database, story: Story, progress: Progress): Promise<void> {
  const { pool } = db;
  const asMigrated = await schemaOf(pool);
  const indexes = await dropIndexes(pool);
  await pool.query(INGREDIENTS);
  await pool.query(
    `INSERT INTO bench.customer SELECT place, p, c, t FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) WITH ORDINALITY AS s(p, c, t, place)`,
    [
      story.sources.map((one) => one.partner_id),
      story.sources.map((one) => one.customer_id),
      story.sources.map((one) => one.trunk_id),
    ],
  );
  const ends = sharesOf(story.sources.length - OTHERS.reduce((sum, one) => sum + one, 0));
  let made = 0;
  await inTurns(monthsOf(story), async (month) => {
    await fillMonth(pool, month, ends);
    for (const { definition } of indexes.ofPartition(month.table)) await pool.query(definition);
    await pool.query(`VACUUM (ANALYZE, FREEZE, INDEX_CLEANUP OFF) ${month.table}`);
    const calls = month.before - month.first;
    made += calls;
    await progress.say(
      `${made} calls with their sums (${month.table})`,
      (SHARES.months * calls) / story.calls,
    );
  });
  await pool.query(`SELECT setval('cdr_number', ${1_000_000 + story.calls + 1_000})`);
  await pool.query('DROP SCHEMA bench CASCADE');
  for (const { definition } of indexes.ofCdr) await pool.query(definition);
  await inTurns(indexes.ofSums, async ({ definition, name }) => {
    await pool.query(definition);
    await progress.say(`index ${name}`, SHARES.indexes / indexes.ofSums.length);
  });
  if ((await schemaOf(pool)) !== asMigrated) throw new Error('The schema is not that of the migrations.');
  await inTurns(['ANALYZE ONLY cdr', ...vacuumOf('cdr_rollup', 'cdr_rollup_day')], async (statement) => {
    await pool.query(statement);
  });
  await progress.say('vacuumed');
  await close(db, story, progress);
  await inTurns(
    vacuumOf(
      'cdr_period',
      'cdr_period_sum',
      'cdr_concurrency',
      'cdr_day_sum',
      'cdr_day_pack',
      'cdr_ending_sum',
      'cdr_duration_sum',
      'cdr_running_place',
      'cdr_running_sum',
      'cdr_customer_month',
      'customer',
      'ledger_account',
      'ledger_hold',
      'outbox',
    ),
    async (statement) => {
      await pool.query(statement);
    },
  );
}

/** Nothing was deleted, so that indexes need not be walked through. */
function vacuumOf(...tables: readonly string[]): string[] {
  return tables.map((table) => `VACUUM (ANALYZE, FREEZE, INDEX_CLEANUP OFF) ${table}`);
}

async function fillMonth(pool: pg.Pool, month: Month, ends: readonly number[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    // A table that is emptied in the transaction that fills it goes to the disk once and not twice.
    await client.query(`TRUNCATE ${month.table}`);
    await client.query(callsInto(month.table), [
      month.first,
      month.before,
      ends,
      month.startsMs,
      month.hourStarts,
      month.hourCalls,
    ]);
    await client.query(measuresOf(month.table));
    for (const statement of ROLL) await client.query(statement);
    await client.query('COMMIT');
  } finally {
    client.release(true);
  }
}

/** Adds up what is over, by the product's own functions: days, months, then whatever the job would do now. */
async function close(db: Database, { from, before, sources }: Story, progress: Progress): Promise<void> {
  const partners = [...new Set(sources.map((one) => one.partner_id))];
  const window = {
    from: new Date(from.getTime() - 31 * DAY_MS),
    before: new Date(before.getTime() - DAY_MS),
  };
  const grains: readonly Grain[] = ['day', 'month'];
  for (const grain of grains) {
    const open = await Promise.all(
      partners.map(async (id) =>
        (await selectOpen(db.kysely, id, grain, window, 1_000)).map((starts) => ({ id, starts })),
      ),
    );
    const over = open.flat().filter(({ starts }) => grain === 'day' || monthAfter(starts) <= before);
    let closed = 0;
    await inTurns(over, async ({ id, starts }) => {
      if (!(await closePeriod(db, id, { grain, starts }))) throw new Error(`The sums of a ${grain} differ.`);
      closed += 1;
      // Without statistics of what is written, looking for what is there already walks through all of it.
      if (closed === FIRST_ANALYZED || closed % 100 === 0) await db.pool.query(ANALYZE_PERIODS);
      if (closed % 100 === 0)
        await progress.say(
          `${closed} of ${over.length} × a ${grain} of a partner closed`,
          grain === 'day' ? (SHARES.days * 100) / over.length : 0,
        );
    });
    await progress.say(`${over.length} × a ${grain} of a partner closed`);
  }
  await closePeriods(db, new Date());
  await progress.say('periods closed');
}

function monthAfter(starts: Date): Date {
  return new Date(Date.UTC(starts.getUTCFullYear(), starts.getUTCMonth() + 1, 1));
}

/** A few at a time, in their order. */
async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
