/** What may come next in a text that is JSON so far. */
type Expected = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end';

const SPACE = /[ \t\n\r]*/y;
const TEXT = String.raw`"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"`;
const NUMBER = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`;
const TOKEN = new RegExp(String.raw`${TEXT}|${NUMBER}|true|false|null|[[\]{},:]`, 'y');

/** What may follow a token; null where it may not stand. `ends` has what ends each list and object that is open. */
function after(expected: Expected, token: string, ends: string[]): Expected | null {
  if (expected.endsWith('or end') && token === ends.at(-1)) {
    ends.pop();
    return 'comma or end';
  }
  switch (expected) {
    case 'colon':
      return token === ':' ? 'value' : null;
    case 'comma or end':
      if (token !== ',' || ends.length === 0) return null;
      return ends.at(-1) === ']' ? 'value' : 'key';
    case 'key':
    case 'key or end':
      return token.startsWith('"') ? 'colon' : null;
    default:
      return afterValue(token, ends);
  }
}

function afterValue(token: string, ends: string[]): Expected | null {
  if (token === '[') {
    ends.push(']');
    return 'value or end';
  }
  if (token === '{') {
    ends.push('}');
    return 'key or end';
  }
  return [']', '}', ',', ':'].includes(token) ? null : 'comma or end';
}

/**
 * Where a text stops being JSON: the place of what may not stand there, or its end where more was to come. The reader of the language
 * often does not say. Without recursion: a hostile text is as deep as it is long.
 */
export function faultyAt(text: string): number {
  const ends: string[] = [];
  let expected: Expected = 'value';
  for (let at = 0; ; at = TOKEN.lastIndex) {
    SPACE.lastIndex = at;
    SPACE.exec(text);
    const start = SPACE.lastIndex;
    TOKEN.lastIndex = start;
    const token = TOKEN.exec(text)?.[0];
    const next: Expected | null = token === undefined ? null : after(expected, token, ends);
    if (next === null) return start;
    expected = next;
  }
}
