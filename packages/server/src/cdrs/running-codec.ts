import type { TrafficSums } from './traffic.ts';

/** The sums of one place, in the order in which they are packed. */
export const MEASURES = [
  'attempts',
  'refused',
  'answered',
  'reached',
  'shortCalls',
  'durationSeconds',
  'talkSeconds',
  'billedSeconds',
  'cost',
  'wholesaleCost',
  'margin',
  'pddMsSum',
  'pddCount',
  'mosHundredthsSum',
  'mosCount',
] as const satisfies readonly (keyof TrafficSums)[];
export type Measure = (typeof MEASURES)[number];

const WIDTH = MEASURES.length;
const PLACE_OF = new Map<Measure, number>(MEASURES.map((measure, at) => [measure, at]));
/** A sum is kept as two doubles, `high × 2²⁷ + low`, so that adding is exact whatever an account turns over. */
const LOW = 2 ** 27;
const LOW_BIG = BigInt(LOW);
/** Of the low part and the sign: four bytes of seven bits. */
const FIRST_BITS = 28;
/** Of a sum: 64 bits, of seven. */
const MOST_BYTES = 10;

/** Sums of many places: all measures of the first, then of the second, and so on. */
export class Heap {
  #low = new Float64Array(0);
  #high = new Float64Array(0);
  #size = 0;

  /** How many places there are. */
  get size(): number {
    return this.#size;
  }

