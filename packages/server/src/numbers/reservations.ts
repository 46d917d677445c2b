import { appendAudit } from '../audit/index.ts';
import type { By } from '../identity/index.ts';
import type { Reader, Tx } from '../platform/db/index.ts';
import { notFound, type AppError } from '../platform/errors/index.ts';
import { ID_CURSOR, encodeCursor, readPage, type PageQuery } from '../platform/http/index.ts';
import { isUuid, uuidv7 } from '../platform/ids/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import { numberNotAvailable, reservationEnded, reservationTooLong, tooManyReserved } from './errors.ts';
import { readIdCursor } from './holding-lists.ts';
import { mayTake } from './number-stock.ts';
import type { NumbersDeps } from './numbers-deps.ts';
import {
  DEFAULT_MINUTES,
  MOST_MINUTES,
  MOST_RESERVED,
  expiryOf,
  extendedExpiry,
  reservationState,
  type Reservation,
} from './reservation.ts';
import {
  cancelReservation,
  countReservations,
  countReserved,
  insertReservation,
  lockReservation,
  lockReserving,
  selectReservation,
  selectReservations,
  updateExpiry,
} from './reservation-store.ts';
import { lockNumbers } from './stock-store.ts';

export const RESERVATION_PAGES = { defaultPerPage: 20, maxPerPage: 100, cursor: ID_CURSOR };

export interface ReservationPage {
  readonly reservations: readonly Reservation[];
  readonly page: number;
  readonly perPage: number;
  readonly total: number;
  readonly nextCursor: string | null;
}

/** Numbers kept for a partner for a while, so that it can ask its customer. */
export interface Reservations {
  /**
   * All of the numbers or none. Throws 409 `number_not_available` naming those that are not to be had, and
   * `too_many_reserved_numbers`.
   */
  reserve(
    tx: Tx,
    partnerId: string,
    numbers: readonly string[],
    minutes: number | undefined,
    by: By,
  ): Promise<Reservation>;
  list(partnerId: string, query: PageQuery): Promise<ReservationPage>;
  /** Throws 404. */
  read(partnerId: string, id: string): Promise<Reservation>;
  /** So many minutes beyond its end. Throws 404, 409 `reservation_ended`, `reservation_too_long`. */
  extend(tx: Tx, partnerId: string, id: string, minutes: number | undefined, by: By): Promise<Reservation>;
  /** Lets what it still has go; one that has ended stays as it is. Throws 404. */
  cancel(tx: Tx, partnerId: string, id: string, by: By): Promise<Reservation>;
  /** What it still has, for whoever buys it all. Throws 404, 409 `reservation_ended`. */
  numbersOf(tx: Tx, partnerId: string, id: string, at: Date): Promise<readonly string[]>;
}

export function createReservations(deps: Pick<NumbersDeps, 'db'>): Reservations {
  const reader = deps.db.kysely;
  return {
    reserve: reserveNumbers,
    list: (partnerId, query) => listReservations(reader, partnerId, query),
    async read(partnerId, id) {
      const reservation = isUuid(id) ? await selectReservation(reader, partnerId, id) : null;
      return found(reservation);
    },
    extend: extendReservation,
    async cancel(tx, partnerId, id, by) {
      const reservation = await lockOwn(tx, partnerId, id);
      if (reservationState(reservation, by.at) !== 'active') return reservation;
      await lockNumbers(tx, reservation.held);
      // Told with what it let go; read afterwards it has nothing.
      const held = await cancelReservation(tx, reservation, by.at);
      const cancelled = { ...reservation, held, cancelledAt: by.at };
      await announceReservation(tx, cancelled, 'number.reservation_cancelled', by);
      return { ...cancelled, held: [] };
    },
    async numbersOf(tx, partnerId, id, at) {
      const reservation = await lockOwn(tx, partnerId, id);
      if (reservationState(reservation, at) !== 'active') throw reservationEnded();
      return reservation.held;
    },
  };
}

function noSuchReservation(): AppError {
  return notFound({ message: 'No such reservation.' });
}

function found(reservation: Reservation | null): Reservation {
  if (reservation === null) throw noSuchReservation();
  return reservation;
}

