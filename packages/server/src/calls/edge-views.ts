import type { Static } from 'typebox';
import type { AuthoriseBody, EndBody } from './edge-contract.ts';
import type {
  AnsweredOutcome,
  AuthoriseInput,
  AuthoriseOutcome,
  EndInput,
  EndOutcome,
  ExtendOutcome,
  RouteAttempt,
} from './edge-messages.ts';

type AuthoriseItem = Static<typeof AuthoriseBody>['calls'][number];
type EndItem = Static<typeof EndBody>['calls'][number];

/** What a node asks, as the engine reads it. */
export function fromAuthorise(item: AuthoriseItem, edgeNode: string): AuthoriseInput {
  const { source, sip = {} } = item;
  return {
    callId: item.call_id.toLowerCase(),
    direction: item.direction,
    source:
      source === undefined
        ? null
        : {
            partnerId: source.partner_id,
            customerId: source.customer_id,
            trunkId: source.trunk_id,
            credentialId: source.credential_id ?? null,
          },
    to: item.to,
    from: item.from ?? null,
    fromWithheld: item.from_withheld ?? false,
    edgeNode,
    sip: {
      sipCallId: sip.call_id ?? '',
      userAgent: sip.user_agent ?? null,
      networkAddress: sip.network_address ?? null,
      callerName: sip.caller_name ?? '',
      customerEndpoint: sip.customer_endpoint ?? null,
    },
  };
}

export function fromEnd(item: EndItem): EndInput {
  return {
    callId: item.call_id.toLowerCase(),
    progressAt: item.progress_at ?? null,
    answeredAt: item.answered_at ?? null,
    endedAt: item.ended_at,
    hangupCause: item.hangup_cause ?? null,
    hangupCauseCode: item.hangup_cause_code ?? null,
    hangupSource: item.hangup_source ?? null,
    hangupDisposition: item.hangup_disposition ?? null,
    sipCode: item.sip_code ?? null,
    terminatedTo: item.terminated_to ?? null,
    carrierIp: item.carrier_ip ?? null,
    codec: item.codec ?? null,
    mosHundredths: item.mos_hundredths ?? null,
    jitterMicroseconds: item.jitter_microseconds ?? null,
    lossHundredths: item.loss_hundredths ?? null,
    pddMs: item.pdd_ms ?? null,
  };
}

/** What was not done for the moment. */
export interface TryAgain {
  readonly outcome: 'try_again';
  readonly callId: string;
}

const toApiRoute = (attempt: RouteAttempt) => ({
  position: attempt.position,
  carrier_id: attempt.carrierId,
  gateway_id: attempt.gatewayId,
  transport: attempt.transport,
  request_uri: attempt.requestUri,
  dialled_number: attempt.dialledNumber,
  cli: attempt.cli,
  cli_withheld: attempt.cliWithheld,
});

export function toApiAuthorised(outcome: AuthoriseOutcome | TryAgain): Record<string, unknown> {
  const nothing = {
    call_id: outcome.callId,
    outcome: outcome.outcome,
    funded_seconds: null,
    max_seconds: null,
    currency: null,
    held: null,
    emergency: false,
    simulated: false,
    routes: [],
    delivery: null,
    reason: null,
    sip_code: null,
    message: null,
    recorded: false,
    replayed: false,
  };
  if (outcome.outcome === 'try_again') return nothing;
  if (outcome.outcome === 'refused') {
    const { reason, sipCode, message, recorded, replayed } = outcome;
    return { ...nothing, reason, sip_code: sipCode, message, recorded, replayed };
  }
  const { delivery } = outcome;
  return {
    ...nothing,
    funded_seconds: outcome.fundedSeconds,
    max_seconds: outcome.maxSeconds,
    currency: outcome.currency,
    held: outcome.held,
    emergency: outcome.emergency,
    simulated: outcome.simulated,
    routes: outcome.routes.map(toApiRoute),
    delivery: delivery === null ? null : { trunk_id: delivery.trunkId, destination: delivery.destination },
    replayed: outcome.replayed,
  };
}

/** Whoever has a call up that nobody here knows, or knows to be over, is to end it: nobody pays for it. */
const isOver = (outcome: string): boolean => outcome === 'ended' || outcome === 'unknown_call';

export function toApiAnswered(outcome: AnsweredOutcome | TryAgain): Record<string, unknown> {
  const noted = outcome.outcome === 'noted' ? outcome : null;
  return {
    call_id: outcome.callId,
    outcome: outcome.outcome,
    funded_seconds: noted?.fundedSeconds ?? null,
    hang_up: noted?.hangUp ?? isOver(outcome.outcome),
  };
}

export function toApiExtended(outcome: ExtendOutcome | TryAgain): Record<string, unknown> {
  const known = 'fundedSeconds' in outcome ? outcome : null;
  return {
    call_id: outcome.callId,
    outcome: outcome.outcome,
    funded_seconds: known?.fundedSeconds ?? null,
    held: known?.held ?? null,
    reason: known?.reason ?? null,
    hang_up: known?.hangUp ?? isOver(outcome.outcome),
  };
}

export function toApiEnded(outcome: EndOutcome | TryAgain): Record<string, unknown> {
  const settled = outcome.outcome === 'settled' ? outcome : null;
  return {
    call_id: outcome.callId,
    outcome: outcome.outcome,
    talk_seconds: settled?.talkSeconds ?? null,
    billed_seconds: settled?.billedSeconds ?? null,
    cost: settled?.cost ?? null,
    currency: settled?.currency ?? null,
    written_off: settled?.writtenOff ?? null,
    corrected: settled?.corrected ?? false,
  };
}
