import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import type { Tx } from '../platform/db/index.ts';
import { callingPrefix } from './calling-code.ts';
import { containing, endingWith, readPattern, startingWith } from './number-pattern.ts';
import { capabilitiesOf, type NewStockNumber } from './number-kind.ts';
import { CAPABILITIES, NUMBER_TYPES } from './number-stock.ts';
import { fillShelves } from './shelves.ts';
import { addUpCounters } from './stock-count-store.ts';
import type { StockFilter, StockKey, StockOrder } from './stock-filter.ts';
import { searchStock } from './stock-search.ts';
import { insertNumbers, lockNumbers, updateNumber, updateState } from './stock-store.ts';

const db = await testDatabase();
const AT = new Date('2026-03-25T10:00:00Z');
const COUNTRIES = ['IN', 'US', 'CA', 'GB', 'SG', 'AE'] as const;
/** Several shelves of little more than two pages. */
const SMALL = { wait: true, mostOnShelf: 700 };
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
  const isLate = (_: unknown, index: number): boolean => index % 53 === 0;
  await db.inTransaction(async (tx) => {
    await insertNumbers(
      tx,
      numbers.filter((one, index) => !isLate(one, index)),
      AT,
    );
    await fillShelves(tx, SMALL);
  });
  // Changed behind the shelves’ back: new ones, others withdrawn, fees and regions that they did not have.
  await db.inTransaction(async (tx) => {
    await insertNumbers(tx, numbers.filter(isLate), AT);
    await withdraw(
      tx,
      numbers.filter((_, index) => index % 17 === 0),
    );
    await reprice(
      tx,
      numbers.filter((_, index) => index % 61 === 0),
    );
  });
});

async function withdraw(tx: Tx, some: readonly NewStockNumber[]): Promise<void> {
  const e164s = some.map(({ e164 }) => e164);
  for (const number of await lockNumbers(tx, e164s)) {
    withdrawn.add(number.e164);
    await updateState(tx, number, { state: 'withdrawn' }, AT);
  }
}

async function reprice(tx: Tx, some: readonly NewStockNumber[]): Promise<void> {
  const e164s = some.map(({ e164 }) => e164);
  for (const number of await lockNumbers(tx, e164s)) {
    const index = numbers.findIndex(({ e164 }) => e164 === number.e164);
    const change = { region: 'Region 9', monthlyFee: 3n ** BigInt(index % 9), setupFee: 70n };
    await updateNumber(tx, { ...number, ...change }, AT);
    numbers[index] = { ...numbers[index]!, ...change };
  }
}

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq: 2 });
const piece = fc.stringMatching(/^\d{1,4}$/);
const pattern = fc.oneof(
  piece.map(containing),
  piece.map(startingWith),
  piece.map(endingWith),
  fc.tuple(piece, piece).map(([a, b]) => readPattern(`${a}*${b}`)),
  fc.tuple(piece, piece).map(([a, b]) => readPattern(`*${a}?${b}*`)),
  fc
    .stringMatching(/^[*?]?(\d?[*?]?){1,5}$/)
    .filter((text) => text !== '')
    .map(readPattern),
);
const filter = fc.record({
  state: fc.constantFrom(undefined, 'available' as const, 'available' as const, 'withdrawn' as const),
  country: maybe(fc.constantFrom(...COUNTRIES)),
  region: maybe(fc.constantFrom('Region 0', 'Region 1', 'Region 9', 'nowhere')),
  numberType: maybe(fc.constantFrom(...NUMBER_TYPES)),
  capabilities: maybe(fc.subarray([...CAPABILITIES])),
  patterns: maybe(fc.array(pattern, { maxLength: 2 })),
  excludedPrefixes: maybe(
    fc.array(
      piece.map((text) => `+${text}`),
      { maxLength: 3 },
    ),
  ),
  maxMonthlyFee: maybe(fc.oneof(fc.bigInt(0n, 20n), fc.bigInt(0n, 10n ** 15n))),
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
  const isRight = async (): Promise<void> => {
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
          expect(byCursor.total).toBe(wanted.length);
          found.push(...byCursor.numbers.map((n) => n.e164));
          after = byCursor.next;
          if (after === null) break;
        }
        expect(found).toEqual(wanted.slice(0, 4 * limit));
        expect(after === null).toBe(wanted.length <= 4 * limit);
        const deep = Math.floor(wanted.length / 2);
        const { numbers: middle } = await searchStock(db.kysely, asked, o, {
          after: null,
          offset: deep,
          limit,
        });
        expect(middle.map((n) => n.e164)).toEqual(wanted.slice(deep, deep + limit));
      }),
      { numRuns: 150 },
    );
  };

  it(
    'finds exactly what fits, in order, by page number and by cursor, while numbers wait to be put on shelves',
    isRight,
  );

  it('finds the same when all are on shelves', async () => {
    await db.inTransaction((tx) => fillShelves(tx, SMALL));
    const { rows } = await sql<{ shelves: number; changes: number }>`SELECT count(*)::int AS shelves,
      (SELECT count(*)::int FROM number_shelf_change) AS changes FROM number_shelf`.execute(db.kysely);
    expect(rows[0]).toMatchObject({ changes: 0 });
    expect(rows[0]!.shelves).toBeGreaterThan(4);
    await isRight();
  });

  it('finds the same after shelves were changed in place', async () => {
    await db.inTransaction(async (tx) => {
      await withdraw(
        tx,
        numbers.filter((_, index) => index % 19 === 0),
      );
      await reprice(
        tx,
        numbers.filter((_, index) => index % 59 === 0),
      );
    });
    const shelves = async (): Promise<unknown> =>
      (await sql`SELECT id FROM number_shelf ORDER BY id`.execute(db.kysely)).rows;
    const before = await shelves();
    await db.inTransaction((tx) => fillShelves(tx, SMALL));
    expect(await shelves()).toEqual(before);
    await isRight();
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
      expect(meant || found.total === 0).toBe(true);
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
  });
});
