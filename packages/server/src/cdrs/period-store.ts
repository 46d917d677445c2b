import { sql } from 'kysely';
import type { Database, Reader } from '../platform/db/index.ts';
import { periodStart, type Grain, type Period } from './cover-window.ts';
import type { Window } from './traffic.ts';

/** Which periods of some partners are added up, within a window. */
export async function selectClosed(
  reader: Reader,
  partnerIds: readonly string[],
  window: Window,
): Promise<(Period & { readonly partnerId: string })[]> {
  const { rows } = await sql<{ partner_id: string; grain: Grain; starts: Date }>`
    SELECT partner_id, grain, starts FROM cdr_period
    WHERE partner_id = ANY (${partnerIds}::uuid[]) AND grain = ANY ('{hour,day,month}')
      AND starts >= ${window.from} AND starts < ${window.before}`.execute(reader);
  return rows.map((row) => ({ partnerId: row.partner_id, grain: row.grain, starts: row.starts }));
}

/** The UTC days that are added up, of each partner that has any. */
export async function selectClosedDays(
  reader: Reader,
  partnerIds: readonly string[],
  window: Window,
): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  // One value for each: a year's days are many rows.
  const { rows } = await sql<{ partner_id: string; days: string }>`
    SELECT partner_id, string_agg(extract(epoch FROM starts)::bigint::text, ' ') AS days FROM cdr_period
    WHERE partner_id = ANY (${partnerIds}::uuid[]) AND grain = 'day' AND starts >= ${window.from} AND starts < ${window.before}
    GROUP BY partner_id`.execute(reader);
  return new Map(
    rows.map((row) => [row.partner_id, new Set(row.days.split(' ').map((day) => Number(day) * 1_000))]),
  );
}

/** The same, of a window for each partner, or several. */
export async function selectClosedIn(
  reader: Reader,
  of: readonly (Window & { readonly partnerId: string })[],
): Promise<(Period & { readonly partnerId: string })[]> {
  const { rows } = await sql<{ partner_id: string; grain: Grain; starts: Date }>`
    SELECT p.partner_id, p.grain, p.starts
    FROM unnest(${of.map((one) => one.partnerId)}::uuid[], ${of.map((one) => one.from.toISOString())}::timestamptz[],
      ${of.map((one) => one.before.toISOString())}::timestamptz[]) AS w(partner_id, low, high)
    JOIN LATERAL (SELECT * FROM cdr_period p WHERE p.partner_id = w.partner_id AND p.grain = ANY ('{hour,day,month}')
      AND p.starts >= w.low AND p.starts < w.high OFFSET 0) p ON true`.execute(reader);
  return rows.map((row) => ({ partnerId: row.partner_id, grain: row.grain, starts: row.starts }));
}

/** Which periods of a partner have the sums of lists: those that begin in a window, and the day in which it begins. */
export async function selectListed(reader: Reader, partnerId: string, window: Window): Promise<Period[]> {
  const { rows } = await sql<Period>`SELECT grain, starts FROM cdr_period
    WHERE partner_id = ${partnerId} AND grain = ANY ('{hour,day,month}') AND listed
      AND starts >= ${periodStart('day', window.from)} AND starts < ${window.before}`.execute(reader);
  return rows;
}

/**
 * Periods of a partner that have calls and are not added up, oldest first; and those that were added up before there were sums of
 * lists, as long as their calls are there.
 */
export async function selectOpen(
  reader: Reader,
  partnerId: string,
  grain: Grain,
  window: Window,
  limit: number,
): Promise<Date[]> {
  const { rows } = await sql<{ starts: Date }>`
    SELECT starts FROM cdr_busy_periods(${partnerId}, ${grain}, ${window.from}, ${window.before}) AS b(starts)
    WHERE NOT EXISTS (SELECT FROM cdr_period p
      WHERE p.partner_id = ${partnerId} AND p.grain = ${grain} AND p.starts = b.starts
        AND (p.listed OR p.starts < coalesce((SELECT cdr_kept_since()), '-infinity')))
    ORDER BY starts LIMIT ${limit}`.execute(reader);
  return rows.map((row) => row.starts);
}

