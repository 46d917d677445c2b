import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { CsvFault } from '../platform/csv/index.ts';
import type { ImportState, NumberImport } from './number-import.ts';
import { KIND_COLUMNS } from './stock-store.ts';

interface ImportRow {
  readonly id: string;
  readonly file_name: string;
  readonly state: ImportState;
  readonly bytes_read: bigint;
  readonly bytes_total: bigint | null;
  readonly rows_read: number;
  readonly numbers_added: number;
  readonly faults: number;
  readonly fault_list: readonly CsvFault[];
  readonly started_by: string;
  readonly started_at: Date;
  readonly ended_at: Date | null;
}

/** Whoever reads a file in holds this lock on a connection of its own; it goes with the process, however that ends. */
const LOCK = sql`hashtextextended('numbers.import', 0)`;

export async function tryImportLock(connection: Reader): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`SELECT pg_try_advisory_lock(${LOCK}) AS taken`.execute(
    connection,
  );
  return rows[0]?.taken === true;
}

export async function releaseImportLock(connection: Reader): Promise<void> {
  await sql`SELECT pg_advisory_unlock(${LOCK})`.execute(connection);
}

/** True when nobody reads a file in just now; then nobody begins to until COMMIT. */
export async function nobodyImports(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`SELECT pg_try_advisory_xact_lock(${LOCK}) AS taken`.execute(
    tx,
  );
  return rows[0]?.taken === true;
}

/** Ends imports that nobody carries on. The caller knows that nobody does. Tells how many. */
export async function interruptAll(reader: Reader, at: Date): Promise<number> {
  const { numAffectedRows } = await sql`UPDATE number_import SET state = 'interrupted', ended_at = ${at}
    WHERE state IN ('reading', 'adding')`.execute(reader);
  return Number(numAffectedRows ?? 0n);
}

export async function emptyImportRows(reader: Reader): Promise<void> {
  await sql`TRUNCATE number_import_row`.execute(reader);
}

export async function insertImport(reader: Reader, one: NumberImport): Promise<void> {
  await sql`INSERT INTO number_import (id, file_name, state, bytes_read, bytes_total, rows_read, numbers_added, faults,
      fault_list, started_by, started_at, ended_at)
    VALUES (${one.id}, ${one.fileName}, ${one.state}, ${one.bytesRead}, ${one.bytesTotal}, ${one.rowsRead},
      ${one.numbersAdded}, ${one.faults}, ${JSON.stringify(one.faultList)}::jsonb, ${one.startedBy}, ${one.startedAt},
      ${one.endedAt})`.execute(reader);
}

/**
 * Writes how far an import is, or how it ended. False when it is no longer under way: somebody took it for dead.
 */
export async function updateImport(reader: Reader, one: NumberImport): Promise<boolean> {
  const { numAffectedRows } = await sql`UPDATE number_import
    SET state = ${one.state}, bytes_read = ${one.bytesRead}, rows_read = ${one.rowsRead},
      numbers_added = ${one.numbersAdded}, faults = ${one.faults},
      fault_list = ${JSON.stringify(one.faultList)}::jsonb, ended_at = ${one.endedAt}
    WHERE id = ${one.id} AND state IN ('reading', 'adding')`.execute(reader);
  return numAffectedRows === 1n;
}

