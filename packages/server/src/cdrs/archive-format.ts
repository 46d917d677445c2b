import { createHash } from 'node:crypto';

/** The least of a record that says of a month what is in it. Money as decimals. */
export interface ArchiveSums {
  readonly [currency: string]: {
    readonly cost: string;
    readonly streaming_cost: string;
    readonly wholesale_cost: string;
    readonly margin: string;
  };
}

/** What an archive holds; it lies beside it as JSON. */
export interface Manifest {
  readonly format: 'cdr-archive/1';
  /** First day, `YYYY-MM-DD`. */
  readonly month: string;
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /** Sum over all lines of the first 60 bits of their MD5: the same for the same lines in any order. */
  readonly lines_digest: string;
  readonly sums: ArchiveSums;
  readonly bytes: number;
  /** Of the compressed file, hexadecimal. */
  readonly sha256: string;
  readonly made_at: string;
}

/** What a line adds to the digest of its file. */
export function lineDigest(line: string): bigint {
  return BigInt(`0x${createHash('md5').update(line).digest('hex').slice(0, 15)}`);
}

/** Cells of a line. One without quotes is null, as `COPY … CSV` reads and writes it. Throws where it is none of ours. */
export function cellsOf(line: string): (string | null)[] {
  const cells: (string | null)[] = [];
  let at = 0;
  for (;;) {
    if (line[at] === '"') {
      let end = at + 1;
      for (;;) {
        end = line.indexOf('"', end);
        if (end < 0) throw new Error('A quote is never closed.');
        if (line[end + 1] !== '"') break;
        end += 2;
      }
      cells.push(line.slice(at + 1, end).replaceAll('""', '"'));
      at = end + 1;
    } else cells.push(null);
    if (at === line.length) return cells;
    if (line[at] !== ',') throw new Error('A cell is not quoted.');
    at += 1;
  }
}

/** Lines of a text that comes in pieces; a line end inside quotes belongs to its cell. */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  let from = 0;
  let quoted = false;
  for await (const piece of pieces) {
    rest += piece;
    let start = 0;
    for (let at = from; at < rest.length; at += 1) {
      const char = rest[at];
      if (char === '"') quoted = !quoted;
      else if (char === '\n' && !quoted) {
        yield rest.slice(start, at);
        start = at + 1;
      }
    }
    rest = rest.slice(start);
    from = rest.length;
  }
  if (rest !== '') throw new Error('The last line is cut off.');
}
