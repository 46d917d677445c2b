import { describe, expect, it } from 'vitest';
import { createBatcher, type Settled } from './index.ts';

const full = () => new Error('full');

describe('batcher', () => {
  it('items of one tick share a batch, never more than the most; each gets its own answer', async () => {
    const sizes: number[] = [];
    const batcher = createBatcher<number, number>({
      maxBatch: 4,
      maxInFlight: 2,
      maxQueued: 100,
      onFull: full,
      run: async (items) => {
        sizes.push(items.length);
        return items.map((item): Settled<number> =>
          item === 7 ? { error: new Error('seven') } : { value: item * 2 },
        );
      },
    });
    const answers = await Promise.allSettled(Array.from({ length: 10 }, (_, item) => batcher.add(item)));
    expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : null))).toEqual([
      0,
      2,
      4,
      6,
      8,
      10,
      12,
      null,
      16,
      18,
    ]);
    expect(sizes).toEqual([4, 4, 2]);
  });

  it('no more batches run at once than allowed, and what waits is bounded', async () => {
    const gates: (() => void)[] = [];
    let running = 0;
    let most = 0;
    const batcher = createBatcher<number, number>({
      maxBatch: 1,
      maxInFlight: 2,
      maxQueued: 3,
      onFull: full,
      run: async (items) => {
        running += 1;
        most = Math.max(most, running);
        await new Promise<void>((resolve) => gates.push(resolve));
        running -= 1;
        return items.map((value) => ({ value }));
      },
    });
    const open = () => gates.shift()?.();
    const first = [batcher.add(1), batcher.add(2)];
    await new Promise((resolve) => setImmediate(resolve));
    const rest = [batcher.add(3), batcher.add(4), batcher.add(5)];
    await expect(batcher.add(6)).rejects.toThrow('full');
    const drained = batcher.drained();
    const opener = setInterval(open, 1);
    await drained;
    clearInterval(opener);
    expect(await Promise.all([...first, ...rest])).toEqual([1, 2, 3, 4, 5]);
    expect(most).toBe(2);
  });

  it('a batch that throws fails all of its items and nothing after it', async () => {
    let calls = 0;
    const batcher = createBatcher<number, number>({
      maxBatch: 2,
      maxInFlight: 1,
      maxQueued: 10,
      onFull: full,
      run: async (items) => {
        calls += 1;
        if (calls === 1) throw new Error('broken');
        return items.map((value) => ({ value }));
      },
    });
    const answers = await Promise.allSettled([1, 2, 3].map((item) => batcher.add(item)));
    expect(answers.map((answer) => answer.status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  });
});
