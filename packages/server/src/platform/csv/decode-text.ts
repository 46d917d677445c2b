import { TextDecoder } from 'node:util';

const BOMS: readonly (readonly [encoding: string, bytes: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** Bytes of one letter outside ASCII, at most; and enough to tell a byte order mark. */
const LONGEST_LETTER = 4;

/** The file has no encoding that is known here, or leaves it on the way. */
export class UnreadableText extends Error {}

/**
 * Text of a file whose encoding nobody named, piece by piece. A byte order mark decides, zeros between the first letters
 * mean UTF-16; else the first letter outside ASCII decides between UTF-8 and Windows-1252, which is what spreadsheets
 * save as "CSV". Throws `UnreadableText` where UTF-8 is left again.
 */
export async function* decodeText(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  let begun = false;
  let waiting: Uint8Array = new Uint8Array();
  for await (const chunk of source) {
    if (decoder !== null) {
      yield* decode(decoder, chunk, true);
      continue;
    }
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
    if (!begun && waiting.length < LONGEST_LETTER) continue;
    decoder = begun ? null : unmistakable(waiting);
    begun = true;
    if (decoder === null) {
      const foreign = firstForeign(waiting);
      yield ascii(waiting.subarray(0, foreign));
      waiting = waiting.subarray(foreign);
      if (waiting.length < LONGEST_LETTER) continue;
      decoder = byLetter(waiting);
    }
    yield* decode(decoder, waiting, true);
    waiting = new Uint8Array();
  }
  decoder ??= (begun ? null : unmistakable(waiting)) ?? byLetter(waiting.subarray(firstForeign(waiting)));
  yield* decode(decoder, waiting, false);
}

/** What a decoder writes for bytes that are no letter. */
const NO_LETTER = '\ufffd';

/** What can be read is handed out before it is said that the rest cannot. */
function* decode(decoder: TextDecoder, bytes: Uint8Array, stream: boolean): Generator<string> {
  const text = decoder.decode(bytes, { stream });
  const end = text.indexOf(NO_LETTER);
  yield end < 0 ? text : text.slice(0, end);
  if (end >= 0)
    throw new UnreadableText(`The text is not valid ${decoder.encoding.toUpperCase()} from here on`);
}

function unmistakable(bytes: Uint8Array): TextDecoder | null {
  const marked = BOMS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
  if (marked !== undefined) return new TextDecoder(marked[0]);
  if (bytes[1] === 0 && bytes[0] !== 0) return new TextDecoder('utf-16le');
  if (bytes[0] === 0 && bytes[1] !== 0) return new TextDecoder('utf-16be');
  return null;
}

/** Where ASCII ends; the length where it does not. */
function firstForeign(bytes: Uint8Array): number {
  const at = bytes.findIndex((byte) => byte >= 0x80);
  return at < 0 ? bytes.length : at;
}

function ascii(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/** By the letter that the bytes begin with; what follows it may be cut off. */
function byLetter(bytes: Uint8Array): TextDecoder {
  try {
    const letter = new TextDecoder('utf-8', { fatal: true });
    letter.decode(bytes.subarray(0, LONGEST_LETTER), { stream: true });
    return new TextDecoder('utf-8');
  } catch {
    return new TextDecoder('windows-1252');
  }
}
