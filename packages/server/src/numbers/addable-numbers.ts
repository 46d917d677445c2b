import { fault } from '../platform/errors/index.ts';
import type { InputRule } from '../platform/http/index.ts';
import { countryFault, countryOf } from './number-kind.ts';
import { spanOf, type SpanInput } from './number-span.ts';

/** What the numbers of a span say against a country; absent, they say it themselves. */
function countryProblem(numbers: readonly string[], asked: string | undefined): string | null {
  const [first = '', last = first] = [numbers[0], numbers.at(-1)];
  const country = asked ?? countryOf(first);
  if (country === null) return 'The number does not say its country';
  // What both ends of a span begin with, all between them do.
  return countryFault(first, country) ?? countryFault(last, country);
}

/** Numbers that are given in one way, and all of one country. */
export const addableNumbers: InputRule<SpanInput & { readonly country?: string }> = (
  body,
  faults,
  refused,
) => {
  if ((['number', 'range', 'first', 'count'] as const).some((field) => refused.has(field))) return;
  const span = spanOf(body);
  if ('fault' in span) {
    faults.push(span.fault);
    return;
  }
  const problem = refused.has('country') ? null : countryProblem(span.numbers, body.country);
  if (problem !== null) faults.push(fault(['body', 'country'], 'value_error', problem));
};
