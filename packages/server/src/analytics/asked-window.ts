import Type from 'typebox';
import type { Window } from '../cdrs/index.ts';
import { TIME_ZONE_FORMAT, timeZoneName } from '../customers/index.ts';
import { ValidationFailure, fault } from '../platform/errors/index.ts';
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
    ...dateRangeFields(MOST_DAYS, {
      from_date:
        'First day or instant, inclusive. `YYYY-MM-DD` is a day of `tz`; a full ISO 8601 time carries its offset (without one it is UTC) and begins with its quarter of an hour.',
      to_date: `Last day, inclusive, or an instant: where one lies within a quarter of an hour, that is counted whole. Default: today. At most ${MOST_DAYS} days.`,
    }),
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
 * of an hour. Without dates: the last thirty days and today. With the first alone it ends today; 422 where that is too long.
 */
export function readWindow(query: WindowQuery, now: Date): AskedWindow {
  const timeZone = query.tz === undefined ? 'UTC' : (timeZoneName(query.tz) ?? 'UTC');
  const range = readDateRange(query);
  withinTheCalendar(query);
  const [first, last] = [query.from_date ?? query.start_date, query.to_date ?? query.end_date];
  const today = calendarDay(now, timeZone);
  const end =
    last === undefined
      ? dayStart(today, timeZone, 1)
      : BARE.test(last)
        ? dayStart(last, timeZone, 1)
        : endOf(range.before ?? now, range.from);
  const lastDay = calendarDay(new Date(end.getTime() - 1), timeZone);
  const from =
    first === undefined
      ? dayStart(lastDay, timeZone, -DAYS_BACK)
      : BARE.test(first)
        ? dayStart(first, timeZone)
        : down(range.from ?? now);
  if (last === undefined) notTooLong(query, from, end);
  const before = new Date(Math.max(from.getTime(), end.getTime()));
  return {
    from,
    before,
    timeZone,
    firstDay: calendarDay(from, timeZone),
    lastDay: calendarDay(new Date(Math.max(from.getTime(), before.getTime() - 1)), timeZone),
  };
}

/**
 * The end of a window whose last instant is `before` without its millisecond. On a quarter it is that, so that windows can follow each
 * other; but a window of one instant has its quarter.
 */
function endOf(before: Date, from: Date | null): Date {
  const last = new Date(before.getTime() - 1);
  return last.getTime() === from?.getTime() ? up(before) : up(last);
}

/** Calendars of the first centuries are nobody’s question, and no two agree on them; the end of a window is printed, in a year of four digits. */
function withinTheCalendar(query: WindowQuery): void {
  const faults = (['from_date', 'to_date', 'start_date', 'end_date'] as const).flatMap((name) => {
    const text = query[name];
    if (text === undefined || (text >= '1970' && text < '9999')) return [];
    const bound = text < '1970' ? 'not be before 1970' : 'be before the year 9999';
    return [fault(['query', name], 'value_error', `Input should ${bound}`, text)];
  });
  if (faults.length > 0) throw new ValidationFailure(faults);
}

/** Who leaves the end out means today, and is not answered with a part of it. */
function notTooLong({ from_date }: WindowQuery, from: Date, end: Date): void {
  // A day more or less where clocks changed is let pass.
  if (end.getTime() - from.getTime() <= (MOST_DAYS + 1) * DAY_MS) return;
  const name = from_date === undefined ? 'start_date' : 'from_date';
  const text = `Up to today that is longer than ${MOST_DAYS} days; name an earlier end with to_date`;
  throw new ValidationFailure([fault(['query', name], 'value_error', text, from.toISOString())]);
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
