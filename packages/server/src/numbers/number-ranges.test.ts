import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rangesOf } from './number-ranges.ts';

const number = fc.stringMatching(/^\+[1-9]\d{6,14}$/);
const prefixes = fc.array(fc.stringMatching(/^\+[1-9]\d{0,3}$/), { maxLength: 6 });

describe('ranges of numbers', () => {
  it('hold exactly what begins as asked and not as excluded, each number once, in order', () => {
    fc.assert(
      fc.property(number, fc.option(prefixes), prefixes, (e164, wanted, excluded) => {
        const ranges = rangesOf(wanted, excluded);
        const holding = ranges.filter(({ from, to }) => e164 >= from && e164 < to);
        const fits =
          (wanted === null || wanted.some((prefix) => e164.startsWith(prefix))) &&
          !excluded.some((prefix) => e164.startsWith(prefix));
        expect(holding).toHaveLength(fits ? 1 : 0);
        for (const [index, { from, to }] of ranges.entries()) {
          expect(from < to).toBe(true);
          expect(to <= (ranges[index + 1]?.from ?? ',')).toBe(true);
        }
      }),
    );
  });
});
