import type { OperatorPrincipal } from '../identity/index.ts';
import type { Route } from '../platform/http/index.ts';
import type { NumberRoutesDeps } from './numbers-deps.ts';

/** The operator's stock of numbers, and who holds them. */
export function numberOperatorRoutes(_deps: NumberRoutesDeps): Route<OperatorPrincipal>[] {
  return [];
}
