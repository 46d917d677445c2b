import fc from 'fast-check';
import { utcDay } from '../platform/time/index.ts';
import { describe, expect, it } from 'vitest';
import { calendarFrom, committedUntil, firstPaidUntil, nextPaidUntil, periodName } from './billing-period.ts';

const ZONES = Intl.supportedValuesOf('timeZone');
const at = (text: string): Date => new Date(text);
const iso = (date: Date): string => date.toISOString();

/** What a calendar on the wall says; by another road than the code under test. */
function wallDay(moment: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(moment);
}

function months(purchasedAt: Date, zone: string, count: number): Date[] {
  const calendar = calendarFrom(purchasedAt, zone);
  const found = [firstPaidUntil(purchasedAt, calendar)];
  while (found.length < count) found.push(nextPaidUntil(found.at(-1)!, calendar));
  return found;
}

describe('a number is paid', () => {
  it('to the beginning of the same day of the next month, by the customer’s calendar', () => {
    // 10:00 UTC on 25 March is half past three in the afternoon in India.
    expect(months(at('2026-03-25T10:00:00Z'), 'Asia/Kolkata', 3).map(iso)).toEqual([
      '2026-04-24T18:30:00.000Z',
      '2026-05-24T18:30:00.000Z',
      '2026-06-24T18:30:00.000Z',
    ]);
    // The same moment is another day elsewhere.
    expect(calendarFrom(at('2026-03-31T20:00:00Z'), 'Asia/Kolkata').day).toBe(1);
    expect(calendarFrom(at('2026-03-31T20:00:00Z'), 'America/New_York').day).toBe(31);
  });

  it('to the end of a short month when bought on the 29th–31st, and to its own day again after that', () => {
    expect(months(at('2026-01-31T09:00:00Z'), 'UTC', 5).map(iso)).toEqual([
      '2026-02-28T00:00:00.000Z',
      '2026-03-31T00:00:00.000Z',
      '2026-04-30T00:00:00.000Z',
      '2026-05-31T00:00:00.000Z',
      '2026-06-30T00:00:00.000Z',
    ]);
    expect(months(at('2027-12-30T09:00:00Z'), 'UTC', 3).map(iso)).toEqual([
      '2028-01-30T00:00:00.000Z',
      '2028-02-29T00:00:00.000Z',
      '2028-03-30T00:00:00.000Z',
    ]);
    expect(months(at('2027-12-29T09:00:00Z'), 'UTC', 14).map(iso)).toContain('2028-02-29T00:00:00.000Z');
  });

  it('from a leap day on', () => {
    const paid = months(at('2028-02-29T12:00:00Z'), 'Europe/Berlin', 24).map((one) =>
      wallDay(one, 'Europe/Berlin'),
    );
    expect(paid[0]).toBe('2028-03-29');
    expect(paid[11]).toBe('2029-02-28');
    expect(paid[12]).toBe('2029-03-29');
  });

  it('to local midnight on both sides of a change of the clocks', () => {
    expect(months(at('2026-03-10T12:00:00Z'), 'Europe/Berlin', 8).map(iso)).toEqual([
      '2026-04-09T22:00:00.000Z',
      '2026-05-09T22:00:00.000Z',
      '2026-06-09T22:00:00.000Z',
      '2026-07-09T22:00:00.000Z',
      '2026-08-09T22:00:00.000Z',
      '2026-09-09T22:00:00.000Z',
      '2026-10-09T22:00:00.000Z',
      '2026-11-09T23:00:00.000Z',
    ]);
  });

  it('to the first moment of a day that has no midnight', () => {
    // In Cairo clocks go forward at midnight: 24 April 2026 begins at one.
    expect(months(at('2026-03-24T12:00:00Z'), 'Africa/Cairo', 1).map(iso)).toEqual([
      '2026-04-23T22:00:00.000Z',
    ]);
    // Samoa left 30 December 2011 out.
    expect(months(at('2011-11-30T12:00:00Z'), 'Pacific/Apia', 1).map(iso)).toEqual([
      '2011-12-30T10:00:00.000Z',
    ]);
  });

  it('in every zone, month after month: one month further, its own day where there is one, never earlier than midnight', () => {
    fc.assert(
      fc.property(
        fc.date({ min: at('2000-01-01T00:00:00Z'), max: at('2060-01-01T00:00:00Z'), noInvalidDate: true }),
        fc.constantFrom(...ZONES),
        (purchasedAt, zone) => {
          const calendar = calendarFrom(purchasedAt, zone);
          const [year = 0, month = 0] = wallDay(purchasedAt, zone).split('-').map(Number);
          months(purchasedAt, zone, 30).forEach((paidUntil, index, all) => {
            const length = new Date(Date.UTC(year, month + index + 1, 0)).getUTCDate();
            const day = new Date(Date.UTC(year, month + index, Math.min(calendar.day, length)));
            const wanted = utcDay(day);
            // A day that a zone left out is the one exception: then it is the moment at which the next one begins.
            if (wallDay(paidUntil, zone) !== wanted) expect(wallDay(paidUntil, zone) > wanted).toBe(true);
            expect(wallDay(new Date(paidUntil.getTime() - 1), zone) < wanted).toBe(true);
            const before = all[index - 1] ?? purchasedAt;
            expect(paidUntil.getTime()).toBeGreaterThan(before.getTime());
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('by a calendar that bears a paid-until stored under older rules of the zone', () => {
    const calendar = { day: 1, zone: 'Europe/Berlin' };
    for (const stored of ['2026-05-31T21:00:00Z', '2026-05-31T22:00:00Z', '2026-05-31T23:00:00Z']) {
      expect(iso(nextPaidUntil(at(stored), calendar))).toBe('2026-06-30T22:00:00.000Z');
      expect(periodName(at(stored), calendar)).toBe('2026-06-01');
    }
  });
});

describe('a commitment', () => {
  it('ends with the month that it reaches to', () => {
    const calendar = { day: 31, zone: 'UTC' };
    expect(committedUntil(at('2026-01-31T09:00:00Z'), 0, calendar)).toEqual(at('2026-01-31T09:00:00Z'));
    expect(committedUntil(at('2026-01-31T09:00:00Z'), 3, calendar)).toEqual(at('2026-04-30T00:00:00Z'));
  });
});
