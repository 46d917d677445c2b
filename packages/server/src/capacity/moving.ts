import { appendAudit } from '../audit/index.ts';
import type { Customer } from '../customers/index.ts';
import type { By } from '../identity/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import type { CapacityDeps } from './capacity-deps.ts';
import {
  RESOURCES,
  remainingOf,
  type CapacityTransfer,
  type Direction,
  type Pool,
  type Resource,
} from './capacity.ts';
import { afterMoving, capacityOf, limitsWith, reclaimable } from './customer-capacity.ts';
import { capacityTransfersDisabled, exceedsAllocated, insufficientCapacity } from './errors.ts';
import { insertTransfer, lockPool, updatePool } from './store.ts';

export interface MoveInput {
  readonly resource: Resource;
  readonly slots: number;
  readonly description: string | null;
}

const EVENTS = { transfer: 'capacity.transferred', reclaim: 'capacity.reclaimed' } as const;

/**
 * Moves slots from the partner's pool to a customer, or back. Both rows change together: the customer's is locked first, then
 * the pool's, which every movement of the partner waits for.
 * Throws 404, 409 `customer_closed`, 403 `capacity_transfers_disabled`, 409 `insufficient_capacity` and
 * `exceeds_allocated_capacity`.
 */
export async function moveCapacity(
  deps: CapacityDeps,
  tx: Tx,
  partnerId: string,
  customerId: string,
  direction: Direction,
  input: MoveInput,
  by: By,
): Promise<CapacityTransfer> {
  const customer = await deps.customers.lockOpen(tx, partnerId, customerId);
  const pool = await lockPool(tx, partnerId, by.at);
  if (!pool.transfersEnabled) throw capacityTransfersDisabled();
  refuseExcess(pool, customer, direction, input);
  const { transfer } = await move(deps, tx, { pool, customer }, direction, input, by);
  return transfer;
}

function refuseExcess(pool: Pool, customer: Customer, direction: Direction, input: MoveInput): void {
  const { resource, slots } = input;
  const facts = { resource, requested_slots: slots };
  if (direction === 'transfer') {
    const left = remainingOf(pool)[resource];
    if (slots > left) throw insufficientCapacity({ facts: { ...facts, partner_remaining: left } });
    return;
  }
  const most = reclaimable(capacityOf(customer, resource));
  if (slots > most) throw exceedsAllocated({ facts: { ...facts, reclaimable: most } });
}

interface Both {
  readonly pool: Pool;
  readonly customer: Customer;
}

async function move(
  deps: CapacityDeps,
  tx: Tx,
  { pool, customer }: Both,
  direction: Direction,
  { resource, slots, description }: MoveInput,
  by: By,
): Promise<Both & { readonly transfer: CapacityTransfer }> {
  const signed = direction === 'transfer' ? slots : -slots;
  const wanted = {
    ...pool,
    allocated: { ...pool.allocated, [resource]: pool.allocated[resource] + signed },
  };
  await updatePool(tx, wanted, by.at);
  const after = afterMoving(capacityOf(customer, resource), signed);
  const saved = await deps.customers.saveLimits(tx, customer, limitsWith(customer, resource, after), by);
  const transfer: CapacityTransfer = {
    partnerId: pool.partnerId,
    id: uuidv7(by.at),
    customerId: customer.customerId,
    customerAuthId: customer.authId,
    direction,
    resource,
    slots,
    description,
    partnerRemaining: remainingOf(wanted)[resource],
    customerEffective: after.limit,
    movedBy: by.actor.label,
    createdAt: by.at,
  };
  await insertTransfer(tx, transfer);
  await announce(tx, transfer, signed, by);
  return { pool: wanted, customer: saved, transfer };
}

async function announce(tx: Tx, transfer: CapacityTransfer, signed: number, by: By): Promise<void> {
  const { partnerId, customerAuthId, customerId, resource, partnerRemaining } = transfer;
  await appendAudit(tx, [
    {
      partnerId,
      at: by.at,
      actor: by.actor,
      action: EVENTS[transfer.direction],
      objectType: 'account',
      objectId: customerAuthId,
      changes: [
        { field: `partner_remaining_${resource}`, from: partnerRemaining + signed, to: partnerRemaining },
      ],
      reason: transfer.description,
    },
  ]);
  await appendOutbox(tx, by.at, [
    {
      partnerId,
      topic: EVENTS[transfer.direction],
      payload: {
        transfer_id: transfer.id,
        account_id: customerAuthId,
        customer_id: customerId,
        resource,
        slots: transfer.slots,
        partner_remaining: partnerRemaining,
        customer_effective: transfer.customerEffective,
      },
    },
  ]);
}

/** Everything that an ending account has goes back to its partner's pool. The caller holds the customer's row. */
export async function returnAll(deps: CapacityDeps, tx: Tx, ending: Customer, by: By): Promise<void> {
  const held = RESOURCES.filter((resource) => capacityOf(ending, resource).allocated > 0);
  if (held.length === 0) return;
  let both: Both = { customer: ending, pool: await lockPool(tx, ending.partnerId, by.at) };
  for (const resource of held) {
    const { allocated: slots } = capacityOf(both.customer, resource);
    both = await move(deps, tx, both, 'reclaim', { resource, slots, description: 'Account closed' }, by);
  }
}
