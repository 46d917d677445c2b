/** How a gateway's last calls went. A gateway that was never called, or whose last call worked, is `HEALTHY`. */
export interface Health {
  /** In a row. */
  readonly failures: number;
  /** The first of them. */
  readonly failingSince: Date | null;
  /** How often it went down since it last worked. */
  readonly trips: number;
  readonly downSince: Date | null;
  /** From then on it is tried again: the next failure takes it down for longer, the next success ends it. */
  readonly downUntil: Date | null;
  readonly lastCause: string | null;
}

export const HEALTHY: Health = {
  failures: 0,
  failingSince: null,
  trips: 0,
  downSince: null,
  downUntil: null,
  lastCause: null,
};

/** So many failures in a row, within this time, take a gateway down. */
export const FAILURES_TO_TRIP = 5;
export const FAILURE_WINDOW_MS = 60_000;
/** How long the first time; each further time twice as long, up to the longest. */
export const FIRST_BACK_OFF_MS = 30_000;
export const LONGEST_BACK_OFF_MS = 15 * 60_000;

export interface BreakerStep {
  readonly health: Health;
  /** What others must be told. */
  readonly turned: 'down' | 'up' | null;
}

function backOffMs(trips: number): number {
  return Math.min(FIRST_BACK_OFF_MS * 2 ** (trips - 1), LONGEST_BACK_OFF_MS);
}

/** Whether calls stay away from it. */
export function isDown({ downUntil }: Health, at: Date): boolean {
  return downUntil !== null && at < downUntil;
}

function trip(health: Health, at: Date, cause: string | null): BreakerStep {
  const trips = health.trips + 1;
  const downUntil = new Date(at.getTime() + backOffMs(trips));
  const down = { failures: 0, failingSince: null, trips, downSince: health.downSince ?? at, downUntil };
  return { health: { ...down, lastCause: cause }, turned: health.trips === 0 ? 'down' : null };
}

/**
 * A call failed at the gateway by the gateway's fault (no answer at all, 5xx). While it is down nothing more is counted:
 * those calls were under way already. Times that run backwards, as reports of several nodes may, only lengthen the row.
 */
export function afterFailure(health: Health, at: Date, cause: string | null): BreakerStep {
  if (isDown(health, at)) return { health, turned: null };
  if (health.downUntil !== null) return trip(health, at, cause);
  const { failingSince } = health;
  const row = failingSince !== null && at.getTime() - failingSince.getTime() < FAILURE_WINDOW_MS;
  const failures = row ? health.failures + 1 : 1;
  if (failures >= FAILURES_TO_TRIP) return trip(health, at, cause);
  return {
    health: { ...health, failures, failingSince: row ? failingSince : at, lastCause: cause },
    turned: null,
  };
}

/**
 * A call was taken by the gateway, answered or not. While it is down that proves nothing: it may have been a call from before.
 */
export function afterSuccess(health: Health, at: Date): BreakerStep {
  if (isDown(health, at)) return { health, turned: null };
  return { health: HEALTHY, turned: health.downUntil === null ? null : 'up' };
}
