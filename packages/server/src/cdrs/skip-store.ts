import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import { DAY_MS, utcDay } from '../platform/time/index.ts';
import type { CdrFilter } from './cdr-filter.ts';
import { keyConditions } from './conditions.ts';
import { sumRollups } from './sums-store.ts';
import { callsOf } from './sums.ts';
import { WHOLE_PARTNER } from './whole-partner.ts';
import { QUARTER_MS } from './window.ts';

/** A stretch of time, and how many calls began after it. */
interface Place {
  readonly from: Date;
  readonly before: Date;
  readonly passed: number;
}

/**
 * In which quarter of an hour, going back from the end of a window, so many calls are passed. The sums say so, that every settlement
 * moves; null where there are not so many. The filter is one that rollups know.
 */
export async function placeBefore(
  reader: Reader,
  partnerId: string,
  filter: CdrFilter,
  calls: number,
): Promise<Place | null> {
  const { before } = filter.window;
  const midnight = before === null ? null : new Date(Math.floor(before.getTime() / DAY_MS) * DAY_MS);
  const head =
    before === null || midnight === null || +midnight === +before
      ? 0
      : callsOf(await sumRollups(reader, partnerId, { ...filter, window: { from: midnight, before } }));
  const key: RawBuilder<unknown> = sql.join(
    [
      sql`c.partner_id = ${partnerId} AND c.customer_id = ${filter.customerId ?? WHOLE_PARTNER}`,
      ...keyConditions(filter),
    ],
    sql` AND `,
  );
  const quartersOf = (low: Date, high: Date): RawBuilder<unknown> =>
    sql`SELECT c.bucket AS starts, sum(c.attempts) AS own, sum(sum(c.attempts)) OVER (ORDER BY c.bucket DESC) AS upto
      FROM cdr_rollup c WHERE ${key} AND c.bucket >= ${low} AND c.bucket < ${high} GROUP BY c.bucket`;
  // Within the day that the window cuts there is little to skip. What it has of a quarter is not counted: that may be all of the calls.
  if (before !== null && midnight !== null && head > calls) {
    const whole = new Date(Math.floor(before.getTime() / QUARTER_MS) * QUARTER_MS);
    const quarter = await lastOf(reader, quartersOf(midnight, whole), calls);
    return { from: quarter?.starts ?? midnight, before, passed: 0 };
  }
  const day = await lastOf(
    reader,
    sql`SELECT c.day::timestamp AT TIME ZONE 'UTC' AS starts, sum(c.attempts) AS own, sum(sum(c.attempts)) OVER (ORDER BY c.day DESC) AS upto
      FROM cdr_rollup_day c WHERE ${key} AND c.dimension = 'total'
        ${midnight === null ? sql`` : sql`AND c.day < ${utcDay(midnight)}::date`} GROUP BY c.day`,
    calls - head,
  );
  if (day === null) return null;
  const dayEnd = new Date(day.starts.getTime() + DAY_MS);
  const passed = head + day.passed;
  const quarter = await lastOf(reader, quartersOf(day.starts, dayEnd), calls - passed);
  if (quarter === null) return { from: day.starts, before: dayEnd, passed };
  return {
    from: quarter.starts,
    before: new Date(quarter.starts.getTime() + QUARTER_MS),
    passed: passed + quarter.passed,
  };
}

/** The first row, going back in time, with which more than so many calls are passed. */
async function lastOf(
  reader: Reader,
  rows: RawBuilder<unknown>,
  calls: number,
): Promise<{ readonly starts: Date; readonly passed: number } | null> {
  const found = await sql<{
    starts: Date;
    passed: bigint;
  }>`SELECT starts, (upto - own)::bigint AS passed FROM (${rows}) r
    WHERE upto > ${calls} ORDER BY starts DESC LIMIT 1`.execute(reader);
  const [row] = found.rows;
  return row === undefined ? null : { starts: row.starts, passed: Number(row.passed) };
}
