import type { CustomerPrincipal } from '../identity/index.ts';
import type { Route } from '../platform/http/index.ts';
import type { NumberRoutesDeps } from './numbers-deps.ts';

/** The customer's own numbers, as published. */
export function numberCustomerRoutes(_deps: NumberRoutesDeps): Route<CustomerPrincipal>[] {
  return [];
}
