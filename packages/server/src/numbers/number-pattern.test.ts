import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { containing, endingWith, readPattern, startingWith } from './number-pattern.ts';

/** LIKE as PostgreSQL reads it. */
function likes(number: string, pattern: string): boolean {
  const source = pattern.replace(/\\.|[%_]|[^\\%_]+/g, (piece) => {
    if (piece === '%') return '.*';
    if (piece === '_') return '.';
    const literal = piece.startsWith('\\') ? piece.slice(1) : piece;
    return literal.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  });
  return new RegExp(`^${source}$`, 's').test(number);
}

const number = fc.stringMatching(/^\+[1-9]\d{6,14}$/);
const digits = fc.stringMatching(/^\d{1,6}$/);

describe('patterns of numbers', () => {
  it('find exactly the numbers that contain, begin or end with a text', () => {
    fc.assert(
      fc.property(number, digits, (e164, text) => {
        expect(likes(e164, containing(text).like)).toBe(e164.includes(text));
        expect(likes(e164, startingWith(text).like)).toBe(e164.startsWith(`+${text}`));
        expect(likes(e164, endingWith(text).like)).toBe(e164.endsWith(text));
      }),
    );
  });

  it('are never called impossible where a number matches', () => {
    const anything = fc.string({
      unit: fc.constantFrom('1', '2', '7', '*', '?', '+', '%', '_', '\\', '.', 'a'),
      minLength: 1,
    });
    fc.assert(
      fc.property(number, anything, (e164, text) => {
        const pattern = readPattern(text);
        if (!likes(e164, pattern.like)) return;
        expect(pattern.possible).toBe(true);
      }),
    );
  });

  it('take `*` for any digits and `?` for one, about the whole number', () => {
    expect(readPattern('91*77').like).toBe('+91%77');
    expect(readPattern('+91*77').like).toBe('+91%77');
    expect(readPattern('*777').like).toBe('%777');
    expect(readPattern('9122?00').like).toBe('+9122_00');
    expect(readPattern('777').like).toBe('%777%');
  });

  it.each(['100%', 'a_b', String.raw`\d+`, '7.7', '(77', '[0-9]', '5+5', "';--"])(
    'take %j for itself',
    (text) => {
      expect(readPattern(text).possible).toBe(false);
    },
  );
});
