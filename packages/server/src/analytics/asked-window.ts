import Type from 'typebox';
import type { Window } from '../cdrs/index.ts';
import { TIME_ZONE_FORMAT, timeZoneName } from '../customers/index.ts';
import { dateRangeFields, readDateRange, type DateRangeQuery } from '../platform/http/index.ts';
import { DAY_MS, calendarDay, startOfDay } from '../platform/time/index.ts';

const QUARTER_MS = 900_000;
/** Thirteen months: a year, and the month before it to compare with. */
const MOST_DAYS = 400;
/** What is shown when nothing is asked: so many days back, and today. */
const DAYS_BACK = 30;
const BARE = /^\d{4}-\d{2}-\d{2}$/;

/** What figures are asked for: a stretch of time on quarters of an hour, and the clock by which its days go. */
export interface AskedWindow extends Window {
  readonly timeZone: string;
  /** First and last day on that clock, `YYYY-MM-DD`. */
  readonly firstDay: string;
  readonly lastDay: string;
}

/** Query fields of a window. */
export function windowFields() {
  return {
    ...dateRangeFields(MOST_DAYS),
    tz: Type.Optional(
      Type.String({
        format: TIME_ZONE_FORMAT,
        minLength: 1,
        maxLength: 64,
        description: 'IANA time zone whose days are meant, e.g. `Asia/Kolkata`. Default `UTC`.',
      }),
    ),
  };
}

export type WindowQuery = DateRangeQuery & { readonly tz?: string };

/** The beginning of the day that so many days follow. */
function dayStart(day: string, timeZone: string, later = 0): Date {
  const at = new Date(Date.parse(`${day}T00:00:00Z`) + later * DAY_MS);
  return startOfDay(
    { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() },
    timeZone,
  );
}

const down = (at: Date): Date => new Date(Math.floor(at.getTime() / QUARTER_MS) * QUARTER_MS);
const up = (at: Date): Date => new Date(Math.ceil(at.getTime() / QUARTER_MS) * QUARTER_MS);

/**
 * Reads the window of a query whose fields were checked. Bare days are days of its time zone; instants are widened to quarters
 * of an hour. Without dates: the last thirty days and today. With the first alone it ends today, or when it is as long as
 * may be.
 */
export function readWindow(query: WindowQuery, now: Date): AskedWindow {
  const timeZone = query.tz === undefined ? 'UTC' : (timeZoneName(query.tz) ?? 'UTC');
  const range = readDateRange(query);
  const [first, last] = [query.from_date ?? query.start_date, query.to_date ?? query.end_date];
  const today = calendarDay(now, timeZone);
  const end =
    last === undefined
      ? dayStart(today, timeZone, 1)
      : BARE.test(last)
        ? dayStart(last, timeZone, 1)
        : up(range.before ?? now);
  const lastDay = calendarDay(new Date(end.getTime() - 1), timeZone);
  const from =
    first === undefined
      ? dayStart(lastDay, timeZone, -DAYS_BACK)
      : BARE.test(first)
        ? dayStart(first, timeZone)
        : down(range.from ?? now);
  const limit = new Date(from.getTime() + MOST_DAYS * DAY_MS);
  const before = new Date(Math.max(from.getTime(), Math.min(end.getTime(), limit.getTime())));
  return {
    from,
    before,
    timeZone,
    firstDay: calendarDay(from, timeZone),
    lastDay: calendarDay(new Date(Math.max(from.getTime(), before.getTime() - 1)), timeZone),
  };
}

/** The stretch of the same length that ends where a window begins; by the calendar where it is made of whole days. */
export function previousWindow(window: AskedWindow): Window {
  const days = Math.round((window.before.getTime() - window.from.getTime()) / DAY_MS);
  const isDays =
    dayStart(window.firstDay, window.timeZone).getTime() === window.from.getTime() &&
    dayStart(window.lastDay, window.timeZone, 1).getTime() === window.before.getTime();
  const from = isDays
    ? dayStart(window.firstDay, window.timeZone, -days)
    : new Date(2 * window.from.getTime() - window.before.getTime());
  return { from, before: window.from };
}
