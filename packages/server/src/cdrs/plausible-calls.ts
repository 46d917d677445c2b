import { startOf } from './call-time.ts';
import { Draws } from './draws.ts';
import type { FinishedCall, RatedSide } from './finished-call.ts';
import {
  DESTINATIONS,
  ENDINGS,
  type PlausibleDestination,
  type PlausiblePrice,
} from './plausible-destinations.ts';
import { roundedUsage } from './rate.ts';

/** Calls that could have been: the same for the same story. Tests, demo and bench tell their own. */
export interface CallStory {
  readonly seed: number;
  readonly partnerId: string;
  /** The first has most of the traffic, the second half of that, and so on. */
  readonly customerIds: readonly [string, ...string[]];
  /** Trunks that calls come over; without any, calls are of the voice API. */
  readonly trunkIds?: readonly string[];
  readonly currency: string;
  /** Calls begin in here. */
  readonly from: Date;
  readonly before: Date;
  readonly count: number;
  /** Where calls go, and what they cost. Default: mostly to India. */
  readonly destinations?: readonly PlausibleDestination[];
  /** The customers’ own numbers. Default: four made up for each. */
  readonly ownNumbers?: readonly string[];
  /** Of a hundred calls, how many are refused. Default: 3. */
  readonly refused?: number;
}

const REFUSED_FOR_MONEY = {
  code: 'insufficient_balance',
  causeCode: 1010,
  sentence: 'The wallet does not cover the first seconds of this call; add funds.',
  sip: 402,
} as const;

const REFUSALS = [
  REFUSED_FOR_MONEY,
  {
    code: 'concurrency_limit',
    causeCode: 5030,
    sentence: 'As many calls as allowed are up; end one, or raise the limit of concurrent calls.',
    sip: 486,
  },
] as const;

/** Quiet nights, two peaks by day; by the hour, UTC. */
const HOURS = [1, 1, 1, 2, 6, 12, 16, 18, 17, 14, 13, 14, 15, 15, 13, 10, 7, 5, 4, 3, 2, 1, 1, 1];

const addSeconds = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * 1_000);
const addMs = (at: Date, ms: number): Date => new Date(at.getTime() + ms);

function startWithin(draws: Draws, { from, before }: CallStory): Date {
  const span = before.getTime() - from.getTime();
  // The busier the hour, the likelier it is kept; a short window is as busy everywhere.
  for (let tries = 0; tries < 8; tries += 1) {
    const at = addMs(from, Math.floor(draws.next() * span));
    if (draws.next() * 18 < (HOURS[at.getUTCHours()] ?? 1)) return at;
  }
  return addMs(from, Math.floor(draws.next() * span));
}

