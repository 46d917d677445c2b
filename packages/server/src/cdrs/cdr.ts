import { startOf } from './call-time.ts';
import type { CallContext, CallDirection, CallOutcome, RatedSide } from './finished-call.ts';
import { statusOf, type CallStatus, type CauseClass } from './hangup-cause.ts';

/** A recorded call. */
export interface Cdr extends CallOutcome {
  readonly partnerId: string;
  readonly callId: string;
  /** The published integer id. */
  readonly number: bigint;
  readonly customerId: string;
  readonly direction: CallDirection;
  readonly context: CallContext;
  readonly causeClass: CauseClass;
  readonly status: CallStatus;
  readonly callerIdName: string;
  readonly callerIdNumber: string;
  readonly destinationNumber: string;
  readonly startedAt: Date;
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
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

interface SideRow {
  readonly tier_id: string | null;
  readonly deck_version: number | null;
  readonly prefix: string | null;
  readonly rate: bigint | null;
  readonly connect_fee: bigint | null;
  readonly initial_increment: number | null;
  readonly next_increment: number | null;
  readonly minimum_duration: number | null;
  readonly billed_seconds: number;
}

type Prefixed<Name extends string> = { readonly [K in keyof SideRow as `${Name}_${K}`]: SideRow[K] };

export interface CdrRow extends Prefixed<'selling'>, Prefixed<'wholesale'> {
  readonly partner_id: string;
  readonly id: string;
  readonly number: bigint;
  readonly customer_id: string;
  readonly call_direction: CallDirection;
  readonly context: CallContext;
  readonly cause_class: CauseClass;
  readonly caller_id_name: string;
  readonly caller_id_number: string;
  readonly destination_number: string;
  readonly progress_time: Date | null;
  readonly answer_time: Date | null;
  readonly end_time: Date;
  readonly ring_time: number;
  readonly duration: number;
  readonly billsec: number;
  readonly hangup_cause: string | null;
  readonly hangup_cause_code: number | null;
  readonly hangup_source: string | null;
  readonly hangup_disposition: string | null;
  readonly sip_code: number | null;
  readonly refused: boolean;
  readonly failure_code: string | null;
  readonly failure_reason: string | null;
  readonly sip_call_id: string;
  readonly bridge_uuid: string | null;
  readonly campaign_id: string | null;
  readonly trunk_id: string | null;
  readonly customer_endpoint: string | null;
  readonly terminated_to: string | null;
  readonly sip_user_agent: string | null;
  readonly network_addr: string | null;
  readonly carrier_ip: string | null;
  readonly codec: string | null;
  readonly region: string;
  readonly origination_region: string;
  readonly edge_node: string | null;
  readonly mos_hundredths: number | null;
  readonly jitter_us: number | null;
  readonly loss_hundredths: number | null;
  readonly pdd_ms: number | null;
  readonly currency: string;
  readonly cost: bigint;
  readonly streaming_cost: bigint;
  readonly wholesale_cost: bigint;
  readonly margin: bigint;
  readonly written_off: bigint;
  readonly funded_seconds: number | null;
  readonly limit_fired: string | null;
  readonly settled_by: Cdr['settledBy'];
  readonly created_at: Date;
  readonly updated_at: Date;
}

function sideFromRow(row: CdrRow, name: 'selling' | 'wholesale'): RatedSide | null {
  const tierId = row[`${name}_tier_id`];
  if (tierId === null) return null;
  return {
    tierId,
    deckVersion: row[`${name}_deck_version`],
    prefix: row[`${name}_prefix`],
    rate: row[`${name}_rate`] ?? 0n,
    connectFee: row[`${name}_connect_fee`] ?? 0n,
    initialIncrementSeconds: row[`${name}_initial_increment`] ?? 1,
    nextIncrementSeconds: row[`${name}_next_increment`] ?? 1,
    minimumDurationSeconds: row[`${name}_minimum_duration`] ?? 0,
    billedSeconds: row[`${name}_billed_seconds`],
  };
}

export function fromRow(row: CdrRow): Cdr {
  return {
    partnerId: row.partner_id,
    callId: row.id,
    number: row.number,
    customerId: row.customer_id,
    direction: row.call_direction,
    context: row.context,
    causeClass: row.cause_class,
    status: statusOf(row.cause_class),
    callerIdName: row.caller_id_name,
    callerIdNumber: row.caller_id_number,
    destinationNumber: row.destination_number,
    startedAt: startOf(row.id),
    progressAt: row.progress_time,
    answeredAt: row.answer_time,
    endedAt: row.end_time,
    ringSeconds: row.ring_time,
    durationSeconds: row.duration,
    talkSeconds: row.billsec,
    hangupCause: row.hangup_cause,
    hangupCauseCode: row.hangup_cause_code,
    hangupSource: row.hangup_source,
    hangupDisposition: row.hangup_disposition,
    sipCode: row.sip_code,
    refused: row.refused,
    failureCode: row.failure_code,
    failureReason: row.failure_reason,
    sipCallId: row.sip_call_id,
    bridgeUuid: row.bridge_uuid,
    campaignId: row.campaign_id,
    trunkId: row.trunk_id,
    customerEndpoint: row.customer_endpoint,
    terminatedTo: row.terminated_to,
    sipUserAgent: row.sip_user_agent,
    networkAddress: row.network_addr,
    carrierIp: row.carrier_ip,
    codec: row.codec,
    region: row.region,
    originationRegion: row.origination_region,
    edgeNode: row.edge_node,
    mosHundredths: row.mos_hundredths,
    jitterMicroseconds: row.jitter_us,
    lossHundredths: row.loss_hundredths,
    pddMs: row.pdd_ms,
    currency: row.currency,
    cost: row.cost,
    streamingCost: row.streaming_cost,
    wholesaleCost: row.wholesale_cost,
    margin: row.margin,
    writtenOff: row.written_off,
    selling: sideFromRow(row, 'selling'),
    wholesale: sideFromRow(row, 'wholesale'),
    sellingBilledSeconds: row.selling_billed_seconds,
    wholesaleBilledSeconds: row.wholesale_billed_seconds,
    fundedSeconds: row.funded_seconds,
    limitFired: row.limit_fired,
    settledBy: row.settled_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
