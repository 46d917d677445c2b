import Type, { type Static } from 'typebox';
import { fault } from '../platform/errors/index.ts';
import {
  Nullable,
  OneOf,
  Timestamp,
  checked,
  notBelowZero,
  pageFields,
  ruled,
  type InputRule,
} from '../platform/http/index.ts';
import { AmountInput, CurrencyInput, MoneyNumber } from '../platform/money/index.ts';
import { E164Field } from './holding-contract.ts';
import type { PriceRule } from './number-price.ts';
import { NUMBER_TYPES } from './number-stock.ts';
import type { StoredPriceRule } from './price-store.ts';
import { PRICE_PAGES, type PricePage } from './prices.ts';

export const NumberPriceSchema = Type.Object({
  id: Type.String(),
  e164: Nullable(Type.String({ description: 'This number alone.' })),
  country: Nullable(Type.String({ description: 'All numbers of this country …' })),
  number_type: Nullable(OneOf(NUMBER_TYPES, { description: '… of this type; null: of any.' })),
  currency: Type.String(),
  setup_fee: MoneyNumber({ description: 'What customers pay once.' }),
  monthly_fee: MoneyNumber({ description: 'What customers pay a month.' }),
  allow_loss: Type.Boolean(),
  created_at: Timestamp(),
  updated_at: Timestamp(),
});
export const NumberPriceListSchema = Type.Object({
  items: Type.Array(NumberPriceSchema),
  page: Type.Integer(),
  per_page: Type.Integer(),
  total: Type.Integer(),
  next_cursor: Nullable(Type.String()),
});
export const RemovedPriceSchema = Type.Object({ message: Type.String(), id: Type.String() });

export const NumberPriceQuery = Type.Object({ ...pageFields(PRICE_PAGES) }, { additionalProperties: false });
export const NumberPriceParams = Type.Object({ id: Type.String({ maxLength: 64 }) });

const fees = {
  setup_fee: checked(AmountInput({ description: 'What customers pay once.' }), notBelowZero),
  monthly_fee: checked(AmountInput({ description: 'What customers pay a month.' }), notBelowZero),
};
const allowLoss = Type.Boolean({
  description: 'A fee may be below wholesale; your master account pays what is missing. Default false.',
});

/** A price is of one number, or of a country and perhaps a type. */
const oneReach: InputRule<{ e164?: string; country?: string; number_type?: string }> = (
  { e164, country, number_type: type },
  faults,
  refused,
) => {
  if (refused.has('country')) return;
  if (!refused.has('e164') && (e164 === undefined) === (country === undefined))
    faults.push(fault(['body'], 'value_error', 'Give one of e164 and country'));
  if (type !== undefined && country === undefined)
    faults.push(fault(['body', 'number_type'], 'value_error', 'A type goes with a country', type));
};

export const NewNumberPriceBody = ruled(
  Type.Object(
    {
      e164: Type.Optional(E164Field),
      country: Type.Optional(
        Type.String({
          pattern: '^[A-Z]{2}$',
          description: 'ISO 3166-1 alpha-2 in capitals; instead of `e164`.',
        }),
      ),
      number_type: Type.Optional(OneOf(NUMBER_TYPES)),
      currency: CurrencyInput({ description: 'Of the numbers, and so of the wallets that pay.' }),
      ...fees,
      allow_loss: Type.Optional(allowLoss),
    },
    { additionalProperties: false },
  ),
  oneReach,
);
export const PatchNumberPriceBody = Type.Object(
  {
    setup_fee: Type.Optional(fees.setup_fee),
    monthly_fee: Type.Optional(fees.monthly_fee),
    allow_loss: Type.Optional(allowLoss),
  },
  { additionalProperties: false },
);

/** The rule that a body means which was checked. */
export function readNewPrice(body: Static<typeof NewNumberPriceBody>): PriceRule {
  return {
    e164: body.e164 ?? null,
    country: body.country ?? null,
    numberType: body.number_type ?? null,
    currency: body.currency,
    setupFee: body.setup_fee,
    monthlyFee: body.monthly_fee,
    allowLoss: body.allow_loss ?? false,
  };
}

export function toApiPrice(rule: StoredPriceRule): Record<string, unknown> {
  return {
    id: rule.id,
    e164: rule.e164,
    country: rule.country,
    number_type: rule.numberType,
    currency: rule.currency,
    setup_fee: rule.setupFee,
    monthly_fee: rule.monthlyFee,
    allow_loss: rule.allowLoss,
    created_at: rule.createdAt,
    updated_at: rule.updatedAt,
  };
}

export function toApiPricePage(page: PricePage): Record<string, unknown> {
  return {
    items: page.rules.map(toApiPrice),
    page: page.page,
    per_page: page.perPage,
    total: page.total,
    next_cursor: page.nextCursor,
  };
}
