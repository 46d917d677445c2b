import type { Static } from 'typebox';
import { ValidationFailure, fault, type Fault } from '../platform/errors/index.ts';
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

class TierReader {
  readonly faults: Fault[] = [];

  rate(loc: readonly (string | number)[], value: number | string): Rate | undefined {
    const rate = readRate(value);
    if (rate !== null) return rate;
    const message = 'Input should be a decimal below 1000000 with no more than 9 decimals';
    this.faults.push(fault(['body', ...loc], 'decimal_parsing', message, value));
    return undefined;
  }

  details(body: Create | Patch): Partial<TierDetails> {
    const rates = Object.entries(RATES).flatMap(([wire, field]) => {
      const value = body[wire as keyof typeof RATES];
      return value === undefined ? [] : [[field, this.rate([wire], value)] as const];
    });
    const fees = Object.entries(FEES).flatMap(([wire, field]) => {
      const value = body[wire as keyof typeof FEES];
      if (value === undefined) return [];
      if (value < 0n)
        this.faults.push(fault(['body', wire], 'greater_than_equal', 'Input should not be below 0'));
      return [[field, value] as const];
    });
    const inbound = body.inbound_rate_per_minute;
    const rest = {
      name: body.name?.trim(),
      description: body.description?.trim(),
      chargeNonConnectedCalls: body.charge_non_connected_calls,
      initialIncrementSeconds: body.initial_increment_seconds,
      billingIncrementSeconds: body.billing_increment_seconds,
      minimumDurationSeconds: body.minimum_duration_seconds,
      inboundRatePerMinute: inbound == null ? inbound : this.rate(['inbound_rate_per_minute'], inbound),
      isDefault: body.is_default,
      isActive: 'is_active' in body ? body.is_active : undefined,
    };
    const all = [...rates, ...fees, ...Object.entries(rest)];
    return Object.fromEntries(all.filter(([, value]) => value !== undefined)) as Partial<TierDetails>;
  }

  inboundRates(body: Create | Patch): InboundRate[] | undefined {
    const seen = new Set<string>();
    return body.inbound_rates?.flatMap((one, index) => {
      const [country, numberType] = [one.country ?? null, one.number_type ?? null];
      const loc = ['inbound_rates', index];
      const key = `${country ?? ''}/${numberType ?? ''}`;
      if (key === '/') {
        const message = 'A rule names a country, a number type or both';
        this.faults.push(fault(['body', ...loc], 'value_error', message));
      } else if (seen.has(key)) {
        this.faults.push(fault(['body', ...loc], 'value_error', 'The rule is there twice'));
      }
      seen.add(key);
      const ratePerMinute = this.rate([...loc, 'rate_per_minute'], one.rate_per_minute);
      return ratePerMinute === undefined ? [] : [{ country, numberType, ratePerMinute }];
    });
  }

  done(): void {
    if (this.faults.length > 0) throw new ValidationFailure(this.faults);
  }
}

/** A new tier; what is not said is as at the tier `like`. Throws 422 naming every fault. */
export function readNewTier(body: Create, like: PricingTier): TierInput {
  const reader = new TierReader();
  const details = reader.details(body);
  const inboundRates = reader.inboundRates(body) ?? [];
  reader.done();
  return {
    details: {
      ...like,
      description: '',
      isDefault: false,
      isActive: true,
      ...details,
      currency: body.currency,
    },
    inboundRates,
  };
}

/** Throws 422 naming every fault. */
export function readTierPatch(body: Patch): TierPatch {
  const reader = new TierReader();
  // Its currency is none of what such a body can name.
  const details: TierPatch['details'] = reader.details(body);
  const inboundRates = reader.inboundRates(body);
  reader.done();
  return { details, inboundRates, version: body.version };
}
