import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import type { Tx } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import type { LedgerCommand, ReversalCommand } from './index.ts';
import { START, key, move, openBooks, testLedger } from './test-books.ts';

const TABLES = [
  'ledger_transfer',
  'ledger_account',
  'ledger_chain_head',
  'ledger_hold',
  'idempotency_record',
];
const MANY = 600;

// One connection: it plans the first posting when the tables are empty, and keeps to that plan.
const db = await testDatabase({ maxConnections: 1 });
const { ledger } = testLedger(db);

// Nothing is ever known of the tables, as on a database that is minutes old, however long this takes.
for (const table of TABLES) {
  await sql`ALTER TABLE ${sql.table(table)} SET (autovacuum_enabled = false)`.execute(db.kysely);
}
const books = await openBooks(db, ledger);
await Promise.all(Array.from({ length: 50 }, () => openBooks(db, ledger)));
await db.inTransaction(async (tx) => {
  for (let i = 0; i < 200; i += 1) {
    const { partnerId } = books;
    const wallet = { kind: 'wallet', currency: 'INR', floor: 0n, at: START } as const;
    await ledger.openAccount(tx, { ...wallet, partnerId, id: uuidv7(), ownerId: uuidv7() });
  }
});
await db.inTransaction(async (tx) => {
  const hold = {
    kind: 'hold',
    partnerId: books.partnerId,
    at: START,
    accountId: books.master,
    amount: 1n,
  } as const;
  const more = { purpose: 'call', reference: null, expiresAt: null };
  await ledger.post(
    tx,
    Array.from({ length: 200 }, () => ({ ...hold, ...more, id: uuidv7() })),
  );
});
await Promise.all(
  Array.from({ length: MANY }, async (_, i) =>
    ledger.submit(move(books, books.master, books.walletA, 1n, { key: key(`key ${String(i)}`) })),
  ),
);

/** Rows of each table that this transaction read so far. */
async function rowsRead(tx: Tx): Promise<Map<string, number>> {
  const { rows } = await sql<{ name: string; n: number }>`
    SELECT relname AS name, (seq_tup_read + coalesce(idx_tup_fetch, 0))::integer AS n
    FROM pg_stat_xact_user_tables WHERE relname = ANY (${TABLES})`.execute(tx);
  return new Map(rows.map(({ name, n }) => [name, n]));
}

/** The most rows of one table that were read for some commands. */
async function readFor(tx: Tx, commands: readonly LedgerCommand[]): Promise<number> {
  const before = await rowsRead(tx);
  await ledger.post(tx, commands);
  const after = await rowsRead(tx);
  return Math.max(...TABLES.map((name) => (after.get(name) ?? 0) - (before.get(name) ?? 0)));
}

function reversalOf(id: string): ReversalCommand {
  const base = { partnerId: books.partnerId, id: uuidv7(), at: START };
  return { ...base, kind: 'reversal', reverses: id, amount: null, reference: null, description: null };
}

test('a posting finds what it names by its key, whatever PostgreSQL knows of the tables', async () => {
  const known = await db.kysely
    .selectFrom(
      sql<{ n: number }>`(SELECT reltuples::integer AS n FROM pg_class WHERE relname = 'ledger_transfer')`.as(
        'c',
      ),
    )
    .selectAll()
    .executeTakeFirstOrThrow();
  expect(known.n).toBe(-1);
  await db.inTransaction(async (tx) => {
    const first = move(books, books.master, books.walletA, 1n, { key: key('new') });
    const second = move(books, books.master, books.walletB, 1n);
    // Far fewer than the partner has of any of them.
    expect(await readFor(tx, [first, second])).toBeLessThan(20);
    expect(await readFor(tx, [first, { ...second, key: key('found by its id') }])).toBeLessThan(20);
    expect(await readFor(tx, [reversalOf(first.id), reversalOf(second.id)])).toBeLessThan(20);
    const holdId = uuidv7();
    const base = { partnerId: books.partnerId, at: START };
    const hold = { ...base, kind: 'hold', id: holdId, accountId: books.master, amount: 5n } as const;
    const taken = { ...hold, purpose: 'call', reference: null, expiresAt: null };
    expect(await readFor(tx, [taken, { ...base, kind: 'release', id: uuidv7(), holdId }])).toBeLessThan(20);
  });
});

test('a page of the chain reads its own entries alone, wherever it begins', async () => {
  await db.inTransaction(async (tx) => {
    const before = await rowsRead(tx);
    const page = await ledger.chainEntries(tx, books.partnerId, 300n, 10);
    const after = await rowsRead(tx);
    expect(page.map(({ entryNo }) => entryNo)).toEqual(Array.from({ length: 10 }, (_, n) => BigInt(301 + n)));
    expect((after.get('ledger_transfer') ?? 0) - (before.get('ledger_transfer') ?? 0)).toBeLessThanOrEqual(
      11,
    );
  });
});
