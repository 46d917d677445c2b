import { NOTHING, addTraffic, type Interval, type PointRow, type TrafficSums } from '../cdrs/index.ts';
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

function sumOf(rows: readonly PointRow[], { currency }: TimelineAsked): TrafficSums {
  const [only] = rows;
  // Most points are one row, and a month by the hour has hundreds.
  if (rows.length === 1 && only?.currency === currency) return only;
  return rows.reduce<TrafficSums>(
    (sum, row) => (row.currency === currency ? addTraffic(sum, row) : sum),
    NOTHING,
  );
}

/** No day is shorter than 23 hours, and of starts of hours the first of a day comes within two. */
const SAME_DAY_MS = 20 * 3_600_000;

/** Names the days of the starts of intervals that come in their order: of hours not every one needs the calendar. */
function dayNames(timeZone: string): (at: number) => string {
  let name = '';
  let sameUntil = -Infinity;
  return (at) => {
    if (at < sameUntil) return name;
    const found = calendarDay(new Date(at), timeZone);
    if (name !== '' && found !== name) sameUntil = at + SAME_DAY_MS;
    name = found;
    return found;
  };
}

/** Traffic over time, an entry for every interval of the window, and against the stretch before. */
export async function readTimeline(
  { traffic }: AnalyticsDeps['cdrs'],
  asked: TimelineAsked,
): Promise<Record<string, unknown>> {
  const { owner, window, interval, currency, direction, context } = asked;
  const clock = { interval, timeZone: window.timeZone };
  const filter = { direction, context };
  const starts = await traffic.starts({ window, ...clock });
  const [now, before] = await Promise.all([
    traffic.points(owner, { window, ...clock, ...filter, starts }),
    // Of the stretch before the sum alone is shown.
    traffic.points(owner, { window: previousWindow(window), ...clock, ...filter, interval: 'month' }),
  ]);
  const byStart = Map.groupBy(now, (row) => row.starts.getTime());
  const all = new Set([...starts.map((at) => at.getTime()), ...byStart.keys()]);
  const others = new Set(now.map((row) => row.currency).filter((one) => one !== currency));
  const dayOf = dayNames(window.timeZone);
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
        date: dayOf(at),
        ...figuresOf(sumOf(byStart.get(at) ?? [], asked)),
      })),
  };
}
