import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import { utcDay } from '../platform/time/index.ts';
import { fromPackedText, packedText } from './packed-text.ts';
import type { TrafficDimension, Window } from './traffic.ts';
import { WHOLE_PARTNER } from './whole-partner.ts';

/** A stretch of time of one partner. */
export interface Stretch extends Window {
  readonly partnerId: string;
}

/** The running sums of a day, to be added, or taken away. */
export interface RunningPiece {
  readonly partnerId: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly times: 1 | -1;
}

export interface RunningRow {
  readonly partnerId: string;
  readonly day: string;
  readonly currency: string;
  readonly direction: '' | 'inbound';
  /** Of all places. */
  readonly attempts: number;
  /** Null of what was not asked for. */
  readonly sums: Uint8Array | null;
}

/** Running sums of some days; packed ones of one currency and of some directions alone. */
export async function selectRunning(
  reader: Reader,
  dimension: TrafficDimension,
  days: readonly Pick<RunningPiece, 'partnerId' | 'day'>[],
  of: { readonly currency: string | null; readonly directions: readonly RunningRow['direction'][] },
): Promise<RunningRow[]> {
  if (days.length === 0) return [];
  const { rows } = await sql<{
    partner_id: string;
    day: string;
    currency: string;
    call_direction: RunningRow['direction'];
    attempts: bigint;
    sums: string | null;
  }>`SELECT s.partner_id, s.day::text AS day, s.currency, s.call_direction, s.attempts,
      CASE WHEN (${of.currency}::text IS NULL OR s.currency = ${of.currency}) AND s.call_direction = ANY (${of.directions}::text[])
        THEN ${packedText(sql`s.sums`)} END AS sums
    FROM unnest(${days.map((one) => one.partnerId)}::uuid[], ${days.map((one) => one.day)}::date[]) AS d(partner_id, day)
    JOIN cdr_running_sum s ON s.partner_id = d.partner_id AND s.dimension = ${dimension} AND s.day = d.day`.execute(
    reader,
  );
  return rows.map((row) => ({
    partnerId: row.partner_id,
    day: row.day,
    currency: row.currency,
    direction: row.call_direction,
    attempts: Number(row.attempts),
    sums: row.sums === null ? null : fromPackedText(row.sums),
  }));
}

/** What a place of a partner's packed sums is about. */
export interface Place {
  readonly partnerId: string;
  readonly place: number;
  /** Null of a destination across customers. */
  readonly customerId: string | null;
  readonly key: string;
  readonly cause: string;
}

/** As one text, by which a map knows it. */
export function placeKey({ customerId, key, cause }: Omit<Place, 'place' | 'partnerId'>): string {
  return `${customerId ?? ''} ${key} ${cause}`;
}

interface PlaceColumns {
  readonly partner_id: string;
  readonly place: number;
  readonly customer_id: string;
  readonly key: string;
  readonly cause: string;
}

const placeFrom = (row: PlaceColumns): Place => ({
  partnerId: row.partner_id,
  place: row.place,
  customerId: row.customer_id === WHOLE_PARTNER ? null : row.customer_id,
  key: row.key,
  cause: row.cause,
});

export async function selectPlaces(
  reader: Reader,
  dimension: TrafficDimension,
  of: readonly Pick<Place, 'partnerId' | 'place'>[],
): Promise<Place[]> {
  if (of.length === 0) return [];
  const { rows } = await sql<PlaceColumns>`
    SELECT p.partner_id, p.place, p.customer_id, p.key, p.cause
    FROM unnest(${of.map((one) => one.partnerId)}::uuid[], ${of.map((one) => one.place)}::integer[]) AS o(partner_id, place)
    JOIN cdr_running_place p ON p.partner_id = o.partner_id AND p.dimension = ${dimension} AND p.place = o.place`.execute(
    reader,
  );
  return rows.map(placeFrom);
}

const columnsOf =
  (of: readonly Omit<Place, 'place'>[]) =>
  (name: keyof Omit<Place, 'place'>): string[] =>
    of.map((one) => one[name] ?? WHOLE_PARTNER);

/** Those of some keys that have one. */
export async function findPlaces(
  reader: Reader,
  dimension: TrafficDimension,
  of: readonly Omit<Place, 'place'>[],
): Promise<Place[]> {
  if (of.length === 0) return [];
  const column = columnsOf(of);
  const { rows } = await sql<PlaceColumns>`
    SELECT p.partner_id, p.place, p.customer_id, p.key, p.cause
    FROM unnest(${column('partnerId')}::uuid[], ${column('customerId')}::uuid[], ${column('key')}::text[], ${column('cause')}::text[])
      AS o(partner_id, customer_id, key, cause)
    JOIN cdr_running_place p ON p.partner_id = o.partner_id AND p.dimension = ${dimension} AND p.customer_id = o.customer_id
      AND p.key = o.key AND p.cause = o.cause`.execute(reader);
  return rows.map(placeFrom);
}

