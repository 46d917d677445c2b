import { sql } from 'kysely';
import type { Reader } from '../platform/db/index.ts';

/** An entry as its hash was made: each field as it stands in the text, beside the hash. */
export interface ChainEntry {
  readonly entryNo: bigint;
  readonly id: string;
  readonly debitAccountId: string;
  readonly creditAccountId: string;
  readonly currency: string;
  /** Units of 10⁻⁵, like the balances. */
  readonly amount: bigint;
  readonly code: string;
  readonly reference: string | null;
  readonly description: string | null;
  readonly reverses: string | null;
  readonly debitBalanceAfter: bigint;
  readonly creditBalanceAfter: bigint;
  readonly debitVersion: bigint;
  readonly creditVersion: bigint;
  /** UTC with six decimals. A text, since a `Date` would lose the last three. */
  readonly eventAt: string;
  readonly postedAt: string;
  /** SHA-256 in hex. */
  readonly hash: string;
}

/** Entries after a place in a partner's chain, in its order. */
export async function readChainEntries(
  reader: Reader,
  partnerId: string,
  afterEntryNo: bigint,
  limit: number,
): Promise<ChainEntry[]> {
  const { rows } = await sql<ChainEntry>`
    SELECT t.entry_no AS "entryNo", t.id, t.debit_account_id AS "debitAccountId", t.credit_account_id AS "creditAccountId",
      t.currency, t.amount, t.code, t.reference, t.description, t.reverses, t.debit_balance_after AS "debitBalanceAfter",
      t.credit_balance_after AS "creditBalanceAfter", t.debit_version AS "debitVersion", t.credit_version AS "creditVersion",
      ledger_time_text(t.event_at) AS "eventAt", ledger_time_text(t.posted_at) AS "postedAt", encode(t.hash, 'hex') AS hash
    FROM ledger_transfer t WHERE t.partner_id = ${partnerId} AND t.entry_no > ${afterEntryNo}
    ORDER BY t.entry_no LIMIT ${limit}`.execute(reader);
  return rows;
}
