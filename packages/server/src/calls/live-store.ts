import { sql } from 'kysely';
import {
  askFunction,
  bare,
  quoted,
  rowsOf,
  time,
  type Column,
  type FunctionCall,
  type Reader,
  type Tx,
} from '../platform/db/index.ts';
import type { LiveCallFilter } from './service.ts';
import { BEGUN_COLUMNS } from './begun-columns.ts';
import {
  GRACE_SECONDS,
  LIVE_COLUMNS,
  fromLiveRow,
  type BegunCall,
  type LiveCall,
  type LiveCallRow,
  type RouteAnswer,
} from './live-call.ts';

/** The order in which everybody locks calls. */
function byId(a: { readonly callId: string }, b: { readonly callId: string }): number {
  return a.callId < b.callId ? -1 : 1;
}

const COLUMNS = sql.join(LIVE_COLUMNS.map((name) => sql.ref(name)));

/** A call that is over. */
export interface EndedCall {
  readonly callId: string;
  readonly partnerId: string | null;
  readonly endedAt: Date;
  readonly refusal: string | null;
  /** How a swept call was settled. */
  readonly swept: unknown;
}

interface EndedRow {
  readonly call_id: string;
  readonly partner_id: string | null;
  readonly ended_at: Date;
  readonly refusal: string | null;
  readonly swept: unknown;
}

export async function selectEnded(
  reader: Reader,
  callIds: readonly string[],
  lock = false,
): Promise<ReadonlyMap<string, EndedCall>> {
  if (callIds.length === 0) return new Map();
  const { rows } = await sql<EndedRow>`SELECT call_id, partner_id, ended_at, refusal, swept FROM ended_call
    WHERE call_id = ANY (${callIds}::uuid[]) ORDER BY call_id ${lock ? sql`FOR UPDATE` : sql``}`.execute(
    reader,
  );
  return new Map(
    rows.map((row) => [
      row.call_id,
      {
        callId: row.call_id,
        partnerId: row.partner_id,
        endedAt: row.ended_at,
        refusal: row.refusal,
        swept: row.swept,
      },
    ]),
  );
}

const ENDED_COLUMNS: readonly Column<EndedCall>[] = [
  ['c_call', ({ callId }) => bare(callId)],
  ['c_partner', ({ partnerId }) => bare(partnerId)],
  ['c_ended', ({ endedAt }) => time(endedAt)],
  ['c_refusal', ({ refusal }) => quoted(refusal)],
  ['c_swept', ({ swept }) => (swept == null ? 'NULL' : quoted(JSON.stringify(swept)))],
];

/** Notes that calls are over. What is noted already stays, but for a call that nobody had asked about. */
export async function insertEnded(tx: Tx, ended: readonly EndedCall[]): Promise<void> {
  if (ended.length === 0) return;
  await askFunction(tx, 'call_note_ended', [rowsOf(ENDED_COLUMNS, ended.toSorted(byId))]);
}

export async function clearSwept(tx: Tx, callId: string): Promise<void> {
  await sql`UPDATE ended_call SET swept = NULL WHERE call_id = ${callId}`.execute(tx);
}

