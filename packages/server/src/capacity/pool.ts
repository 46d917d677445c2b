import { appendAudit, fieldChanges } from '../audit/index.ts';
import type { By } from '../identity/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import { RESOURCES, type Pool } from './capacity.ts';
import { capacityInUse } from './errors.ts';
import { lockPool, updatePool } from './store.ts';

/** What the operator changes of a pool; what is absent stays. */
export interface PoolPatch {
  readonly concurrent_calls?: number;
  readonly cps?: number;
  readonly transfers_enabled?: boolean;
}

function toFields({ granted, transfersEnabled }: Pool): Readonly<Record<string, unknown>> {
  return { ...granted, transfers_enabled: transfersEnabled };
}

/** Where nothing differs nothing is said. Throws 409 `capacity_in_use` when customers have more than that. */
export async function setPool(
  tx: Tx,
  partner: { readonly partnerId: string; readonly authId: string },
  patch: PoolPatch,
  reason: string | undefined,
  by: By,
): Promise<Pool> {
  const { partnerId, authId } = partner;
  const pool = await lockPool(tx, partnerId, by.at);
  const wanted: Pool = {
    ...pool,
    granted: {
      concurrent_calls: patch.concurrent_calls ?? pool.granted.concurrent_calls,
      cps: patch.cps ?? pool.granted.cps,
    },
    transfersEnabled: patch.transfers_enabled ?? pool.transfersEnabled,
  };
  if (RESOURCES.some((resource) => wanted.granted[resource] < pool.allocated[resource]))
    throw capacityInUse({ facts: { lowest_possible: pool.allocated } });
  const changes = fieldChanges(toFields(pool), toFields(wanted));
  if (changes.length === 0) return pool;
  await updatePool(tx, wanted, by.at);
  const action = 'partner.capacity_changed';
  await appendAudit(tx, [
    {
      partnerId,
      at: by.at,
      actor: by.actor,
      action,
      objectType: 'partner',
      objectId: authId,
      changes,
      reason: reason ?? null,
    },
  ]);
  const payload = { partner_id: partnerId, auth_id: authId, ...toFields(wanted) };
  await appendOutbox(tx, by.at, [{ partnerId, topic: action, payload }]);
  return wanted;
}
