import Type from 'typebox';
import { fault } from '../platform/errors/index.ts';
import { Nullable, OneOf, Timestamp, ruled, type InputRule } from '../platform/http/index.ts';
import { CurrencyInput, MoneyNumber } from '../platform/money/index.ts';
import { NUMBER_TYPES } from '../pricing/index.ts';

export const DIRECTIONS = ['outbound', 'inbound'] as const;
export const LONGEST_CALL_SECONDS = 86_400;

const lookupFields = {
  to: Type.String({
    minLength: 1,
    maxLength: 60,
    description: 'The number that is called, in any spelling; without + or 00 it may be a national one.',
  }),
  account: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: 'A customer (`MA_…`): at the tier it has.' }),
  ),
  pricing_tier_id: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: 'At this tier, whoever has it.' }),
  ),
  seconds: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: LONGEST_CALL_SECONDS,
      description: 'How long the call lasts. Default 60.',
    }),
  ),
  direction: Type.Optional(OneOf(DIRECTIONS, { description: 'Default outbound.' })),
  number_type: Type.Optional(
    OneOf(NUMBER_TYPES, { description: 'Of an inbound call; default: what the number looks like.' }),
  ),
  at: Type.Optional(Timestamp({ description: 'At the prices that hold then. Default: now.' })),
};

const oneWayToATier: InputRule<{ account?: string; pricing_tier_id?: string }> = (query, faults) => {
  if (query.account === undefined || query.pricing_tier_id === undefined) return;
  const message = 'Give account or pricing_tier_id, not both';
  faults.push(fault(['query', 'pricing_tier_id'], 'value_error', message));
};

/** Without `account` and `pricing_tier_id`: at the tier that your new customers begin at. */
export const LookupQuery = ruled(Type.Object(lookupFields, { additionalProperties: false }), oneWayToATier);

export const OperatorLookupQuery = ruled(
  Type.Object(
    {
      ...lookupFields,
      partner: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 64,
          description: 'Whose customers and tiers are meant (UUID or `partner-…`); needed with `account`.',
        }),
      ),
      currency: Type.Optional(
        CurrencyInput({ description: 'Without a tier: at the operator’s default tier of this currency.' }),
      ),
    },
    { additionalProperties: false },
  ),
  (query, faults, refused) => {
    oneWayToATier(query, faults, refused);
    if (query.account !== undefined && query.partner === undefined)
      faults.push(fault(['query', 'partner'], 'missing', 'Field required with account'));
  },
);

const sideFields = Type.Object({
  pricing_tier_id: Type.String({ format: 'uuid' }),
  pricing_tier_name: Type.String(),
  owner: OneOf(['partner', 'operator']),
  source: OneOf(['deck', 'flat', 'inbound_rule', 'inbound'], {
    description: 'flat: no prefix of the deck fits; inbound: no inbound rule fits.',
  }),
  deck_version: Nullable(Type.Integer({ description: 'The live one; null: the tier has none.' })),
  deck_live_since: Nullable(Timestamp()),
  prefix: Nullable(Type.String()),
  description: Type.String(),
  rate_per_minute: Type.Number(),
  connect_fee: MoneyNumber(),
  initial_increment_seconds: Type.Integer(),
  next_increment_seconds: Type.Integer(),
  minimum_duration_seconds: Type.Integer(),
  billed_seconds: Type.Integer(),
  exact_usage: Type.String({ description: 'The price of the time before it was rounded.' }),
  usage: MoneyNumber({ description: 'Rounded once, half up, to five decimals.' }),
  amount: MoneyNumber({ description: 'Usage and connect fee: what the call costs.' }),
  steps: Type.Array(Type.String(), { description: 'How it came about, in sentences.' }),
});

export const LookupSchema = Type.Object({
  direction: OneOf(DIRECTIONS),
  number: Type.Object({
    given: Type.String(),
    e164: Type.String(),
    country: Nullable(Type.String()),
    country_name: Nullable(Type.String()),
    type: OneOf(NUMBER_TYPES),
    is_possible: Type.Boolean({ description: 'Whether such a number can have been given out.' }),
    read_as: OneOf(['international', 'national']),
  }),
  at: Timestamp(),
  seconds: Type.Integer(),
  currency: Type.String(),
  account: Nullable(Type.String()),
  selling: sideFields,
  wholesale: sideFields,
  margin: Type.Object({
    amount: MoneyNumber({ description: 'Selling − wholesale.' }),
    percent: Nullable(Type.Number({ description: 'Of the selling price; null where that is 0.' })),
  }),
  warnings: Type.Array(Type.String()),
});
