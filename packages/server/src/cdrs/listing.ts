import type { Reader } from '../platform/db/index.ts';
import { ID_CURSOR, decodeCursor, encodeCursor, type PageRequest } from '../platform/http/index.ts';
import { DAY_MS } from '../platform/time/index.ts';
import { startOf } from './call-time.ts';
import type { Cdr } from './cdr.ts';
import { isOrdered, isSummed, listedBy, type CdrFilter } from './cdr-filter.ts';
import { COUNT_LIMITS, countCalls, type Counted, type CountLimits, type Shown } from './counting-store.ts';
import { DEEP, selectKnown, sumKnown } from './known-store.ts';
import { sumListed } from './list-sums-store.ts';
import { selectByIds, selectIds, type Approach } from './store.ts';
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
  /** Of pages that begin behind so many calls rollups say where that is. */
  readonly deep: number;
}

export const LIST_LIMITS: ListLimits = { ...COUNT_LIMITS, deep: DEEP };

/** Sums of what matches, and the calls that are shown where looking for the sums has found them. */
async function sumAndFind(
  reader: Reader,
  partnerId: string,
  filter: CdrFilter,
  shown: Shown,
  limits: CountLimits,
): Promise<Counted> {
  const kind = listedBy(filter);
  if (kind === null) return countCalls(reader, partnerId, filter, shown, limits);
  return { sums: await sumListed(reader, partnerId, filter, kind, limits.most), ids: null, newest: null };
}

/** Sums of all that matches; of what no sums know, of no more than `most`. */
export async function sumMatches(
  reader: Reader,
  partnerId: string,
  filter: CdrFilter,
  most: number,
): Promise<CallSums> {
  if (isSummed(filter)) return sumKnown(reader, partnerId, filter);
  const shown = { offset: 0, limit: 1, below: null };
  const limits = { ...COUNT_LIMITS, most, lookedThrough: null, enough: 0 };
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

const NONE: Omit<CdrPage, 'sums'> = { cdrs: [], lastCallAt: null, nextCursor: null };

/** Of the calls that are shown, and the one behind them. */
function cursorOf(ids: readonly string[], limit: number): string | null {
  const last = ids.slice(0, limit).at(-1);
  return ids.length > limit && last !== undefined ? encodeCursor([last]) : null;
}

/** What rollups know: they say what it comes to, and where a page of it lies. */
async function listKnown(
  reader: Reader,
  partnerId: string,
  filter: CdrFilter,
  shown: Shown,
  now: Date,
  deep: number,
): Promise<CdrPage> {
  const sums = await sumKnown(reader, partnerId, filter);
  if (callsOf(sums) === 0) return { ...NONE, sums };
  const top = recentOf(filter.window.before ?? now);
  const near = shown.below === null ? top : recentOf(startOf(shown.below));
  const cdrs = await selectKnown(reader, partnerId, filter, { ...shown, near, deep });
  const isFirst = shown.offset === 0 && shown.below === null;
  const [newest] = isFirst
    ? cdrs
    : await selectKnown(reader, partnerId, filter, { offset: 0, limit: 1, below: null, near: top });
  const limit = shown.limit - 1;
  return {
    cdrs: cdrs.slice(0, limit),
    sums,
    lastCallAt: newest?.startedAt ?? null,
    nextCursor: cursorOf(
      cdrs.map(({ callId }) => callId),
      limit,
    ),
  };
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
  if (isSummed(filter)) return listKnown(reader, partnerId, filter, shown, now, limits.deep);
  const counted = await sumAndFind(reader, partnerId, filter, shown, limits);
  const { sums } = counted;
  const found = callsOf(sums);
  if (found === 0) return { ...NONE, sums };
  const newest = recentOf(filter.window.before ?? now);
  const approach = approachTo(filter, found);
  const select = (page: Shown, recent: Date): Promise<readonly string[]> =>
    selectIds(reader, partnerId, filter, { ...page, approach, recent });
  const ids = counted.ids ?? (await select(shown, below === null ? newest : recentOf(startOf(below))));
  const isFirst = page.offset === 0 && below === null;
  const [first] = isFirst
    ? ids
    : counted.newest === null
      ? await select({ offset: 0, limit: 1, below: null }, newest)
      : [counted.newest];
  return {
    cdrs: await selectByIds(reader, partnerId, ids.slice(0, page.limit)),
    sums,
    lastCallAt: first === undefined ? null : startOf(first),
    nextCursor: cursorOf(ids, page.limit),
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
  return selectKnown(reader, partnerId, filter, { offset: 0, limit, below: null, near: recentOf(now) });
}
