export { noAccountSources } from './account-sources.ts';
export type { RoutedCall, Attempt } from './lookup.ts';
export { registerCarrierCommands } from './commands.ts';
export { carrierOperatorRoutes } from './routes.operator.ts';
export { createCarriers, type CarrierRoutesDeps, type Carriers } from './service.ts';
