import type { CustomerPrincipal } from '../identity/index.ts';
import type { Account } from './trunk.ts';

/** Whose things a customer's request is about: its own. */
export function accountOf({ customer }: CustomerPrincipal): Account {
  const { customerId, authId, partner } = customer;
  return { partnerId: partner.partnerId, customerId, authId, mode: partner.mode };
}
