import { sql } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import { WHOLE_PARTNER } from './whole-partner.ts';
import type { Window } from './traffic.ts';

/** What calls cost a customer in four weeks. Money is units of 10⁻⁵. */
export interface Spending {
  readonly customerId: string;
  readonly currency: string;
  /** By weekday of the UTC day, Sunday first, over all weeks. */
  readonly byWeekday: readonly bigint[];
  /** By week, the oldest first. */
  readonly byWeek: readonly bigint[];
  /** First day with calls, `YYYY-MM-DD`. */
  readonly since: string;
}

const sums = (column: string, values: readonly number[]) =>
  sql.join(
    values.map(
      (value) =>
        sql`coalesce(sum(cost) FILTER (WHERE ${sql.ref(column)} = ${sql.lit(value)}), 0)::bigint::text`,
    ),
  );

/** Of every customer of a partner that spent something, over the 28 UTC days before a day. */
export async function readSpending(reader: Reader, partnerId: string, before: string): Promise<Spending[]> {
  const { rows } = await sql<{
    customer_id: string;
    currency: string;
    weekdays: string[];
    weeks: string[];
    since: string;
  }>`SELECT customer_id, currency, min(day)::text AS since,
      ARRAY[${sums('weekday', [0, 1, 2, 3, 4, 5, 6])}] AS weekdays, ARRAY[${sums('week', [0, 1, 2, 3])}] AS weeks
    FROM (
      SELECT customer_id, currency, day, cost, extract(dow FROM day)::int AS weekday, (day - (${before}::date - 28)) / 7 AS week
      FROM cdr_rollup_day
      WHERE partner_id = ${partnerId} AND dimension = 'total' AND customer_id <> ${WHOLE_PARTNER}::uuid
        AND day >= ${before}::date - 28 AND day < ${before}::date) d
    GROUP BY customer_id, currency HAVING sum(cost) > 0`.execute(reader);
  return rows.map((row) => ({
    customerId: row.customer_id,
    currency: row.currency,
    byWeekday: row.weekdays.map(BigInt),
    byWeek: row.weeks.map(BigInt),
    since: row.since,
  }));
}

/** What each customer spent in a stretch of time on quarters of an hour. */
export interface RecentSpending {
  readonly customerId: string;
  readonly currency: string;
  readonly cost: bigint;
}

export async function readRecentSpending(
  reader: Reader,
  partnerId: string,
  window: Window,
): Promise<RecentSpending[]> {
  const { rows } = await sql<{ customer_id: string; currency: string; cost: bigint }>`
    SELECT customer_id, currency, sum(cost)::bigint AS cost FROM cdr_rollup
    WHERE partner_id = ${partnerId} AND customer_id <> ${WHOLE_PARTNER}::uuid
      AND bucket >= ${window.from} AND bucket < ${window.before}
    GROUP BY customer_id, currency HAVING sum(cost) > 0`.execute(reader);
  return rows.map((row) => ({ customerId: row.customer_id, currency: row.currency, cost: row.cost }));
}

/** What a whole partner's calls cost by weekday and hour UTC, in a stretch of time: 7 × 24, Sunday first. */
export async function readHours(reader: Reader, partnerId: string, window: Window): Promise<number[]> {
  const { rows } = await sql<{ slot: number; cost: bigint }>`
    SELECT (extract(dow FROM bucket AT TIME ZONE 'UTC') * 24 + extract(hour FROM bucket AT TIME ZONE 'UTC'))::int AS slot,
      sum(cost)::bigint AS cost
    FROM cdr_rollup WHERE partner_id = ${partnerId} AND customer_id = ${WHOLE_PARTNER}::uuid
      AND bucket >= ${window.from} AND bucket < ${window.before}
    GROUP BY 1`.execute(reader);
  const hours = Array.from({ length: 168 }, () => 0);
  for (const { slot, cost } of rows) hours[slot] = Number(cost);
  return hours;
}
