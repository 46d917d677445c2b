import { defineError } from '../platform/errors/index.ts';

export const partnerClosed = defineError({
  code: 'partner_closed',
  status: 409,
  title: 'Partner is closed',
  message: 'This partner is closed; that is final.',
  retryable: false,
});
export const partnerVersionConflict = defineError({
  code: 'partner_version_conflict',
  status: 409,
  title: 'Changed meanwhile',
  message: 'The partner was changed after you read it; read it again.',
  retryable: false,
});
export const partnerHasBalance = defineError({
  code: 'partner_has_balance',
  status: 409,
  title: 'Money is left',
  message: 'The partner or its customers still hold money; return it first, or close by force.',
  retryable: false,
});
export const maxAccountsReached = defineError({
  code: 'max_accounts_reached',
  status: 403,
  title: 'Account limit reached',
  message: 'This partner has as many accounts as it may have.',
  retryable: false,
});
export const maxAccountsInUse = defineError({
  code: 'max_accounts_in_use',
  status: 409,
  title: 'More accounts exist',
  message: 'The partner has more accounts than this limit allows.',
  retryable: false,
});
export const creditLimitInUse = defineError({
  code: 'credit_limit_in_use',
  status: 409,
  title: 'Credit is in use',
  message: 'More credit than this is in use.',
  retryable: false,
});
export const masterBalanceTooLow = defineError({
  code: 'master_balance_too_low',
  status: 409,
  title: 'Master balance too low',
  message: 'The master account does not hold that much.',
  retryable: false,
});
export const masterAccountExists = defineError({
  code: 'master_account_exists',
  status: 409,
  title: 'Master account exists',
  message: 'The partner has a master account in this currency.',
  retryable: false,
});
export const noMasterAccount = defineError({
  code: 'no_master_account',
  status: 404,
  title: 'No master account',
  message: 'There is no master account in this currency.',
  retryable: false,
});
export const accessRequestDecided = defineError({
  code: 'access_request_decided',
  status: 409,
  title: 'Already decided',
  message: 'This access request was already decided.',
  retryable: false,
});
export const tooManyAccessRequests = defineError({
  code: 'too_many_access_requests',
  status: 429,
  title: 'Too many access requests',
  message: 'That is more than we take in one day. Write to us by e-mail instead, or try again tomorrow.',
  retryable: true,
});
