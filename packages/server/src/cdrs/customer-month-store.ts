import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import { utcDay } from '../platform/time/index.ts';
import { firstIdOf } from './call-time.ts';
import { fromPackedText, packedText } from './packed-text.ts';
import type { Window } from './traffic.ts';
import { FIELD, LINE, MEASURES, OF_CALL, SUMS } from './traffic-columns.ts';
import { QUARTER_MS } from './window.ts';

/** A closed day whose calls are not packed yet. */
export interface UnpackedDay {
  readonly starts: Date;
  readonly calls: number;
  /** By which a change is seen: a day that is closed again is another row. */
  readonly stamp: string;
}

/** The closed days of a window that have their calls, and are not packed, oldest first. */
export async function selectUnpacked(
  reader: Reader,
  partnerId: string,
  window: Window,
): Promise<UnpackedDay[]> {
  const { rows } = await sql<{ starts: Date; stamp: string; calls: bigint }>`
    SELECT starts, p.xmin::text AS stamp, (SELECT coalesce(sum(s.attempts), 0)::bigint FROM cdr_period_sum s
      WHERE s.partner_id = p.partner_id AND s.dimension = 'customer' AND s.grain = 'day' AND s.starts = p.starts) AS calls
    FROM cdr_period p WHERE partner_id = ${partnerId} AND grain = 'day' AND NOT packed AND starts >= ${window.from}
      AND starts < ${window.before} AND starts >= coalesce((SELECT cdr_kept_since()), '-infinity')
    ORDER BY starts`.execute(reader);
  return rows.map(({ starts, stamp, calls }) => ({ starts, stamp, calls: Number(calls) }));
}

/** The sums of one customer as text: a line for each, its fields apart by `FIELD`. */
export interface CustomerText {
  readonly customer_id: string;
  /** Quarter of the window, direction, product, currency, and the measures. */
  readonly quarters: string;
  /** Day of the window, direction, currency, destination, cause, and the measures. */
  readonly places: string;
}

/** What the calls of some UTC days come to, customer by customer. */
export async function readCustomerSums(
  tx: Tx,
  partnerId: string,
  { from, before }: Window,
): Promise<CustomerText[]> {
  await sql`SELECT set_config('statement_timeout', '5min', true), set_config('work_mem', '64MB', true)`.execute(
    tx,
  );
  const { rows } = await sql<CustomerText>`
    WITH told AS (
      SELECT customer_id, call_direction, context, currency, destination, cause,
        -- As cdr_time has it, without making an instant of it.
        ((('x' || translate(left(id::text, 13), '-', ''))::bit(48)::bigint - ${from.getTime()}::bigint) / ${QUARTER_MS}::bigint)::int AS quarter,
        ${OF_CALL}
      FROM cdr_traffic WHERE partner_id = ${partnerId} AND id >= ${firstIdOf(from)}::uuid AND id < ${firstIdOf(before)}::uuid),
    added AS (
      SELECT customer_id, call_direction, context, currency, quarter, day, destination, cause, ${SUMS}, grouping(day) = 1 AS is_quarter
      FROM (SELECT *, quarter / 96 AS day FROM told) t GROUP BY GROUPING SETS (
        (customer_id, call_direction, context, currency, quarter), (customer_id, call_direction, currency, day, destination, cause)))
    SELECT customer_id,
      string_agg(concat_ws(${FIELD}, quarter, call_direction, context, currency, ${MEASURES}), ${LINE}) FILTER (WHERE is_quarter) AS quarters,
      string_agg(concat_ws(${FIELD}, day, call_direction, currency, destination, cause, ${MEASURES}), ${LINE})
        FILTER (WHERE NOT is_quarter) AS places
    FROM added GROUP BY customer_id`.execute(tx);
  return rows;
}

/** How many calls the closed days of a window have, and what those cost: sums that were held against the rollups. */
export async function selectDaysTotal(
  tx: Tx,
  partnerId: string,
  window: Window,
): Promise<{ readonly calls: bigint; readonly cost: bigint }> {
  const { rows } = await sql<{ calls: bigint; cost: bigint }>`
    SELECT coalesce(sum(attempts), 0)::bigint AS calls, coalesce(sum(cost), 0)::bigint AS cost FROM cdr_period_sum
    WHERE partner_id = ${partnerId} AND dimension = 'customer' AND grain = 'day' AND starts >= ${window.from}
      AND starts < ${window.before}`.execute(tx);
  return rows[0] ?? { calls: 0n, cost: 0n };
}

