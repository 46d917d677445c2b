import type { FinishedCall } from '../cdrs/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { BookDirectory } from './books.ts';
import type { CallsDeps } from './calls-deps.ts';
import type { Settlement } from './finished.ts';
import { toldLegs, type ChargedCall } from './legs.ts';

/** A call that ended elsewhere, and the wallet that pays for it. */
export interface ToldCall {
  readonly call: FinishedCall;
  readonly walletAccountId: string;
}

function chargedCall(call: FinishedCall): ChargedCall {
  const { partnerId, callId, currency, direction, destinationNumber: to, callerIdNumber: from } = call;
  return { partnerId, callId, currency, direction, to, from };
}

function settlementOf(call: FinishedCall): Settlement {
  return {
    talkSeconds: call.answeredAt === null ? null : call.talkSeconds,
    charged: call.cost,
    writtenOff: call.writtenOff,
    wholesale: call.wholesaleCost,
    sellingBilledSeconds: call.selling?.billedSeconds ?? 0,
    wholesaleBilledSeconds: call.wholesale?.billedSeconds ?? 0,
  };
}

/** Charges and records calls that no edge told us of. See `Calls.recordTold`. */
export async function recordTold(
  { ledger, cdrs }: Pick<CallsDeps, 'ledger' | 'cdrs'>,
  books: BookDirectory,
  tx: Tx,
  told: readonly ToldCall[],
): Promise<boolean> {
  const commands = [];
  for (const { call, walletAccountId } of told) {
    const accounts = await books.find(tx, call.partnerId, call.currency);
    commands.push(
      ...toldLegs(chargedCall(call), settlementOf(call), walletAccountId, accounts, call.endedAt),
    );
  }
  const results = commands.length === 0 ? [] : await ledger.post(tx, commands);
  if (results.some(({ outcome }) => outcome === 'refused')) return false;
  await cdrs.recordCalls(
    tx,
    told.map(({ call }) => call),
  );
  return true;
}
