import type { CustomerPrincipal } from '../identity/index.ts';
import type { Route } from '../platform/http/index.ts';
import { trunkOpenerRoutes } from './routes.customer-openers.ts';
import { trunkRoutes } from './routes.customer-trunks.ts';
import type { TrunkRoutesDeps } from './trunks-deps.ts';

export function trunkCustomerRoutes(deps: TrunkRoutesDeps): Route<CustomerPrincipal>[] {
  return [...trunkRoutes(deps), ...trunkOpenerRoutes(deps)];
}
