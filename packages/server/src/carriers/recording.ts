import { OPERATOR_BOOKS, appendAudit, type FieldChange } from '../audit/index.ts';
import type { By } from '../identity/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';

export interface Happening {
  /** Dotted and in the past; also the topic of the event. */
  readonly action: string;
  readonly objectType: 'carrier' | 'gateway' | 'route';
  readonly objectId: string;
  readonly changes?: readonly FieldChange[];
  readonly reason?: string | undefined;
  /** Of the event. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Tells of a change, in the transaction that makes it. */
export async function record(tx: Tx, by: By, happening: Happening): Promise<void> {
  const { action, objectType, objectId, changes = [], reason = null, payload } = happening;
  await appendAudit(tx, [
    {
      partnerId: OPERATOR_BOOKS,
      at: by.at,
      actor: by.actor,
      action,
      objectType,
      objectId,
      changes,
      reason,
    },
  ]);
  await appendOutbox(tx, by.at, [{ partnerId: null, topic: action, payload }]);
}

/** Every field of what is gone, for the log of its end. */
export function goneFields(details: Readonly<Record<string, unknown>>): FieldChange[] {
  return Object.entries(details).map(([field, from]) => ({ field, from, to: null }));
}
