import { appendAudit } from '../audit/index.ts';
import { CALL_PURPOSE } from '../calls/index.ts';
import type { Services } from '../create-services.ts';
import { operatorAtMachine } from '../identity/index.ts';
import { isUuid, uuidv7 } from '../platform/ids/index.ts';

export interface ReleasedHold {
  readonly holdId: string;
  readonly accountId: string;
  /** Units of 10⁻⁵. */
  readonly amount: bigint;
}

/**
 * Gives money back that is held for a call which is not up. A call and its hold commit together, so that a hold whose call
 * cannot be seen after it has none. Throws where there is no such hold, or its call is up.
 */
export async function releaseHold(
  { db, calls, clock, ledger, partners }: Services,
  partner: string,
  holdId: string,
): Promise<ReleasedHold> {
  const by = operatorAtMachine(clock);
  return db.inTransaction(async (tx) => {
    const { partnerId } = await partners.find(tx, partner);
    const [hold] = isUuid(holdId) ? await ledger.openHolds(tx, partnerId, [holdId]) : [];
    if (hold?.purpose !== CALL_PURPOSE) throw new Error('There is no such open hold of a call.');
    const callId = hold.reference?.replace(/^cdr:/, '') ?? '';
    const up = isUuid(callId) ? await calls.liveHolds(tx, partnerId, { callIds: [callId] }) : [];
    if (up.some((call) => call.holdId === holdId || call.lossHoldId === holdId))
      throw new Error(`Its call ${callId} is up: end the call, and the money is settled with it.`);
    await appendAudit(tx, [
      {
        partnerId,
        at: by.at,
        actor: by.actor,
        action: 'ledger.hold_released',
        objectType: 'ledger_hold',
        objectId: holdId,
        reason: `no call has it; ${hold.reference ?? ''}`,
      },
    ]);
    const [result] = await ledger.post(tx, [
      { kind: 'release', partnerId, id: uuidv7(by.at), at: by.at, holdId },
    ]);
    if (result?.outcome === 'refused') throw new Error(`The hold could not be released: ${result.reason}.`);
    return { holdId, accountId: hold.accountId, amount: hold.amount };
  });
}
