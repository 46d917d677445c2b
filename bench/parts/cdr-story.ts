import type { CallSource } from './call-world.ts';

const HOUR_MS = 3_600_000;
/** Of one partner; beside it is another. */
export const CUSTOMERS = 2_000;
export const OTHERS = [15];
/** Calls of the others together, of one. */
const SHARE_OF_OTHERS = 0.02;
/** Quiet nights, two peaks by day; by the hour, UTC. Saturdays and Sundays a third. */
const BY_HOUR = [1, 1, 1, 2, 6, 12, 16, 18, 17, 14, 13, 14, 15, 15, 13, 10, 7, 5, 4, 3, 2, 1, 1, 1];

/** What is told: so many calls of some customers between two instants. */
export interface Story {
  readonly calls: number;
  readonly from: Date;
  readonly before: Date;
  readonly sources: readonly CallSource[];
}

/** Upper ends of the customers' shares of one: by Zipf, the first of `many` has most; the others share what is theirs. */
export function sharesOf(many: number): number[] {
  const weights = Array.from({ length: many }, (_, place) => 1 / (place + 1));
  const whole = weights.reduce((sum, one) => sum + one, 0) / (1 - SHARE_OF_OTHERS);
  const others = OTHERS.flatMap((count) =>
    Array.from({ length: count }, () => SHARE_OF_OTHERS / OTHERS.length / count),
  );
  let end = 0;
  const ends = [...weights.map((one) => one / whole), ...others].map((share) => (end += share));
  return ends.slice(0, -1);
}

export interface Month {
  readonly table: string;
  /** Numbers of its calls: first, and the one after the last. */
  readonly first: number;
  readonly before: number;
  readonly startsMs: number;
  /** By hour: calls of the whole story before it, and in it. */
  readonly hourStarts: readonly number[];
  readonly hourCalls: readonly number[];
}

/** Calls by month and hour, as many as each hour is busy. */
export function monthsOf({ calls, from, before }: Story): Month[] {
  const hours: { readonly at: Date; readonly weight: number }[] = [];
  for (let ms = from.getTime(); ms + HOUR_MS <= before.getTime(); ms += HOUR_MS) {
    const at = new Date(ms);
    const weekend = at.getUTCDay() % 6 === 0 ? 1 / 3 : 1;
    hours.push({ at, weight: (BY_HOUR[at.getUTCHours()] ?? 1) * weekend });
  }
  const whole = hours.reduce((sum, { weight }) => sum + weight, 0);
  let sofar = 0;
  const counted = hours.map(({ at, weight }) => {
    const start = sofar;
    sofar += (weight / whole) * calls;
    return { at, start, count: sofar - start };
  });
  const months = Map.groupBy(counted, ({ at }) => at.toISOString().slice(0, 7));
  return [...months].map(([name, of]) => {
    const last = of.at(-1);
    return {
      table: `cdr_${name.replace('-', '')}`,
      first: Math.ceil(of[0]?.start ?? 0),
      before: Math.ceil((last?.start ?? 0) + (last?.count ?? 0) - 1e-6),
      startsMs: of[0]?.at.getTime() ?? 0,
      hourStarts: of.map(({ start }) => start),
      hourCalls: of.map(({ count }) => count),
    };
  });
}
