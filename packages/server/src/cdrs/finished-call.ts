import type { Rate } from './rate.ts';

export type CallDirection = 'inbound' | 'outbound';
export const CONTEXTS = ['sip-trunking', 'voice-api'] as const;
/** The product, in the published words. */
export type CallContext = (typeof CONTEXTS)[number];

/** Why one side's charge is what it is. Fees are units of 10⁻⁵. */
export interface RatedSide {
  readonly tierId: string;
  /** Null: the tier's own price. */
  readonly deckVersion: number | null;
  /** What of the number the deck matched. */
  readonly prefix: string | null;
  readonly rate: Rate;
  readonly connectFee: bigint;
  readonly initialIncrementSeconds: number;
  readonly nextIncrementSeconds: number;
  readonly minimumDurationSeconds: number;
  readonly billedSeconds: number;
}

/** What a report says of how a call went; a late report may say it anew. Money is units of 10⁻⁵, times are whole seconds. */
export interface CallOutcome {
  readonly progressAt: Date | null;
  readonly answeredAt: Date | null;
  readonly endedAt: Date;
  readonly ringSeconds: number;
  /** Ringing and talk. */
  readonly durationSeconds: number;
  readonly talkSeconds: number;
  readonly hangupCause: string | null;
  readonly hangupCauseCode: number | null;
  readonly hangupSource: string | null;
  readonly hangupDisposition: string | null;
  readonly sipCode: number | null;
  /** Of a refusal: its stable reason code, and the sentence that somebody can act on. */
  readonly failureCode: string | null;
  readonly failureReason: string | null;
  readonly terminatedTo: string | null;
  readonly carrierIp: string | null;
  readonly codec: string | null;
  /** Null where nobody measured. */
  readonly mosHundredths: number | null;
  readonly jitterMicroseconds: number | null;
  readonly lossHundredths: number | null;
  readonly pddMs: number | null;
  readonly cost: bigint;
  readonly streamingCost: bigint;
  readonly wholesaleCost: bigint;
  readonly margin: bigint;
  readonly writtenOff: bigint;
  readonly sellingBilledSeconds: number;
  readonly wholesaleBilledSeconds: number;
  /** What the held money bought. */
  readonly fundedSeconds: number | null;
  /** Which limit ended the call, if one did. */
  readonly limitFired: string | null;
  readonly settledBy: 'report' | 'sweep' | 'correction';
}

/** A call that ended, or was refused, as it is recorded. When it began is in its id. */
export interface FinishedCall extends Omit<CallOutcome, 'sellingBilledSeconds' | 'wholesaleBilledSeconds'> {
  readonly partnerId: string;
  /** UUIDv7, minted when the call began. */
  readonly callId: string;
  readonly customerId: string;
  readonly direction: CallDirection;
  readonly context: CallContext;
  readonly callerIdName: string;
  readonly callerIdNumber: string;
  readonly destinationNumber: string;
  /** Refused by us before anything was dialled. */
  readonly refused: boolean;
  readonly sipCallId: string;
  readonly bridgeUuid: string | null;
  readonly campaignId: string | null;
  readonly trunkId: string | null;
  readonly customerEndpoint: string | null;
  readonly sipUserAgent: string | null;
  readonly networkAddress: string | null;
  readonly region: string;
  readonly originationRegion: string;
  readonly edgeNode: string | null;
  readonly currency: string;
  readonly selling: RatedSide | null;
  readonly wholesale: RatedSide | null;
  readonly recordedAt: Date;
}
