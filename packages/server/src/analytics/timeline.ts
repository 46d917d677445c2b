import { NOTHING, addTraffic, type Interval, type SeriesRow, type TrafficSums } from '../cdrs/index.ts';
import { calendarDay } from '../platform/time/index.ts';
import type { AnalyticsDeps } from './analytics-deps.ts';
import { previousWindow } from './asked-window.ts';
import { changeOf } from './breakdown.ts';
import { figuresOf } from './figures.ts';
import { headOf, type TableAsked } from './tables.ts';

export interface TimelineAsked extends Pick<TableAsked, 'owner' | 'window' | 'currency' | 'direction'> {
  readonly context: 'sip-trunking' | 'voice-api' | null;
  readonly interval: Interval;
}

function sumOf(rows: readonly SeriesRow[], asked: TimelineAsked): TrafficSums {
  return rows.reduce<TrafficSums>((sum, row) => {
    const fits =
      row.currency === asked.currency &&
      (asked.direction === null || row.direction === asked.direction) &&
      (asked.context === null || row.context === asked.context);
    return fits ? addTraffic(sum, row) : sum;
  }, NOTHING);
}

/** Traffic over time, an entry for every interval of the window, and against the stretch before. */
export async function readTimeline(
  { traffic }: AnalyticsDeps['cdrs'],
  asked: TimelineAsked,
): Promise<Record<string, unknown>> {
  const { owner, window, interval, currency } = asked;
  const clock = { interval, timeZone: window.timeZone };
  const [starts, now, before] = await Promise.all([
    traffic.starts({ window, ...clock }),
    traffic.series(owner, { window, ...clock }),
    // Of the stretch before the sum alone is shown.
    traffic.series(owner, { window: previousWindow(window), ...clock, interval: 'month' }),
  ]);
  const byStart = Map.groupBy(now, (row) => row.starts.getTime());
  const all = new Set([...starts.map((at) => at.getTime()), ...byStart.keys()]);
  const others = new Set(now.map((row) => row.currency).filter((one) => one !== currency));
  const total = { key: '', sums: sumOf(now, asked), before: sumOf(before, asked) };
  return {
    ...headOf(window, currency),
    other_currencies: [...others].sort(),
    interval,
    total: { ...figuresOf(total.sums), previous: changeOf(total) },
    points: [...all]
      .sort((a, b) => a - b)
      .map((at) => ({
        starts_at: new Date(at),
        date: calendarDay(new Date(at), window.timeZone),
        ...figuresOf(sumOf(byStart.get(at) ?? [], asked)),
      })),
  };
}
