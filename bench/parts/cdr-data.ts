import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { closePeriods } from '../../packages/server/src/cdrs/close-periods.ts';
import type { Grain } from '../../packages/server/src/cdrs/cover-window.ts';
import { ensurePartitions } from '../../packages/server/src/cdrs/partitions.ts';
import { closePeriod, selectOpen } from '../../packages/server/src/cdrs/period-store.ts';
import { openDatabase, type Database } from '../../packages/server/src/platform/db/index.ts';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../packages/server/src/platform/postgres/index.ts';
import { fillCallWorld, type CallSource, type WorldPartner } from './call-world.ts';
import { INGREDIENTS, ROLL, callsInto, measuresOf } from './cdr-rows.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Thirteen months. */
const DAYS = 396;
/** Of one partner; beside it is another. */
const CUSTOMERS = 2_000;
const OTHERS = [15];
/** Calls of the others together, of one. */
const SHARE_OF_OTHERS = 0.02;
/** As many processors as the machine that the figures are of. */
const AT_ONCE = 2;
/** Quiet nights, two peaks by day; by the hour, UTC. Saturdays and Sundays a third. */
const BY_HOUR = [1, 1, 1, 2, 6, 12, 16, 18, 17, 14, 13, 14, 15, 15, 13, 10, 7, 5, 4, 3, 2, 1, 1, 1];
/** Nothing that is built is needed after a crash: the build takes these, and the measurement does without them. */
const BUILD_SETTINGS = {
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum: 'off',
  checkpoint_timeout: '1h',
  maintenance_work_mem: '1GB',
  work_mem: '512MB',
};

export interface CdrWorld {
  readonly url: string;
  readonly dataDir: string;
  /** Of the database's first process. */
  readonly pid: number;
  readonly calls: number;
  /** When the oldest call can have begun, and the end of the newest. */
  readonly from: Date;
  readonly before: Date;
  /** The first has nearly all calls. */
  readonly partners: readonly WorldPartner[];
  readonly sources: readonly CallSource[];
  readonly edgeSecret: string;
  readonly db: Database;
  stop(): Promise<void>;
}

/** An embedded database with so many calls, or none, of one large partner and a small one, as migrations and product make it. */
export async function buildCdrWorld(calls: number): Promise<CdrWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), 'portal-bench-'));
  let running: EmbeddedPostgres | null = null;
  const start = async (durable: boolean): Promise<EmbeddedPostgres> => {
    await running?.stop();
    running = await startEmbeddedPostgres({ dataDir, durable });
    return running;
  };
  const end = async (): Promise<void> => {
    await running?.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    return { dataDir, ...(await build(calls, start, end)) };
  } catch (error) {
    await end();
    throw error;
  }
}

async function build(
  calls: number,
  start: (durable: boolean) => Promise<EmbeddedPostgres>,
  end: () => Promise<void>,
): Promise<Omit<CdrWorld, 'dataDir'>> {
  const begun = performance.now();
  const say = (what: string): void => {
    console.log(`  ${((performance.now() - begun) / 1_000).toFixed(0).padStart(4)} s  ${what}`);
  };
  console.log(`building ${calls} calls`);
  const first = await start(false);
  const world = await fillCallWorld(first.url, 1 + OTHERS.length, [CUSTOMERS, ...OTHERS]);
  say(`${world.sources.length} customers`);
  // The last quarter of an hour is left to the calls that the measurements make.
  const before = new Date(Math.floor(Date.now() / 900_000) * 900_000);
  const from = new Date(Math.floor(before.getTime() / DAY_MS) * DAY_MS - DAYS * DAY_MS);
  if (calls > 0) {
    await ensurePartitions(world.db, from, before);
    for (const [name, value] of Object.entries(BUILD_SETTINGS))
      await world.db.pool.query(`ALTER SYSTEM SET ${name} = '${value}'`);
  }
  await world.db.close();
  if (calls > 0) {
    const quick = await start(false);
    const db = openDatabase({
      url: quick.url,
      maxConnections: 4,
      applicationName: 'bench',
      statementTimeoutMs: 0,
    });
    await fill(db, { calls, from, before, sources: world.sources }, say);
    await db.pool.query('ALTER SYSTEM RESET ALL');
    await db.close();
  }
  const server = await start(true);
  const db = openDatabase({
    url: server.url,
    maxConnections: 4,
    applicationName: 'bench',
    statementTimeoutMs: 60_000,
  });
  await db.pool.query('CHECKPOINT');
  say('ready');
  return {
    url: server.url,
    pid: (await server.pid()) ?? 0,
    calls,
    from,
    before,
    partners: world.partners,
    sources: world.sources,
    edgeSecret: world.edgeSecret,
    db,
    stop: async () => {
      await db.close();
      await end();
    },
  };
}

interface Story {
  readonly calls: number;
  readonly from: Date;
  readonly before: Date;
  readonly sources: readonly CallSource[];
}

type Say = (what: string) => void;

async function fill(db: Database, story: Story, say: Say): Promise<void> {
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
    made += month.before - month.first;
    say(`${made} calls with their sums (${month.table})`);
  });
  await pool.query(`SELECT setval('cdr_number', ${1_000_000 + story.calls + 1_000})`);
  await pool.query('DROP SCHEMA bench CASCADE');
  await inTurns(indexes, async ({ definition, name }) => {
    await pool.query(definition);
    say(`index ${name}`);
  });
  if ((await schemaOf(pool)) !== asMigrated) throw new Error('The schema is not that of the migrations.');
  await pool.query('VACUUM (ANALYZE, FREEZE) cdr, cdr_rollup, cdr_rollup_day');
  say('vacuumed');
  await close(db, story, say);
  await pool.query(
    'VACUUM (ANALYZE) cdr_period, cdr_period_sum, cdr_concurrency, customer, ledger_account, ledger_hold, outbox',
  );
}

