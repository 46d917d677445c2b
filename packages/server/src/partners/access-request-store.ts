import { sql, type RawBuilder } from 'kysely';
import { containing, type Reader, type Tx } from '../platform/db/index.ts';
import type { AccessRequest, AccessRequestStatus } from './access-request.ts';
import type { ListPlace } from './store.ts';

interface AccessRequestRow {
  readonly id: string;
  readonly reference: string;
  readonly status: AccessRequestStatus;
  readonly name: string;
  readonly company: string;
  readonly email: string;
  readonly phone: string;
  readonly country: string;
  readonly use_case: string;
  readonly expected_traffic: string;
  readonly starting_credit: string;
  readonly message: string;
  readonly ip: string;
  readonly user_agent: string | null;
  readonly created_at: Date;
  readonly due_at: Date;
  readonly taken_at: Date | null;
  readonly taken_by: string | null;
  readonly decided_at: Date | null;
  readonly decided_by: string | null;
  readonly decline_reason: string | null;
  readonly partner_id: string | null;
}

/** Writes a request; false when the e-mail has an open one already. */
export async function insertAccessRequest(tx: Tx, request: AccessRequest): Promise<boolean> {
  const { numAffectedRows } = await sql`
    INSERT INTO access_request (id, reference, status, name, company, email, phone, country, use_case, expected_traffic,
      starting_credit, message, ip, user_agent, created_at, due_at)
    VALUES (${request.id}, ${request.reference}, ${request.status}, ${request.name}, ${request.company}, ${request.email},
      ${request.phone}, ${request.country}, ${request.useCase}, ${request.expectedTraffic},
      ${request.startingCredit}, ${request.message},
      ${request.ip}, ${request.userAgent}, ${request.createdAt}, ${request.dueAt})
    ON CONFLICT (email) WHERE status IN ('new', 'in_review') DO NOTHING`.execute(tx);
  return numAffectedRows === 1n;
}

export async function selectOpenAccessRequest(reader: Reader, email: string): Promise<AccessRequest | null> {
  const { rows } = await sql<AccessRequestRow>`SELECT * FROM access_request
    WHERE email = ${email} AND status IN ('new', 'in_review')`.execute(reader);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

export async function selectAccessRequest(reader: Reader, id: string): Promise<AccessRequest | null> {
  const { rows } = await sql<AccessRequestRow>`SELECT * FROM access_request WHERE id = ${id}`.execute(reader);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

export async function selectAccessRequestByReference(
  reader: Reader,
  reference: string,
): Promise<AccessRequest | null> {
  const { rows } =
    await sql<AccessRequestRow>`SELECT * FROM access_request WHERE reference = ${reference}`.execute(reader);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** Of two who decide at once, the second waits here and then sees the decision of the first. */
export async function lockAccessRequest(tx: Tx, id: string): Promise<AccessRequest | null> {
  const { rows } =
    await sql<AccessRequestRow>`SELECT * FROM access_request WHERE id = ${id} FOR UPDATE`.execute(tx);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** Writes the state of a request whose lock the caller holds. */
export async function updateAccessRequest(tx: Tx, request: AccessRequest): Promise<void> {
  await sql`UPDATE access_request SET status = ${request.status}, taken_at = ${request.takenAt},
      taken_by = ${request.takenBy}, decided_at = ${request.decidedAt}, decided_by = ${request.decidedBy},
      decline_reason = ${request.declineReason}, partner_id = ${request.partnerId}
    WHERE id = ${request.id}`.execute(tx);
}

export interface AccessRequestFilter {
  readonly status?: AccessRequestStatus | undefined;
  /** Only open ones whose due time is before this. */
  readonly overdueAt?: Date | undefined;
  readonly search?: string | undefined;
}

function conditions({ status, overdueAt, search }: AccessRequestFilter): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`true`];
  if (status !== undefined) parts.push(sql`status = ${status}`);
  if (overdueAt !== undefined) parts.push(sql`(decided_at IS NULL AND due_at < ${overdueAt})`);
  if (search !== undefined) {
    const pattern = containing(search);
    parts.push(
      sql`(name ILIKE ${pattern} OR email ILIKE ${pattern} OR company ILIKE ${pattern} OR reference ILIKE ${pattern})`,
    );
  }
  return sql.join(parts, sql` AND `);
}

/** Newest first. */
export async function selectAccessRequests(
  reader: Reader,
  filter: AccessRequestFilter,
  place: ListPlace,
): Promise<AccessRequest[]> {
  const older = place.afterId === null ? sql`` : sql`AND id < ${place.afterId}::uuid`;
  const { rows } =
    await sql<AccessRequestRow>`SELECT * FROM access_request WHERE ${conditions(filter)} ${older}
    ORDER BY id DESC LIMIT ${place.limit} OFFSET ${place.offset}`.execute(reader);
  return rows.map(fromRow);
}

export async function countAccessRequests(reader: Reader, filter: AccessRequestFilter): Promise<number> {
  const { rows } = await sql<{ total: bigint }>`
    SELECT count(*) AS total FROM access_request WHERE ${conditions(filter)}`.execute(reader);
  return Number(rows[0]?.total ?? 0n);
}

/** Counts one more of a subject on a day (`YYYY-MM-DD`); false when it has had its `limit`. */
export async function takeQuota(tx: Tx, day: string, subject: string, limit: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    INSERT INTO access_request_quota AS q (day, subject, count) VALUES (${day}::date, ${subject}, 1)
    ON CONFLICT (day, subject) DO UPDATE SET count = q.count + 1 WHERE q.count < ${limit}`.execute(tx);
  return numAffectedRows === 1n;
}

/** Forgets days before this one. */
export async function deleteOldQuota(tx: Tx, day: string): Promise<void> {
  await sql`DELETE FROM access_request_quota WHERE day < ${day}::date`.execute(tx);
}

function fromRow(row: AccessRequestRow): AccessRequest {
  return {
    id: row.id,
    reference: row.reference,
    status: row.status,
    name: row.name,
    company: row.company,
    email: row.email,
    phone: row.phone,
    country: row.country,
    useCase: row.use_case,
    expectedTraffic: row.expected_traffic,
    startingCredit: row.starting_credit,
    message: row.message,
    ip: row.ip,
    userAgent: row.user_agent,
    createdAt: row.created_at,
    dueAt: row.due_at,
    takenAt: row.taken_at,
    takenBy: row.taken_by,
    decidedAt: row.decided_at,
    decidedBy: row.decided_by,
    declineReason: row.decline_reason,
    partnerId: row.partner_id,
  };
}
