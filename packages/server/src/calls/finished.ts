import type { CallOutcome, FinishedCall } from '../cdrs/index.ts';
import { costOf, toRatedSide } from './call-terms.ts';
import { callTime } from './call-id.ts';
import type { AuthoriseInput, EndInput } from './edge-messages.ts';
import type { CallFacts } from './facts.ts';
import type { LiveCall } from './live-call.ts';
import { refusalOf, type RefusalCode } from './refusal.ts';
import { hangupCauseOf, hangupDispositionOf, hangupSourceOf } from './reported-words.ts';
import type { CallTimes } from './talk-time.ts';

/** In the published words; there is one region. */
const REGION = 'ap-south-1';
const ORIGIN = 'mumbai';

/** What a call costs whom. Money is units of 10⁻⁵. */
export interface Settlement {
  /** Null: nobody answered. */
  readonly talkSeconds: number | null;
  /** From the wallet: never more than was held. */
  readonly charged: bigint;
  /** Of the charge, beyond what was held. */
  readonly writtenOff: bigint;
  readonly wholesale: bigint;
  readonly sellingBilledSeconds: number;
  readonly wholesaleBilledSeconds: number;
}

/** What a call that went so costs. An edge that reports more than was paid for costs the partner, never the wallet. */
export function settlementOf(
  call: Pick<LiveCall, 'selling' | 'wholesale' | 'held'>,
  talkSeconds: number | null,
): Settlement {
  const selling = costOf(call.selling, talkSeconds);
  const wholesale = costOf(call.wholesale, talkSeconds);
  const charged = selling.amount < call.held ? selling.amount : call.held;
  return {
    talkSeconds,
    charged,
    writtenOff: selling.amount - charged,
    wholesale: wholesale.amount,
    sellingBilledSeconds: selling.billedSeconds,
    wholesaleBilledSeconds: wholesale.billedSeconds,
  };
}

const NOTHING_HAPPENED = {
  progressAt: null,
  answeredAt: null,
  ringSeconds: 0,
  durationSeconds: 0,
  talkSeconds: 0,
  terminatedTo: null,
  carrierIp: null,
  codec: null,
  mosHundredths: null,
  jitterMicroseconds: null,
  lossHundredths: null,
  pddMs: null,
  cost: 0n,
  streamingCost: 0n,
  wholesaleCost: 0n,
  margin: 0n,
  writtenOff: 0n,
  fundedSeconds: null,
  limitFired: null,
} as const;

/** The record of a call that was refused. */
export function refusedCall(
  {
    input,
    digits,
    caller,
    facts,
  }: {
    readonly input: AuthoriseInput;
    readonly digits: string;
    readonly caller: string | null;
    readonly facts: CallFacts;
  },
  code: RefusalCode,
  at: Date,
): FinishedCall {
  const { sipCode, cause, causeCode, message } = refusalOf(code);
  const { sip = {} } = input;
  return {
    ...NOTHING_HAPPENED,
    partnerId: facts.partnerId,
    callId: input.callId,
    customerId: facts.customerId,
    direction: input.direction,
    context: 'sip-trunking',
    callerIdName: sip.callerName ?? '',
    callerIdNumber: caller ?? input.from ?? '',
    destinationNumber: digits.length > 6 ? `+${digits}` : input.to,
    endedAt: at,
    hangupCause: cause,
    hangupCauseCode: causeCode,
    hangupSource: 'Platform',
    hangupDisposition: 'send_refuse',
    sipCode,
    refused: true,
    failureCode: code,
    failureReason: message,
    sipCallId: sip.sipCallId ?? '',
    bridgeUuid: null,
    campaignId: null,
    trunkId: facts.trunk?.id ?? null,
    customerEndpoint: sip.customerEndpoint ?? null,
    sipUserAgent: sip.userAgent ?? null,
    networkAddress: sip.networkAddress ?? null,
    region: REGION,
    originationRegion: ORIGIN,
    edgeNode: input.edgeNode,
    currency: facts.currency,
    selling: toRatedSide(facts.selling, null),
    wholesale: toRatedSide(facts.wholesale, null),
    settledBy: 'report',
    recordedAt: at,
  };
}

