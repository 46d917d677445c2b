import type { AccountStatus, Mode } from '../identity/index.ts';

export type GstStatus = 'active' | 'inactive';

export interface Capabilities {
  readonly canCreateAccounts: boolean;
  readonly canCreatePricingTiers: boolean;
  readonly canViewCdrs: boolean;
  readonly canTransferBalance: boolean;
}

/** A reseller: the tenant. Money is not here but in the ledger, in the partner's master accounts. */
export interface Partner extends Capabilities {
  readonly partnerId: string;
  /** `partner-` and eight characters; permanent, and what credentials name. */
  readonly authId: string;
  readonly accountId: bigint;
  readonly slug: string;
  readonly name: string;
  readonly email: string;
  /** '' where nobody gave one, as with the other texts. */
  readonly phone: string;
  readonly company: string;
  readonly country: string;
  readonly status: AccountStatus;
  readonly mode: Mode;
  readonly gstin: string;
  readonly gstStatus: GstStatus;
  readonly tdsApplicable: boolean;
  readonly tdsPercentage: number;
  /** Of the primary master account. */
  readonly currency: string;
  readonly billingModel: string;
  readonly isVerified: boolean;
  readonly maxAccounts: number;
  readonly accountCount: number;
  readonly defaultPricingTierId: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Grows with every change; who changes may say which one it saw. */
  readonly version: number;
}

/** A master account as its partner and the operator see it. Units of 10⁻⁵. */
export interface MasterBalance {
  readonly currency: string;
  readonly balance: bigint;
  readonly held: bigint;
  readonly creditLimit: bigint;
  /** What can be spent: balance − held + credit limit. */
  readonly available: bigint;
}

export interface PartnerProfile extends Partner {
  /** The primary one. */
  readonly master: MasterBalance;
}

/** A partner with all its master accounts. */
export interface PartnerView {
  readonly partner: Partner;
  readonly masters: readonly MasterBalance[];
}

export interface PartnerPage {
  readonly partners: readonly PartnerView[];
  readonly page: number;
  readonly perPage: number;
  readonly total: number;
  readonly nextCursor: string | null;
}

export interface CreatedPartner extends PartnerView {
  /** The first API token, in clear. */
  readonly token: string;
  readonly welcomeUrl: string;
  readonly welcomeExpiresAt: Date;
}

/** Money that the operator moved into or out of a master account. */
export interface MasterMovement {
  readonly transferId: string;
  readonly partnerId: string;
  /** Units of 10⁻⁵; below zero: taken from the master account. */
  readonly amount: bigint;
  readonly currency: string;
  readonly code: 'funding' | 'adjustment';
  readonly reference: string;
  readonly reason: string;
  readonly balanceAfter: bigint;
  readonly at: Date;
}