export async function selectImport(reader: Reader, id: string): Promise<NumberImport | null> {
  const { rows } = await sql<ImportRow>`SELECT * FROM number_import WHERE id = ${id}`.execute(reader);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** Newest first. */
export async function selectImports(
  reader: Reader,
  place: { readonly limit: number; readonly offset: number; readonly afterId: string | null },
): Promise<NumberImport[]> {
  const older = place.afterId === null ? sql`` : sql`WHERE id < ${place.afterId}::uuid`;
  const { rows } = await sql<ImportRow>`SELECT * FROM number_import ${older}
    ORDER BY id DESC LIMIT ${place.limit} OFFSET ${place.offset}`.execute(reader);
  return rows.map(fromRow);
}

export async function countImports(reader: Reader): Promise<number> {
  const { rows } = await sql<{ total: number }>`SELECT count(*)::int AS total FROM number_import`.execute(
    reader,
  );
  return rows[0]?.total ?? 0;
}

export interface RepeatedRows {
  /** How many rows are one too many. */
  readonly count: number;
  readonly first: readonly { readonly line: number; readonly earlierLine: number }[];
}

/** Rows of which a number stands further up in the same file. */
export async function repeatedRows(reader: Reader, limit: number): Promise<RepeatedRows> {
  const { rows } = await sql<{ line: number; earlier: number; total: number }>`
    SELECT line, min(earlier) AS earlier, count(*) OVER ()::int AS total FROM (
      SELECT line, min(line) OVER (PARTITION BY e164) AS earlier FROM number_import_row
    ) AS numbered WHERE line > earlier GROUP BY line ORDER BY line LIMIT ${limit}`.execute(reader);
  return {
    count: rows[0]?.total ?? 0,
    first: rows.map(({ line, earlier }) => ({ line, earlierLine: earlier })),
  };
}

/** Rows of which a number is in stock already. */
export async function rowsInStock(
  reader: Reader,
  limit: number,
): Promise<{ readonly count: number; readonly lines: readonly number[] }> {
  const { rows } = await sql<{ line: number; total: number }>`SELECT line, count(*) OVER ()::int AS total
    FROM number_import_row r WHERE EXISTS (SELECT 1 FROM number_stock s WHERE s.e164 = r.e164)
    GROUP BY line ORDER BY line LIMIT ${limit}`.execute(reader);
  return { count: rows[0]?.total ?? 0, lines: rows.map(({ line }) => line) };
}

/**
 * Moves the next rows, in the order of their numbers, into the stock. Tells where it came to, and how many of them were
 * there already after all. `last` is null at the end.
 */
export async function addImportRows(
  tx: Tx,
  importId: string,
  after: string,
  limit: number,
  at: Date,
): Promise<{ readonly last: string | null; readonly read: number; readonly added: number }> {
  const { rows } = await sql<{ last: string | null; read: number; added: number }>`
    WITH chunk AS MATERIALIZED (
      SELECT * FROM number_import_row WHERE import_id = ${importId} AND e164 > ${after} ORDER BY e164 LIMIT ${limit}
    ), added AS (
      INSERT INTO number_stock (${KIND_COLUMNS}, state, import_id, created_at, updated_at)
      SELECT ${KIND_COLUMNS}, 'available', import_id, ${at}::timestamptz, ${at}::timestamptz FROM chunk
      ON CONFLICT DO NOTHING RETURNING 1
    )
    SELECT (SELECT max(e164) FROM chunk) AS last, (SELECT count(*) FROM chunk)::int AS read,
      (SELECT count(*) FROM added)::int AS added`.execute(tx);
  return rows[0] ?? { last: null, read: 0, added: 0 };
}

/** Lifts the limit on how long a statement may run until COMMIT: nobody waits for these. */
export async function withoutTimeout(tx: Tx): Promise<void> {
  await sql`SET LOCAL statement_timeout = 0`.execute(tx);
}

/** Tells the planner what is there now, and empties what was written only for the time of the import. */
export async function settleStock(connection: Reader): Promise<void> {
  await sql`SET statement_timeout = 0`.execute(connection);
  try {
    await sql`VACUUM (ANALYZE) number_stock, number_shelf, number_plane, number_shelf_page, number_shelf_change`.execute(
      connection,
    );
  } finally {
    await sql`RESET statement_timeout`.execute(connection);
  }
}

function fromRow(row: ImportRow): NumberImport {
  return {
    id: row.id,
    fileName: row.file_name,
    state: row.state,
    bytesRead: Number(row.bytes_read),
    bytesTotal: row.bytes_total === null ? null : Number(row.bytes_total),
    rowsRead: row.rows_read,
    numbersAdded: row.numbers_added,
    faults: row.faults,
    faultList: row.fault_list,
    startedBy: row.started_by,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}
