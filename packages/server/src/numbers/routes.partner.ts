import type { PartnerPrincipal } from '../identity/index.ts';
import type { Route } from '../platform/http/index.ts';
import type { NumberRoutesDeps } from './numbers-deps.ts';
import { partnerHoldingRoutes } from './routes.partner-holdings.ts';
import { partnerInventoryRoutes } from './routes.partner-inventory.ts';
import { partnerPriceRoutes } from './routes.partner-prices.ts';
import { partnerReleaseRoutes } from './routes.partner-releases.ts';

/** What a partner does about numbers: look for them, reserve, buy, move, release, price. */
export function numberPartnerRoutes(deps: NumberRoutesDeps): Route<PartnerPrincipal>[] {
  return [
    ...partnerInventoryRoutes(deps),
    ...partnerHoldingRoutes(deps),
    ...partnerReleaseRoutes(deps),
    ...partnerPriceRoutes(deps),
  ];
}