/** Why it ended; where the edge gives no cause, what follows from whether it was answered. */
function causeOf(report: EndInput, answered: boolean) {
  return {
    hangupCause: hangupCauseOf(report.hangupCause) ?? (answered ? 'NORMAL_CLEARING' : 'NO_ANSWER'),
    hangupCauseCode: report.hangupCauseCode ?? (answered ? 4000 : 3000),
    hangupSource: hangupSourceOf(report.hangupSource),
    hangupDisposition: hangupDispositionOf(report.hangupDisposition),
    sipCode: report.sipCode ?? (answered ? 200 : 480),
    failureCode: null,
    failureReason: null,
  };
}

function mediaOf(report: EndInput) {
  return {
    terminatedTo: report.terminatedTo ?? null,
    carrierIp: report.carrierIp ?? null,
    codec: report.codec ?? null,
    mosHundredths: report.mosHundredths ?? null,
    jitterMicroseconds: report.jitterMicroseconds ?? null,
    lossHundredths: report.lossHundredths ?? null,
    pddMs: report.pddMs ?? null,
  };
}

/** A time that is not of the call says nothing of it. */
function duringCall(at: Date | null | undefined, began: Date, ended: Date): Date | null {
  return at == null || at < began || at > ended ? null : at;
}

/** How a call went and what it cost: what a report says, and a later one may say anew. */
export function outcomeOf(
  call: LiveCall,
  report: EndInput,
  times: CallTimes,
  settlement: Settlement,
  settledBy: CallOutcome['settledBy'],
): CallOutcome {
  const talkSeconds = times.talkSeconds ?? 0;
  const answered = times.talkSeconds !== null;
  const atItsEnd = answered && talkSeconds >= call.fundedSeconds;
  // A call that began with all the time it may have was never refused more.
  const boundBy = call.boundBy ?? (call.fundedSeconds >= call.maxSeconds ? 'max_call_length' : null);
  return {
    ...causeOf(report, answered),
    ...mediaOf(report),
    progressAt: duringCall(report.progressAt, beganAt(call), times.endedAt),
    answeredAt: times.answeredAt,
    endedAt: times.endedAt,
    ringSeconds: times.ringSeconds,
    durationSeconds: times.ringSeconds + talkSeconds,
    talkSeconds,
    cost: settlement.charged,
    streamingCost: 0n,
    wholesaleCost: settlement.wholesale,
    margin: settlement.charged - settlement.wholesale,
    writtenOff: settlement.writtenOff,
    sellingBilledSeconds: settlement.sellingBilledSeconds,
    wholesaleBilledSeconds: settlement.wholesaleBilledSeconds,
    fundedSeconds: call.fundedSeconds,
    limitFired: atItsEnd ? boundBy : null,
    settledBy,
  };
}

/** The record of a call that ended. */
export function finishedCall(call: LiveCall, outcome: CallOutcome, at: Date): FinishedCall {
  const { sip } = call;
  const talk = outcome.answeredAt === null ? null : outcome.talkSeconds;
  return {
    ...outcome,
    partnerId: call.partnerId,
    callId: call.callId,
    customerId: call.customerId,
    direction: call.direction,
    context: 'sip-trunking',
    callerIdName: sip.callerName,
    callerIdNumber: call.from,
    destinationNumber: call.to,
    refused: false,
    sipCallId: sip.sipCallId,
    bridgeUuid: null,
    campaignId: null,
    trunkId: call.trunkId,
    customerEndpoint: sip.customerEndpoint,
    sipUserAgent: sip.userAgent,
    networkAddress: sip.networkAddress,
    region: REGION,
    originationRegion: ORIGIN,
    edgeNode: call.edgeNode,
    currency: call.currency,
    selling: toRatedSide(call.selling, talk),
    wholesale: toRatedSide(call.wholesale, talk),
    recordedAt: at,
  };
}

/** When a call began. */
export function beganAt(call: LiveCall): Date {
  return callTime(call.callId) ?? call.authorisedAt;
}
