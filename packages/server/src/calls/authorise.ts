import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/min';
import type { Attempt, RoutedCall } from '../carriers/index.ts';
import type { Reader, Tx } from '../platform/db/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import { isFreshCallId } from './call-id.ts';
import type { CallsDeps } from './calls-deps.ts';
import { applyChanges, changesOf } from './counter-store.ts';
import { decide, type Grant } from './decide.ts';
import { callerOf, digitsOf, isE164Digits } from './dialled-number.ts';
import type { Allowed, AuthoriseInput, AuthoriseOutcome, Refused } from './edge-messages.ts';
import type { CallFacts } from './facts.ts';
import { refusedCall } from './finished.ts';
import { selectFacts, type FactsQuestion } from './facts-store.ts';
import type { FoundFacts } from './read-facts.ts';
import { planByIndexes } from './group.ts';
import { holdAll } from './holding.ts';
import type { BegunCall } from './live-call.ts';
import { insertEnded, insertLive, selectBegun, selectEnded } from './live-store.ts';
import { newCall, type Asked } from './new-call.ts';
import { isRefusalCode, refusalOf, type RefusalCode } from './refusal.ts';
import { Tally } from './tally.ts';

interface Refusal {
  readonly asked: Asked;
  readonly code: RefusalCode;
}

export function refusedOutcome(
  callId: string,
  code: RefusalCode,
  { recorded, replayed }: { readonly recorded: boolean; readonly replayed: boolean },
): Refused {
  const { sipCode, message } = refusalOf(code);
  return { outcome: 'refused', callId, reason: code, sipCode, message, recorded, replayed };
}

function allowedOutcome(call: BegunCall, replayed: boolean): Allowed {
  return {
    outcome: 'allowed',
    callId: call.callId,
    partnerId: call.partnerId,
    customerId: call.customerId,
    fundedSeconds: call.fundedSeconds,
    maxSeconds: call.maxSeconds,
    currency: call.currency,
    held: call.held,
    emergency: call.emergency,
    ...call.answer,
    replayed,
  };
}

function routed(input: AuthoriseInput, digits: string, at: Date): RoutedCall {
  const caller = { number: callerOf(input.from) ?? input.from, withheld: input.fromWithheld ?? false };
  return { digits, caller, at, seed: input.callId };
}

/** Gateways for the outbound calls of a group; found before anything is locked. */
export async function findRoutes(
  deps: CallsDeps,
  reader: Reader,
  inputs: readonly AuthoriseInput[],
  at: Date,
): Promise<ReadonlyMap<string, readonly Attempt[]>> {
  const outbound = inputs.filter(
    ({ direction, to }) => direction === 'outbound' && isE164Digits(digitsOf(to)),
  );
  const questions = outbound.map((input) => routed(input, digitsOf(input.to), at));
  const attempts = await deps.carriers.attemptsOf(reader, questions);
  return new Map(outbound.map((input, place) => [input.callId, attempts[place] ?? []]));
}

/** An emergency number is routed with its country before it: 112 in India is 91112. */
async function findEmergencyRoutes(
  deps: CallsDeps,
  tx: Tx,
  asked: Asked,
  at: Date,
): Promise<readonly Attempt[]> {
  const { facts, input, digits } = asked;
  if (facts?.emergency !== true) return asked.attempts;
  const code = isSupportedCountry(facts.country) ? getCountryCallingCode(facts.country) : '';
  const [attempts] = await deps.carriers.attemptsOf(tx, [routed(input, code + digits, at)]);
  return attempts ?? [];
}

/**
 * The answers to calls that were asked about before. That they are known was read under the counters' locks: whoever authorised
 * the same call before has committed.
 */
async function earlierAnswers(
  tx: Tx,
  inputs: readonly AuthoriseInput[],
  found: readonly FoundFacts[],
): Promise<ReadonlyMap<string, AuthoriseOutcome>> {
  const known = inputs.flatMap(({ callId }, place) => (found[place]?.known === true ? [callId] : []));
  if (known.length === 0) return new Map();
  await planByIndexes(tx);
  // In this order: a call that ends meanwhile is found where it goes.
  const live = await selectBegun(tx, known);
  const ended = await selectEnded(tx, known);
  const answers = new Map<string, AuthoriseOutcome>();
  for (const [callId, { refusal, partnerId }] of ended) {
    const code = refusal !== null && isRefusalCode(refusal) ? refusal : 'call_ended';
    answers.set(callId, refusedOutcome(callId, code, { recorded: partnerId !== null, replayed: true }));
  }
  for (const [callId, call] of live) answers.set(callId, allowedOutcome(call, true));
  return answers;
}

interface Surroundings {
  /** Looked for beside the facts: nothing of them is locked. */
  readonly routes: Promise<ReadonlyMap<string, readonly Attempt[]>>;
  /** Said when little is left to do, so that the next group comes as far as our locks meanwhile. */
  readonly endTurn: () => void;
}

