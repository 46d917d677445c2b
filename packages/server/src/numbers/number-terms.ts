import type { Config } from '../platform/config/index.ts';
import { DAY_MS } from '../platform/time/index.ts';

const HOUR_MS = 3_600_000;

/** How long each step in the life of a number takes. Milliseconds. */
export interface NumberTerms {
  /** A number that was not paid works on for this long. */
  readonly graceMs: number;
  /** Then it stands still for this long, and then it is released. */
  readonly suspendedMs: number;
  /** How often a renewal is tried again meanwhile. */
  readonly retryMs: number;
  /** In which a release can be taken back. */
  readonly undoMs: number;
  /** After a release, until the number is for sale again. */
  readonly quarantineMs: number;
}

export function numberTerms(config: Config): NumberTerms {
  return {
    graceMs: config.numberGraceDays * DAY_MS,
    suspendedMs: config.numberSuspendedDays * DAY_MS,
    retryMs: config.numberRetryHours * HOUR_MS,
    undoMs: config.numberUndoHours * HOUR_MS,
    quarantineMs: config.numberQuarantineDays * DAY_MS,
  };
}

export function later(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}
