import Type from 'typebox';
import {
  ID_CURSOR,
  Nullable,
  OneOf,
  Timestamp,
  checked,
  cursorCheck,
  ManyLines,
  ManyLinesOrNull,
} from '../platform/http/index.ts';
import { AmountInput, MoneyNumber } from '../platform/money/index.ts';
import { DESTINATION_CLASSES, LONGEST_CALL_SECONDS } from './limits.ts';

const text = Type.String();
const orNull = { maximum: 999_999.999_999_999, minimum: 0, maxLength: 20 };

export const AccountParams = Type.Object({ customer_auth_id: Type.String({ maxLength: 64 }) });
export const CallParams = Type.Object({ call_uuid: Type.String({ maxLength: 64 }) });
export const CliParams = Type.Object({
  customer_auth_id: Type.String({ maxLength: 64 }),
  e164: Type.String({ maxLength: 40 }),
});
export const EmergencyParams = Type.Object({
  country: Type.String({ maxLength: 2 }),
  number: Type.String({ maxLength: 20 }),
});
export const ClassParams = Type.Object({ prefix: Type.String({ maxLength: 20 }) });

/** Rows of one page of live calls. */
export const LIVE_PAGE = { most: 200, usual: 50 } as const;

export const LiveCallSchema = Type.Object({
  uuid: Type.String({ description: 'Of the call, and of its record when it is over.' }),
  account_id: text,
  direction: OneOf(['inbound', 'outbound']),
  state: OneOf(['ringing', 'answered']),
  from: text,
  to: text,
  destination_class: text,
  trunk_id: Nullable(text),
  started_at: Timestamp(),
  answered_at: Nullable(Timestamp()),
  duration_seconds: Type.Integer({ description: 'Of talk, so far.' }),
  currency: text,
  held: MoneyNumber({ description: 'Set aside in the wallet for this call.' }),
  funded_seconds: Type.Integer({ description: 'Seconds of talk that are paid for.' }),
  max_seconds: Type.Integer({ description: 'It ends there at the latest.' }),
  hang_up_requested_at: Nullable(Timestamp()),
});
export const LiveCallListSchema = Type.Object({
  live_calls: Type.Array(LiveCallSchema),
  total: Type.Integer(),
  next_cursor: Nullable(Type.String({ description: 'Place of the next page; null on the last one.' })),
});
export const LiveCallQuery = Type.Object(
  {
    account: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, description: 'Only of this customer.' }),
    ),
    direction: Type.Optional(OneOf(['inbound', 'outbound'])),
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: LIVE_PAGE.most,
        description: `Default ${String(LIVE_PAGE.usual)}.`,
      }),
    ),
    cursor: Type.Optional(
      checked(
        Type.String({ maxLength: 200, description: 'The `next_cursor` of the page before.' }),
        cursorCheck(ID_CURSOR),
      ),
    ),
  },
  { additionalProperties: false },
);

const allowedClasses = Type.Array(OneOf(DESTINATION_CLASSES));
const limitFields = {
  allowed_destination_classes: Nullable(allowedClasses),
  max_rate_per_minute: Nullable(Type.Number({ description: 'Dearer destinations are refused.' })),
  max_call_seconds: Nullable(Type.Integer({ description: 'Answered calls end then.' })),
  daily_spend_cap: Nullable(
    MoneyNumber({ description: 'For calls of one day in the customer’s time zone.' }),
  ),
  raised_spend_cap: Nullable(
    MoneyNumber({ description: 'In place of the cap, until `raised_until`; never lowers it.' }),
  ),
  raised_until: Nullable(Timestamp()),
};
export const PartnerLimitsSchema = Type.Object({
  ...limitFields,
  allow_loss: Type.Boolean({
    description:
      'Calls pass whose minute costs you more than you sell it for, and your master account pays the difference. Else they are refused; what ' +
      'longer increments or fees cost you beyond your price comes from your margin.',
  }),
});
export const LimitsSchema = Type.Object({
  account_id: text,
  currency: text,
  limits: Type.Object(limitFields, {
    description: 'Of this customer. Null: nothing said, your default holds.',
  }),
  effective: Type.Object(
    {
      allowed_destination_classes: allowedClasses,
      max_rate_per_minute: Nullable(Type.Number()),
      max_call_seconds: Type.Integer(),
      daily_spend_cap: Nullable(MoneyNumber()),
      allow_loss: Type.Boolean(),
    },
    { description: 'What holds now, of both together: the stricter one wins.' },
  ),
  spent_today: MoneyNumber({ description: 'Charged for calls of today, in the customer’s time zone.' }),
  held_now: MoneyNumber({ description: 'Set aside for calls that are up; counts against the cap.' }),
  concurrent_calls_limit: Type.Integer({ description: 'Changed with the account and by moving capacity.' }),
  cps_limit: Type.Integer(),
});

