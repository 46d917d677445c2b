import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import type { Actor, FieldChange } from './audit-entry.ts';

/** An entry as it was written. */
export interface StoredAuditEntry {
  readonly partnerId: string;
  readonly id: string;
  readonly at: Date;
  readonly actor: Actor;
  readonly action: string;
  readonly objectType: string;
  readonly objectId: string;
  readonly changes: readonly FieldChange[];
  readonly reason: string | null;
}

/** Each filter that is given must match. */
export interface AuditFilter {
  /** A kind of actor, or one actor's id or label. */
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly objectType?: string | undefined;
  readonly objectId?: string | undefined;
  readonly from: Date | null;
  readonly before: Date | null;
}

/** Whose entries: one partner's, as that partner may see them, or any, as the operator sees them. */
export type AuditScope =
  | { readonly reader: 'partner'; readonly partnerId: string }
  | { readonly reader: 'operator'; readonly partnerId: string | null };

export interface AuditPlace {
  readonly limit: number;
  readonly offset: number;
  /** Only entries older than the one of this id. */
  readonly afterId: string | null;
}

interface AuditRow {
  readonly partner_id: string;
  readonly id: string;
  readonly at: Date;
  readonly actor_kind: Actor['kind'];
  readonly actor_id: string;
  readonly actor_label: string;
  readonly action: string;
  readonly object_type: string;
  readonly object_id: string;
  readonly changes: readonly FieldChange[];
  readonly reason: string | null;
  readonly ip: string | null;
  readonly user_agent: string | null;
  readonly request_id: string | null;
}

/** Counting stops here; the list says so. */
export const COUNTED_ROWS = 100_000;

/** The smallest UUIDv7 of a millisecond: entry ids carry their time, so a window of time is a range of ids. */
function firstIdAt(at: Date): string {
  const time = Math.max(0, at.getTime()).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`;
}

/** A partner sees that the operator acted, not who of its staff did: so it cannot search for them either. */
function actorIs(actor: string, scope: AuditScope): RawBuilder<unknown> {
  const named = sql`(actor_id = ${actor} OR actor_label = ${actor})`;
  const visible = scope.reader === 'operator' ? named : sql`(actor_kind <> 'operator' AND ${named})`;
  return sql`(actor_kind = ${actor} OR ${visible})`;
}

function conditions(scope: AuditScope, filter: AuditFilter): RawBuilder<unknown> {
  const parts = [
    scope.partnerId === null ? sql`true` : sql`partner_id = ${scope.partnerId}`,
    ...(filter.actor === undefined ? [] : [actorIs(filter.actor, scope)]),
    ...(filter.action === undefined ? [] : [sql`action = ${filter.action}`]),
    ...(filter.objectType === undefined ? [] : [sql`object_type = ${filter.objectType}`]),
    ...(filter.objectId === undefined ? [] : [sql`object_id = ${filter.objectId}`]),
    ...(filter.from === null ? [] : [sql`id >= ${firstIdAt(filter.from)}::uuid`]),
    ...(filter.before === null ? [] : [sql`id < ${firstIdAt(filter.before)}::uuid`]),
  ];
  return sql.join(parts, sql` AND `);
}

/** Newest first. */
export async function selectAuditEntries(
  reader: Reader,
  scope: AuditScope,
  filter: AuditFilter,
  place: AuditPlace,
): Promise<StoredAuditEntry[]> {
  const older = place.afterId === null ? sql`` : sql`AND id < ${place.afterId}::uuid`;
  const { rows } = await sql<AuditRow>`
    SELECT partner_id, id, at, actor_kind, actor_id, actor_label, action, object_type, object_id, changes, reason,
           ip, user_agent, request_id
    FROM audit_entry WHERE ${conditions(scope, filter)} ${older}
    ORDER BY id DESC LIMIT ${place.limit} OFFSET ${place.offset}`.execute(reader);
  return rows.map(fromRow);
}

/** How many entries match; counting stops at `COUNTED_ROWS`. */
export async function countAuditEntries(
  reader: Reader,
  scope: AuditScope,
  filter: AuditFilter,
): Promise<number> {
  const { rows } = await sql<{ total: bigint }>`SELECT count(*) AS total FROM (
    SELECT 1 FROM audit_entry WHERE ${conditions(scope, filter)} LIMIT ${COUNTED_ROWS}) AS counted`.execute(
    reader,
  );
  return Number(rows[0]?.total ?? 0n);
}

function fromRow(row: AuditRow): StoredAuditEntry {
  return {
    partnerId: row.partner_id,
    id: row.id,
    at: row.at,
    actor: {
      kind: row.actor_kind,
      id: row.actor_id,
      label: row.actor_label,
      ip: row.ip,
      userAgent: row.user_agent,
      requestId: row.request_id,
    },
    action: row.action,
    objectType: row.object_type,
    objectId: row.object_id,
    changes: row.changes,
    reason: row.reason,
  };
}
