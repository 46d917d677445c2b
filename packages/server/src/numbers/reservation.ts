/** Numbers that a partner keeps for itself for a while. */
export interface Reservation {
  readonly partnerId: string;
  /** UUIDv7. */
  readonly id: string;
  /** All that it began with. */
  readonly numbers: readonly string[];
  /** Those that it still has; what was bought or let go is not among them. */
  readonly held: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly cancelledAt: Date | null;
}

export const RESERVATION_STATES = ['active', 'expired', 'cancelled', 'used'] as const;
export type ReservationState = (typeof RESERVATION_STATES)[number];

const MINUTE_MS = 60_000;
export const DEFAULT_MINUTES = 15;
/** With all extensions. */
export const MOST_MINUTES = 24 * 60;
/** Numbers of one reservation. */
export const MOST_NUMBERS = 100;
/** Numbers that one partner may have reserved at a time. */
export const MOST_RESERVED = 500;

/** What a reservation is at a moment: its time is compared when it matters, whether or not the sweep has been there. */
export function reservationState(
  { held, expiresAt, cancelledAt }: Pick<Reservation, 'held' | 'expiresAt' | 'cancelledAt'>,
  at: Date,
): ReservationState {
  if (cancelledAt !== null) return 'cancelled';
  if (expiresAt <= at) return 'expired';
  return held.length === 0 ? 'used' : 'active';
}

export function expiryOf(createdAt: Date, minutes: number): Date {
  return new Date(createdAt.getTime() + minutes * MINUTE_MS);
}

/** The end of a reservation that goes on for some more minutes; null where that is past what it may last in all. */
export function extendedExpiry(
  { createdAt, expiresAt }: Pick<Reservation, 'createdAt' | 'expiresAt'>,
  minutes: number,
): Date | null {
  const wanted = expiryOf(expiresAt, minutes);
  return wanted > expiryOf(createdAt, MOST_MINUTES) ? null : wanted;
}
