import { setTimeout as sleep } from 'node:timers/promises';
import { ask, type Answer, type PartnerAccess } from './partner-client.ts';
import { until } from './portal-process.ts';
import type { SeededRandom } from './seeded-random.ts';

/** A movement that the product said it made. Amounts are units of 10⁻⁵. */
export interface Done {
  readonly key: string;
  readonly transactionId: string;
  readonly wallet: string;
  readonly units: number;
  /** What the wallet gained; negative for a pull-back. */
  readonly toWallet: number;
}

interface Movement {
  readonly key: string;
  readonly wallet: string;
  readonly units: number;
  readonly pullBack: boolean;
}

export interface LoadOptions {
  readonly base: string;
  readonly access: PartnerAccess;
  readonly wallets: readonly string[];
  readonly random: SeededRandom;
}

const PULL_BACKS = 0.25;
/** How often an answered request is sent once more, as a client does that lost the answer. */
const REPEATS = 0.1;

/** Clients that move money without a pause; what is not answered is sent again with its key until it is. */
export class Load {
  readonly #options: LoadOptions;
  readonly #done: Done[] = [];
  readonly #clients: Promise<void>[] = [];
  #stopping = false;
  #failure: unknown = null;
  #count = 0;
  #answered = 0;
  #refused = 0;
  #unanswered = 0;
  #unavailable = 0;
  #replayed = 0;

  constructor(options: LoadOptions) {
    this.#options = options;
  }

  start(clients: number): void {
    for (let client = 0; client < clients; client += 1) {
      this.#clients.push(
        this.#work().catch((error: unknown) => {
          this.#failure ??= error;
        }),
      );
    }
  }

  /** Resolves after so many more answers. Throws what went wrong with a client. */
  async answers(count: number): Promise<void> {
    const goal = this.#answered + count;
    await until(`${count} more answers`, () => {
      if (this.#failure !== null) throw this.#failure as Error;
      return this.#answered >= goal;
    });
  }

  /** Lets every client get its last answer. */
  async finish(): Promise<Done[]> {
    this.#stopping = true;
    await Promise.all(this.#clients);
    if (this.#failure !== null) throw this.#failure as Error;
    return [...this.#done];
  }

  summary(): string {
    return `${this.#done.length} movements, ${this.#refused} refused, ${this.#unanswered} times no answer, ${this.#unavailable} times 503, ${this.#replayed} replays`;
  }

  async #work(): Promise<void> {
    const { random } = this.#options;
    while (!this.#stopping && this.#failure === null) {
      const movement = this.#next();
      const answer = await this.#untilAnswered(movement);
      if (!this.#note(movement, answer)) continue;
      if (random.next() >= REPEATS) continue;
      const again = await this.#untilAnswered(movement);
      if (again.headers.get('idempotency-replayed') !== 'true' || !sameBody(again, answer)) {
        throw new Error(`${movement.key} was not repeated: ${print(answer)} then ${print(again)}`);
      }
    }
  }

  #next(): Movement {
    const { random, wallets } = this.#options;
    this.#count += 1;
    return {
      key: `movement-${this.#count}`,
      wallet: random.pick(wallets),
      units: random.integer(1, 500_000),
      pullBack: random.next() < PULL_BACKS,
    };
  }

  async #untilAnswered({ key, wallet, units, pullBack }: Movement): Promise<Answer> {
    const { base, access, random } = this.#options;
    const path = `/accounts/${wallet}/${pullBack ? 'reclaim-balance' : 'transfer-balance'}`;
    const body = { amount: units / 100_000, currency: 'INR', reference: key };
    for (;;) {
      const answer = await ask(base, access, { path, body, key }).catch(() => null);
      if (answer !== null && answer.status !== 503) {
        this.#answered += 1;
        if (answer.headers.get('idempotency-replayed') === 'true') this.#replayed += 1;
        return answer;
      }
      if (answer === null) this.#unanswered += 1;
      else this.#unavailable += 1;
      if (answer?.headers.get('retry-after') === null)
        throw new Error(`A 503 without Retry-After: ${print(answer)}`);
      // Impatient: a client that kept to Retry-After would meet fewer of the moments this is about.
      await sleep(random.integer(5, 80));
    }
  }

  /** Whether money moved. Throws when the answer is none that a movement may get. */
  #note({ key, wallet, units, pullBack }: Movement, answer: Answer): boolean {
    const { status, body } = answer;
    if (status === 400 && pullBack && body['error'] === 'insufficient_balance') {
      this.#refused += 1;
      return false;
    }
    if (status !== 200 || body['status'] !== 'completed') throw new Error(`${key}: ${print(answer)}`);
    const transactionId = String(body['transaction_id']);
    this.#done.push({ key, transactionId, wallet, units, toWallet: pullBack ? -units : units });
    return true;
  }
}

function sameBody(one: Answer, other: Answer): boolean {
  return JSON.stringify(one.body) === JSON.stringify(other.body);
}

function print({ status, body }: Answer): string {
  return `${status} ${JSON.stringify(body)}`;
}
