import type { FinishedCall, RatedSide } from './finished-call.ts';
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
}

interface Destination {
  readonly prefix: string;
  /** Digits after the prefix. */
  readonly digits: number;
  readonly sellingRate: bigint;
  readonly wholesaleRate: bigint;
  /** Of all calls, how many go there, and how many of those are answered: parts of a hundred. */
  readonly share: number;
  readonly answered: number;
}

const DESTINATIONS: readonly [Destination, ...Destination[]] = [
  {
    prefix: '9198',
    digits: 8,
    sellingRate: 450_000_000n,
    wholesaleRate: 300_000_000n,
    share: 50,
    answered: 58,
  },
  {
    prefix: '9180',
    digits: 8,
    sellingRate: 500_000_000n,
    wholesaleRate: 340_000_000n,
    share: 25,
    answered: 52,
  },
  {
    prefix: '1212',
    digits: 7,
    sellingRate: 1_200_000_000n,
    wholesaleRate: 710_000_001n,
    share: 15,
    answered: 64,
  },
  {
    prefix: '447',
    digits: 9,
    sellingRate: 3_333_333_333n,
    wholesaleRate: 2_900_000_000n,
    share: 8,
    answered: 47,
  },
  {
    prefix: '97150',
    digits: 7,
    sellingRate: 14_250_000_000n,
    wholesaleRate: 12_000_000_000n,
    share: 2,
    answered: 9,
  },
];

/** What becomes of a call that nobody answers: parts of a hundred. */
const ENDINGS = [
  { share: 40, cause: 'NO_ANSWER', code: 3000, source: 'Callee', disposition: 'send_cancel', sip: 480 },
  { share: 20, cause: 'USER_BUSY', code: 3010, source: 'Callee', disposition: 'send_refuse', sip: 486 },
  {
    share: 18,
    cause: 'ORIGINATOR_CANCEL',
    code: 1000,
    source: 'Caller',
    disposition: 'send_cancel',
    sip: 487,
  },
  { share: 8, cause: 'CALL_REJECTED', code: 3020, source: 'Callee', disposition: 'send_refuse', sip: 603 },
  {
    share: 6,
    cause: 'UNALLOCATED_NUMBER',
    code: 3050,
    source: 'Carrier',
    disposition: 'send_refuse',
    sip: 404,
  },
  {
    share: 8,
    cause: 'SERVICE_UNAVAILABLE',
    code: 3080,
    source: 'Carrier',
    disposition: 'send_refuse',
    sip: 503,
  },
] as const;

const REFUSALS = [
  {
    code: 'insufficient_funds',
    sentence: 'The wallet does not hold enough for the first seconds of this call; top it up.',
    sip: 402,
  },
  {
    code: 'concurrency_exceeded',
    sentence: 'As many calls as the account may have are up already; raise the limit or wait.',
    sip: 503,
  },
] as const;

/** Quiet nights, two peaks by day; by the hour, UTC. */
const HOURS = [1, 1, 1, 2, 6, 12, 16, 18, 17, 14, 13, 14, 15, 15, 13, 10, 7, 5, 4, 3, 2, 1, 1, 1];

/** Draws that are the same in every run (mulberry32). */
class Draws {
  private state: number;
  constructor(seed: number) {
    this.state = seed | 0;
  }
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  /** Both ends included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }
  chance(percent: number): boolean {
    return this.next() * 100 < percent;
  }
  digits(count: number): string {
    let text = '';
    for (let index = 0; index < count; index += 1) text += String(this.integer(0, 9));
    return text;
  }
  hex(count: number): string {
    let text = '';
    for (let index = 0; index < count; index += 1) text += this.integer(0, 15).toString(16);
    return text;
  }
  /** One of these, as often as their shares say. */
  shared<T extends { readonly share: number }>(items: readonly T[]): T {
    let left = this.next() * items.reduce((sum, item) => sum + item.share, 0);
    for (const item of items) {
      left -= item.share;
      if (left < 0) return item;
    }
    throw new Error('Nothing to draw from.');
  }
}

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

function side(
  destination: Destination,
  name: 'selling' | 'wholesale',
  talkSeconds: number,
  answered: boolean,
): RatedSide {
  const initial = name === 'selling' ? 60 : 1;
  const next = name === 'selling' ? 60 : 1;
  const further = talkSeconds <= initial ? 0 : Math.ceil((talkSeconds - initial) / next);
  return {
    tierId:
      name === 'selling' ? '0199a1b0-0000-7000-8000-00000000000a' : '0199a1b0-0000-7000-8000-00000000000b',
    deckVersion: name === 'selling' ? 3 : 1,
    prefix: destination.prefix,
    rate: name === 'selling' ? destination.sellingRate : destination.wholesaleRate,
    connectFee: 0n,
    initialIncrementSeconds: initial,
    nextIncrementSeconds: next,
    minimumDurationSeconds: 0,
    billedSeconds: answered ? initial + further * next : 0,
  };
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

function endingOf(draws: Draws, answered: boolean, refused: boolean): Ending {
  if (refused) {
    const { code, sentence, sip } = REFUSALS[draws.integer(0, 1)] ?? REFUSALS[0];
    return {
      hangupCause: 'CALL_REJECTED',
      hangupCauseCode: code === 'insufficient_funds' ? 1010 : 5030,
      hangupSource: 'Platform',
      hangupDisposition: 'send_refuse',
      sipCode: sip,
      failureCode: code,
      failureReason: sentence,
    };
  }
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
  const { cause, code, source, disposition, sip } = draws.shared(ENDINGS);
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
function outcomeOf(draws: Draws, story: CallStory, at: Date, destination: Destination, inbound: boolean) {
  const refused = draws.chance(3);
  const answered = !refused && draws.chance(destination.answered);
  const ringSeconds = refused ? 0 : draws.integer(1, 35);
  // Many short calls, a few long ones.
  const talkSeconds = answered ? 1 + Math.floor(-Math.log(1 - draws.next()) * 95) : 0;
  const selling = inbound || refused ? null : side(destination, 'selling', talkSeconds, answered);
  const wholesale = inbound || refused ? null : side(destination, 'wholesale', talkSeconds, answered);
  const charge = (one: RatedSide | null): bigint =>
    one === null ? 0n : roundedUsage(one.rate, one.billedSeconds).units;
  const [cost, wholesaleCost] = [charge(selling), charge(wholesale)];
  return {
    refused,
    progressAt: refused ? null : addSeconds(at, 1),
    answeredAt: answered ? addSeconds(at, ringSeconds) : null,
    endedAt: addSeconds(at, ringSeconds + talkSeconds),
    ringSeconds,
    durationSeconds: ringSeconds + talkSeconds,
    talkSeconds,
    ...endingOf(draws, answered, refused),
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
  const destination = draws.shared(DESTINATIONS);
  const own = `+9180${String(45_000_000 + place * 10 + draws.integer(0, 3))}`;
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
    carrierIp: inbound ? null : '203.0.113.40',
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
