/**
 * How many calls are authorised in a second, in process: `calls.authorise`, grouped and with the money of the first seconds held,
 * against the same decision without holds in one transaction each (same facts, same rules, same row of the call).
 *
 *   node bench/call-authorise.ts [--seconds 4] [--rounds 4] [--concurrency 256] [--per-second 1500] [--partners 10] [--customers 10]
 *
 * Then `--per-second` calls begin evenly, whether or not earlier ones were answered, for the time that each waits. Between the turns all
 * calls are ended, which is not measured. Where that takes too long on a machine that is slower than the one of the targets, the same again at
 * the rate, and against the latency, that the yardstick of this hour makes of the target (`parts/yardstick.ts`): half as fast a machine has
 * half as many calls, and twice the time.
 */
import { parseArgs } from 'node:util';
import { authoriseGroup } from '../packages/server/src/calls/authorise.ts';
import type { CallsDeps } from '../packages/server/src/calls/calls-deps.ts';
import type { AuthoriseInput, AuthoriseOutcome } from '../packages/server/src/calls/index.ts';
import { prepareGroup, type PrepareDeps } from '../packages/server/src/calls/prepare.ts';
import { TermsMemory } from '../packages/server/src/calls/terms-memory.ts';
import type { CommandResult } from '../packages/server/src/ledger/index.ts';
import { fillCallWorld, outboundCall, reuseLog, type CallWorld } from './parts/call-world.ts';
import { machine, median } from './parts/compare.ts';
import { startEmbeddedDatabase } from './parts/embedded-database.ts';
import { evenly, p50And99 } from './parts/latencies.ts';
import { transfersPerSecond } from './parts/yardstick.ts';

const TARGET_RATIO = 3;
const TARGET_PER_SECOND = 1_500;
const TARGET_P99_MS = 20;
/** The yardstick where the targets were set. */
const TRANSFERS_AT_REST = 963;
/** The engine lets twice as many wait. */
const ENDS_AT_ONCE = 5_000;
const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '4' },
    concurrency: { type: 'string', default: '256' },
    'per-second': { type: 'string', default: String(TARGET_PER_SECOND) },
    partners: { type: 'string', default: '10' },
    customers: { type: 'string', default: '10' },
  },
});

type Authorise = (input: AuthoriseInput) => Promise<AuthoriseOutcome>;

/** The decision alone: what would be held is taken for held. */
function withoutHolds({ services, db }: CallWorld): Authorise {
  const holdNothing = async (): Promise<CommandResult[]> => [];
  const { ledger, news, rateTables } = services;
  const terms = new TermsMemory({ db, news, rateTables });
  const deps: CallsDeps & PrepareDeps = { ...services, db, ledger: { ...ledger, post: holdNothing }, terms };
  return async (input) => {
    const calls = await prepareGroup(deps, db.kysely, [input]);
    const [answer] = await db.inTransaction((tx) => authoriseGroup(deps, tx, calls, 'one_by_one'));
    if (answer === undefined) throw new Error('no answer');
    return answer;
  };
}

