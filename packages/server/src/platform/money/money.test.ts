import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFixed, formatForPeople, formatLiteral, parseAmount } from './money.ts';

describe('parseAmount', () => {
  it.each([
    [500, 50_000_000n],
    ['0.00001', 1n],
    [1e-5, 1n],
    ['1300.50', 130_050_000n],
    [1e10, 1_000_000_000_000_000n],
    [-2.5, -250_000n],
  ])('reads %s exactly', (value, units) => {
    expect(parseAmount(value)).toEqual({ units });
  });

  it.each([
    ['0.000001', 'too_many_decimals'],
    ['5.000000', 'too_many_decimals'],
    [1e-6, 'too_many_decimals'],
    [Infinity, 'too_large'],
    [-Infinity, 'too_small'],
    [NaN, 'not_a_number'],
    ['-10000000000.00001', 'too_small'],
    [1e22, 'too_large'],
    ['10000000000.00001', 'too_large'],
    ['1e5', 'not_a_number'],
    ['', 'not_a_number'],
    [' 1', 'not_a_number'],
    [true, 'not_a_number'],
    [null, 'not_a_number'],
  ])('refuses %s as %s', (value, fault) => {
    expect(parseAmount(value)).toEqual({ fault });
  });

  it('takes back whatever it printed, as text and as a JSON number', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (units) => {
        expect(parseAmount(formatFixed(units))).toEqual({ units });
        expect(parseAmount(formatLiteral(units, 2))).toEqual({ units });
        expect(parseAmount(JSON.parse(formatLiteral(units, 0)))).toEqual({ units });
      }),
    );
  });
});

describe('formatting', () => {
  it('prints five decimals, literals and text for people', () => {
    expect(formatFixed(130_000_000n)).toBe('1300.00000');
    expect(formatLiteral(4_825_000_000n, 2)).toBe('48250.00');
    expect(formatLiteral(90_000n, 2)).toBe('0.90');
    expect(formatLiteral(500_000n, 0)).toBe('5');
    expect(formatLiteral(-1n, 2)).toBe('-0.00001');
    expect(formatForPeople({ units: 20_000_000n, currency: 'INR' })).toBe('₹200.00');
    expect(formatForPeople({ units: 20_000_000n, currency: 'CHF' })).toBe('CHF 200.00');
  });
});
