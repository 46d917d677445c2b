import { describe, expect, it } from 'vitest';
import { createBatcher, createTurns, type Settled } from './index.ts';

const full = () => new Error('full');

describe('batcher', () => {
  it('items of one tick share a batch, never more than the most; each gets its own answer', async () => {
    const sizes: number[] = [];
    const batcher = createBatcher<number, number>({
      maxBatch: 4,
      turns: createTurns(2),
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
      turns: createTurns(2),
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
      turns: createTurns(1),
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

  describe('that gathers', () => {
    const tick = () => new Promise<void>((resolve) => setImmediate(resolve));
    const gatherer = (gatherMs: number) => {
      const sizes: number[] = [];
      const batcher = createBatcher<number, number>({
        maxBatch: 512,
        turns: createTurns(2),
        maxQueued: 1_000,
        onFull: full,
        gatherMs,
        run: async (items) => {
          sizes.push(items.length);
          return items.map((value) => ({ value }));
        },
      });
      const addTogether = (count: number) =>
        Promise.all(Array.from({ length: count }, (_, item) => batcher.add(item)));
      return { sizes, batcher, addTogether };
    };
    /** Longer than any test may take. */
    const FOR_EVER_MS = 3_600_000;

    it('makes batches of half of all that is about out of items that come one by one', async () => {
      const { sizes, batcher, addTogether } = gatherer(FOR_EVER_MS);
      await addTogether(40);
      const answers: Promise<number>[] = [];
      for (let item = 0; item < 20; item += 1) {
        await tick();
        expect(sizes).toEqual([40]);
        answers.push(batcher.add(item));
      }
      await Promise.all(answers);
      expect(sizes).toEqual([40, 20]);
    });

    it('leaves a turn that comes too early to others, and takes it when it is big enough', async () => {
      const begun: number[] = [];
      const letGo: (() => void)[] = [];
      const batcher = createBatcher<number, number>({
        maxBatch: 512,
        turns: createTurns(1),
        maxQueued: 1_000,
        onFull: full,
        gatherMs: FOR_EVER_MS,
        run: async (items) => {
          begun.push(items.length);
          await new Promise<void>((resolve) => letGo.push(resolve));
          return items.map((value) => ({ value }));
        },
      });
      const add = (count: number) => Array.from({ length: count }, (_, item) => batcher.add(item));
      const answers = add(40);
      await tick();
      answers.push(...add(5));
      letGo.shift()?.();
      await tick();
      await tick();
      expect(begun).toEqual([40]);
      answers.push(...add(20));
      await tick();
      expect(begun).toEqual([40, 25]);
      letGo.shift()?.();
      await Promise.all(answers);
    });

    it('lets nobody wait where few are about', async () => {
      const { sizes, batcher, addTogether } = gatherer(FOR_EVER_MS);
      await addTogether(15);
      await batcher.add(1);
      expect(sizes).toEqual([15, 1]);
    });

    it('holds an item back no longer than it may, after a crowd is gone', async () => {
      const { sizes, batcher, addTogether } = gatherer(1);
      await addTogether(40);
      for (let item = 0; item < 12; item += 1) await batcher.add(item);
      expect(sizes).toEqual([40, ...Array.from({ length: 12 }, () => 1)]);
    });
  });
});
