import type { Rate } from './rate.ts';

/** The owner of the tiers that are open to every partner. */
export const OPERATOR_TIERS = '00000000-0000-0000-0000-000000000000';

export interface PricingTier {
  readonly id: string;
  /** Null: the operator's. */
  readonly partnerId: string | null;
  readonly name: string;
  readonly currency: string;
  readonly ratePerMinute: Rate;
  readonly streamingRatePerMinute: Rate;
  readonly recordingRatePerMinute: Rate;
  readonly whatsappVoiceRate: Rate;
  readonly transcriptionRatePerMinute: Rate;
  readonly piiRedactionRatePerMinute: Rate;
  readonly chargeNonConnectedCalls: boolean;
  /** Units of 10⁻⁵. */
  readonly nonConnectedCallFee: bigint;
  /** Units of 10⁻⁵. */
  readonly didReleaseFee: bigint;
  readonly isActive: boolean;
  readonly isDefault: boolean;
  /** '' where nobody gave one. */
  readonly description: string;
  /** Of the flat rate, of inbound calls, and of deck rows that say none when they are read. */
  readonly initialIncrementSeconds: number;
  readonly billingIncrementSeconds: number;
  /** Of every answered call. */
  readonly minimumDurationSeconds: number;
  /** Where no inbound rule fits; null: as outbound. */
  readonly inboundRatePerMinute: Rate | null;
  /** Grows with every change; who changes may say which one it saw. */
  readonly version: number;
}

export const NUMBER_TYPES = ['local', 'mobile', 'toll_free', 'national'] as const;
export type NumberType = (typeof NUMBER_TYPES)[number];

/** A price of answered calls to numbers of a country, of a type, or of both. */
export interface InboundRate {
  /** Null: of any country. */
  readonly country: string | null;
  /** Null: of any type. */
  readonly numberType: NumberType | null;
  readonly ratePerMinute: Rate;
}

/** Under which owner a tier is filed. */
export function ownerOf(tier: Pick<PricingTier, 'partnerId'>): string {
  return tier.partnerId ?? OPERATOR_TIERS;
}
