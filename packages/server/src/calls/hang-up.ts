import { appendAudit } from '../audit/index.ts';
import type { By } from '../identity/index.ts';
import type { Reader, Tx } from '../platform/db/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { isUuid } from '../platform/ids/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import type { LiveCallView } from './edge-messages.ts';
import { toLiveView, type LiveCall } from './live-call.ts';
import { markHangUp, selectLive } from './live-store.ts';

function noSuchCall(): Error {
  return notFound({ message: 'No such call is up.' });
}

/** Throws 404. */
export async function findLive(reader: Reader, partnerId: string, callId: string): Promise<LiveCallView> {
  const id = callId.toLowerCase();
  const call = isUuid(id) ? (await selectLive(reader, [id])).get(id) : undefined;
  if (call?.partnerId !== partnerId) throw noSuchCall();
  return toLiveView(call);
}

/** Asks the edge to end a call; asking twice is asking once. Throws 404. */
export async function requestHangUp(
  tx: Tx,
  partnerId: string,
  callId: string,
  by: By,
): Promise<LiveCallView> {
  const call: LiveCall | null = isUuid(callId) ? await markHangUp(tx, partnerId, callId, by.at) : null;
  if (call === null) throw noSuchCall();
  if (call.hangUpRequestedAt?.getTime() !== by.at.getTime()) return toLiveView(call);
  const action = 'call.hang_up_requested';
  await appendAudit(tx, [
    { partnerId, at: by.at, actor: by.actor, action, objectType: 'call', objectId: call.callId },
  ]);
  const payload = { call_id: call.callId, customer_id: call.customerId, edge_node: call.edgeNode };
  await appendOutbox(tx, by.at, [{ partnerId, topic: action, payload }]);
  return toLiveView(call);
}
