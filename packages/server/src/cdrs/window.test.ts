import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DateRange } from '../platform/http/index.ts';
import { DAY_MS, utcDay } from '../platform/time/index.ts';
import { splitMonths, splitWindow } from './window.ts';

const QUARTER_MS = 900_000;
const inside = (at: number, { from, before }: DateRange): boolean =>
  (from === null || at >= from.getTime()) && (before === null || at < before.getTime());

it('every instant of a window is in exactly one of its parts, and whole parts are whole', () => {
  const end = fc.option(
    fc.oneof(
      fc.integer({ min: 0, max: 12 * DAY_MS }),
      fc.integer({ min: 0, max: 12 * 96 }).map((n) => n * QUARTER_MS),
      fc.integer({ min: 0, max: 12 }).map((n) => n * DAY_MS),
    ),
    { nil: null },
  );
  fc.assert(
    fc.property(
      end,
      end,
      fc.array(fc.integer({ min: 0, max: 12 * DAY_MS }), { minLength: 30 }),
      (a, b, instants) => {
        const [from, before] = a !== null && b !== null && a > b ? [b, a] : [a, b];
        const window = {
          from: from === null ? null : new Date(from),
          before: before === null ? null : new Date(before),
        };
        const parts = splitWindow(window);
        const edges = [from, before].filter((one) => one !== null).flatMap((one) => [one - 1, one, one + 1]);
        for (const at of [...instants, ...edges]) {
          const found = [...parts.days, ...parts.quarters, ...parts.rest].filter((part) => inside(at, part));
          expect(found).toHaveLength(inside(at, window) ? 1 : 0);
        }
        const whole = (step: number) => (part: DateRange) =>
          (part.from?.getTime() ?? 0) % step === 0 && (part.before?.getTime() ?? 0) % step === 0;
        expect(parts.days.every(whole(DAY_MS))).toBe(true);
        expect(parts.quarters.every(whole(QUARTER_MS))).toBe(true);
        for (const { from: low, before: high } of parts.rest) {
          expect(high!.getTime() - low!.getTime()).toBeLessThan(2 * QUARTER_MS);
        }
      },
    ),
  );
});

it('whole months of a window and what they leave over are all of it, once', () => {
  const instant = fc.option(
    fc.integer({ min: 0, max: 150 * DAY_MS }).map((ms) => (ms % 3 === 0 ? ms - (ms % DAY_MS) : ms)),
    { nil: null },
  );
  fc.assert(
    fc.property(instant, instant, fc.array(fc.integer({ min: 0, max: 150 * DAY_MS })), (a, b, instants) => {
      const [from, before] = a !== null && b !== null && a > b ? [b, a] : [a, b];
      const window = {
        from: from === null ? null : new Date(from),
        before: before === null ? null : new Date(before),
      };
      const { months, days, quarters, rest } = splitMonths(window);
      const parts = [...(months === null ? [] : [months]), ...days, ...quarters, ...rest];
      for (const at of instants)
        expect(parts.filter((part) => inside(at, part)).length).toBe(inside(at, window) ? 1 : 0);
      for (const end of [months?.from, months?.before])
        expect(end == null || utcDay(end).endsWith('-01')).toBe(true);
      for (const part of [...days, ...quarters, ...rest])
        expect([part.from, part.before]).not.toContain(null);
    }),
  );
});
