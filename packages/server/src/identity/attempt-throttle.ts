import type { AppError } from '../platform/errors/index.ts';
import { tooManyFailedAttempts } from './errors.ts';
import { plainAddress } from './ip-allow-list.ts';

export interface ThrottleOptions {
  /** Failures that are free; each one after them doubles the wait. */
  readonly freeFailures: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** A subject without failures for this long starts anew. */
  readonly forgetAfterMs: number;
  /** Subjects remembered; the longest silent are forgotten first. */
  readonly maxSubjects: number;
}

interface Subject {
  failures: number;
  lastMs: number;
  blockedUntilMs: number;
}

/**
 * What an address counts as. Whoever has one IPv6 address has all of its /64, so these count as one; an IPv4 address
 * is itself.
 */
export function throttledNetwork(ip: string): string {
  const plain = plainAddress(ip);
  if (!plain.includes(':')) return plain;
  const [left = '', right] = plain.toLowerCase().split('::', 2);
  const head = left === '' ? [] : left.split(':');
  const tail = right === undefined || right === '' ? [] : right.split(':');
  const groups = [
    ...head,
    ...Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0'),
    ...tail,
  ];
  return `${groups.slice(0, 4).join(':')}::/64`;
}

export function mustWait(seconds: number): AppError {
  return tooManyFailedAttempts({
    facts: { retry_after_seconds: seconds },
    headers: { 'retry-after': String(seconds) },
  });
}

const DEFAULTS: ThrottleOptions = {
  freeFailures: 10,
  firstWaitMs: 1_000,
  longestWaitMs: 300_000,
  forgetAfterMs: 900_000,
  maxSubjects: 50_000,
};

/** Counts failed attempts of a subject and makes it wait, longer each time. In this process alone. */
export class AttemptThrottle {
  readonly #options: ThrottleOptions;
  readonly #subjects = new Map<string, Subject>();

  constructor(options: Partial<ThrottleOptions> = {}) {
    this.#options = { ...DEFAULTS, ...options };
  }

  /** 0: it may try now. */
  secondsToWait(subject: string, nowMs: number): number {
    if (this.#subjects.size === 0) return 0;
    const known = this.#subjects.get(subject);
    if (known === undefined || nowMs >= known.blockedUntilMs) return 0;
    return Math.max(1, Math.ceil((known.blockedUntilMs - nowMs) / 1_000));
  }

  /** Throws 429 `too_many_failed_attempts` with `Retry-After` while the subject has to wait. */
  check(subject: string, nowMs: number): void {
    const seconds = this.secondsToWait(subject, nowMs);
    if (seconds > 0) throw mustWait(seconds);
  }

  failed(subject: string, nowMs: number): void {
    const { freeFailures, firstWaitMs, longestWaitMs, forgetAfterMs, maxSubjects } = this.#options;
    let known = this.#subjects.get(subject);
    if (known === undefined || nowMs - known.lastMs > forgetAfterMs)
      known = { failures: 0, lastMs: nowMs, blockedUntilMs: 0 };
    known.failures += 1;
    known.lastMs = nowMs;
    const over = known.failures - freeFailures;
    if (over >= 0)
      known.blockedUntilMs = nowMs + Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(over, 20));
    this.#subjects.delete(subject);
    this.#subjects.set(subject, known);
    if (this.#subjects.size > maxSubjects) {
      const [oldest] = this.#subjects.keys();
      if (oldest !== undefined) this.#subjects.delete(oldest);
    }
  }

  succeeded(subject: string): void {
    if (this.#subjects.size > 0) this.#subjects.delete(subject);
  }

  get size(): number {
    return this.#subjects.size;
  }
}
