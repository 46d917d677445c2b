import { fromTermsJson, toTermsJson, type SideTerms, type SideTermsJson } from './call-terms.ts';
import type { CallDirection, InboundDelivery, LiveCallView, RouteAttempt } from './edge-messages.ts';
import { callTime } from './call-id.ts';

/** How long a call may ring, and how long after its funded time its end is waited for. */
export const LONGEST_RING_SECONDS = 180;
export const GRACE_SECONDS = 60;

/** Which limit keeps a call from more; the words of the CDR. */
export type Bound = 'funds' | 'max_call_length' | 'spend_cap';

/** What the CDR takes from the authorisation. */
export interface SipRecord {
  readonly sipCallId: string;
  readonly userAgent: string | null;
  readonly networkAddress: string | null;
  readonly callerName: string;
  readonly customerEndpoint: string | null;
}

/** What the edge was told beside the money. */
export interface RouteAnswer {
  readonly routes: readonly RouteAttempt[];
  readonly simulated: boolean;
  readonly delivery: InboundDelivery | null;
}

/** A call that is up or ringing, with all that decided it. Money is units of 10⁻⁵. */
export interface LiveCall {
  readonly partnerId: string;
  readonly callId: string;
  readonly customerId: string;
  readonly trunkId: string | null;
  readonly credentialId: string | null;
  readonly direction: CallDirection;
  readonly edgeNode: string;
  readonly from: string;
  readonly to: string;
  readonly destinationClass: string;
  readonly emergency: boolean;
  readonly authorisedAt: Date;
  readonly answeredAt: Date | null;
  readonly currency: string;
  readonly walletAccountId: string;
  readonly holdId: string | null;
  readonly held: bigint;
  readonly lossHoldId: string | null;
  readonly lossHeld: bigint;
  readonly fundedSeconds: number;
  readonly sliceSeconds: number;
  readonly maxSeconds: number;
  readonly spendCap: bigint | null;
  readonly boundBy: Bound | null;
  readonly fundedUntil: Date;
  readonly expiresAt: Date;
  readonly selling: SideTerms | null;
  readonly wholesale: SideTerms | null;
  readonly sip: SipRecord;
  readonly hangUpRequestedAt: Date | null;
}

/** A call with what its edge was told when it was authorised, and is told again when it asks again. */
export interface BegunCall extends LiveCall {
  readonly answer: RouteAnswer;
}

export interface LiveCallRow {
  readonly partner_id: string;
  readonly call_id: string;
  readonly customer_id: string;
  readonly trunk_id: string | null;
  readonly credential_id: string | null;
  readonly direction: CallDirection;
  readonly edge_node: string;
  readonly from_number: string;
  readonly to_number: string;
  readonly destination_class: string;
  readonly emergency: boolean;
  readonly authorised_at: Date;
  readonly answered_at: Date | null;
  readonly currency: string;
  readonly wallet_account_id: string;
  readonly hold_id: string | null;
  readonly held: bigint;
  readonly loss_hold_id: string | null;
  readonly loss_held: bigint;
  readonly funded_seconds: number;
  readonly slice_seconds: number;
  readonly max_seconds: number;
  readonly spend_cap: bigint | null;
  readonly bound_by: Bound | null;
  readonly funded_until: Date;
  readonly expires_at: Date;
  readonly selling: SideTermsJson | null;
  readonly wholesale: SideTermsJson | null;
  readonly sip: SipRecord;
  readonly hang_up_requested_at: Date | null;
}

/** What a call needs of its row after it was authorised. */
export const LIVE_COLUMNS = [
  'partner_id',
  'call_id',
  'customer_id',
  'trunk_id',
  'credential_id',
  'direction',
  'edge_node',
  'from_number',
  'to_number',
  'destination_class',
  'emergency',
  'authorised_at',
  'answered_at',
  'currency',
  'wallet_account_id',
  'hold_id',
  'held',
  'loss_hold_id',
  'loss_held',
  'funded_seconds',
  'slice_seconds',
  'max_seconds',
  'spend_cap',
  'bound_by',
  'funded_until',
  'expires_at',
  'selling',
  'wholesale',
  'sip',
  'hang_up_requested_at',
] as const satisfies readonly (keyof LiveCallRow)[];

