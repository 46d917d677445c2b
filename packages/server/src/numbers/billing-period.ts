/** The calendar by which a number is paid. It is fixed when the number is bought and goes with it wherever it moves. */
export interface BillingCalendar {
  /** Day of the month on which it was bought, 1–31. */
  readonly day: number;
  /** IANA: the customer's at that time. */
  readonly zone: string;
}

interface LocalDay {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  readonly day: number;
}

const HOUR_MS = 3_600_000;
/** More than any zone's clock is ahead of or behind UTC. */
const WIDEST_OFFSET_MS = 26 * HOUR_MS;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      calendar: 'iso8601',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}

/** What a clock in the zone shows, as if it were UTC. Milliseconds. */
function localMs(atMs: number, zone: string): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
    ((atMs % 1_000) + 1_000) % 1_000,
  );
}

function localDay(atMs: number, zone: string): LocalDay {
  const local = new Date(localMs(atMs, zone));
  return { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() };
}

/**
 * The first moment of a calendar day in a zone. Usually midnight; later where clocks go forward at midnight, and the
 * beginning of the next day where a zone left the day out.
 */
function startOfDay({ year, month, day }: LocalDay, zone: string): Date {
  const wanted = Date.UTC(year, month - 1, day);
  const reached = (atMs: number): boolean => localMs(atMs, zone) >= wanted;
  const guess = wanted - (localMs(wanted, zone) - wanted);
  const again = wanted - (localMs(guess, zone) - guess);
  if (reached(again) && !reached(again - 1)) return new Date(again);
  let [before, after] = [wanted - WIDEST_OFFSET_MS, wanted + WIDEST_OFFSET_MS];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (reached(middle)) after = middle;
    else before = middle;
  }
  return new Date(after);
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The billing day of the month after the given one: the 29th–31st fall on the last day of a month that has none. */
function billingDayAfter({ year, month }: LocalDay, billingDay: number): LocalDay {
  const next = month === 12 ? { year: year + 1, month: 1 } : { year, month: month + 1 };
  return { ...next, day: Math.min(billingDay, daysIn(next.year, next.month)) };
}

/** The calendar of a number that is bought now by a customer of this zone. */
export function calendarFrom(at: Date, zone: string): BillingCalendar {
  return { day: localDay(at.getTime(), zone).day, zone };
}

/** How far the month reaches that is paid with the purchase: to the beginning of the same day of the next month. */
export function firstPaidUntil(purchasedAt: Date, { day, zone }: BillingCalendar): Date {
  return startOfDay(billingDayAfter(localDay(purchasedAt.getTime(), zone), day), zone);
}

/**
 * How far the next month reaches. `paidUntil` is the beginning of a billing day; half a day is added before its date is read,
 * so that a zone whose rules changed after it was stored still finds the same day.
 */
export function nextPaidUntil(paidUntil: Date, { day, zone }: BillingCalendar): Date {
  return startOfDay(billingDayAfter(localDay(paidUntil.getTime() + 12 * HOUR_MS, zone), day), zone);
}

/** The day on which a month begins, `YYYY-MM-DD` in the number's zone: what names the month in references. */
export function periodName(paidUntil: Date, { zone }: BillingCalendar): string {
  const { year, month, day } = localDay(paidUntil.getTime() + 12 * HOUR_MS, zone);
  return `${String(year)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Until when a number stays that was taken for some months at least. */
export function committedUntil(purchasedAt: Date, months: number, { day, zone }: BillingCalendar): Date {
  let [reached, left] = [purchasedAt, months];
  while (left > 0) {
    reached =
      left === months ? firstPaidUntil(reached, { day, zone }) : nextPaidUntil(reached, { day, zone });
    left -= 1;
  }
  return reached;
}
