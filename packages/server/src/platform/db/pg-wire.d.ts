// What the client's own companions (cursors, streams) are built from, and what its types leave out.

declare module 'pg/lib/result.js' {
  import type { CustomTypesConfig } from 'pg';

  export interface Field {
    readonly name: string;
    readonly dataTypeID: number;
    readonly format: string;
  }

  export default class Result {
    constructor(rowMode: 'array' | undefined, types: CustomTypesConfig);
    readonly command: string | null;
    readonly rowCount: number | null;
    readonly rows: unknown[];
    addFields(fields: readonly Field[]): void;
    parseRow(values: readonly (string | null)[]): unknown;
    addRow(row: unknown): void;
    addCommandComplete(message: { readonly text: string }): void;
  }
}

declare module 'pg/lib/utils.js' {
  const utils: {
    /** A value as it travels. Throws what it cannot write. */
    prepareValue(value: unknown): string | Buffer | null;
  };
  export default utils;
}
