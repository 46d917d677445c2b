import { AppError, rateLimited, serviceUnavailable } from '../errors/index.ts';

export interface HeavyGateOptions {
  /** Heavy requests of one tenant that are answered at once; a second one does not wait for a slow first. */
  readonly perTenant: number;
  /** Of all tenants: the connections that these leave are for calls and money. */
  readonly together: number;
  /** Longest that one waits for its turn. */
  readonly patienceMs?: number;
  /** Requests of one tenant that may wait. */
  readonly mostWaiting?: number;
}

interface Waiting {
  readonly tenant: string;
  readonly enter: () => void;
}

const RETRY_SECONDS = 1;
/** What takes less disturbs nobody. */
const SHORT_MS = 20;
const LONGEST_REST_MS = 1_000;

function tooMany(): Error {
  return rateLimited({
    message: 'Too many large questions at once; ask them one after the other, or ask for less.',
    facts: { retry_after_seconds: RETRY_SECONDS },
    headers: { 'retry-after': String(RETRY_SECONDS) },
  });
}

/** What PostgreSQL says of a statement that ran longer than it may. */
const STATEMENT_STOPPED = '57014';

function isStopped(error: unknown): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === STATEMENT_STOPPED;
}

/**
 * How many requests that read much are answered at once, in this process: few of one tenant, and so many of all that others
 * find a connection. Who comes too many waits a little, and is then told to come again.
 */
export class HeavyGate {
  readonly #options: Required<HeavyGateOptions>;
  readonly #running = new Map<string, number>();
  readonly #waiting: Waiting[] = [];
  #together = 0;

  constructor(options: HeavyGateOptions) {
    this.#options = { patienceMs: 2_000, mostWaiting: 16, ...options };
  }

  /**
   * Does the work when its turn comes. Throws 429 when that takes too long, and 503 with what to narrow when the work had to be
   * stopped.
   */
  async run<T>(tenant: string, narrow: string, work: () => Promise<T>): Promise<T> {
    await this.#turn(tenant);
    const begun = performance.now();
    try {
      return await work();
    } catch (error) {
      if (error instanceof AppError || !isStopped(error)) throw error;
      throw serviceUnavailable({
        message: 'This question took too long and was stopped.',
        facts: { hint: `Ask for less: narrow it by ${narrow}.` },
        headers: { 'retry-after': String(RETRY_SECONDS) },
      });
    } finally {
      this.#leave(tenant, performance.now() - begun);
    }
  }

  #mayEnter(tenant: string): boolean {
    const { perTenant, together } = this.#options;
    return this.#together < together && (this.#running.get(tenant) ?? 0) < perTenant;
  }

  #enter(tenant: string): void {
    this.#together += 1;
    this.#running.set(tenant, (this.#running.get(tenant) ?? 0) + 1);
  }

  #leave(tenant: string, tookMs: number): void {
    this.#together -= 1;
    // Whose questions queue has half of the time and no more: as long as one took, the others have the machine.
    const queues = this.#waiting.some((one) => one.tenant === tenant);
    if (!queues || tookMs < SHORT_MS) this.#free(tenant);
    else
      setTimeout(
        () => {
          this.#free(tenant);
        },
        Math.min(tookMs, LONGEST_REST_MS),
      ).unref();
    this.#next();
  }

  #free(tenant: string): void {
    const left = (this.#running.get(tenant) ?? 1) - 1;
    if (left === 0) this.#running.delete(tenant);
    else this.#running.set(tenant, left);
    this.#next();
  }

  #next(): void {
    // The first that may: whoever waits for a tenant’s own turn does not hold up another’s.
    const next = this.#waiting.findIndex((one) => this.#mayEnter(one.tenant));
    if (next >= 0) this.#waiting.splice(next, 1)[0]?.enter();
  }

  #turn(tenant: string): Promise<void> | void {
    if (this.#mayEnter(tenant)) {
      this.#enter(tenant);
      return;
    }
    if (this.#waiting.filter((one) => one.tenant === tenant).length >= this.#options.mostWaiting)
      throw tooMany();
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        tenant,
        enter: () => {
          clearTimeout(timer);
          this.#enter(tenant);
          resolve();
        },
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(tooMany());
      }, this.#options.patienceMs);
      this.#waiting.push(waiting);
    });
  }
}
