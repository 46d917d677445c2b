import { DAY_MS, utcDay } from '../platform/time/index.ts';
export interface BusinessCalendar {
  /** IANA name. */
  readonly timeZone: string;
  /** Days of the week that are no business days; 0 is Sunday. */
  readonly weekend: readonly number[];
  /** `YYYY-MM-DD` in that zone. */
  readonly holidays: readonly string[];
}

/** A calendar without any business day must not hang whoever asks. */
const MAX_DAYS = 400;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}

/** What the clock on the wall shows at an instant, written as if it were UTC. Milliseconds. */
function wallTimeOf(instantMs: number, timeZone: string): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(instantMs)
      .map((part) => [part.type, Number(part.value)]),
  );
  const field = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const seconds = Date.UTC(
    field('year'),
    field('month') - 1,
    field('day'),
    field('hour'),
    field('minute'),
    field('second'),
  );
  return seconds + (((instantMs % 1000) + 1000) % 1000);
}

/** The instant of a wall time. The first of two where clocks go back; moved on by the gap where they go forward. */
function instantOf(wallMs: number, timeZone: string): number {
  const offsetNear = (instantMs: number): number => wallTimeOf(instantMs, timeZone) - instantMs;
  const before = wallMs - offsetNear(wallMs - DAY_MS);
  const after = wallMs - offsetNear(wallMs + DAY_MS);
  const real = [before, after].filter((instantMs) => wallTimeOf(instantMs, timeZone) === wallMs);
  return real.length === 0 ? before : Math.min(...real);
}

function isBusinessDay(wallMs: number, calendar: BusinessCalendar): boolean {
  const day = new Date(wallMs);
  return !calendar.weekend.includes(day.getUTCDay()) && !calendar.holidays.includes(utcDay(day));
}

function nextBusinessDay(wallMs: number, calendar: BusinessCalendar): number {
  for (let days = 1; days <= MAX_DAYS; days += 1) {
    if (isBusinessDay(wallMs + days * DAY_MS, calendar)) return wallMs + days * DAY_MS;
  }
  return wallMs + DAY_MS;
}

/**
 * One business day later: the same time of the next business day. What arrives on a day off counts as arrived when
 * the next business day begins, and so is due when that day has passed.
 */
export function oneBusinessDayAfter(at: Date, calendar: BusinessCalendar): Date {
  const arrived = wallTimeOf(at.getTime(), calendar.timeZone);
  const midnight = Math.floor(arrived / DAY_MS) * DAY_MS;
  const counted = isBusinessDay(arrived, calendar) ? arrived : nextBusinessDay(midnight, calendar);
  return new Date(instantOf(nextBusinessDay(counted, calendar), calendar.timeZone));
}
