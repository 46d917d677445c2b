import type { CallOutcome } from '../cdrs/index.ts';
import type { CommandResult, LedgerCommand } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import type { OutboxEvent } from '../platform/outbox/index.ts';
import type { BookDirectory } from './books.ts';
import type { CallsDeps } from './calls-deps.ts';
import type { EndInput, EndOutcome } from './edge-messages.ts';
import { beganAt, outcomeOf, settlementOf, type Settlement } from './finished.ts';
import { availableOf } from './holding.ts';
import { partnerLegs, payeeOf, transferOf, type CallBooks } from './legs.ts';
import type { LiveCall } from './live-call.ts';
import { clearSwept } from './live-store.ts';
import type { SweptCall } from './swept-call.ts';
import { readTimes } from './talk-time.ts';

/** A swept call that a late report put right. */
export interface Corrected {
  readonly call: LiveCall;
  readonly outcome: CallOutcome;
  readonly sweptAt: Date;
  /** What the customer pays beyond what the sweep took; below zero: less. */
  readonly more: bigint;
  readonly answer: EndOutcome;
  readonly events: readonly OutboxEvent[];
}

/**
 * Puts a swept call right: what was charged is reversed, linked to it, and what it really costs is charged, up to what had
 * been held and is still there; the rest is written off. Null where the account takes no money back, for it is closed.
 */
export async function correctSwept(
  deps: CallsDeps,
  books: BookDirectory,
  tx: Tx,
  report: EndInput,
  swept: SweptCall,
  at: Date,
): Promise<Corrected | null> {
  const { call } = swept;
  const times = readTimes(beganAt(call), report, call.answeredAt, at);
  const wanted = settlementOf(call, times.talkSeconds);
  const accounts = await books.find(tx, call.partnerId, call.currency);
  const settlement = isSame(wanted, swept.settlement)
    ? wanted
    : await chargeAnew(deps, tx, swept, wanted, accounts, at);
  if (settlement === null) return null;
  await clearSwept(tx, call.callId);
  const outcome = outcomeOf(call, report, times, settlement, 'correction');
  const { partnerId, callId, customerId, currency } = call;
  const payload = {
    call_id: callId,
    customer_id: customerId,
    currency,
    talk_seconds: outcome.talkSeconds,
    cost: settlement.charged.toString(),
    cost_before: swept.settlement.charged.toString(),
  };
  return {
    call,
    outcome,
    sweptAt: swept.endedAt,
    more: settlement.charged - swept.settlement.charged,
    answer: {
      outcome: 'settled',
      callId,
      talkSeconds: outcome.talkSeconds,
      billedSeconds: settlement.sellingBilledSeconds,
      cost: settlement.charged,
      currency,
      writtenOff: settlement.writtenOff,
      corrected: true,
    },
    events: [{ partnerId, topic: 'call.corrected', payload }],
  };
}

function isSame(a: SweptCall['settlement'], b: SweptCall['settlement']): boolean {
  return a.charged === b.charged && a.writtenOff === b.writtenOff && a.wholesale === b.wholesale;
}

function reversalOf(call: LiveCall, transferId: string, at: Date): LedgerCommand {
  return {
    kind: 'reversal',
    partnerId: call.partnerId,
    id: uuidv7(at),
    at,
    reverses: transferId,
    amount: null,
    reference: `cdr:${call.callId}`,
    description: 'Call corrected after a late report',
  };
}

function mustPost(results: readonly CommandResult[], call: LiveCall): void {
  const refused = results.find(({ outcome }) => outcome === 'refused');
  if (refused?.outcome === 'refused')
    throw new Error(`Call ${call.callId} could not be corrected: ${refused.reason}`);
}

/** The wallet first: it says whether anything can be done, and how much. */
async function chargeAnew(
  deps: CallsDeps,
  tx: Tx,
  swept: SweptCall,
  wanted: Settlement,
  books: CallBooks,
  at: Date,
): Promise<Settlement | null> {
  const { call, walletTransferId, otherTransferIds } = swept;
  if (walletTransferId !== null) {
    const [back] = await deps.ledger.post(tx, [reversalOf(call, walletTransferId, at)]);
    if (back?.outcome === 'refused' && back.reason === 'account_closed') return null;
    if (back !== undefined) mustPost([back], call);
  }
  const others = otherTransferIds.map((id) => reversalOf(call, id, at));
  if (others.length > 0) mustPost(await deps.ledger.post(tx, others), call);
  const settlement = await chargeWallet(deps, tx, call, wanted, books, at);
  await chargePartner(deps, tx, call, settlement, books, at);
  return settlement;
}

async function chargeWallet(
  deps: CallsDeps,
  tx: Tx,
  call: LiveCall,
  wanted: Settlement,
  books: CallBooks,
  at: Date,
): Promise<Settlement> {
  const whole = wanted.charged + wanted.writtenOff;
  let charged = wanted.charged;
  while (charged > 0n) {
    const settlement = { ...wanted, charged, writtenOff: whole - charged };
    const leg = {
      debitAccountId: call.walletAccountId,
      creditAccountId: payeeOf(settlement, books),
      amount: charged,
    };
    const [result] = await deps.ledger.post(tx, [transferOf(call, settlement, leg, at)]);
    if (result?.outcome === 'posted') return settlement;
    const free = availableOf(result) ?? 0n;
    // Under the wallet's lock what was seen free stays free; each turn asks for less.
    charged = free > 0n && free < charged ? free : 0n;
  }
  return { ...wanted, charged: 0n, writtenOff: whole };
}

/** What the master account does not cover is written off. */
async function chargePartner(
  deps: CallsDeps,
  tx: Tx,
  call: LiveCall,
  settlement: Settlement,
  books: CallBooks,
  at: Date,
): Promise<void> {
  const legs = partnerLegs(call, settlement, books, at, { fromHold: false });
  if (legs.length === 0) return;
  const results = await deps.ledger.post(tx, legs);
  const instead = legs.flatMap((leg, place) => {
    const result = results[place];
    if (leg.kind !== 'transfer' || availableOf(result) === null) return [];
    return [{ ...leg, id: uuidv7(at), debitAccountId: books.writeOff }];
  });
  if (instead.length > 0) mustPost(await deps.ledger.post(tx, instead), call);
  else mustPost(results, call);
}
