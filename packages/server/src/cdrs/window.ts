import type { DateRange } from '../platform/http/index.ts';
import { DAY_MS } from '../platform/time/index.ts';

export const QUARTER_MS = 900_000;

/** A window in parts: whole UTC days, whole quarters of an hour around them, and what is left at either end. */
export interface WindowParts {
  readonly days: readonly DateRange[];
  readonly quarters: readonly DateRange[];
  readonly rest: readonly DateRange[];
}

const up = (at: Date, step: number): Date => new Date(Math.ceil(at.getTime() / step) * step);
const down = (at: Date, step: number): Date => new Date(Math.floor(at.getTime() / step) * step);

function isEmpty({ from, before }: DateRange): boolean {
  return from !== null && before !== null && from >= before;
}

/** The whole steps of a window, and what they leave over before and after. */
function split(window: DateRange, step: number): { whole: DateRange; left: readonly DateRange[] } {
  const from = window.from === null ? null : up(window.from, step);
  const before = window.before === null ? null : down(window.before, step);
  const whole = { from, before };
  if (isEmpty(whole)) return { whole, left: [window] };
  const left = [
    { from: window.from, before: from },
    { from: before, before: window.before },
  ];
  // An end that is open leaves nothing over.
  return { whole, left: left.filter((part) => part.from !== null && part.before !== null && !isEmpty(part)) };
}

/** Cuts a window so that its sums are those of few rows: days and quarters are added up already, the rest is read. */
export function splitWindow(window: DateRange): WindowParts {
  if (isEmpty(window)) return { days: [], quarters: [], rest: [] };
  const byDay = split(window, DAY_MS);
  const byQuarter = byDay.left.map((part) => split(part, QUARTER_MS));
  return {
    days: isEmpty(byDay.whole) ? [] : [byDay.whole],
    quarters: byQuarter.map((part) => part.whole).filter((part) => !isEmpty(part)),
    rest: byQuarter.flatMap((part) => part.left),
  };
}
