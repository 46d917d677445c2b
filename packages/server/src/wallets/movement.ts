/** The words a wallet's ledger rows carry in `code`, which the API shows as `reference_type`. */
export const MOVEMENTS = {
  transfer: { label: 'Transfer from the partner', class: 'transfer' },
  reclaim: { label: 'Pulled back by the partner', class: 'transfer' },
  reversal: { label: 'Reversal of an earlier row', class: 'transfer' },
  funding: { label: 'Funding of the master account', class: 'recharge' },
  adjustment: { label: 'Correction by the operator', class: 'adjustment' },
  refund: { label: 'Refund', class: 'refund' },
  did_purchase: { label: 'Setup and first month of a number', class: 'debit' },
  did_rental: { label: 'A further month of a number', class: 'debit' },
  did_release: { label: 'Fee for giving a number back', class: 'debit' },
  cdr: { label: 'A call', class: 'debit' },
  ncc: { label: 'Fee for a call that was not connected', class: 'debit' },
} as const;

export type MovementCode = keyof typeof MOVEMENTS;

export const REFERENCE_TYPES: readonly MovementCode[] = Object.keys(MOVEMENTS) as MovementCode[];

export const TRANSACTION_TYPES = ['recharge', 'debit', 'refund', 'transfer', 'adjustment'] as const;
export type TransactionType = (typeof TRANSACTION_TYPES)[number];

/** Which rows a filter word means: by code, by code and side, or every code but some. */
export interface MovementFilter {
  readonly codes?: readonly string[];
  readonly notCodes?: readonly string[];
  readonly side?: 'debit' | 'credit';
}

const MOVED_BY_PARTNER = ['transfer', 'reclaim', 'reversal'];

/**
 * The published filter words. A partner's funding of a wallet is both a `recharge` (money that came in) and a `transfer`;
 * `debit` is what the customer used up: neither a pull-back nor a correction.
 */
export function movementFilter(type: TransactionType): MovementFilter {
  switch (type) {
    case 'recharge':
      return { codes: ['transfer', 'funding'], side: 'credit' };
    case 'transfer':
      return { codes: MOVED_BY_PARTNER };
    case 'refund':
      return { codes: ['refund'] };
    case 'adjustment':
      return { codes: ['adjustment'] };
    case 'debit':
      return { notCodes: [...MOVED_BY_PARTNER, 'adjustment', 'refund', 'funding'], side: 'debit' };
  }
}
