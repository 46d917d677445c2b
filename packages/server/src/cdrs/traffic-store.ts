import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import { utcDay } from '../platform/time/index.ts';
import { firstIdOf } from './call-time.ts';
import { coverWindow, periodKey } from './cover-window.ts';
import { selectClosedIn } from './period-store.ts';
import type { Stretch } from './running-store.ts';
import type { TrafficDimension, TrafficRow, Window } from './traffic.ts';
import {
  FIELD,
  LINE,
  MEASURES,
  OF_CALL,
  OF_PERIOD,
  OF_ROLLUP,
  SUMS,
  sumsFrom,
  sumsFromTexts,
  type SumsRow,
} from './traffic-columns.ts';
import { WHOLE_PARTNER } from './whole-partner.ts';
import { splitWindow } from './window.ts';

type Sql = RawBuilder<unknown>;

/** What a call belongs to, in each dimension: its customer, key and cause. */
const PLACE_OF_CALL: Readonly<Record<TrafficDimension, Sql>> = {
  customer: sql`customer_id, ''::text AS key, ''::text AS cause`,
  destination: sql`${WHOLE_PARTNER}::uuid AS customer_id, destination AS key, cause`,
  trunk: sql`customer_id, trunk AS key, ''::text AS cause`,
  number: sql`customer_id, own_number AS key, ''::text AS cause`,
};

interface PlacedRow extends SumsRow {
  readonly partner_id: string;
  readonly customer_id: string;
  readonly key: string;
  readonly cause: string;
  readonly call_direction: 'inbound' | 'outbound';
  readonly currency: string;
}

function trafficFrom(row: PlacedRow): TrafficRow {
  return {
    partnerId: row.partner_id,
    customerId: row.customer_id === WHOLE_PARTNER ? null : row.customer_id,
    key: row.key,
    cause: row.cause,
    direction: row.call_direction,
    currency: row.currency,
    ...sumsFrom(row),
  };
}

const PLACE = sql`partner_id, customer_id, key, cause, call_direction, currency`;

async function addUp(reader: Reader, sources: readonly Sql[]): Promise<TrafficRow[]> {
  if (sources.length === 0) return [];
  const { rows } =
    await sql<PlacedRow>`SELECT ${PLACE}, ${SUMS} FROM (${sql.join(sources, sql` UNION ALL `)}) s
    GROUP BY ${PLACE} HAVING sum(attempts) > 0`.execute(reader);
  return rows.map(trafficFrom);
}

/** A stretch of time of one partner, and to which of several sums it belongs. */
export interface PartStretch extends Stretch {
  readonly part: number;
}

/** The sums of one of them. */
export interface PartRow extends TrafficRow {
  readonly part: number;
  /** Of the running sums; null where there is none, or none was asked for. Who has one is told by nothing else. */
  readonly place: number | null;
}

/** Windows that are told apart when a statement is planned, which then sees that most partitions have none of their calls. */
export const MOST_WINDOWS = 8;

/**
 * The calls of some partners in some stretches of time. The fence has each stretch looked up: of a join the planner cannot say
 * which partitions it spares, and reads them all.
 */
function callsIn(
  dimension: TrafficDimension,
  stretches: readonly PartStretch[],
  customerId: string | null,
): Sql[] {
  const windows = [
    ...Map.groupBy(stretches, (one) => `${String(+one.from)} ${String(+one.before)}`).values(),
  ];
  const some = windows.length > MOST_WINDOWS ? [stretches] : windows;
  return some.map((of) => callsWithin(dimension, of, customerId));
}

/** Of stretches that lie together. Their outermost ends are said once more, as what is known when the statement is planned. */
function callsWithin(
  dimension: TrafficDimension,
  stretches: readonly PartStretch[],
  customerId: string | null,
): Sql {
  const column = <T>(of: (one: PartStretch) => T): T[] => stretches.map(of);
  const first = new Date(Math.min(...column((one) => one.from.getTime())));
  const end = new Date(Math.max(...column((one) => one.before.getTime())));
  const named = {
    customer: sql``,
    destination: sql``,
    trunk: sql`AND trunk IS NOT NULL`,
    number: sql`AND own_number IS NOT NULL`,
  };
  return sql`SELECT part, partner_id, ${PLACE_OF_CALL[dimension]}, call_direction, currency, ${OF_CALL}
    FROM unnest(${column((one) => one.part)}::int[], ${column((one) => one.partnerId)}::uuid[],
        ${column((one) => firstIdOf(one.from))}::uuid[], ${column((one) => firstIdOf(one.before))}::uuid[])
        AS stretch(part, of_partner, low, high)
    JOIN LATERAL (SELECT * FROM cdr_traffic t WHERE t.partner_id = of_partner AND t.id >= low AND t.id < high
      AND t.id >= ${firstIdOf(first)}::uuid AND t.id < ${firstIdOf(end)}::uuid
      ${customerId === null ? sql`` : sql`AND t.customer_id = ${customerId}::uuid`} ${named[dimension]} OFFSET 0) c ON true`;
}

