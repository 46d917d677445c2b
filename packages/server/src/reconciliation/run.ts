import type { CheckName, Difference } from './difference.ts';
import type { Window } from './reconciliation-deps.ts';

/** `since_clean`: what is new since all was right, and the week before it; `window`: what somebody named. */
export const SCOPES = ['since_clean', 'all', 'window'] as const;
export type RunScope = (typeof SCOPES)[number];

export interface CheckCount {
  readonly check: CheckName;
  readonly checked: number;
  readonly differing: number;
}

/** One look at a partner, as it is kept. */
export interface Run {
  readonly partnerId: string;
  /** UUIDv7. */
  readonly id: string;
  readonly scope: RunScope;
  readonly window: Window;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly score: number;
  readonly checks: readonly CheckCount[];
  readonly first: StoredDifference | null;
}

/** With the customer as the outside knows it. */
export interface StoredDifference extends Difference {
  readonly accountId: string | null;
}

/** How far a partner is known to be right. */
export interface CleanState {
  readonly cleanUntil: Date | null;
  readonly cleanEntryNo: bigint | null;
}

/** So far back a late report may still change a call: this much is looked at again each time. */
export const AGAIN_MS = 8 * 24 * 3_600_000;

/**
 * What is known after a run. Clean: all until it began. Not clean and it looked further back than the next one would: the
 * next one begins there too, so that a difference is not forgotten because it is old.
 */
export function stateAfter(
  before: CleanState,
  run: Pick<Run, 'scope' | 'window' | 'startedAt' | 'first'>,
  lastEntry: bigint,
): CleanState {
  if (run.first === null)
    return run.scope === 'window' ? before : { cleanUntil: run.startedAt, cleanEntryNo: lastEntry };
  if (run.scope === 'since_clean') return before;
  const back = new Date(run.window.from.getTime() + AGAIN_MS);
  return {
    cleanUntil: before.cleanUntil !== null && before.cleanUntil > back ? back : before.cleanUntil,
    cleanEntryNo: run.first.check === 'books' ? null : before.cleanEntryNo,
  };
}

const NIGHT_HOUR_MS = 2 * 3_600_000;

/** When the last night began whose work is due: two o'clock in the operator's calendar. `startOfDay`: of the day of an instant there. */
export function lastNight(now: Date, startOfDay: (at: Date) => Date): Date {
  const tonight = new Date(startOfDay(now).getTime() + NIGHT_HOUR_MS);
  if (tonight <= now) return tonight;
  return new Date(startOfDay(new Date(startOfDay(now).getTime() - 1)).getTime() + NIGHT_HOUR_MS);
}
