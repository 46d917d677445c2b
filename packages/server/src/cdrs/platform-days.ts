import { sql } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import { DAY_MS, utcDay } from '../platform/time/index.ts';
import type { Measure } from './running-codec.ts';
import { SeriesSums } from './series-sums.ts';
import { columnNameOf, sumsFromTexts } from './traffic-columns.ts';
import type { SeriesRow, Window } from './traffic.ts';
import { WHOLE_PARTNER } from './whole-partner.ts';

/** Of so many partners at once, so that no statement is long. */
const PARTNERS_AT_ONCE = 250;

/** What rollups of days know. */
export type DayMeasure = Extract<
  Measure,
  | 'attempts'
  | 'answered'
  | 'durationSeconds'
  | 'talkSeconds'
  | 'billedSeconds'
  | 'cost'
  | 'wholesaleCost'
  | 'margin'
>;

const isMidnight = (at: Date): boolean => at.getTime() % DAY_MS === 0;

/** Whether all days that begin at these instants are days of UTC. */
export function areUtcDays(starts: readonly Date[], window: Window): boolean {
  return [...starts, window.from, window.before].every(isMidnight);
}

interface DayRow {
  readonly day: string;
  readonly call_direction: string;
  readonly context: string;
  readonly currency: string;
  readonly sums: string;
}

/**
 * Traffic of many partners together by UTC day: from the rollups of days, which every settlement moves, so that nobody has to know which
 * days of which partner are closed. Days without calls are left out; measures that were not asked for are nothing.
 */
export async function readPlatformDays(
  reader: Reader,
  partnerIds: readonly string[],
  window: Window,
  measures: readonly DayMeasure[],
): Promise<SeriesRow[]> {
  const columns = measures.map((measure) => sql`sum(${sql.ref(columnNameOf(measure))})::bigint`);
  const sums = new SeriesSums();
  for (let first = 0; first < partnerIds.length; first += PARTNERS_AT_ONCE) {
    const some = partnerIds.slice(first, first + PARTNERS_AT_ONCE);
    const { rows } = await sql<DayRow>`
      SELECT day::text AS day, call_direction, context, currency, concat_ws(' ', ${sql.join(columns)}) AS sums FROM cdr_rollup_day
      WHERE partner_id = ANY (${some}::uuid[]) AND customer_id = ${WHOLE_PARTNER}::uuid AND dimension = 'total'
        AND day >= ${utcDay(window.from)}::date AND day < ${utcDay(window.before)}::date
      GROUP BY day, call_direction, context, currency`.execute(reader);
    for (const { day, call_direction: direction, context, currency, sums: texts } of rows)
      sums.addSums({
        ...sumsFromTexts(texts.split(' '), 0, measures),
        starts: new Date(day),
        direction,
        context,
        currency,
      });
  }
  return sums.rows() as SeriesRow[];
}
