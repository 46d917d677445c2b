import type { CommandResult, LedgerCommand } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import type { CallsDeps } from './calls-deps.ts';
import { applyChanges, lockCounters } from './counter-store.ts';
import type { ExtendInput, ExtendOutcome } from './edge-messages.ts';
import { extendBy, type Extension, type ExtensionFacts } from './extension.ts';
import { selectExtensionFacts } from './extension-store.ts';
import { planByIndexes, type Turn } from './group.ts';
import { availableOf, holdCommand } from './holding.ts';
import type { LiveCall } from './live-call.ts';
import { selectEnded, selectLive, updateLive } from './live-store.ts';
import { Tally } from './tally.ts';

type Granted = Extract<Extension, { kind: 'grant' }>;

/** Somebody may take money between looking and holding; then it is looked at again. */
const ATTEMPTS = 3;

interface Asking {
  readonly call: LiveCall;
  readonly known: number;
  readonly facts: ExtensionFacts;
}

function answerOf(call: LiveCall, extension: Exclude<Extension, Granted>): ExtendOutcome {
  const { callId, fundedSeconds, held } = call;
  return extension.kind === 'repeat'
    ? { outcome: 'granted', callId, fundedSeconds, held, reason: null, hangUp: false }
    : {
        outcome: 'not_granted',
        callId,
        fundedSeconds,
        held,
        reason: extension.reason,
        hangUp: extension.hangUp,
      };
}

/** The facts of a call after what others of its group took. */
function after(facts: ExtensionFacts, call: LiveCall, tally: Tally): ExtensionFacts {
  const { master } = facts;
  return {
    ...facts,
    walletAvailable: facts.walletAvailable - tally.takenFrom(call.walletAccountId),
    heldNow: facts.heldNow + tally.takenFrom(call.customerId),
    master: master === null ? null : { ...master, available: master.available - tally.takenFrom(master.id) },
  };
}

/** Gives a group of calls more time, in one transaction. See `Calls.extend`. */
export async function extendGroup(
  deps: CallsDeps,
  tx: Tx,
  inputs: readonly ExtendInput[],
  turn: Turn,
): Promise<ExtendOutcome[]> {
  const at = deps.clock.now();
  const ids = inputs.map(({ callId }) => callId);
  const [, live] = await Promise.all([planByIndexes(tx), selectLive(tx, ids, true)]);
  await turn.take();
  const owners = [...live.values()].map(({ partnerId, customerId }) => ({ partnerId, ownerId: customerId }));
  const [, facts] = await Promise.all([
    lockCounters(tx, owners),
    selectExtensionFacts(tx, [...live.keys()], at),
  ]);
  const answers = new Map<string, ExtendOutcome>();
  const changed = new Map<string, LiveCall>();
  let pending: Asking[] = [];
  for (const { callId, fundedSeconds } of inputs) {
    const call = live.get(callId);
    const about = facts.get(callId);
    if (call !== undefined && about !== undefined) pending.push({ call, known: fundedSeconds, facts: about });
  }
  for (let attempt = 0; pending.length > 0; attempt += 1) {
    pending = await tryOnce(deps, tx, pending, at, { answers, changed, last: attempt + 1 === ATTEMPTS });
  }
  const grown = [...changed.values()];
  const changes = grown.map((call) => ({
    partnerId: call.partnerId,
    ownerId: call.customerId,
    live: 0,
    begun: 0,
    spent: 0n,
    held: call.held - (live.get(call.callId)?.held ?? call.held),
  }));
  const unknown = ids.filter((id) => !answers.has(id));
  const [, , ended] = await Promise.all([
    updateLive(tx, grown),
    applyChanges(tx, changes, at),
    selectEnded(tx, unknown),
  ]);
  return ids.map(
    (callId) => answers.get(callId) ?? { outcome: ended.has(callId) ? 'ended' : 'unknown_call', callId },
  );
}

interface Round {
  readonly answers: Map<string, ExtendOutcome>;
  readonly changed: Map<string, LiveCall>;
  readonly last: boolean;
}

