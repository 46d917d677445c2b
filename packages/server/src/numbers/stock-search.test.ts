import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { callingPrefix } from './calling-code.ts';
import { containing, endingWith, readPattern, startingWith } from './number-pattern.ts';
import { capabilitiesOf, type NewStockNumber } from './number-kind.ts';
import { CAPABILITIES, NUMBER_TYPES } from './number-stock.ts';
import { addUpCounters, countByCountry } from './stock-count-store.ts';
import type { StockFilter, StockKey, StockOrder } from './stock-filter.ts';
import { searchStock } from './stock-search.ts';
import { countInLook, narrowest, scanInOrder, scanNarrow, type Look } from './stock-search-store.ts';
import { insertNumbers, lockNumbers, updateState } from './stock-store.ts';

const db = await testDatabase();
const AT = new Date('2026-03-25T10:00:00Z');
const COUNTRIES = ['IN', 'US', 'CA', 'GB', 'SG', 'AE'] as const;
const numbers: NewStockNumber[] = [];
const withdrawn = new Set<string>();

/** Always the same, so that a failure can be looked at again. */
function chance(seed: number, below: number): number {
  return Number((BigInt(seed + 1) * 6364136223846793005n + 1442695040888963407n) % 1_000_003n) % below;
}

beforeAll(async () => {
  const seen = new Set<string>();
  for (let index = 0; index < 3_000; index += 1) {
    const country = COUNTRIES[chance(index, COUNTRIES.length)]!;
    const e164 = `${callingPrefix(country)!}${String(20_000_000 + chance(index * 7, 99_991) * 731)}`;
    if (seen.has(e164)) continue;
    seen.add(e164);
    numbers.push({
      e164,
      country,
      region: `Region ${String(chance(index * 3, 3))}`,
      numberType: NUMBER_TYPES[chance(index * 5, NUMBER_TYPES.length)]!,
      capabilities: capabilitiesOf(CAPABILITIES.filter((_, bit) => chance(index * 11 + bit, 3) > 0)),
      provider: '',
      currency: country === 'IN' ? 'INR' : 'USD',
      setupFee: BigInt(chance(index * 13, 4)),
      monthlyFee: BigInt(chance(index * 17, 20)),
      kycRequirement: 'none',
      minimumCommitmentMonths: 0,
      importId: null,
    });
  }
  await db.inTransaction(async (tx) => {
    await insertNumbers(tx, numbers, AT);
    for (const number of await lockNumbers(
      tx,
      numbers.filter((_, index) => index % 17 === 0).map((n) => n.e164),
    )) {
      withdrawn.add(number.e164);
      await updateState(tx, number, { state: 'withdrawn' }, AT);
    }
  });
});

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq: 2 });
const piece = fc.stringMatching(/^\d{1,4}$/);
const pattern = fc.oneof(
  piece.map(containing),
  piece.map(startingWith),
  piece.map(endingWith),
  fc.tuple(piece, piece).map(([a, b]) => readPattern(`${a}*${b}`)),
  fc.tuple(piece, piece).map(([a, b]) => readPattern(`*${a}?${b}*`)),
);
const filter = fc.record({
  state: fc.constantFrom(undefined, 'available' as const, 'available' as const, 'withdrawn' as const),
  country: maybe(fc.constantFrom(...COUNTRIES)),
  region: maybe(fc.constantFrom('Region 0', 'Region 1', 'nowhere')),
  numberType: maybe(fc.constantFrom(...NUMBER_TYPES)),
  capabilities: maybe(fc.subarray([...CAPABILITIES])),
  patterns: maybe(fc.array(pattern, { maxLength: 2 })),
  excludedPrefixes: maybe(
    fc.array(
      piece.map((text) => `+${text}`),
      { maxLength: 3 },
    ),
  ),
  maxMonthlyFee: maybe(fc.bigInt(0n, 20n)),
  maxSetupFee: maybe(fc.bigInt(0n, 4n)),
});
const order: fc.Arbitrary<StockOrder> = fc
  .tuple(
    fc.constantFrom('number' as const, 'monthly_fee' as const, 'setup_fee' as const),
    fc.boolean(),
    fc.constantFrom('INR', 'USD'),
  )
  .map(([by, descending, currency]) => (by === 'number' ? { by, descending } : { by, descending, currency }));

/** The filter, said a second time, in another language. */
function fits(number: NewStockNumber, f: StockFilter): boolean {
  const state = withdrawn.has(number.e164) ? 'withdrawn' : 'available';
  const like = (text: string): boolean =>
    new RegExp(
      `^${text
        .replaceAll('+', String.raw`\+`)
        .replaceAll('%', '.*')
        .replaceAll('_', '.')}$`,
    ).test(number.e164);
  return (
    (f.state === undefined || f.state === state) &&
    (f.country === undefined || f.country === number.country) &&
    (f.region === undefined || f.region === number.region) &&
    (f.numberType === undefined || f.numberType === number.numberType) &&
    (f.currency === undefined || f.currency === number.currency) &&
    (f.capabilities ?? []).every((one) => number.capabilities[one]) &&
    (f.patterns ?? []).every((one) => like(one.like)) &&
    !(f.excludedPrefixes ?? []).some((prefix) => number.e164.startsWith(prefix)) &&
    (f.maxMonthlyFee === undefined || number.monthlyFee <= f.maxMonthlyFee) &&
    (f.maxSetupFee === undefined || number.setupFee <= f.maxSetupFee)
  );
}

