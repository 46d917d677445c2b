import { SKEW_MS } from './call-id.ts';

/** How a call went in time, as it is believed. */
export interface CallTimes {
  readonly answeredAt: Date | null;
  readonly endedAt: Date;
  readonly ringSeconds: number;
  /** Null: nobody answered. */
  readonly talkSeconds: number | null;
}

function wholeSeconds(from: Date, to: Date): number {
  return Math.max(0, Math.round((to.getTime() - from.getTime()) / 1_000));
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}

/**
 * Reads the times of an end. All are the edge's own clock, and only differences count: half a second is nothing, so that a
 * call that is cut at its last paid second is not charged for the one after it. An answer that was reported before is not
 * taken back, and no call ends later than now and the skew that is tolerated.
 */
export function readTimes(
  began: Date,
  report: { readonly answeredAt: Date | null; readonly endedAt: Date },
  knownAnswer: Date | null,
  now: Date,
): CallTimes {
  const endedAt = earlier(report.endedAt, new Date(now.getTime() + SKEW_MS));
  const answered = report.answeredAt ?? knownAnswer;
  const ended = endedAt < began ? began : endedAt;
  if (answered === null)
    return { answeredAt: null, endedAt: ended, ringSeconds: wholeSeconds(began, ended), talkSeconds: null };
  const answeredAt = answered < began ? began : earlier(answered, ended);
  return {
    answeredAt,
    endedAt: ended,
    ringSeconds: wholeSeconds(began, answeredAt),
    talkSeconds: wholeSeconds(answeredAt, ended),
  };
}
