import type { Reader } from '../platform/db/index.ts';
import { ID_CURSOR, decodeCursor, encodeCursor, type PageRequest } from '../platform/http/index.ts';
import { DAY_MS } from '../platform/time/index.ts';
import { firstIdOf, startOf } from './call-time.ts';
import type { Cdr } from './cdr.ts';
import { isOrdered, isSummed, listedBy, type CdrFilter } from './cdr-filter.ts';
import { sumCustomer } from './customer-sums-store.ts';
import { COUNT_LIMITS, countCalls, type Counted, type CountLimits, type Shown } from './counting-store.ts';
import { sumListed, sumWholePartner } from './list-sums-store.ts';
import { placeBefore } from './skip-store.ts';
import { selectByIds, selectIds, type Approach, type PageWanted } from './store.ts';
import { sumRollups } from './sums-store.ts';
import { callsOf, type CallSums } from './sums.ts';

/** Fewer matches than this are gathered and sorted; more are met soon enough on the way along the ids. */
const FEW = 10_000;

/** A walk looks so far back at first: the newest calls of whoever has many are there. */
const RECENT_MS = 31 * DAY_MS;

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

export interface ListLimits extends CountLimits {
  /** Where a page begins behind so many calls, the sums say where that is. */
  readonly skipFrom: number;
}

const LIST_LIMITS: ListLimits = { ...COUNT_LIMITS, skipFrom: 30_000 };

/** Sums that are kept: in rollups, and of what is over in fewer rows. */
function sumKnown(
  reader: Reader,
  partnerId: string,
  filter: CdrFilter,
  kind: ReturnType<typeof listedBy>,
  most: number,
): Promise<CallSums> {
  const { customerId } = filter;
  // Sums of closed periods know no product and no status of a customer.
  if (customerId !== undefined && filter.classes === undefined && filter.context === undefined)
    return sumCustomer(reader, partnerId, { ...filter, customerId });
  if (kind === null) return sumRollups(reader, partnerId, filter);
  return isSummed(filter)
    ? sumWholePartner(reader, partnerId, filter, kind)
    : sumListed(reader, partnerId, filter, kind, most);
}

/** Sums of what matches, and the calls that are shown where looking for the sums has found them. */
async function sumAndFind(
  reader: Reader,
  partnerId: string,
  filter: CdrFilter,
  shown: Shown,
  limits: CountLimits,
): Promise<Counted> {
  const kind = listedBy(filter);
  if (!isSummed(filter) && kind === null) return countCalls(reader, partnerId, filter, shown, limits);
  return { sums: await sumKnown(reader, partnerId, filter, kind, limits.most), ids: null, newest: null };
}

/** Sums of all that matches; of what no sums know, of no more than `most`. */
export async function sumMatches(
  reader: Reader,
  partnerId: string,
  filter: CdrFilter,
  most: number,
): Promise<CallSums> {
  const shown = { offset: 0, limit: 1, below: null };
  const limits = { most, lookedThrough: null, enough: 0 };
  return (await sumAndFind(reader, partnerId, filter, shown, limits)).sums;
}

/** Along one customer's calls a walk passes no more of them than gathering would, whatever of its status is wanted. */
export function approachTo(filter: CdrFilter, found: number): Approach {
  const alongCustomer = filter.customerId !== undefined && isSummed(filter);
  return alongCustomer || isOrdered(filter) || found >= FEW ? 'walk' : 'gather';
}

/** How to look for all that matches. */
export async function approachFor(reader: Reader, partnerId: string, filter: CdrFilter): Promise<Approach> {
  return approachTo(filter, callsOf(await sumMatches(reader, partnerId, filter, FEW)));
}

/** A page of what is summed in rollups, found from where they say that it begins. */
async function skipTo(
  reader: Reader,
  partnerId: string,
  filter: CdrFilter,
  page: PageWanted,
  skipFrom: number,
): Promise<PageWanted> {
  if (!isSummed(filter) || page.below !== null || page.offset < skipFrom) return page;
  const place = await placeBefore(reader, partnerId, filter, page.offset);
  if (place === null) return page;
  const recent = recentOf(place.before);
  return { ...page, offset: page.offset - place.passed, below: firstIdOf(place.before), recent };
}

/**
 * As much of a window as rollups say that a page of few matches is in. What matches the rest of the filter lies between them: to gather all of
 * them reads a status's calls of both directions.
 */
async function narrowTo(
  reader: Reader,
  partnerId: string,
  filter: CdrFilter,
  { approach, below, offset, limit }: PageWanted,
): Promise<CdrFilter> {
  if (approach === 'walk' || !isSummed(filter)) return filter;
  const { from, before } = filter.window;
  // Of the calls that began in the cursor's millisecond some are shown already: none of them is counted.
  const newest = below === null ? null : startOf(below);
  const end = newest === null || (before !== null && before < newest) ? before : newest;
  const window = { from, before: end };
  const place = await placeBefore(reader, partnerId, { ...filter, window }, offset + limit - 1);
  return place === null || (from !== null && place.from < from)
    ? filter
    : { ...filter, window: { from: place.from, before } };
}

/** Nothing that matches is nothing to look for: the sums come first, and say how to look for the rest. */
export async function listCdrs(
  reader: Reader,
  partnerId: string,
  filter: CdrFilter,
  page: PageRequest,
  now: Date,
  limits: ListLimits = LIST_LIMITS,
): Promise<CdrPage> {
  const below = page.cursor === null ? null : readCursor(page.cursor);
  const shown: Shown = { offset: page.offset, limit: page.limit + 1, below };
  const counted = await sumAndFind(reader, partnerId, filter, shown, limits);
  const { sums } = counted;
  const found = callsOf(sums);
  if (found === 0) return { cdrs: [], sums, lastCallAt: null, nextCursor: null };
  const newest = recentOf(filter.window.before ?? now);
  const approach = approachTo(filter, found);
  const select = async (page: Shown, recent: Date): Promise<readonly string[]> => {
    const wanted = { ...page, approach, recent };
    const narrow = await narrowTo(reader, partnerId, filter, wanted);
    const skipped = await skipTo(reader, partnerId, filter, wanted, limits.skipFrom);
    const ids = await selectIds(reader, partnerId, narrow, skipped);
    // A call that was corrected meanwhile does not match any more.
    return narrow === filter || ids.length === page.limit
      ? ids
      : selectIds(reader, partnerId, filter, skipped);
  };
  const ids = counted.ids ?? (await select(shown, below === null ? newest : recentOf(startOf(below))));
  const isFirst = page.offset === 0 && below === null;
  const [first] = isFirst
    ? ids
    : counted.newest === null
      ? await select({ offset: 0, limit: 1, below: null }, newest)
      : [counted.newest];
  const last = ids.slice(0, page.limit).at(-1);
  return {
    cdrs: await selectByIds(reader, partnerId, ids.slice(0, page.limit)),
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
