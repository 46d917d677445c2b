import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HORIZON_DAYS, expectedBetween, goneAt, levelOf, spanOf, spreadOverHours } from './forecast.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-03-25T10:20:00Z');
const flat = Array.from({ length: 168 }, () => 100);
const hours = fc.array(fc.double({ min: 0, max: 1_000, noNaN: true }), { minLength: 168, maxLength: 168 });

describe('a wallet', () => {
  it('at an even burn lasts what is there by what goes', () => {
    expect(goneAt(350, flat, 1, NOW)).toBe(NOW + 3.5 * HOUR);
    expect(goneAt(350, flat, 2, NOW)).toBe(NOW + 1.75 * HOUR);
    expect(goneAt(0, flat, 1, NOW)).toBe(NOW);
    expect(
      goneAt(
        1,
        flat.map(() => 0),
        1,
        NOW,
      ),
    ).toBeNull();
    expect(goneAt(100 * 24 * HORIZON_DAYS + 1, flat, 1, NOW)).toBeNull();
  });

  it('sleeps when its owner sleeps: a quiet weekend is skipped', () => {
    // 2026-03-27 is a Friday; nothing is spent on Saturday and Sunday.
    const weekdays = spreadOverHours([0, 2_400, 2_400, 2_400, 2_400, 2_400, 0], flat);
    const friday = Date.parse('2026-03-27T12:00:00Z');
    expect(goneAt(1_300, weekdays, 1, friday)).toBe(Date.parse('2026-03-30T01:00:00Z'));
  });

  it('is gone when what is expected until then is what was there', () => {
    fc.assert(
      fc.property(hours, fc.double({ min: 1, max: 100_000, noNaN: true }), (pattern, amount) => {
        const gone = goneAt(amount, pattern, 1, NOW);
        const expected = expectedBetween(pattern, NOW, gone ?? NOW + HORIZON_DAYS * 24 * HOUR);
        if (gone === null) expect(expected).toBeLessThanOrEqual(amount * (1 + 1e-9));
        else expect(Math.abs(expected - amount)).toBeLessThan(1);
      }),
    );
  });

  it('lasts longer the slower it goes, and the earliest comes before the latest', () => {
    fc.assert(
      fc.property(
        hours,
        fc.double({ min: 1, max: 100_000, noNaN: true }),
        fc.array(fc.nat(1_000), { minLength: 4, maxLength: 4 }),
        (pattern, amount, weeks) => {
          const { quiet, busy } = spanOf(weeks);
          const at = (factor: number): number => goneAt(amount, pattern, factor, NOW) ?? Infinity;
          expect(at(busy)).toBeLessThanOrEqual(at(1));
          expect(at(1)).toBeLessThanOrEqual(at(quiet));
        },
      ),
    );
  });
});

describe('what falls due on certain days', () => {
  const DAY = 24 * HOUR;
  const dues = (at: readonly number[], amounts: readonly number[], overdue = 0) => ({ overdue, at, amounts });

  it('goes beside what goes hour by hour, and ends the money where it cannot be paid', () => {
    // 100 an hour: after two hours 150 are left of 350, of which 40 are paid.
    expect(goneAt(350, flat, 1, NOW, dues([NOW + 2 * HOUR], [40]))).toBe(NOW + 3.1 * HOUR);
    expect(goneAt(350, flat, 1, NOW, dues([NOW + 2 * HOUR], [151]))).toBe(NOW + 2 * HOUR);
    expect(goneAt(350, flat, 1, NOW, dues([NOW + 4 * HOUR], [1_000]))).toBe(NOW + 3.5 * HOUR);
    expect(goneAt(350, flat, 1, NOW, dues([], [], 351))).toBe(NOW);
    expect(goneAt(350, flat, 1, NOW, dues([], [], 150))).toBe(NOW + 2 * HOUR);
  });

  it('between reading and now is taken for paid, and beyond the horizon is not seen', () => {
    expect(goneAt(350, flat, 1, NOW, dues([NOW - 1], [1_000]))).toBe(NOW + 3.5 * HOUR);
    const still = flat.map(() => 0);
    expect(goneAt(350, still, 1, NOW, dues([NOW + (HORIZON_DAYS + 1) * DAY], [1_000]))).toBeNull();
    expect(goneAt(350, still, 1, NOW, dues([NOW + 80 * DAY], [1_000]))).toBe(NOW + 80 * DAY);
    // What is paid to the last unit leaves nothing, though nothing goes any more.
    expect(goneAt(1_000, still, 1, NOW, dues([NOW + 80 * DAY], [1_000]))).toBe(NOW + 80 * DAY);
  });

  it('is found as if hour by hour was counted', () => {
    fc.assert(
      fc.property(
        hours,
        fc.double({ min: 1, max: 200_000, noNaN: true }),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 60 * 24 }), fc.integer({ min: 1, max: 20_000 })), {
          maxLength: 8,
        }),
        (pattern, amount, some) => {
          const sorted = some.toSorted(([a], [b]) => a - b);
          const start = Math.floor(NOW / HOUR) * HOUR;
          const found = goneAt(
            amount,
            pattern,
            1,
            start,
            dues(
              sorted.map(([hour]) => start + hour * HOUR),
              sorted.map(([, fee]) => fee),
            ),
          );
          // What is spent before an hour begins, fees of its first instant among it.
          const spentBefore: number[] = [];
          let spent = 0;
          for (let hour = 0; hour <= HORIZON_DAYS * 24; hour += 1) {
            for (const [, fee] of sorted.filter(([due]) => due === hour)) spent += fee;
            spentBefore.push(spent);
            const at = new Date(start + hour * HOUR);
            spent += pattern[at.getUTCDay() * 24 + at.getUTCHours()] ?? 0;
          }
          // Doubles are added up in another order: who has a billionth of a unit left may be said to have none.
          const few = 1e-6;
          if (found === null) {
            expect(spentBefore.at(-1)).toBeLessThanOrEqual(amount + few);
            return;
          }
          const hour = Math.floor((found - start) / HOUR);
          expect(spentBefore[hour - 1] ?? 0).toBeLessThanOrEqual(amount + few);
          expect(spentBefore[hour + 1] ?? Infinity).toBeGreaterThanOrEqual(amount - few);
        },
      ),
    );
  });
});

it('the hours of a day have what its weekday has', () => {
  const spread = spreadOverHours(
    [70, 0, 24, 10, 5, 1, 9],
    flat.map((_, slot) => slot % 24),
  );
  expect(spread).toHaveLength(168);
  expect(spread.slice(0, 24).reduce((sum, value) => sum + value, 0)).toBeCloseTo(70);
  expect(spread[23]).toBeCloseTo((70 * 23) / 276);
});

it('a lively day raises the level, an odd hour of a quiet wallet does not turn it over', () => {
  expect(levelOf(100, 100, 100)).toBe(1);
  expect(levelOf(300, 100, 100)).toBe(2);
  expect(levelOf(100_000, 100, 100)).toBe(4);
  expect(levelOf(0, 100, 100)).toBe(0.5);
  expect(levelOf(5, 0, 0)).toBe(1);
});
