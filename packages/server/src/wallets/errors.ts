import { defineError } from '../platform/errors/index.ts';

/** Published for transfers: status 400, with the facts `current_balance` (what is available), `requested_amount`, `currency`. */
export const insufficientBalance = defineError({
  code: 'insufficient_balance',
  status: 400,
  title: 'Insufficient balance',
  message: 'The balance is insufficient for this movement.',
  retryable: false,
});
export const invalidAmount = defineError({
  code: 'invalid_amount',
  status: 400,
  title: 'Amount not positive',
  message: 'The amount must be greater than zero.',
  retryable: false,
});
export const currencyMismatch = defineError({
  code: 'currency_mismatch',
  status: 400,
  title: 'Currency mismatch',
  message: 'The currency must be that of the wallet and of one of your master accounts.',
  retryable: false,
});
export const transfersDisabled = defineError({
  code: 'transfers_disabled',
  status: 403,
  title: 'Transfers not enabled',
  message: 'Moving balance is not enabled for this partner; ask your operator.',
  retryable: false,
});
export const walletClosed = defineError({
  code: 'account_closed',
  status: 409,
  title: 'Account closed',
  message: 'The account is closed; no money can be moved to or from it.',
  retryable: false,
});
export const transferExpired = defineError({
  code: 'transfer_expired',
  status: 409,
  title: 'Transfer expired',
  message: 'expires_at had passed when the transfer was to be posted; nothing was moved.',
  retryable: false,
});
export const allowanceExceeded = defineError({
  code: 'transfer_limit_exceeded',
  status: 403,
  title: "Token's daily transfer limit",
  message: 'This token may not transfer that much in one day.',
  retryable: false,
});
export const notReversible = defineError({
  code: 'not_reversible',
  status: 409,
  title: 'Not reversible',
  message: 'Only transfers and pull-backs can be reversed, each up to its amount, and a reversal cannot.',
  retryable: false,
});
export const exceedsReversible = defineError({
  code: 'exceeds_reversible',
  status: 409,
  title: 'More than is left to reverse',
  message: 'The parts of a reversal cannot exceed the transfer.',
  retryable: false,
});
