import type { Turns } from './turns.ts';

/** What became of one item of a batch. */
export type Settled<R> = { readonly value: R } | { readonly error: unknown };

export interface BatcherOptions<T, R> {
  /** Most items of one batch. */
  readonly maxBatch: number;
  /** Batches under way at once, with those of others that work on the same. */
  readonly turns: Turns;
  /** Items that may wait; beyond it `add` throws what `onFull` makes. */
  readonly maxQueued: number;
  readonly onFull: () => Error;
  /** Longest that a batch is held back for others to join it while many items are about. Milliseconds; 0 or absent: never. */
  readonly gatherMs?: number;
  /**
   * Does the work of a batch and answers for each item, in order. When it throws, every item of the batch fails with that. May end its
   * turn before it is done, once the next batch can begin.
   */
  readonly run: (items: readonly T[], endTurn: () => void) => Promise<readonly Settled<R>[]>;
}

export interface Batcher<T, R> {
  /** Queues an item. Resolves with its own result, or rejects with its own error. */
  add(item: T): Promise<R>;
  /** Items waiting, not counting those under way. */
  readonly queued: number;
  /** Resolves when nothing waits and nothing is under way. */
  drained(): Promise<void>;
}

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (value: R) => void;
  readonly reject: (error: unknown) => void;
}

/** With fewer items about than this, what is gained by gathering them is less than the wait. */
const CROWD = 16;
/** How much of what was seen before still counts after each batch. */
const MEMORY = 0.9;

/**
 * Lets requests that arrive together share one piece of work. An item waits for the rest of its tick of the event loop at
 * most, longer only while as many batches as allowed are under way; so batches grow with the load and a lone item hardly waits.
 *
 * With `gatherMs` a batch also waits, that long at most, to become half of all that is about. Where callers send their next item
 * when the last is answered, their number stays and they come back a few at a time: each few would make a batch of its own,
 * which costs almost what a large one does. Half, so that one batch gathers while the other is worked on.
 */
export function createBatcher<T, R>(options: BatcherOptions<T, R>): Batcher<T, R> {
  const { gatherMs = 0 } = options;
  let queue: Waiting<T, R>[] = [];
  let inFlight = 0;
  let itemsInFlight = 0;
  /** Items about, waiting or under way, as far as was seen lately. */
  let crowd = 0;
  let scheduled = false;
  let waitsForTurn = false;
  let gathering: NodeJS.Timeout | null = null;
  let idle: (() => void)[] = [];

  const wanted = (): number =>
    gatherMs === 0 || crowd < CROWD ? 1 : Math.min(Math.floor(crowd / 2), options.maxBatch);

  const schedule = (): void => {
    if (scheduled || waitsForTurn || queue.length === 0) return;
    if (!options.turns.free) waitForTurn();
    else if (queue.length >= wanted()) {
      scheduled = true;
      setImmediate(flush);
    } else gathering ??= setTimeout(flush, gatherMs);
  };

  const waitForTurn = (): void => {
    waitsForTurn = true;
    options.turns.wait(() => {
      waitsForTurn = false;
      // A turn is left to others while this batch still gathers.
      const ready = queue.length >= wanted();
      if (!ready) gathering ??= setTimeout(flush, gatherMs);
      else {
        begin();
        schedule();
      }
      return ready;
    });
  };

  const flush = (): void => {
    scheduled = false;
    while (queue.length > 0 && options.turns.take()) begin();
    schedule();
  };

  const begin = (): void => {
    if (gathering !== null) clearTimeout(gathering);
    gathering = null;
    crowd = Math.max(queue.length + itemsInFlight, crowd * MEMORY);
    const batch = queue.slice(0, options.maxBatch);
    queue = queue.slice(options.maxBatch);
    inFlight += 1;
    itemsInFlight += batch.length;
    const endTurn = once(() => {
      options.turns.end();
    });
    void runBatch((items) => options.run(items, endTurn), batch).then(() => {
      inFlight -= 1;
      itemsInFlight -= batch.length;
      endTurn();
      if (queue.length > 0) schedule();
      else if (inFlight === 0) release();
    });
  };

  const release = (): void => {
    const waiting = idle;
    idle = [];
    for (const resolve of waiting) resolve();
  };

  return {
    add(item) {
      if (queue.length >= options.maxQueued) return Promise.reject(options.onFull());
      return new Promise<R>((resolve, reject) => {
        queue.push({ item, resolve, reject });
        schedule();
      });
    },
    get queued() {
      return queue.length;
    },
    drained() {
      if (queue.length === 0 && inFlight === 0) return Promise.resolve();
      return new Promise((resolve) => idle.push(resolve));
    },
  };
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) work();
    isDone = true;
  };
}

async function runBatch<T, R>(
  run: (items: readonly T[]) => Promise<readonly Settled<R>[]>,
  batch: readonly Waiting<T, R>[],
): Promise<void> {
  try {
    const results = await run(batch.map((waiting) => waiting.item));
    batch.forEach((waiting, place) => {
      const result = results[place];
      if (result === undefined) waiting.reject(new Error('The batch gave no answer for this item.'));
      else if ('error' in result) waiting.reject(result.error);
      else waiting.resolve(result.value);
    });
  } catch (error) {
    for (const waiting of batch) waiting.reject(error);
  }
}
