import type { OperatorRole, PartnerRole } from './principal.ts';

export type UserKind = 'operator' | 'partner' | 'customer';
export type UserStatus = 'active' | 'disabled';
export type UserRole = PartnerRole | OperatorRole | 'customer';

/** Somebody who can log in. */
export interface User {
  /** All zeros for the operator's staff. */
  readonly partnerId: string;
  readonly userId: string;
  readonly kind: UserKind;
  readonly customerId: string | null;
  /** Of the partner or customer account; null for staff. */
  readonly authId: string | null;
  /** Lower case. */
  readonly email: string;
  readonly name: string;
  readonly role: UserRole;
  readonly status: UserStatus;
  /** argon2id; null until a one-time link sets it. */
  readonly passwordHash: string | null;
  /** Grows with password, role and status: what was issued for an older one is dead. */
  readonly sessionVersion: number;
  readonly totpSecret: Buffer | null;
  readonly totpConfirmedAt: Date | null;
  readonly lastLoginAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The account a new user belongs to. */
export type UserAccount =
  | { readonly kind: 'operator' }
  | { readonly kind: 'partner'; readonly partnerId: string; readonly authId: string }
  | {
      readonly kind: 'customer';
      readonly partnerId: string;
      readonly customerId: string;
      readonly authId: string;
    };

export function hasTotp(user: User): boolean {
  return user.totpConfirmedAt !== null;
}

/** `j•••@acme.com`: tells its owner which address is meant, and others little. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}•••${email.slice(at)}`;
}
