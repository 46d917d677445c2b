import Type, { type Static, type TUnsafe } from 'typebox';
import { fault } from '../platform/errors/index.ts';
import {
  checked,
  notBelowZero,
  ruled,
  type FieldCheck,
  type InputRule,
  ManyLines,
} from '../platform/http/index.ts';
import { AmountInput, CurrencyInput } from '../platform/money/index.ts';
import { COUNTRY_FORMAT } from '../partners/index.ts';
import { NUMBER_TYPES, TIER_LIMITS, readRate, tierFields } from '../pricing/index.ts';

export const TierSchema = Type.Object(tierFields);
export const TierListSchema = Type.Object({
  pricing_tiers: Type.Array(TierSchema, {
    description: 'Your own, the default ones first; then those at which you buy.',
  }),
  total: Type.Integer(),
});

const rateLimits = { minimum: 0, maximum: 999_999.999_999_999, maxLength: 20 };
const rateNote = (what: string) => `${what}, per minute; at most 9 decimals.`;

const isRate: FieldCheck<number | string | null> = (value) =>
  value === null || readRate(value) !== null
    ? null
    : {
        type: 'decimal_parsing',
        text: 'Input should be a decimal below 1000000 with no more than 9 decimals',
        input: value,
      };

/** A price per minute in a request: a JSON number or a decimal string. */
function RateInput(what: string): TUnsafe<number | string> {
  const schema = { type: ['number', 'string'], ...rateLimits, description: rateNote(what) };
  return checked(Type.Unsafe<number | string>(schema), isRate);
}

/** The same, or null for none; one type with several shapes, so that a fault is named once. */
function RateInputOrNull(what: string): TUnsafe<number | string | null> {
  const schema = { type: ['number', 'string', 'null'], ...rateLimits, description: rateNote(what) };
  return checked(Type.Unsafe<number | string | null>(schema), isRate);
}

const seconds = (minimum: number, description: string) =>
  Type.Optional(Type.Integer({ minimum, maximum: 3_600, description }));
const name = Type.String({ minLength: 1, maxLength: 80, pattern: String.raw`\S` });

const InboundRateInput = Type.Object(
  {
    country: Type.Optional(
      Type.Unsafe<string | null>({
        type: ['string', 'null'],
        format: COUNTRY_FORMAT,
        maxLength: 2,
        description: 'ISO 3166-1 alpha-2; absent or null: any.',
      }),
    ),
    number_type: Type.Optional(
      Type.Unsafe<(typeof NUMBER_TYPES)[number] | null>({
        type: ['string', 'null'],
        enum: [...NUMBER_TYPES, null],
        description: 'Absent or null: any.',
      }),
    ),
    rate_per_minute: RateInput('Answered calls to such numbers'),
  },
  { additionalProperties: false },
);

/** Each rule says whose calls it is for, and no two say the same. */
const distinctRules: InputRule<{ inbound_rates?: Static<typeof InboundRateInput>[] }> = (
  { inbound_rates: rules = [] },
  faults,
  refused,
) => {
  const seen = new Set<string>();
  for (const [index, rule] of rules.entries()) {
    const place = ['inbound_rates', index];
    if (refused.has(...place, 'country') || refused.has(...place, 'number_type')) continue;
    if (rule === undefined) continue;
    const key = `${rule.country ?? ''}/${rule.number_type ?? ''}`;
    if (key === '/') {
      const message = 'A rule names a country, a number type or both';
      faults.push(fault(['body', ...place], 'value_error', message));
    } else if (seen.has(key))
      faults.push(fault(['body', ...place], 'value_error', 'The rule is there twice'));
    seen.add(key);
  }
};

const changeable = {
  description: Type.Optional(ManyLines(300)),
  streaming_rate_per_minute: Type.Optional(RateInput('Audio streaming')),
  recording_rate_per_minute: Type.Optional(RateInput('Recording')),
  whatsapp_voice_rate: Type.Optional(RateInput('WhatsApp voice')),
  transcription_rate_per_minute: Type.Optional(RateInput('Transcription')),
  pii_redaction_rate_per_minute: Type.Optional(RateInput('Redaction of personal data')),
  charge_non_connected_calls: Type.Optional(Type.Boolean()),
  non_connected_call_fee: Type.Optional(
    checked(AmountInput({ description: 'For a call that was not answered.' }), notBelowZero),
  ),
  did_release_fee: Type.Optional(
    checked(AmountInput({ description: 'When a number is given back.' }), notBelowZero),
  ),
  initial_increment_seconds: seconds(1, 'The shortest time that is charged.'),
  billing_increment_seconds: seconds(1, 'What further time is charged in.'),
  minimum_duration_seconds: seconds(0, 'A shorter answered call costs as if it had lasted so long.'),
  inbound_rate_per_minute: Type.Optional(
    RateInputOrNull('Inbound calls that no rule fits; null: as outbound'),
  ),
  inbound_rates: Type.Optional(
    Type.Array(InboundRateInput, {
      maxItems: TIER_LIMITS.inboundRates,
      description: 'All inbound rules; they replace those before.',
    }),
  ),
  is_default: Type.Optional(
    Type.Boolean({ description: 'New customers begin at it; takes that from the default tier before.' }),
  ),
};

export const CreateTierBody = ruled(
  Type.Object(
    {
      name,
      currency: CurrencyInput({ description: 'ISO 4217; for good.' }),
      rate_per_minute: RateInput('Voice, where no price of the deck fits'),
      ...changeable,
    },
    { additionalProperties: false },
  ),
  distinctRules,
);

export const PatchTierBody = ruled(
  Type.Object(
    {
      name: Type.Optional(name),
      rate_per_minute: Type.Optional(RateInput('Voice, where no price of the deck fits')),
      ...changeable,
      is_active: Type.Optional(
        Type.Boolean({ description: 'False: nobody can be given it. Refused while somebody is on it.' }),
      ),
      version: Type.Optional(
        Type.Integer({ minimum: 1, description: 'The version you read; 409 if it is no longer that.' }),
      ),
    },
    { additionalProperties: false },
  ),
  distinctRules,
);

export const ListTiersQuery = Type.Object(
  {
    currency: Type.Optional(CurrencyInput({ description: 'ISO 4217.' })),
    is_active: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

export const WholesaleTiersSchema = Type.Object({
  wholesale_tiers: Type.Array(
    Type.Object({
      currency: Type.String(),
      pricing_tier_id: Type.String({ format: 'uuid' }),
      name: Type.String(),
      rate_per_minute: Type.Number(),
      is_default: Type.Boolean({ description: 'Everybody buys at it who was given no other.' }),
    }),
  ),
});

export const AssignWholesaleBody = Type.Object(
  {
    pricing_tier_id: Type.String({ format: 'uuid', description: 'An active tier of the operator.' }),
  },
  { additionalProperties: false },
);
