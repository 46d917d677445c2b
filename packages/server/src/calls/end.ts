import type { CallOutcome, RecordedCalls } from '../cdrs/index.ts';
import type { CommandResult, LedgerCommand } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { appendOutbox, type OutboxEvent } from '../platform/outbox/index.ts';
import type { BookDirectory } from './books.ts';
import type { CallsDeps } from './calls-deps.ts';
import { correctSwept, type Corrected } from './correction.ts';
import { applyChanges, changesOf, lockCounters, ownersOf } from './counter-store.ts';
import { insertEarlyEnds, selectEarlyEnds } from './early-end-store.ts';
import type { EndInput, EndOutcome } from './edge-messages.ts';
import { beganAt, finishedCall, outcomeOf, settlementOf, type Settlement } from './finished.ts';
import { planByIndexes, type Turn } from './group.ts';
import { endingLegs } from './legs.ts';
import type { LiveCall } from './live-call.ts';
import { insertEnded, selectEnded, takeLive, type EndedCall, type Leaving } from './live-store.ts';
import { fromSweptJson, sweptReport, toSweptJson, type SweptCall } from './swept-call.ts';
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

/**
 * Ends a group of calls in one transaction. First all that keeps nobody waiting: which calls end, what each costs, their records.
 * Then, when it is its turn, counters, money and sums. See `Calls.end`.
 */
export async function endGroup(
  deps: CallsDeps,
  books: BookDirectory,
  tx: Tx,
  asked: readonly Ending[],
  turn: Turn,
): Promise<EndOutcome[]> {
  const at = deps.clock.now();
  const endings = await withEarlyReports(tx, asked);
  const live = await takeLive(tx, endings.map(leavingOf), at);
  const reports = endings.flatMap((one) => ('report' in one && !live.has(one.callId) ? [one.report] : []));
  const over = await overBefore(tx, reports);
  const ended: Ended[] = [];
  const answers = new Map<string, EndOutcome>();
  for (const ending of endings) {
    const { callId } = ending;
    const call = live.get(callId);
    if (call === undefined) answers.set(callId, { outcome: 'ended', callId });
    else {
      const one = await endOne(books, tx, ending, call, at);
      ended.push(one);
      answers.set(callId, settledOutcome(call, one.settlement, false));
    }
  }
  const late: { report: EndInput; swept: SweptCall }[] = [];
  const unknown: EndInput[] = [];
  for (const report of reports) {
    const before = over.get(report.callId);
    if (before?.swept != null) late.push({ report, swept: fromSweptJson(before.swept) });
    else if (before === undefined) {
      answers.set(report.callId, { outcome: 'unknown_call', callId: report.callId });
      unknown.push(report);
    }
  }
  const recorded = await record(deps, tx, ended, unknown, at);
  await turn.take();
  const lateCalls = late.map(({ swept }) => swept.call);
  const [, results] = await Promise.all([countEnded(tx, ended, lateCalls, at), post(deps, tx, ended)]);
  await rememberSwept(tx, ended, results, at);
  const corrected: Corrected[] = [];
  for (const { report, swept } of late) {
    const done = await correctSwept(deps, books, tx, report, swept, at);
    if (done === null) continue;
    answers.set(report.callId, done.answer);
    corrected.push(done);
  }
  await recordCorrected(tx, corrected, at);
  turn.end();
  deps.cdrs.addToSums(tx, recorded);
  for (const { call, outcome } of corrected)
    await deps.cdrs.correctCall(tx, call.partnerId, call.callId, outcome, at);
  return endings.map(({ callId }) => answers.get(callId) ?? { outcome: 'unknown_call', callId });
}

/** A call whose end was reported before it was authorised is settled by that report, not by the sweep. */
async function withEarlyReports(tx: Tx, endings: readonly Ending[]): Promise<readonly Ending[]> {
  const swept = endings.flatMap((one) => ('sweep' in one ? [one.callId] : []));
  if (swept.length === 0) return endings;
  const [, early] = await Promise.all([planByIndexes(tx), selectEarlyEnds(tx, swept)]);
  return endings.map((one) => {
    const report = early.get(one.callId);
    return report === undefined || 'report' in one ? one : { callId: one.callId, report };
  });
}

/** What is known of calls that are reported and not up. */
async function overBefore(
  tx: Tx,
  reports: readonly EndInput[],
): Promise<Awaited<ReturnType<typeof selectEnded>>> {
  if (reports.length === 0) return new Map();
  const callIds = reports.map(({ callId }) => callId);
  const [, over] = await Promise.all([planByIndexes(tx), selectEnded(tx, callIds, true)]);
  return over;
}

function leavingOf(ending: Ending): Leaving {
  const { callId } = ending;
  if ('report' in ending) return { callId, when: 'now' };
  return { callId, when: ending.sweep.silent ? 'silent' : 'due' };
}

/**
 * Counters are locked after calls and before money. What a correction comes to is known only with its money, so that its
 * counters are locked here with the others and changed later.
 */
async function countEnded(
  tx: Tx,
  ended: readonly Ended[],
  late: readonly LiveCall[],
  at: Date,
): Promise<void> {
  const changes = ended.flatMap(({ call, settlement }) =>
    changesOf(call, { live: -1, begun: 0, spent: settlement.charged, held: -call.held }),
  );
  const owners = late.length === 0 ? [] : [...ended.map(({ call }) => call), ...late].flatMap(ownersOf);
  await Promise.all([lockCounters(tx, owners), applyChanges(tx, changes, at)]);
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

/** The records of calls that end, but for the sums, and who is told. */
async function record(
  deps: CallsDeps,
  tx: Tx,
  ended: readonly Ended[],
  unknown: readonly EndInput[],
  at: Date,
): Promise<RecordedCalls> {
  const reported = ended.filter(({ swept }) => !swept);
  const rows = reported.map(({ call }) => ({ ...endedRow(call, at), swept: null }));
  const calls = ended.map(({ call, outcome }) => finishedCall(call, outcome, at));
  const [, , , recorded] = await Promise.all([
    insertEnded(tx, rows),
    insertEarlyEnds(tx, unknown, at),
    appendOutbox(tx, at, ended.flatMap(eventsOf)),
    deps.cdrs.insertCalls(tx, calls),
  ]);
  return recorded;
}

function endedRow({ callId, partnerId }: LiveCall, at: Date): Omit<EndedCall, 'swept'> {
  return { callId, partnerId, endedAt: at, refusal: null };
}

/** What a late report of a swept call is answered from, and corrects. */
async function rememberSwept(
  tx: Tx,
  ended: readonly Ended[],
  results: readonly CommandResult[][],
  at: Date,
): Promise<void> {
  const rows = ended.flatMap((one, place) =>
    one.swept ? [{ ...endedRow(one.call, at), swept: sweptRow(one, results[place] ?? [], at) }] : [],
  );
  await insertEnded(tx, rows);
}

async function recordCorrected(tx: Tx, corrected: readonly Corrected[], at: Date): Promise<void> {
  // On the day on which the sweep counted it: what comes back of a day that is over buys no calls of this one.
  const counting = corrected.map(({ call, more, sweptAt }) =>
    applyChanges(tx, changesOf(call, { live: 0, begun: 0, spent: more, held: 0n }), sweptAt),
  );
  const events = corrected.flatMap((one) => one.events);
  await Promise.all([...counting, appendOutbox(tx, at, events)]);
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
