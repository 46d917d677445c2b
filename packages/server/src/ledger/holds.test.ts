import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import type { LedgerCommand } from './index.ts';
import { START, key, move, openBooks, someoneWaits, testLedger, type TestBooks } from './test-books.ts';

const db = await testDatabase();
const { ledger } = testLedger(db);
const MINUTE_MS = 60_000;
const later = (minutes: number) => new Date(START.getTime() + minutes * MINUTE_MS);

async function fundedBooks(amount = 100n): Promise<TestBooks> {
  const books = await openBooks(db, ledger);
  await ledger.submit(move(books, books.master, books.walletA, amount));
  return books;
}

function hold(
  books: TestBooks,
  amount: bigint,
  expiresAt: Date | null = null,
  purpose = 'call',
): LedgerCommand {
  return {
    kind: 'hold',
    partnerId: books.partnerId,
    id: uuidv7(),
    at: START,
    accountId: books.walletA,
    amount,
    purpose,
    reference: 'call-1',
    expiresAt,
  };
}
function extend(
  books: TestBooks,
  holdId: string,
  amount: bigint,
  expiresAt: Date | null = null,
): LedgerCommand {
  return { kind: 'extend', partnerId: books.partnerId, id: uuidv7(), at: START, holdId, amount, expiresAt };
}
function release(books: TestBooks, holdId: string): LedgerCommand {
  return { kind: 'release', partnerId: books.partnerId, id: uuidv7(), at: START, holdId };
}
function settle(books: TestBooks, holdId: string, amount: bigint): LedgerCommand {
  return {
    kind: 'settle',
    partnerId: books.partnerId,
    id: uuidv7(),
    at: START,
    holdId,
    creditAccountId: books.revenue,
    amount,
    code: 'call',
    reference: 'call-1',
    description: null,
  };
}
const wallet = async (books: TestBooks) =>
  (await ledger.getAccount(db.kysely, books.partnerId, books.walletA))!;

describe('holds', () => {
  it('what is held cannot be spent or held again', async () => {
    const books = await fundedBooks();
    const first = hold(books, 70n, later(5));
    expect(await ledger.submit(first)).toEqual({
      outcome: 'held',
      replayed: false,
      holdId: first.id,
      held: 70n,
      expiresAt: later(5),
    });
    expect(await ledger.submit(hold(books, 31n))).toMatchObject({
      reason: 'insufficient_balance',
      facts: { available: 30n, balance: 100n, held: 70n, requested: 31n },
    });
    expect(await ledger.submit(move(books, books.walletA, books.master, 31n))).toMatchObject({
      reason: 'insufficient_balance',
    });
    expect(await ledger.submit(move(books, books.walletA, books.master, 30n))).toMatchObject({
      outcome: 'posted',
    });
    expect(await wallet(books)).toMatchObject({ balance: 70n, held: 70n, available: 0n });
    expect(await ledger.holdsOn(db.kysely, books.partnerId, books.walletA)).toEqual([
      {
        partnerId: books.partnerId,
        id: first.id,
        accountId: books.walletA,
        amount: 70n,
        purpose: 'call',
        reference: 'call-1',
        takenAt: START,
        expiresAt: later(5),
      },
    ]);
  });

  it('a settlement charges at most what was held and frees the rest, once', async () => {
    const books = await fundedBooks();
    const taken = hold(books, 50n);
    await ledger.submit(taken);
    expect(await ledger.submit(extend(books, taken.id, 20n, later(3)))).toMatchObject({
      held: 70n,
      expiresAt: later(3),
    });
    expect(await ledger.submit(extend(books, taken.id, 31n))).toMatchObject({
      reason: 'insufficient_balance',
    });
    expect(await ledger.submit(settle(books, taken.id, 71n))).toMatchObject({
      reason: 'exceeds_hold',
      facts: { held: 70n, requested: 71n },
    });
    expect(await ledger.submit(settle(books, taken.id, 64n))).toMatchObject({
      outcome: 'posted',
      transfer: {
        amount: 64n,
        currency: 'INR',
        debitAccountId: books.walletA,
        creditAccountId: books.revenue,
        debitBalanceAfter: 36n,
        code: 'call',
      },
    });
    expect(await wallet(books)).toMatchObject({ balance: 36n, held: 0n, available: 36n });
    for (const late of [settle(books, taken.id, 1n), release(books, taken.id), extend(books, taken.id, 1n)]) {
      expect(await ledger.submit(late)).toMatchObject({ outcome: 'refused', reason: 'hold_ended' });
    }
  });

  it('a settlement of nothing only releases; an unknown hold is refused; a keyed settlement replays', async () => {
    const books = await fundedBooks();
    const [free, charged] = [hold(books, 50n), hold(books, 50n)];
    await Promise.all([ledger.submit(free), ledger.submit(charged)]);
    expect(await ledger.submit(settle(books, free.id, 0n))).toMatchObject({ outcome: 'held', held: 0n });
    expect(await ledger.submit(release(books, uuidv7()))).toMatchObject({ reason: 'hold_not_found' });
    const stranger = await fundedBooks();
    expect(await ledger.submit(release(stranger, charged.id))).toMatchObject({ reason: 'hold_not_found' });
    const keyed = () => ledger.submit({ ...settle(books, charged.id, 10n), key: key('s') });
    const first = await keyed();
    expect(first).toMatchObject({ outcome: 'posted', replayed: false });
    expect(await keyed()).toEqual({ ...first, replayed: true });
    expect(await wallet(books)).toMatchObject({ balance: 90n, held: 0n });
  });

  it('a hold ends when its time is over, unless it was extended; only of the purposes asked for', async () => {
    const books = await fundedBooks();
    const [short, long, saved, number] = [
      hold(books, 10n, later(1)),
      hold(books, 10n, later(9)),
      hold(books, 10n, later(1)),
      hold(books, 10n, later(1), 'number'),
    ];
    for (const command of [short, long, saved, number]) await ledger.submit(command);
    await ledger.submit(extend(books, saved.id, 0n, later(9)));
    const ended = await db.inTransaction((tx) =>
      ledger.expireHolds(tx, { at: later(1), limit: 100, purposes: ['call'] }),
    );
    expect(ended.filter((one) => one.partnerId === books.partnerId).map((one) => one.id)).toEqual([short.id]);
    expect(await wallet(books)).toMatchObject({ held: 30n });
    await db.inTransaction((tx) => ledger.expireHolds(tx, { at: later(1), limit: 100 }));
    expect(await wallet(books)).toMatchObject({ held: 20n });
    expect(await ledger.verifyLedger(db.kysely, { partnerId: books.partnerId })).toMatchObject({ ok: true });
  });

  it('an expiry that comes too late leaves an extended hold alone', async () => {
    const books = await fundedBooks();
    const taken = hold(books, 10n, later(1));
    await ledger.submit(taken);
    let sweep: Promise<unknown> | undefined;
    await db.inTransaction(async (tx) => {
      await ledger.post(tx, [extend(books, taken.id, 5n, later(9))]);
      sweep = db.inTransaction((other) => ledger.expireHolds(other, { at: later(2), limit: 100 }));
      await someoneWaits(db);
    });
    expect(await sweep).toEqual([]);
    expect(await wallet(books)).toMatchObject({ held: 15n });
  });
});