/** Adds one up. False where a call came in between: then nothing was written. */
export async function closePeriod(
  db: Database,
  partnerId: string,
  { grain, starts }: Period,
): Promise<boolean> {
  const MISSED = new Error('A call came in between.');
  try {
    await db.inTransaction(async (tx) => {
      await sql`SET LOCAL statement_timeout = '5min'`.execute(tx);
      const { rows } = await sql<{ closed: boolean }>`
        SELECT cdr_close_period(${partnerId}, ${grain}, ${starts}) AS closed`.execute(tx);
      if (rows[0]?.closed !== true) throw MISSED;
    });
    return true;
  } catch (error) {
    if (error === MISSED) return false;
    throw error;
  }
}

/** Drops the sums of periods from before an instant that a longer one has taken over. */
export async function dropTakenOver(
  db: Database,
  partnerId: string,
  grain: 'hour' | 'day',
  before: Date,
): Promise<void> {
  const longer = grain === 'hour' ? 'day' : 'month';
  await sql`WITH gone AS (
      DELETE FROM cdr_period p WHERE partner_id = ${partnerId} AND grain = ${grain} AND starts < ${before}
        AND EXISTS (SELECT FROM cdr_period l WHERE l.partner_id = p.partner_id AND l.grain = ${longer}
          AND l.starts = cdr_period_start(${longer}, p.starts))
      RETURNING starts),
    lengths AS (
      DELETE FROM cdr_duration_sum WHERE partner_id = ${partnerId} AND grain = ${grain} AND starts = ANY (SELECT starts FROM gone)),
    endings AS (
      -- Those of a day's hours go with the day.
      DELETE FROM cdr_ending_sum WHERE partner_id = ${partnerId} AND ${grain} = 'day' AND grain = ANY ('{hour,day}')
        AND cdr_period_start('day', starts) = ANY (SELECT starts FROM gone))
    DELETE FROM cdr_period_sum WHERE partner_id = ${partnerId} AND grain = ${grain}
      AND dimension = ANY ('{customer,destination,trunk,number}')
      AND starts = ANY (SELECT starts FROM gone)`.execute(db.kysely);
  if (grain !== 'day') return;
  await sql`WITH gone AS (
      DELETE FROM cdr_running r WHERE partner_id = ${partnerId} AND day < (${before}::timestamptz AT TIME ZONE 'UTC')::date
        AND NOT EXISTS (SELECT FROM cdr_period p WHERE p.partner_id = r.partner_id AND p.grain = 'day'
          AND p.starts = r.day::timestamp AT TIME ZONE 'UTC')
      RETURNING day)
    DELETE FROM cdr_running_sum WHERE partner_id = ${partnerId} AND dimension = ANY ('{customer,destination,trunk,number}')
      AND day = ANY (SELECT day FROM gone)`.execute(db.kysely);
  for (const table of [sql`cdr_day_sum`, sql`cdr_day_pack`])
    await sql`DELETE FROM ${table} d WHERE partner_id = ${partnerId} AND day < (${before}::timestamptz AT TIME ZONE 'UTC')::date
      AND NOT EXISTS (SELECT FROM cdr_period p WHERE p.partner_id = d.partner_id AND p.grain = 'day'
        AND p.starts = d.day::timestamp AT TIME ZONE 'UTC')`.execute(db.kysely);
  await sql`DELETE FROM cdr_customer_month m WHERE partner_id = ${partnerId}
    AND (month + interval '1 month') AT TIME ZONE 'UTC' <= ${before}
    AND NOT EXISTS (SELECT FROM cdr_period p WHERE p.partner_id = m.partner_id AND p.grain = 'day' AND p.packed
      AND p.starts >= m.month::timestamp AT TIME ZONE 'UTC'
      AND p.starts < (m.month + interval '1 month') AT TIME ZONE 'UTC')`.execute(db.kysely);
}
