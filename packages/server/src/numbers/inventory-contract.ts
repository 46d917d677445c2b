import Type from 'typebox';
import { COUNTRY_FORMAT } from '../partners/index.ts';
import { fault } from '../platform/errors/index.ts';
import {
  Nullable,
  OneOf,
  Timestamp,
  isCursor,
  pageFields,
  ruled,
  type InputRule,
} from '../platform/http/index.ts';
import { AmountInput, CurrencyInput, MoneyNumber } from '../platform/money/index.ts';
import { CapabilitiesSchema, E164Field } from './holding-contract.ts';
import {
  INVENTORY_ORDERS,
  INVENTORY_PAGES,
  type CountryOffer,
  type InventoryPage,
  type InventoryQuery,
  type InventoryRow,
} from './inventory.ts';
import { KYC_REQUIREMENTS, NUMBER_TYPES } from './number-stock.ts';
import { BY_NUMBER_CURSOR } from './stock-contract.ts';
import { patternFields } from './pattern-query.ts';
import {
  MOST_MINUTES,
  MOST_NUMBERS,
  RESERVATION_STATES,
  reservationState,
  type Reservation,
} from './reservation.ts';
import { RESERVATION_PAGES, type ReservationPage } from './reservations.ts';

const CAPABILITY_LIST = '^(voice|sms|mms|fax)(,(voice|sms|mms|fax)){0,3}$';
const most = (name: string) =>
  Type.Optional(
    AmountInput({
      description: `Highest wholesale ${name}, in \`currency\` (default: that of your primary master account).`,
    }),
  );

export const InventoryNumberSchema = Type.Object({
  e164: Type.String(),
  country: Type.String(),
  region: Type.String({ description: '`""` where it has none.' }),
  number_type: OneOf(NUMBER_TYPES),
  capabilities: CapabilitiesSchema,
  currency: Type.String({ description: 'Of all four fees.' }),
  setup_fee: MoneyNumber({ description: 'What your customer pays once.' }),
  monthly_fee: MoneyNumber({ description: 'What your customer pays a month.' }),
  wholesale_setup_fee: MoneyNumber({ description: 'What it costs you.' }),
  wholesale_monthly_fee: MoneyNumber(),
  kyc_requirement: OneOf(KYC_REQUIREMENTS),
  minimum_commitment_months: Type.Integer(),
});

export const InventorySchema = Type.Object({
  items: Type.Array(InventoryNumberSchema),
  page: Type.Integer(),
  per_page: Type.Integer(),
  total: Type.Integer(),
  total_is_exact: Type.Boolean({ description: 'Always true: `total` is counted.' }),
  next_cursor: Nullable(Type.String()),
});

/** A fee stands in a cursor only where the list is in the order of fees. */
const cursorOfOrder: InputRule<Pick<InventoryQuery, 'cursor' | 'sort'>> = (
  { cursor, sort = 'number' },
  faults,
  refused,
) => {
  if (cursor === undefined || refused.has('sort')) return;
  const isByNumber = sort === 'number' || sort === '-number';
  if (isByNumber !== isCursor(cursor, BY_NUMBER_CURSOR))
    faults.push(fault(['query', 'cursor'], 'value_error', 'Input is not a cursor of this list'));
};

export const InventoryQuerySchema = ruled(
  Type.Object(
    {
      country: Type.Optional(
        Type.String({ format: COUNTRY_FORMAT, description: 'ISO 3166-1 alpha-2 in capitals.' }),
      ),
      region: Type.Optional(
        Type.String({ minLength: 1, maxLength: 100, description: 'As `inventory/countries` spells it.' }),
      ),
      number_type: Type.Optional(OneOf(NUMBER_TYPES)),
      ...patternFields,
      capabilities: Type.Optional(
        Type.String({ pattern: CAPABILITY_LIST, description: 'Each of these: `voice,sms`.' }),
      ),
      currency: Type.Optional(CurrencyInput()),
      max_setup_fee: most('setup fee'),
      max_monthly_fee: most('monthly fee'),
      sort: Type.Optional(
        OneOf(INVENTORY_ORDERS, {
          description:
            'Default `number`; `-` turns it round. By a fee: the wholesale one, of numbers in `currency` alone.',
        }),
      ),
      ...pageFields(INVENTORY_PAGES),
    },
    { additionalProperties: false },
  ),
  cursorOfOrder,
);

