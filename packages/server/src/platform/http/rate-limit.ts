import { rateLimited } from '../errors/index.ts';

export interface RateLimitOptions {
  readonly perSecond: number;
  readonly burst: number;
  /** Callers remembered; the longest silent are forgotten first. */
  readonly maxCallers?: number;
}

interface Bucket {
  tokens: number;
  atMs: number;
}

export interface RateState {
  readonly limit: number;
  readonly remaining: number;
  readonly resetSeconds: number;
}

/** A token bucket per caller, in this process alone. */
export class RateLimiter {
  readonly #options: Required<RateLimitOptions>;
  readonly #buckets = new Map<string, Bucket>();

  constructor(options: RateLimitOptions) {
    this.#options = { maxCallers: 50_000, ...options };
  }

  /** Takes `cost` tokens, or throws 429 with the time to wait. `nowMs` is monotonic. */
  take(caller: string, cost: number, nowMs: number): RateState {
    const { perSecond, burst } = this.#options;
    const bucket = this.#buckets.get(caller) ?? { tokens: burst, atMs: nowMs };
    bucket.tokens = Math.min(burst, bucket.tokens + ((nowMs - bucket.atMs) / 1000) * perSecond);
    bucket.atMs = nowMs;
    // Re-inserting keeps the map in order of last use, which is what eviction goes by.
    this.#buckets.delete(caller);
    this.#buckets.set(caller, bucket);
    this.#evict();
    if (bucket.tokens < cost) {
      const waitSeconds = Math.max(1, Math.ceil((cost - bucket.tokens) / perSecond));
      throw rateLimited({
        facts: { retry_after_seconds: waitSeconds },
        headers: {
          'retry-after': String(waitSeconds),
          'ratelimit-limit': String(burst),
          'ratelimit-remaining': '0',
          'ratelimit-reset': String(waitSeconds),
        },
      });
    }
    bucket.tokens -= cost;
    return {
      limit: burst,
      remaining: Math.floor(bucket.tokens),
      resetSeconds: Math.ceil((burst - bucket.tokens) / perSecond),
    };
  }

  #evict(): void {
    while (this.#buckets.size > this.#options.maxCallers) {
      const oldest = this.#buckets.keys().next().value;
      if (oldest === undefined) return;
      this.#buckets.delete(oldest);
    }
  }
}
