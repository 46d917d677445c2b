/** How many batches run at once, of all batchers that share these turns. */
export interface Turns {
  readonly free: boolean;
  /** Takes a turn, if one is free. */
  take(): boolean;
  /** Gives a turn back. Who waits longest gets it. */
  end(): void;
  /** Asks for the next free turn, once: `begin` takes it and says so, or leaves it to the next. */
  wait(begin: () => boolean): void;
  /** Resolves with a turn taken. */
  next(): Promise<void>;
}

/**
 * Batchers whose work locks the same rows share turns: a batch that would only wait for another's locks is better made up when they
 * are free, of all that has come by then.
 */
export function createTurns(most: number): Turns {
  let taken = 0;
  const waiting: (() => boolean)[] = [];
  const take = (): boolean => {
    if (taken >= most) return false;
    taken += 1;
    return true;
  };
  return {
    get free() {
      return taken < most;
    },
    take,
    end() {
      // Still taken while it is offered, so that nobody comes in between.
      const asked = waiting.splice(0);
      for (const [place, begin] of asked.entries()) {
        if (!begin()) continue;
        waiting.unshift(...asked.slice(place + 1));
        return;
      }
      taken -= 1;
    },
    wait(begin) {
      waiting.push(begin);
    },
    async next() {
      if (take()) return;
      await new Promise<void>((resolve) => {
        waiting.push(() => {
          resolve();
          return true;
        });
      });
    },
  };
}
