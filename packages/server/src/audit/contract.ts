import Type from 'typebox';
import {
  ID_CURSOR,
  Nullable,
  OneOf,
  Timestamp,
  dateRangeFields,
  pageFields,
} from '../platform/http/index.ts';
import { OPERATOR_BOOKS } from './audit-entry.ts';
import type { StoredAuditEntry } from './store.ts';

export const AUDIT_PAGES = { defaultPerPage: 20, maxPerPage: 100, cursor: ID_CURSOR };

const entryFields = {
  id: Type.String({ description: 'UUID; later entries have greater ids.' }),
  at: Timestamp({ description: 'When it happened.' }),
  actor: Type.Object({
    kind: OneOf(['operator', 'partner', 'customer', 'system']),
    id: Type.String({ description: 'Credential or user.' }),
    label: Type.String({ description: "Readable: a token's label, a user's e-mail." }),
  }),
  action: Type.String({ description: 'Dotted and in the past, e.g. `account.suspended`.' }),
  object_type: Type.String(),
  object_id: Type.String(),
  changes: Type.Array(
    Type.Object({
      field: Type.String(),
      from: Type.Unknown({ description: 'Value before; null where there was none.' }),
      to: Type.Unknown({ description: 'Value after.' }),
    }),
  ),
  reason: Nullable(Type.String()),
  ip: Nullable(Type.String()),
  user_agent: Nullable(Type.String()),
  request_id: Nullable(Type.String()),
};

const listFields = {
  page: Type.Integer(),
  per_page: Type.Integer(),
  total: Type.Integer({ description: 'Matching entries; counting stops at 100,000.' }),
  total_capped: Type.Boolean({ description: 'True when there may be more than `total`.' }),
  next_cursor: Nullable(Type.String({ description: 'Place of the next page; null on the last one.' })),
};

export const AuditLogSchema = Type.Object({ entries: Type.Array(Type.Object(entryFields)), ...listFields });

export const OperatorAuditLogSchema = Type.Object({
  entries: Type.Array(
    Type.Object({
      ...entryFields,
      partner_id: Nullable(Type.String({ description: "UUID; null for the operator's own affairs." })),
    }),
  ),
  ...listFields,
});

const filterFields = {
  actor: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description: "A kind of actor (`operator`, `partner`, …), or one actor's id or label.",
    }),
  ),
  action: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  object_type: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  object_id: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  ...dateRangeFields(),
  ...pageFields(AUDIT_PAGES),
};

export const AuditLogQuery = Type.Object(filterFields, { additionalProperties: false });

export const OperatorAuditLogQuery = Type.Object(
  {
    ...filterFields,
    partner_id: Type.Optional(
      Type.String({
        pattern: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$',
        description: "One partner's entries (UUID).",
      }),
    ),
  },
  { additionalProperties: false },
);

/** As the operator sees it: everything. */
export function toOperatorAuditEntry(entry: StoredAuditEntry): Record<string, unknown> {
  const { actor } = entry;
  return {
    id: entry.id,
    at: entry.at,
    actor: { kind: actor.kind, id: actor.id, label: actor.label },
    action: entry.action,
    object_type: entry.objectType,
    object_id: entry.objectId,
    changes: entry.changes,
    reason: entry.reason,
    ip: actor.ip,
    user_agent: actor.userAgent,
    request_id: actor.requestId,
    partner_id: entry.partnerId === OPERATOR_BOOKS ? null : entry.partnerId,
  };
}

/** As a partner sees it: the operator's staff stay behind the operator's name. */
export function toPartnerAuditEntry(entry: StoredAuditEntry, operatorName: string): Record<string, unknown> {
  const full = toOperatorAuditEntry(entry);
  if (entry.actor.kind !== 'operator') return full;
  return {
    ...full,
    actor: { kind: 'operator', id: 'operator', label: operatorName },
    ip: null,
    user_agent: null,
  };
}
