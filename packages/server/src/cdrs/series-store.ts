import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import { coverWindow, periodKey } from './cover-window.ts';
import { selectClosed } from './period-store.ts';
import { piecesOf, type SeriesPieces } from './series-pieces.ts';
import type { Interval, PointRow, SeriesRow, TrafficSums, Window } from './traffic.ts';
import { OF_MARK, OF_ROLLUP, SUMS, sumsFrom, type SumsRow } from './traffic-columns.ts';
import { WHOLE_PARTNER } from './whole-partner.ts';
import { DAY_MS } from './window.ts';

export interface SeriesAsked {
  /** Both ends on quarters of an hour. */
  readonly window: Window;
  readonly interval: Interval;
  /** IANA name; the intervals are of its clock. */
  readonly timeZone: string;
  /** Null: of whole partners. */
  readonly customerId: string | null;
}

interface SeriesColumns extends SumsRow {
  readonly starts: Date;
  readonly call_direction: 'inbound' | 'outbound';
  readonly context: 'sip-trunking' | 'voice-api';
  readonly currency: string;
}

/** Closed UTC days of each partner; of one customer nothing is kept of the quarters of a day. */
async function closedDays(
  reader: Reader,
  partnerIds: readonly string[],
  { window, customerId }: SeriesAsked,
): Promise<Map<string, Set<number>>> {
  const days = new Map<string, Set<number>>(partnerIds.map((id) => [id, new Set()]));
  if (customerId !== null) return days;
  const around = { from: new Date(window.from.getTime() - DAY_MS), before: window.before };
  for (const { partnerId, grain, starts } of await selectClosed(reader, partnerIds, around))
    if (grain === 'day') days.get(partnerId)?.add(starts.getTime());
  return days;
}

/** Traffic of some partners together, or of one customer, over time. Stretches without calls are left out. */
export async function readSeries(
  reader: Reader,
  partnerIds: readonly string[],
  asked: SeriesAsked,
): Promise<SeriesRow[]> {
  const sources = await sourcesOf(reader, partnerIds, asked, sql``);
  if (sources === null) return [];
  const { rows } = await sql<SeriesColumns>`SELECT starts, ${PLACE}, ${SUMS} FROM (${sources}) r
    GROUP BY starts, ${PLACE} HAVING sum(attempts) > 0 ORDER BY starts`.execute(reader);
  return rows.map((row) => ({
    starts: row.starts,
    direction: row.call_direction,
    context: row.context,
    currency: row.currency,
    ...sumsFrom(row),
  }));
}

/** What of the traffic is asked for; null: all of it together. */
export interface SeriesFilter {
  readonly direction: 'inbound' | 'outbound' | null;
  readonly context: 'sip-trunking' | 'voice-api' | null;
}

/** The same, a row for each stretch and currency: what is shown as one point is added up where it lies. */
export async function readPoints(
  reader: Reader,
  partnerIds: readonly string[],
  asked: SeriesAsked & SeriesFilter,
): Promise<PointRow[]> {
  const { direction, context } = asked;
  const sources = await sourcesOf(
    reader,
    partnerIds,
    asked,
    sql`${direction === null ? sql`` : sql`AND call_direction = ${direction}`}
      ${context === null ? sql`` : sql`AND context = ${context}`}`,
  );
  if (sources === null) return [];
  const { rows } = await sql<Omit<SeriesColumns, 'call_direction' | 'context'>>`
    SELECT starts, currency, ${SUMS} FROM (${sources}) r
    GROUP BY starts, currency HAVING sum(attempts) > 0 ORDER BY starts`.execute(reader);
  return rows.map((row) => ({ starts: row.starts, currency: row.currency, ...sumsFrom(row) }));
}

const PLACE = sql`call_direction, context, currency`;

