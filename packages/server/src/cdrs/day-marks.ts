import type { TrafficSums } from './traffic.ts';
import { QUARTER_MS } from './window.ts';

/** Sums before a quarter of a day, as `cdr_day_sum` packs them: fourteen int8, big-endian. */
const WIDTH = 14;
const HALF = 4;
const BYTES = WIDTH * 2 * HALF;
const HIGH = 2 ** 32;

/** Bytes of a mark. */
export const MARK_BYTES = BYTES;

/** Which mark of its day an instant is; the first is a quarter of an hour after midnight. */
export function markOf(day: Date, at: Date): number {
  return (at.getTime() - day.getTime()) / QUARTER_MS - 1;
}

/** Differences of marks, added up. Both halves of a number are kept apart, so that adding is exact whatever the amounts. */
export class MarkSums {
  readonly #high = new Float64Array(WIDTH);
  readonly #low = new Float64Array(WIDTH);

  /** Adds the mark that stands at a place of packed ones, or takes it away. */
  add(packed: Buffer, place: number, sign: 1 | -1): void {
    for (let measure = 0, at = place * BYTES; measure < WIDTH; measure += 1, at += 2 * HALF) {
      this.#high[measure] = (this.#high[measure] ?? 0) + sign * packed.readInt32BE(at);
      this.#low[measure] = (this.#low[measure] ?? 0) + sign * packed.readUInt32BE(at + HALF);
    }
  }

  #number(measure: number): number {
    return (this.#high[measure] ?? 0) * HIGH + (this.#low[measure] ?? 0);
  }

  #exact(measure: number): bigint {
    const value = this.#number(measure);
    if (Number.isSafeInteger(value)) return BigInt(value);
    return BigInt(this.#high[measure] ?? 0) * BigInt(HIGH) + BigInt(this.#low[measure] ?? 0);
  }

  /** Short calls are not known of quarters. */
  sums(): TrafficSums {
    return {
      attempts: this.#number(0),
      refused: this.#number(1),
      answered: this.#number(2),
      reached: this.#number(3),
      shortCalls: null,
      durationSeconds: this.#number(4),
      talkSeconds: this.#number(5),
      billedSeconds: this.#number(6),
      cost: this.#exact(7),
      wholesaleCost: this.#exact(8),
      margin: this.#exact(9),
      pddMsSum: this.#number(10),
      pddCount: this.#number(11),
      mosHundredthsSum: this.#number(12),
      mosCount: this.#number(13),
    };
  }
}
