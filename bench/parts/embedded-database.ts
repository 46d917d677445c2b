import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../packages/server/src/platform/postgres/index.ts';

export interface EmbeddedDatabase {
  readonly url: string;
  /** Of the first process. */
  readonly pid: number;
  /** With `BENCH_STATEMENTS=1`: where the database's time went since the last call, the costliest first; else nothing. */
  printStatements(calls: number): Promise<void>;
  /** The same for statements that ran in each of so many rounds: the least that one took, and what all at the top come to. */
  printLeast(calls: number, rounds: number): Promise<void>;
  stop(): Promise<void>;
}

const COUNT_STATEMENTS = process.env['BENCH_STATEMENTS'] === '1';

async function run(url: string, ...statements: readonly string[]): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) rows = (await client.query<Record<string, unknown>>(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

/** Statements are counted by an extension that has to be there from the start. */
async function countStatements(server: EmbeddedPostgres, dataDir: string): Promise<EmbeddedPostgres> {
  await run(
    server.url,
    'ALTER SYSTEM SET shared_preload_libraries = pg_stat_statements',
    "ALTER SYSTEM SET pg_stat_statements.track = 'all'",
  );
  await server.stop();
  const again = await startEmbeddedPostgres({ dataDir, durable: true });
  await run(again.url, 'CREATE EXTENSION pg_stat_statements');
  return again;
}

async function printStatements(url: string, calls: number): Promise<void> {
  const rows = await run(
    url,
    `SELECT toplevel, calls, round(total_exec_time::numeric) AS ms, left(regexp_replace(query, '\\s+', ' ', 'g'), 110) AS query
     FROM pg_stat_statements ORDER BY total_exec_time DESC LIMIT 40`,
  );
  for (const { toplevel, calls: times, ms, query } of rows)
    console.log(
      `${toplevel === true ? '  ' : '    '}${((Number(ms) * 1_000) / calls).toFixed(0).padStart(6)} µs ${String(times).padStart(7)} × ${String(query)}`,
    );
  await run(url, 'SELECT pg_stat_statements_reset()');
}

async function printLeast(url: string, calls: number, rounds: number): Promise<void> {
  const rows = await run(
    url,
    `SELECT toplevel, round(calls::numeric / ${rounds})::integer AS times, min_exec_time AS ms,
       left(regexp_replace(query, '\\s+', ' ', 'g'), 110) AS query
     FROM pg_stat_statements WHERE calls >= ${rounds} AND min_exec_time * 1000 >= ${calls} ORDER BY toplevel DESC, min_exec_time DESC`,
  );
  let sum = 0;
  for (const { toplevel, times, ms, query } of rows) {
    const each = (Number(ms) * 1_000) / calls;
    if (toplevel === true) sum += each * Number(times);
    console.log(
      `${toplevel === true ? '  ' : '    '}${each.toFixed(1).padStart(6)} µs ${String(times)} × ${String(query)}`,
    );
  }
  console.log(`${sum.toFixed(0)} µs in the statements of a call`);
}

/** An embedded PostgreSQL of its own, safe against power loss like the real one, in a directory that goes with it. */
export async function startEmbeddedDatabase(): Promise<EmbeddedDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'portal-bench-'));
  const started = await startEmbeddedPostgres({ dataDir, durable: true });
  const server = COUNT_STATEMENTS ? await countStatements(started, dataDir) : started;
  return {
    url: server.url,
    pid: (await server.pid()) ?? 0,
    printStatements: async (calls) => {
      if (COUNT_STATEMENTS) await printStatements(server.url, calls);
    },
    printLeast: async (calls, rounds) => {
      if (COUNT_STATEMENTS) await printLeast(server.url, calls, rounds);
    },
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
