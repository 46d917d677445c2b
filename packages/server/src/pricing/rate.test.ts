import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatRate, parseRate, rateToNumber, readRate, toRate } from './rate.ts';

test('a rate keeps nine decimals and prints without trailing zeros', () => {
  expect(parseRate('0.45')).toBe(450_000_000n);
  expect(formatRate(parseRate('0.45'))).toBe('0.45');
  expect(formatRate(parseRate('0.000000001'))).toBe('0.000000001');
  expect(formatRate(parseRate('12'))).toBe('12');
});

test.each(['', '-1', '1e3', '.5', '1.', '0.0000000001', '1,5', 'NaN'])('%j is no rate', (text) => {
  expect(() => parseRate(text)).toThrow(RangeError);
});

test('every rate below a million survives JSON as a number, to the last digit', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 999_999_999_999_999n }), (nanos) => {
      const rate = toRate(nanos);
      const read = JSON.parse(JSON.stringify(rateToNumber(rate))) as number;
      expect(BigInt(Math.round(read * 1e9)) === nanos || read === Number(formatRate(rate))).toBe(true);
      // The shortest form of the double is the decimal that was stored.
      expect(read.toFixed(9)).toBe(Number(formatRate(rate)).toFixed(9));
      expect(parseRate(read.toFixed(9))).toBe(rate);
    }),
  );
});

test('a request names a rate as a decimal or a number, below a million', () => {
  expect(readRate('0.450000001')).toBe(450_000_001n);
  expect(readRate(0.1)).toBe(100_000_000n);
  expect(readRate(0)).toBe(0n);
  expect(readRate(10)).toBe(10_000_000_000n);
  expect(readRate('999999.999999999')).toBe(999_999_999_999_999n);
  for (const none of ['', '1e3', '-1', '1000000', 1_000_000, -1, 1e-10, Number.NaN, 1 / 3])
    expect(readRate(none), String(none)).toBeNull();
});
