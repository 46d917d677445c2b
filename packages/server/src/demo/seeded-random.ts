/** Draws that are the same in every run. */
export interface SeededRandom {
  /** From `low` to `high`, both included. */
  integer(low: number, high: number): number;
  /** True in `part` of all draws. */
  chance(part: number): boolean;
  pick<T>(items: readonly [T, ...T[]]): T;
}

/** Mulberry32: small, and good enough for data that only has to look alive. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const integer = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    integer,
    chance: (part) => next() < part,
    pick: (items) => items[integer(0, items.length - 1)] ?? items[0],
  };
}
