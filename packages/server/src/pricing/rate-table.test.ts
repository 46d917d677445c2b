import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DeckRow } from './deck.ts';
import { RateTableBuilder, type RateTable } from './rate-table.ts';
import { toRate } from './rate.ts';

function row(prefix: string, more: Partial<DeckRow> = {}): DeckRow {
  return {
    prefix,
    description: `to ${prefix}`,
    ratePerMinute: toRate(BigInt(prefix)),
    connectFee: 0n,
    initialIncrementSeconds: 60,
    nextIncrementSeconds: 1,
    effectiveFromMs: -Infinity,
    effectiveToMs: Infinity,
    ...more,
  };
}

function inOrder(rows: readonly DeckRow[]): DeckRow[] {
  return [...rows].sort((a, b) =>
    a.prefix === b.prefix ? a.effectiveFromMs - b.effectiveFromMs : a.prefix < b.prefix ? -1 : 1,
  );
}

function tableOf(rows: readonly DeckRow[]): RateTable {
  const builder = new RateTableBuilder(rows.length);
  for (const one of inOrder(rows)) builder.add(one);
  return builder.build();
}

test('the longest prefix of a number wins', () => {
  const table = tableOf(['1', '91', '9198', '919811', '44', '4470', '100', '10'].map((one) => row(one)));
  const found = (number: string) => table.match(number, 0)?.prefix;
  expect(found('919811000000')).toBe('919811');
  expect(found('919812000000')).toBe('9198');
  expect(found('91')).toBe('91');
  expect(found('919')).toBe('91');
  expect(found('100')).toBe('100');
  expect(found('10')).toBe('10');
  expect(found('1')).toBe('1');
  expect(found('447')).toBe('44');
  expect(found('8613800000000')).toBeUndefined();
  expect(found('9')).toBeUndefined();
  expect(tableOf([]).match('1', 0)).toBeNull();
});

test('a prefix that does not hold at the time is passed over', () => {
  const table = tableOf([
    row('91', { ratePerMinute: toRate(1n) }),
    row('9198', { effectiveToMs: 100, ratePerMinute: toRate(2n) }),
    row('9198', { effectiveFromMs: 200, effectiveToMs: 300, ratePerMinute: toRate(3n) }),
  ]);
  const rate = (at: number) => table.match('9198000', at)?.ratePerMinute;
  expect([99, 100, 199, 200, 299, 300].map(rate)).toEqual([2n, 1n, 1n, 3n, 3n, 1n]);
});

test('it finds what trying every prefix finds, for any deck and any number', () => {
  const digits = fc.string({ unit: fc.constantFrom('1', '2', '0', '9'), minLength: 0, maxLength: 14 });
  const prefix = fc.tuple(fc.constantFrom('1', '2', '9'), digits).map(([head, tail]) => head + tail);
  const range = fc.constantFrom([-Infinity, Infinity], [-Infinity, 10], [10, Infinity], [5, 20]);
  const deck = fc.uniqueArray(fc.tuple(prefix, range), { selector: ([one]) => one, maxLength: 60 });
  fc.assert(
    fc.property(
      deck,
      fc.array(prefix, { maxLength: 20 }),
      fc.constantFrom(0, 5, 10, 20),
      (entries, numbers, at) => {
        const rows = entries.map(([one, [from, to]]) =>
          row(one, { effectiveFromMs: from, effectiveToMs: to }),
        );
        const table = tableOf(rows);
        const asked = [...numbers, ...rows.map((one) => `${one.prefix}7`.slice(0, 15))];
        for (const number of asked) {
          const fits = rows.filter(
            (one) => number.startsWith(one.prefix) && one.effectiveFromMs <= at && at < one.effectiveToMs,
          );
          const longest = fits.sort((a, b) => b.prefix.length - a.prefix.length)[0];
          expect(table.match(number, at)?.prefix).toBe(longest?.prefix);
          if (longest !== undefined) expect(table.match(number, at)?.description).toBe(longest.description);
        }
      },
    ),
  );
});

test('rows out of order, too many and too few are refused', () => {
  const builder = new RateTableBuilder(2);
  builder.add(row('91'));
  expect(() => {
    builder.add(row('9'));
  }).toThrow(/order/);
  builder.add(row('92'));
  expect(() => {
    builder.add(row('93'));
  }).toThrow(/more rows/);
  expect(() => new RateTableBuilder(1).build()).toThrow(/fewer rows/);
});
