import { callWithCommit, type Tx } from '../platform/db/index.ts';
import { appendOutbox, type OutboxEvent } from '../platform/outbox/index.ts';
import { isFreshCallId } from './call-id.ts';
import type { CallsDeps } from './calls-deps.ts';
import { changesOf, countingOf } from './counter-store.ts';
import { decide, type Grant } from './decide.ts';
import type { Allowed, AuthoriseInput, AuthoriseOutcome, Refused } from './edge-messages.ts';
import type { CallFacts } from './facts.ts';
import { refusedCall } from './finished.ts';
import { planByIndexes } from './group.ts';
import { holdAll, holdAtOnce } from './holding.ts';
import type { BegunCall } from './live-call.ts';
import { beginningOf, insertEnded, selectBegun, selectEnded } from './live-store.ts';
import { newCall, type Asked } from './new-call.ts';
import type { PreparedCall } from './prepare.ts';
import { isRefusalCode, refusalOf, type RefusalCode } from './refusal.ts';
import { selectState, type FoundState } from './state-store.ts';
import { Tally } from './tally.ts';

interface Refusal {
  readonly asked: Asked;
  readonly code: RefusalCode;
}

interface Granted {
  readonly asked: Asked;
  readonly facts: CallFacts;
  readonly grant: Grant;
  readonly call: BegunCall;
}

/** To who asks about a call again that went and is over; `call_ended` itself is about one that never began. */
const HAS_ENDED = 'The call has ended.';

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

/** What is known of calls that were asked about before, or whose end came first. */
interface Earlier {
  readonly answers: ReadonlyMap<string, AuthoriseOutcome>;
  readonly endedFirst: ReadonlySet<string>;
}

/** That they are known was read under the counters' locks: whoever authorised the same call before has committed. */
async function earlierAnswers(
  tx: Tx,
  calls: readonly PreparedCall[],
  found: readonly FoundState[],
): Promise<Earlier> {
  const known = calls.flatMap(({ callId }, place) => (found[place]?.known === true ? [callId] : []));
  if (known.length === 0) return { answers: new Map(), endedFirst: new Set() };
  // In this order: a call that ends meanwhile is found where it goes.
  const [, live, ended] = await Promise.all([
    planByIndexes(tx),
    selectBegun(tx, known),
    selectEnded(tx, known),
  ]);
  const answers = new Map<string, AuthoriseOutcome>();
  const endedFirst = new Set<string>();
  for (const [callId, { refusal, partnerId }] of ended) {
    if (partnerId === null) {
      endedFirst.add(callId);
      continue;
    }
    const code = refusal !== null && isRefusalCode(refusal) ? refusal : 'call_ended';
    const answer = refusedOutcome(callId, code, { recorded: true, replayed: true });
    // Not refused then: it was let through, and is over.
    answers.set(callId, refusal === null ? { ...answer, message: HAS_ENDED } : answer);
  }
  for (const [callId, call] of live) answers.set(callId, allowedOutcome(call, true));
  return { answers, endedFirst };
}

/** Somebody took money between our looking and holding; nothing was changed. */
const NOT_HELD = 'PT001';

/** `at_once`: all money is held, or nothing happens. `one_by_one`: less is tried where less is there, and what is refused is refused. */
export type Holding = 'at_once' | 'one_by_one';

/** Decides a group of calls: in one message what holds of them, in another all that follows from it. See `Calls.authorise`. */
export async function authoriseAll(
  deps: CallsDeps,
  calls: readonly PreparedCall[],
): Promise<AuthoriseOutcome[]> {
  const run = (holding: Holding): Promise<AuthoriseOutcome[]> =>
    deps.db.inTransaction((tx) => authoriseGroup(deps, tx, calls, holding));
  try {
    return await run('at_once');
  } catch (error) {
    if ((error as { readonly code?: unknown }).code !== NOT_HELD) throw error;
    return run('one_by_one');
  }
}

