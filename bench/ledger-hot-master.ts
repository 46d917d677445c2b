/**
 * Durable transfers per second out of one hot master account, idempotency, audit entry, event and hash chain included:
 * through `ledger.submit` (grouped), against one transaction per transfer with the same function on the same tables.
 *
 *   node bench/ledger-hot-master.ts [--seconds 8] [--concurrency 256] [--wallets 1000]
 *
 * Starts an embedded PostgreSQL of its own; `DATABASE_URL` names another server (a database is made on it and dropped).
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { createLedger, type Ledger, type TransferCommand } from '../packages/server/src/ledger/index.ts';
import { migrate, openDatabase, type Database } from '../packages/server/src/platform/db/index.ts';
import { uuidv7 } from '../packages/server/src/platform/ids/index.ts';
import { systemClock } from '../packages/server/src/platform/time/index.ts';
import { p50And99 } from './parts/latencies.ts';

const TARGET_RATIO = 10;
const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '8' },
    concurrency: { type: 'string', default: '256' },
    wallets: { type: 'string', default: '1000' },
  },
});
const seconds = Number(options.seconds);
const concurrency = Number(options.concurrency);
/** Connections of either side. More only wait for the same row, and waiting sessions cost the machine. */
const CONNECTIONS = 2;
const ROUNDS = 4;
const WARM_UP_MS = 1_000;

interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