/** The rows that a series is added up from; `only` narrows what is read of each table. Null: there is nothing to read. */
async function sourcesOf(
  reader: Reader,
  partnerIds: readonly string[],
  asked: SeriesAsked,
  only: RawBuilder<unknown>,
): Promise<RawBuilder<unknown> | null> {
  const { interval, timeZone } = asked;
  const [starts, closed] = await Promise.all([
    readStarts(reader, asked),
    closedDays(reader, partnerIds, asked),
  ]);
  const all = partnerIds.map((partnerId) => ({
    partnerId,
    ...piecesOf(starts, asked.window, (day) => closed.get(partnerId)?.has(day.getTime()) ?? false),
  }));
  const days = all.flatMap(({ partnerId, days: of }) => of.map((one) => ({ partnerId, ...one })));
  const marks = all.flatMap(({ partnerId, marks: of }) =>
    instantsOf(of).map((one) => ({ partnerId, ...one })),
  );
  const quarters = all.flatMap(({ partnerId, quarters: of }) => of.map((one) => ({ partnerId, ...one })));
  const times = (of: readonly (Date | null)[]): (string | null)[] =>
    of.map((one) => one?.toISOString() ?? null);
  const owners = (of: readonly { readonly partnerId: string }[]): string[] => of.map((one) => one.partnerId);
  const customer = sql`${asked.customerId ?? WHOLE_PARTNER}::uuid`;
  // The fences keep the planner from reading all that there is to join it.
  const sources = [
    sql`SELECT p.starts, ${PLACE}, ${OF_ROLLUP}
      FROM unnest(${owners(days)}::uuid[], ${times(days.map((one) => one.starts))}::timestamptz[],
        ${days.map((one) => one.day.toISOString().slice(0, 10))}::date[]) AS p(partner, starts, day)
      JOIN LATERAL (SELECT * FROM cdr_rollup_day r WHERE r.partner_id = p.partner AND r.customer_id = ${customer}
        AND r.dimension = 'total' AND r.day = p.day ${only} OFFSET 0) r ON true`,
    sql`SELECT v.starts, ${PLACE}, ${OF_MARK}
      FROM unnest(${owners(marks)}::uuid[], ${times(marks.map((one) => one.at))}::timestamptz[],
        ${times(marks.map((one) => one.ends))}::timestamptz[], ${times(marks.map((one) => one.begins))}::timestamptz[])
        AS p(partner, mark, ends, begins)
      JOIN LATERAL (SELECT * FROM cdr_day_quarter q WHERE q.partner_id = p.partner AND q.bucket = p.mark ${only} OFFSET 0) q ON true
      CROSS JOIN LATERAL (VALUES (p.ends, 1::bigint), (p.begins, -1)) AS v(starts, sign) WHERE v.starts IS NOT NULL`,
    sql`SELECT date_trunc(${interval}, r.bucket, ${timeZone}) AS starts, ${PLACE}, ${OF_ROLLUP}
      FROM unnest(${owners(quarters)}::uuid[], ${times(quarters.map((one) => one.from))}::timestamptz[],
        ${times(quarters.map((one) => one.before))}::timestamptz[]) AS p(partner, low, high)
      JOIN LATERAL (SELECT * FROM cdr_rollup r WHERE r.partner_id = p.partner AND r.customer_id = ${customer}
        AND r.bucket >= p.low AND r.bucket < p.high ${only} OFFSET 0) r ON true`,
  ].filter((_, index) => [days, marks, quarters][index]?.length !== 0);
  return sources.length === 0 ? null : sql.join(sources, sql` UNION ALL `);
}

/** Marks by their instant: where one stretch ends and the next begins, one row serves both. */
function instantsOf(
  marks: SeriesPieces['marks'],
): { readonly at: Date; readonly ends: Date | null; readonly begins: Date | null }[] {
  const byInstant = new Map<number, { at: Date; ends: Date | null; begins: Date | null }>();
  for (const { at, starts, sign } of marks) {
    const one = byInstant.get(at.getTime()) ?? { at, ends: null, begins: null };
    byInstant.set(at.getTime(), sign === 1 ? { ...one, ends: starts } : { ...one, begins: starts });
  }
  return [...byInstant.values()];
}

