import Type from 'typebox';
import { Nullable } from '../platform/http/index.ts';
import { MoneyNumber } from '../platform/money/index.ts';
import type { PricingTier } from './pricing-tier.ts';
import { rateToNumber } from './rate.ts';

const rate = (what: string) => Type.Number({ description: `${what}, per minute.` });

const shortFields = {
  id: Type.String({ description: 'UUID.' }),
  name: Type.String(),
  currency: Type.String({ description: 'ISO 4217.' }),
  rate_per_minute: rate('Voice'),
};
const stateFields = {
  is_active: Type.Boolean(),
  is_default: Type.Boolean(),
  partner_id: Nullable(Type.String({ description: "UUID; null: the operator's tier." })),
};

/** The fifteen published fields. */
export const PricingTierSchema = Type.Object({
  ...shortFields,
  streaming_rate_per_minute: rate('Audio streaming'),
  recording_rate_per_minute: rate('Recording'),
  whatsapp_voice_rate: rate('WhatsApp voice'),
  transcription_rate_per_minute: rate('Transcription'),
  pii_redaction_rate_per_minute: rate('Redaction of personal data'),
  charge_non_connected_calls: Type.Boolean(),
  non_connected_call_fee: MoneyNumber({ description: 'Charged for a call that was not answered.' }),
  did_release_fee: MoneyNumber({ description: 'Charged when a number is given back.' }),
  ...stateFields,
});

/** The seven fields that a single account shows of its tier. */
export const ShortPricingTierSchema = Type.Object({ ...shortFields, ...stateFields });

/** For either schema: the short one drops what it does not name. */
export function toApiPricingTier(tier: PricingTier): Record<string, unknown> {
  return {
    id: tier.id,
    name: tier.name,
    currency: tier.currency,
    rate_per_minute: rateToNumber(tier.ratePerMinute),
    streaming_rate_per_minute: rateToNumber(tier.streamingRatePerMinute),
    recording_rate_per_minute: rateToNumber(tier.recordingRatePerMinute),
    whatsapp_voice_rate: rateToNumber(tier.whatsappVoiceRate),
    transcription_rate_per_minute: rateToNumber(tier.transcriptionRatePerMinute),
    pii_redaction_rate_per_minute: rateToNumber(tier.piiRedactionRatePerMinute),
    charge_non_connected_calls: tier.chargeNonConnectedCalls,
    non_connected_call_fee: tier.nonConnectedCallFee,
    did_release_fee: tier.didReleaseFee,
    is_active: tier.isActive,
    is_default: tier.isDefault,
    partner_id: tier.partnerId,
  };
}
