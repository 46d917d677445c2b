const DELIMITERS = [',', ';', '\t', '|'] as const;
/** A header is shorter than that. */
const LOOK_AT = 16 * 1024;
/** Some spreadsheets say it themselves, in a first line of its own. */
const SAID = /^sep=([,;|\t])\r?\n/;

export interface Delimited {
  readonly delimiter: string;
  /** Lines before the header that are no rows. */
  readonly skippedLines: number;
  readonly text: AsyncIterable<string>;
}

/** Finds the delimiter by the first line: the one that stands most often in it outside quotes. */
export async function withDelimiter(source: AsyncIterable<string>): Promise<Delimited> {
  const pieces = source[Symbol.asyncIterator]();
  let begun = '';
  let ended = false;
  while (!ended && begun.length < LOOK_AT && !/[^\s][^\n]*\n[^\n]*\n/.test(begun)) {
    const next = await pieces.next();
    if (next.done === true) ended = true;
    else begun += next.value;
  }
  const said = SAID.exec(begun);
  const rest = said === null ? begun : begun.slice(said[0].length);
  return {
    delimiter: said?.[1] ?? mostFrequent(firstLine(rest)),
    skippedLines: said === null ? 0 : 1,
    text: continued(rest, pieces),
  };
}

async function* continued(begun: string, pieces: AsyncIterator<string>): AsyncGenerator<string> {
  yield begun;
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
}

function firstLine(text: string): string {
  return text.trimStart().split(/\r?\n|\r/, 1)[0] ?? '';
}

function mostFrequent(line: string): string {
  const bare = line.replaceAll(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}
