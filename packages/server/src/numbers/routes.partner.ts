import type { PartnerPrincipal } from '../identity/index.ts';
import type { Route } from '../platform/http/index.ts';
import type { NumberRoutesDeps } from './numbers-deps.ts';

/** What a partner does about numbers: look for them, reserve, buy, move, release, price. */
export function numberPartnerRoutes(_deps: NumberRoutesDeps): Route<PartnerPrincipal>[] {
  return [];
}
