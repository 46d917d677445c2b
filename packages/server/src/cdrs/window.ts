import type { DateRange } from '../platform/http/index.ts';
import { DAY_MS } from '../platform/time/index.ts';

export const QUARTER_MS = 900_000;

/** A window in parts: whole UTC days, whole quarters of an hour around them, and what is left at either end. */
export interface WindowParts {
  readonly days: readonly DateRange[];
  readonly quarters: readonly DateRange[];
  readonly rest: readonly DateRange[];
}

/** A kind of stretch: the beginning of one that is not before an instant, and of one that is not after it. */
interface Step {
  readonly up: (at: Date) => Date;
  readonly down: (at: Date) => Date;
}

const stepOf = (ms: number): Step => ({
  up: (at) => new Date(Math.ceil(at.getTime() / ms) * ms),
  down: (at) => new Date(Math.floor(at.getTime() / ms) * ms),
});
const QUARTERS = stepOf(QUARTER_MS);
const DAYS = stepOf(DAY_MS);
const monthStart = (at: Date, months: number): Date =>
  new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1));
const MONTHS: Step = {
  up: (at) => (+monthStart(at, 0) === +at ? at : monthStart(at, 1)),
  down: (at) => monthStart(at, 0),
};

function isEmpty({ from, before }: DateRange): boolean {
  return from !== null && before !== null && from >= before;
}

/** The whole steps of a window, and what they leave over before and after. */
function split(window: DateRange, { up, down }: Step): { whole: DateRange; left: readonly DateRange[] } {
  const from = window.from === null ? null : up(window.from);
  const before = window.before === null ? null : down(window.before);
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
  const byDay = split(window, DAYS);
  const byQuarter = byDay.left.map((part) => split(part, QUARTERS));
  return {
    days: isEmpty(byDay.whole) ? [] : [byDay.whole],
    quarters: byQuarter.map((part) => part.whole).filter((part) => !isEmpty(part)),
    rest: byQuarter.flatMap((part) => part.left),
  };
}

/** The whole UTC months of a window, null where it has none, and what they leave over in parts. */
export function splitMonths(window: DateRange): WindowParts & { readonly months: DateRange | null } {
  const { whole, left } = split(window, MONTHS);
  const parts = left.map(splitWindow);
  return {
    months: isEmpty(whole) ? null : whole,
    days: parts.flatMap(({ days }) => days),
    quarters: parts.flatMap(({ quarters }) => quarters),
    rest: parts.flatMap(({ rest }) => rest),
  };
}