describe('delegated credit', () => {
  it('lets a wallet fall to its credit, which the master account covers', async () => {
    const books = await openBooks(db, ledger, { funds: 100n });
    const delegate = (amount: bigint) =>
      db.inTransaction((tx) =>
        ledger.delegateCredit(tx, {
          partnerId: books.partnerId,
          masterAccountId: books.master,
          walletAccountId: books.walletA,
          amount,
          at: START,
        }),
      );
    expect(await delegate(101n)).toEqual({
      outcome: 'refused',
      reason: 'insufficient_balance',
      available: 100n,
      requested: 101n,
    });
    expect(await delegate(60n)).toEqual({ outcome: 'set', amount: 60n, before: 0n });
    expect(await ledger.submit(move(books, books.master, books.walletB, 41n))).toMatchObject({
      reason: 'insufficient_balance',
    });
    expect(await ledger.submit(move(books, books.walletA, books.revenue, 45n))).toMatchObject({
      outcome: 'posted',
      transfer: { debitBalanceAfter: -45n },
    });
    expect(await ledger.submit(move(books, books.walletA, books.revenue, 16n))).toMatchObject({
      reason: 'insufficient_balance',
      facts: { available: 15n },
    });
    expect(await delegate(44n)).toEqual({ outcome: 'refused', reason: 'credit_in_use', lowest: 45n });
    expect(await delegate(45n)).toEqual({ outcome: 'set', amount: 45n, before: 60n });
    expect(await ledger.getAccount(db.kysely, books.partnerId, books.master)).toMatchObject({
      held: 45n,
      available: 55n,
    });
    await ledger.submit(move(books, books.master, books.walletA, 45n));
    expect(await delegate(0n)).toEqual({ outcome: 'set', amount: 0n, before: 45n });
    expect(await ledger.getAccount(db.kysely, books.partnerId, books.master)).toMatchObject({
      held: 0n,
      balance: 55n,
    });
    expect(await wallet(books)).toMatchObject({ floor: 0n, balance: 0n });
    expect(await ledger.verifyLedger(db.kysely, { partnerId: books.partnerId })).toMatchObject({ ok: true });
  });

  it('named with the account that it is on is found there, with another it is not', async () => {
    const books = await fundedBooks();
    const made = hold(books, 40n);
    await ledger.submit(made);
    const on = (id: string) => ({ account: { id, currency: 'INR' } });
    const wrong = [
      { ...settle(books, made.id, 40n), ...on(books.walletB) },
      { ...release(books, made.id), ...on(books.walletB) },
      { ...extend(books, made.id, 10n), ...on(books.walletB) },
      { ...settle(books, made.id, 40n), ...on(uuidv7()) },
    ];
    for (const command of wrong)
      expect(await ledger.submit(command)).toMatchObject({ outcome: 'refused', reason: 'hold_not_found' });
    expect(await wallet(books)).toMatchObject({ balance: 100n, held: 40n });
    expect(await ledger.submit({ ...settle(books, made.id, 25n), ...on(books.walletA) })).toMatchObject({
      outcome: 'posted',
    });
    expect(await wallet(books)).toMatchObject({ balance: 75n, held: 0n });
  });
});
