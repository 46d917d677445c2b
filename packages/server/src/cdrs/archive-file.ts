import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { formatFixed } from '../platform/money/index.ts';
import { cellsOf, lineDigest, linesOf, type ArchiveSums, type Manifest } from './archive-format.ts';

/** Forces what was written of a file, or of the names in a directory, to the disk. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Hands on what flows through, and knows its hash and size in the end. */
function hashing(): { readonly through: Transform; readonly end: () => { sha256: string; bytes: number } } {
  const hash = createHash('sha256');
  let bytes = 0;
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return { through, end: () => ({ sha256: hash.digest('hex'), bytes }) };
}

/**
 * Writes lines under a head to a compressed file, which has its name only when all of it is on the disk: a process that dies
 * leaves a `.part` behind that the next attempt writes over.
 */
export async function writeArchive(
  path: string,
  columns: readonly string[],
  batches: AsyncIterable<readonly string[]>,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const part = `${path}.part`;
  const { through, end } = hashing();
  async function* texts(): AsyncGenerator<string> {
    yield `${columns.join(',')}\n`;
    for await (const lines of batches) if (lines.length > 0) yield `${lines.join('\n')}\n`;
  }
  await pipeline(Readable.from(texts()), createGzip(), through, createWriteStream(part, { mode: 0o600 }));
  await sync(part);
  await rename(part, path);
  await sync(dirname(path));
  return end();
}

export function manifestPath(path: string): string {
  return path.replace(/\.csv\.gz$/, '.json');
}

export async function writeManifest(path: string, manifest: Manifest): Promise<void> {
  const part = `${manifestPath(path)}.part`;
  await writeFile(part, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  await sync(part);
  await rename(part, manifestPath(path));
  await sync(dirname(path));
}

/** The manifest of an archive. Throws a sentence where it is not there or not of this kind. */
export async function readManifest(path: string): Promise<Manifest> {
  const text = await readFile(manifestPath(path), 'utf8').catch(() => {
    throw new Error(`${manifestPath(path)} is missing; it lies beside the archive and says what is in it.`);
  });
  const manifest = JSON.parse(text) as Manifest;
  if ((manifest.format as string) !== 'cdr-archive/1')
    throw new Error(`${basename(path)} is no archive that this version reads.`);
  return manifest;
}

/** The cells of every call of an archive, by column. */
export async function* readArchive(path: string): AsyncGenerator<{
  readonly line: string;
  readonly row: Readonly<Record<string, string | null>>;
}> {
  const text = createReadStream(path).pipe(createGunzip()).setEncoding('utf8');
  let columns: readonly string[] | null = null;
  for await (const line of linesOf(text as AsyncIterable<string>)) {
    if (columns === null) {
      columns = line.split(',');
      continue;
    }
    const cells = cellsOf(line);
    if (cells.length !== columns.length) throw new Error('A line has another number of cells than the head.');
    yield { line, row: Object.fromEntries(columns.map((name, place) => [name, cells[place] ?? null])) };
  }
}

const SUMMED = ['cost', 'streaming_cost', 'wholesale_cost', 'margin'] as const;

/** Reads an archive back and holds all that its manifest says against it. Throws a sentence where something differs. */
export async function verifyArchive(path: string, manifest: Manifest): Promise<void> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  if (hash.digest('hex') !== manifest.sha256)
    throw new Error(`${basename(path)} is not the file that was written.`);
  let rows = 0;
  let digest = 0n;
  const sums = new Map<string, Record<(typeof SUMMED)[number], bigint>>();
  for await (const { line, row } of readArchive(path)) {
    rows += 1;
    digest += lineDigest(line);
    const currency = row['currency'] ?? '';
    const sum = sums.get(currency) ?? { cost: 0n, streaming_cost: 0n, wholesale_cost: 0n, margin: 0n };
    for (const name of SUMMED) sum[name] += BigInt(row[name] ?? '0');
    sums.set(currency, sum);
  }
  const made: ArchiveSums = Object.fromEntries(
    [...sums].sort().map(([currency, sum]) => [
      currency,
      {
        cost: formatFixed(sum.cost),
        streaming_cost: formatFixed(sum.streaming_cost),
        wholesale_cost: formatFixed(sum.wholesale_cost),
        margin: formatFixed(sum.margin),
      },
    ]),
  );
  if (rows !== manifest.rows || digest.toString() !== manifest.lines_digest)
    throw new Error(`${basename(path)} does not hold the calls that its manifest says.`);
  if (!sameSums(made, manifest.sums))
    throw new Error(`The sums of ${basename(path)} are not its manifest’s.`);
}

function sameSums(a: ArchiveSums, b: ArchiveSums): boolean {
  const text = (sums: ArchiveSums): string =>
    Object.entries(sums)
      .map(([currency, sum]) => [currency, ...SUMMED.map((name) => sum[name])].join(' '))
      .sort()
      .join('\n');
  return text(a) === text(b);
}

export async function removeArchive(directory: string, file: string): Promise<void> {
  const path = join(directory, file);
  for (const one of [path, `${path}.part`, manifestPath(path), `${manifestPath(path)}.part`])
    await rm(one, { force: true });
}
