import type { Reader } from '../platform/db/index.ts';
import { readPage, type PageQuery } from '../platform/http/index.ts';
import { callingPrefix } from './calling-code.ts';
import { sellingFees, type NumberFees } from './number-price.ts';
import type { Capability, NumberType, StockNumber } from './number-stock.ts';
import { readPatterns } from './pattern-query.ts';
import { priceRulesOf } from './price-store.ts';
import { countOffers } from './stock-count-store.ts';
import type { StockFilter, StockOrder } from './stock-filter.ts';
import { STOCK_CURSOR } from './stock-contract.ts';
import { readStockCursor, stockCursor } from './stock-list.ts';
import { searchStock } from './stock-search.ts';

export const INVENTORY_PAGES = { defaultPerPage: 20, maxPerPage: 100, cursor: STOCK_CURSOR };
export const INVENTORY_ORDERS = [
  'number',
  '-number',
  'monthly_fee',
  '-monthly_fee',
  'setup_fee',
  '-setup_fee',
] as const;

export interface InventoryQuery extends PageQuery {
  readonly country?: string;
  readonly region?: string;
  readonly number_type?: NumberType;
  readonly currency?: string;
  readonly capabilities?: string;
  readonly max_setup_fee?: bigint;
  readonly max_monthly_fee?: bigint;
  readonly pattern?: string;
  readonly contains?: string;
  readonly starts_with?: string;
  readonly ends_with?: string;
  readonly sort?: (typeof INVENTORY_ORDERS)[number];
}

export interface InventoryRow {
  readonly number: StockNumber;
  /** What the partner sells it for. */
  readonly selling: NumberFees;
}

export interface InventoryPage {
  readonly rows: readonly InventoryRow[];
  readonly page: number;
  readonly perPage: number;
  readonly total: number;
  readonly nextCursor: string | null;
}

/** Fees are compared in one currency: the one asked for, else the partner’s own. */
function orderOf(query: InventoryQuery, ownCurrency: string): StockOrder {
  const sort = query.sort ?? 'number';
  const descending = sort.startsWith('-');
  const by = sort.replace('-', '') as StockOrder['by'];
  return by === 'number' ? { by, descending } : { by, descending, currency: query.currency ?? ownCurrency };
}

function filterOf(query: InventoryQuery, order: StockOrder, ownCurrency: string): StockFilter {
  const byFee = order.by !== 'number' || (query.max_monthly_fee ?? query.max_setup_fee) !== undefined;
  return {
    state: 'available',
    country: query.country,
    region: query.region,
    numberType: query.number_type,
    currency: query.currency ?? (byFee ? ownCurrency : undefined),
    capabilities: (query.capabilities?.split(',') ?? []) as Capability[],
    maxSetupFee: query.max_setup_fee,
    maxMonthlyFee: query.max_monthly_fee,
    patterns: readPatterns(query),
  };
}

/** One page of what a partner can buy, each number with what it costs the partner and what the partner sells it for. */
export async function searchInventory(
  reader: Reader,
  partner: { readonly partnerId: string; readonly currency: string },
  query: InventoryQuery,
): Promise<InventoryPage> {
  const place = readPage(query, INVENTORY_PAGES);
  const order = orderOf(query, partner.currency);
  const found = await searchStock(reader, filterOf(query, order, partner.currency), order, {
    after: readStockCursor(place.cursor),
    offset: place.offset,
    limit: place.limit,
  });
  const rules = await priceRulesOf(reader, partner.partnerId, found.numbers);
  return {
    rows: found.numbers.map((number) => ({ number, selling: sellingFees(number, rules) })),
    page: place.page,
    perPage: place.perPage,
    total: found.total,
    nextCursor: stockCursor(found.next),
  };
}

export interface CountryOffer {
  readonly country: string;
  readonly name: string;
  readonly callingCode: string | null;
  readonly count: number;
  readonly types: readonly {
    readonly numberType: NumberType;
    readonly count: number;
    readonly regions: readonly { readonly region: string; readonly count: number }[];
  }[];
}

const names = new Intl.DisplayNames('en', { type: 'region' });

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): [string, T[]][] {
  return [...Map.groupBy(items, keyOf)];
}

const sum = (counts: readonly { readonly count: number }[]): number =>
  counts.reduce((total, { count }) => total + count, 0);

/** What is for sale where: countries with their types and regions, by name. */
export async function offeredCountries(reader: Reader, country?: string): Promise<CountryOffer[]> {
  const offers = await countOffers(reader, country);
  return grouped(offers, (offer) => offer.country)
    .map(([code, ofCountry]) => ({
      country: code,
      name: names.of(code) ?? code,
      callingCode: callingPrefix(code),
      count: sum(ofCountry),
      types: grouped(ofCountry, (offer) => offer.numberType).map(([type, ofType]) => ({
        numberType: type as NumberType,
        count: sum(ofType),
        regions: ofType.map(({ region, count }) => ({ region, count })),
      })),
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}