interface PeriodOf {
  readonly part: number;
  readonly partnerId: string;
  readonly grain: string;
  readonly starts: string;
}

function periodsOf(
  dimension: TrafficDimension,
  periods: readonly PeriodOf[],
  customerId: string | null,
): Sql {
  const column = <T>(of: (one: PeriodOf) => T): T[] => periods.map(of);
  return sql`SELECT part, s.partner_id, customer_id, key, cause, call_direction, currency, ${OF_PERIOD}
    FROM unnest(${column((one) => one.part)}::int[], ${column((one) => one.partnerId)}::uuid[],
      ${column((one) => one.grain)}::text[], ${column((one) => one.starts)}::timestamptz[]) AS p(part, partner_id, grain, starts)
    JOIN LATERAL (SELECT * FROM cdr_period_sum s WHERE s.partner_id = p.partner_id AND s.dimension = ${dimension} AND s.grain = p.grain
      AND s.starts = p.starts ${customerId === null ? sql`` : sql`AND s.customer_id = ${customerId}::uuid`} OFFSET 0) s ON true`;
}

/**
 * Traffic of some partners, or of one customer, told apart by one dimension: from the periods that are added up, and from the
 * calls where none is. Destinations of one customer are another reading (`readCustomerDestinations`).
 */
export async function readTraffic(
  reader: Reader,
  partnerIds: readonly string[],
  dimension: TrafficDimension,
  window: Window,
  customerId: string | null = null,
): Promise<TrafficRow[]> {
  const stretches = partnerIds.map((partnerId) => ({ partnerId, part: 0, ...window }));
  return addUp(reader, await sourcesOf(reader, dimension, stretches, customerId));
}

/** The same of several sums at once, each of its own stretches of time, which do not overlap. */
export async function readParts(
  reader: Reader,
  dimension: TrafficDimension,
  of: readonly PartStretch[],
  { customerId, withPlaces }: { readonly customerId: string | null; readonly withPlaces: boolean },
): Promise<PartRow[]> {
  const sources = await sourcesOf(reader, dimension, of, customerId);
  if (sources.length === 0) return [];
  const added = sql`(${sql.join(sources, sql` UNION ALL `)}) s`;
  // One value: two thousand rows of twenty columns take longer to hand over than to add up.
  const { rows } = await sql<{ text: string | null }>`
    SELECT string_agg(concat_ws(${FIELD}, part, place, ${PLACE}, ${MEASURES}), ${LINE}) AS text FROM (
      SELECT part, place, ${PLACE}, ${SUMS} FROM ${withPlaces ? withPlacesOf(dimension, of, added) : sql`(SELECT -1 AS place, s.* FROM ${added}) s`}
      GROUP BY part, place, ${PLACE} HAVING sum(attempts) > 0) r`.execute(reader);
  const text = rows[0]?.text ?? '';
  return text === '' ? [] : text.split(LINE).map(partFrom);
}

/** With the places that rows have; of those that have one nothing else is told, which is less to group by and to hand over. */
function withPlacesOf(dimension: TrafficDimension, of: readonly PartStretch[], added: Sql): Sql {
  const partnerIds = [...new Set(of.map((one) => one.partnerId))];
  return sql`(SELECT s.*, coalesce(p.place, -1) AS place, CASE WHEN p.place IS NULL THEN s.of_customer ELSE ${WHOLE_PARTNER}::uuid END AS customer_id,
      CASE WHEN p.place IS NULL THEN s.of_key ELSE '' END AS key, CASE WHEN p.place IS NULL THEN s.of_cause ELSE '' END AS cause
    FROM (SELECT * FROM ${added}) s(part, partner_id, of_customer, of_key, of_cause, call_direction, currency, ${MEASURES})
    LEFT JOIN cdr_running_place p ON p.partner_id = s.partner_id AND p.partner_id = ANY (${partnerIds}::uuid[]) AND p.dimension = ${dimension} AND p.customer_id = s.of_customer
      AND p.key = s.of_key AND p.cause = s.of_cause) s`;
}

function partFrom(line: string): PartRow {
  const fields = line.split(FIELD);
  const [part, place, partnerId = '', customerId = '', key = '', cause = '', direction, currency = ''] =
    fields;
  return {
    part: Number(part),
    place: place === '-1' ? null : Number(place),
    partnerId,
    customerId: customerId === WHOLE_PARTNER ? null : customerId,
    key,
    cause,
    direction: direction as TrafficRow['direction'],
    currency,
    ...sumsFromTexts(fields, 8),
  };
}

