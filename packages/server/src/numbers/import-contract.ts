import Type from 'typebox';
import { Nullable, OneOf, Timestamp, pageFields } from '../platform/http/index.ts';
import { IMPORT_STATES, type NumberImport } from './number-import.ts';
import { IMPORT_PAGES, type ImportPage } from './stock-imports.ts';

export const ImportSchema = Type.Object({
  id: Type.String(),
  file_name: Type.String(),
  state: OneOf(IMPORT_STATES, {
    description:
      '`reading` the file, then `adding` its numbers; `done`, `refused` for its faults, or `interrupted`: then nothing was added.',
  }),
  bytes_read: Type.Integer(),
  bytes_total: Nullable(Type.Integer()),
  rows_read: Type.Integer(),
  numbers_added: Type.Integer(),
  faults: Type.Integer({ description: 'How many faults the file has.' }),
  fault_list: Type.Array(
    Type.Object({
      line: Type.Integer(),
      column: Nullable(Type.String({ description: 'Null: the whole row.' })),
      message: Type.String(),
    }),
    { description: 'The first 1,000, by line.' },
  ),
  started_by: Type.String(),
  started_at: Timestamp(),
  ended_at: Nullable(Timestamp()),
});

export const ImportListSchema = Type.Object({
  items: Type.Array(ImportSchema),
  page: Type.Integer(),
  per_page: Type.Integer(),
  total: Type.Integer(),
  next_cursor: Nullable(Type.String()),
});

export const ImportQuery = Type.Object(
  {
    file_name: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'For the list of imports.' }),
    ),
  },
  { additionalProperties: false },
);
export const ImportsQuery = Type.Object({ ...pageFields(IMPORT_PAGES) }, { additionalProperties: false });
export const ImportParams = Type.Object({ id: Type.String({ maxLength: 64 }) });

export function toApiImport(one: NumberImport): Record<string, unknown> {
  return {
    id: one.id,
    file_name: one.fileName,
    state: one.state,
    bytes_read: one.bytesRead,
    bytes_total: one.bytesTotal,
    rows_read: one.rowsRead,
    numbers_added: one.numbersAdded,
    faults: one.faults,
    fault_list: one.faultList,
    started_by: one.startedBy,
    started_at: one.startedAt,
    ended_at: one.endedAt,
  };
}

export function toApiImportPage(page: ImportPage): Record<string, unknown> {
  return {
    items: page.imports.map(toApiImport),
    page: page.page,
    per_page: page.perPage,
    total: page.total,
    next_cursor: page.nextCursor,
  };
}
