import type { Database } from '../platform/db/index.ts';
import type { Logger } from '../platform/log/index.ts';
import { updateLastUsed, type Use } from './credential-store.ts';
import type { KnownSecret } from './known-account.ts';

const GRAIN_MS = 60_000;
const FLUSH_AFTER_MS = 2_000;
const MAX_WAITING = 10_000;

/** Notes when a token was last used: at most once a minute each, many in one statement, never in a request's way. */
export class UseRecorder {
  readonly #db: Database;
  readonly #log: Logger;
  #waiting = new Map<string, Use>();
  #timer: NodeJS.Timeout | null = null;
  #flushing: Promise<void> = Promise.resolve();

  constructor(db: Database, log: Logger) {
    this.#db = db;
    this.#log = log;
  }

  note(secret: KnownSecret, nowMs: number): void {
    if (nowMs - secret.usedAtMs < GRAIN_MS || this.#waiting.size >= MAX_WAITING) return;
    secret.usedAtMs = nowMs;
    const { partnerId, credentialId } = secret;
    this.#waiting.set(credentialId, { partnerId, credentialId, at: new Date(nowMs) });
    if (this.#timer !== null) return;
    this.#timer = setTimeout(() => void this.flush(), FLUSH_AFTER_MS);
    this.#timer.unref();
  }

  /** Writes what waits. A failure loses a note of use, nothing else. */
  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const uses = [...this.#waiting.values()];
    this.#waiting = new Map();
    const before = this.#flushing;
    this.#flushing = (async () => {
      await before;
      if (uses.length === 0) return;
      await updateLastUsed(this.#db.kysely, uses).catch((error: unknown) => {
        this.#log.warn({ err: error }, 'last use of tokens not noted');
      });
    })();
    await this.#flushing;
  }
}
