import Type from 'typebox';
import { Nullable, OneOf, Timestamp } from '../platform/http/index.ts';
import { MoneyNumber } from '../platform/money/index.ts';
import { NUMBER_TYPES, type InboundRate, type PricingTier } from './pricing-tier.ts';
import { rateToNumber } from './rate.ts';
import type { LiveDeck } from './deck-store.ts';
import type { TierView } from './tiers.ts';

const rate = (what: string) => Type.Number({ description: `${what}, per minute.` });

const shortFields = {
  id: Type.String({ description: 'UUID.' }),
  name: Type.String(),
  currency: Type.String({ description: 'ISO 4217.' }),
  rate_per_minute: rate('Voice, where no price of the deck fits'),
};
const stateFields = {
  is_active: Type.Boolean(),
  is_default: Type.Boolean(),
  partner_id: Nullable(Type.String({ description: "UUID; null: the operator's tier." })),
};

const publishedFields = {
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
};

/** The fifteen published fields. */
export const PricingTierSchema = Type.Object(publishedFields);

/** The seven fields that a single account shows of its tier. */
export const ShortPricingTierSchema = Type.Object({ ...shortFields, ...stateFields });

const deckRef = (description: string) =>
  Nullable(
    Type.Object(
      {
        version: Type.Integer(),
        effective_from: Timestamp(),
        rates: Type.Integer({ description: 'Prices in it.' }),
      },
      { description },
    ),
  );

/** A tier as its owner sees it: the fifteen published fields, then ours. */
export const tierFields = {
  ...publishedFields,
  description: Type.String(),
  initial_increment_seconds: Type.Integer({ description: 'The shortest time that is charged.' }),
  billing_increment_seconds: Type.Integer({ description: 'What further time is charged in.' }),
  minimum_duration_seconds: Type.Integer({
    description: 'A shorter answered call costs as if it had lasted so long.',
  }),
  inbound_rate_per_minute: Nullable(
    Type.Number({
      description: 'Answered calls to numbers that no inbound rule fits; null: as `rate_per_minute`.',
    }),
  ),
  inbound_rates: Type.Array(
    Type.Object({
      country: Nullable(Type.String({ description: 'ISO 3166-1 alpha-2; null: any.' })),
      number_type: Nullable(OneOf(NUMBER_TYPES, { description: 'Null: any.' })),
      rate_per_minute: Type.Number(),
    }),
    { description: 'The narrowest rule that fits a number sets the price of calls to it.' },
  ),
  live_deck: deckRef('The deck that holds now; null: the flat rate alone.'),
  next_deck: deckRef('What is planned next.'),
  version: Type.Integer({ description: 'Grows with every change.' }),
};

/** For either published schema: the short one drops what it does not name. */
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

function toApiInboundRate({ country, numberType, ratePerMinute }: InboundRate): Record<string, unknown> {
  return { country, number_type: numberType, rate_per_minute: rateToNumber(ratePerMinute) };
}

function toApiDeckRef(deck: LiveDeck | null): Record<string, unknown> | null {
  return deck === null
    ? null
    : { version: deck.version, effective_from: deck.effectiveFrom, rates: deck.rowCount };
}

/** With all that its owner sees. */
export function toApiTierView({ tier, inboundRates, liveDeck, nextDeck }: TierView): Record<string, unknown> {
  return {
    ...toApiPricingTier(tier),
    description: tier.description,
    initial_increment_seconds: tier.initialIncrementSeconds,
    billing_increment_seconds: tier.billingIncrementSeconds,
    minimum_duration_seconds: tier.minimumDurationSeconds,
    inbound_rate_per_minute:
      tier.inboundRatePerMinute === null ? null : rateToNumber(tier.inboundRatePerMinute),
    inbound_rates: inboundRates.map(toApiInboundRate),
    live_deck: toApiDeckRef(liveDeck),
    next_deck: toApiDeckRef(nextDeck),
    version: tier.version,
  };
}
