import { appendAudit, fieldChanges, type FieldChange } from '../audit/index.ts';
import type { By } from '../partners/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import { toApiDetails } from './account-contract.ts';
import type { Customer } from './customer.ts';
import type { CustomersDeps } from './customers-deps.ts';
import { updateCustomer } from './store.ts';

export interface ChangeEntry {
  /** Dotted and in the past; also the topic of the event. */
  readonly action: string;
  readonly reason?: string | undefined;
  /** Changes that stand in no column of this room. */
  readonly more?: readonly FieldChange[];
}

/** The fields that differ, by their wire names. */
export function detailChanges(from: Customer, to: Customer): FieldChange[] {
  return fieldChanges(toApiDetails(from), toApiDetails(to));
}

/** Writes a changed customer with its audit entry and event. The caller holds the customer's lock. */
export async function saveCustomer(
  deps: CustomersDeps,
  tx: Tx,
  from: Customer,
  to: Customer,
  by: By,
  entry: ChangeEntry,
): Promise<Customer> {
  const saved = await updateCustomer(tx, to, by.at);
  const { partnerId, authId, customerId } = from;
  await appendAudit(tx, [
    {
      partnerId,
      at: by.at,
      actor: by.actor,
      action: entry.action,
      objectType: 'account',
      objectId: authId,
      changes: [...detailChanges(from, saved), ...(entry.more ?? [])],
      reason: entry.reason ?? null,
    },
  ]);
  await appendOutbox(tx, by.at, [
    {
      partnerId,
      topic: entry.action,
      payload: { account_id: authId, customer_id: customerId, status: saved.status },
    },
  ]);
  await deps.access.changed(tx, saved);
  return saved;
}
