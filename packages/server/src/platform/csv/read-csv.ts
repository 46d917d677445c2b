import { parse, type CsvError } from 'csv-parse';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UnreadableText, decodeText } from './decode-text.ts';
import { columnsOf, type Columns, type CsvColumn, type CsvFault } from './header.ts';
import { withDelimiter } from './delimiter.ts';

/** One row of a file, by the keys of its columns; a cell with nothing in it is absent. */
export interface CsvRecord<K extends string> {
  /** Of the file, from 1; the line on which the row begins. */
  readonly line: number;
  readonly values: Readonly<Partial<Record<K, string>>>;
}

export type CsvItem<K extends string> =
  | { readonly kind: 'record'; readonly record: CsvRecord<K> }
  | { readonly kind: 'fault'; readonly fault: CsvFault };

type FaultItem = Extract<CsvItem<never>, { readonly kind: 'fault' }>;

export interface CsvOptions<K extends string> {
  readonly columns: readonly CsvColumn<K>[];
  /** Rows beside the header; one more is a fault that ends the reading. */
  readonly maxRows: number;
}

const MAX_CELL = 500;
const MAX_RECORD = 64 * 1024;

interface ParsedRow {
  readonly info: { readonly lines: number; readonly empty_lines: number };
  readonly record: readonly string[];
}

/**
 * Reads a table as spreadsheets export it, row by row, whatever its size: any of the usual encodings and delimiters,
 * quotes, a byte order mark, decimal commas, columns in any order and by any of their names. What is wrong comes as a
 * fault with its line; a row with a fault comes as nothing else. The first row names the columns.
 */
export async function* readCsv<K extends string>(
  source: AsyncIterable<Uint8Array>,
  options: CsvOptions<K>,
): AsyncGenerator<CsvItem<K>> {
  let columns: Columns<K> | null = null;
  let line = 1;
  let rows = 0;
  const table = await openTable(source);
  for await (const { begins, ends, cells } of table.rows) {
    line = ends + 1;
    if (columns === null) {
      columns = columnsOf(cells, options.columns, begins);
      yield* columns.faults.map((fault) => ({ kind: 'fault', fault }) as const);
      if (columns.faults.length > 0) return;
      continue;
    }
    yield* table.takeFaults(begins);
    rows += 1;
    if (rows > options.maxRows) {
      yield faultAt(begins, `The file has more than ${options.maxRows.toString()} rows`);
      return;
    }
    yield toItem(columns, cells, begins, table.delimiter);
  }
  yield* table.takeFaults(Infinity);
  if (table.unreadable !== null) yield faultAt(line, table.unreadable);
  else if (columns === null) yield faultAt(1, 'The file is empty');
}

interface Row {
  /** Lines of the file, from 1. */
  readonly begins: number;
  readonly ends: number;
  readonly cells: readonly string[];
}

interface Table {
  readonly delimiter: string;
  readonly rows: AsyncIterable<Row>;
  /** Rows above a line that could not be read at all, each once. */
  takeFaults(above: number): FaultItem[];
  /** Why the text ended early; known when the rows are through. */
  readonly unreadable: string | null;
}

async function openTable(source: AsyncIterable<Uint8Array>): Promise<Table> {
  let unreadable: string | null = null;
  let faults: FaultItem[] = [];
  // What was read before is worth showing, so this ends the text and fails nothing.
  async function* readable(): AsyncGenerator<string> {
    try {
      yield* decodeText(source);
    } catch (error) {
      if (!(error instanceof UnreadableText)) throw error;
      unreadable = error.message;
    }
  }
  const { delimiter, skippedLines, text } = await withDelimiter(readable());
  const parser = parse({
    delimiter,
    info: true,
    relaxColumnCount: true,
    skipEmptyLines: true,
    maxRecordSize: MAX_RECORD,
    recordDelimiter: ['\r\n', '\n', '\r'],
    skipRecordsWithError: true,
    onSkip: (error) => {
      faults.push(faultAt(skippedLines + lineOf(error), sentence(error)));
      return undefined;
    },
  });
  // Its failure is the parser's too, where it is met.
  pipeline(Readable.from(text), parser).catch(() => undefined);
  return {
    delimiter,
    rows: placed(parser, skippedLines),
    takeFaults(above) {
      const taken = faults.filter(({ fault }) => fault.line < above);
      faults = faults.filter(({ fault }) => fault.line >= above);
      return taken;
    },
    get unreadable() {
      return unreadable;
    },
  };
}

/** The parser counts the lines that it has read, among them those that make no row. */
async function* placed(parser: AsyncIterable<ParsedRow>, skippedLines: number): AsyncGenerator<Row> {
  let before = { lines: 0, empty_lines: 0 };
  for await (const { info, record } of parser) {
    const empty = info.empty_lines - before.empty_lines;
    yield {
      begins: skippedLines + before.lines + empty + 1,
      ends: skippedLines + info.lines,
      cells: record,
    };
    before = info;
  }
}

function faultAt(line: number, message: string): FaultItem {
  return { kind: 'fault', fault: { line, column: null, message } };
}

function lineOf(error: CsvError | undefined): number {
  const lines: unknown = error?.['lines'];
  return typeof lines === 'number' ? lines : 0;
}

function sentence(error: CsvError | undefined): string {
  if (error?.code === 'CSV_QUOTE_NOT_CLOSED') return 'A quote is never closed; the file may be cut off';
  if (error?.code === 'CSV_MAX_RECORD_SIZE')
    return 'The row is longer than 64 KiB; perhaps a quote is not closed';
  return 'A quote stands in the middle of a cell, or something follows a closing quote';
}

function toItem<K extends string>(
  { keys, width }: Columns<K>,
  cells: readonly string[],
  line: number,
  delimiter: string,
): CsvItem<K> {
  if (cells.length < width)
    return faultAt(
      line,
      `The row has ${cells.length.toString()} cells instead of ${width.toString()}; the file may be cut off`,
    );
  if (cells.slice(width).some((cell) => cell.trim() !== ''))
    return faultAt(line, `The row has more than ${width.toString()} cells`);
  const values: Partial<Record<K, string>> = {};
  for (const [index, column] of keys.entries()) {
    const cell = cells[index]?.trim() ?? '';
    if (column === null || cell === '') continue;
    const wrong = wrongCell(cell);
    if (wrong !== null) return { kind: 'fault', fault: { line, column: column.name, message: wrong } };
    values[column.key] = column.decimal && delimiter !== ',' ? withDecimalPoint(cell) : cell;
  }
  return { kind: 'record', record: { line, values } };
}

function wrongCell(cell: string): string | null {
  if (cell.length > MAX_CELL) return `The cell is longer than ${MAX_CELL.toString()} characters`;
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(cell)
    ? 'The cell has a control character in it'
    : null;
}

/** `0,45` is how half of the world writes 0.45, in files whose delimiter is not the comma. */
function withDecimalPoint(cell: string): string {
  return /^-?\d+,\d+$/.test(cell) ? cell.replace(',', '.') : cell;
}
