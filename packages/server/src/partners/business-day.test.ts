import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { oneBusinessDayAfter, type BusinessCalendar } from './business-day.ts';
import { DAY_MS } from '../platform/time/index.ts';

const kolkata: BusinessCalendar = { timeZone: 'Asia/Kolkata', weekend: [6, 0], holidays: ['2026-01-26'] };
const berlin: BusinessCalendar = { timeZone: 'Europe/Berlin', weekend: [6, 0], holidays: [] };
const newYork: BusinessCalendar = { timeZone: 'America/New_York', weekend: [6, 0], holidays: ['2026-11-26'] };
const due = (at: string, calendar: BusinessCalendar): string =>
  oneBusinessDayAfter(new Date(at), calendar).toISOString();

describe('one business day after arrival', () => {
  test('is the same time of the next day within a week', () => {
    expect(due('2026-03-24T10:15:30.250Z', kolkata)).toBe('2026-03-25T10:15:30.250Z');
  });

  test('passes over the weekend', () => {
    expect(due('2026-03-27T06:00:00+05:30', kolkata)).toBe('2026-03-30T00:30:00.000Z');
  });

  test('passes over a holiday, and over a holiday that touches a weekend', () => {
    // Friday, then weekend, then Republic Day on Monday.
    expect(due('2026-01-23T15:00:00+05:30', kolkata)).toBe('2026-01-27T09:30:00.000Z');
    expect(due('2026-11-25T09:00:00-05:00', newYork)).toBe('2026-11-27T14:00:00.000Z');
  });

  test('what arrives on a day off counts from the start of the next business day, and is due when that day has passed', () => {
    expect(due('2026-03-28T13:00:00+05:30', kolkata)).toBe('2026-03-30T18:30:00.000Z'); // Tuesday 00:00 in India
    expect(due('2026-01-26T13:00:00+05:30', kolkata)).toBe('2026-01-27T18:30:00.000Z');
  });

  test('the day is the one of the operator, not the one of UTC', () => {
    // Saturday 01:00 in India is still Friday in UTC.
    expect(due('2026-03-27T19:30:00Z', kolkata)).toBe('2026-03-30T18:30:00.000Z');
    // Friday 20:00 in New York is Saturday in UTC.
    expect(due('2026-03-28T00:00:00Z', newYork)).toBe('2026-03-31T00:00:00.000Z');
  });

  test('keeps the time on the wall when clocks go forward and back', () => {
    expect(due('2026-03-27T10:00:00+01:00', berlin)).toBe('2026-03-30T08:00:00.000Z');
    expect(due('2026-10-23T10:00:00+02:00', berlin)).toBe('2026-10-26T09:00:00.000Z');
  });

  test('a time that the day does not have moves on by the gap; one it has twice is the first', () => {
    const sevenDays: BusinessCalendar = { timeZone: 'Europe/Berlin', weekend: [], holidays: [] };
    expect(due('2026-03-28T02:30:00+01:00', sevenDays)).toBe('2026-03-29T01:30:00.000Z'); // 03:30 summer time
    expect(due('2026-10-24T02:30:00+02:00', sevenDays)).toBe('2026-10-25T00:30:00.000Z'); // 02:30 summer time
  });

  test('other weekends are other weekends', () => {
    const dubai: BusinessCalendar = { timeZone: 'Asia/Dubai', weekend: [5, 6], holidays: [] };
    expect(due('2026-03-26T12:00:00+04:00', dubai)).toBe('2026-03-29T08:00:00.000Z');
  });

  test('a calendar without business days still ends', () => {
    expect(
      due('2026-03-24T10:00:00Z', { timeZone: 'UTC', weekend: [0, 1, 2, 3, 4, 5, 6], holidays: [] }),
    ).toBe('2026-03-26T00:00:00.000Z');
  });

  test('never comes before a later arrival is due, and never within the day', () => {
    const zone = fc.constantFrom(
      'Asia/Kolkata',
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Pacific/Apia',
    );
    const instant = fc.date({
      min: new Date('2025-01-01'),
      max: new Date('2028-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(zone, instant, fc.integer({ min: 0, max: 5 * DAY_MS }), (timeZone, at, laterMs) => {
        const calendar = { timeZone, weekend: [6, 0], holidays: ['2026-01-26', '2026-12-25'] };
        const first = oneBusinessDayAfter(at, calendar).getTime();
        const second = oneBusinessDayAfter(new Date(at.getTime() + laterMs), calendar).getTime();
        // Clocks that go back let a later arrival be read an hour earlier on the wall.
        expect(second).toBeGreaterThanOrEqual(first - 3_600_000);
        expect(first - at.getTime()).toBeGreaterThanOrEqual(DAY_MS - 3_600_000);
        expect(first - at.getTime()).toBeLessThanOrEqual(7 * DAY_MS);
      }),
    );
  });
});
