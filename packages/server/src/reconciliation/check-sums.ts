import type { SumsCheck, SumsDifference } from '../cdrs/index.ts';
import { DAY_MS } from '../platform/time/index.ts';
import { amountOf, countOf, difference, type CheckResult, type Difference } from './difference.ts';
import { monthsOf, startOfUtcDay } from './stretches.ts';

const MONEY = new Set(['cost', 'wholesale_cost', 'margin']);
/** The customer of rows that are the whole partner's. */
const WHOLE = '00000000-0000-0000-0000-000000000000';

const NAMES: Readonly<Record<SumsDifference['table'], string>> = {
  quarter_hours: 'a quarter of an hour',
  days: 'a day',
  periods: 'a closed period',
  running: 'the year up to a day',
  packed_days: 'a day as charts read it',
};

/** What the room of call records says of its sums, in the words of this one. */
export function toCheck(checks: readonly SumsCheck[]): Omit<CheckResult, 'check'> {
  const first = checks.find((one) => one.first !== null)?.first ?? null;
  return {
    checked: checks.reduce((sum, one) => sum + one.checked, 0),
    differing: checks.reduce((sum, one) => sum + one.differing, 0),
    first: first === null ? null : toDifference(first),
  };
}

/** The days whose sums have to be made anew: that of the row, or all of a month. */
function daysOf({ key, starts }: SumsDifference): { readonly from: Date; readonly before: Date } {
  const from = startOfUtcDay(starts);
  const [month] = monthsOf({ from, before: new Date(from.getTime() + 31 * DAY_MS) });
  return key.startsWith('month ') && month !== undefined
    ? month
    : { from, before: new Date(from.getTime() + DAY_MS) };
}

function toDifference(one: SumsDifference): Difference {
  const figure = MONEY.has(one.measure) ? amountOf : countOf;
  return difference({
    check: 'sums',
    kind: 'sums_differ',
    summary: `The sum of ${one.measure} in ${NAMES[one.table]} is not what its calls make.`,
    ...daysOf(one),
    customerId: one.customerId === WHOLE ? null : one.customerId,
    sumsKey: `${one.table} ${one.starts.toISOString()} ${one.key}`,
    measure: one.measure,
    currency: one.currency,
    figures: [figure('sums', one.stored), figure('call_records', one.made)],
  });
}
