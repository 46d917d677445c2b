/**
 * How long the database takes to say at which gateways a call is tried: `carrier_routes` with 200,000 routes of ten carriers,
 * against the same with 2,000, and against a round trip that asks for nothing. One connection, one call at a time. Also how long
 * a file of 200,000 routes takes to go live. What counts is the processor time of the database's process: on a machine that others
 * use too, the time on the clock says more of them.
 *
 *   node bench/carrier-routes.ts [--routes 200000] [--calls 5000] [--rounds 5]
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { createCarriers, noAccountSources, type Carriers } from '../packages/server/src/carriers/index.ts';
import { readRoutesFile } from '../packages/server/src/carriers/routes-file.ts';
import { operatorAtMachine } from '../packages/server/src/identity/index.ts';
import { migrate, openDatabase, type Database } from '../packages/server/src/platform/db/index.ts';
import { uuidv7 } from '../packages/server/src/platform/ids/index.ts';
import { systemClock } from '../packages/server/src/platform/time/index.ts';
import { MIGRATIONS } from '../packages/server/src/runtime.ts';
import { median } from './parts/compare.ts';
import { startEmbeddedDatabase } from './parts/embedded-database.ts';
import { cpuMsOf } from './parts/processes.ts';

const TARGET_MS = 1;
const TARGET_GROWTH = 1.3;
const CARRIERS = 10;
const GATEWAYS = 3;
const SMALL = 2_000;
const WARM_UP = 500;
const { values: options } = parseArgs({
  options: {
    routes: { type: 'string', default: '200000' },
    calls: { type: 'string', default: '5000' },
    rounds: { type: 'string', default: '5' },
  },
});

const server = await startEmbeddedDatabase();

/** The same numbers in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const random = seeded(20_260_325);
const digits = (count: number): string =>
  Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
const COUNTRIES = ['91', '44', '1', '49', '33', '971', '65', '234', '55', '81'];
const country = (): string => COUNTRIES[Math.floor(random() * COUNTRIES.length)] ?? '91';

/** Prefixes as rate decks have them: a country's own, and many below it. */
function prefixes(count: number): string[] {
  const found = new Set(COUNTRIES);
  while (found.size < count) found.add(country() + digits(2 + Math.floor(random() * 4)));
  return [...found].slice(0, count);
}

/** Rows of one piece, as sockets bring them. */
const PIECE = 4_000;

async function* file(list: readonly string[]): AsyncGenerator<Uint8Array> {
  yield Buffer.from('prefix,priority,weight,cost_rate\n');
  for (let begin = 0; begin < list.length; begin += PIECE) {
    const rows = list
      .slice(begin, begin + PIECE)
      .map((prefix) => `${prefix},${1 + (Number(prefix) % 3)},10,0.0042\n`);
    yield Buffer.from(rows.join(''));
  }
}

async function fill(db: Database, carriers: Carriers, routes: number): Promise<void> {
  const by = operatorAtMachine(systemClock);
  const list = prefixes(Math.floor(routes / CARRIERS));
  for (let index = 0; index < CARRIERS; index += 1) {
    const name = `Carrier ${index}`;
    await db.inTransaction(async (tx) => {
      const { id } = await carriers.create(tx, { name, currency: 'USD' }, by);
      for (let gateway = 0; gateway < GATEWAYS; gateway += 1) {
        const body = { name: `G${gateway}`, host: `g${gateway}.example`, max_concurrent_calls: 500 };
        await carriers.createGateway(tx, id, body, by);
      }
      await carriers.replaceRoutes(tx, id, await readRoutesFile(file(list), by.at), by);
    });
  }
}

interface Measured {
  /** Milliseconds on the clock. */
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds of the database's processor time for one call. */
  readonly cpu: number;
}

async function backendOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid ?? 0;
}

async function measure(client: pg.Client, query: (number: string) => pg.QueryConfig): Promise<Measured> {
  const calls = Number(options.calls);
  const times: number[] = [];
  for (let call = 0; call < WARM_UP; call += 1) await client.query(query(country() + digits(9)));
  const pid = await backendOf(client);
  const cpuBefore = await cpuMsOf(pid);
  for (let call = 0; call < calls; call += 1) {
    const asked = query(country() + digits(9));
    const before = performance.now();
    await client.query(asked);
    times.push(performance.now() - before);
  }
  const cpu = ((await cpuMsOf(pid)) - cpuBefore) / calls;
  times.sort((a, b) => a - b);
  return { p50: times[Math.floor(calls / 2)] ?? 0, p99: times[Math.floor(calls * 0.99)] ?? 0, cpu };
}

