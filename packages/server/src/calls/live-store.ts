import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { LiveCallFilter } from './service.ts';
import { fromFactsJson, type CallFacts, type FactsJson } from './facts.ts';
import { fromLiveRow, toLiveJson, type LiveCall, type LiveCallRow } from './live-call.ts';

/** What a call is asked about; see `call_facts`. */
export interface FactsQuestion {
  readonly callId: string;
  readonly direction: LiveCall['direction'];
  readonly partnerId: string | null;
  readonly customerId: string | null;
  readonly trunkId: string | null;
  readonly digits: string;
  readonly caller: string | null;
}

/** JSON for SQL: 64-bit numbers travel as texts. */
function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'bigint' ? inner.toString() : inner,
  );
}

/** Facts in the order of the questions; null where nobody's call it is. Locks the counters of all owners. */
export async function selectFacts(
  tx: Tx,
  questions: readonly FactsQuestion[],
  at: Date,
): Promise<(CallFacts | null)[]> {
  const calls = questions.map((question, n) => ({
    n,
    call_id: question.callId,
    direction: question.direction,
    partner_id: question.partnerId,
    customer_id: question.customerId,
    trunk_id: question.trunkId,
    digits: question.digits,
    caller: question.caller,
  }));
  const { rows } = await sql<{ n: number; facts: FactsJson }>`
    SELECT n, facts FROM call_facts(${toJson(calls)}::jsonb, ${at})`.execute(tx);
  const byPlace = new Map(rows.map((row) => [row.n, fromFactsJson(row.facts)]));
  return questions.map((_, n) => byPlace.get(n) ?? null);
}

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

/** Notes that calls are over. What is noted already stays, but for a call that nobody had asked about. */
export async function insertEnded(tx: Tx, ended: readonly EndedCall[]): Promise<void> {
  if (ended.length === 0) return;
  const rows = ended.map((one) => ({
    call_id: one.callId,
    partner_id: one.partnerId,
    ended_at: one.endedAt,
    refusal: one.refusal,
    swept: one.swept,
  }));
  await sql`INSERT INTO ended_call AS e (call_id, partner_id, ended_at, refusal, swept)
    SELECT call_id, partner_id, ended_at, refusal, nullif(swept, 'null')
    FROM jsonb_populate_recordset(NULL::ended_call, ${toJson(rows)}::jsonb) ORDER BY call_id
    ON CONFLICT (call_id) DO UPDATE SET partner_id = excluded.partner_id, refusal = excluded.refusal,
      swept = excluded.swept WHERE e.partner_id IS NULL`.execute(tx);
}

export async function clearSwept(tx: Tx, callId: string): Promise<void> {
  await sql`UPDATE ended_call SET swept = NULL WHERE call_id = ${callId}`.execute(tx);
}

export async function deleteEnded(tx: Tx, before: Date, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`DELETE FROM ended_call WHERE call_id IN (
    SELECT call_id FROM ended_call WHERE ended_at < ${before} ORDER BY ended_at LIMIT ${limit})`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

/** Calls by id alone, as edges name them. */
export async function selectLive(
  reader: Reader,
  callIds: readonly string[],
  lock = false,
): Promise<ReadonlyMap<string, LiveCall>> {
  if (callIds.length === 0) return new Map();
  const { rows } = await sql<LiveCallRow>`SELECT * FROM live_call WHERE call_id = ANY (${callIds}::uuid[])
    ORDER BY partner_id, call_id ${lock ? sql`FOR UPDATE` : sql``}`.execute(reader);
  return new Map(rows.map((row) => [row.call_id, fromLiveRow(row)]));
}

export async function insertLive(tx: Tx, calls: readonly LiveCall[]): Promise<void> {
  if (calls.length === 0) return;
  await sql`INSERT INTO live_call SELECT * FROM jsonb_populate_recordset(NULL::live_call,
    ${toJson(calls.map(toLiveJson))}::jsonb)`.execute(tx);
}

/** What changes while a call is up. */
export async function updateLive(tx: Tx, calls: readonly LiveCall[]): Promise<void> {
  if (calls.length === 0) return;
  await sql`UPDATE live_call c SET answered_at = n.answered_at, hold_id = n.hold_id, held = n.held,
      loss_hold_id = n.loss_hold_id, loss_held = n.loss_held, funded_seconds = n.funded_seconds,
      slice_seconds = n.slice_seconds, max_seconds = n.max_seconds, bound_by = n.bound_by, funded_until = n.funded_until,
      expires_at = n.expires_at
    FROM jsonb_populate_recordset(NULL::live_call, ${toJson(calls.map(toLiveJson))}::jsonb) n
    WHERE c.partner_id = n.partner_id AND c.call_id = n.call_id`.execute(tx);
}

export async function deleteLive(tx: Tx, calls: readonly LiveCall[]): Promise<void> {
  if (calls.length === 0) return;
  await sql`DELETE FROM live_call c USING unnest(${calls.map((c) => c.partnerId)}::uuid[],
      ${calls.map((c) => c.callId)}::uuid[]) AS k(partner_id, call_id)
    WHERE c.partner_id = k.partner_id AND c.call_id = k.call_id`.execute(tx);
}

/** Calls whose time is over; those of silent nodes as soon as their money is. */
export async function selectExpired(
  reader: Reader,
  at: Date,
  silentNodes: readonly string[],
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ call_id: string }>`
    (SELECT call_id FROM live_call WHERE expires_at <= ${at} ORDER BY expires_at LIMIT ${limit})
    UNION
    (SELECT call_id FROM live_call WHERE edge_node = ANY (${silentNodes}::text[]) AND funded_until <= ${at}
     ORDER BY funded_until LIMIT ${limit})
    LIMIT ${limit}`.execute(reader);
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
    await sql<LiveCallRow>`SELECT * FROM live_call WHERE ${conditions(partnerId, filter)} ${after}
    ORDER BY call_id DESC LIMIT ${place.limit}`.execute(reader);
  return rows.map(fromLiveRow);
}

export async function countLive(reader: Reader, partnerId: string, filter: LiveCallFilter): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`
    SELECT count(*) AS n FROM live_call WHERE ${conditions(partnerId, filter)}`.execute(reader);
  return Number(rows[0]?.n ?? 0n);
}

export async function countLiveBy(
  reader: Reader,
  partnerId: string,
  column: 'customer_id' | 'trunk_id' | 'credential_id',
  id: string,
): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`SELECT count(*) AS n FROM live_call
    WHERE partner_id = ${partnerId} AND ${sql.ref(column)} = ${id}`.execute(reader);
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
    WHERE partner_id = ${partnerId} AND call_id = ${callId} RETURNING *`.execute(tx);
  return rows[0] === undefined ? null : fromLiveRow(rows[0]);
}

export async function selectHangUps(reader: Reader, edgeNode: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ call_id: string }>`SELECT call_id FROM live_call
    WHERE edge_node = ${edgeNode} AND hang_up_requested_at IS NOT NULL
    ORDER BY hang_up_requested_at LIMIT ${limit}`.execute(reader);
  return rows.map((row) => row.call_id);
}
