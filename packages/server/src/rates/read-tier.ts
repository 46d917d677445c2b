import type { Static } from 'typebox';
import {
  readRate,
  type InboundRate,
  type PricingTier,
  type Rate,
  type TierDetails,
  type TierInput,
  type TierPatch,
} from '../pricing/index.ts';
import type { CreateTierBody, PatchTierBody } from './tier-contract.ts';

type Create = Static<typeof CreateTierBody>;
type Patch = Static<typeof PatchTierBody>;

const RATES = {
  rate_per_minute: 'ratePerMinute',
  streaming_rate_per_minute: 'streamingRatePerMinute',
  recording_rate_per_minute: 'recordingRatePerMinute',
  whatsapp_voice_rate: 'whatsappVoiceRate',
  transcription_rate_per_minute: 'transcriptionRatePerMinute',
  pii_redaction_rate_per_minute: 'piiRedactionRatePerMinute',
} as const;
const FEES = { non_connected_call_fee: 'nonConnectedCallFee', did_release_fee: 'didReleaseFee' } as const;

function rateOf(value: number | string): Rate {
  const rate = readRate(value);
  if (rate === null) throw new Error('A rate was not checked.');
  return rate;
}

function detailsOf(body: Create | Patch): Partial<TierDetails> {
  const rates = Object.entries(RATES).flatMap(([wire, field]) => {
    const value = body[wire as keyof typeof RATES];
    return value === undefined ? [] : [[field, rateOf(value)] as const];
  });
  const fees = Object.entries(FEES).map(([wire, field]) => [field, body[wire as keyof typeof FEES]] as const);
  const inbound = body.inbound_rate_per_minute;
  const rest = {
    name: body.name?.trim(),
    description: body.description?.trim(),
    chargeNonConnectedCalls: body.charge_non_connected_calls,
    initialIncrementSeconds: body.initial_increment_seconds,
    billingIncrementSeconds: body.billing_increment_seconds,
    minimumDurationSeconds: body.minimum_duration_seconds,
    inboundRatePerMinute: inbound == null ? inbound : rateOf(inbound),
    isDefault: body.is_default,
    isActive: 'is_active' in body ? body.is_active : undefined,
  };
  const all = [...rates, ...fees, ...Object.entries(rest)];
  return Object.fromEntries(all.filter(([, value]) => value !== undefined)) as Partial<TierDetails>;
}

function inboundRatesOf(body: Create | Patch): InboundRate[] | undefined {
  return body.inbound_rates?.map((one) => ({
    country: one.country ?? null,
    numberType: one.number_type ?? null,
    ratePerMinute: rateOf(one.rate_per_minute),
  }));
}

/** A new tier, from a body whose rates were checked; what is not said is as at the tier `like`. */
export function readNewTier(body: Create, like: PricingTier): TierInput {
  return {
    details: {
      ...like,
      description: '',
      isDefault: false,
      isActive: true,
      ...detailsOf(body),
      currency: body.currency,
    },
    inboundRates: inboundRatesOf(body) ?? [],
  };
}

/** A change, from a body whose rates were checked. */
export function readTierPatch(body: Patch): TierPatch {
  // Its currency is none of what such a body can name.
  const details: TierPatch['details'] = detailsOf(body);
  return { details, inboundRates: inboundRatesOf(body), version: body.version };
}
