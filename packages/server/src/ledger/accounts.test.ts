import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import type { LedgerCommand } from './index.ts';
import { START, move, openBooks, secondProcess, testLedger, type TestBooks } from './test-books.ts';

const db = await testDatabase();
const { ledger, clock } = testLedger(db);

function reverse(books: TestBooks, reverses: string, amount: bigint | null): LedgerCommand {
  return {
    kind: 'reversal',
    partnerId: books.partnerId,
    id: uuidv7(),
    at: START,
    reverses,
    amount,
    reference: null,
    description: 'wrong customer',
  };
}

describe('reversal', () => {
  it('takes a transfer back in parts that never exceed it', async () => {
    const books = await openBooks(db, ledger);
    const sent = move(books, books.master, books.walletA, 100n);
    await ledger.submit(sent);
    const first = reverse(books, sent.id, 30n);
    expect(await ledger.submit(first)).toMatchObject({
      outcome: 'posted',
      transfer: {
        code: 'reversal',
        reverses: sent.id,
        amount: 30n,
        currency: 'INR',
        debitAccountId: books.walletA,
        creditAccountId: books.master,
        description: 'wrong customer',
      },
    });
    expect(await ledger.submit(reverse(books, sent.id, 71n))).toMatchObject({
      reason: 'exceeds_reversible',
      facts: { reversible: 70n, requested: 71n },
    });
    expect(await ledger.reversibleAmount(db.kysely, books.partnerId, sent.id)).toBe(70n);
    expect(await ledger.submit(reverse(books, sent.id, null))).toMatchObject({
      outcome: 'posted',
      transfer: { amount: 70n },
    });
    expect(await ledger.submit(reverse(books, sent.id, null))).toMatchObject({
      reason: 'exceeds_reversible',
      facts: { reversible: 0n },
    });
    expect(await ledger.submit(reverse(books, first.id, null))).toMatchObject({ reason: 'not_reversible' });
    expect(await ledger.submit(reverse(books, uuidv7(), null))).toMatchObject({
      reason: 'transfer_not_found',
    });
    expect(await ledger.reversedAmounts(db.kysely, books.partnerId, [sent.id, first.id])).toEqual(
      new Map([[sent.id, 100n]]),
    );
    expect(await ledger.verifyLedger(db.kysely, { partnerId: books.partnerId })).toMatchObject({ ok: true });
  });

  it('needs the money to be there still', async () => {
    const books = await openBooks(db, ledger);
    const sent = move(books, books.master, books.walletA, 100n);
    await ledger.submit(sent);
    await ledger.submit(move(books, books.walletA, books.revenue, 60n));
    expect(await ledger.submit(reverse(books, sent.id, null))).toMatchObject({
      reason: 'insufficient_balance',
      facts: { available: 40n, requested: 100n },
    });
    expect(await ledger.submit(reverse(books, sent.id, 40n))).toMatchObject({ outcome: 'posted' });
  });

  it('thirty at once from two processes take back no more than was sent', async () => {
    const books = await openBooks(db, ledger);
    const sent = move(books, books.master, books.walletA, 100n);
    await ledger.submit(sent);
    await ledger.submit(move(books, books.master, books.walletA, 900n));
    const other = secondProcess(db.url);
    const results = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        (n % 2 === 0 ? ledger : other.ledger).submit(reverse(books, sent.id, 10n)),
      ),
    );
    await other.db.close();
    expect(results.filter((result) => result.outcome === 'posted')).toHaveLength(10);
    expect(await ledger.reversibleAmount(db.kysely, books.partnerId, sent.id)).toBe(0n);
  });
});

