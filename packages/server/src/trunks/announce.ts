import { appendAudit, fieldChanges, type FieldChange } from '../audit/index.ts';
import type { By } from '../identity/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import type { Account } from './trunk.ts';

export type TrunkObject = 'trunk' | 'credential' | 'ip_acl' | 'origination_uri';
type Wire = Readonly<Record<string, unknown>>;

/** What became of one object: its fields by their wire names before and after; null where there was or is none. */
export interface Announcement {
  readonly object: TrunkObject;
  readonly id: string;
  readonly from: Wire | null;
  readonly to: Wire | null;
  /** Changes that stand in no field, such as a new password. */
  readonly more?: readonly FieldChange[];
  readonly reason?: string | undefined;
}

/** Fields that change with every change, or say the same of every object. */
const SILENT = ['created_at', 'updated_at', 'password'];

function changesOf({ from, to, more = [] }: Announcement): FieldChange[] {
  const nothing = Object.fromEntries(Object.keys(from ?? {}).map((field) => [field, null]));
  const changes = fieldChanges(from ?? {}, to ?? nothing).filter(({ field }) => !SILENT.includes(field));
  return [...changes, ...more];
}

function verb({ from, to }: Announcement): string {
  if (from === null) return 'created';
  return to === null ? 'deleted' : 'updated';
}

/** Writes what happened into the audit log and the outbox. The events carry ids alone: whoever needs more reads it. */
export async function announce(
  tx: Tx,
  account: Pick<Account, 'partnerId' | 'customerId' | 'authId'>,
  by: By,
  announcements: readonly Announcement[],
): Promise<void> {
  const { partnerId, customerId, authId } = account;
  await appendAudit(
    tx,
    announcements.map((one) => ({
      partnerId,
      at: by.at,
      actor: by.actor,
      action: `${one.object}.${verb(one)}`,
      objectType: one.object,
      objectId: one.id,
      changes: changesOf(one),
      reason: one.reason ?? null,
    })),
  );
  await appendOutbox(
    tx,
    by.at,
    announcements.map((one) => ({
      partnerId,
      topic: `${one.object}.${verb(one)}`,
      payload: { account_id: authId, customer_id: customerId, [`${one.object}_id`]: one.id },
    })),
  );
}
