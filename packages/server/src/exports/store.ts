import { sql } from 'kysely';
import type { Database, Reader, Tx } from '../platform/db/index.ts';
import { LIMITS, type Export, type ExportKind, type ExportStatus } from './export.ts';

interface ExportRow {
  readonly partner_id: string;
  readonly id: string;
  readonly kind: ExportKind;
  readonly filters: Readonly<Record<string, unknown>>;
  readonly account_id: string | null;
  readonly status: ExportStatus;
  readonly requested_by: string;
  readonly rows_total: bigint | null;
  readonly rows_done: bigint;
  readonly bytes: bigint;
  readonly truncated: boolean;
  readonly failure: string | null;
  readonly attempts: number;
  readonly created_at: Date;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
  readonly expires_at: Date | null;
}

function fromRow(row: ExportRow): Export {
  return {
    partnerId: row.partner_id,
    id: row.id,
    kind: row.kind,
    filters: row.filters,
    accountId: row.account_id,
    status: row.status,
    requestedBy: row.requested_by,
    rowsTotal: row.rows_total === null ? null : Number(row.rows_total),
    rowsDone: Number(row.rows_done),
    bytes: Number(row.bytes),
    truncated: row.truncated,
    failure: row.failure,
    attempts: row.attempts,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    expiresAt: row.expires_at,
  };
}

export type NewExport = Pick<
  Export,
  'partnerId' | 'id' | 'kind' | 'filters' | 'accountId' | 'requestedBy' | 'createdAt'
>;

/** How many of a partner are not finished; nobody adds one until the transaction ends. */
export async function lockUnfinished(tx: Tx, partnerId: string): Promise<number> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('export ' || ${partnerId}, 0))`.execute(tx);
  const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM export
    WHERE partner_id = ${partnerId} AND status IN ('queued', 'running')`.execute(tx);
  return rows[0]?.n ?? 0;
}

export async function insertExport(tx: Tx, made: NewExport): Promise<Export> {
  const { rows } = await sql<ExportRow>`
    INSERT INTO export (partner_id, id, kind, filters, account_id, status, requested_by, rows_done, bytes, truncated, attempts,
      created_at)
    VALUES (${made.partnerId}, ${made.id}, ${made.kind}, ${JSON.stringify(made.filters)}::jsonb, ${made.accountId}, 'queued',
      ${made.requestedBy}, 0, 0, false, 0, ${made.createdAt}) RETURNING *`.execute(tx);
  if (rows[0] === undefined) throw new Error('The export was not inserted.');
  return fromRow(rows[0]);
}

