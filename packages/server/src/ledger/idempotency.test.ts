import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { START, key, move, openBooks, secondProcess, someoneWaits, testLedger } from './test-books.ts';
import { DAY_MS } from '../platform/time/index.ts';

const db = await testDatabase();
const { ledger, clock } = testLedger(db);
const other = secondProcess(db.url);
afterAll(() => other.db.close());

async function transfersOf(partnerId: string): Promise<bigint> {
  const { rows } = await sql<{
    n: bigint;
  }>`SELECT count(*) AS n FROM ledger_transfer WHERE partner_id = ${partnerId} AND code = 'transfer'`.execute(
    db.kysely,
  );
  return rows[0]!.n;
}

describe('idempotency', () => {
  it('a repeated key gets the first result, whatever has happened since', async () => {
    const books = await openBooks(db, ledger);
    const send = () => ledger.submit(move(books, books.master, books.walletA, 100n, { key: key('k') }));
    const first = await send();
    await ledger.submit(move(books, books.master, books.walletA, 7n));
    const again = await send();
    expect(first).toMatchObject({ outcome: 'posted', replayed: false });
    expect(again).toEqual({ ...first, replayed: true });
    expect(await transfersOf(books.partnerId)).toBe(2n);
  });

  it('a refusal is a result too: it stays refused when money has come', async () => {
    const books = await openBooks(db, ledger, { funds: 50n });
    const send = () => ledger.submit(move(books, books.master, books.walletA, 100n, { key: key('k') }));
    const first = await send();
    await ledger.submit(move(books, books.funding, books.master, 500n, { code: 'funding' }));
    expect(first).toMatchObject({
      outcome: 'refused',
      reason: 'insufficient_balance',
      facts: { available: 50n },
    });
    expect(await send()).toEqual({ ...first, replayed: true });
    expect(await transfersOf(books.partnerId)).toBe(0n);
  });

  it('the same key with another input is refused and changes nothing', async () => {
    const books = await openBooks(db, ledger);
    await ledger.submit(move(books, books.master, books.walletA, 100n, { key: key('k') }));
    const result = await ledger.submit(
      move(books, books.master, books.walletA, 200n, { key: key('k', 'else') }),
    );
    expect(result).toMatchObject({ outcome: 'refused', reason: 'key_reused' });
    expect(await transfersOf(books.partnerId)).toBe(1n);
  });

  it('duplicates in one group: the first posts, the rest replay it', async () => {
    const books = await openBooks(db, ledger);
    const results = await Promise.all(
      Array.from({ length: 5 }, () =>
        ledger.submit(move(books, books.master, books.walletA, 100n, { key: key('k') })),
      ),
    );
    expect(results.map((result) => result.replayed)).toEqual([false, true, true, true, true]);
    expect(
      new Set(results.map((result) => (result.outcome === 'posted' ? result.transfer.id : null))).size,
    ).toBe(1);
    expect(await transfersOf(books.partnerId)).toBe(1n);
  });

  it('a group in which everything is a replay answers every one of them', async () => {
    const books = await openBooks(db, ledger);
    const send = (n: number) =>
      ledger.submit(move(books, books.master, books.walletA, 1n, { key: key(`k${String(n)}`) }));
    const many = Array.from({ length: 40 }, (_, n) => n);
    const first = await Promise.all(many.map(send));
    const again = await Promise.all(many.map(send));
    expect(again).toEqual(first.map((result) => ({ ...result, replayed: true })));
  });

  it('twenty at once from two processes: one transfer, one answer', async () => {
    const books = await openBooks(db, ledger);
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        (n % 2 === 0 ? ledger : other.ledger).submit(
          move(books, books.master, books.walletA, 100n, { key: key('k') }),
        ),
      ),
    );
    expect(results.filter((result) => result.outcome === 'posted' && !result.replayed)).toHaveLength(1);
    expect(
      new Set(results.map((result) => (result.outcome === 'posted' ? result.transfer.id : result.outcome)))
        .size,
    ).toBe(1);
    expect(await transfersOf(books.partnerId)).toBe(1n);
  });

  it('a duplicate waits for the first; when the first rolls back, it posts', async () => {
    const books = await openBooks(db, ledger);
    let second: Promise<unknown> | undefined;
    await db
      .inTransaction(async (tx) => {
        await ledger.post(tx, [move(books, books.master, books.walletA, 100n, { key: key('k') })]);
        second = other.ledger.submit(move(books, books.master, books.walletA, 100n, { key: key('k') }));
        await someoneWaits(db);
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    expect(await second).toMatchObject({ outcome: 'posted', replayed: false });
    expect(await transfersOf(books.partnerId)).toBe(1n);
  });

  it('another partner may use the same key; a key is forgotten after thirty days', async () => {
    const [one, two] = [await openBooks(db, ledger), await openBooks(db, ledger)];
    const send = (books: typeof one) =>
      ledger.submit(move(books, books.master, books.walletA, 100n, { key: key('k') }));
    expect(await send(one)).toMatchObject({ replayed: false });
    expect(await send(two)).toMatchObject({ replayed: false });
    clock.advanceMs(30 * DAY_MS);
    expect(await send(one)).toMatchObject({ replayed: true });
    clock.advanceMs(1);
    expect(await send(one)).toMatchObject({ replayed: false });
    expect(await send(one)).toMatchObject({ replayed: true });
  });

  it('a command that comes again under its own id is answered with what it did', async () => {
    const books = await openBooks(db, ledger);
    const command = move(books, books.master, books.walletA, 100n);
    const first = await ledger.submit(command);
    expect(await ledger.submit(command)).toEqual({ ...first, replayed: true });
    const clash = { ...command, amount: 5n };
    expect(await ledger.submit(clash)).toMatchObject({ outcome: 'refused', reason: 'duplicate_id' });
    const hold = {
      kind: 'hold',
      partnerId: books.partnerId,
      id: uuidv7(),
      at: START,
      accountId: books.walletA,
      amount: 10n,
      purpose: 'call',
      reference: null,
      expiresAt: null,
    } as const;
    await ledger.submit(hold);
    expect(await ledger.submit(hold)).toMatchObject({ outcome: 'held', held: 10n, replayed: true });
    const extend = {
      kind: 'extend',
      partnerId: books.partnerId,
      id: uuidv7(),
      at: START,
      holdId: hold.id,
      amount: 5n,
      expiresAt: null,
    } as const;
    await ledger.submit(extend);
    expect(await ledger.submit(extend)).toMatchObject({ outcome: 'held', held: 15n, replayed: true });
    expect(await ledger.getAccount(db.kysely, books.partnerId, books.walletA)).toMatchObject({ held: 15n });
  });
});
