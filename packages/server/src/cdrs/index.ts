export type { Cdr } from './cdr.ts';
export type { CdrFilter } from './cdr-filter.ts';
export { cdrsDisabled } from './errors.ts';
export { CdrExportQuery, hasThreeInARow } from './query-contract.ts';
export { readFilter } from './read-filter.ts';
export { registerCdrCommands, type CdrCommandContext } from './commands.ts';
export type { CallContext, CallDirection, CallOutcome, FinishedCall, RatedSide } from './finished-call.ts';
export type { CallCharges, Charges, CustomerCharges } from './charge-store.ts';
export type { CdrChecks } from './checks.ts';
export type { SumsCheck, SumsDifference } from './sums-check-store.ts';
export { closePeriods, periodSchedule } from './close-periods.ts';
export { partitionSchedule } from './partitions.ts';
export { plausibleCalls, refusedForMoney, type CallStory } from './plausible-calls.ts';
export type { PlausibleDestination, PlausibleEnding, PlausiblePrice } from './plausible-destinations.ts';
export { retentionSchedule } from './retention.ts';
export { cdrCustomerRoutes } from './routes.customer.ts';
export { cdrPartnerRoutes, type CdrRoutesDeps } from './routes.partner.ts';
export type { RecordedCalls } from './recording-store.ts';
export { createCdrs, type Cdrs } from './service.ts';
export {
  INTERVALS,
  NOTHING,
  addTraffic,
  type Interval,
  type PointRow,
  type SeriesRow,
  type TrafficDimension,
  type TrafficRow,
  type TrafficSums,
  type Window,
} from './traffic.ts';
export type { PlatformConcurrency } from './platform-concurrency.ts';
export type { Traffic, TrafficOwner } from './traffic-service.ts';
export type { Ranked, Ranking } from './ranking.ts';
export type { RecentSpending, Spending } from './spending-store.ts';
export type { PartnerSums, SeriesAsked } from './series-store.ts';
