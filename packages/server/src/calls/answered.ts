import type { Tx } from '../platform/db/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import type { CallsDeps } from './calls-deps.ts';
import type { AnsweredInput, AnsweredOutcome } from './edge-messages.ts';
import { beganAt } from './finished.ts';
import { deadlines, type LiveCall } from './live-call.ts';
import { selectEnded, selectLive, updateLive } from './live-store.ts';

/** An answer is not before its call, and not later than it is told of. */
function believable(call: LiveCall, answeredAt: Date, now: Date): Date {
  const began = beganAt(call);
  if (answeredAt < began) return began;
  return answeredAt > now ? now : answeredAt;
}

/** Notes that calls were answered; the first report counts. See `Calls.answered`. */
export async function answeredGroup(
  deps: CallsDeps,
  tx: Tx,
  inputs: readonly AnsweredInput[],
): Promise<AnsweredOutcome[]> {
  const at = deps.clock.now();
  const ids = inputs.map(({ callId }) => callId);
  const live = await selectLive(tx, ids, true);
  const ended = await selectEnded(
    tx,
    ids.filter((id) => !live.has(id)),
  );
  const changed: LiveCall[] = [];
  const answers = inputs.map(({ callId, answeredAt }): AnsweredOutcome => {
    const call = live.get(callId);
    if (call === undefined) return { outcome: ended.has(callId) ? 'ended' : 'unknown_call', callId };
    if (call.answeredAt === null) {
      const noted = { ...call, answeredAt: believable(call, answeredAt, at) };
      // Counted from now, not from what an edge with another clock says.
      changed.push({ ...noted, ...deadlines({ ...noted, answeredAt: at }) });
    }
    const hangUp = call.hangUpRequestedAt !== null;
    return { outcome: 'noted', callId, fundedSeconds: call.fundedSeconds, hangUp };
  });
  await updateLive(tx, changed);
  await appendOutbox(
    tx,
    at,
    changed.map((call) => ({
      partnerId: call.partnerId,
      topic: 'call.answered',
      payload: { call_id: call.callId, customer_id: call.customerId, answered_at: call.answeredAt },
    })),
  );
  return answers;
}