export async function selectExport(reader: Reader, partnerId: string, id: string): Promise<Export | null> {
  const { rows } = await sql<ExportRow>`SELECT * FROM export
    WHERE partner_id = ${partnerId} AND id = ${id}`.execute(reader);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** By its id alone: whoever has a signed link to it is no tenant. */
export async function selectAnyExport(reader: Reader, id: string): Promise<Export | null> {
  const { rows } = await sql<ExportRow>`SELECT * FROM export WHERE id = ${id}`.execute(reader);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** Newest first. */
export async function selectExports(
  reader: Reader,
  partnerId: string,
  place: { readonly limit: number; readonly offset: number; readonly afterId: string | null },
): Promise<Export[]> {
  const older = place.afterId === null ? sql`` : sql`AND id < ${place.afterId}::uuid`;
  const { rows } = await sql<ExportRow>`SELECT * FROM export WHERE partner_id = ${partnerId} ${older}
    ORDER BY id DESC LIMIT ${place.limit} OFFSET ${place.offset}`.execute(reader);
  return rows.map(fromRow);
}

export async function countExports(reader: Reader, partnerId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM export
    WHERE partner_id = ${partnerId}`.execute(reader);
  return rows[0]?.n ?? 0;
}

/**
 * Takes the next one that waits, or whose worker fell silent, for as long as the lease; of a partner that has as many running
 * as it may none. Null: there is nothing to do.
 */
export async function claimExport(db: Database, now: Date): Promise<Export | null> {
  return db.inTransaction(async (tx) => {
    // One at a time, so that two workers do not both count the same running ones.
    await sql`SELECT pg_advisory_xact_lock(hashtextextended('export claim', 0))`.execute(tx);
    const { rows } = await sql<ExportRow>`
      UPDATE export SET status = 'running', started_at = ${now}, attempts = attempts + 1, rows_total = NULL, rows_done = 0, bytes = 0,
        truncated = false, lease_until = ${now}::timestamptz + make_interval(secs => ${LIMITS.leaseMs / 1_000})
      WHERE (partner_id, id) = (
        SELECT partner_id, id FROM export e
        WHERE (e.status = 'queued' AND ${LIMITS.running} > (
            SELECT count(*) FROM export r WHERE r.partner_id = e.partner_id AND r.status = 'running'))
          OR (e.status = 'running' AND e.lease_until < ${now})
        ORDER BY e.created_at LIMIT 1 FOR UPDATE)
      RETURNING *`.execute(tx);
    if (rows[0] === undefined) return null;
    const claimed = fromRow(rows[0]);
    await deletePieces(tx, claimed.partnerId, claimed.id);
    return claimed;
  });
}

/** What became of an export since it was claimed. */
export interface Progress {
  readonly rowsTotal: number | null;
  readonly rowsDone: number;
  readonly bytes: number;
}

/** Adds a piece and extends the lease. False where it is no longer this attempt's: it was cancelled, or somebody took it over. */
export async function addPiece(
  tx: Tx,
  { partnerId, id, attempts }: Export,
  piece: { readonly number: number; readonly data: Uint8Array },
  progress: Progress,
  now: Date,
): Promise<boolean> {
  const { rows } =
    await sql`UPDATE export SET rows_total = ${progress.rowsTotal}, rows_done = ${progress.rowsDone},
      bytes = ${progress.bytes}, lease_until = ${now}::timestamptz + make_interval(secs => ${LIMITS.leaseMs / 1_000})
    WHERE partner_id = ${partnerId} AND id = ${id} AND status = 'running' AND attempts = ${attempts}
    RETURNING id`.execute(tx);
  if (rows.length === 0) return false;
  await sql`INSERT INTO export_piece (partner_id, export_id, piece, data)
    VALUES (${partnerId}, ${id}, ${piece.number}, ${Buffer.from(piece.data)})`.execute(tx);
  return true;
}

/** Ends an attempt. Null where it is no longer this one's. */
export async function finishExport(
  tx: Tx,
  { partnerId, id, attempts }: Export,
  end: {
    readonly status: 'ready' | 'failed' | 'queued';
    readonly failure: string | null;
    readonly truncated: boolean;
    readonly at: Date;
  },
): Promise<Export | null> {
  const expires = end.status === 'ready' ? new Date(end.at.getTime() + LIMITS.keptMs) : null;
  const finished = end.status === 'queued' ? null : end.at;
  const { rows } = await sql<ExportRow>`UPDATE export SET status = ${end.status}, failure = ${end.failure},
      truncated = ${end.truncated}, finished_at = ${finished}, expires_at = ${expires}, lease_until = NULL
    WHERE partner_id = ${partnerId} AND id = ${id} AND status = 'running' AND attempts = ${attempts} RETURNING *`.execute(
    tx,
  );
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** Cancels what is not finished. Null where it is. */
export async function cancelExport(tx: Tx, partnerId: string, id: string, at: Date): Promise<Export | null> {
  const { rows } =
    await sql<ExportRow>`UPDATE export SET status = 'cancelled', finished_at = ${at}, lease_until = NULL
    WHERE partner_id = ${partnerId} AND id = ${id} AND status IN ('queued', 'running') RETURNING *`.execute(
      tx,
    );
  if (rows[0] === undefined) return null;
  await deletePieces(tx, partnerId, id);
  return fromRow(rows[0]);
}

export async function deletePieces(tx: Tx, partnerId: string, id: string): Promise<void> {
  await sql`DELETE FROM export_piece WHERE partner_id = ${partnerId} AND export_id = ${id}`.execute(tx);
}

export async function selectPiece(
  reader: Reader,
  partnerId: string,
  id: string,
  piece: number,
): Promise<Buffer | null> {
  const { rows } = await sql<{ data: Buffer }>`SELECT data FROM export_piece
    WHERE partner_id = ${partnerId} AND export_id = ${id} AND piece = ${piece}`.execute(reader);
  return rows[0]?.data ?? null;
}

/** Drops files whose time has passed, and forgets what was asked long ago. Gives how many were dropped. */
export async function expireExports(db: Database, now: Date, limit: number): Promise<number> {
  return db.inTransaction(async (tx) => {
    const { rows } = await sql<{ partner_id: string; id: string }>`
      UPDATE export SET status = 'expired' WHERE (partner_id, id) IN (
        SELECT partner_id, id FROM export WHERE status = 'ready' AND expires_at <= ${now} ORDER BY expires_at LIMIT ${limit}
        FOR UPDATE SKIP LOCKED)
      RETURNING partner_id, id`.execute(tx);
    for (const row of rows) await deletePieces(tx, row.partner_id, row.id);
    await sql`DELETE FROM export WHERE status IN ('expired', 'failed', 'cancelled')
      AND created_at < ${now}::timestamptz - interval '90 days'`.execute(tx);
    return rows.length;
  });
}
