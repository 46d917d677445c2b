import { sql } from 'kysely';
import type { AccountKind } from '../ledger/index.ts';
import type { Reader } from '../platform/db/index.ts';

/** A ledger account's balance beside this room's rows. `ledger_account_balance` is the ledger's door for such reads. */
export interface BookAccount {
  readonly partnerId: string;
  readonly id: string;
  readonly kind: AccountKind;
  readonly currency: string;
  readonly balance: bigint;
  readonly held: bigint;
  readonly floor: bigint | null;
}

interface BookAccountRow {
  readonly partner_id: string;
  readonly id: string;
  readonly kind: AccountKind;
  readonly currency: string;
  readonly balance: bigint;
  readonly held: bigint;
  readonly floor: bigint | null;
}

/** Accounts of some kinds, of some partners. */
export async function selectBookAccounts(
  reader: Reader,
  partnerIds: readonly string[],
  kinds: readonly AccountKind[],
): Promise<BookAccount[]> {
  const { rows } = await sql<BookAccountRow>`
    SELECT partner_id, id, kind, currency, balance, held, floor FROM ledger_account_balance
    WHERE partner_id = ANY(${[...partnerIds]}::uuid[]) AND kind = ANY(${[...kinds]}::text[])`.execute(reader);
  return rows.map((row) => ({
    partnerId: row.partner_id,
    id: row.id,
    kind: row.kind,
    currency: row.currency,
    balance: row.balance,
    held: row.held,
    floor: row.floor,
  }));
}

export interface MoneyLeft {
  readonly kind: AccountKind;
  readonly currency: string;
  readonly accounts: number;
  readonly balance: bigint;
  readonly held: bigint;
}

/** Where a partner and its customers still hold or owe money. */
export async function selectMoneyLeft(reader: Reader, partnerId: string): Promise<MoneyLeft[]> {
  const { rows } = await sql<{
    kind: AccountKind;
    currency: string;
    accounts: number;
    balance: bigint;
    held: bigint;
  }>`
    SELECT kind, currency, count(*)::int AS accounts, sum(balance)::bigint AS balance, sum(held)::bigint AS held
    FROM ledger_account_balance
    WHERE partner_id = ${partnerId} AND kind IN ('master', 'wallet') AND (balance <> 0 OR held <> 0)
    GROUP BY kind, currency ORDER BY kind, currency`.execute(reader);
  return rows;
}
