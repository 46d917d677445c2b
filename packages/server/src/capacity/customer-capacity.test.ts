import fc from 'fast-check';
import { expect, it } from 'vitest';
import { afterMoving, reclaimable } from './customer-capacity.ts';

const before = fc
  .record({
    base: fc.integer({ min: 0, max: 50 }),
    allocated: fc.integer({ min: 0, max: 500 }),
    below: fc.integer({ min: 0, max: 550 }),
  })
  .map(({ base, allocated, below }) => {
    const entitled = base + allocated;
    return { entitled, allocated, limit: Math.max(0, entitled - below) };
  });

it('a limit stays between zero and what the customer was given, however slots come and go', () => {
  const moves = fc.array(fc.integer({ min: -100, max: 100 }), { maxLength: 30 });
  fc.assert(
    fc.property(before, moves, (start, steps) => {
      let now = start;
      for (const step of steps) {
        const slots = step < 0 ? -Math.min(-step, reclaimable(now)) : step;
        now = afterMoving(now, slots);
        expect(now.limit).toBeGreaterThanOrEqual(0);
        expect(now.limit).toBeLessThanOrEqual(now.entitled);
        expect(now.allocated).toBeGreaterThanOrEqual(0);
        expect(now.entitled - now.allocated).toBe(start.entitled - start.allocated);
      }
    }),
  );
});

it('what was given and taken back leaves a limit that nobody had lowered as it was', () => {
  fc.assert(
    fc.property(before, fc.integer({ min: 1, max: 100 }), (start, slots) => {
      const whole = { ...start, limit: start.entitled };
      expect(afterMoving(afterMoving(whole, slots), -slots)).toEqual(whole);
    }),
  );
});
