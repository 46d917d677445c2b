export type { NumberCommandContext, NumberRoutesDeps, NumbersDeps } from './numbers-deps.ts';
export { createNumbers, type Numbers } from './service.ts';
export { numberOperatorRoutes } from './routes.operator.ts';
export { numberPartnerRoutes } from './routes.partner.ts';
export { numberCustomerRoutes } from './routes.customer.ts';
export { registerNumberCommands } from './commands.ts';
export { numberTerms, type NumberTerms } from './number-terms.ts';
export { noTrunks, type TrunkDirectory } from './trunk-directory.ts';
export { numberSchedules } from './number-schedules.ts';