/** Decides and holds once; gives those whose money was taken meanwhile. */
async function tryOnce(
  deps: CallsDeps,
  tx: Tx,
  pending: readonly Asking[],
  at: Date,
  { answers, changed, last }: Round,
): Promise<Asking[]> {
  const tally = new Tally();
  const granted: { asking: Asking; grant: Granted; commands: LedgerCommand[] }[] = [];
  for (const asking of pending) {
    const { call } = asking;
    const extension = extendBy(call, asking.known, after(asking.facts, call, tally));
    if (extension.kind !== 'grant') {
      answers.set(call.callId, answerOf(call, extension));
      if (extension.kind === 'refusal' && extension.bound !== null)
        changed.set(call.callId, { ...call, boundBy: extension.bound });
      continue;
    }
    tally.addMoney(call.walletAccountId, extension.more);
    tally.addMoney(call.customerId, extension.more);
    if (asking.facts.master !== null) tally.addMoney(asking.facts.master.id, extension.moreLoss);
    granted.push({ asking, grant: extension, commands: commandsOf(asking, extension, at) });
  }
  const results = await deps.ledger.post(
    tx,
    granted.flatMap(({ commands }) => commands),
  );
  const again: Asking[] = [];
  let place = 0;
  for (const { asking, grant, commands } of granted) {
    const own = results.slice(place, place + commands.length);
    place += commands.length;
    const { call } = asking;
    const next = grown(call, commands, own);
    const refused = own.find(({ outcome }) => outcome === 'refused');
    if (refused === undefined) {
      const extended = lengthened(next, grant);
      changed.set(call.callId, extended);
      answers.set(call.callId, answerOf(extended, { kind: 'repeat' }));
      continue;
    }
    // What was held of it stays with the call; less is asked for.
    if (next !== call) changed.set(call.callId, next);
    const walletAvailable = availableOf(own.find(isShort)) ?? 0n;
    if (last) answers.set(call.callId, answerOf(next, outOfMoney()));
    else again.push({ ...asking, call: next, facts: { ...asking.facts, walletAvailable } });
  }
  return again;
}

/** Its deadlines move by as much as it got: they are of our clock, whatever the edge's says. */
function lengthened(call: LiveCall, { seconds, maxSeconds, sliceSeconds }: Granted): LiveCall {
  const more = (seconds - call.fundedSeconds) * 1_000;
  return {
    ...call,
    fundedSeconds: seconds,
    maxSeconds,
    sliceSeconds,
    boundBy: null,
    fundedUntil: new Date(call.fundedUntil.getTime() + more),
    expiresAt: new Date(call.expiresAt.getTime() + more),
  };
}

function isShort(result: CommandResult): boolean {
  return availableOf(result) !== null;
}

function outOfMoney(): Exclude<Extension, Granted> {
  return { kind: 'refusal', reason: 'insufficient_balance', bound: 'funds', hangUp: false };
}

/** On the wallet, and on the master account; where nothing is held yet a hold begins. */
function commandsOf({ call, facts }: Asking, grant: Granted, at: Date): LedgerCommand[] {
  const commands: LedgerCommand[] = [];
  const add = (holdId: string | null, accountId: string, amount: bigint): void => {
    if (amount === 0n) return;
    const { partnerId } = call;
    commands.push(
      holdId === null
        ? holdCommand(call, accountId, amount, at)
        : {
            kind: 'extend',
            partnerId,
            id: uuidv7(at),
            at,
            holdId,
            account: { id: accountId, currency: call.currency },
            amount,
            expiresAt: null,
          },
    );
  };
  add(call.holdId, call.walletAccountId, grant.more);
  if (facts.master !== null) add(call.lossHoldId, facts.master.id, grant.moreLoss);
  return commands;
}

/** The call with what its commands held. */
function grown(
  call: LiveCall,
  commands: readonly LedgerCommand[],
  results: readonly CommandResult[],
): LiveCall {
  let next = call;
  for (const [place, command] of commands.entries()) {
    const result = results[place];
    if (result?.outcome !== 'held') continue;
    const { holdId, held } = result;
    const onWallet =
      command.kind === 'hold'
        ? command.accountId === call.walletAccountId
        : command.kind === 'extend' && command.holdId === call.holdId;
    next = onWallet ? { ...next, holdId, held } : { ...next, lossHoldId: holdId, lossHeld: held };
  }
  return next;
}
