import { setTimeout as sleep } from 'node:timers/promises';
import { uuidv7 } from '../../src/platform/ids/index.ts';
import { ask, type PartnerAccess } from './partner-client.ts';
import { until } from './portal-process.ts';
import type { SeededRandom } from './seeded-random.ts';

type Json = Record<string, unknown>;

/** Where calls come from, as `authorise` takes it. */
export interface CallSource extends Json {
  readonly partner_id: string;
  readonly customer_id: string;
  readonly trunk_id: string;
}

export interface CallLoadOptions {
  readonly base: string;
  readonly secret: string;
  readonly sources: readonly CallSource[];
  readonly from: string;
  readonly to: string;
  readonly random: SeededRandom;
}

/** A call whose record there has to be; `cost` in units of 10⁻⁵ where its end was acknowledged with it. */
export interface SeenCall {
  readonly callId: string;
  readonly refusal: string | null;
  cost: number | null;
}

/** Edges with a call each at a time: what is not answered is said again until it is, whatever died meanwhile. */
export class CallLoad {
  readonly calls: SeenCall[] = [];
  readonly counts = { allowed: 0, refused: 0, unanswered: 0, again: 0, replayed: 0, notGranted: 0 };
  readonly #options: CallLoadOptions;
  readonly #edges: Promise<void>[] = [];
  #answered = 0;
  #stopping = false;
  #failure: unknown = null;

  constructor(options: CallLoadOptions) {
    this.#options = options;
  }

  start(edges: number): void {
    for (let edge = 0; edge < edges; edge += 1)
      this.#edges.push(
        this.#work().catch((error: unknown) => {
          this.#failure ??= error;
        }),
      );
  }

  /** Resolves after so many more answers. Throws what went wrong with an edge. */
  async answers(count: number): Promise<void> {
    const goal = this.#answered + count;
    await until(`${count} more answers about calls`, () => {
      if (this.#failure !== null) throw this.#failure as Error;
      return this.#answered >= goal;
    });
  }

  async finish(): Promise<readonly SeenCall[]> {
    this.#stopping = true;
    await Promise.all(this.#edges);
    if (this.#failure !== null) throw this.#failure as Error;
    return this.calls;
  }

  async #work(): Promise<void> {
    while (!this.#stopping && this.#failure === null) await this.#call();
  }

  async #call(): Promise<void> {
    const { random, sources, from, to } = this.#options;
    const call_id = uuidv7(new Date());
    const source = random.pick(sources);
    const question = { call_id, direction: 'outbound', source, from, to };
    const answer = await this.#say('authorise', question);
    const refusal = answer['outcome'] === 'refused' ? String(answer['reason']) : null;
    if (answer['replayed'] === true) this.counts.replayed += 1;
    if (refusal !== null && answer['recorded'] !== true) throw new Error(JSON.stringify(answer));
    const seen: SeenCall = { callId: call_id, refusal, cost: null };
    this.calls.push(seen);
    if (refusal !== null) {
      this.counts.refused += 1;
      return;
    }
    this.counts.allowed += 1;
    const answeredAt = new Date();
    const isAnswered = random.next() < 0.85;
    let funded = Number(answer['funded_seconds']);
    if (isAnswered && random.next() < 0.8)
      await this.#say('answered', { call_id, answered_at: answeredAt.toISOString() });
    for (let turn = random.integer(0, 2); isAnswered && turn > 0; turn -= 1) {
      const extension = await this.#say('extend', { call_id, funded_seconds: funded });
      if (extension['outcome'] !== 'granted') this.counts.notGranted += 1;
      funded = Number(extension['funded_seconds'] ?? funded);
    }
    // Some edges lie, and talk on although nothing is paid any more.
    const talked = Math.min(random.integer(1, 150), random.next() < 0.1 ? 150 : funded);
    const endedAt = new Date(answeredAt.getTime() + talked * 1_000);
    const end = {
      call_id,
      answered_at: isAnswered ? answeredAt.toISOString() : null,
      ended_at: isAnswered ? endedAt.toISOString() : new Date().toISOString(),
    };
    const ended = await this.#say('end', end);
    if (ended['outcome'] === 'settled') seen.cost = Math.round(Number(ended['cost']) * 100_000);
    else if (ended['outcome'] !== 'ended') throw new Error(`${call_id}: ${JSON.stringify(ended)}`);
    // An old message once more changes nothing.
    if (random.next() < 0.1)
      for (const [verb, message] of [
        ['end', end],
        ['authorise', question],
      ] as const)
        await this.#say(verb, message);
  }

  async #say(verb: string, call: Json): Promise<Json> {
    const { base, secret, random } = this.#options;
    for (;;) {
      const answer = await fetch(`${base}/edge/v1/calls/${verb}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        body: JSON.stringify({ calls: [call] }),
        signal: AbortSignal.timeout(30_000),
      })
        .then(async (one) => ({ status: one.status, body: (await one.json()) as Json }))
        .catch(() => null);
      if (answer !== null && answer.status === 200) {
        const [result] = answer.body['results'] as Json[];
        if (result !== undefined && result['outcome'] !== 'try_again') {
          this.#answered += 1;
          return result;
        }
        this.counts.again += 1;
      } else if (answer === null) this.counts.unanswered += 1;
      else if (answer.status === 503) this.counts.again += 1;
      else throw new Error(`${verb}: ${answer.status} ${JSON.stringify(answer.body)}`);
      await sleep(random.integer(5, 80));
    }
  }
}

/** Small transfers out and pull-backs, one after the other, until it is told to stop. Gives how many moved money. */
export async function moveMoney(
  base: string,
  access: PartnerAccess,
  wallets: readonly string[],
  random: SeededRandom,
  stopping: () => boolean,
): Promise<number> {
  let moved = 0;
  for (let turn = 0; !stopping(); turn += 1) {
    const verb = random.pick(['transfer-balance', 'reclaim-balance'] as const);
    const path = `/accounts/${random.pick(wallets)}/${verb}`;
    const body = { amount: random.integer(1, 400) / 100, currency: 'INR' };
    const key = `move-${turn}`;
    let status = 503;
    while (status === 503) {
      status = (await ask(base, access, { path, body, key }).catch(() => null))?.status ?? 503;
      if (status === 503) await sleep(random.integer(5, 80));
    }
    if (status === 200) moved += 1;
    // Too little is free: that is an answer too.
    else if (status !== 400) throw new Error(`${path} answered ${status}`);
  }
  return moved;
}