/** Everything that settles which rows there may be and how they are found. */
async function schemaOf(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ line: string }>(
    `SELECT tablename || ' ' || indexname || ' ' || indexdef AS line FROM pg_indexes WHERE schemaname = 'public' AND tablename LIKE 'cdr%'
     UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
     WHERE conrelid::regclass::text LIKE 'cdr%' ORDER BY line`,
  );
  return rows.map(({ line }) => line).join('\n');
}

interface DroppedIndex {
  readonly name: string;
  /** A statement that makes it as it was. */
  readonly definition: string;
}

/** Indexes are made when the rows are there, which takes a fraction of the time. */
async function dropIndexes(pool: pg.Pool): Promise<DroppedIndex[]> {
  const { rows } = await pool.query<{
    name: string;
    owner: string;
    constraint: string | null;
    definition: string;
  }>(
    `SELECT i.indexrelid::regclass::text AS name, i.indrelid::regclass::text AS owner, c.conname AS constraint,
       coalesce('ALTER TABLE ' || i.indrelid::regclass || ' ADD CONSTRAINT ' || quote_ident(c.conname) || ' ' || pg_get_constraintdef(c.oid),
         replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ')) AS definition
     FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype = 'p'
     WHERE i.indrelid = ANY ('{cdr,cdr_rollup,cdr_rollup_day}'::regclass[])
     ORDER BY c.conname IS NULL, pg_get_indexdef(i.indexrelid) LIKE '%gin%' DESC`,
  );
  for (const { name, owner, constraint } of rows)
    await pool.query(
      constraint === null ? `DROP INDEX ${name}` : `ALTER TABLE ${owner} DROP CONSTRAINT ${constraint}`,
    );
  return rows;
}

/** Upper ends of the customers' shares of one: by Zipf, the first of `many` has most; the others share what is theirs. */
function sharesOf(many: number): number[] {
  const weights = Array.from({ length: many }, (_, place) => 1 / (place + 1));
  const whole = weights.reduce((sum, one) => sum + one, 0) / (1 - SHARE_OF_OTHERS);
  const others = OTHERS.flatMap((count) =>
    Array.from({ length: count }, () => SHARE_OF_OTHERS / OTHERS.length / count),
  );
  let end = 0;
  const ends = [...weights.map((one) => one / whole), ...others].map((share) => (end += share));
  return ends.slice(0, -1);
}

interface Month {
  readonly table: string;
  /** Numbers of its calls: first, and the one after the last. */
  readonly first: number;
  readonly before: number;
  readonly startsMs: number;
  /** By hour: calls of the whole story before it, and in it. */
  readonly hourStarts: readonly number[];
  readonly hourCalls: readonly number[];
}

/** Calls by month and hour, as many as each hour is busy. */
function monthsOf({ calls, from, before }: Story): Month[] {
  const hours: { readonly at: Date; readonly weight: number }[] = [];
  for (let ms = from.getTime(); ms + HOUR_MS <= before.getTime(); ms += HOUR_MS) {
    const at = new Date(ms);
    const weekend = at.getUTCDay() % 6 === 0 ? 1 / 3 : 1;
    hours.push({ at, weight: (BY_HOUR[at.getUTCHours()] ?? 1) * weekend });
  }
  const whole = hours.reduce((sum, { weight }) => sum + weight, 0);
  let sofar = 0;
  const counted = hours.map(({ at, weight }) => {
    const start = sofar;
    sofar += (weight / whole) * calls;
    return { at, start, count: sofar - start };
  });
  const months = Map.groupBy(counted, ({ at }) => at.toISOString().slice(0, 7));
  return [...months].map(([name, of]) => {
    const last = of.at(-1);
    return {
      table: `cdr_${name.replace('-', '')}`,
      first: Math.ceil(of[0]?.start ?? 0),
      before: Math.ceil((last?.start ?? 0) + (last?.count ?? 0) - 1e-6),
      startsMs: of[0]?.at.getTime() ?? 0,
      hourStarts: of.map(({ start }) => start),
      hourCalls: of.map(({ count }) => count),
    };
  });
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
async function close(db: Database, { from, before }: Story, say: Say): Promise<void> {
  const { rows } = await db.pool.query<{ id: string }>(
    'SELECT DISTINCT partner_id AS id FROM cdr_rollup_day',
  );
  const window = {
    from: new Date(from.getTime() - 31 * DAY_MS),
    before: new Date(before.getTime() - DAY_MS),
  };
  const grains: readonly Grain[] = ['day', 'month'];
  for (const grain of grains) {
    const open = await Promise.all(
      rows.map(async ({ id }) =>
        (await selectOpen(db.kysely, id, grain, window, 1_000)).map((starts) => ({ id, starts })),
      ),
    );
    const over = open.flat().filter(({ starts }) => grain === 'day' || monthAfter(starts) <= before);
    await inTurns(over, async ({ id, starts }) => {
      if (!(await closePeriod(db, id, { grain, starts }))) throw new Error(`The sums of a ${grain} differ.`);
    });
    say(`${over.length} × a ${grain} of a partner closed`);
  }
  await closePeriods(db, new Date());
  say('periods closed');
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
