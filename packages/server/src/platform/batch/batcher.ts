/** What became of one item of a batch. */
export type Settled<R> = { readonly value: R } | { readonly error: unknown };

export interface BatcherOptions<T, R> {
  /** Most items of one batch. */
  readonly maxBatch: number;
  /** Batches under way at once. */
  readonly maxInFlight: number;
  /** Items that may wait; beyond it `add` throws what `onFull` makes. */
  readonly maxQueued: number;
  readonly onFull: () => Error;
  /** Does the work of a batch and answers for each item, in order. When it throws, every item of the batch fails with that. */
  readonly run: (items: readonly T[]) => Promise<readonly Settled<R>[]>;
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

/**
 * Lets requests that arrive together share one piece of work. An item waits for the rest of its tick of the event loop at
 * most, longer only while as many batches as allowed are under way; so batches grow with the load and a lone item hardly waits.
 */
export function createBatcher<T, R>(options: BatcherOptions<T, R>): Batcher<T, R> {
  let queue: Waiting<T, R>[] = [];
  let inFlight = 0;
  let scheduled = false;
  let idle: (() => void)[] = [];

  const schedule = (): void => {
    if (scheduled || inFlight >= options.maxInFlight) return;
    scheduled = true;
    setImmediate(flush);
  };

  const flush = (): void => {
    scheduled = false;
    while (queue.length > 0 && inFlight < options.maxInFlight) {
      const batch = queue.slice(0, options.maxBatch);
      queue = queue.slice(options.maxBatch);
      inFlight += 1;
      void runBatch(options.run, batch).then(() => {
        inFlight -= 1;
        if (queue.length > 0) schedule();
        else if (inFlight === 0) release();
      });
    }
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

async function runBatch<T, R>(
  run: BatcherOptions<T, R>['run'],
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
