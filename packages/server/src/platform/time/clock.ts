/** Where every time that means something comes from. A tenant may live on another clock than the machine's. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is told otherwise; tests and the sandbox own one. */
export function fixedClock(start: Date): Clock & { set(at: Date): void; advanceMs(ms: number): void } {
  let current = start;
  return {
    now: () => new Date(current),
    set: (at) => {
      current = at;
    },
    advanceMs: (ms) => {
      current = new Date(current.getTime() + ms);
    },
  };
}
