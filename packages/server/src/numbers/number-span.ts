import type { Static } from 'typebox';
import { ValidationFailure, fault } from '../platform/errors/index.ts';
import { isE164 } from './e164.ts';
import { MOST_ADDED, type AddStockBody } from './stock-contract.ts';

export type SpanInput = Pick<Static<typeof AddStockBody>, 'number' | 'range' | 'first' | 'count'>;

function refuse(field: string, message: string): never {
  throw new ValidationFailure([fault(['body', field], 'value_error', message)]);
}

function numbersFrom(first: string, count: number, field: string): string[] {
  const start = BigInt(first.slice(1));
  const numbers = Array.from({ length: count }, (_, index) => `+${(start + BigInt(index)).toString()}`);
  if (numbers.at(-1)?.length !== first.length || !numbers.every(isE164))
    refuse(field, 'The numbers would not all have as many digits');
  return numbers;
}

/** The numbers that a request to add some means: one, both ends of a range, or so many from a first one. Throws 422. */
export function readSpan({ number, range, first, count }: SpanInput): string[] {
  const ways = [number, range, first].filter((way) => way !== undefined);
  if (ways.length !== 1 || (first === undefined) !== (count === undefined))
    refuse('number', 'Give a number, or a range, or first and count');
  if (number !== undefined) return [number];
  if (first !== undefined) return numbersFrom(first, count ?? 1, 'count');
  const [from = '', to = ''] = (range ?? '').split('-').map((end) => end.trim());
  const length = Number(BigInt(to.slice(1)) - BigInt(from.slice(1))) + 1;
  if (from.length !== to.length || length < 1) refuse('range', 'The second number comes before the first');
  if (length > MOST_ADDED) refuse('range', `A range has at most ${MOST_ADDED.toString()} numbers`);
  return numbersFrom(from, length, 'range');
}
