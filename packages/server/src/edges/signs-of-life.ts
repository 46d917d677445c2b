import type { Reader } from '../platform/db/index.ts';
import type { Clock } from '../platform/time/index.ts';
import { updateSign } from './presence-store.ts';

/** How often it is written that a node is there. Well below the time after which it is silent. */
const EVERY_MS = 5_000;

/**
 * That nodes are there, by any message of theirs. A node asks thousands of times a second: each server writes it of a node once in
 * five seconds, and one message waits for that.
 */
export class SignsOfLife {
  readonly #reader: Reader;
  readonly #clock: Clock;
  readonly #writtenMs = new Map<string, number>();

  constructor(reader: Reader, clock: Clock) {
    this.#reader = reader;
    this.#clock = clock;
  }

  async note(nodeId: string): Promise<void> {
    const at = this.#clock.now();
    const before = this.#writtenMs.get(nodeId);
    if (before !== undefined && Math.abs(at.getTime() - before) < EVERY_MS) return;
    // Said before it is written: others do not wait for it.
    this.#writtenMs.set(nodeId, at.getTime());
    await updateSign(this.#reader, nodeId, at);
  }
}
