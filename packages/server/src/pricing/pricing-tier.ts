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
}
