import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import type { Entry, EntryFilter } from './index.ts';
import { START, move, openBooks, testLedger, type TestBooks } from './test-books.ts';

const db = await testDatabase();
const { ledger, clock } = testLedger(db);
const HOUR_MS = 3_600_000;
let books: TestBooks;
const all: Entry[] = [];

/** Thirty hours of transfers: out to two wallets, one in five back. */
beforeAll(async () => {
  books = await openBooks(db, ledger, { funds: 100_000n });
  for (let n = 0; n < 30; n += 1) {
    clock.set(new Date(START.getTime() + n * HOUR_MS));
    const wallet = n % 2 === 0 ? books.walletA : books.walletB;
    const words = {
      reference: `INV-${String(n)}`,
      description: n % 3 === 0 ? `Top-up 100% of no_${String(n)}` : null,
    };
    const command =
      n % 5 === 4
        ? move(books, wallet, books.master, 3n, { code: 'reclaim', ...words })
        : move(books, books.master, wallet, BigInt(n + 10), words);
    const result = await ledger.submit(command);
    if (result.outcome !== 'posted') throw new Error(`refused at ${String(n)}`);
    const { transfer } = result;
    all.push(
      {
        transfer,
        side: 'debit',
        accountId: transfer.debitAccountId,
        balanceAfter: transfer.debitBalanceAfter,
      },
      {
        transfer,
        side: 'credit',
        accountId: transfer.creditAccountId,
        balanceAfter: transfer.creditBalanceAfter,
      },
    );
  }
  all.reverse();
});

const matching = (wanted: (entry: Entry) => boolean) => all.filter(wanted);
const list = (
  filter: EntryFilter,
  page: Parameters<typeof ledger.listEntries>[3] = { offset: 0, limit: 200 },
) => ledger.listEntries(db.kysely, books.partnerId, filter, page);

async function expectSame(filter: EntryFilter, wanted: (entry: Entry) => boolean): Promise<void> {
  const found = await list(filter);
  const expected = matching((entry) => entry.transfer.code !== 'funding' && wanted(entry));
  expect(found.entries).toEqual(expected);
  expect(expected.length).toBeGreaterThan(0);
  const sum = (side: string) =>
    expected.reduce((total, entry) => total + (entry.side === side ? entry.transfer.amount : 0n), 0n);
  expect(found.total).toBe(expected.length);
  expect(found.summary.count).toBe(expected.length);
  const [summary] = found.summary.currencies;
  expect(summary).toMatchObject({
    currency: 'INR',
    totalDebit: sum('debit'),
    totalCredit: sum('credit'),
  });
  expect(summary!.byCode.reduce((total, one) => total + one.count, 0)).toBe(expected.length);
}

describe('entries', () => {
  it('of an account come newest first, with exact sums', async () => {
    await expectSame({ accountIds: [books.walletA] }, (entry) => entry.accountId === books.walletA);
    const { summary } = await list({ accountIds: [books.walletA] });
    const reclaims = matching(
      (entry) => entry.accountId === books.walletA && entry.transfer.code === 'reclaim',
    );
    expect(summary.currencies[0]!.byCode.find((one) => one.code === 'reclaim')).toEqual({
      code: 'reclaim',
      count: reclaims.length,
      totalDebit: BigInt(reclaims.length) * 3n,
      totalCredit: 0n,
    });
  });

  it('are narrowed by owner, kind, side, code, words and time', async () => {
    const wallet = (await ledger.getAccount(db.kysely, books.partnerId, books.walletB))!;
    const isWallet = (entry: Entry) => entry.accountId === books.walletA || entry.accountId === books.walletB;
    await expectSame({ ownerId: wallet.ownerId }, (entry) => entry.accountId === books.walletB);
    await expectSame({ kinds: ['wallet'] }, isWallet);
    await expectSame(
      { kinds: ['wallet'], direction: 'debit' },
      (entry) => isWallet(entry) && entry.side === 'debit',
    );
    await expectSame(
      { kinds: ['wallet'], codes: ['reclaim'] },
      (entry) => isWallet(entry) && entry.transfer.code === 'reclaim',
    );
    await expectSame({ notCodes: ['reclaim', 'funding'] }, (entry) => entry.transfer.code === 'transfer');
    await expectSame({ reference: 'INV-7' }, (entry) => entry.transfer.reference === 'INV-7');
    await expectSame({ search: '100% OF NO_3' }, (entry) =>
      /^Top-up 100% of no_3/.test(entry.transfer.description ?? ''),
    );
    await expectSame({ search: all[0]!.transfer.id }, (entry) => entry.transfer.id === all[0]!.transfer.id);
    const [from, to] = [new Date(START.getTime() + 5 * HOUR_MS), new Date(START.getTime() + 20 * HOUR_MS)];
    await expectSame(
      { from, to },
      (entry) => entry.transfer.postedAt >= from && entry.transfer.postedAt < to,
    );
    expect(await list({ search: 'nothing like it' })).toMatchObject({
      entries: [],
      total: 0,
      nextCursor: null,
    });
  });

  it('come in pages by number and by cursor, each entry once', async () => {
    const filter: EntryFilter = { notCodes: ['funding'] };
    const byNumber: Entry[] = [];
    for (let offset = 0; offset < 70; offset += 7)
      byNumber.push(...(await list(filter, { offset, limit: 7 })).entries);
    expect(byNumber).toEqual(all);
    const byCursor: Entry[] = [];
    let cursor: string | null = null;
    do {
      const page = await list(filter, { cursor, limit: 7, summary: false });
      byCursor.push(...page.entries);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(byCursor).toEqual(all);
    expect((await list(filter, { offset: 700, limit: 7 })).entries).toEqual([]);
    expect(await list(filter, { offset: 59, limit: 1 })).toMatchObject({ total: 60, nextCursor: null });
  });

  it('of another partner are not there', async () => {
    const stranger = await openBooks(db, ledger, { funds: 0n });
    const found = await ledger.listEntries(
      db.kysely,
      stranger.partnerId,
      { accountIds: [books.walletA] },
      { offset: 0, limit: 10 },
    );
    expect(found).toMatchObject({ entries: [], total: 0 });
  });
});
