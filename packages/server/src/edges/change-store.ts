import { sql } from 'kysely';
import type { Reader } from '../platform/db/index.ts';

/** A place in the feed. Both numbers are PostgreSQL's 64 bits. */
export interface ChangePlace {
  readonly xid: bigint;
  readonly number: bigint;
}

export interface Change extends ChangePlace {
  readonly tag: string;
}

interface ChangeRow {
  readonly xid: string;
  readonly number: bigint;
  readonly tag: string;
}

export interface Horizon {
  /** Every transaction before it has ended: what it wrote can be read, and nothing will be added before it. */
  readonly settled: bigint;
  /** No transaction has a number from here on. */
  readonly next: bigint;
}

export async function selectHorizon(reader: Reader): Promise<Horizon> {
  const { rows } = await sql<{ settled: string; next: string }>`
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS settled, pg_snapshot_xmax(pg_current_snapshot())::text AS next`.execute(
    reader,
  );
  return { settled: BigInt(rows[0]?.settled ?? 0), next: BigInt(rows[0]?.next ?? 0) };
}

/** In order; only what nothing can overtake any more. */
export async function selectChanges(reader: Reader, after: ChangePlace, limit: number): Promise<Change[]> {
  const { rows } = await sql<ChangeRow>`SELECT xid::text AS xid, number, tag FROM edge_change
    WHERE (xid, number) > (${String(after.xid)}::xid8, ${after.number}::bigint)
      AND xid < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY xid, number LIMIT ${limit}`.execute(reader);
  return rows.map(({ xid, number, tag }) => ({ xid: BigInt(xid), number, tag }));
}

/** The place of the newest row that was forgotten; null where none ever was. */
export async function selectForgotten(reader: Reader): Promise<bigint | null> {
  const { rows } = await sql<{ xid: string }>`SELECT xid::text AS xid FROM edge_change_forgotten`.execute(
    reader,
  );
  return rows[0] === undefined ? null : BigInt(rows[0].xid);
}

/** Takes the oldest rows that were noted before an instant, and remembers up to where. Returns how many. */
export async function forgetChanges(reader: Reader, before: Date, limit: number): Promise<number> {
  const { rows } = await sql<{ gone: number }>`
    WITH gone AS (DELETE FROM edge_change WHERE (xid, number) IN (
        SELECT xid, number FROM edge_change WHERE noted_at < ${before} ORDER BY noted_at LIMIT ${limit})
      RETURNING xid),
    told AS (INSERT INTO edge_change_forgotten (one, xid)
      SELECT true, max(xid::text::bigint)::text::xid8 FROM gone HAVING count(*) > 0
      ON CONFLICT (one) DO UPDATE SET xid = greatest(edge_change_forgotten.xid::text::bigint, excluded.xid::text::bigint)::text::xid8)
    SELECT count(*)::integer AS gone FROM gone`.execute(reader);
  return rows[0]?.gone ?? 0;
}
