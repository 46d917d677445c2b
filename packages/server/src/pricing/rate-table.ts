import type { DeckRow } from './deck.ts';
import { toRate } from './rate.ts';

/** Digits of the longest number that there is (E.164). */
const DIGITS = 15;
const NONE = -1;

/** What a row of a deck is worth for one call. */
export type MatchedRow = Omit<DeckRow, 'effectiveFromMs' | 'effectiveToMs'>;

/**
 * All prices of one deck version, in typed arrays: about 60 bytes a row beside the descriptions, each of which is kept once.
 * Never changes. Finding the longest prefix is one binary search over the prefixes, brought to fifteen digits each, and a
 * walk from the place found up to those that contain it.
 */
export class RateTable {
  readonly rows: number;
  /** Of each prefix, ascending: its digits, with zeros behind them. Equal ones stand from the shortest to the longest. */
  readonly #starts: Float64Array;
  readonly #lengths: Uint8Array;
  /** The longest prefix that the prefix itself begins with. */
  readonly #parents: Int32Array;
  /** Where the rows of each prefix begin; one more than there are prefixes. */
  readonly #firstRows: Uint32Array;
  readonly #columns: Columns;

  constructor(index: PrefixIndex, columns: Columns) {
    this.rows = columns.rates.length;
    this.#starts = index.starts;
    this.#lengths = index.lengths;
    this.#parents = index.parents;
    this.#firstRows = index.firstRows;
    this.#columns = columns;
  }

  /** The row of the longest prefix of `number` (digits) that holds at this time; null where none does. */
  match(number: string, atMs: number): MatchedRow | null {
    const value = paddedValue(number);
    const length = Math.min(number.length, DIGITS);
    for (let at = this.#lastNotAbove(value); at !== NONE; at = this.#parents[at] ?? NONE) {
      if (!this.#contains(at, value, length)) continue;
      const row = this.#rowAt(at, atMs);
      if (row !== NONE) return this.#rowOf(row, number);
    }
    return null;
  }

  #lastNotAbove(value: number): number {
    const starts = this.#starts;
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] ?? 0) <= value) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #contains(at: number, value: number, length: number): boolean {
    const digits = this.#lengths[at] ?? 0;
    return digits <= length && value < (this.#starts[at] ?? 0) + (SIZES[digits] ?? 0);
  }

  #rowAt(at: number, atMs: number): number {
    const end = this.#firstRows[at + 1] ?? 0;
    for (let row = this.#firstRows[at] ?? 0; row < end; row += 1) {
      if ((this.#columns.from[row] ?? 0) <= atMs && atMs < (this.#columns.to[row] ?? 0)) return row;
    }
    return NONE;
  }

  #rowOf(row: number, number: string): MatchedRow {
    const { lengths, texts, textOf, rates, fees, initial, next } = this.#columns;
    return {
      prefix: number.slice(0, lengths[row]),
      description: texts[textOf[row] ?? 0] ?? '',
      ratePerMinute: toRate(rates[row] ?? 0n),
      connectFee: fees[row] ?? 0n,
      initialIncrementSeconds: initial[row] ?? 0,
      nextIncrementSeconds: next[row] ?? 0,
    };
  }
}

interface PrefixIndex {
  readonly starts: Float64Array;
  readonly lengths: Uint8Array;
  readonly parents: Int32Array;
  readonly firstRows: Uint32Array;
}

/** By row. */
interface Columns {
  readonly lengths: Uint8Array;
  readonly texts: readonly string[];
  readonly textOf: Uint32Array;
  readonly rates: BigInt64Array;
  readonly fees: BigInt64Array;
  readonly initial: Uint16Array;
  readonly next: Uint16Array;
  readonly from: Float64Array;
  readonly to: Float64Array;
}

/** How many numbers of fifteen digits a prefix of so many digits begins. */
const SIZES = Float64Array.from({ length: DIGITS + 1 }, (_, length) => 10 ** (DIGITS - length));

/** Fifteen digits: below 2⁵³, so that a double holds them. */
function paddedValue(digits: string): number {
  return Number(digits.slice(0, DIGITS).padEnd(DIGITS, '0'));
}

/** Takes the rows of a deck in the order of their prefixes (as text) and times, and makes its table. */
export class RateTableBuilder {
  readonly #columns;
  readonly #starts: Float64Array;
  readonly #prefixLengths: Uint8Array;
  readonly #parents: Int32Array;
  readonly #firstRows: Uint32Array;
  readonly #texts = new Map<string, number>();
  readonly #expected: number;
  #rows = 0;
  #prefixes = 0;

  constructor(expected: number) {
    this.#expected = expected;
    this.#columns = {
      lengths: new Uint8Array(expected),
      textOf: new Uint32Array(expected),
      rates: new BigInt64Array(expected),
      fees: new BigInt64Array(expected),
      initial: new Uint16Array(expected),
      next: new Uint16Array(expected),
      from: new Float64Array(expected),
      to: new Float64Array(expected),
    };
    this.#starts = new Float64Array(expected);
    this.#prefixLengths = new Uint8Array(expected);
    this.#parents = new Int32Array(expected);
    this.#firstRows = new Uint32Array(expected + 1);
  }

  /** Throws where there are more rows than expected, or out of order. */
  add(row: DeckRow): void {
    if (this.#rows >= this.#expected) throw new Error('The deck has more rows than it was said to have.');
    const at = this.#rows;
    const columns = this.#columns;
    this.#place(paddedValue(row.prefix), row.prefix.length);
    columns.lengths[at] = row.prefix.length;
    columns.textOf[at] = this.#textOf(row.description);
    columns.rates[at] = row.ratePerMinute;
    columns.fees[at] = row.connectFee;
    columns.initial[at] = row.initialIncrementSeconds;
    columns.next[at] = row.nextIncrementSeconds;
    columns.from[at] = row.effectiveFromMs;
    columns.to[at] = row.effectiveToMs;
    this.#rows += 1;
    this.#firstRows[this.#prefixes] = this.#rows;
  }

  build(): RateTable {
    if (this.#rows !== this.#expected) throw new Error('The deck has fewer rows than it was said to have.');
    const index = {
      starts: this.#starts.slice(0, this.#prefixes),
      lengths: this.#prefixLengths.slice(0, this.#prefixes),
      parents: this.#parents.slice(0, this.#prefixes),
      firstRows: this.#firstRows.slice(0, this.#prefixes + 1),
    };
    return new RateTable(index, { ...this.#columns, texts: [...this.#texts.keys()] });
  }

  #place(start: number, length: number): void {
    const last = this.#prefixes - 1;
    const lastStart = this.#starts[last] ?? -1;
    const lastLength = this.#prefixLengths[last] ?? 0;
    // Another time of the prefix before it.
    if (last >= 0 && start === lastStart && length === lastLength) return;
    if (start < lastStart || (start === lastStart && length < lastLength)) {
      throw new Error('The rows of the deck are not in order.');
    }
    let parent = last;
    while (
      parent >= 0 &&
      start >= (this.#starts[parent] ?? 0) + (SIZES[this.#prefixLengths[parent] ?? 0] ?? 0)
    ) {
      parent = this.#parents[parent] ?? NONE;
    }
    this.#firstRows[this.#prefixes] = this.#rows;
    this.#starts[this.#prefixes] = start;
    this.#prefixLengths[this.#prefixes] = length;
    this.#parents[this.#prefixes] = parent;
    this.#prefixes += 1;
  }

  #textOf(text: string): number {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, this.#texts.size);
    return this.#texts.size - 1;
  }
}
