import {
  decodeCursor,
  encodeCursor,
  readPage,
  type CursorParts,
  type PageOptions,
  type PageQuery,
} from '../platform/http/index.ts';
import { isUuid } from '../platform/ids/index.ts';

const isSortText = (part: string): boolean =>
  part.isWellFormed() && !part.includes('\0') && part.length <= 200;

const CARRIER_CURSOR: CursorParts = [isSortText, isUuid];
export const CARRIER_PAGES: PageOptions = { defaultPerPage: 20, maxPerPage: 100, cursor: CARRIER_CURSOR };

/** Rows after a text and an id: the sort key of every list of this room. */
export interface ListPlace {
  readonly limit: number;
  readonly offset: number;
  readonly after: { readonly text: string; readonly id: string } | null;
}

export interface Page<T> {
  readonly rows: readonly T[];
  readonly page: number;
  readonly perPage: number;
  readonly total: number;
  readonly nextCursor: string | null;
}

function readAfter(cursor: string | null): ListPlace['after'] {
  if (cursor === null) return null;
  const [text = '', id = ''] = decodeCursor(cursor, CARRIER_CURSOR);
  return { text, id };
}

/** One page of a list sorted by a text, then by id. Throws 422 for a cursor that is none. */
export async function readList<T extends { readonly id: string }>(
  query: PageQuery,
  textOf: (row: T) => string,
  select: (place: ListPlace) => Promise<readonly T[]>,
  count: () => Promise<number>,
): Promise<Page<T>> {
  const { page, perPage, limit, offset, cursor } = readPage(query, CARRIER_PAGES);
  // One row more than asked for tells whether there is a next page.
  const found = await select({ limit: limit + 1, offset, after: readAfter(cursor) });
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const nextCursor =
    found.length > limit && last !== undefined ? encodeCursor([textOf(last), last.id]) : null;
  return { rows, page, perPage, total: await count(), nextCursor };
}
