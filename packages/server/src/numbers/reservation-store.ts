import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { Reservation } from './reservation.ts';

interface ReservationRow {
  readonly partner_id: string;
  readonly id: string;
  readonly numbers: readonly string[];
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly cancelled_at: Date | null;
}

/** Lets one transaction of a partner after the other count what it has reserved. Held until COMMIT. */
export async function lockReserving(tx: Tx, partnerId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`numbers.reserving:${partnerId}`}, 0))`.execute(
    tx,
  );
}

export async function countReserved(reader: Reader, partnerId: string, at: Date): Promise<number> {
  const { rows } = await sql<{ total: number }>`SELECT count(*)::int AS total FROM number_stock
    WHERE state = 'reserved' AND reserved_by = ${partnerId} AND reserved_until > ${at}`.execute(reader);
  return rows[0]?.total ?? 0;
}

export async function insertReservation(tx: Tx, reservation: Reservation): Promise<void> {
  const { partnerId, id, numbers, createdAt, expiresAt } = reservation;
  await sql`INSERT INTO number_reservation (partner_id, id, numbers, created_at, expires_at)
    VALUES (${partnerId}, ${id}, ${[...numbers]}::text[], ${createdAt}, ${expiresAt})`.execute(tx);
  await sql`UPDATE number_stock
    SET state = 'reserved', reservation_id = ${id}, reserved_by = ${partnerId}, reserved_until = ${expiresAt},
      quarantined_until = NULL, updated_at = ${createdAt}
    WHERE e164 = ANY (${[...numbers]}::text[])`.execute(tx);
}

export async function lockReservation(tx: Tx, partnerId: string, id: string): Promise<Reservation | null> {
  const { rows } = await sql<ReservationRow>`SELECT * FROM number_reservation
    WHERE partner_id = ${partnerId} AND id = ${id} FOR UPDATE`.execute(tx);
  return rows[0] === undefined ? null : ((await withHeld(tx, [rows[0]]))[0] ?? null);
}

export async function selectReservation(
  reader: Reader,
  partnerId: string,
  id: string,
): Promise<Reservation | null> {
  const { rows } = await sql<ReservationRow>`SELECT * FROM number_reservation
    WHERE partner_id = ${partnerId} AND id = ${id}`.execute(reader);
  return rows[0] === undefined ? null : ((await withHeld(reader, [rows[0]]))[0] ?? null);
}

/** Newest first. */
export async function selectReservations(
  reader: Reader,
  partnerId: string,
  place: { readonly limit: number; readonly offset: number; readonly afterId: string | null },
): Promise<Reservation[]> {
  const older = place.afterId === null ? sql`` : sql`AND id < ${place.afterId}::uuid`;
  const { rows } =
    await sql<ReservationRow>`SELECT * FROM number_reservation WHERE partner_id = ${partnerId} ${older}
    ORDER BY id DESC LIMIT ${place.limit} OFFSET ${place.offset}`.execute(reader);
  return withHeld(reader, rows);
}

export async function countReservations(reader: Reader, partnerId: string): Promise<number> {
  const { rows } = await sql<{ total: number }>`SELECT count(*)::int AS total FROM number_reservation
    WHERE partner_id = ${partnerId}`.execute(reader);
  return rows[0]?.total ?? 0;
}

/** Moves the end of a reservation that the caller holds locked, and of the numbers that it still has. */
export async function updateExpiry(tx: Tx, reservation: Reservation, at: Date): Promise<void> {
  const { partnerId, id, expiresAt } = reservation;
  await sql`UPDATE number_reservation SET expires_at = ${expiresAt}
    WHERE partner_id = ${partnerId} AND id = ${id}`.execute(tx);
  await sql`UPDATE number_stock SET reserved_until = ${expiresAt}, updated_at = ${at}
    WHERE reservation_id = ${id} AND state = 'reserved'`.execute(tx);
}

/** Ends a reservation and frees what it still has. The caller holds it and its numbers locked. */
export async function cancelReservation(tx: Tx, { partnerId, id }: Reservation, at: Date): Promise<string[]> {
  await sql`UPDATE number_reservation SET cancelled_at = ${at}
    WHERE partner_id = ${partnerId} AND id = ${id}`.execute(tx);
  const { rows } = await sql<{ e164: string }>`UPDATE number_stock
    SET state = 'available', reservation_id = NULL, reserved_by = NULL, reserved_until = NULL, updated_at = ${at}
    WHERE reservation_id = ${id} AND state = 'reserved' RETURNING e164`.execute(tx);
  return rows.map(({ e164 }) => e164).sort();
}

export interface ExpiredNumber {
  readonly e164: string;
  readonly partnerId: string;
  readonly reservationId: string;
}

/** Frees numbers whose reservation ran out; at most `limit`. Whoever is just buying one is left alone. */
export async function freeExpired(tx: Tx, at: Date, limit: number): Promise<ExpiredNumber[]> {
  const { rows } = await sql<{ e164: string; reserved_by: string; reservation_id: string }>`
    WITH over AS (
      SELECT e164, reserved_by, reservation_id FROM number_stock
      WHERE state = 'reserved' AND reserved_until <= ${at}
      ORDER BY reserved_until LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )
    UPDATE number_stock s
    SET state = 'available', reservation_id = NULL, reserved_by = NULL, reserved_until = NULL, updated_at = ${at}
    FROM over WHERE s.e164 = over.e164
    RETURNING s.e164, over.reserved_by, over.reservation_id`.execute(tx);
  return rows.map((row) => ({
    e164: row.e164,
    partnerId: row.reserved_by,
    reservationId: row.reservation_id,
  }));
}

/** Forgets reservations that ended before a time; at most `limit`. Tells how many. */
export async function deleteOldReservations(tx: Tx, before: Date, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`DELETE FROM number_reservation WHERE (partner_id, id) IN (
    SELECT partner_id, id FROM number_reservation r WHERE expires_at < ${before}
      AND NOT EXISTS (SELECT 1 FROM number_stock s WHERE s.reservation_id = r.id AND s.state = 'reserved')
    LIMIT ${limit})`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

/** Which of a reservation’s numbers it still has. */
async function withHeld(reader: Reader, rows: readonly ReservationRow[]): Promise<Reservation[]> {
  if (rows.length === 0) return [];
  const { rows: held } = await sql<{
    reservation_id: string;
    e164: string;
  }>`SELECT reservation_id, e164 FROM number_stock
    WHERE reservation_id = ANY (${rows.map(({ id }) => id)}::uuid[]) AND state = 'reserved' ORDER BY e164`.execute(
    reader,
  );
  return rows.map((row) => ({
    partnerId: row.partner_id,
    id: row.id,
    numbers: row.numbers,
    held: held.filter((one) => one.reservation_id === row.id).map(({ e164 }) => e164),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    cancelledAt: row.cancelled_at,
  }));
}
