import { defineError } from '../platform/errors/index.ts';

export const invalidCredentials = defineError({
  code: 'invalid_credentials',
  status: 401,
  title: 'Wrong e-mail or password',
  message: 'The email or password you provided is incorrect.',
  retryable: false,
});
export const totpRequired = defineError({
  code: 'totp_required',
  status: 401,
  title: 'Second factor required',
  message: 'This login needs a current six-digit code in `totp`.',
  retryable: false,
});
export const totpInvalid = defineError({
  code: 'totp_invalid',
  status: 401,
  title: 'Wrong code',
  message: 'The code is wrong, expired or was used before.',
  retryable: false,
});
export const totpAlreadyEnrolled = defineError({
  code: 'totp_already_enrolled',
  status: 409,
  title: 'Second factor already enrolled',
  message: 'A second factor is enrolled already; remove it first.',
  retryable: false,
});
export const totpNotEnrolled = defineError({
  code: 'totp_not_enrolled',
  status: 409,
  title: 'No second factor',
  message: 'No second factor is enrolled or waiting to be confirmed.',
  retryable: false,
});
export const tooManyFailedAttempts = defineError({
  code: 'too_many_failed_attempts',
  status: 429,
  title: 'Too many failed attempts',
  message: 'Too many failed attempts; wait as long as Retry-After says.',
  retryable: true,
});
export const credentialExpired = defineError({
  code: 'credential_expired',
  status: 401,
  title: 'Credential expired',
  message: 'This token or login has expired.',
  retryable: false,
});
export const ipNotAllowed = defineError({
  code: 'ip_not_allowed',
  status: 403,
  title: 'Address not allowed',
  message: 'This token may not be used from this address.',
  retryable: false,
});
export const wrongAccountKind = defineError({
  code: 'wrong_account_kind',
  status: 403,
  title: 'Credentials of another kind of account',
  message: 'These credentials belong to another kind of account and may not be used on this path.',
  retryable: false,
});
export const accountMismatch = defineError({
  code: 'account_mismatch',
  status: 403,
  title: 'Another account in the path',
  message: 'Access denied: account ID mismatch',
  retryable: false,
});
export const accountSuspended = defineError({
  code: 'account_suspended',
  status: 403,
  title: 'Account suspended',
  message: 'This account is suspended: it can be read, not changed.',
  retryable: false,
});
export const insufficientScope = defineError({
  code: 'insufficient_scope',
  status: 403,
  title: 'Missing scope',
  message: 'These credentials do not hold the scope that this needs.',
  retryable: false,
});
export const csrfRefused = defineError({
  code: 'csrf_refused',
  status: 403,
  title: 'Not sent by our own page',
  message: 'A change that is authenticated by cookie needs the header X-Portal-CSRF: 1.',
  retryable: false,
});
export const tokenLimitReached = defineError({
  code: 'token_limit_reached',
  status: 409,
  title: 'Too many live tokens',
  message: 'The number of live tokens is at its limit; revoke one first.',
  retryable: false,
});
export const tokenNotLive = defineError({
  code: 'token_not_live',
  status: 409,
  title: 'Token no longer live',
  message: 'This token is revoked or has expired.',
  retryable: false,
});
export const grantExceedsOwn = defineError({
  code: 'grant_exceeds_own_rights',
  status: 403,
  title: 'More than one holds oneself',
  message: 'Nobody can give or take over rights that the credentials of this request do not hold.',
  retryable: false,
});
export const ownerRequired = defineError({
  code: 'owner_required',
  status: 403,
  title: 'Only for an owner',
  message: 'Only an owner who is logged in may make, change or remove an owner.',
  retryable: false,
});
export const lastOwner = defineError({
  code: 'last_owner',
  status: 409,
  title: 'Last owner',
  message: 'At least one active owner must remain.',
  retryable: false,
});
export const lastAdmin = defineError({
  code: 'last_admin',
  status: 409,
  title: 'Last administrator',
  message: 'At least one active administrator must remain.',
  retryable: false,
});
export const teamLimitReached = defineError({
  code: 'team_limit_reached',
  status: 409,
  title: 'Too many members',
  message: 'The team is at its limit; remove somebody first.',
  retryable: false,
});
export const linkUsed = defineError({
  code: 'link_used',
  status: 410,
  title: 'Link used',
  message: 'This link was used already.',
  retryable: false,
});
export const linkExpired = defineError({
  code: 'link_expired',
  status: 410,
  title: 'Link expired',
  message: 'This link has expired; ask for a new one.',
  retryable: false,
});
export const noOwner = defineError({
  code: 'no_active_owner',
  status: 409,
  title: 'Nobody owns this partner',
  message: 'No active user of this partner is its owner.',
  retryable: false,
});