/** Decides a group of calls in one transaction. Throws what `call_begin` throws where not all money can be held at once. */
export async function authoriseGroup(
  deps: CallsDeps,
  tx: Tx,
  calls: readonly PreparedCall[],
  holding: Holding,
): Promise<AuthoriseOutcome[]> {
  const at = deps.clock.now();
  const answers = new Map<string, AuthoriseOutcome>();
  const questions = calls.map(({ callId, terms }) => ({ callId, account: terms?.account ?? null }));
  const found = await selectState(tx, questions, at);
  const earlier = await earlierAnswers(tx, calls, found);

  const tally = new Tally();
  const grants: Granted[] = [];
  const refusals: Refusal[] = [];
  for (const [place, call] of calls.entries()) {
    const { callId, input } = call;
    const before = earlier.answers.get(callId);
    if (before !== undefined) {
      answers.set(callId, before);
      continue;
    }
    const facts = factsOf(call, found[place]);
    if (facts === null) {
      const nobody = input.direction === 'inbound' ? 'number_not_active' : 'unknown_source';
      answers.set(callId, refusedOutcome(callId, nobody, { recorded: false, replayed: false }));
      continue;
    }
    const asked: Asked = { ...call, facts };
    if (earlier.endedFirst.has(callId)) {
      refusals.push({ asked, code: 'call_ended' });
      continue;
    }
    const question = {
      direction: input.direction,
      digits: asked.digits,
      at,
      routed: asked.attempts.length > 0,
    };
    const decision = decide(facts, question, tally);
    if (decision.kind === 'refusal') refusals.push({ asked, code: decision.code });
    else grants.push({ asked, facts, grant: decision, call: newCall(asked, decision, at) });
  }

  const begun =
    holding === 'at_once'
      ? holdAtOnce(deps, tx, grants, at)
      : await holdOneByOne(deps, tx, grants, refusals, at);
  for (const call of begun) answers.set(call.callId, allowedOutcome(call, false));
  recordBegun(tx, begun, at);
  await recordRefused(deps, tx, refusals, at);
  for (const { asked, code } of refusals)
    answers.set(
      asked.input.callId,
      refusedOutcome(asked.input.callId, code, { recorded: true, replayed: false }),
    );
  return calls.map(({ callId }) => {
    const answer = answers.get(callId);
    if (answer === undefined) throw new Error('A call was not decided.');
    return answer;
  });
}

/** Null: nobody's call. */
function factsOf({ terms }: PreparedCall, found: FoundState | undefined): CallFacts | null {
  const state = found?.state ?? null;
  return terms === null || state === null ? null : { ...terms, ...state };
}

/** The calls whose money is held; the others become refusals. */
async function holdOneByOne(
  deps: CallsDeps,
  tx: Tx,
  grants: readonly Granted[],
  refusals: Refusal[],
  at: Date,
): Promise<BegunCall[]> {
  const held = await holdAll(deps, tx, grants, at);
  return grants.flatMap(({ asked }, place) => {
    const outcome = held[place];
    if (outcome !== undefined && 'call' in outcome) return [outcome.call];
    refusals.push({ asked, code: outcome?.code ?? 'insufficient_balance' });
    return [];
  });
}

function recordBegun(tx: Tx, calls: readonly BegunCall[], at: Date): void {
  if (calls.length === 0) return;
  const changes = calls.flatMap((call) => changesOf(call, { live: 1, begun: 1, spent: 0n, held: call.held }));
  callWithCommit(tx, [beginningOf(calls), countingOf(changes, at)]);
}

async function recordRefused(deps: CallsDeps, tx: Tx, refusals: readonly Refusal[], at: Date): Promise<void> {
  if (refusals.length === 0) return;
  const ended = refusals.map(({ asked, code }) => ({
    callId: asked.input.callId,
    partnerId: asked.facts.partnerId,
    endedAt: at,
    refusal: code,
    swept: null,
  }));
  const calls = refusals.map(({ asked, code }) => refusedCall(asked, code, at));
  await Promise.all([
    insertEnded(tx, ended),
    appendOutbox(tx, at, refusals.map(refusedEvent)),
    deps.cdrs.recordCalls(tx, calls),
  ]);
}

function refusedEvent({ asked: { input, facts }, code }: Refusal): OutboxEvent {
  const payload = {
    call_id: input.callId,
    customer_id: facts.customerId,
    direction: input.direction,
    to: input.to,
    reason: code,
  };
  return { partnerId: facts.partnerId, topic: 'call.refused', payload };
}

/** What is answered without asking anybody: ids that no edge mints now. */
export function refuseAtOnce(input: AuthoriseInput, now: Date): Refused | null {
  return isFreshCallId(input.callId, now)
    ? null
    : refusedOutcome(input.callId, 'invalid_call_id', { recorded: false, replayed: false });
}
