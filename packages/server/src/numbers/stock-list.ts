import type { Reader } from '../platform/db/index.ts';
import { decodeCursor, encodeCursor, readPage, type PageQuery } from '../platform/http/index.ts';
import { selectHolders } from './holder-store.ts';
import type { NumberHolding } from './number-holding.ts';
import type { NumberType, StockNumber, StockState } from './number-stock.ts';
import { readPatterns } from './pattern-query.ts';
import type { StockKey, StockOrder } from './stock-filter.ts';
import { searchStock } from './stock-search.ts';
import { STOCK_CURSOR, STOCK_PAGES } from './stock-contract.ts';

export interface StockListRow {
  readonly number: StockNumber;
  /** Who has it now. */
  readonly holder: NumberHolding | null;
}

export interface StockListing {
  readonly rows: readonly StockListRow[];
  readonly page: number;
  readonly perPage: number;
  readonly total: number;
  readonly nextCursor: string | null;
}

export interface StockListQuery extends PageQuery {
  readonly state?: StockState;
  readonly country?: string;
  readonly region?: string;
  readonly number_type?: NumberType;
  readonly provider?: string;
  readonly currency?: string;
  readonly pattern?: string;
  readonly contains?: string;
  readonly starts_with?: string;
  readonly ends_with?: string;
}

const BY_NUMBER: StockOrder = { by: 'number', descending: false };

/** A number’s place as a cursor, and back; a fee stands in it only where the list is in the order of fees. */
export function stockCursor(key: StockKey | null): string | null {
  return key === null ? null : encodeCursor([key.e164, key.fee === null ? '' : key.fee.toString()]);
}

/** The place that a cursor of a list in this order means, which was checked. */
export function readStockCursor(cursor: string | null): StockKey | null {
  if (cursor === null) return null;
  const [e164 = '', fee = ''] = decodeCursor(cursor, STOCK_CURSOR);
  return { e164, fee: fee === '' ? null : BigInt(fee) };
}

/** One page of all that the operator has, in the order of the numbers, with who holds what. */
export async function listStock(reader: Reader, query: StockListQuery): Promise<StockListing> {
  const { state, country, region, number_type: numberType, provider, currency } = query;
  const place = readPage(query, STOCK_PAGES);
  const filter = { state, country, region, numberType, provider, currency, patterns: readPatterns(query) };
  const found = await searchStock(reader, filter, BY_NUMBER, {
    after: readStockCursor(place.cursor),
    offset: place.offset,
    limit: place.limit,
  });
  return {
    rows: await withHolders(reader, found.numbers),
    page: place.page,
    perPage: place.perPage,
    total: found.total,
    nextCursor: stockCursor(found.next),
  };
}

export async function withHolders(reader: Reader, numbers: readonly StockNumber[]): Promise<StockListRow[]> {
  const held = numbers.filter(({ state }) => state === 'held').map(({ e164 }) => e164);
  const holders = new Map((await selectHolders(reader, held)).map((holding) => [holding.e164, holding]));
  return numbers.map((number) => ({ number, holder: holders.get(number.e164) ?? null }));
}
