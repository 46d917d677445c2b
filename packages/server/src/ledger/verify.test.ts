import { CompiledQuery, sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { sha256 } from '../platform/crypto/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import type { PostedTransfer } from './index.ts';
import { START, move, openBooks, testLedger, type TestBooks } from './test-books.ts';
import { DAY_MS } from '../platform/time/index.ts';

const db = await testDatabase();
const { ledger, clock } = testLedger(db);

/** Funding and ten transfers; the sixth is `entryNo` 6. */
async function tenTransfers(): Promise<{ books: TestBooks; posted: PostedTransfer[] }> {
  const books = await openBooks(db, ledger);
  const posted: PostedTransfer[] = [];
  for (let n = 0; n < 10; n += 1) {
    const words = { reference: `R${String(n)}`, description: 'naïve "quote" \\ \n tab\t ünïcode ₹' };
    const wallet = n % 2 === 0 ? books.walletA : books.walletB;
    const result = await ledger.submit(move(books, books.master, wallet, 10n, words));
    if (result.outcome === 'posted') posted.push(result.transfer);
  }
  return { books, posted };
}

/** What somebody with all rights over the database could do. */
async function tamper(...statements: { text: string; values: unknown[] }[]): Promise<void> {
  await db.inTransaction(async (tx) => {
    await sql`SET LOCAL session_replication_role = replica`.execute(tx);
    for (const { text, values } of statements) await tx.executeQuery(CompiledQuery.raw(text, values));
  });
}

const verify = (books: TestBooks) => ledger.verifyLedger(db.kysely, { partnerId: books.partnerId });

describe('verify', () => {
  it.each([
    ['amount', 'amount = amount + 1'],
    ['description', "description = 'something else'"],
    ['reference', 'reference = NULL'],
    ['code', "code = 'reclaim'"],
    ['balance after', 'debit_balance_after = debit_balance_after + 1'],
    ['version', 'credit_version = credit_version + 1'],
    ['event time', "event_at = event_at - interval '1 second'"],
    ['hash', "hash = sha256('x')"],
  ])('names the one entry whose %s was changed', async (_, change) => {
    const { books, posted } = await tenTransfers();
    const victim = posted[4]!;
    await tamper({
      text: `UPDATE ledger_transfer SET ${change} WHERE partner_id = $1 AND id = $2`,
      values: [books.partnerId, victim.id],
    });
    const report = await verify(books);
    expect(report.ok).toBe(false);
    expect(report.problems).toEqual([
      expect.objectContaining({
        partnerId: books.partnerId,
        what: 'entry_changed',
        entryNo: victim.entryNo,
        transferId: victim.id,
      }),
    ]);
  });

  it('names an entry that was changed with its hash made anew, by its balance', async () => {
    const { books, posted } = await tenTransfers();
    const victim = posted[4]!;
    const rehash = `UPDATE ledger_transfer t SET hash = sha256((SELECT hash FROM ledger_transfer p WHERE p.partner_id = t.partner_id AND p.entry_no = t.entry_no - 1)
      || convert_to(ledger_entry_text(partner_id, entry_no, id, debit_account_id, credit_account_id, currency, amount, code, reference, description, reverses,
        debit_balance_after, credit_balance_after, debit_version, credit_version, event_at, posted_at), 'UTF8')) WHERE partner_id = $1 AND entry_no = $2`;
    const later = posted.filter((one) => one.entryNo >= victim.entryNo);
    await tamper(
      {
        text: 'UPDATE ledger_transfer SET amount = 999 WHERE partner_id = $1 AND id = $2',
        values: [books.partnerId, victim.id],
      },
      ...later.map((one) => ({ text: rehash, values: [books.partnerId, one.entryNo] })),
    );
    expect((await verify(books)).problems).toEqual([
      expect.objectContaining({
        what: 'entry_balance_wrong',
        entryNo: victim.entryNo,
        transferId: victim.id,
      }),
    ]);
  });

  it('notices a missing entry in the middle and at the end', async () => {
    const { books, posted } = await tenTransfers();
    await tamper({
      text: 'DELETE FROM ledger_transfer WHERE partner_id = $1 AND id = $2',
      values: [books.partnerId, posted[9]!.id],
    });
    expect((await verify(books)).problems.map((problem) => problem.what)).toContain('chain_head_wrong');
    await tamper({
      text: 'DELETE FROM ledger_transfer WHERE partner_id = $1 AND id = $2',
      values: [books.partnerId, posted[4]!.id],
    });
    expect((await verify(books)).problems).toMatchObject([
      { what: 'entry_missing', entryNo: 7n, detail: 'Entries 6 to 6 are missing.' },
    ]);
  });

  it('notices an account, a hold, a sum and a daily root that do not follow from the entries', async () => {
    const { books } = await tenTransfers();
    const { partnerId } = books;
    await ledger.submit({
      kind: 'hold',
      partnerId,
      id: uuidv7(),
      at: START,
      accountId: books.walletA,
      amount: 10n,
      purpose: 'call',
      reference: null,
      expiresAt: null,
    });
    clock.advanceMs(DAY_MS);
    await ledger.submit(move(books, books.master, books.walletA, 1n));
    expect(await verify(books)).toEqual({ ok: true, partners: 1, transfers: 12n, problems: [] });
    await tamper(
      {
        text: 'UPDATE ledger_account SET credits = credits + 5 WHERE partner_id = $1 AND id = $2',
        values: [partnerId, books.revenue],
      },
      {
        text: 'UPDATE ledger_account SET held = held - 3 WHERE partner_id = $1 AND id = $2',
        values: [partnerId, books.walletA],
      },
      {
        text: 'UPDATE ledger_daily_root SET entry_no = entry_no - 1 WHERE partner_id = $1',
        values: [partnerId],
      },
    );
    const { problems } = await verify(books);
    expect(problems.map(({ what, accountId }) => ({ what, accountId }))).toEqual(
      expect.arrayContaining([
        { what: 'account_wrong', accountId: books.revenue },
        { what: 'holds_wrong', accountId: books.walletA },
        { what: 'books_unbalanced', accountId: null },
        { what: 'daily_root_wrong', accountId: null },
      ]),
    );
    expect(problems).toHaveLength(4);
  });

  it('looks at every partner when none is named', async () => {
    const one = await tenTransfers();
    await tamper({
      text: 'UPDATE ledger_transfer SET amount = 11 WHERE partner_id = $1 AND entry_no = 3',
      values: [one.books.partnerId],
    });
    const report = await ledger.verifyLedger(db.kysely);
    expect(report.partners).toBeGreaterThan(5);
    expect(report.problems).toContainEqual(
      expect.objectContaining({ partnerId: one.books.partnerId, entryNo: 3n }),
    );
  });
});

describe('the chain', () => {
  it('can be checked by a partner alone, from its entries and a root', async () => {
    clock.set(new Date('2026-04-01T10:00:00.123Z'));
    const { books, posted } = await tenTransfers();
    clock.set(new Date('2026-04-02T10:00:00Z'));
    await ledger.submit(move(books, books.master, books.walletA, 1n));
    const funding = (
      await ledger.listEntries(db.kysely, books.partnerId, { codes: ['funding'] }, { offset: 0, limit: 1 })
    ).entries[0]!;
    let hash: Buffer = Buffer.alloc(32);
    for (const transfer of [funding.transfer, ...posted])
      hash = sha256(Buffer.concat([hash, Buffer.from(entryText(transfer))]));
    const page = { limit: 10, offset: 0, cursor: null };
    const always = { from: null, before: null };
    const { roots } = await ledger.dailyRoots(db.kysely, books.partnerId, always, page);
    expect(roots).toEqual([{ day: '2026-04-01', entryNo: 11n, hash: hash.toString('hex') }]);
    const head = await ledger.chainHead(db.kysely, books.partnerId);
    expect(head).toMatchObject({ entryNo: 12n, postedAt: new Date('2026-04-02T10:00:00Z') });
  });
});

/** The README's description of the text, written a second time. */
function entryText(t: PostedTransfer): string {
  const time = (at: Date) => at.toISOString().replace('Z', '000Z');
  return [
    'ledger-entry/1',
    t.partnerId,
    t.entryNo,
    t.id,
    t.debitAccountId,
    t.creditAccountId,
    t.currency,
    t.amount,
    JSON.stringify(t.code),
    JSON.stringify(t.reference),
    JSON.stringify(t.description),
    t.reverses ?? 'null',
    t.debitBalanceAfter,
    t.creditBalanceAfter,
    t.debitVersion,
    t.creditVersion,
    time(t.eventAt),
    time(t.postedAt),
    '',
  ].join('\n');
}
