/** Draws that are the same in every run (mulberry32). */
export class Draws {
  private state: number;
  constructor(seed: number) {
    this.state = seed | 0;
  }
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  /** Both ends included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }
  chance(percent: number): boolean {
    return this.next() * 100 < percent;
  }
  digits(count: number): string {
    let text = '';
    for (let index = 0; index < count; index += 1) text += String(this.integer(0, 9));
    return text;
  }
  hex(count: number): string {
    let text = '';
    for (let index = 0; index < count; index += 1) text += this.integer(0, 15).toString(16);
    return text;
  }
  /** One of these, as often as their shares say. */
  shared<T extends { readonly share: number }>(items: readonly T[]): T {
    let left = this.next() * items.reduce((sum, item) => sum + item.share, 0);
    for (const item of items) {
      left -= item.share;
      if (left < 0) return item;
    }
    throw new Error('Nothing to draw from.');
  }
}
