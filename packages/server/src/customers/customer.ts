import type { AccountStatus } from '../identity/index.ts';

export type GstStatus = 'active' | 'inactive';
export type KycStatus = 'pending' | 'completed';

/** A child account of a partner. Its money is in the ledger, its people and tokens are in identity. */
export interface Customer {
  readonly partnerId: string;
  readonly customerId: string;
  /** `MA_` and eight upper-case characters; permanent, and what every later call names. */
  readonly authId: string;
  readonly accountNumber: bigint;
  readonly apiId: string;
  readonly name: string;
  /** Lower case; the login, for good. */
  readonly email: string;
  /** E.164 with `+`. */
  readonly phone: string;
  /** '' where nobody gave one. */
  readonly company: string;
  /** The partner's own note; the customer never sees it. */
  readonly description: string | null;
  readonly address: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly zipCode: string | null;
  /** IANA. */
  readonly timezone: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Of the wallet; for good. */
  readonly currency: string;
  readonly gstin: string | null;
  readonly gstStatus: GstStatus | null;
  readonly tdsEnabled: boolean;
  readonly tdsPercentage: number;
  readonly businessType: string;
  readonly accountType: string;
  readonly status: AccountStatus;
  readonly statusReason: string | null;
  readonly statusBy: string | null;
  readonly kycStatus: KycStatus;
  readonly cpsLimit: number;
  readonly concurrentCallsLimit: number;
  /** What the account began with. */
  readonly baseCpsLimit: number;
  readonly baseConcurrentCallsLimit: number;
  readonly purchasedCps: number | null;
  readonly purchasedConcurrentCalls: number | null;
  /** What it has out of its partner's pool. */
  readonly allocatedCps: number;
  readonly allocatedConcurrentCalls: number;
  readonly pricingTierId: string;
  readonly walletAccountId: string;
  readonly lastLogin: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Grows with every change; who changes may say which one it saw. */
  readonly version: number;
}

/** How many calls at once, how many may begin in a second, and what of both came out of the partner's pool. */
export type CapacityLimits = Pick<
  Customer,
  'cpsLimit' | 'concurrentCallsLimit' | 'allocatedCps' | 'allocatedConcurrentCalls'
>;

/** What moving money needs to know of a customer: facts that are given once, its name, and whether it ended. */
export interface CustomerWallet {
  readonly partnerId: string;
  readonly customerId: string;
  readonly authId: string;
  readonly name: string;
  readonly walletAccountId: string;
  readonly currency: string;
  /** Closed accounts can be read; nothing is paid into them. */
  readonly closed: boolean;
}

/** Who a customer is, how it stands and which wallet it has: little, where thousands are read. */
export interface CustomerStanding {
  readonly customerId: string;
  readonly authId: string;
  readonly name: string;
  readonly status: AccountStatus;
  readonly walletAccountId: string;
}

const AUTH_ID = /^MA_[0-9A-Z]{8}$/;

/** The id as it is stored, whatever the case it was typed in; null for what cannot be one. */
export function readAuthId(text: string): string | null {
  const upper = text.toUpperCase();
  return AUTH_ID.test(upper) ? upper : null;
}
