import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { billedTime, charge, fundedSeconds, type RateTerms } from './charge.ts';
import { parseRate, toRate } from './rate.ts';

function terms(rate: string, initial = 60, next = 60, more: Partial<RateTerms> = {}): RateTerms {
  return {
    ratePerMinute: parseRate(rate),
    connectFee: 0n,
    initialIncrementSeconds: initial,
    nextIncrementSeconds: next,
    minimumDurationSeconds: 0,
    ...more,
  };
}

const anyTerms = fc.record({
  ratePerMinute: fc.bigInt({ min: 0n, max: 10n ** 15n }).map(toRate),
  connectFee: fc.bigInt({ min: 0n, max: 10n ** 9n }),
  initialIncrementSeconds: fc.integer({ min: 1, max: 3600 }),
  nextIncrementSeconds: fc.integer({ min: 1, max: 3600 }),
  minimumDurationSeconds: fc.integer({ min: 0, max: 3600 }),
});
const seconds = fc.integer({ min: 0, max: 200_000 });

describe('charge', () => {
  test.each([
    // The published sample: 185 s at 0.45.
    [terms('0.45', 1, 1), 185, 185, 138_750n],
    [terms('0.45'), 185, 240, 180_000n],
    [terms('0.45', 30, 6), 31, 36, 27_000n],
    [terms('1.2', 15, 15, { minimumDurationSeconds: 15 }), 3, 15, 30_000n],
    [terms('0.45', 1, 1, { minimumDurationSeconds: 20 }), 3, 20, 15_000n],
    [terms('0.45', 60, 60, { connectFee: 2_000n }), 0, 60, 47_000n],
    // 0.0000005 of the currency a minute: one minute is a twentieth of a unit, ten are half of one.
    [terms('0.0000005'), 540, 540, 0n],
    [terms('0.0000005'), 600, 600, 1n],
    [terms('0'), 100_000, 100_020, 0n],
  ])('example %#', (one, duration, billedSeconds, amount) => {
    expect(charge(one, duration)).toMatchObject({ billedSeconds, amount });
  });

  test('tells how it came about', () => {
    expect(charge(terms('0.45', 30, 7, { connectFee: 500n }), 40)).toEqual({
      amount: 33_500n,
      connectFee: 500n,
      usage: 33_000n,
      durationSeconds: 40,
      billedSeconds: 44,
      furtherIncrements: 2,
      minimumApplied: false,
      exactUsage: '0.33',
      rounded: 'exact',
    });
    expect(charge(terms('0.0000011'), 300)).toMatchObject({
      exactUsage: '0.0000055',
      usage: 1n,
      rounded: 'up',
    });
    expect(charge(terms('0.0000009'), 300)).toMatchObject({
      exactUsage: '0.0000045',
      usage: 0n,
      rounded: 'down',
    });
  });

  test('never falls when the call lasts longer', () => {
    fc.assert(
      fc.property(anyTerms, seconds, seconds, (one, a, b) => {
        const [shorter, longer] = a < b ? [a, b] : [b, a];
        expect(charge(one, shorter).amount <= charge(one, longer).amount).toBe(true);
      }),
    );
  });

  test('bills no less than the call, and less than one increment more than it must', () => {
    fc.assert(
      fc.property(anyTerms, seconds, (one, duration) => {
        const { billedSeconds, furtherIncrements } = billedTime(one, duration);
        const asked = Math.max(duration, one.minimumDurationSeconds);
        expect(billedSeconds).toBeGreaterThanOrEqual(asked);
        expect(billedSeconds).toBe(
          one.initialIncrementSeconds + furtherIncrements * one.nextIncrementSeconds,
        );
        if (furtherIncrements > 0) expect(billedSeconds - one.nextIncrementSeconds).toBeLessThan(asked);
      }),
    );
  });

  test('is the exact price of the billed time, rounded once and half up', () => {
    fc.assert(
      fc.property(anyTerms, seconds, (one, duration) => {
        const { amount, usage, billedSeconds } = charge(one, duration);
        // In 600,000ths of a unit, in which it is exact.
        const exact = one.ratePerMinute * BigInt(billedSeconds);
        const error = usage * 600_000n - exact;
        expect(error > -300_000n && error <= 300_000n).toBe(true);
        expect(amount).toBe(usage + one.connectFee);
      }),
    );
  });

  test.each([-1, 1.5, NaN, Infinity])('%d seconds are no duration', (duration) => {
    expect(() => charge(terms('1'), duration)).toThrow(RangeError);
  });
});

describe('fundedSeconds', () => {
  test.each([
    [45_000n, terms('0.45'), 60],
    [44_999n, terms('0.45'), 0],
    [100_000n, terms('0.45', 1, 1), 133],
    [100_000n, terms('0.45', 30, 6, { connectFee: 10_000n }), 120],
    [0n, terms('0'), 14_400],
    [10n ** 15n, terms('0.45'), 14_400],
  ])('pays for whole increments, example %#', (money, one, expected) => {
    expect(fundedSeconds(money, one, 14_400)).toBe(expected);
  });

  test('what it answers is paid, and one increment more is not', () => {
    const money = fc.bigInt({ min: 0n, max: 10n ** 12n });
    fc.assert(
      fc.property(money, anyTerms, fc.integer({ min: 1, max: 10_000_000 }), (units, one, cap) => {
        const funded = fundedSeconds(units, one, cap);
        expect(funded).toBeLessThanOrEqual(cap);
        if (funded === 0) {
          expect(charge(one, 0).amount > units).toBe(true);
          return;
        }
        expect(charge(one, funded).amount <= units).toBe(true);
        if (funded === cap) return;
        expect(billedTime(one, funded).billedSeconds).toBe(funded);
        expect(charge(one, funded + 1).amount > units).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
