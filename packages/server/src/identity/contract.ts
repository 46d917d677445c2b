import Type from 'typebox';
import { fault, type Fault } from '../platform/errors/index.ts';
import {
  API_VERSIONS,
  Nullable,
  OneOf,
  Timestamp,
  checked,
  notBelowZero,
  type FieldCheck,
} from '../platform/http/index.ts';
import { AmountInput, MoneyNumber } from '../platform/money/index.ts';
import { credentialStatus, type ApiCredential } from './credential.ts';
import { parseCidr } from './ip-allow-list.ts';
import { PASSWORD_RULE } from './password-rule.ts';
import { OPERATOR_ROLES, PARTNER_ROLES, PARTNER_SCOPES, type SessionPrincipal } from './principal.ts';
import { hasTotp, type User } from './user.ts';

const strict = { additionalProperties: false };
/** Deliberately loose: what counts is that mail arrives there. */
const EMAIL = '^[^@\\s"<>(),;:\\\\]{1,64}@[^@\\s"<>(),;:\\\\]{1,190}$';
const UUID = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$';

const email = Type.String({
  minLength: 3,
  maxLength: 254,
  pattern: EMAIL,
  description: 'E-mail address; case does not matter.',
});
const personName = Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' });
const totpCode = Type.String({
  pattern: '^\\d{6}$',
  description: 'Current six-digit code of the authenticator app.',
});

export const IdParams = Type.Object({ id: Type.String({ pattern: UUID }) });
export const LinkParams = Type.Object({ token: Type.String({ pattern: '^[0-9A-Za-z]{43}$' }) });

export const LoginBody = Type.Object(
  {
    email: Type.String({ minLength: 1, maxLength: 254 }),
    password: Type.String({ minLength: 1, maxLength: 1_000 }),
  },
  strict,
);
export const SecondFactorLoginBody = Type.Object(
  { ...LoginBody.properties, totp: Type.Optional(totpCode) },
  strict,
);
export const ChangePasswordBody = Type.Object(
  {
    current_password: Type.String({ minLength: 1, maxLength: 1_000 }),
    password: Type.String({ minLength: 1, maxLength: 1_000, description: PASSWORD_RULE }),
  },
  strict,
);
export const TotpCodeBody = Type.Object({ code: totpCode }, strict);

export const LoginTokenSchema = Type.Object({
  tokens: Type.Object({
    access_token: Type.String({ description: 'JWT; send it as `Authorization: Bearer …`.' }),
    token_type: Type.Literal('Bearer'),
    expires_in: Type.Integer({ description: 'Seconds.' }),
  }),
});

export const SessionSchema = Type.Object({
  kind: OneOf(['operator', 'partner', 'customer']),
  user: Type.Object({ id: Type.String(), email: Type.String(), name: Type.String(), role: Type.String() }),
  auth_id: Nullable(Type.String({ description: 'Of the account; null for the operator’s staff.' })),
  account_name: Nullable(Type.String()),
  account_status: Nullable(OneOf(['active', 'suspended', 'closed'])),
  scopes: Type.Array(Type.String()),
  expires_at: Timestamp({
    description: 'The session ends here at the latest, and earlier when it is not used.',
  }),
});

export function toApiSession({ user, principal, expiresAt }: SessionPrincipal): Record<string, unknown> {
  const account =
    principal.kind === 'partner'
      ? principal.partner
      : principal.kind === 'customer'
        ? principal.customer
        : null;
  return {
    kind: user.kind,
    user: { id: user.userId, email: user.email, name: user.name, role: user.role },
    auth_id: user.authId,
    account_name: account?.name ?? null,
    account_status: account?.status ?? null,
    scopes: principal.kind === 'customer' ? [] : [...principal.scopes],
    expires_at: expiresAt,
  };
}

const scopes = Type.Array(OneOf(PARTNER_SCOPES), { minItems: 1, maxItems: PARTNER_SCOPES.length });
const label = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: '\\S',
  description: 'Where it is used; for people.',
});

export const TokenSchema = Type.Object({
  id: Type.String({ description: 'UUID; stays the same when the token is rotated.' }),
  label: Type.String(),
  token: Type.String({ description: 'Masked: `sk_live_…a1b2`.' }),
  status: OneOf(['live', 'expired', 'revoked']),
  scopes: Type.Array(OneOf(PARTNER_SCOPES)),
  api_version: OneOf(API_VERSIONS),
  ip_allow_list: Type.Array(Type.String()),
  max_transfer_per_day: Nullable(MoneyNumber()),
  expires_at: Nullable(Timestamp()),
  overlap_until: Nullable(
    Timestamp({ description: 'Until then the secret before the last rotation works too.' }),
  ),
  last_used_at: Nullable(Timestamp({ description: 'To the minute.' })),
  rotated_at: Nullable(Timestamp()),
  revoked_at: Nullable(Timestamp()),
  created_at: Timestamp(),
});
export const TokenListSchema = Type.Object({
  tokens: Type.Array(TokenSchema),
  limit: Type.Integer({ description: 'Most live tokens at a time.' }),
});
export const IssuedTokenSchema = Type.Object({
  ...TokenSchema.properties,
  auth_id: Type.String({ description: 'Goes with the token, as `X-Auth-ID`.' }),
  token: Type.String({ description: 'The secret, shown here and never again.' }),
});
export const RevokedTokenSchema = Type.Object({
  ...TokenSchema.properties,
  warning: Nullable(Type.String({ description: 'Set when no live token may manage tokens any more.' })),
});

