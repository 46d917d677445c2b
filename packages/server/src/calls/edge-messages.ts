import type { Attempt } from '../carriers/index.ts';
import type { RefusalCode } from './refusal.ts';

export type CallDirection = 'inbound' | 'outbound';

/** The account that the edge found by source address or digest credential: where an outbound call comes from. */
export interface CallSource {
  readonly partnerId: string;
  readonly customerId: string;
  readonly trunkId: string;
  /** Of digest authentication; null where the source address was enough. */
  readonly credentialId?: string | null;
}

/** SIP facts that only end up in the CDR. */
export interface SipFacts {
  readonly sipCallId?: string;
  readonly userAgent?: string | null;
  readonly networkAddress?: string | null;
  readonly callerName?: string;
  readonly customerEndpoint?: string | null;
}

/** May this call go? Repeated, it gets the same answer. */
export interface AuthoriseInput {
  /** UUIDv7 that the edge minted when the INVITE came. */
  readonly callId: string;
  readonly direction: CallDirection;
  /** Outbound only; an inbound call belongs to whoever has the number. */
  readonly source: CallSource | null;
  /** E.164 with or without its plus; for emergency numbers the digits as dialled. */
  readonly to: string;
  /** The caller's number as its switch sent it; null where it sent none. */
  readonly from: string | null;
  readonly fromWithheld?: boolean;
  readonly edgeNode: string;
  readonly sip?: SipFacts;
}

/** One attempt of an outbound call; what it costs the operator is no affair of an edge. */
export type RouteAttempt = Omit<Attempt, 'costRate'>;

/** Where an inbound call is delivered. `destination` is as the trunk says, without `sip:`. */
export interface InboundDelivery {
  readonly trunkId: string;
  readonly destination: string | null;
}

export interface Allowed {
  readonly outcome: 'allowed';
  readonly callId: string;
  readonly partnerId: string;
  readonly customerId: string;
  /** Seconds of talk that the held money buys; only a granted extension moves it. */
  readonly fundedSeconds: number;
  /** No extension will be granted beyond it. */
  readonly maxSeconds: number;
  readonly currency: string;
  /** Units of 10⁻⁵ set aside for it so far. */
  readonly held: bigint;
  readonly emergency: boolean;
  /** Outbound: gateways in the order in which they are tried. Empty in a sandbox, where carriers are simulated. */
  readonly routes: readonly RouteAttempt[];
  readonly simulated: boolean;
  /** Inbound. */
  readonly delivery: InboundDelivery | null;
  /** This call was authorised before; nothing was done again. */
  readonly replayed: boolean;
}

export interface Refused {
  readonly outcome: 'refused';
  readonly callId: string;
  readonly reason: RefusalCode;
  readonly sipCode: number;
  /** What somebody can do about it. */
  readonly message: string;
  /** False: nobody's call, so it is counted and no CDR. */
  readonly recorded: boolean;
  readonly replayed: boolean;
}

export type AuthoriseOutcome = Allowed | Refused;

export interface AnsweredInput {
  readonly callId: string;
  readonly answeredAt: Date;
}

/** `unknown_call`: never authorised, or long over. */
export type AnsweredOutcome =
  | {
      readonly outcome: 'noted';
      readonly callId: string;
      readonly fundedSeconds: number;
      readonly hangUp: boolean;
    }
  | { readonly outcome: 'ended' | 'unknown_call'; readonly callId: string };

export interface ExtendInput {
  readonly callId: string;
  /** What the edge has for the call now. Where the call has more already, that is the answer: an answer was lost. */
  readonly fundedSeconds: number;
}

export type ExtendRefusal =
  | 'insufficient_balance'
  | 'max_call_seconds'
  | 'spend_cap_reached'
  | 'account_suspended'
  | 'partner_suspended'
  | 'hang_up_requested';

export type ExtendOutcome =
  | {
      readonly outcome: 'granted' | 'not_granted';
      readonly callId: string;
      /** The call's end, in seconds of talk, as it is now. */
      readonly fundedSeconds: number;
      readonly held: bigint;
      /** Why there is no more; null where it was granted. */
      readonly reason: ExtendRefusal | null;
      /** End it now. */
      readonly hangUp: boolean;
    }
  | { readonly outcome: 'ended' | 'unknown_call'; readonly callId: string };

/** What the edge measured; null where it did not. */
export interface CallQuality {
  readonly mosHundredths?: number | null;
  readonly jitterMicroseconds?: number | null;
  readonly lossHundredths?: number | null;
  readonly pddMs?: number | null;
}

/** How it went. Times are the edge's own clock: only their differences are money. */
export interface EndInput extends CallQuality {
  readonly callId: string;
  readonly progressAt?: Date | null;
  /** Null: not answered. */
  readonly answeredAt: Date | null;
  readonly endedAt: Date;
  readonly hangupCause?: string | null;
  readonly hangupCauseCode?: number | null;
  readonly hangupSource?: string | null;
  readonly hangupDisposition?: string | null;
  readonly sipCode?: number | null;
  readonly terminatedTo?: string | null;
  readonly carrierIp?: string | null;
  readonly codec?: string | null;
}

export type EndOutcome =
  | {
      readonly outcome: 'settled';
      readonly callId: string;
      readonly talkSeconds: number;
      readonly billedSeconds: number;
      /** Units of 10⁻⁵. */
      readonly cost: bigint;
      readonly currency: string;
      /** Beyond what was held: never the customer's. */
      readonly writtenOff: bigint;
      /** It had been swept and was put right. */
      readonly corrected: boolean;
    }
  /** `ended`: it is over and nothing was done: reported before, or swept and its account closed. `unknown_call`: kept, so that a later authorise is refused. */
  | { readonly outcome: 'ended' | 'unknown_call'; readonly callId: string };

/** A call that is up, or ringing. */
export interface LiveCallView {
  readonly partnerId: string;
  readonly callId: string;
  readonly customerId: string;
  readonly trunkId: string | null;
  readonly direction: CallDirection;
  readonly from: string;
  readonly to: string;
  readonly startedAt: Date;
  readonly answeredAt: Date | null;
  readonly currency: string;
  readonly held: bigint;
  readonly fundedSeconds: number;
  readonly maxSeconds: number;
  readonly expiresAt: Date;
  readonly edgeNode: string;
  readonly destinationClass: string;
  readonly hangUpRequestedAt: Date | null;
}
