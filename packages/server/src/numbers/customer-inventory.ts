import Type, { type Static } from 'typebox';
import type { Reader } from '../platform/db/index.ts';
import { sha256 } from '../platform/crypto/index.ts';
import { fault } from '../platform/errors/index.ts';
import {
  Nullable,
  Timestamp,
  pageFields,
  readPage,
  ruled,
  type PageOptions,
} from '../platform/http/index.ts';
import { MoneyNumber } from '../platform/money/index.ts';
import { CapabilitiesSchema } from './holding-contract.ts';
import { CUSTOMER_NUMBER_PAGES } from './holding-lists.ts';
import { sellingFees } from './number-price.ts';
import type { StockNumber } from './number-stock.ts';
import { readPatterns } from './pattern-query.ts';
import { priceRulesOf } from './price-store.ts';
import { BY_NUMBER_CURSOR } from './stock-contract.ts';
import { readStockCursor, stockCursor } from './stock-list.ts';
import { searchStock } from './stock-search.ts';

/** The published row of a number that nobody has. */
const OwnInventoryNumberSchema = Type.Object({
  id: Type.String(),
  account_id: Type.String({ description: 'Empty: it is nobody’s.' }),
  e164: Type.String(),
  country: Type.String(),
  region: Type.String(),
  capabilities: CapabilitiesSchema,
  status: Type.String(),
  provider: Type.String(),
  setup_fee: MoneyNumber({ description: 'What you pay once.' }),
  monthly_fee: MoneyNumber({ description: 'What you pay a month.' }),
  currency: Type.String(),
  voice_enabled: Type.Boolean(),
  tags: Type.Null(),
  is_blocked: Type.Boolean(),
  created_at: Timestamp(),
  updated_at: Timestamp(),
  is_trial_number: Type.Boolean(),
  minimum_commitment_months: Type.Integer(),
  aadhaar_verification_required: Type.Boolean(),
  aadhaar_verified: Type.Boolean(),
});

const page = { page: Type.Integer(), per_page: Type.Integer(), total: Type.Integer() };
export const StrictOwnInventorySchema = Type.Object({ items: Type.Array(OwnInventoryNumberSchema), ...page });
export const OwnInventorySchema = Type.Object({
  items: Type.Array(OwnInventoryNumberSchema),
  ...page,
  next_cursor: Nullable(Type.String()),
});

const OFFER_PAGES: PageOptions = { ...CUSTOMER_NUMBER_PAGES, cursor: BY_NUMBER_CURSOR };
/** Prefixes that a list can leave out; each costs the search a little. */
const MOST_EXCLUDED = 20;
const prefixes = Type.String({ minLength: 1, maxLength: 400 });

type Exclude = string | readonly (string | undefined)[] | undefined;
const BEGINNING = /^[1-9][0-9]{0,14}$/;

/** Without `+`, which a query may have lost. */
function beginningsOf(exclude: Exclude): string[] {
  return [exclude ?? []]
    .flat()
    .flatMap((text) => text?.split(',') ?? [])
    .map((text) => text.trim().replace(/^\+/, ''))
    .filter((digits) => digits !== '');
}

export const OwnInventoryQuery = ruled(
  Type.Object(
    {
      country: Type.Optional(Type.String({ pattern: '^[A-Za-z]{2}$', description: 'ISO 3166-1 alpha-2.' })),
      search: Type.Optional(Type.String({ minLength: 1, maxLength: 16, description: 'Part of the number.' })),
      exclude: Type.Optional(
        Type.Union([prefixes, Type.Array(prefixes, { maxItems: MOST_EXCLUDED })], {
          description: 'First digits that are not wanted; several by comma, or given repeatedly.',
        }),
      ),
      ...pageFields(OFFER_PAGES),
    },
    { additionalProperties: false },
  ),
  ({ exclude }, faults) => {
    const unwanted = beginningsOf(exclude);
    if (unwanted.length <= MOST_EXCLUDED && unwanted.every((digits) => BEGINNING.test(digits))) return;
    const message = `Input should be at most ${MOST_EXCLUDED} beginnings of numbers`;
    faults.push(fault(['query', 'exclude'], 'value_error', message));
  },
);

interface Buyer {
  readonly partnerId: string;
  /** Of the wallet: what is in another currency could not be bought. */
  readonly currency: string;
}

/** One page of what a customer can buy, at the price that its partner sells for. */
export async function searchOwnInventory(
  reader: Reader,
  buyer: Buyer,
  query: Static<typeof OwnInventoryQuery>,
): Promise<Record<string, unknown>> {
  const place = readPage(query, OFFER_PAGES);
  const order = { by: 'number', descending: false } as const;
  const filter = {
    state: 'available',
    country: query.country?.toUpperCase(),
    currency: buyer.currency,
    patterns: readPatterns({ contains: query.search }),
    excludedPrefixes: beginningsOf(query.exclude).map((digits) => `+${digits}`),
  } as const;
  const found = await searchStock(reader, filter, order, {
    after: readStockCursor(place.cursor),
    offset: place.offset,
    limit: place.limit,
  });
  const rules = await priceRulesOf(reader, buyer.partnerId, found.numbers);
  return {
    items: found.numbers.map((number) => ({ ...toApiOffer(number), ...toApiFees(number, rules) })),
    page: place.page,
    per_page: place.perPage,
    total: found.total,
    next_cursor: stockCursor(found.next),
  };
}

/** Published rows have a UUID; a number in stock has none but itself, so it is made of that (version 8 of RFC 9562). */
function stockId(e164: string): string {
  const bytes = sha256(`number:${e164}`).subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function toApiOffer(number: StockNumber): Record<string, unknown> {
  return {
    id: stockId(number.e164),
    account_id: '',
    e164: number.e164,
    country: number.country,
    region: number.region,
    capabilities: number.capabilities,
    status: number.state,
    // Whom the operator has it from is no business of its partners’ customers.
    provider: '',
    currency: number.currency,
    voice_enabled: number.capabilities.voice,
    tags: null,
    is_blocked: false,
    created_at: number.createdAt,
    updated_at: number.updatedAt,
    is_trial_number: false,
    minimum_commitment_months: number.minimumCommitmentMonths,
    aadhaar_verification_required: number.kycRequirement === 'aadhaar',
    aadhaar_verified: false,
  };
}

function toApiFees(number: StockNumber, rules: Parameters<typeof sellingFees>[1]): Record<string, unknown> {
  const { setupFee, monthlyFee } = sellingFees(number, rules);
  return { setup_fee: setupFee, monthly_fee: monthlyFee };
}
