import type { PostedTransfer } from './command.ts';

/** Columns of `ledger_transfer t` that a `PostedTransfer` is made of. */
export const TRANSFER_COLUMNS = `t.partner_id, t.id, t.entry_no, t.debit_account_id, t.credit_account_id, t.currency, t.amount,
  t.code, t.reference, t.description, t.reverses, t.debit_balance_after, t.credit_balance_after, t.debit_version,
  t.credit_version, t.event_at, t.posted_at`;

export interface TransferRow {
  readonly partner_id: string;
  readonly id: string;
  readonly entry_no: bigint;
  readonly debit_account_id: string;
  readonly credit_account_id: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly code: string;
  readonly reference: string | null;
  readonly description: string | null;
  readonly reverses: string | null;
  readonly debit_balance_after: bigint;
  readonly credit_balance_after: bigint;
  readonly debit_version: bigint;
  readonly credit_version: bigint;
  readonly event_at: Date;
  readonly posted_at: Date;
}

export function transferFromRow(row: TransferRow): PostedTransfer {
  return {
    partnerId: row.partner_id,
    id: row.id,
    debitAccountId: row.debit_account_id,
    creditAccountId: row.credit_account_id,
    currency: row.currency,
    amount: row.amount,
    code: row.code,
    reference: row.reference,
    description: row.description,
    reverses: row.reverses,
    debitBalanceAfter: row.debit_balance_after,
    creditBalanceAfter: row.credit_balance_after,
    debitVersion: row.debit_version,
    creditVersion: row.credit_version,
    eventAt: row.event_at,
    postedAt: row.posted_at,
    entryNo: row.entry_no,
  };
}
