import type { Reader } from '../platform/db/index.ts';
import {
  ID_CURSOR,
  decodeCursor,
  encodeCursor,
  readPage,
  type PageQuery,
  type PageRequest,
} from '../platform/http/index.ts';
import type { AccountStatus, Mode } from '../identity/index.ts';
import type { AccessRequestPage, AccessRequestStatus } from './access-request.ts';
import { countAccessRequests, selectAccessRequests } from './access-request-store.ts';
import { PARTNER_PAGES } from './contract.ts';
import type { Partner } from './partner.ts';
import { countPartners, selectPartners, type ListPlace } from './store.ts';

export interface PartnerListQuery extends PageQuery {
  readonly search?: string;
  readonly status?: AccountStatus;
  readonly mode?: Mode;
}

export interface AccessRequestListQueryFields extends PageQuery {
  readonly search?: string;
  readonly status?: AccessRequestStatus;
  readonly overdue?: boolean;
}

function placeOf(page: PageRequest): ListPlace {
  const [afterId = null] = page.cursor === null ? [] : decodeCursor(page.cursor, ID_CURSOR);
  // One row more than asked for tells whether there is a next page.
  return { limit: page.limit + 1, offset: page.offset, afterId };
}

function cut<Row>(
  rows: readonly Row[],
  page: PageRequest,
  idOf: (row: Row) => string,
): { shown: readonly Row[]; nextCursor: string | null } {
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    shown,
    nextCursor: rows.length > page.limit && last !== undefined ? encodeCursor([idOf(last)]) : null,
  };
}

export interface PartnerRowsPage {
  readonly partners: readonly Partner[];
  readonly page: number;
  readonly perPage: number;
  readonly total: number;
  readonly nextCursor: string | null;
}

/** One page of partners, newest first. Throws 422 for a cursor that is none. */
export async function listPartners(reader: Reader, query: PartnerListQuery): Promise<PartnerRowsPage> {
  const page = readPage(query, PARTNER_PAGES);
  const filter = { search: query.search, status: query.status, mode: query.mode };
  const rows = await selectPartners(reader, filter, placeOf(page));
  const { shown, nextCursor } = cut(rows, page, (row) => row.partnerId);
  return {
    partners: shown,
    page: page.page,
    perPage: page.perPage,
    total: await countPartners(reader, filter),
    nextCursor,
  };
}

/** One page of access requests, newest first. */
export async function listAccessRequests(
  reader: Reader,
  query: AccessRequestListQueryFields,
  now: Date,
): Promise<AccessRequestPage> {
  const page = readPage(query, PARTNER_PAGES);
  const filter = {
    search: query.search,
    status: query.status,
    overdueAt: query.overdue === true ? now : undefined,
  };
  const rows = await selectAccessRequests(reader, filter, placeOf(page));
  const { shown, nextCursor } = cut(rows, page, (row) => row.id);
  return {
    requests: shown,
    page: page.page,
    perPage: page.perPage,
    total: await countAccessRequests(reader, filter),
    nextCursor,
  };
}
