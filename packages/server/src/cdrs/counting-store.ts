import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import type { DateRange } from '../platform/http/index.ts';
import { DAY_MS } from '../platform/time/index.ts';
import { isNamed, type CdrFilter } from './cdr-filter.ts';
import { isOfPieces } from './conditions.ts';
import { OF_CALLS, SUMS, fromRow, ofCalls, type SumRow } from './sums-store.ts';
import { callsOf, type CallSums } from './sums.ts';

/** Sums that no other sums give are exact up to so many calls (ADR 14): what is counted in a tenth of a second or two. */
const MOST_COUNTED = 50_000;

/** Of a partner that has more calls than this, matches are looked for at first in the newest months with half as many. */
const MOST_LOOKED_THROUGH = 1_000_000;
/** When so many are found there, older ones are not looked for: ten usual pages. Who asks for later ones gets them all the same. */
const ENOUGH = 200;

/** Who has such a part of all calls is looked for in them and not in the index (see `conditionsOf`). */
const MOST_SHARE = 0.25;
/** In a shorter window its calls are read along their ids. */
const LONG_MS = 7 * DAY_MS;

export interface CountLimits {
  readonly most: number;
  /** Null: through all calls, however many. */
  readonly lookedThrough: number | null;
  readonly enough: number;
  readonly mostShare: number;
}

export const COUNT_LIMITS: CountLimits = {
  most: MOST_COUNTED,
  lookedThrough: MOST_LOOKED_THROUGH,
  enough: ENOUGH,
  mostShare: MOST_SHARE,
};

/** Which of the matches are shown. */
export interface Shown {
  readonly offset: number;
  readonly limit: number;
  /** Calls with a lesser id than this. */
  readonly below: string | null;
}

export interface Counted {
  readonly sums: CallSums;
  /** Of the calls that are shown; null where not all that could be shown were looked at. */
  readonly ids: readonly string[] | null;
  /** The newest match of all; null where it is not known. */
  readonly newest: string | null;
}

interface CountedRow extends SumRow {
  readonly ids: readonly string[] | null;
  readonly newest: string | null;
}

/**
 * Counts the calls that match, and of the same look at them says which are shown: of what is found by substrings the looking is all
 * the work. Looks among the newest calls first, and leaves it at those where they have enough.
 */
export async function countCalls(
  reader: Reader,
  partnerId: string,
  filter: CdrFilter,
  shown: Shown,
  limits: CountLimits,
): Promise<Counted> {
  const months = isNamed(filter) ? [] : await selectMonths(reader, partnerId, filter.window);
  const count = (part: CdrFilter): Promise<Counted> =>
    countPart(reader, partnerId, part, shown, limits.most, hasMost(part, months, limits.mostShare));
  const recent = recentPart(filter.window, months, limits);
  if (recent !== null) {
    const counted = await count({ ...filter, window: recent });
    if (callsOf(counted.sums) >= limits.enough) {
      const isFull = counted.ids !== null && counted.ids.length === shown.limit;
      return { ...counted, sums: { ...counted.sums, capped: true }, ids: isFull ? counted.ids : null };
    }
  }
  return count(filter);
}

/** A month of a partner: how many calls its closed days have, and how many all partners have there by the statistics of the database. */
interface Month {
  readonly starts: Date;
  /** All of it. */
  readonly closed: boolean;
  readonly calls: number;
  readonly ofAll: number;
}

/** The newest first: those that are closed, and of those after them the days that are. */
async function selectMonths(
  reader: Reader,
  partnerId: string,
  { from, before }: DateRange,
): Promise<Month[]> {
  const sums = sql`cdr_duration_sum WHERE partner_id = ${partnerId} AND at_least = 0
        AND starts >= ${from ?? '-infinity'} AND starts < ${before ?? 'infinity'}`;
  const { rows } =
    await sql<Month>`SELECT starts, bool_and(grain = 'month') AS closed, sum(calls)::float8 AS calls, (SELECT coalesce(sum(nullif(reltuples, -1)), 0)::float8
      FROM pg_class WHERE oid = to_regclass('cdr_' || to_char(starts AT TIME ZONE 'UTC', 'YYYYMM'))) AS "ofAll"
    FROM (
      SELECT starts, grain, calls FROM ${sums} AND grain = 'month'
      UNION ALL
      SELECT date_trunc('month', starts, 'UTC') AS starts, grain, calls FROM ${sums} AND grain = 'day' AND starts >= coalesce((
        SELECT date_trunc('month', max(starts) + interval '40 days', 'UTC') FROM cdr_duration_sum
        WHERE partner_id = ${partnerId} AND grain = 'month' AND at_least = 0), '-infinity')) s
    GROUP BY starts ORDER BY starts DESC`.execute(reader);
  return rows;
}

function hasMost(filter: CdrFilter, months: readonly Month[], share: number): boolean {
  if (!isOfPieces(filter)) return false;
  const { from, before } = filter.window;
  if (from !== null && before !== null && +before - +from < LONG_MS) return false;
  const known = months.filter(({ closed, ofAll }) => closed && ofAll > 0);
  const calls = known.reduce((sum, one) => sum + one.calls, 0);
  return calls >= share * known.reduce((sum, one) => sum + one.ofAll, 0) && (calls > 0 || share === 0);
}

/**
 * The end of a window in which a part of many calls lies: its newest months that hold half of what is looked through, by their closed days, and
 * what came after them. Null where that is everything, or where all of them together hold no more than is looked through.
 */
function recentPart(
  { from, before }: DateRange,
  months: readonly Month[],
  { lookedThrough }: CountLimits,
): DateRange | null {
  if (lookedThrough === null || months.reduce((sum, { calls }) => sum + calls, 0) <= lookedThrough)
    return null;
  let passed = 0;
  const oldest = months.findIndex(({ calls }) => {
    passed += calls;
    return passed >= lookedThrough / 2;
  });
  const starts = months[oldest]?.starts;
  if (starts === undefined) return null;
  const isEverything = from === null ? months[oldest + 1] === undefined : starts <= from;
  return isEverything ? null : { from: starts, before };
}

async function countPart(
  reader: Reader,
  partnerId: string,
  filter: CdrFilter,
  { offset, limit, below }: Shown,
  most: number,
  isMost: boolean,
): Promise<Counted> {
  const older: RawBuilder<unknown> = below === null ? sql`` : sql`WHERE id < ${below}::uuid`;
  const { rows } = await sql<CountedRow>`
    WITH matching AS MATERIALIZED (${ofCalls(partnerId, filter, sql`c.id, ${OF_CALLS}`, isMost)} LIMIT ${most + 1})
    SELECT ${SUMS}, (SELECT id FROM matching ORDER BY id DESC LIMIT 1) AS newest,
      (SELECT array_agg(id ORDER BY id DESC) FROM (
        SELECT id FROM matching ${older} ORDER BY id DESC LIMIT ${limit} OFFSET ${offset}) p) AS ids
    FROM matching GROUP BY currency ORDER BY currency`.execute(reader);
  const currencies = rows.map(fromRow);
  const capped = currencies.reduce((sum, one) => sum + one.calls, 0) > most;
  const [row] = rows;
  return {
    sums: { currencies, capped },
    ids: capped ? null : (row?.ids ?? []),
    newest: capped ? null : (row?.newest ?? null),
  };
}
