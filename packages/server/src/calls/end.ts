import type { CallOutcome, FinishedCall } from '../cdrs/index.ts';
import type { CommandResult, LedgerCommand } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { appendOutbox, type OutboxEvent } from '../platform/outbox/index.ts';
import type { BookDirectory } from './books.ts';
import type { CallsDeps } from './calls-deps.ts';
import { correctSwept, type Corrected } from './correction.ts';
import { applyChanges, changesOf, lockCounters, selectDays, type CounterChange } from './counter-store.ts';
import { insertEarlyEnds, selectEarlyEnds } from './early-end-store.ts';
import type { EndInput, EndOutcome } from './edge-messages.ts';
import { beganAt, finishedCall, outcomeOf, settlementOf, type Settlement } from './finished.ts';
import { endingLegs } from './legs.ts';
import type { LiveCall } from './live-call.ts';
import {
  deleteLive,
  insertEnded,
  selectEnded,
  selectLive,
  selectOwners,
  type EndedCall,
} from './live-store.ts';
import { fromSweptJson, sweptReport, toSweptJson } from './swept-call.ts';
import { readTimes } from './talk-time.ts';

/** The end of a call as its edge reports it, or as nobody did. */
export type Ending =
  | { readonly callId: string; readonly report: EndInput }
  /** Settles it if its time is over; `silent`: its edge is known to be gone. */
  | { readonly callId: string; readonly sweep: { readonly silent: boolean } };

/** A call that ends now, and what that costs. */
interface Ended {
  readonly call: LiveCall;
  readonly swept: boolean;
  readonly outcome: CallOutcome;
  readonly settlement: Settlement;
  readonly commands: readonly LedgerCommand[];
}

export function settledOutcome(call: LiveCall, settlement: Settlement, corrected: boolean): EndOutcome {
  return {
    outcome: 'settled',
    callId: call.callId,
    talkSeconds: settlement.talkSeconds ?? 0,
    billedSeconds: settlement.sellingBilledSeconds,
    cost: settlement.charged,
    currency: call.currency,
    writtenOff: settlement.writtenOff,
    corrected,
  };
}

/** Ends a group of calls in one transaction. See `Calls.end`. */
export async function endGroup(
  deps: CallsDeps,
  books: BookDirectory,
  tx: Tx,
  asked: readonly Ending[],
): Promise<EndOutcome[]> {
  const at = deps.clock.now();
  const { live, over } = await lockAll(tx, asked);
  const endings = await withEarlyReports(tx, asked, live);
  const ended: Ended[] = [];
  const answers = new Map<string, EndOutcome>();
  const late: { report: EndInput; over: EndedCall }[] = [];
  const unknown: EndInput[] = [];
  for (const ending of endings) {
    const { callId } = ending;
    const call = live.get(callId);
    const before = over.get(callId);
    if (call !== undefined) {
      if (!isDue(ending, call, at)) answers.set(callId, { outcome: 'ended', callId });
      else ended.push(await endOne(books, tx, ending, call, at));
    } else if ('report' in ending && before?.swept != null)
      late.push({ report: ending.report, over: before });
    else {
      answers.set(callId, { outcome: before === undefined ? 'unknown_call' : 'ended', callId });
      if (before === undefined && 'report' in ending) unknown.push(ending.report);
    }
  }
  const results = await post(deps, tx, ended);
  const corrected: Corrected[] = [];
  for (const one of late) {
    const done = await correctSwept(deps, books, tx, one.report, fromSweptJson(one.over.swept), at);
    answers.set(one.report.callId, done?.answer ?? { outcome: 'ended', callId: one.report.callId });
    if (done !== null) corrected.push(done);
  }
  for (const { call, settlement } of ended) answers.set(call.callId, settledOutcome(call, settlement, false));
  await record(deps, tx, { ended, results, corrected, unknown }, at);
  return endings.map(({ callId }) => answers.get(callId) ?? { outcome: 'unknown_call', callId });
}

/** Counters of all owners, then the calls, in the order that everybody keeps. */
async function lockAll(
  tx: Tx,
  endings: readonly Ending[],
): Promise<{ live: ReadonlyMap<string, LiveCall>; over: ReadonlyMap<string, EndedCall> }> {
  const ids = endings.map(({ callId }) => callId);
  const seen = await selectOwners(tx, ids);
  const missing = ids.filter((id) => !seen.has(id));
  const swept = [...(await selectEnded(tx, missing)).values()].flatMap((one) =>
    one.swept == null ? [] : [fromSweptJson(one.swept).call],
  );
  const owners = [...seen.values(), ...swept].flatMap(({ partnerId, customerId, trunkId }) =>
    [partnerId, customerId, ...(trunkId === null ? [] : [trunkId])].map((ownerId) => ({
      partnerId,
      ownerId,
    })),
  );
  await lockCounters(tx, owners);
  const live = await selectLive(tx, ids, true);
  const over = await selectEnded(
    tx,
    ids.filter((id) => !live.has(id)),
    true,
  );
  return { live, over };
}

/** A call that is up although its end was reported before it was authorised is settled by that report, not by the sweep. */
async function withEarlyReports(
  tx: Tx,
  endings: readonly Ending[],
  live: ReadonlyMap<string, LiveCall>,
): Promise<readonly Ending[]> {
  const swept = endings.flatMap((one) => ('sweep' in one && live.has(one.callId) ? [one.callId] : []));
  const early = await selectEarlyEnds(tx, swept);
  return endings.map((one) => {
    const report = early.get(one.callId);
    return report === undefined ? one : { callId: one.callId, report };
  });
}

