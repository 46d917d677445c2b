import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from './read-json.ts';

const read = (text: string) => readJson(Buffer.from(text), text);
const found = (text: string) => read(text).faults.map(({ at, type }) => [at.join('.'), type]);

describe('what JSON.parse passes over in silence', () => {
  it.each<[string, string, [string, string][]]>([
    ['a key twice', '{"a":1,"b":2,"a":1}', [['a', 'duplicate_key']]],
    ['a key twice, spelled in two ways', String.raw`{"a":1,"\u0061":1}`, [['a', 'duplicate_key']]],
    ['three times', '{"a":1,"a":1,"a":1}', Array<[string, string]>(2).fill(['a', 'duplicate_key'])],
    ['a key twice, further in', '{"x":[{},{"y":{"a":1,"a":[2]}}]}', [['x.1.y.a', 'duplicate_key']]],
    ['__proto__ twice', '{"__proto__":1,"__proto__":{"a":1}}', [['__proto__', 'duplicate_key']]],
    ['what looks like a key in a text', String.raw`{"a":"{\"b\":1,\"b\":2}","c":"\\","d":"a:"}`, []],
    ['the same key in two objects', '[{"a":1},{"a":1}]', []],
    ['a number between two others', '{"a":1.000000000000000000001}', [['a', 'decimal_parsing']]],
    ['a number near a short one', '[5,0.1000000000000000055]', [['1', 'decimal_parsing']]],
    ['an integer above 2^53', '{"a":9007199254740993}', [['a', 'decimal_parsing']]],
    ['a number above all', '{"a":{"b":-1e400}}', [['a.b', 'decimal_parsing']]],
    ['a number below all', '{"a":1e-400}', [['a', 'decimal_parsing']]],
    [
      'long numbers that a double holds',
      '[1.00000000000000000000,9007199254740992,1e5,0E-999,-0.0,1e22]',
      [],
    ],
    [
      'both',
      '{"a":1e400 , "a" : 2}',
      [
        ['a', 'decimal_parsing'],
        ['a', 'duplicate_key'],
      ],
    ],
  ])('%s', (_what, text, faults) => {
    expect(found(text)).toEqual(faults);
    expect(read(text).value).toEqual(JSON.parse(text));
  });

  it('is nothing in whatever was written by a program, compact or not', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(undefined, 1, '\t'), (value, space) => {
        const text = JSON.stringify(value, null, space);
        expect(read(text)).toEqual({ value: JSON.parse(text) as unknown, faults: [] });
      }),
    );
  });

  it('is found in any object to which one of its keys is added once more', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), fc.nat(), (value, at) => {
        const keys = Object.keys(value);
        const key = keys[at % keys.length]!;
        const text = `${JSON.stringify(value).slice(0, -1)},${JSON.stringify(key)}:null}`;
        expect(read(text).faults).toMatchObject([{ at: [key], type: 'duplicate_key' }]);
      }),
    );
  });

  // Within a test's time: whatever is quadratic takes minutes for these.
  it.each([
    ['deep lists', '['.repeat(100_000) + '1e400' + ']'.repeat(100_000)],
    ['zeros', `{"a":1.${'0'.repeat(250_000)}1}`],
    ['zeros in the middle', `{"a":1${'0'.repeat(120_000)}.${'0'.repeat(120_000)}1}`],
    ['a long exponent', `{"a":1e-${'9'.repeat(250_000)}}`],
    ['backslashes', `{"a":1,"a":"${String.raw`\\`.repeat(120_000)}"}`],
    ['keys', `{${'"a":1,'.repeat(40_000)}"a":1}`],
  ])('is found without haste being lost: %s', (_what, text) => {
    expect(read(text).faults.length).toBeGreaterThan(0);
    expect(read(text).faults.length).toBeLessThanOrEqual(100);
  });
});
