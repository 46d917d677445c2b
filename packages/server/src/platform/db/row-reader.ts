import type pg from 'pg';

/** A column as the database describes it. */
export interface Field {
  readonly name: string;
  readonly dataTypeID: number;
  readonly format: 'text' | 'binary';
}

/** Reads the rows of one statement. */
export class RowReader {
  private readonly names: readonly string[];
  private readonly parsers: readonly ((text: string) => unknown)[];

  constructor(fields: readonly Field[], types: pg.CustomTypesConfig) {
    this.names = fields.map(({ name }) => name);
    this.parsers = fields.map(
      // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- pg names only some of the oids it takes
      ({ dataTypeID, format }) => types.getTypeParser(dataTypeID, format) as (text: string) => unknown,
    );
  }

  read(values: readonly (string | null)[]): unknown {
    const row: Record<string, unknown> = {};
    for (const [place, name] of this.names.entries()) {
      const text = values[place] ?? null;
      row[name] = text === null ? null : this.parsers[place]?.(text);
    }
    return row;
  }
}