function callId(draws: Draws, at: Date): string {
  const time = at.getTime().toString(16).padStart(12, '0');
  const variant = (8 + draws.integer(0, 3)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${draws.hex(3)}-${variant}${draws.hex(3)}-${draws.hex(12)}`;
}

/** A customer that comes early in the list has more traffic. */
function customerOf(draws: Draws, ids: CallStory['customerIds']): { id: string; place: number } {
  let place = 0;
  while (place < ids.length - 1 && draws.chance(50)) place += 1;
  return { id: ids[place] ?? ids[0], place };
}

function side(price: PlausiblePrice, talkSeconds: number, answered: boolean): RatedSide {
  const { initialIncrementSeconds: initial, nextIncrementSeconds: next } = price;
  const talk = Math.max(talkSeconds, price.minimumDurationSeconds);
  const further = talk <= initial ? 0 : Math.ceil((talk - initial) / next);
  return { ...price, billedSeconds: answered ? initial + further * next : 0 };
}

type Ending = Pick<
  FinishedCall,
  | 'hangupCause'
  | 'hangupCauseCode'
  | 'hangupSource'
  | 'hangupDisposition'
  | 'sipCode'
  | 'failureCode'
  | 'failureReason'
>;

function refusal({ code, causeCode, sentence, sip }: (typeof REFUSALS)[number]): Ending {
  return {
    hangupCause: 'CALL_REJECTED',
    hangupCauseCode: causeCode,
    hangupSource: 'Platform',
    hangupDisposition: 'send_refuse',
    sipCode: sip,
    failureCode: code,
    failureReason: sentence,
  };
}

function endingOf(
  draws: Draws,
  answered: boolean,
  refused: boolean,
  { endings = ENDINGS }: PlausibleDestination,
): Ending {
  if (refused) return refusal(REFUSALS[draws.integer(0, 1)] ?? REFUSED_FOR_MONEY);
  if (answered) {
    const caller = draws.chance(55);
    return {
      hangupCause: 'NORMAL_CLEARING',
      hangupCauseCode: 4000,
      hangupSource: caller ? 'Caller' : 'Callee',
      hangupDisposition: caller ? 'recv_bye' : 'send_bye',
      sipCode: 200,
      failureCode: null,
      failureReason: null,
    };
  }
  const { cause, code, source, disposition, sip } = draws.shared(endings);
  const failed = source === 'Carrier';
  return {
    hangupCause: cause,
    hangupCauseCode: code,
    hangupSource: source,
    hangupDisposition: disposition,
    sipCode: sip,
    failureCode: failed ? String(sip) : null,
    failureReason: failed ? 'The carrier could not complete the call.' : null,
  };
}

/** Signalling and quality of a call that was heard. */
function qualityOf(
  draws: Draws,
  answered: boolean,
): Pick<FinishedCall, 'mosHundredths' | 'jitterMicroseconds' | 'lossHundredths'> {
  if (!answered || draws.chance(10))
    return { mosHundredths: null, jitterMicroseconds: null, lossHundredths: null };
  return {
    mosHundredths: draws.integer(310, 450),
    jitterMicroseconds: draws.integer(200, 24_000),
    lossHundredths: draws.integer(0, 180),
  };
}

/** How a call went and what it cost. */
function outcomeOf(
  draws: Draws,
  story: CallStory,
  at: Date,
  destination: PlausibleDestination,
  inbound: boolean,
) {
  const refused = draws.chance(story.refused ?? 3);
  const answered = !refused && draws.chance(destination.answered);
  const ringSeconds = refused ? 0 : draws.integer(1, 35);
  // Many short calls, a few long ones.
  const talkSeconds = answered
    ? 1 + Math.floor(-Math.log(1 - draws.next()) * (destination.talkSeconds ?? 95))
    : 0;
  const selling = inbound || refused ? null : side(destination.selling, talkSeconds, answered);
  const wholesale = inbound || refused ? null : side(destination.wholesale, talkSeconds, answered);
  const charge = (one: RatedSide | null): bigint =>
    one === null || !answered ? 0n : one.connectFee + roundedUsage(one.rate, one.billedSeconds).units;
  const [cost, wholesaleCost] = [charge(selling), charge(wholesale)];
  return {
    refused,
    progressAt: refused ? null : addSeconds(at, 1),
    answeredAt: answered ? addSeconds(at, ringSeconds) : null,
    endedAt: addSeconds(at, ringSeconds + talkSeconds),
    ringSeconds,
    durationSeconds: ringSeconds + talkSeconds,
    talkSeconds,
    ...endingOf(draws, answered, refused, destination),
    ...qualityOf(draws, answered),
    pddMs: refused ? null : draws.integer(300, 4_200),
    codec: answered ? 'PCMU' : null,
    selling,
    wholesale,
    currency: story.currency,
    cost,
    streamingCost: 0n,
    wholesaleCost,
    margin: cost - wholesaleCost,
    writtenOff: 0n,
    fundedSeconds: answered && !inbound ? 3_600 : null,
    limitFired: null,
    settledBy: 'report' as const,
    recordedAt: addMs(addSeconds(at, ringSeconds + talkSeconds), draws.integer(20, 900)),
  };
}

function tellCall(draws: Draws, story: CallStory): FinishedCall {
  const at = startWithin(draws, story);
  const { id: customerId, place } = customerOf(draws, story.customerIds);
  const inbound = draws.chance(15);
  const destination = draws.shared(story.destinations ?? DESTINATIONS);
  const line = draws.integer(0, 3);
  const numbers = story.ownNumbers ?? [];
  const own = numbers[line % numbers.length] ?? `+9180${String(45_000_000 + place * 10 + line)}`;
  const other = `+${destination.prefix}${draws.digits(destination.digits)}`;
  const trunks = story.trunkIds ?? [];
  const trunkId = trunks.length === 0 ? null : (trunks[draws.integer(0, trunks.length - 1)] ?? null);
  const id = callId(draws, at);
  return {
    partnerId: story.partnerId,
    callId: id,
    customerId,
    direction: inbound ? 'inbound' : 'outbound',
    context: trunkId === null ? 'voice-api' : 'sip-trunking',
    callerIdName: inbound ? '' : `Desk ${draws.integer(1, 9)}`,
    callerIdNumber: inbound ? other : own,
    destinationNumber: inbound ? own : other,
    sipCallId: `${draws.hex(24)}@pbx.example`,
    bridgeUuid: draws.chance(50) ? callId(draws, at) : null,
    campaignId: draws.chance(5) ? `campaign-${draws.integer(1, 9)}` : null,
    trunkId,
    customerEndpoint: null,
    terminatedTo: null,
    sipUserAgent: 'Asterisk',
    networkAddress: `198.51.100.${draws.integer(1, 254)}`,
    carrierIp: inbound ? null : (destination.carrierIp ?? '203.0.113.40'),
    region: 'ap-south-1',
    originationRegion: 'mumbai',
    edgeNode: `edge-${draws.integer(1, 2)}`,
    ...outcomeOf(draws, story, at, destination, inbound),
  };
}

/** Tells the calls of a story one by one, in no order of time. */
export function* plausibleCalls(story: CallStory): Generator<FinishedCall> {
  const draws = new Draws(story.seed);
  for (let told = 0; told < story.count; told += 1) yield tellCall(draws, story);
}

/** The same call, had its wallet not held enough for it. */
export function refusedForMoney(call: FinishedCall): FinishedCall {
  const startedAt = startOf(call.callId);
  return {
    ...call,
    ...refusal(REFUSED_FOR_MONEY),
    refused: true,
    progressAt: null,
    answeredAt: null,
    endedAt: startedAt,
    ringSeconds: 0,
    durationSeconds: 0,
    talkSeconds: 0,
    carrierIp: null,
    codec: null,
    mosHundredths: null,
    jitterMicroseconds: null,
    lossHundredths: null,
    pddMs: null,
    selling: call.selling === null ? null : { ...call.selling, billedSeconds: 0 },
    wholesale: call.wholesale === null ? null : { ...call.wholesale, billedSeconds: 0 },
    cost: 0n,
    wholesaleCost: 0n,
    margin: 0n,
    fundedSeconds: null,
    recordedAt: startedAt,
  };
}
