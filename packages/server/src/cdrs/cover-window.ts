import type { Window } from './traffic.ts';

export const GRAINS = ['hour', 'day', 'month'] as const;
/** UTC. */
export type Grain = (typeof GRAINS)[number];

export interface Period {
  readonly grain: Grain;
  readonly starts: Date;
}

const HOUR_MS = 3_600_000;

/** A period as one text, by which a set knows it. */
export function periodKey({ grain, starts }: Period): string {
  return `${grain} ${starts.getTime()}`;
}

export function periodStart(grain: Grain, at: Date): Date {
  if (grain === 'hour') return new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);
  const day = grain === 'day' ? at.getUTCDate() : 1;
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), day));
}

export function periodEnd({ grain, starts }: Period): Date {
  const end = new Date(starts);
  if (grain === 'hour') end.setUTCHours(end.getUTCHours() + 1);
  if (grain === 'day') end.setUTCDate(end.getUTCDate() + 1);
  if (grain === 'month') end.setUTCMonth(end.getUTCMonth() + 1);
  return end;
}

/**
 * Covers a window with as few closed periods as there are, the longest first, and gives what is left between them: that has to
 * be read from the calls. Null: none is closed.
 */
export function coverWindow(
  window: Window,
  isClosed: ((period: Period) => boolean) | null,
): { readonly periods: readonly Period[]; readonly rest: readonly Window[] } {
  if (isClosed === null) return { periods: [], rest: window.from < window.before ? [window] : [] };
  const periods: Period[] = [];
  const rest: Window[] = [];
  let at = window.from;
  while (at < window.before) {
    const period = (['month', 'day', 'hour'] as const)
      .map((grain) => ({ grain, starts: at }))
      .find(
        (one) =>
          periodStart(one.grain, at).getTime() === at.getTime() &&
          periodEnd(one) <= window.before &&
          isClosed(one),
      );
    if (period !== undefined) periods.push(period);
    const hourEnd = periodEnd({ grain: 'hour', starts: periodStart('hour', at) });
    const next = period === undefined ? new Date(Math.min(+hourEnd, +window.before)) : periodEnd(period);
    if (period === undefined) extend(rest, { from: at, before: next });
    at = next;
  }
  return { periods, rest };
}

/** Adds a stretch to a list, to its last one where they touch. */
function extend(list: Window[], stretch: Window): void {
  const last = list.at(-1);
  if (last?.before.getTime() === stretch.from.getTime())
    list[list.length - 1] = { from: last.from, before: stretch.before };
  else list.push(stretch);
}