async function startServer(): Promise<Server> {
  const given = process.env['DATABASE_URL'] ?? process.env['TEST_DATABASE_URL'] ?? '';
  if (given !== '') return { url: given, stop: async () => undefined };
  const { startEmbeddedPostgres } = await import('../packages/server/src/platform/postgres/index.ts');
  const dataDir = await mkdtemp(join(tmpdir(), 'portal-bench-'));
  const server = await startEmbeddedPostgres({ dataDir, durable: true });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

interface Books {
  readonly partnerId: string;
  readonly master: string;
  readonly wallets: readonly string[];
}

async function openBooks(db: Database, ledger: Ledger): Promise<Books> {
  const at = systemClock.now();
  const partnerId = uuidv7(at);
  const [funding, master] = [uuidv7(at), uuidv7(at)];
  const wallets = Array.from({ length: Number(options.wallets) }, () => uuidv7(at));
  const base = { partnerId, currency: 'INR', at };
  await db.inTransaction(async (tx) => {
    await ledger.openAccount(tx, { ...base, id: funding, ownerId: partnerId, kind: 'funding', floor: null });
    await ledger.openAccount(tx, { ...base, id: master, ownerId: partnerId, kind: 'master', floor: 0n });
    for (const id of wallets)
      await ledger.openAccount(tx, { ...base, id, ownerId: id, kind: 'wallet', floor: 0n });
    const fund = {
      ...transfer({ partnerId, master: funding, wallets: [master] }),
      amount: 10n ** 15n,
      key: null,
    };
    await ledger.post(tx, [fund]);
  });
  return { partnerId, master, wallets };
}

/** What the HTTP surface sends for `transfer-balance`: key, audit row, reference and description. */
function transfer(books: Books): TransferCommand {
  const at = systemClock.now();
  const id = uuidv7(at);
  const creditAccountId = books.wallets[Math.floor(Math.random() * books.wallets.length)] ?? '';
  return {
    kind: 'transfer',
    partnerId: books.partnerId,
    id,
    at,
    debitAccountId: books.master,
    creditAccountId,
    currency: 'INR',
    amount: 20_000n,
    code: 'transfer',
    reference: 'INV-2026-0042',
    description: 'Top-up by card',
    key: { scope: 'POST /api/v1/partner/accounts/transfer', key: id, inputHash: randomBytes(32) },
    audit: {
      partner_id: books.partnerId,
      id: uuidv7(at),
      at: at.toISOString(),
      actor_kind: 'partner',
      actor_id: 'partner-abcd1234',
      actor_label: 'production token',
      action: 'balance.transferred',
      object_type: 'account',
      object_id: creditAccountId,
      changes: [{ field: 'amount', from: null, to: '0.20000' }],
      reason: null,
      ip: '203.0.113.7',
      user_agent: 'bench',
      request_id: `req_${id}`,
    },
  };
}

interface Figures {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

type Run = (command: TransferCommand) => Promise<unknown>;

/** Adds to `sample` what was done within `forMs`; what began or ended outside does not count. */
async function measure(run: Run, books: Books, forMs: number, sample: Sample): Promise<void> {
  const from = performance.now();
  const until = from + forMs;
  const worker = async (): Promise<void> => {
    for (;;) {
      const begun = performance.now();
      if (begun >= until) return;
      await run(transfer(books));
      const ended = performance.now();
      if (ended <= until) sample.latencies.push(ended - begun);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  sample.ms += forMs;
}

interface Sample {
  readonly latencies: number[];
  ms: number;
}

function figuresOf({ latencies, ms }: Sample): Figures {
  return { perSecond: (latencies.length * 1_000) / ms, ...p50And99(latencies) };
}

/** Lets `most` run at once and the rest wait in line: the pool gives up on those that wait for five seconds. */
function createGate(most: number): (work: () => Promise<void>) => Promise<void> {
  const line: (() => void)[] = [];
  let free = most;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => line.push(resolve));
    try {
      await work();
    } finally {
      const next = line.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}

function mustBePosted(result: { readonly outcome: string }): void {
  if (result.outcome !== 'posted')
    throw new Error(`Expected a posted transfer, got ${JSON.stringify(result)}`);
}

function line(name: string, figures: Figures): string {
  const { perSecond, p50Ms, p99Ms } = figures;
  return `${name.padEnd(34)} ${perSecond.toFixed(0).padStart(7)}/s   p50 ${p50Ms.toFixed(1)} ms   p99 ${p99Ms.toFixed(1)} ms`;
}

async function main(): Promise<void> {
  const server = await startServer();
  const name = `bench_${randomBytes(6).toString('hex')}`;
  await onServer(server.url, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE template0`));
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  const db = openDatabase({
    url: url.href,
    maxConnections: CONNECTIONS,
    applicationName: 'bench',
    statementTimeoutMs: 60_000,
  });
  try {
    await migrate(db.pool, join(import.meta.dirname, '../packages/server/migrations'));
    const ledger = createLedger({ db, clock: systemClock });
    const settings = await db.pool.query<{ text: string }>(
      `SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) AS text FROM pg_settings
       WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'server_version')`,
    );
    console.log(`${settings.rows[0]?.text ?? ''} concurrency=${concurrency} seconds=${seconds}`);
    const books = await openBooks(db, ledger);
    const gate = createGate(CONNECTIONS);
    const alone: Run = (command) =>
      gate(async () => {
        const [result] = await db.inTransaction((tx) => ledger.post(tx, [command]));
        if (result !== undefined) mustBePosted(result);
      });
    const together: Run = async (command) => {
      mustBePosted(await ledger.submit(command));
    };
    const [references, groups]: [Sample, Sample] = [
      { latencies: [], ms: 0 },
      { latencies: [], ms: 0 },
    ];
    for (const run of [alone, together]) await measure(run, books, WARM_UP_MS, { latencies: [], ms: 0 });
    // As autovacuum does within its first minute: plans made on empty tables would slow the reference down.
    await db.pool.query('ANALYZE');
    // In turns, so that whatever else the machine does meets both.
    for (let round = 0; round < ROUNDS; round += 1) {
      await measure(alone, books, (seconds * 1_000) / ROUNDS, references);
      await measure(together, books, (seconds * 1_000) / ROUNDS, groups);
    }
    const [reference, grouped] = [figuresOf(references), figuresOf(groups)];
    console.log(line('one transaction per transfer', reference));
    console.log(line('ledger.submit, grouped', grouped));
    const report = await ledger.verifyLedger(db.kysely);
    const ratio = grouped.perSecond / reference.perSecond;
    console.log(
      `ledger verify: ${report.ok ? 'clean' : JSON.stringify(report.problems)}, ${report.transfers} transfers`,
    );
    console.log(`ratio ${ratio.toFixed(1)} (at least ${TARGET_RATIO})`);
    if (!report.ok || ratio < TARGET_RATIO) process.exitCode = 1;
  } finally {
    await db.close();
    await onServer(server.url, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    await server.stop();
  }
}

await main();