async function lockOwn(tx: Tx, partnerId: string, id: string): Promise<Reservation> {
  return found(isUuid(id) ? await lockReservation(tx, partnerId, id) : null);
}

async function reserveNumbers(
  tx: Tx,
  partnerId: string,
  wanted: readonly string[],
  minutes: number | undefined,
  by: By,
): Promise<Reservation> {
  const numbers = [...new Set(wanted)].sort();
  await lockReserving(tx, partnerId);
  const inUse = await countReserved(tx, partnerId, by.at);
  if (inUse + numbers.length > MOST_RESERVED) {
    throw tooManyReserved({ facts: { reserved: inUse, limit: MOST_RESERVED } });
  }
  const inStock = new Map((await lockNumbers(tx, numbers)).map((number) => [number.e164, number]));
  // One’s own reservation of a number stands in the way too: it is extended, not made twice.
  const gone = numbers.filter((e164) => {
    const number = inStock.get(e164);
    return number === undefined || !mayTake(number, null, by.at);
  });
  if (gone.length > 0) {
    throw numberNotAvailable({
      message: 'Some of these numbers are not to be had; none was reserved.',
      facts: { numbers: gone },
    });
  }
  const reservation: Reservation = {
    partnerId,
    id: uuidv7(by.at),
    numbers,
    held: numbers,
    createdAt: by.at,
    expiresAt: expiryOf(by.at, minutes ?? DEFAULT_MINUTES),
    cancelledAt: null,
  };
  await insertReservation(tx, reservation);
  await announceReservation(tx, reservation, 'number.reserved', by);
  return reservation;
}

async function extendReservation(
  tx: Tx,
  partnerId: string,
  id: string,
  minutes: number | undefined,
  by: By,
): Promise<Reservation> {
  const reservation = await lockOwn(tx, partnerId, id);
  if (reservationState(reservation, by.at) !== 'active') throw reservationEnded();
  const expiresAt = extendedExpiry(reservation, minutes ?? DEFAULT_MINUTES);
  if (expiresAt === null) {
    throw reservationTooLong({ facts: { latest: expiryOf(reservation.createdAt, MOST_MINUTES) } });
  }
  // Somebody may be buying one of them: whoever is first has it.
  const locked = await lockNumbers(tx, reservation.held);
  const held = locked.filter((one) => one.reservation?.reservationId === id).map(({ e164 }) => e164);
  if (held.length === 0) throw reservationEnded();
  const extended = { ...reservation, held, expiresAt };
  await updateExpiry(tx, extended, by.at);
  await announceReservation(tx, extended, 'number.reservation_extended', by);
  return extended;
}

async function listReservations(
  reader: Reader,
  partnerId: string,
  query: PageQuery,
): Promise<ReservationPage> {
  const place = readPage(query, RESERVATION_PAGES);
  const rows = await selectReservations(reader, partnerId, {
    limit: place.limit + 1,
    offset: place.offset,
    afterId: readIdCursor(place.cursor),
  });
  const reservations = rows.slice(0, place.limit);
  const last = reservations.at(-1);
  return {
    reservations,
    page: place.page,
    perPage: place.perPage,
    total: await countReservations(reader, partnerId),
    nextCursor: rows.length > place.limit && last !== undefined ? encodeCursor([last.id]) : null,
  };
}

async function announceReservation(
  tx: Tx,
  { partnerId, id, held, expiresAt, cancelledAt }: Reservation,
  action: string,
  by: By,
): Promise<void> {
  await appendAudit(tx, [
    {
      partnerId,
      at: by.at,
      actor: by.actor,
      action,
      objectType: 'number_reservation',
      objectId: id,
      changes: [
        { field: 'numbers', from: null, to: held },
        { field: 'expires_at', from: null, to: (cancelledAt ?? expiresAt).toISOString() },
      ],
    },
  ]);
  await appendOutbox(tx, by.at, [
    {
      partnerId,
      topic: action,
      payload: { reservation_id: id, numbers: held, expires_at: expiresAt.toISOString() },
    },
  ]);
}