export async function deleteEnded(tx: Tx, before: Date, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`DELETE FROM ended_call WHERE call_id IN (
    SELECT call_id FROM ended_call WHERE ended_at < ${before} ORDER BY ended_at LIMIT ${limit})`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

/** Calls by id alone, as edges name them; locked in the order of their ids. */
export async function selectLive(
  reader: Reader,
  callIds: readonly string[],
  lock = false,
): Promise<ReadonlyMap<string, LiveCall>> {
  if (callIds.length === 0) return new Map();
  // One by one through the index: a planner that takes the table for empty would walk through all of it.
  const { rows } = await sql<LiveCallRow>`SELECT c.* FROM unnest(${callIds.toSorted()}::uuid[]) AS k(call_id)
    CROSS JOIN LATERAL (SELECT ${COLUMNS} FROM live_call l WHERE l.call_id = k.call_id OFFSET 0
      ${lock ? sql`FOR UPDATE` : sql``}) c`.execute(reader);
  return new Map(rows.map((row) => [row.call_id, fromLiveRow(row)]));
}

/** Calls that are up, with what their edge was told. */
export async function selectBegun(
  reader: Reader,
  callIds: readonly string[],
): Promise<ReadonlyMap<string, BegunCall>> {
  if (callIds.length === 0) return new Map();
  const { rows } = await sql<LiveCallRow & { readonly answer: RouteAnswer }>`
    SELECT * FROM live_call WHERE call_id = ANY (${callIds}::uuid[])`.execute(reader);
  return new Map(rows.map((row) => [row.call_id, { ...fromLiveRow(row), answer: row.answer }]));
}

/** Makes the rows of calls that begin. Fails with `PT001` where money of one is not held. */
export function beginningOf(calls: readonly BegunCall[]): FunctionCall {
  return { name: 'call_begin', rows: [rowsOf(BEGUN_COLUMNS, calls)] };
}

/** What changes while a call is up. */
export async function updateLive(tx: Tx, calls: readonly LiveCall[]): Promise<void> {
  if (calls.length === 0) return;
  const rows = calls.map((call) => ({
    partner_id: call.partnerId,
    call_id: call.callId,
    answered_at: call.answeredAt,
    hold_id: call.holdId,
    held: call.held.toString(),
    loss_hold_id: call.lossHoldId,
    loss_held: call.lossHeld.toString(),
    funded_seconds: call.fundedSeconds,
    slice_seconds: call.sliceSeconds,
    max_seconds: call.maxSeconds,
    bound_by: call.boundBy,
    funded_until: call.fundedUntil,
    expires_at: call.expiresAt,
  }));
  await sql`UPDATE live_call c SET answered_at = n.answered_at, hold_id = n.hold_id, held = n.held,
      loss_hold_id = n.loss_hold_id, loss_held = n.loss_held, funded_seconds = n.funded_seconds,
      slice_seconds = n.slice_seconds, max_seconds = n.max_seconds, bound_by = n.bound_by, funded_until = n.funded_until,
      expires_at = n.expires_at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n(partner_id uuid, call_id uuid, answered_at timestamptz,
      hold_id uuid, held bigint, loss_hold_id uuid, loss_held bigint, funded_seconds integer, slice_seconds integer,
      max_seconds integer, bound_by text, funded_until timestamptz, expires_at timestamptz)
    WHERE c.partner_id = n.partner_id AND c.call_id = n.call_id`.execute(tx);
}

/** A call that is to end: at once, or if its time is over; `silent`: its edge is known to be gone. */
export interface Leaving {
  readonly callId: string;
  readonly when: 'now' | 'due' | 'silent';
}

const LEAVING_COLUMNS: readonly Column<Leaving>[] = [
  ['c_call', ({ callId }) => bare(callId)],
  ['c_when', ({ when }) => bare(when)],
];

/** Takes calls that end now out of those that are up; a call that nobody may end yet stays. */
export async function takeLive(
  tx: Tx,
  calls: readonly Leaving[],
  at: Date,
): Promise<ReadonlyMap<string, LiveCall>> {
  const leaving = rowsOf(LEAVING_COLUMNS, calls.toSorted(byId));
  const rows = await askFunction<LiveCallRow>(tx, 'call_take', [leaving], { p_at: at }, LIVE_COLUMNS);
  return new Map(rows.map((row) => [row.call_id, fromLiveRow(row)]));
}

/** Calls whose time is over; those of silent nodes as soon as their money is, without the grace. */
export async function selectExpired(
  reader: Reader,
  at: Date,
  silentNodes: readonly string[],
  limit: number,
): Promise<string[]> {
  const paidUntilNow = new Date(at.getTime() + GRACE_SECONDS * 1_000);
  const { rows } = await sql<{ call_id: string }>`
    SELECT call_id FROM live_call
    WHERE expires_at <= ${silentNodes.length === 0 ? at : paidUntilNow}
      AND (expires_at <= ${at} OR edge_node = ANY (${silentNodes}::text[]))
    ORDER BY expires_at LIMIT ${limit}`.execute(reader);
  return rows.map((row) => row.call_id);
}

function conditions(partnerId: string, filter: LiveCallFilter) {
  const customer = filter.customerId === undefined ? sql`` : sql`AND customer_id = ${filter.customerId}`;
  const direction = filter.direction === undefined ? sql`` : sql`AND direction = ${filter.direction}`;
  return sql`partner_id = ${partnerId} ${customer} ${direction}`;
}

/** Newest first. */
export async function listLive(
  reader: Reader,
  partnerId: string,
  filter: LiveCallFilter,
  place: { readonly limit: number; readonly after?: string | null },
): Promise<LiveCall[]> {
  const after = place.after == null ? sql`` : sql`AND call_id < ${place.after}`;
  const { rows } =
    await sql<LiveCallRow>`SELECT ${COLUMNS} FROM live_call WHERE ${conditions(partnerId, filter)} ${after}
    ORDER BY call_id DESC LIMIT ${place.limit}`.execute(reader);
  return rows.map(fromLiveRow);
}

export async function countLive(reader: Reader, partnerId: string, filter: LiveCallFilter): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`
    SELECT count(*) AS n FROM live_call WHERE ${conditions(partnerId, filter)}`.execute(reader);
  return Number(rows[0]?.n ?? 0n);
}

