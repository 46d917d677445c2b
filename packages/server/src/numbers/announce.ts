import { appendAudit, type FieldChange } from '../audit/index.ts';
import type { By } from '../identity/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import type { NumberHolding } from './number-holding.ts';

/** Something that became of a number. */
export interface NumberNews {
  readonly holding: NumberHolding;
  /** Dotted and in the past; also the topic of the event. */
  readonly action: string;
  readonly changes?: readonly FieldChange[];
  readonly reason?: string | null;
  /** Further facts of the event. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** Writes into the audit log and the outbox what became of numbers, in the transaction that made it true. */
export async function announce(tx: Tx, news: readonly NumberNews[], by: By): Promise<void> {
  if (news.length === 0) return;
  await appendAudit(
    tx,
    news.map(({ holding, action, changes = [], reason = null }) => ({
      partnerId: holding.partnerId,
      at: by.at,
      actor: by.actor,
      action,
      objectType: 'number',
      objectId: holding.e164,
      changes,
      reason,
    })),
  );
  await appendOutbox(
    tx,
    by.at,
    news.map(({ holding, action, facts = {} }) => ({
      partnerId: holding.partnerId,
      topic: action,
      payload: {
        number_id: holding.id,
        e164: holding.e164,
        account_id: holding.accountId,
        status: holding.status,
        ...facts,
      },
    })),
  );
}
