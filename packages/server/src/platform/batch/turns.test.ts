import { describe, expect, it } from 'vitest';
import { createBatcher, createTurns, type Batcher, type Turns } from './index.ts';

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A batcher whose batches are written down and last until they are let go. */
function held(turns: Turns, name: string, begun: string[]) {
  const letGo: (() => void)[] = [];
  const endTurns: (() => void)[] = [];
  const batcher: Batcher<number, number> = createBatcher({
    maxBatch: 10,
    turns,
    maxQueued: 100,
    onFull: () => new Error('full'),
    run: async (items, endTurn) => {
      begun.push(`${name}${items.length}`);
      endTurns.push(endTurn);
      await new Promise<void>((resolve) => letGo.push(resolve));
      return items.map((value) => ({ value }));
    },
  });
  return {
    add: (count: number) => Array.from({ length: count }, (_, item) => batcher.add(item)),
    finish: async () => {
      letGo.shift()?.();
      await tick();
      await tick();
    },
    endTurn: async () => {
      endTurns.shift()?.();
      await tick();
    },
  };
}

describe('turns', () => {
  it('who waits becomes one batch when the turn comes, and all who share come by in the order in which they asked', async () => {
    const begun: string[] = [];
    const turns = createTurns(1);
    const [a, b] = [held(turns, 'a', begun), held(turns, 'b', begun)];
    const answers = a.add(1);
    await tick();
    answers.push(...b.add(2), ...a.add(3));
    await tick();
    answers.push(...b.add(4), ...a.add(12));
    await tick();
    expect(begun).toEqual(['a1']);
    await a.finish();
    expect(begun).toEqual(['a1', 'b6']);
    await b.finish();
    expect(begun).toEqual(['a1', 'b6', 'a10']);
    answers.push(...b.add(1));
    await a.finish();
    expect(begun).toEqual(['a1', 'b6', 'a10', 'a5']);
    await a.finish();
    await b.finish();
    expect(begun).toEqual(['a1', 'b6', 'a10', 'a5', 'b1']);
    await Promise.all(answers);
    expect(turns.free).toBe(true);
  });

  it('a turn that is ended early is given on once', async () => {
    const begun: string[] = [];
    const turns = createTurns(1);
    const [a, b] = [held(turns, 'a', begun), held(turns, 'b', begun)];
    const answers = a.add(1);
    await tick();
    answers.push(...b.add(1));
    await a.endTurn();
    expect(begun).toEqual(['a1', 'b1']);
    answers.push(...a.add(1));
    await tick();
    await a.finish();
    expect(begun).toEqual(['a1', 'b1']);
    await b.finish();
    expect(begun).toEqual(['a1', 'b1', 'a1']);
    await a.finish();
    await Promise.all(answers);
  });
});
