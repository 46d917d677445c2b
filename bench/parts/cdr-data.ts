import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closePeriods } from '../../packages/server/src/cdrs/close-periods.ts';
import { ensurePartitions } from '../../packages/server/src/cdrs/partitions.ts';
import { openDatabase, type Database } from '../../packages/server/src/platform/db/index.ts';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../packages/server/src/platform/postgres/index.ts';
import { DAY_MS } from '../../packages/server/src/platform/time/index.ts';
import { fillCallWorld, type CallSource, type WorldPartner } from './call-world.ts';
import { BUILD_SETTINGS, fillCalls } from './cdr-fill.ts';
import { CUSTOMERS, OTHERS } from './cdr-story.ts';
import { cpuMsOf } from './processes.ts';
import { Progress } from './progress.ts';

/** Thirteen months. */
const DAYS = 396;
/** Within so long ten million calls are to be there. */
export const BUILD_WITHIN_SECONDS = 600;

export interface CdrWorld {
  readonly url: string;
  readonly dataDir: string;
  /** Of the database's first process. */
  readonly pid: number;
  readonly calls: number;
  /** When the oldest call can have begun, and the end of the newest. */
  readonly from: Date;
  readonly before: Date;
  /** What making it took. */
  readonly buildSeconds: number;
  /** The first has nearly all calls. */
  readonly partners: readonly WorldPartner[];
  readonly sources: readonly CallSource[];
  readonly edgeSecret: string;
  readonly db: Database;
  stop(): Promise<void>;
}

/** The database that a world is built in: first quick, then as safe as the real one. */
class Builder {
  private running: EmbeddedPostgres | null = null;
  private spentMs = 0;
  readonly dataDir: string;

  constructor(dataDir: string) {
    this.dataDir = dataDir;
  }

  /** Processor time of all its servers so far. */
  async cpuMs(): Promise<number> {
    const pid = (await this.running?.pid()) ?? null;
    return this.spentMs + (pid === null ? 0 : await cpuMsOf(pid));
  }

  async start(durable: boolean): Promise<EmbeddedPostgres> {
    this.spentMs = await this.cpuMs();
    await this.running?.stop();
    this.running = null;
    this.running = await startEmbeddedPostgres({ dataDir: this.dataDir, durable });
    return this.running;
  }

  async end(kept: boolean): Promise<void> {
    await this.running?.stop();
    if (!kept) await rm(this.dataDir, { recursive: true, force: true });
  }
}

/** What a database does not know of the world that is in it. */
type Told = Pick<CdrWorld, 'calls' | 'buildSeconds' | 'partners' | 'sources' | 'edgeSecret'> & {
  readonly from: string;
  readonly before: string;
};

/**
 * An embedded database with so many calls, or none, of one large partner and a small one, as migrations and product make it.
 * `keepIn`: a directory in which it stays, and is found by the next run.
 */
export async function buildCdrWorld(calls: number, keepIn: string | null = null): Promise<CdrWorld> {
  if (keepIn === null) {
    const builder = new Builder(await mkdtemp(join(tmpdir(), 'portal-bench-')));
    return orEnded(builder, false, async () => serve(builder, await build(calls, builder), false));
  }
  const builder = new Builder(join(keepIn, `${calls}-calls`));
  const file = join(builder.dataDir, 'world.json');
  const told = await readFile(file, 'utf8').catch(() => null);
  if (told !== null) return orEnded(builder, true, () => serve(builder, JSON.parse(told) as Told, true));
  return orEnded(builder, false, async () => {
    const built = await build(calls, builder);
    await writeFile(file, JSON.stringify(built));
    return serve(builder, built, true);
  });
}

async function orEnded<T>(builder: Builder, kept: boolean, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await builder.end(kept);
    throw error;
  }
}

/** The database of a world, as safe as the real one. */
async function serve(builder: Builder, told: Told, kept: boolean): Promise<CdrWorld> {
  const server = await builder.start(true);
  const db = open(server.url, 60_000);
  // What went by since it was made, as a worker does all the time.
  if (kept && told.calls > 0) await closePeriods(db, new Date());
  return {
    ...told,
    from: new Date(told.from),
    before: new Date(told.before),
    url: server.url,
    dataDir: builder.dataDir,
    pid: (await server.pid()) ?? 0,
    db,
    stop: async () => {
      await db.close();
      await builder.end(kept);
    },
  };
}

function open(url: string, statementTimeoutMs: number): Database {
  return openDatabase({ url, maxConnections: 4, applicationName: 'bench', statementTimeoutMs });
}

async function build(calls: number, builder: Builder): Promise<Told> {
  console.log(`building ${calls} calls`);
  const progress = new Progress(() => builder.cpuMs());
  const first = await builder.start(false);
  const world = await fillCallWorld(first.url, 1 + OTHERS.length, [CUSTOMERS, ...OTHERS]);
  await progress.say(`${world.sources.length} customers`);
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
    const quick = open((await builder.start(false)).url, 0);
    await fillCalls(quick, { calls, from, before, sources: world.sources }, progress);
    await quick.pool.query('ALTER SYSTEM RESET ALL');
    await quick.close();
  }
  const db = open((await builder.start(true)).url, 60_000);
  await db.pool.query('CHECKPOINT');
  await db.close();
  await progress.say('ready');
  return {
    calls,
    from: from.toISOString(),
    before: before.toISOString(),
    buildSeconds: progress.seconds,
    partners: world.partners,
    sources: world.sources,
    edgeSecret: world.edgeSecret,
  };
}
