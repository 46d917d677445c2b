import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import { DAY_MS, utcDay } from '../platform/time/index.ts';
import { readPackedSeries, type PackedCut } from './customer-month-reading.ts';
import { selectPackedDays } from './customer-month-store.ts';
import { MARK_BYTES } from './day-marks.ts';
import { fromPackedText, packedText } from './packed-text.ts';
import { selectClosedDays } from './period-store.ts';
import { partsOf, type DayOf, type Parts } from './series-pieces.ts';
import { MEASURES, type Measure } from './running-codec.ts';
import { SeriesSums, type SeriesColumns, type Summed } from './series-sums.ts';
import type { Interval, PointRow, SeriesRow, TrafficSums, Window } from './traffic.ts';
import {
  OF_DAY,
  OF_ROLLUP,
  SUMS,
  columnOf,
  sumsFrom,
  sumsFromTexts,
  type SumsRow,
} from './traffic-columns.ts';
import { WHOLE_PARTNER } from './whole-partner.ts';

export interface SeriesAsked {
  /** Both ends on quarters of an hour. */
  readonly window: Window;
  readonly interval: Interval;
  /** IANA name; the intervals are of its clock. */
  readonly timeZone: string;
  /** Null: of whole partners. */
  readonly customerId: string | null;
  /** When the intervals start (`readStarts`), where that is known already. */
  readonly starts?: readonly Date[];
  /** Which sums are wanted; those of cut days come with them. The others are nothing. */
  readonly measures?: readonly Measure[];
}

/** Closed UTC days of each partner; of one customer nothing is kept of the quarters of a day. */
async function closedDays(
  reader: Reader,
  partnerIds: readonly string[],
  { window, customerId }: SeriesAsked,
): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  if (customerId !== null) return new Map();
  return selectClosedDays(reader, partnerIds, { from: dayBefore(window.from), before: window.before });
}

/** UTC days that stand in a customer's months. */
async function packedDays(
  reader: Reader,
  [partnerId]: readonly string[],
  { window, customerId }: SeriesAsked,
): Promise<ReadonlySet<number>> {
  if (customerId === null || partnerId === undefined) return new Set();
  return selectPackedDays(reader, partnerId, { from: dayBefore(window.from), before: window.before });
}

const dayBefore = (at: Date): Date => new Date(at.getTime() - DAY_MS);

/** Traffic of some partners together, or of one customer, over time. Stretches without calls are left out. */
export async function readSeries(
  reader: Reader,
  partnerIds: readonly string[],
  asked: SeriesAsked,
): Promise<SeriesRow[]> {
  const rows = await readSums(reader, partnerIds, asked, {
    place: sql`call_direction, context`,
    only: sql``,
    packed: { direction: null, context: null, apart: true },
    ofDays: sql`AND call_direction <> ''`,
  });
  return rows as SeriesRow[];
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
  const only = sql`${direction === null ? sql`` : sql`AND call_direction = ${direction}`}
    ${context === null ? sql`` : sql`AND context = ${context}`}`;
  const rows = await readSums(reader, partnerIds, asked, {
    place: sql`''::text AS call_direction, ''::text AS context`,
    only,
    packed: { direction, context, apart: false },
    // A closed day has a row of all together.
    ofDays:
      direction === null && context === null
        ? sql`AND call_direction = ''`
        : sql`AND call_direction <> '' ${only}`,
  });
  return rows.map(({ direction: _direction, context: _context, ...row }) => row);
}

/** What is read of each table, and what is told apart. */
interface Cut {
  /** Direction and product of a row, as they are told apart. */
  readonly place: RawBuilder<unknown>;
  readonly only: RawBuilder<unknown>;
  readonly ofDays: RawBuilder<unknown>;
  readonly packed: PackedCut;
}

/** Of many partners so many are read at once: their marks are added up here. */
const PARTNERS_AT_ONCE = 20;

