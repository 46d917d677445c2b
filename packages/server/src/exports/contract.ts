import Type, { type Static } from 'typebox';
import { CdrExportQuery, hasThreeInARow } from '../cdrs/index.ts';
import {
  ID_CURSOR,
  Nullable,
  OneOf,
  Timestamp,
  checked,
  pageFields,
  type FieldCheck,
  type PageOptions,
} from '../platform/http/index.ts';
import { GlobalTransactionQuery } from '../wallets/index.ts';
import { EXPORT_KINDS, EXPORT_STATUSES, LIMITS, type Export } from './export.ts';

export const EXPORT_PAGES: PageOptions = { maxPerPage: 100, defaultPerPage: 20, cursor: ID_CURSOR };

const cdrFilters = Type.Omit(CdrExportQuery, ['partner_id']).properties;
const { transaction_type, currency } = GlobalTransactionQuery.properties;
const transactionFilters = { transaction_type, currency };

/** Filters that both tables have. */
const SHARED = new Set(['from_date', 'to_date', 'start_date', 'end_date', 'search']);
const FOREIGN: ReadonlyMap<string, readonly string[]> = new Map([
  ['cdrs', Object.keys(transactionFilters)],
  ['transactions', Object.keys(cdrFilters).filter((name) => !SHARED.has(name))],
]);

const hasTheseFilters: FieldCheck<string> = (kind, beside) => {
  const foreign = (FOREIGN.get(kind) ?? []).filter((name) => beside[name] !== undefined);
  return foreign.length === 0
    ? null
    : { type: 'value_error', text: `${kind} have no filter ${foreign.join(', ')}`, input: kind };
};

/** Call records are searched as in their list; transactions by any text. */
const searchesAsTheList: FieldCheck<string> = (text, beside) =>
  beside['type'] === 'cdrs' ? hasThreeInARow(text, beside) : null;

export const ExportBody = Type.Object(
  {
    type: checked(OneOf(EXPORT_KINDS, { description: 'Which table.' }), hasTheseFilters),
    account: Type.Optional(
      Type.String({ minLength: 1, maxLength: 40, description: 'One customer’s auth_id. Default: all.' }),
    ),
    ...cdrFilters,
    ...transactionFilters,
    search: Type.Optional(
      checked(
        Type.String({
          minLength: 1,
          maxLength: 100,
          description: 'As in the list of that table: of calls, at least three letters or digits in a row.',
        }),
        searchesAsTheList,
      ),
    ),
  },
  { additionalProperties: false },
);

/** The filters of a body that was checked. */
export function filtersOf(body: Static<typeof ExportBody>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'type' && name !== 'account'));
}

export const ExportParams = Type.Object({ id: Type.String({ maxLength: 40 }) });
export const ExportListQuery = Type.Object({ ...pageFields(EXPORT_PAGES) }, { additionalProperties: false });
export const DownloadParams = Type.Object({ token: Type.String({ maxLength: 120 }) });

export const ExportSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  type: OneOf(EXPORT_KINDS),
  account: Nullable(Type.String()),
  filters: Type.Unknown({ description: 'As they were asked.' }),
  status: OneOf(EXPORT_STATUSES, {
    description:
      'ready: there is a file; expired: there was one. A failed try is repeated twice before it is failed.',
  }),
  progress_percent: Nullable(Type.Integer({ description: 'Null until the rows are counted.' })),
  rows_total: Nullable(Type.Integer({ description: 'Rows that match.' })),
  rows_done: Type.Integer(),
  bytes: Type.Integer({ description: 'Compressed.' }),
  truncated: Type.Boolean({
    description: `More matched than a file holds (${LIMITS.rows.toLocaleString('en')} rows): the newest are in it.`,
  }),
  failure: Nullable(Type.String()),
  requested_by: Type.String(),
  created_at: Timestamp(),
  started_at: Nullable(Timestamp()),
  finished_at: Nullable(Timestamp()),
  expires_at: Nullable(Timestamp({ description: 'Until when the file is kept: a week.' })),
  download_url: Nullable(
    Type.String({
      description:
        'A gzip file of CSV. Works without credentials until `download_expires_at`: reading again gives a new one.',
    }),
  ),
  download_expires_at: Nullable(Timestamp()),
});

export const ExportListSchema = Type.Object({
  exports: Type.Array(ExportSchema),
  page: Type.Integer(),
  per_page: Type.Integer(),
  total: Type.Integer(),
  next_cursor: Nullable(Type.String()),
});

export function toApiExport(
  made: Export,
  link: { readonly url: string; readonly until: Date } | null,
): Record<string, unknown> {
  const { rowsTotal, rowsDone, status } = made;
  const percent =
    rowsTotal === null ? null : rowsTotal === 0 ? 100 : Math.floor((rowsDone / rowsTotal) * 100);
  return {
    id: made.id,
    type: made.kind,
    account: made.accountId,
    filters: made.filters,
    status,
    progress_percent: status === 'ready' ? 100 : percent === null ? null : Math.min(99, percent),
    rows_total: rowsTotal,
    rows_done: rowsDone,
    bytes: made.bytes,
    truncated: made.truncated,
    // What went wrong inside is the log's.
    failure: made.failure === null ? null : 'The file could not be made.',
    requested_by: made.requestedBy,
    created_at: made.createdAt,
    started_at: made.startedAt,
    finished_at: made.finishedAt,
    expires_at: made.expiresAt,
    download_url: link?.url ?? null,
    download_expires_at: link?.until ?? null,
  };
}
