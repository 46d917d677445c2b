import type { Reader } from '../platform/db/index.ts';
import {
  ID_CURSOR,
  decodeCursor,
  encodeCursor,
  readDateRange,
  readPage,
  type DateRangeQuery,
  type PageQuery,
} from '../platform/http/index.ts';
import { AUDIT_PAGES } from './contract.ts';
import {
  COUNTED_ROWS,
  countAuditEntries,
  selectAuditEntries,
  type AuditFilter,
  type AuditScope,
  type StoredAuditEntry,
} from './store.ts';

export interface AuditLogQueryFields extends PageQuery, DateRangeQuery {
  readonly actor?: string;
  readonly action?: string;
  readonly object_type?: string;
  readonly object_id?: string;
}

export interface AuditLogPage {
  readonly entries: readonly StoredAuditEntry[];
  readonly page: number;
  readonly per_page: number;
  readonly total: number;
  readonly total_capped: boolean;
  readonly next_cursor: string | null;
}

function readCursor(cursor: string | null): string | null {
  if (cursor === null) return null;
  const [id = ''] = decodeCursor(cursor, ID_CURSOR);
  return id;
}

/** One page of the log, newest first. Throws 422 for a window or a cursor that is none. */
export async function readAuditLog(
  reader: Reader,
  scope: AuditScope,
  query: AuditLogQueryFields,
): Promise<AuditLogPage> {
  const place = readPage(query, AUDIT_PAGES);
  const filter: AuditFilter = {
    actor: query.actor,
    action: query.action,
    objectType: query.object_type,
    objectId: query.object_id,
    ...readDateRange(query),
  };
  const rows = await selectAuditEntries(reader, scope, filter, {
    // One row more than asked for tells whether there is a next page.
    limit: place.limit + 1,
    offset: place.offset,
    afterId: readCursor(place.cursor),
  });
  const entries = rows.slice(0, place.limit);
  const last = entries.at(-1);
  const total = await countAuditEntries(reader, scope, filter);
  return {
    entries,
    page: place.page,
    per_page: place.perPage,
    total,
    total_capped: total === COUNTED_ROWS,
    next_cursor: rows.length > place.limit && last !== undefined ? encodeCursor([last.id]) : null,
  };
}
