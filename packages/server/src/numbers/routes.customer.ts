import type { CustomerPrincipal } from '../identity/index.ts';
import type { Route } from '../platform/http/index.ts';
import type { NumberRoutesDeps } from './numbers-deps.ts';
import { customerInventoryRoutes } from './routes.customer-inventory.ts';
import { customerHoldingRoutes } from './routes.customer-holdings.ts';

/** The customer's own numbers, as published. */
export function numberCustomerRoutes(deps: NumberRoutesDeps): Route<CustomerPrincipal>[] {
  return [...customerInventoryRoutes(deps), ...customerHoldingRoutes(deps)];
}