/** The rows that stretches are added up from. */
async function sourcesOf(
  reader: Reader,
  dimension: TrafficDimension,
  of: readonly PartStretch[],
  customerId: string | null,
): Promise<Sql[]> {
  if (of.length === 0) return [];
  const closed = new Map<string, Set<string>>(of.map(({ partnerId }) => [partnerId, new Set()]));
  for (const { partnerId, ...period } of await selectClosedIn(reader, of))
    closed.get(partnerId)?.add(periodKey(period));
  const periods: PeriodOf[] = [];
  const stretches: PartStretch[] = [];
  for (const { part, partnerId, ...window } of of) {
    const own = closed.get(partnerId);
    const covered = coverWindow(
      window,
      own === undefined || own.size === 0 ? null : (one) => own.has(periodKey(one)),
    );
    for (const { grain, starts } of covered.periods)
      periods.push({ part, partnerId, grain, starts: starts.toISOString() });
    for (const rest of covered.rest) stretches.push({ part, partnerId, ...rest });
  }
  return [
    ...(periods.length === 0 ? [] : [periodsOf(dimension, periods, customerId)]),
    ...callsIn(dimension, stretches, customerId),
  ];
}

/** Destinations of one customer in some stretches, without causes: from the rollups by day, and from the calls at the edges of each. */
export async function readCustomerDestinations(
  reader: Reader,
  partnerId: string,
  customerId: string,
  stretches: readonly Window[],
): Promise<TrafficRow[]> {
  const parts = stretches.map((window) => ({ window, ...splitWindow(window) }));
  const days = parts.flatMap((part) => part.days);
  const edges = parts.flatMap(({ window, quarters, rest }) =>
    [...quarters, ...rest].map(({ from, before }) => ({
      part: 0,
      partnerId,
      from: from ?? window.from,
      before: before ?? window.before,
    })),
  );
  const day = (at: Date | null): string | null => (at === null ? null : utcDay(at));
  return addUp(reader, [
    ...days.map(
      ({ from, before }) => sql`SELECT partner_id, customer_id,
          CASE dimension WHEN 'prefix' THEN key ELSE '' END AS key, ''::text AS cause, call_direction, currency, ${OF_ROLLUP}
        FROM cdr_rollup_day
        WHERE partner_id = ${partnerId} AND customer_id = ${customerId} AND day >= ${day(from)}::date AND day < ${day(before)}::date
          AND (dimension = 'prefix' OR (dimension = 'total' AND call_direction = 'inbound'))`,
    ),
    ...callsIn('destination', edges, customerId).map(
      (calls) =>
        sql`SELECT partner_id, customer_id, key, ''::text AS cause, call_direction, currency, ${OF_PERIOD} FROM (${calls}) c`,
    ),
  ]);
}

/** Calls that the causes of one customer are counted in where they are not packed, newest first. */
export const MOST_CAUSES_COUNTED = 20_000;

/** Destinations and causes of one customer, over its newest calls in each of some stretches; what lies before those is left out. */
export async function readCustomerCauses(
  reader: Reader,
  partnerId: string,
  customerId: string,
  stretches: readonly Window[],
): Promise<TrafficRow[]> {
  const newest = ({ from, before }: Window): Sql => sql`SELECT * FROM cdr_traffic
    WHERE partner_id = ${partnerId} AND customer_id = ${customerId} AND id >= ${firstIdOf(from)}::uuid AND id < ${firstIdOf(before)}::uuid
    ORDER BY id DESC LIMIT ${MOST_CAUSES_COUNTED}`;
  return addUp(
    reader,
    stretches.map(
      (window) =>
        sql`SELECT partner_id, customer_id, destination AS key, cause, call_direction, currency, ${OF_CALL} FROM (${newest(window)}) c`,
    ),
  );
}

/** The sums of one closed UTC day in every dimension, `YYYY-MM-DD`. */
export async function readClosedDay(
  reader: Reader,
  partnerId: string,
  day: string,
): Promise<(TrafficRow & { readonly dimension: TrafficDimension })[]> {
  const { rows } = await sql<PlacedRow & { readonly dimension: TrafficDimension }>`
    SELECT dimension, ${PLACE}, ${OF_PERIOD} FROM cdr_period_sum
    WHERE partner_id = ${partnerId} AND dimension = ANY ('{customer,destination,trunk,number}') AND grain = 'day'
      AND starts = ${`${day}T00:00:00Z`}::timestamptz`.execute(reader);
  return rows.map((row) => ({ dimension: row.dimension, ...trafficFrom(row) }));
}
