import type { Attempt } from '../carriers/index.ts';
import type { Grant } from './decide.ts';
import type { AuthoriseInput, RouteAttempt } from './edge-messages.ts';
import type { CallFacts } from './facts.ts';
import { deadlines, type BegunCall, type RouteAnswer, type SipRecord } from './live-call.ts';
import { FIRST_SLICE_SECONDS } from './slice.ts';

/** One call of a group on its way to an answer. */
export interface Asked {
  readonly input: AuthoriseInput;
  readonly digits: string;
  readonly caller: string | null;
  readonly facts: CallFacts;
  readonly attempts: readonly Attempt[];
}

function withoutCost(attempt: Attempt): RouteAttempt {
  const rest: RouteAttempt & { costRate?: unknown } = { ...attempt };
  delete rest.costRate;
  return rest;
}

function answerOf({ input, attempts, facts: { partnerMode, trunk } }: Asked): RouteAnswer {
  const outbound = input.direction === 'outbound';
  return {
    routes: attempts.map(withoutCost),
    simulated: outbound && partnerMode === 'test' && attempts.length === 0,
    delivery: outbound || trunk === null ? null : { trunkId: trunk.id, destination: trunk.destination },
  };
}

function sipOf({ sip = {} }: AuthoriseInput): SipRecord {
  return {
    sipCallId: sip.sipCallId ?? '',
    userAgent: sip.userAgent ?? null,
    networkAddress: sip.networkAddress ?? null,
    callerName: sip.callerName ?? '',
    customerEndpoint: sip.customerEndpoint ?? null,
  };
}

/** The row of a call that may go; nothing is held for it yet. */
export function newCall(asked: Asked, grant: Grant, at: Date): BegunCall {
  const { input, digits, caller, facts } = asked;
  const times = { authorisedAt: at, answeredAt: null, fundedSeconds: grant.funding.seconds };
  return {
    partnerId: facts.partnerId,
    callId: input.callId,
    customerId: facts.customerId,
    trunkId: facts.trunk?.id ?? null,
    credentialId: input.source?.credentialId ?? null,
    direction: input.direction,
    edgeNode: input.edgeNode,
    from: caller ?? input.from ?? '',
    to: grant.free ? digits : `+${digits}`,
    destinationClass: facts.destinationClass,
    emergency: grant.free,
    ...times,
    currency: facts.currency,
    walletAccountId: facts.walletAccountId,
    holdId: null,
    held: grant.funding.held,
    lossHoldId: null,
    lossHeld: grant.loss,
    sliceSeconds: FIRST_SLICE_SECONDS,
    maxSeconds: grant.maxSeconds,
    spendCap: grant.spendCap,
    boundBy: null,
    ...deadlines({ ...times, emergency: grant.free }),
    selling: grant.free ? null : facts.selling,
    wholesale: grant.free ? null : facts.wholesale,
    answer: answerOf(asked),
    sip: sipOf(input),
    hangUpRequestedAt: null,
  };
}
