import { compose } from '../../packages/server/src/compose.ts';
import type { AuthoriseInput, Calls } from '../../packages/server/src/calls/index.ts';
import { readConfig } from '../../packages/server/src/platform/config/index.ts';
import { createLog } from '../../packages/server/src/platform/log/index.ts';
import { WORLD_SECRET, outboundCall, sipOf } from './call-world.ts';
import { buildCdrWorld, type CdrWorld } from './cdr-data.ts';
import { median } from './compare.ts';
import { cpuMsOf } from './processes.ts';

const TARGET_RATIO = 0.9;
const GROUP = 100;
const TURNS = 6;

function callsOf({ url, db }: CdrWorld): Calls {
  const runtime = {
    config: readConfig({}),
    masterSecret: Buffer.from(WORLD_SECRET, 'hex'),
    databaseUrl: url,
    database: db,
    embedded: true,
    close: async () => undefined,
  };
  return compose(runtime, createLog({ level: 'silent', format: 'json' })).services.calls;
}

let serial = 0;

/** Whole calls in groups, one group after the other: authorised with a hold, answered, ended and settled. */
async function settle(calls: Calls, { sources }: CdrWorld, groups: number): Promise<void> {
  for (let group = 0; group < groups; group += 1) {
    const inputs = Array.from({ length: GROUP }, (): AuthoriseInput => {
      serial += 1;
      const to = `+9198${String(serial % 100_000_000).padStart(8, '0')}`;
      return { ...outboundCall(sources, serial, to), sip: sipOf(serial) };
    });
    await Promise.all(inputs.map((input) => calls.authorise(input)));
    const answeredAt = new Date();
    await Promise.all(inputs.map(({ callId }) => calls.answered({ callId, answeredAt })));
    const ended = await Promise.all(
      inputs.map(({ callId }) =>
        calls.end({
          callId,
          answeredAt,
          endedAt: new Date(),
          hangupCause: 'NORMAL_CLEARING',
          hangupCauseCode: 4000,
        }),
      ),
    );
    if (ended.some(({ outcome }) => outcome !== 'settled')) throw new Error('A call was not settled.');
  }
}

/** How many calls are settled in a second beside all those records, against a database without any, in turns. */
export async function measureSettling(full: CdrWorld, seconds: number): Promise<void> {
  const empty = await buildCdrWorld(0);
  try {
    const sides = [empty, full].map((world) => ({
      world,
      calls: callsOf(world),
      rates: [] as number[],
      cpu: [] as number[],
    }));
    for (const { world, calls } of sides) await settle(calls, world, 25);
    for (let turn = 0; turn < TURNS; turn += 1)
      for (const side of turn % 2 === 0 ? sides : sides.toReversed()) {
        const [cpuBefore, begun] = [await cpuMsOf(side.world.pid), performance.now()];
        let groups = 0;
        for (; performance.now() - begun < seconds * 1_000; groups += 1)
          await settle(side.calls, side.world, 1);
        side.rates.push((groups * GROUP * 1_000) / (performance.now() - begun));
        side.cpu.push((((await cpuMsOf(side.world.pid)) - cpuBefore) * 1_000) / (groups * GROUP));
      }
    for (const { world, rates, cpu } of sides)
      console.log(
        `whole calls, in process, beside ${String(world.calls).padStart(9)} records: ${median(rates).toFixed(0)}/s, database ${median(cpu).toFixed(0)} µs of processor a call`,
      );
    const [without, beside] = sides;
    const ratios = (beside?.rates ?? []).map((rate, turn) => rate / (without?.rates[turn] ?? NaN));
    console.log(`rounds ${ratios.map((one) => one.toFixed(2)).join(' ')}`);
    console.log(`ratio ${median(ratios).toFixed(2)} (at least ${TARGET_RATIO})`);
    if (!(median(ratios) >= TARGET_RATIO)) process.exitCode = 1;
  } finally {
    await empty.stop();
  }
}
