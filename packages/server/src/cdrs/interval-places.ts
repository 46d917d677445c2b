/** Which of some intervals, that follow each other, an instant lies in; none: it is before the first. */
export class IntervalPlaces {
  /** Milliseconds since 1970, in their order. */
  readonly #starts: readonly number[];

  constructor(starts: readonly Date[]) {
    this.#starts = starts.map((at) => at.getTime());
  }

  /** The place of the last that has begun. */
  of(atMs: number): number {
    let [low, high] = [0, this.#starts.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle] ?? Infinity) <= atMs) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** The same of an instant that is a little later than one whose place is known. */
  after(place: number, atMs: number): number {
    let found = place;
    while ((this.#starts[found + 1] ?? Infinity) <= atMs) found += 1;
    return found;
  }

  startOf(place: number): number {
    return this.#starts[place] ?? NaN;
  }
}
