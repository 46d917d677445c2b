/**
 * What a call costs, step by step, in process and without an edge: groups of one size are authorised, answered and ended one after
 * the other. Printed is the least that each statement took in any of the rounds (nested ones too), and the least processor time
 * of this process: of many short turns some are disturbed by nobody, so that these figures stand still on a busy machine.
 *
 *   BENCH_STATEMENTS=1 node bench/call-cost.ts [--shape 1x1] [--group 32] [--rounds 150]
 *
 * The statement of the ledger runs twice for each call, to hold and to settle; its least is that of the cheaper one.
 */
import { parseArgs } from 'node:util';
import type { AuthoriseInput } from '../packages/server/src/calls/index.ts';
import { fillCallWorld, outboundCall, sipOf, type CallWorld } from './parts/call-world.ts';
import { machine } from './parts/compare.ts';
import { startEmbeddedDatabase } from './parts/embedded-database.ts';

const { values: options } = parseArgs({
  options: {
    shape: { type: 'string', default: '1x1' },
    group: { type: 'string', default: '32' },
    rounds: { type: 'string', default: '150' },
  },
});
const GROUP = Number(options.group);
const ROUNDS = Number(options.rounds);
const WARM_UP = 6;

/** The least that each step took, milliseconds of the clock and of the processor. */
const least = new Map<string, { readonly clock: number; readonly cpu: number }>();

async function timed<T>(step: string, work: () => Promise<T>): Promise<T> {
  const [cpuBefore, before] = [process.cpuUsage(), performance.now()];
  const result = await work();
  const clock = performance.now() - before;
  const { user, system } = process.cpuUsage(cpuBefore);
  const cpu = (user + system) / 1_000;
  const known = least.get(step) ?? { clock: Infinity, cpu: Infinity };
  least.set(step, { clock: Math.min(known.clock, clock), cpu: Math.min(known.cpu, cpu) });
  return result;
}

function asking({ sources }: CallWorld, serial: number): AuthoriseInput {
  const to = `+9198123${String(serial % 1_000_000).padStart(6, '0')}`;
  return { ...outboundCall(sources, serial, to), sip: sipOf(serial) };
}

async function takeRound(world: CallWorld, round: number): Promise<void> {
  const { calls } = world.services;
  const inputs = Array.from({ length: GROUP }, (_, place) => asking(world, round * GROUP + place));
  const allowed = await timed('authorise', () => Promise.all(inputs.map((input) => calls.authorise(input))));
  const answeredAt = new Date();
  await timed('answered', () =>
    Promise.all(inputs.map(({ callId }) => calls.answered({ callId, answeredAt }))),
  );
  const report = {
    answeredAt,
    endedAt: new Date(),
    hangupCause: 'NORMAL_CLEARING',
    hangupCauseCode: 4000,
    hangupSource: 'caller',
    codec: 'PCMA',
    mosHundredths: 430,
    pddMs: 900,
  };
  const ended = await timed('end', () =>
    Promise.all(inputs.map(({ callId }) => calls.end({ callId, ...report }))),
  );
  if (
    allowed.some(({ outcome }) => outcome !== 'allowed') ||
    ended.some(({ outcome }) => outcome !== 'settled')
  )
    throw new Error('A call was not allowed and settled.');
}

const each = (ms: number): string => `${((ms * 1_000) / GROUP).toFixed(1).padStart(6)} µs`;

const [partners = 1, customers = 1] = options.shape.split('x').map(Number);
const database = await startEmbeddedDatabase();
const world = await fillCallWorld(database.url, partners, customers);
await world.services.news.start();
try {
  console.log(
    `${machine()}; ${options.shape}, groups of ${GROUP}, the least of ${ROUNDS} rounds, for each call`,
  );
  for (let round = 0; round < WARM_UP; round += 1) await takeRound(world, round);
  await database.printStatements(GROUP);
  for (let round = WARM_UP; round < WARM_UP + ROUNDS; round += 1) await takeRound(world, round);
  await database.printLeast(GROUP, ROUNDS);
  for (const [step, { clock, cpu }] of least)
    console.log(`${step.padEnd(10)} clock ${each(clock)}   processor of this process ${each(cpu)}`);
} finally {
  await world.services.news.close();
  await world.db.close();
  await database.stop();
}
