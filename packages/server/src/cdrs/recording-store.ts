import { sql } from 'kysely';
import {
  askFunction,
  callWithCommit,
  literal,
  rowsOf,
  type Column,
  type Literal,
  type Tx,
} from '../platform/db/index.ts';
import type { CallOutcome, FinishedCall, RatedSide } from './finished-call.ts';

/** Most calls in one statement: a batch of a settlement is smaller. */
const MOST_CALLS = 5_000;

/** Values by the names of their columns. */
type Row = Readonly<Record<string, Literal | undefined>>;

function outcomeColumns(o: Partial<CallOutcome>): Row {
  return {
    progress_time: o.progressAt,
    answer_time: o.answeredAt,
    end_time: o.endedAt,
    ring_time: o.ringSeconds,
    duration: o.durationSeconds,
    billsec: o.talkSeconds,
    hangup_cause: o.hangupCause,
    hangup_cause_code: o.hangupCauseCode,
    hangup_source: o.hangupSource,
    hangup_disposition: o.hangupDisposition,
    sip_code: o.sipCode,
    failure_code: o.failureCode,
    failure_reason: o.failureReason,
    terminated_to: o.terminatedTo,
    carrier_ip: o.carrierIp,
    codec: o.codec,
    mos_hundredths: o.mosHundredths,
    jitter_us: o.jitterMicroseconds,
    loss_hundredths: o.lossHundredths,
    pdd_ms: o.pddMs,
    cost: o.cost,
    streaming_cost: o.streamingCost,
    wholesale_cost: o.wholesaleCost,
    margin: o.margin,
    written_off: o.writtenOff,
    selling_billed_seconds: o.sellingBilledSeconds,
    wholesale_billed_seconds: o.wholesaleBilledSeconds,
    funded_seconds: o.fundedSeconds,
    limit_fired: o.limitFired,
    settled_by: o.settledBy,
  };
}

/** Of a call that no price was found for. */
const UNRATED = {
  tierId: null,
  deckVersion: null,
  prefix: null,
  rate: null,
  connectFee: null,
  initialIncrementSeconds: null,
  nextIncrementSeconds: null,
  minimumDurationSeconds: null,
  billedSeconds: 0,
} as const satisfies Record<keyof RatedSide, null | 0>;

function sideColumns(name: 'selling' | 'wholesale', side: RatedSide | typeof UNRATED): Row {
  return {
    [`${name}_tier_id`]: side.tierId,
    [`${name}_deck_version`]: side.deckVersion,
    [`${name}_prefix`]: side.prefix,
    [`${name}_rate`]: side.rate,
    [`${name}_connect_fee`]: side.connectFee,
    [`${name}_initial_increment`]: side.initialIncrementSeconds,
    [`${name}_next_increment`]: side.nextIncrementSeconds,
    [`${name}_minimum_duration`]: side.minimumDurationSeconds,
    [`${name}_billed_seconds`]: side.billedSeconds,
  };
}

function callColumns(call: FinishedCall): Row {
  return {
    ...outcomeColumns(call),
    ...sideColumns('selling', call.selling ?? UNRATED),
    ...sideColumns('wholesale', call.wholesale ?? UNRATED),
    partner_id: call.partnerId,
    id: call.callId,
    customer_id: call.customerId,
    call_direction: call.direction,
    context: call.context,
    caller_id_name: call.callerIdName,
    caller_id_number: call.callerIdNumber,
    destination_number: call.destinationNumber,
    refused: call.refused,
    sip_call_id: call.sipCallId,
    bridge_uuid: call.bridgeUuid,
    campaign_id: call.campaignId,
    trunk_id: call.trunkId,
    customer_endpoint: call.customerEndpoint,
    sip_user_agent: call.sipUserAgent,
    network_addr: call.networkAddress,
    region: call.region,
    origination_region: call.originationRegion,
    edge_node: call.edgeNode,
    currency: call.currency,
    created_at: call.recordedAt,
    updated_at: call.recordedAt,
  };
}

/** As SQL reads it from JSON: 64-bit numbers travel as texts. What is not said stays as it is. */
function toJson(columns: Record<string, unknown>): string {
  return JSON.stringify(columns, (_name, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
}

/** The order in which everybody writes them. */
function byKey(a: FinishedCall, b: FinishedCall): number {
  if (a.partnerId !== b.partnerId) return a.partnerId < b.partnerId ? -1 : 1;
  return a.callId < b.callId ? -1 : 1;
}

/** Calls that were just recorded, and what they add to the sums. */
export interface RecordedCalls {
  /** Of the new ones: a call that was recorded before stays as it is and counts no second time. */
  readonly ids: readonly string[];
  /** For `addToSums`, as SQL wrote it; null: nothing. */
  readonly measures: string | null;
}

/**
 * Records finished calls in the caller's transaction, which also calls `addToSums`. Nothing is locked here that
 * another call needs.
 */
export async function insertCalls(tx: Tx, calls: readonly FinishedCall[]): Promise<RecordedCalls> {
  if (calls.length > MOST_CALLS) throw new RangeError(`At most ${MOST_CALLS} calls at once.`);
  if (calls.length === 0) return { ids: [], measures: null };
  const items = calls.toSorted(byKey).map(callColumns);
  const columns = Object.keys(items[0] ?? {}).map((name): Column<Row> => [
    name,
    (row) => literal(row[name] ?? null),
  ]);
  const [row] = await askFunction<{ new_ids: string[]; measures: string | null }>(tx, 'cdr_insert', [
    rowsOf(columns, items),
  ]);
  return { ids: row?.new_ids ?? [], measures: row?.measures ?? null };
}

/** Adds recorded calls to the rollups, with COMMIT: whoever else counts there waits no longer than for that. */
export function addToSums(tx: Tx, { measures }: RecordedCalls): void {
  if (measures === null) return;
  callWithCommit(tx, [{ name: 'cdr_add_measures', rows: [{ names: ['measures'], arrays: [measures] }] }]);
}

/** Records finished calls and adds them to the rollups: once in a transaction. Gives the ids of the new ones. */
export async function recordCalls(tx: Tx, calls: readonly FinishedCall[]): Promise<readonly string[]> {
  const recorded = await insertCalls(tx, calls);
  addToSums(tx, recorded);
  return recorded.ids;
}

/** Changes what a late report says otherwise; both rollups move by the difference. False where there is no such call. */
export async function correctCall(
  tx: Tx,
  partnerId: string,
  callId: string,
  changes: Partial<CallOutcome>,
  at: Date,
): Promise<boolean> {
  const columns = { ...outcomeColumns(changes), updated_at: at };
  const { rows } = await sql<{ found: boolean }>`
    SELECT cdr_correct(${partnerId}, ${callId}, ${toJson(columns)}::jsonb) AS found`.execute(tx);
  return rows[0]?.found === true;
}