export function fromLiveRow(row: LiveCallRow): LiveCall {
  return {
    partnerId: row.partner_id,
    callId: row.call_id,
    customerId: row.customer_id,
    trunkId: row.trunk_id,
    credentialId: row.credential_id,
    direction: row.direction,
    edgeNode: row.edge_node,
    from: row.from_number,
    to: row.to_number,
    destinationClass: row.destination_class,
    emergency: row.emergency,
    authorisedAt: row.authorised_at,
    answeredAt: row.answered_at,
    currency: row.currency,
    walletAccountId: row.wallet_account_id,
    holdId: row.hold_id,
    held: row.held,
    lossHoldId: row.loss_hold_id,
    lossHeld: row.loss_held,
    fundedSeconds: row.funded_seconds,
    sliceSeconds: row.slice_seconds,
    maxSeconds: row.max_seconds,
    spendCap: row.spend_cap,
    boundBy: row.bound_by,
    fundedUntil: row.funded_until,
    expiresAt: row.expires_at,
    selling: row.selling === null ? null : fromTermsJson(row.selling),
    wholesale: row.wholesale === null ? null : fromTermsJson(row.wholesale),
    sip: row.sip,
    hangUpRequestedAt: row.hang_up_requested_at,
  };
}

/** The row as SQL takes it back from JSON; 64-bit numbers travel as texts. */
export function toLiveJson(call: LiveCall): Record<string, unknown> {
  return {
    partner_id: call.partnerId,
    call_id: call.callId,
    customer_id: call.customerId,
    trunk_id: call.trunkId,
    credential_id: call.credentialId,
    direction: call.direction,
    edge_node: call.edgeNode,
    from_number: call.from,
    to_number: call.to,
    destination_class: call.destinationClass,
    emergency: call.emergency,
    authorised_at: call.authorisedAt,
    answered_at: call.answeredAt,
    currency: call.currency,
    wallet_account_id: call.walletAccountId,
    hold_id: call.holdId,
    held: call.held.toString(),
    loss_hold_id: call.lossHoldId,
    loss_held: call.lossHeld.toString(),
    funded_seconds: call.fundedSeconds,
    slice_seconds: call.sliceSeconds,
    max_seconds: call.maxSeconds,
    spend_cap: call.spendCap === null ? null : call.spendCap.toString(),
    bound_by: call.boundBy,
    funded_until: call.fundedUntil,
    expires_at: call.expiresAt,
    selling: call.selling === null ? null : toTermsJson(call.selling),
    wholesale: call.wholesale === null ? null : toTermsJson(call.wholesale),
    sip: call.sip,
    hang_up_requested_at: call.hangUpRequestedAt,
  };
}

function later(at: Date, seconds: number): Date {
  return new Date(at.getTime() + seconds * 1_000);
}

/**
 * When the edge ends it at the latest, and when nobody waits for its end any more. Before the answer it may ring. An emergency
 * call may last for hours: until its answer is told, only its ringing is waited for.
 */
export function deadlines(
  call: Pick<LiveCall, 'authorisedAt' | 'answeredAt' | 'fundedSeconds' | 'emergency'>,
): Pick<LiveCall, 'fundedUntil' | 'expiresAt'> {
  const began = call.answeredAt ?? later(call.authorisedAt, LONGEST_RING_SECONDS);
  const fundedUntil = later(began, call.emergency && call.answeredAt === null ? 0 : call.fundedSeconds);
  return { fundedUntil, expiresAt: later(fundedUntil, GRACE_SECONDS) };
}

export function toLiveView(call: LiveCall): LiveCallView {
  return {
    partnerId: call.partnerId,
    callId: call.callId,
    customerId: call.customerId,
    trunkId: call.trunkId,
    direction: call.direction,
    from: call.from,
    to: call.to,
    startedAt: callTime(call.callId) ?? call.authorisedAt,
    answeredAt: call.answeredAt,
    currency: call.currency,
    held: call.held,
    fundedSeconds: call.fundedSeconds,
    maxSeconds: call.maxSeconds,
    expiresAt: call.expiresAt,
    edgeNode: call.edgeNode,
    destinationClass: call.destinationClass,
    hangUpRequestedAt: call.hangUpRequestedAt,
  };
}