export interface CustomerMonth {
  readonly customerId: string;
  /** Which days are in it: the lowest bit is the first. */
  readonly days: number;
  readonly quarters: Uint8Array;
  readonly places: Uint8Array;
}

/** The customers' months that have some of the days already: of days that were opened again. */
export async function selectMonthsWith(
  tx: Tx,
  partnerId: string,
  month: Date,
  days: number,
): Promise<CustomerMonth[]> {
  const { rows } = await sql<{ customer_id: string; days: number; quarters: Buffer; places: Buffer }>`
    SELECT customer_id, days, quarters, places FROM cdr_customer_month
    WHERE partner_id = ${partnerId} AND month = ${utcDay(month)}::date AND days & ${days} <> 0`.execute(tx);
  return rows.map(({ customer_id: customerId, ...row }) => ({ customerId, ...row }));
}

const CUSTOMERS_AT_ONCE = 500;

/** Writes months: in place of what there is, or behind it. */
export async function writeMonths(
  tx: Tx,
  partnerId: string,
  month: Date,
  all: readonly CustomerMonth[],
  how: 'replace' | 'append',
): Promise<void> {
  const change =
    how === 'replace'
      ? sql`days = excluded.days, quarters = excluded.quarters, places = excluded.places`
      : sql`days = t.days | excluded.days, quarters = t.quarters || excluded.quarters, places = t.places || excluded.places`;
  for (let first = 0; first < all.length; first += CUSTOMERS_AT_ONCE) {
    const some = all.slice(first, first + CUSTOMERS_AT_ONCE);
    const bytes = (of: (one: CustomerMonth) => Uint8Array): Buffer[] =>
      some.map((one) => Buffer.from(of(one)));
    await sql`INSERT INTO cdr_customer_month AS t (partner_id, month, customer_id, days, quarters, places)
      SELECT ${partnerId}::uuid, ${utcDay(month)}::date, customer_id, days, quarters, places
      FROM unnest(${some.map((one) => one.customerId)}::uuid[], ${some.map((one) => one.days)}::int[],
        ${bytes((one) => one.quarters)}::bytea[], ${bytes((one) => one.places)}::bytea[]) AS s(customer_id, days, quarters, places)
      ON CONFLICT (partner_id, month, customer_id) DO UPDATE SET ${change}`.execute(tx);
  }
}

/** Lets packed days hold, if they are closed as they were; gives how many are. Whoever opens one waits for the end of the transaction. */
export async function keepPacked(
  tx: Tx,
  partnerId: string,
  days: readonly Pick<UnpackedDay, 'starts' | 'stamp'>[],
): Promise<number> {
  const { rows } = await sql`UPDATE cdr_period p SET packed = true
    FROM unnest(${days.map((one) => one.starts.toISOString())}::timestamptz[], ${days.map((one) => one.stamp)}::text[]) AS d(starts, stamp)
    WHERE p.partner_id = ${partnerId} AND p.grain = 'day' AND p.starts = d.starts AND p.xmin::text = d.stamp RETURNING p.starts`.execute(
    tx,
  );
  return rows.length;
}

/** The UTC days of a window whose calls are packed, milliseconds since 1970. */
export async function selectPackedDays(
  reader: Reader,
  partnerId: string,
  window: Window,
): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ days: string | null }>`
    SELECT string_agg(extract(epoch FROM starts)::bigint::text, ' ') AS days FROM cdr_period
    WHERE partner_id = ${partnerId} AND grain = 'day' AND packed AND starts >= ${window.from} AND starts < ${window.before}`.execute(
    reader,
  );
  return new Set(
    (rows[0]?.days ?? '').split(' ').flatMap((day) => (day === '' ? [] : [Number(day) * 1_000])),
  );
}

/** One of the packed values of a customer's months. */
export async function selectMonths(
  reader: Reader,
  partnerId: string,
  customerId: string,
  months: readonly string[],
  value: 'quarters' | 'places',
): Promise<{ readonly month: string; readonly packed: Buffer }[]> {
  const { rows } = await sql<{ month: string; packed: string }>`
    SELECT month::text AS month, ${packedText(sql.ref(value))} AS packed FROM cdr_customer_month
    WHERE partner_id = ${partnerId} AND month = ANY (${months}::date[]) AND customer_id = ${customerId}`.execute(
    reader,
  );
  return rows.map(({ month, packed }) => ({ month, packed: fromPackedText(packed) }));
}