interface Turn {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

let serial = 0;

function nextCall({ sources }: CallWorld): AuthoriseInput {
  serial += 1;
  return outboundCall(sources, serial, `+9198${String(serial % 100_000_000).padStart(8, '0')}`);
}

/** Asks once; how long it took, milliseconds. */
async function ask(world: CallWorld, authorise: Authorise): Promise<number> {
  const begun = performance.now();
  const answer = await authorise(nextCall(world));
  if (answer.outcome !== 'allowed') throw new Error(`refused: ${answer.reason}`);
  return performance.now() - begun;
}

function turnOf(latencies: readonly number[], forMs: number): Turn {
  return { perSecond: (latencies.length * 1_000) / forMs, ...p50And99(latencies) };
}

const FOR_MS = Number(options.seconds) * 1_000;

/** As fast as it goes. */
async function takeTurn(world: CallWorld, authorise: Authorise, concurrency: number): Promise<Turn> {
  const until = performance.now() + FOR_MS;
  const latencies: number[] = [];
  const one = async (): Promise<void> => {
    while (performance.now() < until) {
      const ms = await ask(world, authorise);
      if (performance.now() <= until) latencies.push(ms);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, one));
  return turnOf(latencies, FOR_MS);
}

/** So many a second, evenly. */
async function takeStream(world: CallWorld, authorise: Authorise, perSecond: number): Promise<Turn> {
  const answers: Promise<number>[] = [];
  await evenly(perSecond, performance.now() + FOR_MS, () => {
    answers.push(ask(world, authorise));
  });
  return turnOf(await Promise.all(answers), FOR_MS);
}

interface Stream {
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The p99 of each round. */
  readonly rounds: readonly number[];
}

async function takeStreams(world: CallWorld, authorise: Authorise, perSecond: number): Promise<Stream> {
  const turns: Turn[] = [];
  for (let round = 0; round < Number(options.rounds); round += 1) {
    await reuseLog(world.db);
    turns.push(await takeStream(world, authorise, perSecond));
    await endAll(world);
  }
  const rounds = turns.map(({ p99Ms }) => p99Ms);
  return { p50Ms: median(turns.map(({ p50Ms }) => p50Ms)), p99Ms: median(rounds), rounds };
}

function sentence({ p50Ms, p99Ms, rounds }: Stream): string {
  return `p50 ${p50Ms.toFixed(1)} ms   p99 ${p99Ms.toFixed(1)} ms, rounds ${rounds.map((one) => one.toFixed(0)).join(' ')}`;
}

/** Makes room for the next turn. Rows of the reference hold nothing, so they go as they came. */
async function endAll({ db, services }: CallWorld): Promise<void> {
  await db.pool.query(
    'DELETE FROM live_call c WHERE NOT EXISTS (SELECT FROM ledger_hold h WHERE h.partner_id = c.partner_id AND h.id = c.hold_id)',
  );
  const { rows } = await db.pool.query<{ call_id: string }>('SELECT call_id FROM live_call');
  const endedAt = new Date();
  for (let from = 0; from < rows.length; from += ENDS_AT_ONCE) {
    const some = rows.slice(from, from + ENDS_AT_ONCE);
    await Promise.all(
      some.map(({ call_id: callId }) => services.calls.end({ callId, answeredAt: null, endedAt })),
    );
  }
  await db.pool.query('UPDATE call_counter SET live = 0, held = 0');
}

/** On a machine that is slower than where the targets were set: as many calls fewer, as much longer. */
async function isQuickAsScaled(
  world: CallWorld,
  authorise: Authorise,
  { perSecond, share }: { readonly perSecond: number; readonly share: number },
): Promise<boolean> {
  const atMost = TARGET_P99_MS / share;
  const scaled = await takeStreams(world, authorise, Math.round(perSecond * share));
  console.log(
    `evenly at ${(perSecond * share).toFixed(0)}/s   ${sentence(scaled)} (at most ${atMost.toFixed(1)})`,
  );
  return scaled.p99Ms <= atMost;
}

const database = await startEmbeddedDatabase();
const world = await fillCallWorld(database.url, Number(options.partners), Number(options.customers));
await world.services.news.start();
try {
  console.log(machine());
  const grouped = {
    name: 'calls.authorise, grouped, with holds',
    run: (input: AuthoriseInput) => world.services.calls.authorise(input),
    turns: [] as Turn[],
  };
  const alone = { name: 'the decision, one transaction each', run: withoutHolds(world), turns: [] as Turn[] };
  const concurrency = Number(options.concurrency);
  for (const { run } of [grouped, alone]) {
    await takeTurn(world, run, concurrency);
    await endAll(world);
  }
  for (let round = 0; round < Number(options.rounds); round += 1)
    for (const { run, turns } of [grouped, alone]) {
      turns.push(await takeTurn(world, run, concurrency));
      await endAll(world);
    }
  for (const { name, turns } of [alone, grouped]) {
    const of = (key: keyof Turn): number => median(turns.map((turn) => turn[key]));
    console.log(
      `${name.padEnd(38)} ${of('perSecond').toFixed(0).padStart(6)}/s   p50 ${of('p50Ms').toFixed(1)} ms   p99 ${of('p99Ms').toFixed(1)} ms`,
    );
  }
  const ratios = grouped.turns.map((turn, place) => turn.perSecond / (alone.turns[place]?.perSecond ?? NaN));
  console.log(`rounds ${ratios.map((one) => one.toFixed(1)).join(' ')}`);
  console.log(`ratio ${median(ratios).toFixed(1)} (at least ${TARGET_RATIO})`);
  const perSecond = Number(options['per-second']);
  const plain = await takeStreams(world, grouped.run, perSecond);
  console.log(`evenly at ${perSecond}/s   ${sentence(plain)} (at most ${TARGET_P99_MS})`);
  const yardstick = await transfersPerSecond(world, 3_000);
  const share = yardstick / TRANSFERS_AT_REST;
  console.log(`yardstick ${yardstick.toFixed(0)} transfers/s, ${share.toFixed(2)} of a machine at rest`);
  const isQuick =
    plain.p99Ms <= TARGET_P99_MS ||
    (share < 1 && (await isQuickAsScaled(world, grouped.run, { perSecond, share })));
  if (!(median(ratios) >= TARGET_RATIO && isQuick)) process.exitCode = 1;
} finally {
  await world.services.news.close();
  await world.db.close();
  await database.stop();
}
