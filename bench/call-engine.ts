/**
 * Whole calls over the edge API: authorise with a hold, answered, end with settlement, ledger, call record and both rollups.
 * Server, database and load generator share the machine.
 *
 *   node bench/call-engine.ts [--shapes 1x1,1x1000,100x10] [--seconds 10] [--at-once 400] [--per-second 1500]
 *
 * The yardstick before each shape tells how fast the machine is at that moment. A shape is partners × customers of each. Each is asked twice: as fast as it goes (with `at-once` calls up), and with
 * `per-second` calls beginning evenly, for the time that an authorise takes beside as many answers and ends. `--minutes 10` then goes on as fast as it goes with the last shape and
 * prints the server's memory.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { CLI, fillCallWorld, reuseLog } from './parts/call-world.ts';
import { startCallLoad, type CallOrder, type CallResult } from './parts/call-load.ts';
import { machine } from './parts/compare.ts';
import { startEmbeddedDatabase } from './parts/embedded-database.ts';
import { cpuMsOf, memoryOf } from './parts/processes.ts';
import { startProduct, throughputSettings } from './parts/product.ts';
import { transfersPerSecond } from './parts/yardstick.ts';

const TARGET_PER_SECOND = 1_500;
const TARGET_P99_MS = 20;
const MIB = 2 ** 20;
const { values: options } = parseArgs({
  options: {
    shapes: { type: 'string', default: '1x1,1x1000,100x10' },
    seconds: { type: 'string', default: '10' },
    'at-once': { type: 'string', default: '400' },
    'per-second': { type: 'string', default: String(TARGET_PER_SECOND) },
    minutes: { type: 'string', default: '0' },
  },
});

interface Measured extends CallResult {
  readonly serverMs: number;
  readonly databaseMs: number;
}

async function measure(shape: string): Promise<void> {
  const [partners = 1, customers = 1] = shape.split('x').map(Number);
  const database = await startEmbeddedDatabase();
  const world = await fillCallWorld(database.url, partners, customers);
  const product = await startProduct(throughputSettings(database.url));
  const load = startCallLoad();
  const take = async (order: Pick<CallOrder, 'forMs' | 'perSecond'>): Promise<Measured> => {
    const before = [await cpuMsOf(product.pid), await cpuMsOf(database.pid)] as const;
    const result = await load.run({
      ...order,
      port: product.port,
      edgeSecret: world.edgeSecret,
      cli: CLI,
      sources: world.sources,
      atOnce: Number(options['at-once']),
    });
    const serverMs = (await cpuMsOf(product.pid)) - before[0];
    const databaseMs = (await cpuMsOf(database.pid)) - before[1];
    return { ...result, serverMs, databaseMs };
  };
  try {
    console.log(`${machine()}; ${partners} partners × ${customers} customers`);
    await transfersPerSecond(world, 1_000);
    const yardstick = await transfersPerSecond(world, 3_000);
    await take({ forMs: 4_000, perSecond: null });
    await database.printStatements(1);
    const forMs = Number(options.seconds) * 1_000;
    const fast = await take({ forMs, perSecond: null });
    const rate = (fast.settled * 1_000) / fast.ms;
    const each = (ms: number): string => `${((ms * 1_000) / fast.settled).toFixed(0)} µs`;
    console.log(
      `yardstick ${yardstick.toFixed(0)} transfers/s, one transaction each; calls are ${(rate / yardstick).toFixed(2)} × that`,
    );
    console.log(
      `calls   ${rate.toFixed(0)}/s (at least ${TARGET_PER_SECOND})   processor time of a call: server ${each(fast.serverMs)}, database ${each(fast.databaseMs)}`,
    );
    await database.printStatements(fast.settled);
    const perSecond = Number(options['per-second']);
    await reuseLog(world.db);
    const even = await take({ forMs, perSecond });
    console.log(
      `authorise at ${perSecond}/s   p50 ${even.p50Ms.toFixed(1)} ms   p99 ${even.p99Ms.toFixed(1)} ms (at most ${TARGET_P99_MS})   ${even.missed} not begun`,
    );
    if (rate < TARGET_PER_SECOND || even.p99Ms > TARGET_P99_MS || even.missed > 0) process.exitCode = 1;
    await watchMemory(product.pid, () => take({ forMs: 60_000, perSecond: null }));
    const report = await world.services.ledger.verifyLedger(world.db.kysely);
    const { rows } = await world.db.pool.query<{ calls: bigint; cost: bigint; rolled: bigint; held: bigint }>(
      `SELECT (SELECT count(*) FROM cdr) AS calls, (SELECT sum(cost)::bigint FROM cdr) AS cost,
        (SELECT sum(cost)::bigint FROM cdr_rollup WHERE customer_id <> '00000000-0000-0000-0000-000000000000') AS rolled,
        (SELECT sum(held)::bigint FROM ledger_account) AS held`,
    );
    const books = rows[0];
    console.log(
      `ledger verify: ${report.ok ? 'clean' : JSON.stringify(report.problems)}; ${books?.calls} records, cost ${books?.cost}, in the rollups ${books?.rolled}, still held ${books?.held}`,
    );
    if (!report.ok || books?.cost !== books?.rolled || books?.held !== 0n) process.exitCode = 1;
  } finally {
    await load.stop();
    await product.stop();
    await world.db.close();
    await database.stop();
  }
}

/** The server's own memory, minute by minute. */
async function watchMemory(pid: number, minute: () => Promise<Measured>): Promise<void> {
  for (let nth = 1; nth <= Number(options.minutes); nth += 1) {
    const { settled } = await minute();
    await sleep(500);
    const { rss } = await memoryOf(pid);
    console.log(`minute ${nth}: ${settled} calls, server ${(rss / MIB).toFixed(0)} MiB`);
  }
}

for (const shape of options.shapes.split(',')) await measure(shape);
