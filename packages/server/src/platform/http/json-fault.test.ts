import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultyAt } from './json-fault.ts';

describe('where a text stops being JSON', () => {
  it.each<[string, number]>([
    ['{"a":x}', 5],
    ['{"a":1,}', 7],
    ['{"a" 1}', 5],
    ['{"a":}', 5],
    ['{"a":.5}', 5],
    ['{"a":1 "b":2}', 7],
    ['{"a":1}}', 7],
    ['{a:1}', 1],
    ['[,1]', 1],
    ['[1,]', 3],
    ['[1 2]', 3],
    ['[1}', 2],
    ['{"a":[1}', 7],
    ['01', 1],
    ['+1', 0],
    [' NaN', 1],
    [String.raw`["\x"]`, 1],
    ['["a\nb"]', 1],
    ['{"a":tru', 5],
    ['', 0],
    ['  ', 2],
    ['[[[', 3],
    ['{"a":\n ', 7],
    ['[1,2', 4],
    ['{"a"', 4],
  ])('%j: %i', (text, at) => {
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    expect(faultyAt(text)).toBe(at);
  });

  it('is the end of what is cut off between two tokens', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = `[${JSON.stringify([value], null, 1)}`;
        expect(faultyAt(text)).toBe(text.length);
        expect(faultyAt(`${text}]]`)).toBe(text.length + 1);
        expect(faultyAt(`${text}, ?]`)).toBe(text.length + 2);
      }),
    );
  });

  it('is where the reader of the language says, if it does', () => {
    const structure = fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '1', ' ', 'x');
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.nat(), structure, (value, place, more) => {
        const whole = JSON.stringify([value, 'text', 1]);
        const at = place % whole.length;
        const text = whole.slice(0, at) + more + whole.slice(at);
        const said = positionSaidOf(text);
        // In a text or a number it points further in than to its beginning.
        if (said !== null) expect(faultyAt(text)).toBeLessThanOrEqual(said);
      }),
    );
  });

  // Within a test's time: whatever is quadratic takes minutes for these.
  it.each([
    ['lists', '['.repeat(200_000), 200_000],
    ['objects', '{"a":'.repeat(50_000), 250_000],
    ['a text', `"${'a'.repeat(250_000)}`, 0],
    ['backslashes', `["${String.raw`\\`.repeat(120_000)}", x]`, 240_005],
    ['digits', `[${'1'.repeat(250_000)}.]`, 250_001],
    ['spaces', `[${' '.repeat(250_000)}x`, 250_001],
  ])('is found without haste being lost: %s', (_what, text, at) => {
    expect(faultyAt(text)).toBe(at);
  });
});

function positionSaidOf(text: string): number | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    const said = /at position (\d+) \(/.exec((error as Error).message)?.[1];
    return said === undefined ? null : Number(said);
  }
}
