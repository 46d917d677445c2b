import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { START, move, openBooks, testLedger } from './test-books.ts';

const db = await testDatabase();
const { ledger, clock } = testLedger(db);

async function balances(partnerId: string): Promise<Record<string, bigint>> {
  const accounts = await ledger.accountsOf(db.kysely, partnerId);
  return Object.fromEntries(accounts.map((account) => [account.id, account.balance]));
}

describe('posting', () => {
  it('a transfer moves its amount and answers with both balances, versions and its place in the chain', async () => {
    const books = await openBooks(db, ledger);
    const command = move(books, books.master, books.walletA, 20_000n, {
      reference: 'INV-1',
      description: 'For "Anna" \\ {x, NULL}\nnext',
    });
    const result = await ledger.submit(command);
    expect(result).toEqual({
      outcome: 'posted',
      replayed: false,
      transfer: {
        partnerId: books.partnerId,
        id: command.id,
        debitAccountId: books.master,
        creditAccountId: books.walletA,
        currency: 'INR',
        amount: 20_000n,
        code: 'transfer',
        reference: 'INV-1',
        description: 'For "Anna" \\ {x, NULL}\nnext',
        reverses: null,
        debitBalanceAfter: 980_000n,
        creditBalanceAfter: 20_000n,
        debitVersion: 2n,
        creditVersion: 1n,
        eventAt: START,
        postedAt: clock.now(),
        entryNo: 2n,
      },
    });
    if (result.outcome !== 'posted') throw new Error('not posted');
    expect(await ledger.getTransfer(db.kysely, books.partnerId, command.id)).toEqual(result.transfer);
    expect(await ledger.verifyLedger(db.kysely, { partnerId: books.partnerId })).toMatchObject({
      ok: true,
      transfers: 2n,
    });
  });

  it('a refused command of a group refuses alone, with its facts', async () => {
    const books = await openBooks(db, ledger, { funds: 100n });
    const results = await Promise.all([
      ledger.submit(move(books, books.master, books.walletA, 60n)),
      ledger.submit(move(books, books.master, books.walletB, 50n)),
      ledger.submit(move(books, books.master, books.walletB, 40n)),
      ledger.submit(move(books, books.master, uuidv7(), 1n)),
      ledger.submit(move(books, books.revenue, books.walletA, 5n)),
      ledger.submit(move(books, books.revenue, books.walletA, 5n, { currency: 'USD' })),
    ]);
    expect(results.map((result) => (result.outcome === 'refused' ? result.reason : result.outcome))).toEqual([
      'posted',
      'insufficient_balance',
      'posted',
      'account_not_found',
      'posted',
      'currency_mismatch',
    ]);
    expect(results[1]).toMatchObject({ facts: { available: 40n, balance: 40n, held: 0n, requested: 50n } });
    expect(await balances(books.partnerId)).toMatchObject({
      [books.master]: 0n,
      [books.walletA]: 65n,
      [books.walletB]: 40n,
    });
  });

  it("another partner's account is not found, whoever names it", async () => {
    const mine = await openBooks(db, ledger);
    const theirs = await openBooks(db, ledger);
    const [stolen, fine] = await Promise.all([
      ledger.submit(move(mine, theirs.master, mine.walletA, 5n)),
      ledger.submit(move(theirs, theirs.master, theirs.walletA, 5n)),
    ]);
    expect(stolen).toMatchObject({ outcome: 'refused', reason: 'account_not_found' });
    expect(fine).toMatchObject({ outcome: 'posted' });
  });

  it('post is part of the caller’s transaction, in order; a later command sees what an earlier one did', async () => {
    const books = await openBooks(db, ledger, { funds: 100n });
    const holdId = uuidv7();
    const base = { partnerId: books.partnerId, at: START };
    await expect(
      db.inTransaction(async (tx) => {
        const results = await ledger.post(tx, [
          move(books, books.master, books.walletA, 80n),
          {
            ...base,
            kind: 'hold',
            id: holdId,
            accountId: books.walletA,
            amount: 50n,
            purpose: 'call',
            reference: 'c1',
            expiresAt: null,
          },
          {
            ...base,
            kind: 'settle',
            id: uuidv7(),
            holdId,
            creditAccountId: books.revenue,
            amount: 30n,
            code: 'call',
            reference: null,
            description: null,
          },
          move(books, books.walletA, books.master, 51n),
        ]);
        expect(results.map((result) => result.outcome)).toEqual(['posted', 'held', 'posted', 'refused']);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await balances(books.partnerId)).toMatchObject({ [books.master]: 100n, [books.walletA]: 0n });
  });

  it('a dry run answers what submit would and leaves nothing', async () => {
    const books = await openBooks(db, ledger, { funds: 100n });
    const command = move(books, books.master, books.walletA, 60n);
    expect(await ledger.dryRun(command)).toMatchObject({
      outcome: 'posted',
      transfer: { debitBalanceAfter: 40n },
    });
    expect(await ledger.dryRun(move(books, books.master, books.walletA, 160n))).toMatchObject({
      reason: 'insufficient_balance',
    });
    expect(await balances(books.partnerId)).toMatchObject({ [books.master]: 100n });
    expect(await ledger.submit(command)).toMatchObject({
      outcome: 'posted',
      replayed: false,
      transfer: { entryNo: 2n },
    });
  });

  it('the database itself refuses an overdraft, an edit and a deletion', async () => {
    const books = await openBooks(db, ledger, { funds: 100n });
    const { partnerId } = books;
    const attempt = (statement: ReturnType<typeof sql>) => expect(statement.execute(db.kysely)).rejects;
    await attempt(
      sql`UPDATE ledger_account SET debits = 101 WHERE partner_id = ${partnerId} AND id = ${books.master}`,
    ).toMatchObject({
      constraint: 'ledger_account_floor',
    });
    await attempt(sql`UPDATE ledger_transfer SET amount = 1 WHERE partner_id = ${partnerId}`).toThrow(
      'append-only',
    );
    await attempt(sql`DELETE FROM ledger_transfer WHERE partner_id = ${partnerId}`).toThrow('append-only');
    await attempt(sql`TRUNCATE ledger_transfer`).toThrow('append-only');
  });

  it('an audit entry and an event are written for what was posted, and for nothing else', async () => {
    const books = await openBooks(db, ledger, { funds: 100n });
    const audit = (note: string) => ({
      partner_id: books.partnerId,
      id: uuidv7(),
      at: START.toISOString(),
      actor_kind: 'partner',
      actor_id: 'x',
      actor_label: 'x',
      action: 'balance.transferred',
      object_type: 'account',
      object_id: note,
      changes: [],
      reason: null,
      ip: null,
      user_agent: null,
      request_id: null,
    });
    const good = move(books, books.master, books.walletA, 60n, { audit: audit('good') });
    await Promise.all([
      ledger.submit(good),
      ledger.submit(move(books, books.master, books.walletA, 60n, { audit: audit('bad') })),
    ]);
    const entries = await sql<{
      object_id: string;
    }>`SELECT object_id FROM audit_entry WHERE partner_id = ${books.partnerId}`.execute(db.kysely);
    expect(entries.rows).toEqual([{ object_id: 'good' }]);
    const events = await sql<{
      payload: unknown;
    }>`SELECT payload FROM outbox WHERE partner_id = ${books.partnerId} AND topic = 'ledger.transfer.posted' ORDER BY id DESC`.execute(
      db.kysely,
    );
    expect(events.rows).toHaveLength(2);
    expect(events.rows.map((row) => row.payload)).toContainEqual({
      transfer_id: good.id,
      entry_no: '2',
      amount: '60',
      currency: 'INR',
      code: 'transfer',
      debit_account_id: books.master,
      credit_account_id: books.walletA,
    });
  });

  it('nonsense is thrown at its caller', async () => {
    const books = await openBooks(db, ledger);
    await expect(ledger.submit(move(books, books.master, books.walletA, 0n))).rejects.toThrow(RangeError);
    await expect(ledger.submit(move(books, books.master, books.master, 1n))).rejects.toThrow(RangeError);
    await expect(ledger.submit(move(books, 'x', books.master, 1n))).rejects.toThrow(RangeError);
  });
});
