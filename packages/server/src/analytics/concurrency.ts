import type { Interval } from '../cdrs/index.ts';
import type { AnalyticsDeps } from './analytics-deps.ts';
import type { AskedWindow } from './asked-window.ts';

export interface ConcurrencyAsked {
  readonly partnerId: string;
  readonly customerId: string | null;
  readonly window: AskedWindow;
  readonly interval: Extract<Interval, 'hour' | 'day'>;
}

/** How many calls were up at once. Calls count when they have ended, so that the last minutes are a lower bound. */
export async function readConcurrency(
  { cdrs, clock }: AnalyticsDeps,
  { partnerId, customerId, window, interval }: ConcurrencyAsked,
): Promise<Record<string, unknown>> {
  const asked = { window, interval, timeZone: window.timeZone };
  const [starts, rows] = await Promise.all([
    cdrs.traffic.starts(asked),
    cdrs.traffic.concurrency(partnerId, { ...asked, customerId }),
  ]);
  const byStart = new Map(rows.map((row) => [row.starts.getTime(), row]));
  const all = [...new Set([...starts.map((at) => at.getTime()), ...byStart.keys()])].sort((a, b) => a - b);
  const end = Math.min(window.before.getTime(), clock.now().getTime());
  return {
    period: {
      from: window.firstDay,
      to: window.lastDay,
      tz: window.timeZone,
      starts_at: window.from,
      ends_at: window.before,
    },
    interval,
    peak: rows.reduce((most, { peak }) => Math.max(most, peak), 0),
    points: all.map((at, index) => {
      const { peak = 0, callSeconds = 0 } = byStart.get(at) ?? {};
      const seconds = (Math.min(all[index + 1] ?? end, end) - at) / 1_000;
      const mean = seconds <= 0 ? 0 : Math.round((callSeconds / seconds) * 100) / 100;
      return { starts_at: new Date(at), peak, mean };
    }),
  };
}
