import { sql } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import { DAY_MS, utcDay } from '../platform/time/index.ts';
import type { RunningPiece, Stretch } from './running-store.ts';
import type { Window } from './traffic.ts';

/** A stretch that is read otherwise: what the pieces leave of a window, or have beyond it, which is taken away. */
export interface RestStretch extends Stretch {
  readonly times: 1 | -1;
}

export interface RunningCover {
  readonly pieces: readonly RunningPiece[];
  readonly rest: readonly RestStretch[];
}

/** Which days of a year have running sums, of those that a window may want. */
interface RunningYear {
  /** From the day before that in which the window begins; null where there is none. */
  readonly first: string;
  /** From the day in which it begins. */
  readonly second: string | null;
  /** Up to the day before that in which it ends. */
  readonly last_but_one: string | null;
  /** Up to the day in which it ends. */
  readonly last: string;
}

const dayOf = (at: number): string => utcDay(new Date(at));
const down = (at: Date): number => Math.floor(at.getTime() / DAY_MS) * DAY_MS;
const isNewYear = (at: number): boolean => dayOf(at).endsWith('-01-01');

/**
 * Covers windows of some partners with differences of running sums, each for itself: within each year from the first day that has them to the
 * last. They begin with the year, so that of a year whose beginning is in the window nothing is taken away. Where a window cuts a day, the
 * shorter part of the day is left: to be added, or, of a day that is covered whole, to be taken away.
 */
export async function coverByRunning(
  reader: Reader,
  partnerIds: readonly string[],
  windows: readonly Window[],
): Promise<RunningCover[]> {
  const { rows } = await sql<RunningYear & { nth: number; partner_id: string; kept_since: Date | null }>`
    SELECT w.nth::int AS nth, r.*, (SELECT cdr_kept_since()) AS kept_since
    FROM unnest(${windows.map(({ from }) => dayOf(down(from)))}::date[], ${windows.map(({ before }) => dayOf(down(before)))}::date[])
      WITH ORDINALITY AS w(begins, ends, nth)
    CROSS JOIN unnest(${partnerIds}::uuid[]) AS of_partner
    JOIN LATERAL (
      SELECT partner_id, min(day)::text AS first, (min(day) FILTER (WHERE day >= w.begins))::text AS second,
        (max(day) FILTER (WHERE day < w.ends))::text AS last_but_one, max(day)::text AS last
      FROM cdr_running WHERE partner_id = of_partner AND day >= w.begins - 1 AND day <= w.ends
      GROUP BY partner_id, extract(year FROM day)) r ON true
    ORDER BY r.first`.execute(reader);
  // What is not kept any more could not be taken away.
  const keptSince = rows[0]?.kept_since?.getTime() ?? -Infinity;
  const known = Map.groupBy(rows, (row) => `${String(row.nth)} ${row.partner_id}`);
  return windows.map((window, index) => {
    const all = partnerIds.map((partnerId) =>
      coverOf({ partnerId, ...window }, known.get(`${String(index + 1)} ${partnerId}`) ?? [], keptSince),
    );
    return { pieces: all.flatMap(({ pieces }) => pieces), rest: all.flatMap(({ rest }) => rest) };
  });
}

/**
 * Reads with one sight of the database where a window cuts a day: what is taken away from running sums must be in them, and not a call that is
 * told of meanwhile.
 */
export async function atOneMoment<T>(
  reader: Reader,
  windows: readonly Window[],
  work: (reader: Reader) => Promise<T>,
): Promise<T> {
  const isCut = windows.some(({ from, before }) => down(from) !== +from || down(before) !== +before);
  if (!isCut || reader.isTransaction) return work(reader);
  return reader
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((tx) => work(tx));
}

/** A window of which nothing is packed. */
export function uncovered(partnerIds: readonly string[], window: Window): RunningCover {
  return { pieces: [], rest: partnerIds.map((partnerId) => ({ partnerId, ...window, times: 1 })) };
}

/** A window on whole days where what lies beyond it is the shorter part of a day that has running sums and still has its calls. */
function widened({ from, before }: Window, years: readonly RunningYear[], keptSince: number): Window {
  const [begins, ends] = [down(from), down(before)];
  const has = (name: keyof RunningYear, at: number): boolean =>
    years.some((year) => year[name] === dayOf(at));
  const isEarlier =
    from.getTime() - begins < DAY_MS / 2 &&
    begins >= keptSince &&
    has('second', begins) &&
    (isNewYear(begins) || has('first', begins - DAY_MS));
  const isLater = before.getTime() - ends > DAY_MS / 2 && ends >= keptSince && has('last', ends);
  return {
    from: isEarlier ? new Date(begins) : from,
    before: isLater ? new Date(ends + DAY_MS) : before,
  };
}

function coverOf(stretch: Stretch, years: readonly RunningYear[], keptSince: number): RunningCover {
  const { partnerId } = stretch;
  const wide = widened(stretch, years, keptSince);
  const start = Math.ceil(wide.from.getTime() / DAY_MS) * DAY_MS;
  const beginsWhole = start === down(stretch.from);
  const pieces: RunningPiece[] = [];
  const rest: RestStretch[] = [];
  const leave = (from: Date, before: Date, times: RestStretch['times']): void => {
    if (from < before) rest.push({ partnerId, from, before, times });
  };
  leave(wide.from, stretch.from, -1);
  let at = wide.from;
  for (const year of years) {
    const base = beginsWhole ? year.first : year.second;
    const last = wide.before > stretch.before ? year.last : year.last_but_one;
    if (base === null || last === null) continue;
    const newYear = Date.parse(`${last.slice(0, 4)}-01-01T00:00:00Z`);
    const from = newYear >= start ? newYear : Date.parse(base) + DAY_MS;
    const before = Date.parse(last) + DAY_MS;
    if (from >= before) continue;
    if (newYear < start) pieces.push({ partnerId, day: base, times: -1 });
    pieces.push({ partnerId, day: last, times: 1 });
    leave(at, new Date(from), 1);
    at = new Date(before);
  }
  leave(at, wide.before, 1);
  leave(stretch.before, wide.before, -1);
  return { pieces, rest };
}