const routed = (number: string): pg.QueryConfig => ({
  name: 'routes',
  text: 'SELECT * FROM carrier_routes($1, $2, $3, $4)',
  values: [number, systemClock.now(), 12, uuidv7()],
});
const nothing = (): pg.QueryConfig => ({ name: 'nothing', text: 'SELECT $1::text', values: ['x'] });

async function openFilled(server: string, routes: number) {
  const name = `routes_${routes}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  const db = openDatabase({
    url: url.href,
    maxConnections: 2,
    applicationName: 'bench',
    statementTimeoutMs: 0,
  });
  await migrate(db.pool, MIGRATIONS);
  await fill(db, createCarriers({ db, accountSources: noAccountSources }), routes);
  await db.pool.query('VACUUM ANALYZE');
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  return { db, client };
}

/** Seconds on the clock and of the server's processor time until a file is live. */
async function goesLive(db: Database, id: string, rows: readonly string[]): Promise<string> {
  const carriers = createCarriers({ db, accountSources: noAccountSources });
  const [before, cpuBefore] = [performance.now(), await cpuMsOf(server.pid)];
  const read = await readRoutesFile(file(rows), systemClock.now());
  await db.inTransaction((tx) => carriers.replaceRoutes(tx, id, read, operatorAtMachine(systemClock)));
  const cpu = (await cpuMsOf(server.pid)) - cpuBefore;
  return `${((performance.now() - before) / 1_000).toFixed(1)} s (database ${(cpu / 1_000).toFixed(1)} s)`;
}

async function fileGoesLive(db: Database): Promise<string[]> {
  const by = operatorAtMachine(systemClock);
  const list = prefixes(200_000);
  const { id } = await db.inTransaction((tx) =>
    createCarriers({ db, accountSources: noAccountSources }).create(
      tx,
      { name: 'File', currency: 'USD' },
      by,
    ),
  );
  return [
    `file of 200,000 routes live in ${await goesLive(db, id, list)}`,
    `the same file again in ${await goesLive(db, id, list)}`,
    `10,000 fewer in ${await goesLive(db, id, list.slice(10_000))}`,
  ];
}

function figures(name: string, rounds: readonly Measured[]): { text: string; cpu: number } {
  const middle = (key: keyof Measured): number => median(rounds.map((round) => round[key]));
  const cpu = middle('cpu');
  const clock = `p50 ${middle('p50').toFixed(3)} ms, p99 ${middle('p99').toFixed(3)} ms`;
  return { text: `  ${name.padEnd(22)} database ${cpu.toFixed(3)} ms, on the clock ${clock}`, cpu };
}

try {
  const small = await openFilled(server.url, SMALL);
  const large = await openFilled(server.url, Number(options.routes));
  const rounds = { nothing: [] as Measured[], small: [] as Measured[], large: [] as Measured[] };
  for (let round = 0; round < Number(options.rounds); round += 1) {
    rounds.nothing.push(await measure(large.client, nothing));
    rounds.small.push(await measure(small.client, routed));
    rounds.large.push(await measure(large.client, routed));
  }
  const measured = figures(`${options.routes} routes`, rounds.large);
  const before = figures(`${SMALL} routes`, rounds.small);
  const growth = measured.cpu / before.cpu;
  const met = measured.cpu < TARGET_MS && growth <= TARGET_GROWTH;
  const [load] = loadavg();
  console.log(
    `A call's gateways, ${CARRIERS} carriers with ${GATEWAYS} each; load average ${load?.toFixed(1) ?? ''}`,
  );
  console.log([measured.text, before.text, figures('asking for nothing', rounds.nothing).text].join('\n'));
  console.log(
    `  target: database below ${TARGET_MS} ms and at most ${TARGET_GROWTH} × of the few routes: ${growth.toFixed(2)} ×, ${met ? 'met' : 'MISSED'}`,
  );
  for (const line of await fileGoesLive(large.db)) console.log(`  ${line}`);
  for (const { db, client } of [small, large]) {
    await client.end();
    await db.close();
  }
  process.exitCode = met ? 0 : 1;
} finally {
  await server.stop();
}