const amountOrNull = (description: string) =>
  Type.Unsafe<bigint | null>({ ...AmountInput({ description }), type: ['number', 'string', 'null'] });
const limitInputs = {
  allowed_destination_classes: Type.Optional(
    Type.Unsafe<(typeof DESTINATION_CLASSES)[number][] | null>({
      type: ['array', 'null'],
      items: { type: 'string', enum: [...DESTINATION_CLASSES] },
      uniqueItems: true,
      maxItems: DESTINATION_CLASSES.length,
      description: 'Kinds of destinations that may be called; null: nothing said.',
    }),
  ),
  max_rate_per_minute: Type.Optional(
    Type.Unsafe<number | string | null>({
      type: ['number', 'string', 'null'],
      ...orNull,
      description: 'Dearest price per minute, at most 9 decimals; null: no limit.',
    }),
  ),
  max_call_seconds: Type.Optional(
    Type.Unsafe<number | null>({
      type: ['integer', 'null'],
      minimum: 1,
      maximum: LONGEST_CALL_SECONDS,
      description: 'Longest answered call; null: the platform’s twelve hours.',
    }),
  ),
  daily_spend_cap: Type.Optional(amountOrNull('Most that calls of one day may cost; null: no cap.')),
  raised_spend_cap: Type.Optional(
    amountOrNull('A higher cap for a while: above the one that holds; with `raised_until`. Null ends it.'),
  ),
  raised_until: Type.Optional(
    Type.Unsafe<Date | null>({ type: ['string', 'null'], format: 'date-time', description: 'Until then.' }),
  ),
};
export const LimitsBody = Type.Object(limitInputs, { additionalProperties: false });
export const PartnerLimitsBody = Type.Object(
  {
    ...limitInputs,
    allow_loss: Type.Optional(Type.Boolean({ description: 'Let calls pass that are sold below cost.' })),
  },
  { additionalProperties: false },
);

export const CliSchema = Type.Object({
  e164: text,
  note: text,
  approved_by: text,
  approved_at: Timestamp(),
});
export const CliListSchema = Type.Object({ approved_clis: Type.Array(CliSchema) });
export const CliBody = Type.Object(
  {
    e164: Type.String({ pattern: '^\\+[1-9][0-9]{6,14}$', description: 'E.164 with its plus.' }),
    note: Type.Optional(ManyLinesOrNull(300, { description: 'Why: whose it is, and who showed that.' })),
  },
  { additionalProperties: false },
);

export const ClassSchema = Type.Object({
  prefix: text,
  destination_class: OneOf(DESTINATION_CLASSES),
  description: text,
});
export const ClassListSchema = Type.Object({ destination_classes: Type.Array(ClassSchema) });
export const ClassBody = Type.Object(
  {
    destination_class: OneOf(DESTINATION_CLASSES),
    description: Type.Optional(ManyLines(200, { description: 'Such as `Satellite: Inmarsat`.' })),
  },
  { additionalProperties: false },
);

export const EmergencySchema = Type.Object({
  country: Type.String({ description: 'ISO 3166-1 alpha-2.' }),
  number: Type.String({ description: 'As it is dialled there.' }),
  description: text,
});
export const EmergencyListSchema = Type.Object({ emergency_numbers: Type.Array(EmergencySchema) });
export const EmergencyQuery = Type.Object(
  {
    country: Type.Optional(
      Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2; default: all.' }),
    ),
  },
  { additionalProperties: false },
);
export const EmergencyBody = Type.Object(
  { description: Type.Optional(ManyLines(200, { description: 'Such as `Children in need`.' })) },
  { additionalProperties: false },
);
