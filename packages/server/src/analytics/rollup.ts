import type { SeriesRow } from '../cdrs/index.ts';
import { minutes } from './figures.ts';

/** The published figures of a heap of calls. */
interface Rollup {
  readonly total_calls: number;
  readonly answered_calls: number;
  readonly total_minutes: number;
  readonly total_cost: bigint;
}

/** A heap cut in two. The second part has what the first leaves of the whole, so that minutes add up after rounding too. */
interface Cut {
  readonly whole: Rollup;
  readonly first: Rollup;
  readonly second: Rollup;
}

/** Sums of rows; money of one currency alone, since amounts of different ones are never added. */
export function rollupOf(rows: readonly SeriesRow[], currency: string): Rollup {
  let [calls, answered, seconds, cost] = [0, 0, 0, 0n];
  for (const row of rows) {
    calls += row.attempts;
    answered += row.answered;
    seconds += row.talkSeconds;
    if (row.currency === currency) cost += row.cost;
  }
  return { total_calls: calls, answered_calls: answered, total_minutes: minutes(seconds), total_cost: cost };
}

export function cut(rows: readonly SeriesRow[], currency: string, isFirst: (row: SeriesRow) => boolean): Cut {
  const whole = rollupOf(rows, currency);
  const first = rollupOf(rows.filter(isFirst), currency);
  const hundredths = (value: number): number => Math.round(value * 100);
  return {
    whole,
    first,
    second: {
      total_calls: whole.total_calls - first.total_calls,
      answered_calls: whole.answered_calls - first.answered_calls,
      total_minutes: (hundredths(whole.total_minutes) - hundredths(first.total_minutes)) / 100,
      total_cost: whole.total_cost - first.total_cost,
    },
  };
}

export const isInbound = (row: SeriesRow): boolean => row.direction === 'inbound';
export const isTrunk = (row: SeriesRow): boolean => row.context === 'sip-trunking';
