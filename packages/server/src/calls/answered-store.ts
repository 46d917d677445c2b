import { askFunction, bare, rowsOf, time, type Column, type Reader } from '../platform/db/index.ts';
import type { AnsweredOutcome } from './edge-messages.ts';
import { GRACE_SECONDS } from './live-call.ts';

/** That a call was answered, and the id of the event that tells of it. */
export interface Answer {
  readonly callId: string;
  readonly at: Date;
  readonly eventId: string;
}

const COLUMNS: readonly Column<Answer>[] = [
  ['c_call', ({ callId }) => bare(callId)],
  ['c_answered', ({ at }) => time(at)],
  ['c_event', ({ eventId }) => bare(eventId)],
];

/** Notes answers of calls that are up and had none; answers for these calls alone. Their time counts from `now`, whatever the edge's clock says. */
export async function noteAnswered(
  reader: Reader,
  answers: readonly Answer[],
  now: Date,
): Promise<ReadonlyMap<string, AnsweredOutcome>> {
  const rows = await askFunction<{ call_id: string; funded_seconds: number; hang_up: boolean }>(
    reader,
    'call_answer',
    [
      rowsOf(
        COLUMNS,
        answers.toSorted((a, b) => (a.callId < b.callId ? -1 : 1)),
      ),
    ],
    { p_now: now, p_grace: GRACE_SECONDS },
  );
  return new Map(
    rows.map(({ call_id: callId, funded_seconds: fundedSeconds, hang_up: hangUp }) => [
      callId,
      { outcome: 'noted', callId, fundedSeconds, hangUp },
    ]),
  );
}
