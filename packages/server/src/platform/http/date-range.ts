import Type, { type TOptional, type TString } from 'typebox';
import { ValidationFailure, fault, type Fault } from '../errors/index.ts';

const BARE = /^\d{4}-\d{2}-\d{2}$/;
const FULL = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/;
const DAY_MS = 86_400_000;

/** Half open: `from ≤ t < before`. */
export interface DateRange {
  readonly from: Date | null;
  readonly before: Date | null;
}

type DateName = 'from_date' | 'to_date' | 'start_date' | 'end_date';
export type DateRangeQuery = Readonly<Partial<Record<DateName, string>>>;

/** Query fields of a list that is cut by time: both published pairs of names, on every list. */
export function dateRangeFields(): Record<DateName, TOptional<TString>> {
  const field = (text: string): TOptional<TString> =>
    Type.Optional(Type.String({ maxLength: 40, description: text }));
  return {
    from_date: field(
      'First day or instant, inclusive. `YYYY-MM-DD` is a UTC day; a full ISO 8601 time carries its offset.',
    ),
    to_date: field('Last day or instant, inclusive.'),
    start_date: field('Another name of `from_date`.'),
    end_date: field('Another name of `to_date`.'),
  };
}

function parseDate(text: string): Date | null {
  if (BARE.test(text)) {
    const at = new Date(`${text}T00:00:00Z`);
    return Number.isNaN(at.getTime()) || !at.toISOString().startsWith(text) ? null : at;
  }
  if (!FULL.test(text)) return null;
  const iso = text.replace(' ', 'T');
  const at = new Date(/(Z|[+-]\d{2}:?\d{2})$/.test(iso) ? iso : `${iso}Z`);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** Reads the window of a query, or of a body. Throws 422 naming every date that is none, and a window that ends before it starts. */
export function readDateRange(query: DateRangeQuery, where: 'query' | 'body' = 'query'): DateRange {
  const faults: Fault[] = [];
  const read = (name: DateName): Date | null => {
    const text = query[name];
    if (text === undefined) return null;
    // A raw `+` in a query arrives as a space; nobody means a space there.
    const at = parseDate(text.replace(/ (\d{2}:?\d{2})$/, '+$1'));
    if (at === null)
      faults.push(
        fault([where, name], 'date_parsing', 'Input should be YYYY-MM-DD or an ISO 8601 time', text),
      );
    return at;
  };
  const firsts = { from_date: read('from_date'), start_date: read('start_date') };
  const lasts = { to_date: read('to_date'), end_date: read('end_date') };
  for (const [one, other] of [
    ['from_date', 'start_date'],
    ['to_date', 'end_date'],
  ] as const) {
    if (query[one] === undefined || query[other] === undefined || query[one] === query[other]) continue;
    faults.push(fault([where, other], 'value_error', `Input should not differ from ${one}`, query[other]));
  }
  const from = firsts.from_date ?? firsts.start_date;
  const lastName = lasts.to_date === null ? 'end_date' : 'to_date';
  const last = lasts.to_date ?? lasts.end_date;
  // Both ends are inclusive: a bare day ends with its last instant, an instant with its millisecond.
  const before =
    last === null ? null : new Date(last.getTime() + (BARE.test(query[lastName] ?? '') ? DAY_MS : 1));
  if (from !== null && before !== null && from >= before) {
    faults.push(fault([where, lastName], 'value_error', 'The window ends before it starts', query[lastName]));
  }
  if (faults.length > 0) throw new ValidationFailure(faults);
  return { from, before };
}
