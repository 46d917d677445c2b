export type { Cdr } from './cdr.ts';
export type { CdrFilter } from './cdr-filter.ts';
export { registerCdrCommands, type CdrCommandContext } from './commands.ts';
export type { CallContext, CallDirection, CallOutcome, FinishedCall, RatedSide } from './finished-call.ts';
export { partitionSchedule } from './partitions.ts';
export { plausibleCalls, type CallStory } from './plausible-calls.ts';
export { cdrCustomerRoutes } from './routes.customer.ts';
export { cdrPartnerRoutes, type CdrRoutesDeps } from './routes.partner.ts';
export { createCdrs, type Cdrs } from './service.ts';
