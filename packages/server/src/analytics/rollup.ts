import { NOTHING, addTraffic, type SeriesRow, type TrafficSums } from '../cdrs/index.ts';
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
function sumOf(rows: readonly SeriesRow[], currency: string): TrafficSums {
  return rows.reduce<TrafficSums>(
    (sum, row) =>
      addTraffic(sum, row.currency === currency ? row : { ...row, cost: 0n, wholesaleCost: 0n, margin: 0n }),
    NOTHING,
  );
}

function rollupOf(sums: TrafficSums): Rollup {
  return {
    total_calls: sums.attempts,
    answered_calls: sums.answered,
    total_minutes: minutes(sums.talkSeconds),
    total_cost: sums.cost,
  };
}

export function cut(rows: readonly SeriesRow[], currency: string, isFirst: (row: SeriesRow) => boolean): Cut {
  const whole = rollupOf(sumOf(rows, currency));
  const first = rollupOf(sumOf(rows.filter(isFirst), currency));
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
