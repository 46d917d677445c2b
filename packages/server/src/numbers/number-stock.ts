/** One number that the operator has; the platform's directory, no tenant's data. */
export interface StockNumber {
  /** With `+`. */
  readonly e164: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** `''` where it has none. */
  readonly region: string;
  readonly numberType: NumberType;
  readonly capabilities: Capabilities;
  /** Whom the operator has it from; `''` where nobody says. */
  readonly provider: string;
  /** Of both fees. */
  readonly currency: string;
  /** Wholesale: what the partner owes the operator. Units of 10⁻⁵. */
  readonly setupFee: bigint;
  readonly monthlyFee: bigint;
  readonly kycRequirement: KycRequirement;
  readonly minimumCommitmentMonths: number;
  readonly state: StockState;
  /** Present while reserved. */
  readonly reservation: NumberReserved | null;
  readonly quarantinedUntil: Date | null;
  readonly importId: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface Capabilities {
  readonly voice: boolean;
  readonly sms: boolean;
  readonly mms: boolean;
  readonly fax: boolean;
}

export interface NumberReserved {
  readonly reservationId: string;
  readonly partnerId: string;
  /** From this moment on anybody may have the number. */
  readonly until: Date;
}

export const NUMBER_TYPES = ['local', 'mobile', 'toll_free', 'national'] as const;
export type NumberType = (typeof NUMBER_TYPES)[number];

export const STOCK_STATES = ['available', 'reserved', 'held', 'quarantined', 'withdrawn'] as const;
export type StockState = (typeof STOCK_STATES)[number];

export const KYC_REQUIREMENTS = ['none', 'identity', 'aadhaar'] as const;
export type KycRequirement = (typeof KYC_REQUIREMENTS)[number];

export const CAPABILITIES = ['voice', 'sms', 'mms', 'fax'] as const;
export type Capability = (typeof CAPABILITIES)[number];

/**
 * Whether a partner (null: whoever) may have a number now: it lies free, or is reserved for that partner, or the time of whoever reserved
 * it is over, whether or not the sweep has seen that yet.
 */
export function mayTake(
  number: Pick<StockNumber, 'state' | 'reservation'>,
  partnerId: string | null,
  at: Date,
): boolean {
  if (number.state === 'available') return true;
  const { reservation } = number;
  return reservation !== null && (reservation.partnerId === partnerId || reservation.until <= at);
}