/** Gives places to keys that have none, up to a most of them; gives those that were given. */
export async function givePlaces(
  tx: Tx,
  dimension: TrafficDimension,
  of: readonly Omit<Place, 'place'>[],
): Promise<Place[]> {
  const [one] = of;
  if (one === undefined) return [];
  const column = columnsOf(of);
  const { rows } = await sql<PlaceColumns>`
    INSERT INTO cdr_running_place (partner_id, dimension, place, customer_id, key, cause)
    SELECT ${one.partnerId}::uuid, ${dimension},
      (SELECT coalesce(max(place) + 1, 0) FROM cdr_running_place WHERE partner_id = ${one.partnerId}::uuid AND dimension = ${dimension})
        + nth - 1, customer_id, key, cause
    FROM unnest(${column('customerId')}::uuid[], ${column('key')}::text[], ${column('cause')}::text[])
      WITH ORDINALITY AS o(customer_id, key, cause, nth)
    RETURNING partner_id, place, customer_id, key, cause`.execute(tx);
  return rows.map(placeFrom);
}

export async function replaceRunning(
  tx: Tx,
  partnerId: string,
  day: string,
  rows: readonly (Omit<RunningRow, 'partnerId' | 'day' | 'sums'> & {
    readonly dimension: TrafficDimension;
    readonly sums: Uint8Array;
  })[],
): Promise<void> {
  await sql`DELETE FROM cdr_running_sum WHERE partner_id = ${partnerId} AND day = ${day}::date
    AND dimension = ANY ('{customer,destination,trunk,number}')`.execute(tx);
  for (const one of rows)
    await sql`INSERT INTO cdr_running_sum (partner_id, dimension, day, currency, call_direction, attempts, sums)
      VALUES (${partnerId}, ${one.dimension}, ${day}::date, ${one.currency}, ${one.direction}, ${one.attempts}, ${Buffer.from(one.sums)})`.execute(
      tx,
    );
}

/** What a day of running sums was made of, so that a change is seen: rows that are there again are other rows. */
export async function selectStamps(
  tx: Tx,
  partnerId: string,
  base: string | null,
  days: readonly string[],
): Promise<string> {
  const { rows } = await sql<{ stamp: string }>`
    SELECT 'base ' || xmin::text AS stamp FROM cdr_running WHERE partner_id = ${partnerId} AND day = ${base}::date
    UNION ALL (SELECT starts::text || ' ' || xmin::text FROM cdr_period WHERE partner_id = ${partnerId} AND grain = 'day'
      AND starts = ANY (SELECT d::timestamp AT TIME ZONE 'UTC' FROM unnest(${days}::date[]) AS d) ORDER BY starts)`.execute(
    tx,
  );
  return rows.map((row) => row.stamp).join(', ');
}

/** The last day of each year from a day on that has running sums. */
export async function selectLastRunning(
  reader: Reader,
  partnerId: string,
  from: string,
): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ year: number; day: string }>`
    SELECT extract(year FROM day)::int AS year, max(day)::text AS day FROM cdr_running
    WHERE partner_id = ${partnerId} AND day >= ${from}::date GROUP BY 1`.execute(reader);
  return new Map(rows.map((row) => [row.year, row.day]));
}

/** The days of a window that have running sums, and which of the same year comes before each. */
export async function selectRunningDays(
  reader: Reader,
  partnerId: string,
  window: Window,
): Promise<{ readonly day: string; readonly previous: string | null }[]> {
  const [from, before] = [utcDay(window.from), utcDay(window.before)];
  const { rows } = await sql<{ day: string; previous: string | null }>`
    SELECT day::text AS day, (SELECT max(b.day)::text FROM cdr_running b
      WHERE b.partner_id = r.partner_id AND b.day < r.day AND b.day >= date_trunc('year', r.day::timestamp)) AS previous
    FROM cdr_running r WHERE partner_id = ${partnerId} AND day >= ${from}::date AND day < ${before}::date ORDER BY r.day`.execute(
    reader,
  );
  return rows;
}

/** UTC days with calls in a window, and whether they are closed, oldest first. */
export async function selectBusyDays(
  reader: Reader,
  partnerId: string,
  window: Window,
): Promise<{ readonly day: string; readonly closed: boolean }[]> {
  const { rows } = await sql<{ day: string; closed: boolean }>`
    SELECT (starts AT TIME ZONE 'UTC')::date::text AS day, EXISTS (SELECT FROM cdr_period p
      WHERE p.partner_id = ${partnerId} AND p.grain = 'day' AND p.starts = b.starts) AS closed
    FROM cdr_busy_periods(${partnerId}, 'day', ${window.from}, ${window.before}) AS b(starts) ORDER BY starts`.execute(
    reader,
  );
  return rows;
}

/**
 * Lets running sums hold. Quiet days up to them are closed with them, without sums: whoever is told of a call in one of them opens it, and
 * with it what came later.
 */
export async function keepRunning(
  tx: Tx,
  partnerId: string,
  days: readonly string[],
  quiet: Window,
): Promise<void> {
  await sql`INSERT INTO cdr_running SELECT ${partnerId}::uuid, d FROM unnest(${days}::date[]) AS d`.execute(
    tx,
  );
  await sql`INSERT INTO cdr_period (partner_id, grain, starts, listed)
    SELECT ${partnerId}::uuid, 'day', starts, true
    FROM generate_series(${quiet.from}::timestamptz, ${quiet.before}::timestamptz - interval '24 hours', interval '24 hours') AS g(starts)
    ON CONFLICT DO NOTHING`.execute(tx);
}

export async function lockRunning(tx: Tx, partnerId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('cdr running ' || ${partnerId}::text, 0))`.execute(
    tx,
  );
}

/** Those who record calls of a partner wait from here on. */
export async function lockRecording(tx: Tx, partnerId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(cdr_lock_key(${partnerId}::uuid))`.execute(tx);
}
