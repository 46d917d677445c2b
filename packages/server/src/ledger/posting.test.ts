import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import type { AuditRow } from './command.ts';
import type { LedgerCommand, ReversalCommand } from './index.ts';
import { START, key, move, openBooks, testLedger } from './test-books.ts';

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

describe('a last moment', () => {
  it('counts when a transfer is posted, which may be long after it was sent', async () => {
    const books = await openBooks(db, ledger);
    const now = clock.now().getTime();
    const until = (ms: number) => ({ expiresAt: new Date(now + ms), key: key(`until ${String(ms)}`) });
    const late = move(books, books.master, books.walletA, 1n, until(5_000));
    const inTime = move(books, books.master, books.walletA, 2n, until(5_001));
    const waiting = [late, inTime, move(books, books.master, books.walletA, 4n)].map((one) =>
      ledger.submit(one),
    );
    clock.advanceMs(5_000);
    expect(await Promise.all(waiting)).toMatchObject([
      { outcome: 'refused', reason: 'expired', facts: {}, replayed: false },
      { outcome: 'posted' },
      { outcome: 'posted' },
    ]);
    clock.advanceMs(60_000);
    // What was answered is answered again, and what was posted stays so.
    expect(await ledger.submit(late)).toMatchObject({
      outcome: 'refused',
      reason: 'expired',
      replayed: true,
    });
    expect(await ledger.submit(inTime)).toMatchObject({ outcome: 'posted', replayed: true });
    const preview = move(books, books.master, books.walletA, 1n, { expiresAt: new Date(now) });
    expect(await ledger.dryRun(preview)).toMatchObject({ outcome: 'refused', reason: 'expired' });
    expect(await balances(books.partnerId)).toMatchObject({ [books.walletA]: 6n });
  });

  it('is not asked about by a command that was posted before its connection broke', async () => {
    const books = await openBooks(db, ledger);
    const command = move(books, books.master, books.walletA, 3n, {
      expiresAt: new Date(clock.now().getTime() + 1),
    });
    expect(await ledger.submit(command)).toMatchObject({ outcome: 'posted' });
    clock.advanceMs(60_000);
    const [again] = await db.inTransaction((tx) => ledger.post(tx, [command]));
    expect(again).toMatchObject({ outcome: 'posted', replayed: true });
  });
});

describe('the audit entry of a command', () => {
  const entry = (partnerId: string, id: string, to: string | null): AuditRow => ({
    partner_id: partnerId,
    id: uuidv7(),
    at: START.toISOString(),
    actor_kind: 'partner',
    actor_id: 'test',
    actor_label: 'test',
    action: 'balance.moved',
    object_type: 'account',
    object_id: id,
    changes: [
      { field: 'transaction_id', from: null, to: id },
      { field: 'amount', from: null, to },
      { field: 'note', from: null, to: null },
    ],
    reason: null,
    ip: null,
    user_agent: null,
    request_id: null,
  });

  async function changesOf(id: string): Promise<unknown> {
    const { rows } = await sql<{ changes: unknown }>`
      SELECT changes FROM audit_entry WHERE object_id = ${id}`.execute(db.kysely);
    return rows.map(({ changes }) => changes);
  }

  const told = (id: string, amount: string | null) => [
    [
      { field: 'transaction_id', from: null, to: id },
      { field: 'amount', from: null, to: amount },
      { field: 'note', from: null, to: null },
    ],
  ];

  it('says what moved where everything was asked for, and what was written where an amount was', async () => {
    const books = await openBooks(db, ledger, { funds: 500_000n });
    const { partnerId, master, walletA, walletB } = books;
    const audited = <T extends LedgerCommand>(command: T, to: string | null): T => ({
      ...command,
      audit: entry(partnerId, command.id, to),
    });
    const first = audited(move(books, master, walletA, 125_001n), '1.25001 INR');
    const second = audited(move(books, master, walletB, 70n), '0.00070 INR');
    await Promise.all([ledger.submit(first), ledger.submit(second)]);
    const part = reversal(books, first.id, 25_000n);
    const rest = reversal(books, first.id, null);
    const pull = { ...move(books, walletB, master, 1n), kind: 'pull', amount: null } as const;
    const again = { ...move(books, walletB, master, 1n), kind: 'pull', amount: null } as const;
    const plain = move(books, master, walletA, 9n);
    const commands = [
      audited(part, '0.25000 INR'),
      audited(rest, null),
      audited(pull, null),
      audited(again, null),
    ];
    const keyed = commands.map((one, i) => ({ ...one, key: key(`audit ${String(i)}`) }));
    const results = await Promise.all(
      [...keyed, audited(plain, '0.00009 INR')].map((one) => ledger.submit(one)),
    );
    expect(results.map(({ outcome }) => outcome)).toEqual([
      'posted',
      'posted',
      'posted',
      'refused',
      'posted',
    ]);
    for (const one of keyed) expect(await ledger.submit(one)).toMatchObject({ replayed: true });
    expect(await changesOf(first.id)).toEqual(told(first.id, '1.25001 INR'));
    expect(await changesOf(part.id)).toEqual(told(part.id, '0.25000 INR'));
    expect(await changesOf(rest.id)).toEqual(told(rest.id, '1.00001 INR'));
    expect(await changesOf(pull.id)).toEqual(told(pull.id, '0.00070 INR'));
    expect(await changesOf(plain.id)).toEqual(told(plain.id, '0.00009 INR'));
    expect(await changesOf(again.id)).toEqual([]);
  });

  it('may have no changes, or other ones than an amount', async () => {
    const books = await openBooks(db, ledger);
    const moved = move(books, books.master, books.walletA, 12_345_678_901n);
    const funds = move(books, books.funding, books.master, 12_345_678_901n);
    await db.inTransaction((tx) => ledger.post(tx, [funds, moved]));
    const back = reversal(books, moved.id, null);
    const pulled = { ...move(books, books.master, books.funding, 7n), kind: 'pull', amount: 7n } as const;
    const none = { ...entry(books.partnerId, back.id, null), changes: [] };
    const other = {
      ...entry(books.partnerId, pulled.id, null),
      changes: [{ field: 'name', from: 'a', to: 'amount' }],
    };
    await Promise.all([ledger.submit({ ...back, audit: none }), ledger.submit({ ...pulled, audit: other })]);
    expect(await changesOf(back.id)).toEqual([[]]);
    expect(await changesOf(pulled.id)).toEqual([other.changes]);
  });
});

function reversal(
  books: { readonly partnerId: string },
  reverses: string,
  amount: bigint | null,
): ReversalCommand {
  const base = { partnerId: books.partnerId, id: uuidv7(), at: START };
  return { ...base, kind: 'reversal', reverses, amount, reference: null, description: null };
}
