/** A column that a file may have. */
export interface CsvColumn<K extends string> {
  readonly key: K;
  /** What its head may say; case, spaces, `_` and `-` do not matter. The first is its name in faults. */
  readonly names: readonly [string, ...string[]];
  readonly required?: boolean;
  /** A decimal comma is understood in it. */
  readonly decimal?: boolean;
}

export interface CsvFault {
  readonly line: number;
  /** Null: the whole row. */
  readonly column: string | null;
  readonly message: string;
}

export interface Columns<K extends string> {
  /** For each cell of a row its column; null: ignored. */
  readonly keys: readonly ({ readonly key: K; readonly decimal: boolean; readonly name: string } | null)[];
  readonly width: number;
  readonly faults: readonly CsvFault[];
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]+/g, '');

/** Finds the columns by the file's first row; unknown, doubled and missing ones are faults. */
export function columnsOf<K extends string>(
  head: readonly string[],
  known: readonly CsvColumn<K>[],
  line: number,
): Columns<K> {
  const byName = new Map(known.flatMap((column) => column.names.map((name) => [plain(name), column])));
  // Spreadsheets write empty columns at the right end.
  const width = head.findLastIndex((name) => name.trim() !== '') + 1;
  const found = head.slice(0, width).map((name) => byName.get(plain(name)) ?? null);
  const faults: CsvFault[] = [];
  for (const [index, column] of found.entries()) {
    const name = head[index]?.trim() ?? '';
    if (column === null) faults.push({ line, column: name.slice(0, 50), message: 'Unknown column' });
    else if (found.indexOf(column) < index)
      faults.push({ line, column: name.slice(0, 50), message: 'The column is there twice' });
  }
  for (const column of known) {
    if (column.required === true && !found.includes(column))
      faults.push({ line, column: column.names[0], message: 'The column is missing' });
  }
  const keys = found.map((column) =>
    column === null ? null : { key: column.key, decimal: column.decimal === true, name: column.names[0] },
  );
  return { keys, width, faults };
}
