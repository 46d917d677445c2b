import type { FoundFault } from './fault-order.ts';

/** What a body says, and what of its text JSON.parse passes over in silence. */
export interface ReadJson {
  readonly value: unknown;
  readonly faults: readonly FoundFault[];
}

type Place = readonly (string | number)[];

const NO_FAULTS: readonly FoundFault[] = [];
/** More are not told anyway. */
const MAX_FOUND = 100;

/** A double holds every number of so many digits. A point counts as one here: what is looked at closely for nothing is rare. */
const HELD_LENGTH = 15;

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/**
 * Reads JSON, and finds what the reader of the language passes over: of a key that stands twice it keeps the last, and a
 * number of more digits than a double holds it rounds. Throws the SyntaxError of what is no JSON.
 *
 * Nearly every body has neither, which one pass over its bytes sees: no number is long, and there are as many keys in it as
 * in what came of it.
 */
export function readJson(bytes: Uint8Array, text: string): ReadJson {
  const value = JSON.parse(text) as unknown;
  if (keysIn(bytes) === keysOf(value)) return { value, faults: NO_FAULTS };
  return { value, faults: faultsIn(text) };
}

/**
 * The number of keys in valid JSON: outside of texts, a colon stands behind each and nowhere else. −1 where a number is so
 * long, or has an exponent, that it has to be looked at.
 */
function keysIn(bytes: Uint8Array): number {
  let keys = 0;
  let at = 0;
  while (at < bytes.length) {
    const char = bytes[at] ?? 0;
    at += 1;
    if (char === COLON) keys += 1;
    else if (char === QUOTE) at = behindText(bytes, at);
    else if (isNumberPart(char)) {
      const start = at - 1;
      while (isNumberPart(bytes[at] ?? 0)) at += 1;
      if (at - start > HELD_LENGTH || isExponent(bytes[at] ?? 0)) return -1;
    }
  }
  return keys;
}

function behindText(bytes: Uint8Array, start: number): number {
  let at = start;
  for (;;) {
    const char = bytes[at];
    if (char === QUOTE) return at + 1;
    at += char === BACKSLASH ? 2 : 1;
  }
}

/** A minus, a point or a digit; the slash between them stands in no JSON. */
function isNumberPart(char: number): boolean {
  return char >= 45 && char <= 57;
}

function isExponent(char: number): boolean {
  return char === 69 || char === 101;
}

/** Without recursion, as all here: a hostile body is as deep as it is long. */
function keysOf(value: unknown): number {
  let keys = 0;
  const open: unknown[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) {
      for (const part of next as unknown[]) if (typeof part === 'object' && part !== null) open.push(part);
    } else if (typeof next === 'object') {
      const record = next as Readonly<Record<string, unknown>>;
      // `__proto__` of a body is a key like any other here, and nothing is inherited.
      for (const key in record) {
        keys += 1;
        const part = record[key];
        if (typeof part === 'object' && part !== null) open.push(part);
      }
    }
  }
  return keys;
}

/** The end of the text that begins at a quote. */
function closingQuote(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let back = end;
    while (text.charCodeAt(back - 1) === BACKSLASH) back -= 1;
    if ((end - back) % 2 === 0) return end;
  }
}

/** One list or object that is being walked through. */
interface Level {
  /** The keys that stood in it; null for a list. */
  readonly keys: Set<string> | null;
  key: string | number;
}

/** Begins and ends lists and objects, and counts what stands in a list. */
function step(levels: Level[], char: number): void {
  const level = levels.at(-1);
  if (char === OPEN_OBJECT) levels.push({ keys: new Set(), key: '' });
  else if (char === OPEN_LIST) levels.push({ keys: null, key: 0 });
  else if (char === CLOSE_OBJECT || char === CLOSE_LIST) levels.pop();
  else if (char === COMMA && typeof level?.key === 'number') level.key += 1;
}

/** Walks through valid JSON and names the places of numbers that no double holds, and of keys that stand twice. */
function faultsIn(text: string): FoundFault[] {
  const faults: FoundFault[] = [];
  const levels: Level[] = [];
  const place = (): Place => levels.map(({ key }) => key);
  for (let at = 0; at < text.length && faults.length < MAX_FOUND; at += 1) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) {
      const end = closingQuote(text, at);
      const level = levels.at(-1);
      if (level?.keys != null && isKey(text, end)) {
        level.key = JSON.parse(text.slice(at, end + 1)) as string;
        if (level.keys.has(level.key)) faults.push(repeated(place()));
        level.keys.add(level.key);
      }
      at = end;
    } else if (isNumberPart(char)) {
      const end = numberEnd(text, at);
      const source = text.slice(at, end);
      if (!isHeld(source)) faults.push(unheld(place(), source));
      at = end - 1;
    } else step(levels, char);
  }
  return faults;
}

function isKey(text: string, closing: number): boolean {
  let at = closing + 1;
  while (text.charCodeAt(at) <= 32) at += 1;
  return text.charCodeAt(at) === COLON;
}

const NUMBER_END = /[^\d.eE+-]|$/g;

function numberEnd(text: string, start: number): number {
  NUMBER_END.lastIndex = start;
  return NUMBER_END.exec(text)?.index ?? text.length;
}

/** The place behind the last digit that is none of the closing zeros. By hand: a pattern tries each of very many zeros anew. */
function endOfDigits(digits: string): number {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end -= 1;
  return end;
}

/** Digits without leading and closing zeros, and the power of ten of the last one: equal for equal numbers. */
function digitsOf(source: string): string {
  const [, whole = '', fraction = '', exponent = '0'] =
    /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(source) ?? [];
  const all = whole + fraction;
  const end = endOfDigits(all);
  if (end === 0) return '0';
  // Of an exponent beyond all doubles this is not exact, and equals none of theirs.
  const power = Number(exponent) - fraction.length + all.length - end;
  return `${all.slice(0, end).replace(/^0+/, '')}e${power}`;
}

/** Whether a number, read as a double and written again, is what it was. */
function isHeld(source: string): boolean {
  const read = Number(source);
  return Number.isFinite(read) && digitsOf(source) === digitsOf(String(read));
}

function repeated(at: Place): FoundFault {
  return { at: [...at], type: 'duplicate_key', text: 'Field is given more than once' };
}

function unheld(at: Place, source: string): FoundFault {
  const read = Number(source);
  const text =
    read === 0
      ? 'Input should be a number that is not that close to 0'
      : Number.isFinite(read)
        ? 'Input should have no more digits than a number is read with (15)'
        : `Input should be a number that is not that ${read > 0 ? 'large' : 'far below 0'}`;
  return { at: [...at], type: 'decimal_parsing', text, input: source, isUnheld: true };
}
