import type { Reader } from '../platform/db/index.ts';
import { ID_CURSOR, decodeCursor, encodeCursor, type PageRequest } from '../platform/http/index.ts';
import { startOf } from './call-time.ts';
import type { Cdr } from './cdr.ts';
import { isOrdered, isSummed, type CdrFilter } from './cdr-filter.ts';
import { selectByIds, selectIds, type Approach, type PageWanted } from './store.ts';
import { MOST_COUNTED, sumCalls, sumRollups } from './sums-store.ts';
import { callsOf, type CallSums } from './sums.ts';

/** Fewer matches than this are gathered and sorted; more are met soon enough on the way along the ids. */
const FEW = 10_000;

/** A walk looks so far back at first: the newest calls of whoever has many are there. */
const RECENT_MS = 31 * 86_400_000;

/** A page of calls, newest first, with sums over all that match. */
export interface CdrPage {
  readonly cdrs: readonly Cdr[];
  readonly sums: CallSums;
  /** When the newest that matches began; null where none does. */
  readonly lastCallAt: Date | null;
  /** Null at the end. */
  readonly nextCursor: string | null;
}

function readCursor(cursor: string): string {
  const [id = ''] = decodeCursor(cursor, ID_CURSOR);
  return id;
}

function recentOf(end: Date): Date {
  return new Date(end.getTime() - RECENT_MS);
}

export function sumMatches(
  reader: Reader,
  partnerId: string,
  filter: CdrFilter,
  most = MOST_COUNTED,
): Promise<CallSums> {
  return isSummed(filter) ? sumRollups(reader, partnerId, filter) : sumCalls(reader, partnerId, filter, most);
}

export function approachTo(filter: CdrFilter, found: number): Approach {
  return isOrdered(filter) || found >= FEW ? 'walk' : 'gather';
}

/** How to look for all that matches. */
export async function approachFor(reader: Reader, partnerId: string, filter: CdrFilter): Promise<Approach> {
  return approachTo(filter, callsOf(await sumMatches(reader, partnerId, filter, FEW)));
}

/** Nothing that matches is nothing to look for: the sums come first, and say how to look for the rest. */
export async function listCdrs(
  reader: Reader,
  partnerId: string,
  filter: CdrFilter,
  page: PageRequest,
  now: Date,
): Promise<CdrPage> {
  const below = page.cursor === null ? null : readCursor(page.cursor);
  const newest = recentOf(filter.window.before ?? now);
  const sums = await sumMatches(reader, partnerId, filter);
  const found = callsOf(sums);
  if (found === 0) return { cdrs: [], sums, lastCallAt: null, nextCursor: null };
  const approach = approachTo(filter, found);
  const recent = below === null ? newest : recentOf(startOf(below));
  const wanted: PageWanted = { offset: page.offset, limit: page.limit + 1, below, approach, recent };
  const ids = await selectIds(reader, partnerId, filter, wanted);
  const [first] =
    page.offset === 0 && below === null
      ? ids
      : await selectIds(reader, partnerId, filter, {
          offset: 0,
          limit: 1,
          below: null,
          approach,
          recent: newest,
        });
  const shown = ids.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    cdrs: await selectByIds(reader, partnerId, shown),
    sums,
    lastCallAt: first === undefined ? null : startOf(first),
    nextCursor: ids.length > page.limit && last !== undefined ? encodeCursor([last]) : null,
  };
}

/** The newest calls of a customer. */
export async function newestCdrs(
  reader: Reader,
  partnerId: string,
  customerId: string,
  limit: number,
  now: Date,
): Promise<Cdr[]> {
  const filter: CdrFilter = { customerId, window: { from: null, before: null } };
  const page: PageWanted = { offset: 0, limit, below: null, approach: 'walk', recent: recentOf(now) };
  return selectByIds(reader, partnerId, await selectIds(reader, partnerId, filter, page));
}
