/** A number as one customer has it, from purchase to release; sold again it is another holding. */
export interface NumberHolding {
  readonly partnerId: string;
  /** UUIDv7; the published id of the number. */
  readonly id: string;
  readonly customerId: string;
  /** The customer's `MA_…`, which never changes. */
  readonly accountId: string;
  readonly e164: string;
  readonly status: HoldingStatus;
  readonly source: HoldingSource;
  /** Of the wallet that pays. */
  readonly currency: string;
  /** That wallet, in the ledger. */
  readonly walletAccountId: string;
  /** Selling, units of 10⁻⁵. */
  readonly setupFee: bigint;
  readonly monthlyFee: bigint;
  readonly wholesaleSetupFee: bigint;
  readonly wholesaleMonthlyFee: bigint;
  /** The partner pays what selling is below wholesale. */
  readonly allowLoss: boolean;
  /** As it was when the number was bought. */
  readonly minimumCommitmentMonths: number;
  readonly trunkId: string | null;
  readonly applicationId: string | null;
  readonly tags: readonly string[];
  readonly isBlocked: boolean;
  readonly purchasedAt: Date;
  /** Day of the month on which it began, 1–31, in the customer's calendar at that time. */
  readonly billingDay: number;
  /** IANA. */
  readonly billingZone: string;
  readonly paidUntil: Date;
  readonly lastBilledAt: Date;
  /** When the renewal job looks at it again. */
  readonly nextAttemptAt: Date;
  readonly graceUntil: Date | null;
  /** After that it is released. */
  readonly suspendedUntil: Date | null;
  /** Keep the next renewal's money held, so that calls cannot eat it. */
  readonly reserveRenewal: boolean;
  readonly renewalHoldId: string | null;
  /** What the customer paid for the release, and the operator's part of it. */
  readonly releaseFee: bigint | null;
  readonly releaseWholesaleFee: bigint | null;
  readonly releaseTransferId: string | null;
  /** End of the time in which a release can be taken back. */
  readonly releasesAt: Date | null;
  readonly releasedAt: Date | null;
  readonly releaseReason: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
}

export const HOLDING_STATUSES = ['active', 'grace', 'suspended', 'pending_release', 'released'] as const;
export type HoldingStatus = (typeof HOLDING_STATUSES)[number];

export const HOLDING_SOURCES = ['purchased', 'inventory', 'assigned', 'moved'] as const;
export type HoldingSource = (typeof HOLDING_SOURCES)[number];