export const CountriesQuery = Type.Object(
  { country: Type.Optional(Type.String({ format: COUNTRY_FORMAT, description: 'This one alone.' })) },
  { additionalProperties: false },
);

export const CountriesSchema = Type.Object({
  countries: Type.Array(
    Type.Object({
      country: Type.String(),
      name: Type.String(),
      calling_code: Nullable(Type.String()),
      count: Type.Integer(),
      types: Type.Array(
        Type.Object({
          number_type: OneOf(NUMBER_TYPES),
          count: Type.Integer(),
          regions: Type.Array(Type.Object({ region: Type.String(), count: Type.Integer() })),
        }),
      ),
    }),
  ),
  total: Type.Integer({ description: 'Numbers for sale in all of them.' }),
});

export const ReservationSchema = Type.Object({
  id: Type.String(),
  status: OneOf(RESERVATION_STATES, { description: '`used`: all its numbers were bought.' }),
  numbers: Type.Array(Type.String(), { description: 'All that it began with.' }),
  reserved: Type.Array(Type.String(), { description: 'Those that you still have reserved.' }),
  created_at: Timestamp(),
  expires_at: Timestamp(),
  cancelled_at: Nullable(Timestamp()),
});

export const ReservationListSchema = Type.Object({
  items: Type.Array(ReservationSchema),
  page: Type.Integer(),
  per_page: Type.Integer(),
  total: Type.Integer(),
  next_cursor: Nullable(Type.String()),
});

const minutes = Type.Optional(
  Type.Integer({ minimum: 1, maximum: MOST_MINUTES, description: 'Default 15; 24 hours in all.' }),
);
export const ReserveBody = Type.Object(
  { numbers: Type.Array(E164Field, { minItems: 1, maxItems: MOST_NUMBERS }), minutes },
  { additionalProperties: false },
);
export const ExtendBody = Type.Object({ minutes }, { additionalProperties: false });
export const ReservationParams = Type.Object({ id: Type.String({ maxLength: 64 }) });
export const ReservationsQuery = Type.Object(
  { ...pageFields(RESERVATION_PAGES) },
  { additionalProperties: false },
);

function toApiInventoryRow({ number, selling }: InventoryRow): Record<string, unknown> {
  return {
    e164: number.e164,
    country: number.country,
    region: number.region,
    number_type: number.numberType,
    capabilities: number.capabilities,
    currency: number.currency,
    setup_fee: selling.setupFee,
    monthly_fee: selling.monthlyFee,
    wholesale_setup_fee: number.setupFee,
    wholesale_monthly_fee: number.monthlyFee,
    kyc_requirement: number.kycRequirement,
    minimum_commitment_months: number.minimumCommitmentMonths,
  };
}

export function toApiInventory(page: InventoryPage): Record<string, unknown> {
  return {
    items: page.rows.map(toApiInventoryRow),
    page: page.page,
    per_page: page.perPage,
    total: page.total,
    total_is_exact: true,
    next_cursor: page.nextCursor,
  };
}

export function toApiCountries(offers: readonly CountryOffer[]): Record<string, unknown> {
  return {
    countries: offers.map((offer) => ({
      country: offer.country,
      name: offer.name,
      calling_code: offer.callingCode,
      count: offer.count,
      types: offer.types.map(({ numberType, count, regions }) => ({
        number_type: numberType,
        count,
        regions,
      })),
    })),
    total: offers.reduce((total, { count }) => total + count, 0),
  };
}

export function toApiReservation(reservation: Reservation, at: Date): Record<string, unknown> {
  const status = reservationState(reservation, at);
  return {
    id: reservation.id,
    status,
    numbers: reservation.numbers,
    reserved: status === 'active' ? reservation.held : [],
    created_at: reservation.createdAt,
    expires_at: reservation.expiresAt,
    cancelled_at: reservation.cancelledAt,
  };
}

export function toApiReservationPage(page: ReservationPage, at: Date): Record<string, unknown> {
  return {
    items: page.reservations.map((one) => toApiReservation(one, at)),
    page: page.page,
    per_page: page.perPage,
    total: page.total,
    next_cursor: page.nextCursor,
  };
}
