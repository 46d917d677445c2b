import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { AccountKind, LedgerAccount } from './command.ts';

interface AccountRow {
  readonly partner_id: string;
  readonly id: string;
  readonly owner_id: string;
  readonly kind: AccountKind;
  readonly currency: string;
  readonly debits: bigint;
  readonly credits: bigint;
  readonly held: bigint;
  readonly floor: bigint | null;
  readonly version: bigint;
  readonly closed_at: Date | null;
}

const COLUMNS = sql`a.partner_id, a.id, a.owner_id, a.kind, a.currency, a.debits, a.credits, a.held, a.floor, a.version, a.closed_at`;

function accountFromRow(row: AccountRow): LedgerAccount {
  const balance = row.credits - row.debits;
  return {
    partnerId: row.partner_id,
    id: row.id,
    ownerId: row.owner_id,
    kind: row.kind,
    currency: row.currency,
    debits: row.debits,
    credits: row.credits,
    held: row.held,
    floor: row.floor,
    version: row.version,
    closedAt: row.closed_at,
    balance,
    available: row.floor === null ? null : balance - row.held - row.floor,
  };
}

export interface NewAccount {
  readonly partnerId: string;
  readonly id: string;
  /** Customer of a wallet; the partner itself for every other kind. */
  readonly ownerId: string;
  readonly kind: AccountKind;
  readonly currency: string;
  /** Lowest that balance − held may fall to; null: no floor. */
  readonly floor: bigint | null;
  readonly at: Date;
}

export async function insertAccount(tx: Tx, account: NewAccount): Promise<LedgerAccount> {
  const { partnerId, id, ownerId, kind, currency, floor, at } = account;
  await sql`INSERT INTO ledger_chain_head (partner_id, entry_no, hash, posted_at)
    VALUES (${partnerId}, 0, decode(repeat('00', 32), 'hex'), ${at}) ON CONFLICT DO NOTHING`.execute(tx);
  const { rows } = await sql<AccountRow>`
    INSERT INTO ledger_account AS a (partner_id, id, owner_id, kind, currency, debits, credits, held, floor, version, opened_at)
    VALUES (${partnerId}, ${id}, ${ownerId}, ${kind}, ${currency}, 0, 0, 0, ${floor}, 0, ${at})
    RETURNING ${COLUMNS}`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('The account was not inserted.');
  return accountFromRow(row);
}

/** Which accounts of a partner; what is absent does not narrow. */
export interface AccountFilter {
  readonly ids?: readonly string[];
  readonly ownerId?: string;
  readonly kind?: AccountKind;
  readonly currency?: string;
}

export async function readAccounts(
  reader: Reader,
  partnerId: string,
  filter: AccountFilter,
): Promise<LedgerAccount[]> {
  const conditions = [sql`a.partner_id = ${partnerId}`];
  if (filter.ids !== undefined) conditions.push(sql`a.id = ANY (${filter.ids}::uuid[])`);
  if (filter.ownerId !== undefined) conditions.push(sql`a.owner_id = ${filter.ownerId}`);
  if (filter.kind !== undefined) conditions.push(sql`a.kind = ${filter.kind}`);
  if (filter.currency !== undefined) conditions.push(sql`a.currency = ${filter.currency}`);
  const { rows } = await sql<AccountRow>`SELECT ${COLUMNS} FROM ledger_account a
    WHERE ${sql.join(conditions, sql` AND `)} ORDER BY a.kind, a.currency, a.id`.execute(reader);
  return rows.map(accountFromRow);
}

/** Sums over a partner's accounts of one kind and currency. */
export interface AccountTotal {
  readonly currency: string;
  readonly accounts: number;
  readonly balance: bigint;
}

/** By currency; closed accounts hold nothing and are not counted. */
export async function readTotals(
  reader: Reader,
  partnerId: string,
  kind: AccountKind,
): Promise<AccountTotal[]> {
  const { rows } = await sql<{ currency: string; accounts: bigint; balance: bigint }>`
    SELECT currency, count(*) AS accounts, coalesce(sum(credits - debits), 0)::bigint AS balance FROM ledger_account
    WHERE partner_id = ${partnerId} AND kind = ${kind} AND closed_at IS NULL GROUP BY currency ORDER BY currency`.execute(
    reader,
  );
  return rows.map((row) => ({ ...row, accounts: Number(row.accounts) }));
}

