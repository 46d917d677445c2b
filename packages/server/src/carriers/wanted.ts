/**
 * What calls missed and is to be read beside them: what waits is read together, one reading at a time, so that many who miss the
 * same at once, or much at once, cost the database little. Beyond its bound nothing more waits: it will be missed again.
 */
export class Wanted {
  readonly #read: (keys: readonly string[]) => Promise<void>;
  readonly #together: number;
  readonly #most: number;
  readonly #waiting = new Set<string>();
  #reading: ReadonlySet<string> = new Set();

  /** `read` is asked for `together` keys at most, while `most` wait. What it throws is not told: who misses it asks for itself. */
  constructor(read: (keys: readonly string[]) => Promise<void>, together: number, most: number) {
    this.#read = read;
    this.#together = together;
    this.#most = most;
  }

  want(key: string): void {
    if (this.#reading.has(key) || this.#waiting.size >= this.#most) return;
    this.#waiting.add(key);
    if (this.#reading.size === 0) void this.#run();
  }

  async #run(): Promise<void> {
    while (this.#waiting.size > 0) {
      const keys = [...this.#waiting].slice(0, this.#together);
      for (const key of keys) this.#waiting.delete(key);
      this.#reading = new Set(keys);
      await this.#read(keys).catch(() => undefined);
    }
    this.#reading = new Set();
  }
}
