import Type, { type TOptional, type TString } from 'typebox';
import { checked, type FieldCheck, type FieldFault } from './field-check.ts';
import { DAY_MS } from '../time/index.ts';

const BARE = /^\d{4}-\d{2}-\d{2}$/;
const FULL = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** Half open: `from ≤ t < before`. */
export interface DateRange {
  readonly from: Date | null;
  readonly before: Date | null;
}

type DateName = 'from_date' | 'to_date' | 'start_date' | 'end_date';
/** The dates as they stand beside each other; while they are checked any of them may be anything. */
type Beside = Readonly<Partial<Record<DateName, unknown>>>;
export type DateRangeQuery = Readonly<Partial<Record<DateName, string | undefined>>>;

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

/** A raw `+` in a query arrives as a space; nobody means a space there. */
function dateOf(text: unknown): Date | null {
  return typeof text === 'string' ? parseDate(text.replace(/ (\d{2}:?\d{2})$/, '+$1')) : null;
}

function endOf(text: unknown): Date | null {
  const last = dateOf(text);
  // Both ends are inclusive: a bare day ends with its last instant, an instant with its millisecond.
  return last === null ? null : new Date(last.getTime() + (BARE.test(String(text)) ? DAY_MS : 1));
}

/** Reads the window of a query or a body whose fields were checked. */
export function readDateRange(query: Beside): DateRange {
  return {
    from: dateOf(query.from_date) ?? dateOf(query.start_date),
    before: endOf(query.to_date) ?? endOf(query.end_date),
  };
}

function noDate(text: string): FieldFault | null {
  if (dateOf(text) !== null) return null;
  return { type: 'date_parsing', text: 'Input should be YYYY-MM-DD or an ISO 8601 time', input: text };
}

function differs(text: string, other: DateName, beside: Beside): FieldFault | null {
  if (beside[other] === undefined || beside[other] === text) return null;
  return { type: 'value_error', text: `Input should not differ from ${other}`, input: text };
}

function endsEarly(text: string, beside: Beside): FieldFault | null {
  const { from, before } = readDateRange(beside);
  if (from === null || before === null || from < before) return null;
  return { type: 'value_error', text: 'The window ends before it starts', input: text };
}

function endsLate(text: string, beside: Beside, mostDays: number): FieldFault | null {
  const { from, before } = readDateRange(beside);
  if (from === null || before === null || before.getTime() - from.getTime() <= mostDays * DAY_MS) return null;
  return { type: 'value_error', text: `The window is longer than ${mostDays} days`, input: text };
}

function checksOf(mostDays: number): Readonly<Record<DateName, FieldCheck<string>>> {
  const ends: FieldCheck<string> = (text, beside) =>
    endsEarly(text, beside) ?? endsLate(text, beside, mostDays);
  return {
    from_date: noDate,
    start_date: (text, beside) => noDate(text) ?? differs(text, 'from_date', beside),
    to_date: (text, beside) => noDate(text) ?? ends(text, beside),
    end_date: (text, beside) =>
      noDate(text) ??
      differs(text, 'to_date', beside) ??
      (beside['to_date'] === undefined ? ends(text, beside) : null),
  };
}

const TEXTS = {
  from_date:
    'First day or instant, inclusive. `YYYY-MM-DD` is a UTC day; a full ISO 8601 time carries its offset.',
  to_date: 'Last day or instant, inclusive.',
};

/**
 * Query fields of a list that is cut by time, with their rules: both published pairs of names, on every list. `texts`: what the
 * reference says of them where it is something else.
 */
export function dateRangeFields(mostDays = Infinity, texts = TEXTS): Record<DateName, TOptional<TString>> {
  const checks = checksOf(mostDays);
  const field = (name: DateName, description: string): TOptional<TString> =>
    Type.Optional(checked(Type.String({ maxLength: 40, description }), checks[name]));
  return {
    from_date: field('from_date', texts.from_date),
    to_date: field('to_date', texts.to_date),
    start_date: field('start_date', 'Another name of `from_date`.'),
    end_date: field('end_date', 'Another name of `to_date`.'),
  };
}
