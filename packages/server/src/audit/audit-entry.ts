import { sql } from 'kysely';
import type { Tx } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { formatFixed } from '../platform/money/index.ts';
import { isoText } from '../platform/time/index.ts';

/** The partner under which the operator's own affairs are filed; no partner reads them. */
export const OPERATOR_BOOKS = '00000000-0000-0000-0000-000000000000';

/** Who acts, and from where. Made once per request or command and handed to every write. */
export interface Actor {
  readonly kind: 'operator' | 'partner' | 'customer' | 'system';
  /** Credential or user id. */
  readonly id: string;
  /** Readable: a token's label, a user's e-mail. */
  readonly label: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly requestId: string | null;
}

export interface FieldChange {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

export interface AuditEntry {
  readonly partnerId: string;
  readonly at: Date;
  readonly actor: Actor;
  /** Dotted and in the past: `account.suspended`. */
  readonly action: string;
  readonly objectType: string;
  readonly objectId: string;
  readonly changes?: readonly FieldChange[];
  readonly reason?: string | null;
}

/** A value in the log: a `bigint` is money and printed as such, rates come as text, secrets never come here. */
function loggable(value: unknown): unknown {
  if (typeof value === 'bigint') return formatFixed(value);
  return value === undefined ? null : value;
}

/** The row as `audit_append` in SQL reads it. */
export interface AuditRow {
  readonly partner_id: string;
  readonly id: string;
  readonly at: string;
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

/** For ledger commands, which carry their entry with them. */
export function toAuditRow(entry: AuditEntry): AuditRow {
  const { actor } = entry;
  return {
    partner_id: entry.partnerId,
    id: uuidv7(entry.at),
    at: isoText(entry.at),
    actor_kind: actor.kind,
    actor_id: actor.id,
    actor_label: actor.label,
    action: entry.action,
    object_type: entry.objectType,
    object_id: entry.objectId,
    changes: (entry.changes ?? []).map((c) => ({
      field: c.field,
      from: loggable(c.from),
      to: loggable(c.to),
    })),
    reason: entry.reason ?? null,
    ip: actor.ip,
    user_agent: actor.userAgent,
    request_id: actor.requestId,
  };
}

/** Writes entries in the transaction that made them true. */
export async function appendAudit(tx: Tx, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await sql`SELECT audit_append(${JSON.stringify(entries.map(toAuditRow))}::jsonb)`.execute(tx);
}

/** The fields that differ between two states, for `changes`. */
export function fieldChanges(
  from: Readonly<Record<string, unknown>>,
  to: Readonly<Record<string, unknown>>,
): FieldChange[] {
  return Object.keys(to)
    .filter(
      (field) =>
        to[field] !== undefined &&
        JSON.stringify(loggable(from[field])) !== JSON.stringify(loggable(to[field])),
    )
    .map((field) => ({ field, from: from[field] ?? null, to: to[field] }));
}
