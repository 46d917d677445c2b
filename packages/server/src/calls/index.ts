export type { CallsDeps } from './calls-deps.ts';
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
  SipFacts,
} from './edge-messages.ts';
export {
  DESTINATION_CLASSES,
  type CallLimits,
  type DestinationClass,
  type EffectiveLimits,
  type PartnerCallLimits,
} from './limits.ts';
export { REFUSALS, refusalOf, type Refusal, type RefusalCode } from './refusal.ts';
export type { ApprovedCli, Calls, ClassPrefix, LimitsView, LiveCallFilter } from './service.ts';