/** Sums of each interval, oldest first, of some partners together. */
async function readSums(
  reader: Reader,
  partnerIds: readonly string[],
  asked: SeriesAsked,
  cut: Cut,
): Promise<Summed[]> {
  const [starts, closed] = await Promise.all([
    asked.starts ?? readStarts(reader, asked),
    closedDays(reader, partnerIds, asked),
  ]);
  const sums = new SeriesSums();
  const packed = await packedDays(reader, partnerIds, asked);
  const [partnerId] = partnerIds;
  if (asked.customerId !== null && partnerId !== undefined && packed.size > 0) {
    const { customerId, window } = asked;
    const owner = { partnerId, customerId };
    for (const row of await readPackedSeries(reader, owner, { window, starts }, packed, cut.packed))
      sums.addSums(row);
  }
  for (let first = 0; first < partnerIds.length; first += PARTNERS_AT_ONCE) {
    const some = partnerIds.slice(first, first + PARTNERS_AT_ONCE);
    const parts = partsOf(some, starts, closed, asked.window, packed);
    const sources = [...addedOf(parts, starts, asked, cut), ...marksOf(parts, cut)];
    if (sources.length === 0) continue;
    // In one statement: of a day that is closed anew meanwhile the parts would not be of one moment.
    const { rows } = await sql<SeriesColumns>`${sql.join(sources, sql` UNION ALL `)}`.execute(reader);
    for (const row of rows) {
      for (const one of summedFrom(row.text ?? '', asked.measures ?? KNOWN)) sums.addSums(one);
      if (row.marks !== null) sums.addMarks(row, fromPackedText(row.marks), parts.marks);
    }
  }
  return sums.rows();
}

const owners = (of: readonly { readonly partnerId: string }[]): string[] => of.map((one) => one.partnerId);
const times = (of: readonly Date[]): string[] => of.map((one) => one.toISOString());
const dates = (of: readonly { readonly day: Date }[]): string[] => of.map(({ day }) => utcDay(day));

/** Days as a table `p (partner, starts, day)`. */
const daysTable = (of: readonly DayOf[]): RawBuilder<unknown> => sql`unnest(${owners(of)}::uuid[],
  ${times(of.map((one) => one.starts))}::timestamptz[], ${dates(of)}::date[]) AS p(partner, starts, day)`;

const PLACE = sql`call_direction, context, currency`;
/** What is known of quarters and days. */
const KNOWN = MEASURES.filter((measure) => measure !== 'shortCalls');

/** Of a day so few marks are taken out of the value that has them all, without the rest of it. */
const FEW_MARKS = 4;

/** The marks at some places `p.places` of a value, one after the other. */
const pickedFrom = (marks: RawBuilder<unknown>): RawBuilder<unknown> => sql`(
  SELECT string_agg(substr(${marks}, at * ${MARK_BYTES}::int + 1, ${MARK_BYTES}::int), ''::bytea ORDER BY nth_place)
  FROM unnest(p.places::int[]) WITH ORDINALITY AS u(at, nth_place))`;

/** The sums of days and quarters, added up where they lie. The fences keep the planner from reading all that there is to join it. */
function addedOf(
  { closedDays: closed, openDays, quarters }: Parts,
  starts: readonly Date[],
  { customerId, measures = KNOWN }: SeriesAsked,
  { place, only, ofDays }: Cut,
): RawBuilder<unknown>[] {
  const customer = sql`${customerId ?? WHOLE_PARTNER}::uuid`;
  const added = [
    sql`SELECT p.starts, ${PLACE}, ${OF_DAY} FROM ${daysTable(closed)}
      JOIN LATERAL (SELECT * FROM cdr_day_sum s WHERE s.partner_id = p.partner AND s.day = p.day ${ofDays} OFFSET 0) s ON true`,
    sql`SELECT p.starts, ${PLACE}, ${OF_ROLLUP} FROM ${daysTable(openDays)}
      JOIN LATERAL (SELECT * FROM cdr_rollup_day r WHERE r.partner_id = p.partner AND r.customer_id = ${customer}
        AND r.dimension = 'total' AND r.day = p.day ${only} OFFSET 0) r ON true`,
    sql`SELECT i.starts[width_bucket(r.bucket, i.starts)] AS starts, ${PLACE}, ${OF_ROLLUP}
      FROM (SELECT ${times(starts)}::timestamptz[] AS starts) i CROSS JOIN unnest(${owners(quarters)}::uuid[], ${times(quarters.map((one) => one.from))}::timestamptz[],
        ${times(quarters.map((one) => one.before))}::timestamptz[]) AS p(partner, low, high)
      JOIN LATERAL (SELECT * FROM cdr_rollup r WHERE r.partner_id = p.partner AND r.customer_id = ${customer}
        AND r.bucket >= p.low AND r.bucket < p.high ${only} OFFSET 0) r ON true`,
  ].filter((_, index) => [closed, openDays, quarters][index]?.length !== 0);
  if (added.length === 0) return [];
  const columns = sql.join(measures.map(columnOf));
  const sums = sql.join(
    measures.map((measure) => sql`sum(${columnOf(measure)})::bigint AS ${columnOf(measure)}`),
  );
  // One value: rows of a dozen numbers take longer to be handed over than to be added up.
  return [
    sql`SELECT string_agg(concat_ws(' ', (extract(epoch FROM starts) * 1000)::bigint, call_direction, context, currency, ${columns}), ';') AS text,
      ''::text AS call_direction, ''::text AS context, ''::text AS currency, ''::text AS days, NULL::text AS marks
    FROM (SELECT starts, call_direction, context, currency, ${sums}
      FROM (SELECT starts, ${place}, currency, ${columns} FROM (${sql.join(added, sql` UNION ALL `)}) r) r
      GROUP BY starts, ${PLACE}) s`,
  ];
}

