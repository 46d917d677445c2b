import { ValidationFailure, fault, type Fault } from '../platform/errors/index.ts';
import { isE164 } from './e164.ts';

/** Most numbers that one request adds. */
export const MOST_ADDED = 10_000;

export interface SpanInput {
  readonly number?: string | undefined;
  readonly range?: string | undefined;
  readonly first?: string | undefined;
  readonly count?: number | undefined;
}

export type ReadSpan = { readonly numbers: readonly string[] } | { readonly fault: Fault };

function refusal(field: string, message: string): { readonly fault: Fault } {
  return { fault: fault(['body', field], 'value_error', message) };
}

function numbersFrom(first: string, count: number, field: string): ReadSpan {
  const start = BigInt(first.slice(1));
  const numbers = Array.from({ length: count }, (_, index) => `+${(start + BigInt(index)).toString()}`);
  if (numbers.at(-1)?.length !== first.length || !numbers.every(isE164))
    return refusal(field, 'The numbers would not all have as many digits');
  return { numbers };
}

/** The numbers that a request to add some means: one, both ends of a range, or so many from a first one. */
export function spanOf({ number, range, first, count }: SpanInput): ReadSpan {
  const ways = [number, range, first].filter((way) => way !== undefined);
  if (ways.length !== 1 || (first === undefined) !== (count === undefined))
    return refusal('number', 'Give a number, or a range, or first and count');
  if (number !== undefined) return { numbers: [number] };
  if (first !== undefined) return numbersFrom(first, count ?? 1, 'count');
  const [from = '', to = ''] = (range ?? '').split('-').map((end) => end.trim());
  const length = Number(BigInt(to.slice(1)) - BigInt(from.slice(1))) + 1;
  if (from.length !== to.length || length < 1)
    return refusal('range', 'The second number comes before the first');
  if (length > MOST_ADDED) return refusal('range', `A range has at most ${MOST_ADDED.toString()} numbers`);
  return numbersFrom(from, length, 'range');
}

/** The same. Throws 422. */
export function readSpan(input: SpanInput): readonly string[] {
  const span = spanOf(input);
  if ('fault' in span) throw new ValidationFailure([span.fault]);
  return span.numbers;
}
