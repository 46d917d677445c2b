import { uuidv7 } from '../platform/ids/index.ts';
import { noteAnswered, type Answer } from './answered-store.ts';
import { SKEW_MS, callTime } from './call-id.ts';
import type { CallsDeps } from './calls-deps.ts';
import type { AnsweredInput, AnsweredOutcome } from './edge-messages.ts';
import { planByIndexes } from './group.ts';
import { selectEnded, selectLive } from './live-store.ts';

/**
 * An answer is not before its call, and not later than it is told of, but for the skew that is tolerated: it stays in the edge's own
 * time, for its end will be, and talk is the difference of both.
 */
function believable({ callId, answeredAt }: AnsweredInput, now: Date): Date {
  const began = callTime(callId);
  if (began !== null && answeredAt < began) return began;
  const latest = new Date(now.getTime() + SKEW_MS);
  return answeredAt > latest ? latest : answeredAt;
}

/** Notes that calls were answered; the first report counts. One statement: it commits alone. See `Calls.answered`. */
export async function answeredGroup(
  deps: CallsDeps,
  inputs: readonly AnsweredInput[],
): Promise<AnsweredOutcome[]> {
  const at = deps.clock.now();
  const asked = inputs.map((input): Answer => ({
    callId: input.callId,
    at: believable(input, at),
    eventId: uuidv7(at),
  }));
  const noted = await noteAnswered(deps.db.kysely, asked, at);
  const others = inputs.flatMap(({ callId }) => (noted.has(callId) ? [] : [callId]));
  const answers = new Map<string, AnsweredOutcome>([...noted, ...(await answersOf(deps, others))]);
  return inputs.map(({ callId }) => answers.get(callId) ?? { outcome: 'unknown_call', callId });
}

/** Of calls of which there was nothing to note: answered before, over, or not known. */
async function answersOf(
  deps: CallsDeps,
  callIds: readonly string[],
): Promise<ReadonlyMap<string, AnsweredOutcome>> {
  if (callIds.length === 0) return new Map();
  return deps.db.inTransaction(async (tx) => {
    await planByIndexes(tx);
    const live = await selectLive(tx, callIds);
    const ended = await selectEnded(tx, callIds);
    const answers = new Map<string, AnsweredOutcome>();
    for (const callId of ended.keys()) answers.set(callId, { outcome: 'ended', callId });
    for (const [callId, { fundedSeconds, hangUpRequestedAt }] of live)
      answers.set(callId, { outcome: 'noted', callId, fundedSeconds, hangUp: hangUpRequestedAt !== null });
    return answers;
  });
}
