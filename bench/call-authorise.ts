/**
 * How many calls are authorised in a second, in process: `calls.authorise`, grouped and with the money of the first seconds held,
 * against the same decision without holds in one transaction each (same facts, same rules, same row of the call).
 *
 *   node bench/call-authorise.ts [--seconds 4] [--rounds 4] [--concurrency 256] [--partners 10] [--customers 10]
 *
 * Between the turns all calls are ended, which is not measured.
 */
import { parseArgs } from 'node:util';
import { authoriseGroup } from '../packages/server/src/calls/authorise.ts';
import type { CallsDeps } from '../packages/server/src/calls/calls-deps.ts';
import type { AuthoriseInput, AuthoriseOutcome } from '../packages/server/src/calls/index.ts';
import { prepareGroup } from '../packages/server/src/calls/prepare.ts';
import type { CommandResult } from '../packages/server/src/ledger/index.ts';
import { fillCallWorld, outboundCall, type CallWorld } from './parts/call-world.ts';
import { machine, median } from './parts/compare.ts';
import { startEmbeddedDatabase } from './parts/embedded-database.ts';

const TARGET_RATIO = 3;
const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '4' },
    concurrency: { type: 'string', default: '256' },
    partners: { type: 'string', default: '10' },
    customers: { type: 'string', default: '10' },
  },
});

type Authorise = (input: AuthoriseInput) => Promise<AuthoriseOutcome>;

/** The decision alone: what would be held is taken for held. */
function withoutHolds({ services, db }: CallWorld): Authorise {
  const holdNothing = async (
    _tx: unknown,
    commands: readonly { readonly id: string }[],
  ): Promise<CommandResult[]> =>
    commands.map(({ id }) => ({ outcome: 'held', replayed: false, holdId: id, held: 0n, expiresAt: null }));
  const { clock, customers, carriers, cdrs, ledger } = services;
  const deps: CallsDeps = { db, clock, customers, carriers, cdrs, ledger: { ...ledger, post: holdNothing } };
  return async (input) => {
    const calls = await prepareGroup(deps, db.kysely, [input]);
    const [answer] = await db.inTransaction((tx) => authoriseGroup(deps, tx, calls, () => undefined));
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

async function takeTurn(world: CallWorld, authorise: Authorise, concurrency: number): Promise<Turn> {
  const forMs = Number(options.seconds) * 1_000;
  const until = performance.now() + forMs;
  const latencies: number[] = [];
  const one = async (): Promise<void> => {
    while (performance.now() < until) {
      const begun = performance.now();
      const answer = await authorise(nextCall(world));
      if (answer.outcome !== 'allowed') throw new Error(`refused: ${answer.reason}`);
      if (performance.now() <= until) latencies.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, one));
  const sorted = latencies.sort((a, b) => a - b);
  const at = (part: number): number => sorted[Math.floor(sorted.length * part)] ?? NaN;
  return { perSecond: (sorted.length * 1_000) / forMs, p50Ms: at(0.5), p99Ms: at(0.99) };
}

/** Makes room for the next turn. Rows of the reference hold nothing, so they go as they came. */
async function endAll({ db, services }: CallWorld): Promise<void> {
  await db.pool.query(
    'DELETE FROM live_call c WHERE NOT EXISTS (SELECT FROM ledger_hold h WHERE h.partner_id = c.partner_id AND h.id = c.hold_id)',
  );
  const { rows } = await db.pool.query<{ call_id: string }>('SELECT call_id FROM live_call');
  const endedAt = new Date();
  const ends = rows.map(({ call_id: callId }) => services.calls.end({ callId, answeredAt: null, endedAt }));
  await Promise.all(ends);
  await db.pool.query('UPDATE call_counter SET live = 0, held = 0');
}

const database = await startEmbeddedDatabase();
const world = await fillCallWorld(database.url, Number(options.partners), Number(options.customers));
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
  if (!(median(ratios) >= TARGET_RATIO)) process.exitCode = 1;
} finally {
  await world.db.close();
  await database.stop();
}
