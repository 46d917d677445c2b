import { entitlementOf, type CapacityLimits, type Customer } from '../customers/index.ts';
import type { Resource } from './capacity.ts';

/** One resource of a customer. */
export interface CustomerCapacity {
  /** The limit that calls meet. */
  readonly limit: number;
  /** What of it came out of the partner's pool and has not gone back. */
  readonly allocated: number;
  /** The most that the limit may be. */
  readonly entitled: number;
}

export function capacityOf(customer: Customer, resource: Resource): CustomerCapacity {
  const { cps, concurrentCalls } = entitlementOf(customer);
  return resource === 'cps'
    ? { limit: customer.cpsLimit, allocated: customer.allocatedCps, entitled: cps }
    : {
        limit: customer.concurrentCallsLimit,
        allocated: customer.allocatedConcurrentCalls,
        entitled: concurrentCalls,
      };
}

/** Published: bounded by what the partner gave of this resource, and by the customer's current limit. */
export function reclaimable({ allocated, limit }: CustomerCapacity): number {
  return Math.min(allocated, limit);
}

/**
 * The customer's resource after `slots` more (below zero: fewer) out of the pool. Slots that come raise the limit by as many;
 * when they go, the limit stays within what is left. A partner that had set the limit lower keeps it there.
 */
export function afterMoving(before: CustomerCapacity, slots: number): CustomerCapacity {
  const entitled = before.entitled + slots;
  const limit = slots > 0 ? before.limit + slots : Math.min(before.limit, entitled);
  return { limit, allocated: before.allocated + slots, entitled };
}

/** As the customers room writes it. */
export function limitsWith(
  customer: Customer,
  resource: Resource,
  { limit, allocated }: CustomerCapacity,
): CapacityLimits {
  const { cpsLimit, concurrentCallsLimit, allocatedCps, allocatedConcurrentCalls } = customer;
  return resource === 'cps'
    ? { cpsLimit: limit, allocatedCps: allocated, concurrentCallsLimit, allocatedConcurrentCalls }
    : { cpsLimit, allocatedCps, concurrentCallsLimit: limit, allocatedConcurrentCalls: allocated };
}
