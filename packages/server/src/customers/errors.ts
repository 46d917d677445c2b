import { defineError } from '../platform/errors/index.ts';

export const accountCreationDisabled = defineError({
  code: 'account_creation_disabled',
  status: 403,
  title: 'Creating accounts not enabled',
  message: 'Creating customer accounts is not enabled for this partner; ask your operator.',
  retryable: false,
});
export const customerClosed = defineError({
  code: 'customer_closed',
  status: 409,
  title: 'Account is closed',
  message: 'This account is closed; that is final.',
  retryable: false,
});
export const accountVersionConflict = defineError({
  code: 'account_version_conflict',
  status: 409,
  title: 'Changed meanwhile',
  message: 'The account was changed after you read it; read it again.',
  retryable: false,
});
export const accountHasHolds = defineError({
  code: 'account_has_holds',
  status: 409,
  title: 'Money is held',
  message:
    'Part of the wallet is held for what is going on; wait until it ends, or close by force with a reason.',
  retryable: true,
});
export const accountHasNumbers = defineError({
  code: 'account_has_numbers',
  status: 409,
  title: 'Account has numbers',
  message: 'The account has phone numbers; release or move them, or close by force with a reason.',
  retryable: false,
});
export const accountInDebt = defineError({
  code: 'account_in_debt',
  status: 409,
  title: 'Account owes money',
  message: 'The wallet is below zero; fund it up to zero, then close the account.',
  retryable: false,
});
export const creditNotCovered = defineError({
  code: 'credit_not_covered',
  status: 409,
  title: 'Credit not covered',
  message: 'Your master account has less available than the credit you want to give.',
  retryable: false,
});
export const creditNeedsUnlimitedToken = defineError({
  code: 'credit_needs_unlimited_token',
  status: 403,
  title: 'Token with a daily limit',
  message:
    'This token may transfer only so much in one day, so it cannot raise a credit limit; use a token without a daily limit.',
  retryable: false,
});
export const creditInUse = defineError({
  code: 'account_credit_in_use',
  status: 409,
  title: 'Credit is in use',
  message: 'The customer is using more credit than this.',
  retryable: false,
});
