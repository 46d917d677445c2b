import { sql } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import { DAY_MS } from '../platform/time/index.ts';
import type { Window } from './traffic.ts';
import { QUARTER_MS } from './window.ts';

const QUARTERS = DAY_MS / QUARTER_MS;
const LENGTH_MS = { hour: 3_600_000, day: DAY_MS };

/** In which hour or day of some clock each quarter of an hour lies. */
export interface LocalStarts {
  /** For each quarter of a UTC day within the window the start of its interval, milliseconds since 1970. */
  of(day: number): (quarter: number) => number;
}

/**
 * Reads it as `date_trunc` says it. Where the clock is as far from UTC on the day before, the day itself and the day after, that is
 * arithmetic; of the few days around a change each quarter is asked for.
 */
export async function readLocalStarts(
  reader: Reader,
  window: Window,
  interval: 'hour' | 'day',
  timeZone: string,
): Promise<LocalStarts> {
  const first = Math.floor(window.from.getTime() / DAY_MS) * DAY_MS;
  const days = Array.from(
    { length: Math.ceil((window.before.getTime() - first) / DAY_MS) },
    (_, index) => first + index * DAY_MS,
  );
  const offsets = await readOffsets(reader, first - DAY_MS, days.length + 3, timeZone);
  const steady = (index: number): number | null => {
    const [offset, ...others] = offsets.slice(index, index + 4);
    return others.every((other) => other === offset) ? (offset ?? 0) : null;
  };
  const known = await readQuarters(
    reader,
    days.filter((_, index) => steady(index) === null),
    interval,
    timeZone,
  );
  const length = LENGTH_MS[interval];
  return {
    of(day) {
      const starts = known.get(day);
      if (starts !== undefined) return (quarter) => starts[quarter] ?? NaN;
      const offset = steady((day - first) / DAY_MS) ?? NaN;
      return (quarter) => {
        const local = day + quarter * QUARTER_MS + offset;
        return Math.floor(local / length) * length - offset;
      };
    },
  };
}

/** How far the clock is ahead of UTC, milliseconds, at the beginning of so many UTC days. */
async function readOffsets(
  reader: Reader,
  firstDay: number,
  count: number,
  timeZone: string,
): Promise<number[]> {
  const { rows } = await sql<{ offsets: string }>`
    SELECT string_agg(extract(epoch FROM (at AT TIME ZONE ${timeZone}) - (at AT TIME ZONE 'UTC'))::int::text, ' ' ORDER BY nth) AS offsets
    FROM (SELECT nth, ${new Date(firstDay)}::timestamptz + nth * interval '24 hours' AS at
      FROM generate_series(0, ${count}::int - 1) AS g(nth)) s`.execute(reader);
  return (rows[0]?.offsets ?? '').split(' ').map((seconds) => Number(seconds) * 1_000);
}

/** The starts of all quarters of some UTC days. */
async function readQuarters(
  reader: Reader,
  days: readonly number[],
  interval: 'hour' | 'day',
  timeZone: string,
): Promise<ReadonlyMap<number, readonly number[]>> {
  if (days.length === 0) return new Map();
  const { rows } = await sql<{ day: string; starts: string }>`
    SELECT (extract(epoch FROM day) * 1000)::bigint::text AS day, string_agg((extract(epoch FROM
      date_trunc(${interval}, day + nth * interval '15 minutes', ${timeZone})) * 1000)::bigint::text, ' ' ORDER BY nth) AS starts
    FROM unnest(${days.map((day) => new Date(day).toISOString())}::timestamptz[]) AS d(day),
      generate_series(0, ${QUARTERS - 1}::int) AS g(nth) GROUP BY day`.execute(reader);
  return new Map(rows.map(({ day, starts }) => [Number(day), starts.split(' ').map(Number)]));
}