function summedFrom(text: string, measures: readonly Measure[]): Summed[] {
  if (text === '') return [];
  return text.split(';').map((line) => {
    const fields = line.split(' ');
    const [starts, direction = '', context = '', currency = ''] = fields;
    const sums = sumsFromTexts(fields, 4, measures);
    return { starts: new Date(Number(starts)), direction, context, currency, ...sums, shortCalls: null };
  });
}

/** What closed days came to before the instants at which they are cut. */
function marksOf({ marks }: Parts, { place, ofDays }: Cut): RawBuilder<unknown>[] {
  if (marks.length === 0) return [];
  return [
    sql`SELECT NULL::text AS text, call_direction, context, currency, string_agg(nth::text, ' ' ORDER BY nth) AS days, ${packedText(sql`string_agg(marks, ''::bytea ORDER BY nth)`)} AS marks
    FROM (SELECT ${place}, currency, p.nth, m.marks
      FROM unnest(${owners(marks)}::uuid[], ${dates(marks)}::date[], ${marks.map(({ places }) => `{${places.join(',')}}`)}::text[])
        WITH ORDINALITY AS p(partner, day, places, nth)
      JOIN LATERAL (SELECT * FROM cdr_day_sum s WHERE s.partner_id = p.partner AND s.day = p.day ${ofDays} OFFSET 0) s ON true
      CROSS JOIN LATERAL (SELECT CASE WHEN cardinality(p.places::int[]) <= ${FEW_MARKS} THEN ${pickedFrom(sql`s.marks`)}
        -- Of many the whole value is brought once.
        ELSE (SELECT ${pickedFrom(sql`w.marks`)} FROM (SELECT s.marks || ''::bytea AS marks OFFSET 0) w) END AS marks) m) m
    GROUP BY call_direction, context, currency`,
  ];
}

/** When each interval of a window starts, those without calls too. */
export async function readStarts(
  reader: Reader,
  { window, interval, timeZone }: Pick<SeriesAsked, 'window' | 'interval' | 'timeZone'>,
): Promise<Date[]> {
  // One value: a year by the hour is nine thousand.
  const { rows } = await sql<{ starts: string | null }>`
    SELECT string_agg((extract(epoch FROM starts) * 1000)::bigint::text, ' ' ORDER BY starts) AS starts
    FROM (${interval === 'hour' ? hourStarts(window, timeZone) : dayStarts(window, interval, timeZone)}) s`.execute(
    reader,
  );
  const starts = rows[0]?.starts ?? null;
  return starts === null ? [] : starts.split(' ').map((at) => new Date(Number(at)));
}

function dayStarts({ from, before }: Window, interval: Interval, timeZone: string): RawBuilder<unknown> {
  return sql`SELECT DISTINCT local AT TIME ZONE ${timeZone} AS starts
    FROM generate_series(date_trunc(${interval}, ${from}::timestamptz AT TIME ZONE ${timeZone}),
      ${before}::timestamptz AT TIME ZONE ${timeZone} - interval '1 microsecond', ('1 ' || ${interval})::interval) AS local`;
}

/**
 * An hour begins where the clock shows a full one, or shows another than a quarter before: one that comes twice is two, and where a clock
 * is moved by half an hour the hour is that much shorter or longer.
 */
function hourStarts({ from, before }: Window, timeZone: string): RawBuilder<unknown> {
  return sql`SELECT at AS starts FROM (
      SELECT at, lead(at) OVER (ORDER BY at) AS ends FROM (
        SELECT at, at AT TIME ZONE ${timeZone} AS local, (at - interval '15 minutes') AT TIME ZONE ${timeZone} AS earlier
        FROM generate_series(${from}::timestamptz - interval '2 hours', ${before}::timestamptz - interval '1 microsecond', interval '15 minutes') AS at) q
      WHERE extract(minute FROM local) = 0 OR date_trunc('hour', local) <> date_trunc('hour', earlier)) h
    WHERE coalesce(ends, 'infinity') > ${from}::timestamptz`;
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
        AND day >= ${utcDay(window.from)}::date AND day < ${utcDay(window.before)}::date) r
    GROUP BY partner_id, currency HAVING sum(attempts) > 0`.execute(reader);
  return rows.map((row) => ({ partnerId: row.partner_id, currency: row.currency, ...sumsFrom(row) }));
}
