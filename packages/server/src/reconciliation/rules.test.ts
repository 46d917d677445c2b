import fc from 'fast-check';
import { DAY_MS } from '../platform/time/index.ts';
import { expect, test } from 'vitest';
import { CHECKS, MONEY_CAP, scoreOf, type CheckResult } from './difference.ts';
import { stretchesOf } from './reconcile-partner.ts';
import { lastNight } from './run.ts';
import { daysOf } from './stretches.ts';

const anyResults = fc.array(
  fc
    .record({ check: fc.constantFrom(...CHECKS), checked: fc.nat(10_000), wrong: fc.nat(10_000) })
    .map(({ check, checked, wrong }): CheckResult => ({
      check,
      checked,
      differing: Math.min(checked, wrong),
      first: null,
    })),
);

test('a hundred is said only where all agrees, and money that differs is never more than half', () => {
  fc.assert(
    fc.property(anyResults, (results) => {
      const score = scoreOf(results);
      const wrong = results.filter((one) => one.differing > 0);
      expect(score === 100).toBe(wrong.length === 0);
      expect(score).toBeGreaterThanOrEqual(0);
      if (wrong.some((one) => one.check !== 'sums')) expect(score).toBeLessThanOrEqual(MONEY_CAP);
    }),
  );
});

test('every day is looked at once, and few calls together', () => {
  const window = { from: new Date('2026-01-01T00:00:00Z'), before: new Date('2026-04-11T00:00:00Z') };
  const days = daysOf(window);
  fc.assert(
    fc.property(fc.array(fc.nat(30_000), { minLength: 100, maxLength: 100 }), (counts) => {
      const calls = new Map(days.map((day, index) => [day.from.getTime(), counts[index] ?? 0]));
      const stretches = stretchesOf(window, calls);
      expect(stretches.flatMap(daysOf)).toEqual(days);
      for (const one of stretches) {
        const inside = daysOf(one).map((day) => calls.get(day.from.getTime()) ?? 0);
        if (inside.length > 1) expect(inside.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(20_000);
        expect(inside.length).toBeLessThanOrEqual(31);
      }
    }),
  );
});

test('a night begins at two o’clock where the operator is', () => {
  const utc = (at: Date): Date => new Date(Math.floor(at.getTime() / DAY_MS) * DAY_MS);
  const night = (at: string): string => lastNight(new Date(at), utc).toISOString();
  expect(night('2026-03-25T01:59:59.999Z')).toBe('2026-03-24T02:00:00.000Z');
  expect(night('2026-03-25T02:00:00.000Z')).toBe('2026-03-25T02:00:00.000Z');
  expect(night('2026-03-25T23:00:00.000Z')).toBe('2026-03-25T02:00:00.000Z');
});
