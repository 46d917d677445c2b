import Type from 'typebox';
import { COUNTRY_FORMAT } from '../partners/index.ts';
import {
  Nullable,
  OneOf,
  Timestamp,
  checked,
  notBelowZero,
  pageFields,
  ruled,
  type CursorParts,
  ManyLines,
} from '../platform/http/index.ts';
import { AmountInput, CurrencyInput, MoneyNumber } from '../platform/money/index.ts';
import { addableNumbers } from './addable-numbers.ts';
import { isE164 } from './e164.ts';
import { CapabilitiesSchema, E164Field } from './holding-contract.ts';
import { isCurrency } from './number-kind.ts';
import { MOST_ADDED } from './number-span.ts';
import { CAPABILITIES, KYC_REQUIREMENTS, NUMBER_TYPES, STOCK_STATES } from './number-stock.ts';
import { patternFields } from './pattern-query.ts';
import type { StockListing, StockListRow } from './stock-list.ts';

/** A number, and its fee where the list is in the order of fees. */
export const STOCK_CURSOR: CursorParts = [isE164, (part) => part === '' || /^\d{1,18}$/.test(part)];
/** The same of a list by number. */
export const BY_NUMBER_CURSOR: CursorParts = [isE164, (part) => part === ''];
export const STOCK_PAGES = { defaultPerPage: 20, maxPerPage: 100, cursor: BY_NUMBER_CURSOR };

export const StockNumberSchema = Type.Object({
  e164: Type.String(),
  country: Type.String(),
  region: Type.String({ description: '`""` where it has none.' }),
  number_type: OneOf(NUMBER_TYPES),
  capabilities: CapabilitiesSchema,
  provider: Type.String({ description: 'Whom you have it from.' }),
  currency: Type.String({ description: 'Of both fees.' }),
  setup_fee: MoneyNumber({ description: 'Wholesale.' }),
  monthly_fee: MoneyNumber({ description: 'Wholesale.' }),
  kyc_requirement: OneOf(KYC_REQUIREMENTS),
  minimum_commitment_months: Type.Integer(),
  state: OneOf(STOCK_STATES),
  reservation: Nullable(
    Type.Object({ id: Type.String(), partner_id: Type.String(), expires_at: Timestamp() }),
  ),
  holder: Nullable(
    Type.Object({
      partner_id: Type.String(),
      account_id: Type.String(),
      number_id: Type.String(),
      status: Type.String(),
      since: Timestamp(),
    }),
  ),
  quarantined_until: Nullable(Timestamp()),
  import_id: Nullable(Type.String()),
  created_at: Timestamp(),
  updated_at: Timestamp(),
});

export const StockListSchema = Type.Object({
  items: Type.Array(StockNumberSchema),
  page: Type.Integer(),
  per_page: Type.Integer(),
  total: Type.Integer(),
  total_is_exact: Type.Boolean({ description: 'Always true: `total` is counted.' }),
  next_cursor: Nullable(Type.String()),
});

export const StockAddedSchema = Type.Object({
  added: Type.Integer(),
  first: Type.String(),
  last: Type.String(),
});

export const StockParams = Type.Object({
  number: Type.String({ maxLength: 40, description: '`+91…`, as `%2B91…` or as it is.' }),
});

export const StockQuery = Type.Object(
  {
    state: Type.Optional(OneOf(STOCK_STATES)),
    country: Type.Optional(Type.String({ format: COUNTRY_FORMAT })),
    region: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    number_type: Type.Optional(OneOf(NUMBER_TYPES)),
    provider: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    currency: Type.Optional(CurrencyInput()),
    ...patternFields,
    ...pageFields(STOCK_PAGES),
  },
  { additionalProperties: false },
);

const fee = checked(AmountInput({ description: 'Wholesale, in `currency`.' }), notBelowZero);
const capabilities = Type.Array(OneOf(CAPABILITIES), { uniqueItems: true, maxItems: CAPABILITIES.length });
const changeable = {
  region: Type.Optional(Type.String({ maxLength: 100 })),
  provider: Type.Optional(Type.String({ maxLength: 100 })),
  kyc_requirement: Type.Optional(OneOf(KYC_REQUIREMENTS, { description: 'Default `none`.' })),
  minimum_commitment_months: Type.Optional(Type.Integer({ minimum: 0, maximum: 120 })),
};

export const AddStockBody = ruled(
  Type.Object(
    {
      number: Type.Optional(E164Field),
      range: Type.Optional(
        Type.String({
          pattern: String.raw`^\+[1-9][0-9]{6,14}\s*-\s*\+[1-9][0-9]{6,14}$`,
          description: 'Both ends included: `+912240000000-+912240000999`.',
        }),
      ),
      first: Type.Optional(E164Field),
      count: Type.Optional(
        Type.Integer({ minimum: 1, maximum: MOST_ADDED, description: 'So many from `first` on.' }),
      ),
      country: Type.Optional(
        Type.String({ format: COUNTRY_FORMAT, description: 'Default: the country of the number.' }),
      ),
      number_type: OneOf(NUMBER_TYPES),
      capabilities: Type.Optional(capabilities),
      currency: checked(CurrencyInput(), (code) =>
        isCurrency(code)
          ? null
          : { type: 'value_error', text: 'Input should be a currency of ISO 4217', input: code },
      ),
      setup_fee: fee,
      monthly_fee: fee,
      ...changeable,
    },
    { additionalProperties: false },
  ),
  addableNumbers,
);

export const PatchStockBody = Type.Object(
  {
    ...changeable,
    capabilities: Type.Optional(capabilities),
    setup_fee: Type.Optional(fee),
    monthly_fee: Type.Optional(fee),
    reason: Type.Optional(ManyLines(500, { minLength: 1, description: 'For the audit log.' })),
  },
  { additionalProperties: false },
);

export const StockReasonBody = Type.Object(
  { reason: Type.Optional(ManyLines(500, { minLength: 1, description: 'For the audit log.' })) },
  { additionalProperties: false },
);

export function toApiStockRow({ number, holder }: StockListRow): Record<string, unknown> {
  const { reservation } = number;
  return {
    e164: number.e164,
    country: number.country,
    region: number.region,
    number_type: number.numberType,
    capabilities: number.capabilities,
    provider: number.provider,
    currency: number.currency,
    setup_fee: number.setupFee,
    monthly_fee: number.monthlyFee,
    kyc_requirement: number.kycRequirement,
    minimum_commitment_months: number.minimumCommitmentMonths,
    state: number.state,
    reservation:
      reservation === null
        ? null
        : {
            id: reservation.reservationId,
            partner_id: reservation.partnerId,
            expires_at: reservation.until,
          },
    holder:
      holder === null
        ? null
        : {
            partner_id: holder.partnerId,
            account_id: holder.accountId,
            number_id: holder.id,
            status: holder.status,
            since: holder.purchasedAt,
          },
    quarantined_until: number.quarantinedUntil,
    import_id: number.importId,
    created_at: number.createdAt,
    updated_at: number.updatedAt,
  };
}

export function toApiStockList(list: StockListing): Record<string, unknown> {
  return {
    items: list.rows.map(toApiStockRow),
    page: list.page,
    per_page: list.perPage,
    total: list.total,
    total_is_exact: true,
    next_cursor: list.nextCursor,
  };
}