/** Decides a group of calls in one transaction. See `Calls.authorise`. */
export async function authoriseGroup(
  deps: CallsDeps,
  tx: Tx,
  inputs: readonly AuthoriseInput[],
  { routes: coming, endTurn }: Surroundings,
): Promise<AuthoriseOutcome[]> {
  const at = deps.clock.now();
  const answers = new Map<string, AuthoriseOutcome>();
  const found = await selectFacts(tx, inputs.map(questionOf), at);
  const routes = await coming;
  const earlier = await earlierAnswers(tx, inputs, found);

  const tally = new Tally();
  const grants: { asked: Asked; facts: CallFacts; grant: Grant; call: BegunCall }[] = [];
  const refusals: Refusal[] = [];
  for (const [place, input] of inputs.entries()) {
    const before = earlier.get(input.callId);
    if (before !== undefined) {
      answers.set(input.callId, before);
      continue;
    }
    const base: Asked = {
      input,
      digits: digitsOf(input.to),
      caller: callerOf(input.from),
      facts: found[place]?.facts ?? null,
      attempts: routes.get(input.callId) ?? [],
    };
    const asked: Asked = { ...base, attempts: await findEmergencyRoutes(deps, tx, base, at) };
    if (asked.facts === null) {
      const nobody = input.direction === 'inbound' ? 'number_not_active' : 'unknown_source';
      answers.set(input.callId, refusedOutcome(input.callId, nobody, { recorded: false, replayed: false }));
      continue;
    }
    const question = {
      direction: input.direction,
      digits: asked.digits,
      at,
      routed: asked.attempts.length > 0,
    };
    const decision = decide(asked.facts, question, tally);
    if (decision.kind === 'refusal') refusals.push({ asked, code: decision.code });
    else {
      const call = newCall(asked, asked.facts, decision, at);
      grants.push({ asked, facts: asked.facts, grant: decision, call });
    }
  }

  const held = await holdAll(deps, tx, grants, at);
  const begun: BegunCall[] = [];
  for (const [place, { asked }] of grants.entries()) {
    const outcome = held[place];
    if (outcome === undefined || 'code' in outcome)
      refusals.push({ asked, code: outcome?.code ?? 'insufficient_balance' });
    else begun.push(outcome.call);
  }
  for (const call of begun) answers.set(call.callId, allowedOutcome(call, false));
  endTurn();
  await recordBegun(tx, begun, at);
  await recordRefused(deps, tx, refusals, at);
  for (const { asked, code } of refusals)
    answers.set(
      asked.input.callId,
      refusedOutcome(asked.input.callId, code, { recorded: true, replayed: false }),
    );
  return inputs.map(({ callId }) => {
    const answer = answers.get(callId);
    if (answer === undefined) throw new Error('A call was not decided.');
    return answer;
  });
}

function questionOf(input: AuthoriseInput): FactsQuestion {
  return {
    callId: input.callId,
    direction: input.direction,
    source: input.direction === 'outbound' ? input.source : null,
    digits: digitsOf(input.to),
    caller: callerOf(input.from),
  };
}

async function recordBegun(tx: Tx, calls: readonly BegunCall[], at: Date): Promise<void> {
  await insertLive(tx, calls);
  const changes = calls.flatMap((call) => changesOf(call, { live: 1, begun: 1, spent: 0n, held: call.held }));
  await applyChanges(tx, changes, at);
}

async function recordRefused(deps: CallsDeps, tx: Tx, refusals: readonly Refusal[], at: Date): Promise<void> {
  if (refusals.length === 0) return;
  await insertEnded(
    tx,
    refusals.map(({ asked, code }) => ({
      callId: asked.input.callId,
      partnerId: asked.facts?.partnerId ?? null,
      endedAt: at,
      refusal: code,
      swept: null,
    })),
  );
  await appendOutbox(
    tx,
    at,
    refusals.map(({ asked, code }) => ({
      partnerId: asked.facts?.partnerId ?? null,
      topic: 'call.refused',
      payload: {
        call_id: asked.input.callId,
        customer_id: asked.facts?.customerId ?? null,
        direction: asked.input.direction,
        to: asked.input.to,
        reason: code,
      },
    })),
  );
  const calls = refusals.flatMap(({ asked, code }) =>
    asked.facts === null ? [] : [refusedCall({ ...asked, facts: asked.facts }, code, at)],
  );
  await deps.cdrs.recordCalls(tx, calls);
}

/** What is answered without asking anybody: ids that no edge mints now. */
export function refuseAtOnce(input: AuthoriseInput, now: Date): Refused | null {
  return isFreshCallId(input.callId, now)
    ? null
    : refusedOutcome(input.callId, 'invalid_call_id', { recorded: false, replayed: false });
}