  #reserve(size: number): void {
    if (size * WIDTH <= this.#low.length) return;
    const [low, high] = [new Float64Array(size * WIDTH), new Float64Array(size * WIDTH)];
    low.set(this.#low);
    high.set(this.#high);
    [this.#low, this.#high] = [low, high];
  }

  /** Places that come one by one get room for as many again. */
  #grow(size: number): void {
    if (size * WIDTH > this.#low.length) this.#reserve(Math.max(size, this.#size * 2));
    this.#size = Math.max(this.#size, size);
  }

  /** Adds what is known as numbers: once, or minus once to take it away. */
  add(place: number, sums: TrafficSums, times: 1 | -1 = 1): void {
    this.#grow(place + 1);
    for (let measure = 0; measure < WIDTH; measure += 1) {
      const known = sums[MEASURES[measure] as Measure] ?? 0;
      const value = times === 1 ? known : -known;
      const at = place * WIDTH + measure;
      if (typeof value === 'number' && Number.isSafeInteger(value)) {
        const high = Math.trunc(value / LOW);
        this.#high[at] = (this.#high[at] as number) + high;
        this.#low[at] = (this.#low[at] as number) + (value - high * LOW);
      } else {
        const high = BigInt(value) / LOW_BIG;
        this.#high[at] = (this.#high[at] as number) + Number(high);
        this.#low[at] = (this.#low[at] as number) + Number(BigInt(value) - high * LOW_BIG);
      }
    }
  }

  /**
   * Adds packed sums so many times: once, or minus once to take them away. Each is a number in bytes of seven bits, the lowest first; the
   * lowest bit of all is the sign.
   */
  addPacked(packed: Uint8Array, times: number): void {
    this.#reserve(countOf(packed) / WIDTH);
    const end = this.#addNumbers(packed, 0, 0, times, Infinity);
    this.#size = Math.max(this.#size, end.at / WIDTH);
  }

  /** Adds packed sums to some places, one after the other; those of a negative place are passed over. Gives where the next byte is. */
  addTo(places: readonly number[], packed: Uint8Array, from: number): number {
    let byte = from;
    for (const place of places) {
      const heap = place < 0 ? PASSED : this;
      const at = Math.max(place, 0);
      heap.#grow(at + 1);
      ({ byte } = heap.#addNumbers(packed, byte, at * WIDTH, 1, (at + 1) * WIDTH));
    }
    return byte;
  }

  /** Adds numbers from a byte on to the sums from one on, up to the end of either. */
  #addNumbers(
    packed: Uint8Array,
    from: number,
    first: number,
    times: number,
    end: number,
  ): { readonly byte: number; readonly at: number } {
    const [lows, highs] = [this.#low, this.#high];
    const { length } = packed;
    let at = first;
    let byte = from;
    while (byte < length && at < end) {
      const start = packed[byte] as number;
      byte += 1;
      // Most are zero or small.
      if (start < 128) {
        if (start !== 0) lows[at] = (lows[at] as number) + (start & 1 ? -(start >> 1) : start >> 1) * times;
        at += 1;
        continue;
      }
      const second = packed[byte] as number;
      if (second < 128) {
        byte += 1;
        const value = ((start & 127) >> 1) | (second << 6);
        lows[at] = (lows[at] as number) + (start & 1 ? -value : value) * times;
        at += 1;
        continue;
      }
      let first = start & 127;
      let high = 0;
      let scale = 1;
      for (let shift = 7, goesOn = true; goesOn; shift += 7) {
        const next = packed[byte] as number;
        byte += 1;
        goesOn = next >= 128;
        if (shift < FIRST_BITS) first |= (next & 127) << shift;
        else {
          high += (next & 127) * scale;
          scale *= 128;
        }
      }
      const signed = first & 1 ? -times : times;
      lows[at] = (lows[at] as number) + (first >>> 1) * signed;
      if (high !== 0) highs[at] = (highs[at] as number) + high * signed;
      at += 1;
    }
    return { byte, at };
  }

  /** All places, as `addPacked` reads them. */
  pack(): Uint8Array {
    const bytes = new Uint8Array(this.#size * WIDTH * MOST_BYTES);
    let length = 0;
    const put = (value: number, goesOn: boolean): void => {
      bytes[length] = (value & 127) | (goesOn ? 128 : 0);
      length += 1;
    };
    for (let at = 0; at < this.#size * WIDTH; at += 1) {
      const { sign, low, high } = this.#parts(at);
      let first = low * 2 + sign;
      for (let shift = 0; shift < FIRST_BITS; shift += 7) {
        put(first, first >= 128 || high > 0);
        first >>>= 7;
        if (first === 0 && high === 0) break;
      }
      for (let rest = high; rest > 0; rest = Math.floor(rest / 128)) put(rest % 128, rest >= 128);
    }
    return bytes.slice(0, length);
  }

  /** Whether it has calls. */
  has(place: number): boolean {
    const at = place * WIDTH;
    return (this.#high[at] ?? 0) * LOW + (this.#low[at] ?? 0) > 0;
  }

  /** A measure of a place, as precisely as a double has it: to sort by. */
  value(place: number, measure: Measure): number {
    const at = place * WIDTH + (PLACE_OF.get(measure) ?? 0);
    return (this.#high[at] ?? 0) * LOW + (this.#low[at] ?? 0);
  }

  sums(place: number): TrafficSums {
    return sumsFrom((measure) => this.#exact(place * WIDTH + measure));
  }

  /** Of all places together. */
  total(): TrafficSums {
    const low = new Float64Array(WIDTH);
    const high = new Float64Array(WIDTH);
    for (let at = 0, measure = 0; at < this.#size * WIDTH; at += 1) {
      low[measure] = (low[measure] as number) + (this.#low[at] as number);
      high[measure] = (high[measure] as number) + (this.#high[at] as number);
      measure = measure + 1 === WIDTH ? 0 : measure + 1;
    }
    return sumsFrom((measure) => exact(high[measure] ?? 0, low[measure] ?? 0));
  }

  #exact(at: number): bigint {
    return exact(this.#high[at] ?? 0, this.#low[at] ?? 0);
  }

  /** Sign, the lower bits and what is above them. */
  #parts(at: number): { readonly sign: 0 | 1; readonly low: number; readonly high: number } {
    const value = (this.#high[at] as number) * LOW + (this.#low[at] as number);
    if (Number.isSafeInteger(value)) {
      const size = Math.abs(value);
      return { sign: value < 0 ? 1 : 0, low: size % LOW, high: Math.floor(size / LOW) };
    }
    const precise = this.#exact(at);
    const size = precise < 0n ? -precise : precise;
    return { sign: precise < 0n ? 1 : 0, low: Number(size % LOW_BIG), high: Number(size / LOW_BIG) };
  }
}

/** How many numbers are packed: the last byte of each is below 128. */
function countOf(packed: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < packed.length; at += 1) if ((packed[at] as number) < 128) count += 1;
  return count;
}

/** Where sums go that nobody asked for. */
const PASSED = new Heap();

const exact = (high: number, low: number): bigint => BigInt(high) * LOW_BIG + BigInt(low);

function sumsFrom(of: (measure: number) => bigint): TrafficSums {
  const number = (measure: number): number => Number(of(measure));
  return {
    attempts: number(0),
    refused: number(1),
    answered: number(2),
    reached: number(3),
    shortCalls: number(4),
    durationSeconds: number(5),
    talkSeconds: number(6),
    billedSeconds: number(7),
    cost: of(8),
    wholesaleCost: of(9),
    margin: of(10),
    pddMsSum: number(11),
    pddCount: number(12),
    mosHundredthsSum: number(13),
    mosCount: number(14),
  };
}
