import { expect, test } from 'vitest';
import { readDeckRow, type DeckColumn } from './read-deck-row.ts';

const TIER = { initialIncrementSeconds: 60, nextIncrementSeconds: 30 };

function read(values: Partial<Record<DeckColumn, string>>) {
  return readDeckRow({ line: 7, values: { prefix: '91', rate: '0.45', ...values } }, TIER);
}

/** What is said of a row, as `column: message`. */
function said(values: Partial<Record<DeckColumn, string>>): string[] {
  const result = read(values);
  return 'faults' in result
    ? result.faults.map(({ column, message }) => `${String(column)}: ${message}`)
    : [];
}

test('a row is read exactly; what it does not say is the tier’s', () => {
  expect(
    read({
      prefix: ' 9198 ',
      description: ' India   mobile ',
      rate: '0012.345678900000',
      connectFee: '0.00001',
      initialIncrement: '30',
      nextIncrement: '6',
      effectiveFrom: '2026-04-01',
      effectiveTo: '2026-05-01T00:00:00+05:30',
    }),
  ).toEqual({
    row: {
      prefix: '9198',
      description: 'India mobile',
      ratePerMinute: 12_345_678_900n,
      connectFee: 1n,
      initialIncrementSeconds: 30,
      nextIncrementSeconds: 6,
      effectiveFromMs: Date.UTC(2026, 3, 1),
      effectiveToMs: Date.UTC(2026, 3, 30, 18, 30),
    },
  });
  expect(read({})).toMatchObject({
    row: {
      description: '',
      connectFee: 0n,
      ...TIER,
      effectiveFromMs: -Infinity,
      effectiveToMs: Infinity,
    },
  });
});

test.each([
  ['', /missing/],
  ['+91', /no \+/],
  ['0091', /not with 0/],
  ['91-98', /digits alone/],
  ['9.19822E+11', /spreadsheet/],
  ['9'.repeat(16), /15 digits/],
  ['९१', /digits alone/],
])('%j is no prefix', (prefix, message) => {
  expect(said({ prefix })).toEqual([expect.stringMatching(message)]);
});

test.each([
  ['', /missing/],
  ['-1', /not below 0/],
  ['1e3', /plain decimal/],
  ['₹1', /plain decimal/],
  ['1,000.5', /plain decimal/],
  ['0.0000000001', /9 decimals/],
  ['1000000', /below 1000000/],
  ['9'.repeat(40), /plain decimal/],
])('%j is no price', (rate, message) => {
  expect(said({ rate })).toEqual([expect.stringMatching(message)]);
});

test('increments, fees and times that cannot be are named', () => {
  expect(said({ initialIncrement: '0' })).toEqual(['initial_increment: An increment is at least 1 second']);
  expect(said({ nextIncrement: '1.5' })).toEqual([
    'next_increment: An increment is a whole number of seconds',
  ]);
  expect(said({ nextIncrement: '3601' })).toEqual([expect.stringMatching(/at most 3600/)]);
  expect(said({ connectFee: '0.000001' })).toEqual(['connect_fee: A fee has at most 5 decimals']);
  expect(said({ connectFee: '-1' })).toEqual(['connect_fee: A fee is not below 0']);
  expect(said({ effectiveFrom: '01.04.2026' })).toEqual([expect.stringMatching(/YYYY-MM-DD/)]);
  expect(said({ effectiveFrom: '2026-02-30' })).toEqual(['effective_from: There is no such day']);
  expect(said({ effectiveFrom: '2026-04-01', effectiveTo: '2026-04-01' })).toEqual([
    'effective_to: The time ends before it begins',
  ]);
});

test('every fault of a row is named', () => {
  expect(said({ prefix: 'x', rate: 'y', nextIncrement: '0' })).toHaveLength(3);
});
