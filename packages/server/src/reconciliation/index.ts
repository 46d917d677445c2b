export { registerReconcileCommand, type ReconcileCommandContext } from './commands.ts';
export { registerReconciliationMetrics } from './metrics.ts';
export type { ReconciliationDeps } from './reconciliation-deps.ts';
export { reconciliationOperatorRoutes } from './routes.operator.ts';
export { reconciliationPartnerRoutes, type ReconciliationRoutesDeps } from './routes.partner.ts';
export { createReconciliation, type Reconciliation } from './service.ts';
