import type { TrafficSums } from '../cdrs/index.ts';

/** A share of a hundred with one decimal; null where there is nothing to take a share of. */
export function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1_000) / 10;
}

/** A share of money, the same way. */
export function percentOf(part: bigint, whole: bigint): number | null {
  return whole === 0n ? null : Math.round((Number(part) / Number(whole)) * 1_000) / 10;
}

/** Minutes with two decimals. */
export function minutes(seconds: number): number {
  return Math.round((seconds * 100) / 60) / 100;
}

function mean(sum: number, count: number, decimals: number): number | null {
  const scale = 10 ** decimals;
  return count === 0 ? null : Math.round((sum / count) * scale) / scale;
}

/** How calls went, whatever they cost. */
export interface Quality {
  readonly asr: number | null;
  readonly ner: number | null;
  readonly acd_seconds: number | null;
  readonly pdd_ms: number | null;
  readonly mos: number | null;
}

/**
 * The usual figures of call quality (ITU-T E.425). What we refused ourselves was never dialled, so that it counts in none of
 * them: a customer without money does not make a carrier look bad.
 */
export function qualityOf(sums: TrafficSums): Quality {
  const dialled = sums.attempts - sums.refused;
  return {
    asr: percent(sums.answered, dialled),
    ner: percent(sums.reached, dialled),
    acd_seconds: mean(sums.talkSeconds, sums.answered, 1),
    pdd_ms: mean(sums.pddMsSum, sums.pddCount, 0),
    mos: mean(sums.mosHundredthsSum / 100, sums.mosCount, 2),
  };
}

/** What a row of each table carries. Money is units of 10⁻⁵ of the answer's currency. */
export function figuresOf(sums: TrafficSums): Record<string, unknown> {
  return {
    calls: sums.attempts,
    refused: sums.refused,
    answered: sums.answered,
    ...qualityOf(sums),
    minutes: minutes(sums.talkSeconds),
    billed_minutes: minutes(sums.billedSeconds),
    cost: sums.cost,
    wholesale_cost: sums.wholesaleCost,
    margin: sums.margin,
    margin_percent: percentOf(sums.margin, sums.cost),
  };
}