/** Sums over accounts of some partners. */
export interface BalanceTotal {
  readonly currency: string;
  readonly balance: bigint;
}

/**
 * What the wallets of some partners hold together, by currency. The books of each sum to 0, so that it is what their other accounts
 * lack: those are a few of each partner, however many wallets it has.
 */
export async function readWalletTotals(
  reader: Reader,
  partnerIds: readonly string[],
): Promise<BalanceTotal[]> {
  const { rows } = await sql<BalanceTotal>`
    SELECT currency, coalesce(sum(debits - credits), 0)::bigint AS balance FROM ledger_account
    WHERE partner_id = ANY (${partnerIds}::uuid[]) AND kind <> 'wallet' GROUP BY currency ORDER BY currency`.execute(
    reader,
  );
  return rows;
}

/** Takes the partner's lock, then those of the accounts, in the ledger's order; returns the accounts as they are now. */
export async function lockAccounts(
  tx: Tx,
  partnerId: string,
  ids: readonly string[],
): Promise<Map<string, LedgerAccount>> {
  await sql`SELECT FROM ledger_chain_head WHERE partner_id = ${partnerId} FOR NO KEY UPDATE`.execute(tx);
  const { rows } = await sql<AccountRow>`SELECT ${COLUMNS} FROM ledger_account a
    WHERE a.partner_id = ${partnerId} AND a.id = ANY (${ids}::uuid[]) ORDER BY a.id FOR NO KEY UPDATE`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.id, accountFromRow(row)]));
}

export async function updateFloor(
  tx: Tx,
  partnerId: string,
  id: string,
  floor: bigint | null,
): Promise<void> {
  await sql`UPDATE ledger_account SET floor = ${floor} WHERE partner_id = ${partnerId} AND id = ${id}`.execute(
    tx,
  );
}

export async function updateClosed(tx: Tx, partnerId: string, id: string, at: Date): Promise<void> {
  await sql`UPDATE ledger_account SET closed_at = ${at} WHERE partner_id = ${partnerId} AND id = ${id}`.execute(
    tx,
  );
}

/** Balance after the last entry posted at or before `at`; 0 before the first. */
export async function readBalanceAt(
  reader: Reader,
  partnerId: string,
  accountId: string,
  at: Date,
): Promise<bigint> {
  const { rows } = await sql<{ balance: bigint }>`
    WITH last AS MATERIALIZED (SELECT ledger_entry_before(${partnerId}, ${at}, true) AS entry_no)
    SELECT e.balance FROM (
      (SELECT t.entry_no, t.debit_balance_after AS balance FROM ledger_transfer t
        WHERE t.partner_id = ${partnerId} AND t.debit_account_id = ${accountId} AND t.entry_no <= (SELECT entry_no FROM last)
        ORDER BY t.entry_no DESC LIMIT 1)
      UNION ALL
      (SELECT t.entry_no, t.credit_balance_after FROM ledger_transfer t
        WHERE t.partner_id = ${partnerId} AND t.credit_account_id = ${accountId} AND t.entry_no <= (SELECT entry_no FROM last)
        ORDER BY t.entry_no DESC LIMIT 1)
    ) e ORDER BY e.entry_no DESC LIMIT 1`.execute(reader);
  return rows[0]?.balance ?? 0n;
}

/** When an account's newest entry was posted; when it was opened, where it has none. Null for no account. */
export async function readChangedAt(
  reader: Reader,
  partnerId: string,
  accountId: string,
): Promise<Date | null> {
  const { rows } = await sql<{ at: Date }>`
    SELECT coalesce(greatest(
      (SELECT t.posted_at FROM ledger_transfer t WHERE t.partner_id = a.partner_id AND t.debit_account_id = a.id
        ORDER BY t.entry_no DESC LIMIT 1),
      (SELECT t.posted_at FROM ledger_transfer t WHERE t.partner_id = a.partner_id AND t.credit_account_id = a.id
        ORDER BY t.entry_no DESC LIMIT 1)), a.opened_at) AS at
    FROM ledger_account a WHERE a.partner_id = ${partnerId} AND a.id = ${accountId}`.execute(reader);
  return rows[0]?.at ?? null;
}
