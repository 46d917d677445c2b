import type { Customer } from './customer.ts';

/** The most that a customer's limits may be. */
export interface Entitlement {
  readonly cps: number;
  readonly concurrentCalls: number;
}

/**
 * What an account began with, bought, and got out of its partner's pool. Its limits may be set below this, never above: a
 * limit that nobody gave would be capacity out of nothing.
 */
export function entitlementOf(customer: Customer): Entitlement {
  return {
    cps: customer.baseCpsLimit + (customer.purchasedCps ?? 0) + customer.allocatedCps,
    concurrentCalls:
      customer.baseConcurrentCallsLimit +
      (customer.purchasedConcurrentCalls ?? 0) +
      customer.allocatedConcurrentCalls,
  };
}
