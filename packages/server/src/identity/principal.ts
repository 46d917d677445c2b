import type { ApiVersion } from '../platform/http/index.ts';
import type { User } from './user.ts';

/** A partner token's rights; a partner user's role stands for a set of them. Every route of the Partner API names one. */
export const PARTNER_SCOPES = [
  'read',
  'accounts',
  'transfer',
  'numbers',
  'pricing',
  'tokens',
  'team',
  'audit',
] as const;
export type PartnerScope = (typeof PARTNER_SCOPES)[number];

export const PARTNER_ROLES = ['owner', 'admin', 'finance', 'support', 'read_only'] as const;
export type PartnerRole = (typeof PARTNER_ROLES)[number];

export const ROLE_SCOPES: Readonly<Record<PartnerRole, readonly PartnerScope[]>> = {
  owner: PARTNER_SCOPES,
  admin: PARTNER_SCOPES,
  finance: ['read', 'transfer', 'pricing', 'audit'],
  support: ['read', 'accounts', 'numbers'],
  read_only: ['read'],
};

/** Operator staff; `admin` may do everything, `finance` moves money, `support` edits accounts, `read_only` looks. */
export const OPERATOR_ROLES = ['admin', 'finance', 'support', 'read_only'] as const;
export type OperatorRole = (typeof OPERATOR_ROLES)[number];
export const OPERATOR_SCOPES = [
  'read',
  'partners',
  'finance',
  'pricing',
  'numbers',
  'carriers',
  'staff',
] as const;
export type OperatorScope = (typeof OPERATOR_SCOPES)[number];
export const OPERATOR_ROLE_SCOPES: Readonly<Record<OperatorRole, readonly OperatorScope[]>> = {
  admin: OPERATOR_SCOPES,
  finance: ['read', 'finance', 'pricing'],
  support: ['read', 'partners', 'numbers', 'carriers'],
  read_only: ['read'],
};

export type AccountStatus = 'active' | 'suspended' | 'closed';
/** Two worlds that never meet: a sandbox partner is a row of its own. */
export type Mode = 'live' | 'test';

/** What authentication needs to know of a partner; read through a port, because the partners room owns the row. */
export interface PartnerFacts {
  readonly partnerId: string;
  readonly authId: string;
  readonly name: string;
  readonly status: AccountStatus;
  readonly mode: Mode;
  /** Currency of the primary master account. */
  readonly currency: string;
  readonly canCreateAccounts: boolean;
  readonly canTransferBalance: boolean;
  readonly canViewCdrs: boolean;
  readonly canCreatePricingTiers: boolean;
}

export interface CustomerFacts {
  readonly customerId: string;
  readonly authId: string;
  readonly name: string;
  readonly status: AccountStatus;
  readonly currency: string;
  readonly partner: PartnerFacts;
}

/** Which secret was shown; `userId` is set when a person logged in. */
export interface CredentialFacts {
  readonly kind: 'token' | 'login' | 'session';
  readonly id: string;
  readonly label: string;
  readonly userId: string | null;
  /** Most that one token may transfer in one day of the operator's calendar; null: no limit. Units of 10⁻⁵. */
  readonly maxTransferPerDay: bigint | null;
}

export interface PartnerPrincipal {
  readonly kind: 'partner';
  readonly partner: PartnerFacts;
  readonly credential: CredentialFacts;
  readonly scopes: ReadonlySet<PartnerScope>;
  readonly apiVersion: ApiVersion;
}

export interface CustomerPrincipal {
  readonly kind: 'customer';
  readonly customer: CustomerFacts;
  readonly credential: CredentialFacts;
  readonly apiVersion: ApiVersion;
}

export interface OperatorPrincipal {
  readonly kind: 'operator';
  readonly userId: string;
  readonly email: string;
  readonly role: OperatorRole;
  readonly scopes: ReadonlySet<OperatorScope>;
  readonly credential: CredentialFacts;
}

/** Somebody in a browser, whatever kind of user. */
export interface SessionPrincipal {
  readonly kind: 'session';
  readonly sessionId: string;
  readonly expiresAt: Date;
  readonly user: User;
  /** What the user is on the surface of its kind. */
  readonly principal: PartnerPrincipal | CustomerPrincipal | OperatorPrincipal;
}

/** A caller of routes that ask for no credential. */
export interface AnonymousPrincipal {
  readonly kind: 'anonymous';
}