function expected(f: StockFilter, o: StockOrder): string[] {
  const fee = (n: NewStockNumber): bigint =>
    o.by === 'number' ? 0n : o.by === 'setup_fee' ? n.setupFee : n.monthlyFee;
  const sorted = numbers
    .filter((number) => fits(number, f))
    .sort((a, b) => (fee(a) === fee(b) ? (a.e164 < b.e164 ? -1 : 1) : fee(a) < fee(b) ? -1 : 1))
    .map(({ e164 }) => e164);
  return o.descending ? sorted.reverse() : sorted;
}

/** A filter that may go with an order: fees in one currency, and of what is for sale. */
function together(f: StockFilter, o: StockOrder): StockFilter {
  return o.by === 'number' ? f : { ...f, state: 'available', currency: o.currency };
}

describe('the search in the stock', () => {
  it('finds exactly what fits, in order, page after page, by page number and by cursor, and counts it', async () => {
    await fc.assert(
      fc.asyncProperty(filter, order, fc.integer({ min: 1, max: 50 }), async (f, o, limit) => {
        const asked = together(f, o);
        const wanted = expected(asked, o);
        let after: StockKey | null = null;
        const found: string[] = [];
        for (let page = 0; page < 4; page += 1) {
          const byCursor = await searchStock(db.kysely, asked, o, { after, offset: 0, limit });
          const byPage = await searchStock(db.kysely, asked, o, { after: null, offset: page * limit, limit });
          expect(byPage.numbers.map((n) => n.e164)).toEqual(byCursor.numbers.map((n) => n.e164));
          expect(byCursor.total).toEqual({ count: wanted.length, exact: true });
          found.push(...byCursor.numbers.map((n) => n.e164));
          after = byCursor.next;
          if (after === null) break;
        }
        expect(found).toEqual(wanted.slice(0, 4 * limit));
        expect(after === null).toBe(wanted.length <= 4 * limit);
      }),
      { numRuns: 150 },
    );
  });

  it('finds the same whichever way it goes: reading in order, or by what makes numbers rare', async () => {
    await fc.assert(
      fc.asyncProperty(filter, order, async (f, o) => {
        const asked = together(f, o);
        const wanted = expected(asked, o);
        const place = { after: null, offset: 3, limit: 40 };
        const narrow = narrowest(asked, o);
        if (narrow !== null) {
          const result = await scanNarrow(db.kysely, narrow, asked, o, place);
          expect(result?.count).toBe(wanted.length);
          expect(result?.keys.map(({ e164 }) => e164)).toEqual(wanted.slice(3, 43));
        }
        const look: Look = {
          filter: asked,
          order: o,
          ranges: [{ from: '+', to: ',' }],
          after: null,
          budget: 10_000,
        };
        const found = await scanInOrder(db.kysely, look, { offset: 0, limit: 10_000 });
        expect(found.map(({ e164 }) => e164)).toEqual(wanted);
        expect((await countInLook(db.kysely, look)).fitting).toBe(wanted.length);
      }),
      { numRuns: 60 },
    );
  });

  it.each(['%', '_', String.raw`\d`, '.*', "'; DROP TABLE number_stock; --"])(
    'takes %j for itself',
    async (text) => {
      const patterns = [readPattern(text)];
      const found = await searchStock(
        db.kysely,
        { state: 'available', patterns },
        { by: 'number', descending: false },
        { after: null, offset: 0, limit: 5 },
      );
      const meant = /[*?]/.test(text);
      expect(found.numbers.length > 0).toBe(false);
      expect(meant || found.total.count === 0).toBe(true);
    },
  );

  it('is counted right while many change the stock at once, before and after the counters are added up', async () => {
    const some = numbers.filter(({ e164 }) => !withdrawn.has(e164)).slice(0, 60);
    const change = (state: 'held' | 'available') =>
      Promise.all(
        some.map(({ e164 }) =>
          db.inTransaction(async (tx) => {
            const [locked] = await lockNumbers(tx, [e164]);
            await updateState(tx, locked!, { state }, AT);
          }),
        ),
      );
    const forSale = async (): Promise<number> => {
      const { rows } = await sql<{ n: number }>`SELECT coalesce(sum(n), 0)::int AS n FROM number_stock_count
        WHERE state = 'available'`.execute(db.kysely);
      return rows[0]!.n;
    };
    const before = await forSale();
    await Promise.all([change('held'), db.inTransaction(addUpCounters), db.inTransaction(addUpCounters)]);
    expect(await forSale()).toBe(before - some.length);
    await db.inTransaction(addUpCounters);
    expect(await forSale()).toBe(before - some.length);
    await change('available');
    expect(await forSale()).toBe(before);
    expect((await countByCountry(db.kysely, {})).stock).toBe(numbers.length);
  });
});
