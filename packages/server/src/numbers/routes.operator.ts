import type { OperatorPrincipal } from '../identity/index.ts';
import type { Route } from '../platform/http/index.ts';
import type { NumberRoutesDeps } from './numbers-deps.ts';
import { operatorImportRoutes } from './routes.operator-imports.ts';
import { operatorStockRoutes } from './routes.operator-stock.ts';

/** The operator's stock of numbers, and who holds them. */
export function numberOperatorRoutes(deps: NumberRoutesDeps): Route<OperatorPrincipal>[] {
  return [...operatorStockRoutes(deps), ...operatorImportRoutes(deps)];
}
