export { fixedClock, systemClock, type Clock } from './clock.ts';
export { calendarDay } from './calendar-day.ts';
export { isoText } from './iso-text.ts';
export { localDay, startOfDay, type LocalDay } from './local-time.ts';
export { DAY_MS, utcDay } from './utc-day.ts';