describe('accounts', () => {
  it('a floor is not set above what is in use; the refusal names the lowest possible limit', async () => {
    const books = await openBooks(db, ledger, { funds: 0n, creditLimit: 500n });
    await ledger.submit(move(books, books.master, books.walletA, 320n));
    const set = (floor: bigint) =>
      db.inTransaction((tx) => ledger.setFloor(tx, books.partnerId, books.master, floor));
    expect(await set(-319n)).toEqual({
      outcome: 'refused',
      reason: 'in_use',
      highestFloor: -320n,
      lowestLimit: 320n,
    });
    expect(await set(-320n)).toMatchObject({ outcome: 'set', account: { floor: -320n, available: 0n } });
    expect(await set(-1_000n)).toMatchObject({ outcome: 'set', account: { available: 680n } });
  });

  it('an account with money or holds does not close; a closed one refuses', async () => {
    const books = await openBooks(db, ledger);
    const close = () =>
      db.inTransaction((tx) =>
        ledger.closeAccount(tx, { partnerId: books.partnerId, accountId: books.walletA, at: START }),
      );
    await ledger.submit(move(books, books.master, books.walletA, 10n));
    expect(await close()).toEqual({ outcome: 'refused', reason: 'not_empty', balance: 10n, held: 0n });
    await ledger.submit(move(books, books.walletA, books.master, 10n));
    expect(await close()).toMatchObject({ outcome: 'closed', account: { closedAt: START } });
    expect(await ledger.submit(move(books, books.master, books.walletA, 10n))).toMatchObject({
      reason: 'account_closed',
    });
  });

  it('there is one account of a kind in a currency, and one wallet of an owner', async () => {
    const books = await openBooks(db, ledger);
    const open = (kind: 'master' | 'wallet', ownerId: string) =>
      db.inTransaction((tx) =>
        ledger.openAccount(tx, {
          partnerId: books.partnerId,
          id: uuidv7(),
          ownerId,
          kind,
          currency: 'INR',
          floor: 0n,
          at: START,
        }),
      );
    await expect(open('master', books.partnerId)).rejects.toMatchObject({
      constraint: 'ledger_account_book',
    });
    const owner = uuidv7();
    const wallet = await open('wallet', owner);
    await expect(open('wallet', owner)).rejects.toMatchObject({ constraint: 'ledger_account_wallet' });
    expect(await ledger.accountsOf(db.kysely, books.partnerId, { ownerId: owner })).toEqual([wallet]);
    expect(await ledger.getAccountByKind(db.kysely, books.partnerId, 'master', 'INR')).toMatchObject({
      id: books.master,
    });
    expect(await ledger.getAccountByKind(db.kysely, books.partnerId, 'master', 'USD')).toBeNull();
  });

  it('the balance at any past instant is that after the last entry until then', async () => {
    const books = await openBooks(db, ledger, { funds: 1_000n });
    const instants: { at: Date; balance: bigint }[] = [
      { at: new Date(clock.now().getTime() - 1), balance: 0n },
    ];
    for (let n = 1n; n <= 12n; n += 1n) {
      clock.advanceMs(7_000_000);
      await ledger.submit(
        n % 3n === 0n
          ? move(books, books.walletA, books.master, n)
          : move(books, books.master, books.walletA, n * 10n),
      );
      const { balance } = (await ledger.getAccount(db.kysely, books.partnerId, books.walletA))!;
      instants.push(
        { at: clock.now(), balance },
        { at: new Date(clock.now().getTime() + 6_999_999), balance },
      );
    }
    for (const { at, balance } of instants)
      expect(await ledger.balanceAt(db.kysely, books.partnerId, books.walletA, at)).toBe(balance);
  });

  it('a daily allowance stops what goes beyond it, and counts only what was posted', async () => {
    const books = await openBooks(db, ledger, { funds: 150n });
    const send = (amount: bigint, day = '2026-03-25') =>
      ledger.submit(
        move(books, books.master, books.walletA, amount, { allowance: { id: 'token-1', day, limit: 100n } }),
      );
    expect(await send(60n)).toMatchObject({ outcome: 'posted' });
    expect(await send(41n)).toMatchObject({
      reason: 'allowance_exceeded',
      facts: { limit: 100n, used: 60n, requested: 41n },
    });
    const both = await Promise.all([send(40n), send(1n)]);
    expect(both.map((result) => result.outcome)).toEqual(['posted', 'refused']);
    expect(await send(51n, '2026-03-26')).toMatchObject({ reason: 'insufficient_balance' });
    expect(await send(50n, '2026-03-26')).toMatchObject({ outcome: 'posted' });
  });
});
