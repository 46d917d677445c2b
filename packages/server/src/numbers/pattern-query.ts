import Type from 'typebox';
import { MAX_PATTERN_LENGTH, containing, endingWith, readPattern, startingWith } from './number-pattern.ts';
import type { NumberPattern } from './number-pattern.ts';

const text = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: MAX_PATTERN_LENGTH, description }));

/** Query fields that say what a number looks like; spread them into a list’s query. */
export const patternFields = {
  pattern: text(
    'Part of the number, or the whole of it with `*` for any digits and `?` for one: `+9122*77`.',
  ),
  contains: text('Digits anywhere.'),
  starts_with: text('Its first digits, with or without `+`.'),
  ends_with: text('Its last digits.'),
};

interface PatternQuery {
  readonly pattern?: string | undefined;
  readonly contains?: string | undefined;
  readonly starts_with?: string | undefined;
  readonly ends_with?: string | undefined;
}

/** A `+` that was not encoded arrives as a blank. */
const withPlus = (written: string): string => written.replace(/^ /, '+');

export function readPatterns(query: PatternQuery): NumberPattern[] {
  const read = (written: string | undefined, meaning: (text: string) => NumberPattern): NumberPattern[] =>
    written === undefined ? [] : [meaning(withPlus(written))];
  return [
    ...read(query.starts_with, startingWith),
    ...read(query.ends_with, endingWith),
    ...read(query.pattern, readPattern),
    ...read(query.contains, containing),
  ];
}
