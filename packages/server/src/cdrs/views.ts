import type { PageRequest } from '../platform/http/index.ts';
import { wireCell } from '../platform/csv/index.ts';
import type { Cdr } from './cdr.ts';
import { hangupCauseName } from './hangup-cause.ts';
import type { CdrPage } from './listing.ts';
import { totalsOf } from './sums.ts';

type Wire = Readonly<Record<string, unknown>>;

const scaled = (value: number | null, divisor: number): number | null =>
  value === null ? null : value / divisor;

/** A row with all that any version and side shows of it; `authId` is the customer's. */
export function toApiCdr(cdr: Cdr, authId: string): Wire {
  return {
    account_id: authId,
    answer_time: cdr.answeredAt,
    billsec: cdr.talkSeconds,
    bridge_uuid: cdr.bridgeUuid,
    call_direction: cdr.direction,
    caller_id_name: cdr.callerIdName,
    caller_id_number: cdr.callerIdNumber,
    campaign_id: cdr.campaignId,
    carrier_ip: cdr.carrierIp,
    codec: cdr.codec,
    context: cdr.context,
    cost: cdr.cost,
    created_at: cdr.createdAt,
    currency: cdr.currency,
    customer_endpoint: cdr.customerEndpoint,
    destination_number: cdr.destinationNumber,
    duration: cdr.durationSeconds,
    end_time: cdr.endedAt,
    failure_code: cdr.failureCode,
    failure_reason: cdr.failureReason,
    hangup_cause: cdr.hangupCause,
    hangup_cause_code: cdr.hangupCauseCode,
    hangup_cause_name: hangupCauseName(cdr.hangupCauseCode),
    hangup_disposition: cdr.hangupDisposition,
    hangup_source: cdr.hangupSource,
    id: cdr.number,
    jitter: scaled(cdr.jitterMicroseconds, 1_000),
    mos: scaled(cdr.mosHundredths, 100),
    network_addr: cdr.networkAddress,
    origination_region: cdr.originationRegion,
    packet_loss: scaled(cdr.lossHundredths, 100),
    progress_time: cdr.progressAt,
    region: cdr.region,
    ring_time: cdr.ringSeconds,
    sip_call_id: cdr.sipCallId,
    sip_user_agent: cdr.sipUserAgent,
    start_time: cdr.startedAt,
    streaming_cost: cdr.streamingCost,
    terminated_to: cdr.terminatedTo,
    total_cost: cdr.cost + cdr.streamingCost,
    trunk_id: cdr.trunkId,
    updated_at: cdr.updatedAt,
    uuid: cdr.callId,
    status: cdr.status,
    cause_class: cdr.causeClass,
    billed_seconds: cdr.sellingBilledSeconds,
    sip_code: cdr.sipCode,
    pdd_ms: cdr.pddMs,
    wholesale_cost: cdr.wholesaleCost,
    margin: cdr.margin,
  };
}

/** Keys of a row as cells of a table; money with five decimals. */
export function toCsvCells(cdr: Cdr, authId: string, keys: readonly string[]): string[] {
  const wire: Wire = { ...toApiCdr(cdr, authId), id: cdr.number.toString() };
  return keys.map((key) => wireCell(wire[key]));
}

/** Percent with one decimal. */
function rate(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((1_000 * part) / whole) / 10;
}

/** A page with its sums, as every list shows it; `currency` is that of the money in the sums. */
export function toApiCdrPage(
  listed: CdrPage,
  page: PageRequest,
  currency: string,
  authIdOf: (cdr: Cdr) => string,
): Wire {
  const totals = totalsOf(listed.sums, currency);
  const total = totals.calls;
  const seconds = totals.answered === 0 ? 0 : Math.round(totals.talkSeconds / totals.answered);
  return {
    success: true,
    count: listed.cdrs.length,
    data: listed.cdrs.map((cdr) => toApiCdr(cdr, authIdOf(cdr))),
    pagination: {
      page: page.page,
      per_page: page.perPage,
      total,
      pages: Math.ceil(total / page.perPage),
      has_next: listed.nextCursor !== null,
      has_prev: page.cursor !== null || page.page > 1,
      next_cursor: listed.nextCursor,
    },
    summary: {
      answerRate: rate(totals.answered, totals.calls),
      answeredCalls: totals.answered,
      avgCallDuration: `${seconds}s`,
      last_call_at: listed.lastCallAt?.toISOString() ?? '',
      totalCalls: total,
      total_billable_seconds: totals.talkSeconds,
      total_cost: totals.cost,
      total_duration_seconds: totals.durationSeconds,
      currency,
      capped: listed.sums.capped,
    },
  };
}
