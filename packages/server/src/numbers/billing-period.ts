import { localDay, startOfDay, type LocalDay } from '../platform/time/index.ts';

/** The calendar by which a number is paid. It is fixed when the number is bought and goes with it wherever it moves. */
export interface BillingCalendar {
  /** Day of the month on which it was bought, 1–31. */
  readonly day: number;
  /** IANA: the customer's at that time. */
  readonly zone: string;
}

const HOUR_MS = 3_600_000;

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

/** Where the month began that reaches to `paidUntil`: the same day of the month before it. */
export function lastPaidFrom(paidUntil: Date, { day, zone }: BillingCalendar): Date {
  const { year, month } = localDay(paidUntil.getTime() + 12 * HOUR_MS, zone);
  const before = month === 1 ? { year: year - 1, month: 12 } : { year, month: month - 1 };
  return startOfDay({ ...before, day: Math.min(day, daysIn(before.year, before.month)) }, zone);
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