/** When each interval of a window starts, those without calls too. */
export async function readStarts(
  reader: Reader,
  { window, interval, timeZone }: Pick<SeriesAsked, 'window' | 'interval' | 'timeZone'>,
): Promise<Date[]> {
  const { rows } = await sql<{ starts: Date }>`
    SELECT DISTINCT local AT TIME ZONE ${timeZone} AS starts
    FROM generate_series(date_trunc(${interval}, ${window.from}::timestamptz AT TIME ZONE ${timeZone}),
      ${window.before}::timestamptz AT TIME ZONE ${timeZone} - interval '1 microsecond', ('1 ' || ${interval})::interval) AS local
    ORDER BY starts`.execute(reader);
  return rows.map((row) => row.starts);
}

/** How many calls were up in a stretch of time. */
export interface ConcurrencyRow {
  readonly starts: Date;
  /** Most at one moment. */
  readonly peak: number;
  /** Of all calls within the stretch. */
  readonly callSeconds: number;
}

/**
 * How many calls of a partner, or of one customer, were up at once: what is added up of whole partners, and what is not yet from
 * the calls; of a customer all from the calls. Stretches without calls are left out. Calls that are still up are not known here.
 */
export async function readConcurrency(
  reader: Reader,
  partnerId: string,
  { window, interval, timeZone, customerId }: SeriesAsked,
): Promise<ConcurrencyRow[]> {
  const open = customerId === null ? await openStretches(reader, partnerId, window) : [window];
  const column = (of: (stretch: Window) => Date): string[] => open.map((one) => of(one).toISOString());
  const stored = sql`UNION ALL SELECT bucket, peak, call_seconds FROM cdr_concurrency c
    WHERE partner_id = ${partnerId} AND bucket >= ${window.from} AND bucket < ${window.before}
      AND NOT EXISTS (SELECT FROM stretch WHERE c.bucket >= low AND c.bucket < high)`;
  const { rows } = await sql<{ starts: Date; peak: number; call_seconds: bigint }>`
    WITH stretch AS (SELECT * FROM unnest(${column((one) => one.from)}::timestamptz[],
      ${column((one) => one.before)}::timestamptz[]) AS s(low, high))
    SELECT date_trunc(${interval}, bucket, ${timeZone}) AS starts, max(peak)::int AS peak, sum(call_seconds)::bigint AS call_seconds
    FROM (
      SELECT c.bucket, c.peak, c.call_seconds
      FROM stretch CROSS JOIN LATERAL cdr_concurrent(${partnerId}, ${customerId}, low, high) c
      ${customerId === null ? stored : sql``}) q
    GROUP BY 1 ORDER BY 1`.execute(reader);
  return rows.map((row) => ({ starts: row.starts, peak: row.peak, callSeconds: Number(row.call_seconds) }));
}

/** What of a window is in no closed hour, day or month. */
async function openStretches(reader: Reader, partnerId: string, window: Window): Promise<readonly Window[]> {
  const closed = new Set((await selectClosed(reader, [partnerId], window)).map(periodKey));
  return coverWindow(window, (period) => closed.has(periodKey(period))).rest;
}

/** Sums of each partner, or of each of them by day, for the operator. */
export interface PartnerSums extends TrafficSums {
  readonly partnerId: string;
  readonly currency: string;
}

export async function readPartnerSums(
  reader: Reader,
  partnerIds: readonly string[],
  window: Window,
): Promise<PartnerSums[]> {
  const { rows } = await sql<SumsRow & { readonly partner_id: string; readonly currency: string }>`
    SELECT partner_id, currency, ${SUMS} FROM (
      SELECT partner_id, currency, ${OF_ROLLUP} FROM cdr_rollup_day
      WHERE partner_id = ANY (${partnerIds}::uuid[]) AND customer_id = ${WHOLE_PARTNER}::uuid AND dimension = 'total'
        AND day >= ${window.from.toISOString().slice(0, 10)}::date AND day < ${window.before.toISOString().slice(0, 10)}::date) r
    GROUP BY partner_id, currency HAVING sum(attempts) > 0`.execute(reader);
  return rows.map((row) => ({ partnerId: row.partner_id, currency: row.currency, ...sumsFrom(row) }));
}
