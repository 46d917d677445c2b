import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCallLoad } from './call-load.ts';
import { CLI } from './call-world.ts';
import type { CdrWorld } from './cdr-data.ts';
import { Chance, HEAVIEST, type Subject } from './cdr-questions.ts';
import type { ServerProcess } from './child.ts';
import { median } from './compare.ts';

/** Connections over which one partner asks all the time. */
const ASKING = 24;
/** Calls of the other that begin in a second: far from what the machine carries, so that it shows what they wait for. */
const PER_SECOND = 60;
const TURNS = 4;
/** An authorise may take so much longer beside the questions. */
const MOST_SLOWER = 3;
const ENOUGH_MS = 50;

interface Answered {
  readonly answered: number;
  readonly putOff: number;
}

/** One partner asks what is heaviest, over many connections, until it is told to stop. */
function askOn(world: CdrWorld, product: ServerProcess, subject: Subject): () => Promise<Answered> {
  const agent = new Agent({ keepAlive: true, maxSockets: ASKING });
  const statuses = { answered: 0, putOff: 0 };
  let stopped = false;
  const once = (path: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const headers = world.partners[0]?.headers;
      get(
        { port: product.port, host: '127.0.0.1', path: `/api/v1/partner${path}`, agent, headers },
        (answer) => {
          answer.resume();
          answer.on('end', () => {
            resolve(answer.statusCode ?? 0);
          });
        },
      ).on('error', reject);
    });
  const asking = Array.from({ length: ASKING }, async () => {
    const chance = new Chance();
    while (!stopped) {
      const status = await once(chance.oneOf(HEAVIEST).ask(subject, chance));
      if (status === 200) statuses.answered += 1;
      else if (status === 429 || status === 503) {
        statuses.putOff += 1;
        // As Retry-After asks; whoever does not is held back by the rate limit, which is out of the way here.
        await sleep(1_000);
      } else throw new Error(`a heavy question: ${status}`);
    }
  });
  return async () => {
    stopped = true;
    await Promise.all(asking);
    agent.destroy();
    return statuses;
  };
}

/** What one partner’s heaviest questions do to another’s calls, with and without them in turns. */
export async function measureBeside(
  world: CdrWorld,
  product: ServerProcess,
  subject: Subject,
  seconds: number,
): Promise<void> {
  const [, other] = world.partners;
  const load = startCallLoad();
  const call = (forMs: number) =>
    load.run({
      port: product.port,
      edgeSecret: world.edgeSecret,
      cli: CLI,
      sources: world.sources.filter((one) => one.partner_id === other?.partnerId),
      forMs,
      perSecond: PER_SECOND,
      atOnce: 2_000,
    });
  try {
    await call(2_000);
    const [alone, beside]: [number[], number[]] = [[], []];
    const settled: [number, number] = [0, 0];
    let [answered, putOff] = [0, 0];
    for (let turn = 0; turn < TURNS; turn += 1) {
      const without = await call(seconds * 1_000);
      const stop = askOn(world, product, subject);
      const withThem = await call(seconds * 1_000);
      const asked = await stop();
      alone.push(without.p99Ms);
      beside.push(withThem.p99Ms);
      settled[0] += without.settled;
      settled[1] += withThem.settled;
      answered += asked.answered;
      putOff += asked.putOff;
    }
    const all = TURNS * seconds;
    console.log(
      `${PER_SECOND} calls/s of one partner: settled ${(settled[0] / all).toFixed(0)}/s alone, ${(settled[1] / all).toFixed(0)}/s beside ${ASKING} connections of another that ask what is heaviest (${(answered / all).toFixed(1)}/s answered, ${(putOff / all).toFixed(1)}/s put off)`,
    );
    console.log(
      `authorise p99 ${median(alone).toFixed(1)} ms alone, ${median(beside).toFixed(1)} ms beside (${alone.map((one, turn) => `${one.toFixed(0)} → ${(beside[turn] ?? NaN).toFixed(0)}`).join(', ')})`,
    );
    const tooSlow = median(beside) > Math.max(ENOUGH_MS, median(alone) * MOST_SLOWER);
    if (tooSlow || settled[1] < settled[0] * 0.9) process.exitCode = 1;
  } finally {
    await load.stop();
  }
}
