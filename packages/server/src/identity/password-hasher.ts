import { hash, verify } from '@node-rs/argon2';
import { serviceUnavailable } from '../platform/errors/index.ts';

/** argon2id with 19 MiB, two passes, one lane: the first recommendation of OWASP's password storage sheet. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export interface HasherOptions {
  /** Hashes computed at once; each takes 19 MiB and a thread. */
  readonly concurrent: number;
  /** Hashes that may wait; the one beyond is told to come back. */
  readonly waiting: number;
}

/** Passwords are hashed a few at a time, so that a flood of logins costs neither the memory nor all the threads. */
export class PasswordHasher {
  readonly #options: HasherOptions;
  readonly #queue: (() => void)[] = [];
  #running = 0;
  /** Hashes computed since the start: what a failed login costs can be counted, not only timed. */
  #work = 0;
  #decoy: Promise<string> | null = null;

  constructor(options: Partial<HasherOptions> = {}) {
    this.#options = { concurrent: 2, waiting: 64, ...options };
  }

  get work(): number {
    return this.#work;
  }

  async hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(password.normalize('NFKC'), COST));
  }

  /** With no hash to compare to, a decoy is compared: the answer is false, in the same time. */
  async verify(stored: string | null, password: string): Promise<boolean> {
    this.#decoy ??= hash('a password that nobody has', COST);
    const decoy = await this.#decoy;
    const right = await this.#inTurn(() => verify(stored ?? decoy, password.normalize('NFKC')));
    return stored !== null && right;
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#options.concurrent) {
      if (this.#queue.length >= this.#options.waiting)
        throw serviceUnavailable({ headers: { 'retry-after': '2' }, internal: 'password queue full' });
      // Whoever ends hands its turn over, so the number of running ones stays as it is.
      await new Promise<void>((resolve) => this.#queue.push(resolve));
    } else this.#running += 1;
    try {
      this.#work += 1;
      return await work();
    } finally {
      const next = this.#queue.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}
