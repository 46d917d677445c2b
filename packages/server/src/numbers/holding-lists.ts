import type { Reader } from '../platform/db/index.ts';
import {
  ID_CURSOR,
  decodeCursor,
  encodeCursor,
  readPage,
  type PageOptions,
  type PageQuery,
} from '../platform/http/index.ts';
import { countHoldings, selectHoldings, type HoldingFilter } from './holding-list-store.ts';
import type { HoldingView } from './holding-view.ts';
import type { HoldingStatus, NumberHolding } from './number-holding.ts';
import { selectNumbers } from './stock-store.ts';

export const PARTNER_NUMBER_PAGES: PageOptions = { defaultPerPage: 20, maxPerPage: 100, cursor: ID_CURSOR };
export const CUSTOMER_NUMBER_PAGES: PageOptions = { defaultPerPage: 25, maxPerPage: 100, cursor: ID_CURSOR };

/** The published words and ours; a number in grace works, so that it counts as active. */
export const WIRE_STATUSES = ['active', 'suspended', 'pending_release', 'released'] as const;
export type WireStatus = (typeof WIRE_STATUSES)[number];

export interface HoldingListQuery extends PageQuery {
  readonly search?: string;
  readonly status?: WireStatus;
  readonly tag?: string;
}

export interface HoldingPage {
  readonly views: readonly HoldingView[];
  readonly page: number;
  readonly perPage: number;
  readonly total: number;
  readonly nextCursor: string | null;
}

function statusesOf(status: WireStatus | undefined): readonly HoldingStatus[] | undefined {
  if (status === undefined) return undefined;
  return status === 'active' ? ['active', 'grace'] : [status];
}

/** A cursor of a list whose rows are told apart by their id. Throws 422 for what is none. */
export function readIdCursor(cursor: string | null): string | null {
  if (cursor === null) return null;
  const [id = ''] = decodeCursor(cursor, ID_CURSOR);
  return id;
}

/** One page of numbers that a partner’s customers have, newest first. Throws 422 for a cursor that is none and a page too deep. */
export async function listHoldings(
  reader: Reader,
  partnerId: string,
  customerId: string | undefined,
  query: HoldingListQuery,
  pages: PageOptions,
): Promise<HoldingPage> {
  const place = readPage(query, pages);
  const filter: HoldingFilter = {
    customerId,
    // A `+` in a query reads as a blank where it was not encoded.
    search: query.search?.replace(/^ /, '+'),
    statuses: statusesOf(query.status),
    tag: query.tag,
  };
  // One row more than asked for tells whether there is a next page.
  const rows = await selectHoldings(reader, partnerId, filter, {
    limit: place.limit + 1,
    offset: place.offset,
    afterId: readIdCursor(place.cursor),
  });
  const holdings = rows.slice(0, place.limit);
  const last = holdings.at(-1);
  return {
    views: await viewHoldings(reader, holdings),
    page: place.page,
    perPage: place.perPage,
    total: await countHoldings(reader, partnerId, filter),
    nextCursor: rows.length > place.limit && last !== undefined ? encodeCursor([last.id]) : null,
  };
}

/** With what each number is, from the stock. */
export async function viewHoldings(
  reader: Reader,
  holdings: readonly NumberHolding[],
): Promise<HoldingView[]> {
  const stock = await selectNumbers(
    reader,
    holdings.map(({ e164 }) => e164),
  );
  return holdings.map((holding) => {
    const number = stock.get(holding.e164);
    if (number === undefined) throw new Error(`${holding.e164} has lost its place in the stock.`);
    return { holding, stock: number };
  });
}

export async function viewHolding(reader: Reader, holding: NumberHolding): Promise<HoldingView> {
  const [view] = await viewHoldings(reader, [holding]);
  if (view === undefined) throw new Error('One number makes one view.');
  return view;
}
