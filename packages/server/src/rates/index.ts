export { registerRateCommands } from './commands.ts';
export type { RateCommandContext, RateRoutesDeps, RatesDeps } from './rates-deps.ts';
export { rateOperatorRoutes } from './routes.operator.ts';
export { ratePartnerRoutes } from './routes.partner.ts';
export { rateSchedules } from './schedules.ts';
