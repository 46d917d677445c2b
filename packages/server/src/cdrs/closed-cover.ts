import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import type { DateRange } from '../platform/http/index.ts';
import { DAY_MS } from '../platform/time/index.ts';
import type { CdrFilter } from './cdr-filter.ts';
import { coverWindow, type Period } from './cover-window.ts';
import { addUp, ofRollups, sumRollups } from './sums-store.ts';
import { NO_CALLS, type CallSums } from './sums.ts';
import type { Window } from './traffic.ts';
import { WHOLE_PARTNER } from './whole-partner.ts';

type Sql = RawBuilder<unknown>;

/** Stretches that are read each with a plan of its own, which names its partitions; of more the calls are looked up one stretch by one. */
export const FEW_STRETCHES = 4;

/** What of a window is added up by closed periods, and what is not. */
export interface Cover {
  readonly periods: readonly Period[];
  readonly rest: readonly Window[];
}

/** When a partner's calls began, by whole UTC days; null without calls. */
async function selectSpan(reader: Reader, partnerId: string): Promise<Window | null> {
  const end = (order: Sql): Sql => sql`(SELECT day::timestamp AT TIME ZONE 'UTC' FROM cdr_rollup_day
    WHERE partner_id = ${partnerId} AND customer_id = ${WHOLE_PARTNER} AND dimension = 'total' ORDER BY day ${order} LIMIT 1)`;
  const { rows } = await sql<{ first: Date | null; last: Date | null }>`
    SELECT ${end(sql``)} AS first, ${end(sql`DESC`)} AS last`.execute(reader);
  const [row] = rows;
  if (row?.first == null || row.last === null) return null;
  return { from: row.first, before: new Date(row.last.getTime() + DAY_MS) };
}

/** Covers what is asked, as far as the partner has calls there; null where it has none. */
export async function coverAsked(
  reader: Reader,
  partnerId: string,
  { from, before }: DateRange,
  closedIn: (window: Window) => Promise<(period: Period) => boolean>,
): Promise<Cover | null> {
  const span = await selectSpan(reader, partnerId);
  if (span === null) return null;
  const window = {
    from: from === null || from < span.from ? span.from : from,
    before: before === null || before > span.before ? span.before : before,
  };
  return coverWindow(window, await closedIn(window));
}

/** Periods as a table `p (grain, starts)`. */
export function tableOf(periods: readonly Period[]): Sql {
  return sql`unnest(${periods.map(({ grain }) => grain)}::text[], ${periods.map(({ starts }) => starts.toISOString())}::timestamptz[])
    AS p(grain, starts)`;
}

/** Sums that the rollups have as well, from fewer rows: `closedSums` of the periods of a cover, and from the rollups what is not over. */
export async function sumCovered(
  reader: Reader,
  partnerId: string,
  filter: CdrFilter,
  cover: Cover | null,
  closedSums: (periods: readonly Period[]) => Sql,
): Promise<CallSums> {
  if (cover === null) return NO_CALLS;
  const { periods, rest } = cover;
  if (rest.length > FEW_STRETCHES) return sumRollups(reader, partnerId, filter);
  const closed = periods.length === 0 ? [] : [closedSums(periods)];
  const open = rest.flatMap((window) => ofRollups(partnerId, { ...filter, window }));
  return addUp(reader, [...closed, ...open], null, 0);
}
