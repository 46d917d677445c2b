import type { Customer } from '../customers/index.ts';
import type { By } from '../identity/index.ts';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { OffsetPlace } from '../platform/http/index.ts';
import type { CapacityDeps } from './capacity-deps.ts';
import type { CapacityTransfer, Pool } from './capacity.ts';
import { moveCapacity, returnAll, type MoveInput } from './moving.ts';
import { setPool, type PoolPatch } from './pool.ts';
import { countTransfers, selectPool, selectTransfers, type TransferFilter } from './store.ts';

/** The door to capacity. `id` is a customer's `MA_…` id in any case. */
export interface Capacity {
  /**
   * From the pool to a customer. Throws 404, 403 `capacity_transfers_disabled`, 409 `customer_closed`,
   * `insufficient_capacity`.
   */
  transfer(tx: Tx, partnerId: string, id: string, input: MoveInput, by: By): Promise<CapacityTransfer>;
  /** Back to the pool. Throws 404, 403 `capacity_transfers_disabled`, 409 `customer_closed`, `exceeds_allocated_capacity`. */
  reclaim(tx: Tx, partnerId: string, id: string, input: MoveInput, by: By): Promise<CapacityTransfer>;
  pool(reader: Reader, partnerId: string): Promise<Pool>;
  /** Throws 409 `capacity_in_use`. */
  setPool(
    tx: Tx,
    partner: { readonly partnerId: string; readonly authId: string },
    patch: PoolPatch,
    reason: string | undefined,
    by: By,
  ): Promise<Pool>;
  history(
    reader: Reader,
    partnerId: string,
    filter: TransferFilter,
    place: OffsetPlace,
  ): Promise<{ readonly transfers: readonly CapacityTransfer[]; readonly total: number }>;
  /** What an account that is being closed has goes back to the pool. The caller holds its row. */
  returnAll(tx: Tx, customer: Customer, by: By): Promise<void>;
}

export function createCapacity(deps: CapacityDeps): Capacity {
  return {
    transfer: (tx, partnerId, id, input, by) => moveCapacity(deps, tx, partnerId, id, 'transfer', input, by),
    reclaim: (tx, partnerId, id, input, by) => moveCapacity(deps, tx, partnerId, id, 'reclaim', input, by),
    pool: selectPool,
    setPool,
    history: async (reader, partnerId, filter, place) => ({
      transfers: await selectTransfers(reader, partnerId, filter, place),
      total: await countTransfers(reader, partnerId, filter),
    }),
    returnAll: (tx, customer, by) => returnAll(deps, tx, customer, by),
  };
}