/** How many of an owner's calls are up, by its counter: a customer's or a trunk's. */
export async function countLiveOf(reader: Reader, partnerId: string, ownerId: string): Promise<number> {
  const { rows } = await sql<{ live: number }>`SELECT live FROM call_counter
    WHERE partner_id = ${partnerId} AND owner_id = ${ownerId}`.execute(reader);
  return rows[0]?.live ?? 0;
}

export async function countLiveWithCredential(
  reader: Reader,
  partnerId: string,
  id: string,
): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`SELECT count(*) AS n FROM live_call
    WHERE partner_id = ${partnerId} AND credential_id = ${id}`.execute(reader);
  return Number(rows[0]?.n ?? 0n);
}

export async function markHangUp(
  tx: Tx,
  partnerId: string,
  callId: string,
  at: Date,
): Promise<LiveCall | null> {
  const { rows } = await sql<LiveCallRow>`UPDATE live_call
    SET hang_up_requested_at = coalesce(hang_up_requested_at, ${at})
    WHERE partner_id = ${partnerId} AND call_id = ${callId} RETURNING ${COLUMNS}`.execute(tx);
  return rows[0] === undefined ? null : fromLiveRow(rows[0]);
}

export async function selectHangUps(reader: Reader, edgeNode: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ call_id: string }>`SELECT call_id FROM live_call
    WHERE edge_node = ${edgeNode} AND hang_up_requested_at IS NOT NULL
    ORDER BY hang_up_requested_at LIMIT ${limit}`.execute(reader);
  return rows.map((row) => row.call_id);
}

/** What is held for a call that is up, on its wallet and for a loss on the master account. */
export interface LiveHolds {
  readonly callId: string;
  readonly customerId: string;
  readonly currency: string;
  readonly holdId: string | null;
  readonly held: bigint;
  readonly lossHoldId: string | null;
  readonly lossHeld: bigint;
}

/** Calls of a partner in the order of their ids, with their holds: some of them, or a page of all. */
export async function selectLiveHolds(
  reader: Reader,
  partnerId: string,
  which:
    { readonly callIds: readonly string[] } | { readonly afterId: string | null; readonly limit: number },
): Promise<LiveHolds[]> {
  const some =
    'callIds' in which
      ? sql`AND call_id = ANY (${which.callIds}::uuid[]) ORDER BY call_id`
      : sql`${which.afterId === null ? sql`` : sql`AND call_id > ${which.afterId}::uuid`}
          ORDER BY call_id LIMIT ${which.limit}`;
  const { rows } = await sql<LiveCallRow>`SELECT ${COLUMNS} FROM live_call
    WHERE partner_id = ${partnerId} ${some}`.execute(reader);
  return rows.map(fromLiveRow);
}
