export { callSchedules } from './call-schedules.ts';
export type { CallsDeps } from './calls-deps.ts';
export { CALL_PURPOSE } from './holding.ts';
export type { LiveHolds } from './live-store.ts';
export { createCalls } from './create-calls.ts';
export type {
  Allowed,
  AnsweredInput,
  AnsweredOutcome,
  AuthoriseInput,
  AuthoriseOutcome,
  CallDirection,
  CallQuality,
  CallSource,
  EndInput,
  EndOutcome,
  ExtendInput,
  ExtendOutcome,
  ExtendRefusal,
  InboundDelivery,
  LiveCallView,
  Refused,
  RouteAttempt,
  SipFacts,
} from './edge-messages.ts';
export type { CallLimits, DestinationClass, EffectiveLimits, PartnerCallLimits } from './limits.ts';
export type { Refusal, RefusalCode } from './refusal.ts';
export type {
  ApprovedCli,
  Calls,
  ClassPrefix,
  EmergencyNumber,
  LimitsView,
  LiveCallFilter,
} from './service.ts';
export { registerCallCommands } from './commands.ts';
export { callEdgeRoutes } from './routes.edge.ts';
export { callOperatorRoutes } from './routes.operator.ts';
export { callPartnerRoutes } from './routes.partner.ts';
export type { ToldCall } from './told-calls.ts';