export const TokenListQuery = Type.Object(
  { include_revoked: Type.Optional(Type.Boolean({ description: 'Also the last 100 that were revoked.' })) },
  strict,
);
const isCidr: FieldCheck<string> = (text) =>
  parseCidr(text) === null
    ? { type: 'value_error', text: 'Input should be an IP address or a CIDR block', input: text }
    : null;

export const NewTokenBody = Type.Object(
  {
    label,
    scopes: Type.Optional({
      ...scopes,
      description: 'Default: all that the credentials of this request hold.',
    }),
    api_version: Type.Optional(OneOf(API_VERSIONS)),
    ip_allow_list: Type.Optional(
      Type.Array(checked(Type.String({ maxLength: 60 }), isCidr), {
        maxItems: 50,
        description: 'Addresses or CIDR blocks, IPv4 or IPv6.',
      }),
    ),
    max_transfer_per_day: Type.Optional(
      checked(
        AmountInput({ description: 'Most that it may transfer in one day. Absent: no limit.' }),
        notBelowZero,
      ),
    ),
    expires_at: Type.Optional(Timestamp({ description: 'In the future. Absent: it does not expire.' })),
  },
  strict,
);

/** Found where a token is made, and not where the request is read: a repetition gets its answer though the time has come since. */
export function expiryFaults(expiresAt: Date | undefined, at: Date): Fault[] {
  if (expiresAt === undefined || expiresAt > at) return [];
  return [fault(['body', 'expires_at'], 'value_error', 'Input should be in the future')];
}

export const PatchTokenBody = Type.Object(
  { label: Type.Optional(label), api_version: Type.Optional(OneOf(API_VERSIONS)) },
  { ...strict, minProperties: 1 },
);
export const RotateTokenBody = Type.Object(
  {
    overlap_seconds: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 604_800,
        description: 'How long the old secret works on. Default 0: it is dead at once.',
      }),
    ),
  },
  strict,
);

export function toApiToken(c: ApiCredential, at: Date): Record<string, unknown> {
  return {
    id: c.credentialId,
    label: c.label,
    token: c.masked,
    status: credentialStatus(c, at),
    scopes: c.scopes,
    api_version: c.apiVersion,
    ip_allow_list: c.ipAllowList,
    max_transfer_per_day: c.maxTransferPerDay,
    expires_at: c.expiresAt,
    overlap_until: c.previousExpiresAt !== null && c.previousExpiresAt > at ? c.previousExpiresAt : null,
    last_used_at: c.lastUsedAt,
    rotated_at: c.rotatedAt,
    revoked_at: c.revokedAt,
    created_at: c.createdAt,
  };
}

const memberFields = {
  id: Type.String({ description: 'UUID.' }),
  email: Type.String(),
  name: Type.String(),
  status: OneOf(['active', 'disabled']),
  invited: Type.Boolean({ description: 'True until a password was chosen.' }),
  last_login_at: Nullable(Timestamp()),
  created_at: Timestamp(),
};
export const MemberSchema = Type.Object({ ...memberFields, role: OneOf(PARTNER_ROLES) });
export const TeamSchema = Type.Object({ members: Type.Array(MemberSchema) });
export const StaffSchema = Type.Object({
  ...memberFields,
  role: OneOf(OPERATOR_ROLES),
  totp: Type.Boolean(),
});
export const StaffListSchema = Type.Object({ staff: Type.Array(StaffSchema) });

const status = Type.Optional(
  OneOf(['active', 'disabled'], { description: 'Who is disabled cannot log in.' }),
);
export const InviteBody = Type.Object({ email, name: personName, role: OneOf(PARTNER_ROLES) }, strict);
export const PatchMemberBody = Type.Object(
  { name: Type.Optional(personName), role: Type.Optional(OneOf(PARTNER_ROLES)), status },
  { ...strict, minProperties: 1 },
);
export const InviteStaffBody = Type.Object({ email, name: personName, role: OneOf(OPERATOR_ROLES) }, strict);
export const PatchStaffBody = Type.Object(
  {
    name: Type.Optional(personName),
    role: Type.Optional(OneOf(OPERATOR_ROLES)),
    status,
    reset_totp: Type.Optional(Type.Boolean({ description: 'True removes a lost second factor.' })),
  },
  { ...strict, minProperties: 1 },
);
export const TotpEnrolmentSchema = Type.Object({
  secret: Type.String({ description: 'Base32, for typing in; shown here and never again.' }),
  otpauth_uri: Type.String({ description: 'For a QR code.' }),
});

export function toApiMember(user: User): Record<string, unknown> {
  return {
    id: user.userId,
    email: user.email,
    name: user.name,
    role: user.role,
    status: user.status,
    invited: user.passwordHash === null,
    last_login_at: user.lastLoginAt,
    created_at: user.createdAt,
    totp: hasTotp(user),
  };
}

export const LinkSchema = Type.Object({
  purpose: OneOf(['partner_welcome', 'password_reset', 'invitation']),
  email: Type.String({ description: 'Masked.' }),
  expires_at: Timestamp(),
  next_step: Type.String({ description: 'What to do with it.' }),
});
export const UseLinkBody = Type.Object(
  { password: Type.String({ minLength: 1, maxLength: 1_000, description: PASSWORD_RULE }) },
  strict,
);
export const UsedLinkSchema = Type.Object({
  purpose: OneOf(['partner_welcome', 'password_reset', 'invitation']),
  kind: OneOf(['operator', 'partner', 'customer']),
  email: Type.String({ description: 'The login.' }),
  auth_id: Nullable(Type.String({ description: 'Goes with the token, as `X-Auth-ID`.' })),
  token: Nullable(Type.String({ description: 'The first API token, shown here and never again.' })),
});