function isDue(ending: Ending, call: LiveCall, at: Date): boolean {
  if ('report' in ending) return true;
  return call.expiresAt <= at || (ending.sweep.silent && call.fundedUntil <= at);
}

async function endOne(
  books: BookDirectory,
  tx: Tx,
  ending: Ending,
  call: LiveCall,
  at: Date,
): Promise<Ended> {
  const swept = !('report' in ending);
  const report: EndInput = swept ? { callId: call.callId, ...sweptReport(call, at) } : ending.report;
  const times = readTimes(beganAt(call), report, call.answeredAt, at);
  const settlement =
    swept && call.answeredAt === null ? freeOfCharge() : settlementOf(call, times.talkSeconds);
  const outcome = outcomeOf(call, report, times, settlement, swept ? 'sweep' : 'report');
  const accounts = await books.find(tx, call.partnerId, call.currency);
  return { call, swept, outcome, settlement, commands: endingLegs(call, settlement, accounts, at) };
}

/** Of a call whose answer nobody reported: not even the fee for that is known to be due. */
function freeOfCharge(): Settlement {
  const nothing = { charged: 0n, writtenOff: 0n, wholesale: 0n };
  return { ...nothing, talkSeconds: null, sellingBilledSeconds: 0, wholesaleBilledSeconds: 0 };
}

/** The money of all that ended, in one step. What belongs to a call that ends is held: a refusal is a defect. */
async function post(deps: CallsDeps, tx: Tx, ended: readonly Ended[]): Promise<CommandResult[][]> {
  const commands = ended.flatMap((one) => one.commands);
  if (commands.length === 0) return ended.map(() => []);
  const results = await deps.ledger.post(tx, commands);
  let place = 0;
  return ended.map((one) => {
    const own = results.slice(place, place + one.commands.length);
    place += one.commands.length;
    const refused = own.find(({ outcome }) => outcome === 'refused');
    if (refused?.outcome === 'refused')
      throw new Error(`Call ${one.call.callId} could not be settled: ${refused.reason}`);
    return own;
  });
}

interface Recorded {
  readonly ended: readonly Ended[];
  readonly results: readonly CommandResult[][];
  readonly corrected: readonly Corrected[];
  readonly unknown: readonly EndInput[];
}

async function record(
  deps: CallsDeps,
  tx: Tx,
  { ended, results, corrected, unknown }: Recorded,
  at: Date,
): Promise<void> {
  await deleteLive(
    tx,
    ended.map(({ call }) => call),
  );
  await insertEnded(
    tx,
    ended.map((one, place) => ({
      callId: one.call.callId,
      partnerId: one.call.partnerId,
      endedAt: at,
      refusal: null,
      swept: one.swept ? sweptRow(one, results[place] ?? [], at) : null,
    })),
  );
  await insertEarlyEnds(tx, unknown, at);
  await applyChanges(tx, await changesFor(tx, ended, corrected, at), at);
  await appendOutbox(tx, at, [...ended.flatMap(eventsOf), ...corrected.flatMap(({ events }) => events)]);
  const calls: FinishedCall[] = ended.map(({ call, outcome }) => finishedCall(call, outcome, at));
  await deps.cdrs.recordCalls(tx, calls);
  for (const { call, outcome } of corrected)
    await deps.cdrs.correctCall(tx, call.partnerId, call.callId, outcome, at);
}

function sweptRow(
  { call, settlement, commands }: Ended,
  results: readonly CommandResult[],
  at: Date,
): Record<string, unknown> {
  const posted = results.map((result) => (result.outcome === 'posted' ? result.transfer.id : null));
  const onWallet = commands.findIndex((one) => one.kind === 'settle' && one.holdId === call.holdId);
  const walletTransferId = onWallet === -1 ? null : (posted[onWallet] ?? null);
  const otherTransferIds = posted.filter((id): id is string => id !== null && id !== walletTransferId);
  return toSweptJson({ call, settlement, walletTransferId, otherTransferIds, endedAt: at });
}

async function changesFor(
  tx: Tx,
  ended: readonly Ended[],
  corrected: readonly Corrected[],
  at: Date,
): Promise<CounterChange[]> {
  const days = await selectDays(
    tx,
    [...ended, ...corrected].map(({ call }) => call),
    at,
  );
  const dayOf = ({ customerId }: LiveCall): string | null => days.get(customerId) ?? null;
  return [
    ...ended.flatMap(({ call, settlement }) =>
      changesOf(call, { live: -1, begun: 0, day: dayOf(call), spent: settlement.charged, held: -call.held }),
    ),
    ...corrected.flatMap(({ call, more }) =>
      changesOf(call, { live: 0, begun: 0, day: dayOf(call), spent: more, held: 0n }),
    ),
  ];
}

function eventsOf({ call, outcome, settlement }: Ended): OutboxEvent[] {
  const { partnerId, callId, customerId, currency } = call;
  const about = { call_id: callId, customer_id: customerId, currency };
  const payload = {
    ...about,
    direction: call.direction,
    to: call.to,
    talk_seconds: outcome.talkSeconds,
    cost: settlement.charged.toString(),
    hangup_cause: outcome.hangupCause,
    settled_by: outcome.settledBy,
  };
  const ended = { partnerId, topic: 'call.ended', payload };
  if (settlement.writtenOff === 0n) return [ended];
  const overrun = {
    ...about,
    edge_node: call.edgeNode,
    funded_seconds: call.fundedSeconds,
    talk_seconds: outcome.talkSeconds,
    written_off: settlement.writtenOff.toString(),
  };
  return [ended, { partnerId, topic: 'call.overrun', payload: overrun }];
}
