import type { CommandResult, HoldCommand, LedgerCommand } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import type { CallsDeps } from './calls-deps.ts';
import type { Grant } from './decide.ts';
import type { CallFacts } from './facts.ts';
import { deadlines, type BegunCall, type LiveCall } from './live-call.ts';
import type { RefusalCode } from './refusal.ts';
import { FIRST_SLICE_SECONDS, fund } from './slice.ts';

/** The purpose of both holds of a call. They have no end of their own: a call that nobody ends is swept. */
export const CALL_PURPOSE = 'call';

interface Wanted {
  readonly facts: CallFacts;
  readonly grant: Grant;
  readonly call: BegunCall;
}

export type Held = { readonly call: BegunCall } | { readonly code: RefusalCode };

/** Somebody may take money between looking and holding; then a shorter slice is tried. */
const ATTEMPTS = 3;

export function holdCommand(
  call: Pick<LiveCall, 'partnerId' | 'callId'>,
  accountId: string,
  amount: bigint,
  at: Date,
): HoldCommand {
  return {
    kind: 'hold',
    partnerId: call.partnerId,
    id: uuidv7(at),
    at,
    accountId,
    amount,
    purpose: CALL_PURPOSE,
    reference: `cdr:${call.callId}`,
    expiresAt: null,
  };
}

/** What is free of an account that refused, as the ledger saw it under its lock. */
export function availableOf(result: CommandResult | undefined): bigint | null {
  if (result?.outcome !== 'refused' || result.reason !== 'insufficient_balance') return null;
  return result.facts['available'] ?? 0n;
}

/** The call with a shorter first slice, for what there is; null where that is not even its shortest. */
function shorter({ grant, call }: Wanted, available: bigint): BegunCall | null {
  const money = grant.capLeft !== null && grant.capLeft < available ? grant.capLeft : available;
  const funding = fund(call.selling, money, { wanted: FIRST_SLICE_SECONDS, most: call.maxSeconds });
  if (funding === null) return null;
  const times = { ...call, fundedSeconds: funding.seconds };
  return { ...times, held: funding.held, ...deadlines(times) };
}

/**
 * Asks for the same where all of it is there as far as anybody knows, and gives the calls as they are when it is held. The answer of the
 * ledger is not waited for: `call_begin`, in the same message, makes no call whose money is not held.
 */
export function holdAtOnce(deps: CallsDeps, tx: Tx, wanted: readonly Wanted[], at: Date): BegunCall[] {
  const { commands, places } = commandsFor(wanted, at);
  if (commands.length > 0)
    deps.ledger.post(tx, commands).catch(() => {
      // `call_begin` fails without its holds, whatever went wrong.
    });
  return wanted.map(({ call }, index) => {
    const { wallet = null, master = null } = places[index] ?? {};
    const idAt = (place: number | null): string | null =>
      place === null ? null : (commands[place]?.id ?? null);
    return { ...call, holdId: idAt(wallet), lossHoldId: idAt(master) };
  });
}

/** Sets the money of calls aside, on the wallet and for losses on the master account. Answers in the order of the calls. */
export async function holdAll(deps: CallsDeps, tx: Tx, wanted: readonly Wanted[], at: Date): Promise<Held[]> {
  const outcomes = new Map<string, Held>();
  let pending = [...wanted];
  for (let attempt = 1; pending.length > 0; attempt += 1) {
    const results = await postHolds(deps, tx, pending, at);
    const again: Wanted[] = [];
    const releases: LedgerCommand[] = [];
    for (const [place, one] of pending.entries()) {
      const next = judge(one, results[place] ?? {}, attempt < ATTEMPTS);
      if (next.kind === 'again') again.push(next.wanted);
      else if (next.kind === 'held') outcomes.set(one.call.callId, { call: next.call });
      else {
        releases.push(...releasesOf(next.call, at));
        outcomes.set(one.call.callId, { code: next.code });
      }
    }
    if (releases.length > 0) await deps.ledger.post(tx, releases);
    pending = again;
  }
  return wanted.map(({ call }) => outcomes.get(call.callId) ?? { code: 'insufficient_balance' });
}

type Judged =
  | { readonly kind: 'held'; readonly call: BegunCall }
  | { readonly kind: 'again'; readonly wanted: Wanted }
  | { readonly kind: 'refused'; readonly call: LiveCall; readonly code: RefusalCode };

/** What came of the holds of one call: both are there, or less is asked for, or it is refused and gives back what it has. */
function judge(one: Wanted, { wallet, master, walletId, masterId }: HoldResults, mayRepeat: boolean): Judged {
  const call: BegunCall = {
    ...one.call,
    holdId: wallet?.outcome === 'held' && walletId !== undefined ? walletId : one.call.holdId,
    lossHoldId: master?.outcome === 'held' && masterId !== undefined ? masterId : one.call.lossHoldId,
  };
  if (master?.outcome === 'refused') return { kind: 'refused', call, code: 'loss_guard' };
  if (wallet?.outcome !== 'refused') return { kind: 'held', call };
  const free = mayRepeat ? availableOf(wallet) : null;
  const retry = free === null ? null : shorter({ ...one, call }, free);
  return retry === null
    ? { kind: 'refused', call, code: codeOf(wallet) }
    : { kind: 'again', wanted: { ...one, call: retry } };
}

function codeOf(result: CommandResult | undefined): RefusalCode {
  return result?.outcome === 'refused' && result.reason === 'account_closed'
    ? 'account_suspended'
    : 'insufficient_balance';
}

function releasesOf({ partnerId, holdId, lossHoldId }: LiveCall, at: Date): LedgerCommand[] {
  return [holdId, lossHoldId].flatMap((id) =>
    id === null ? [] : [{ kind: 'release' as const, partnerId, id: uuidv7(at), at, holdId: id }],
  );
}

interface HoldResults {
  readonly wallet?: CommandResult | undefined;
  readonly master?: CommandResult | undefined;
  readonly walletId?: string | undefined;
  readonly masterId?: string | undefined;
}

interface HoldCommands {
  readonly commands: readonly HoldCommand[];
  /** Of each call, where its commands are. */
  readonly places: readonly { readonly wallet: number | null; readonly master: number | null }[];
}

/** One command for each account of each call that has no hold there yet. */
function commandsFor(wanted: readonly Wanted[], at: Date): HoldCommands {
  const commands: HoldCommand[] = [];
  const places = wanted.map(({ call, facts }) => {
    const wallet =
      call.held > 0n && call.holdId === null
        ? commands.push(holdCommand(call, call.walletAccountId, call.held, at)) - 1
        : null;
    const master =
      call.lossHeld > 0n && call.lossHoldId === null && facts.master !== null
        ? commands.push(holdCommand(call, facts.master.id, call.lossHeld, at)) - 1
        : null;
    return { wallet, master };
  });
  return { commands, places };
}

/** All in one step. */
async function postHolds(
  deps: CallsDeps,
  tx: Tx,
  wanted: readonly Wanted[],
  at: Date,
): Promise<HoldResults[]> {
  const { commands, places } = commandsFor(wanted, at);
  if (commands.length === 0) return wanted.map(() => ({}));
  const results = await deps.ledger.post(tx, commands);
  const pick = <T>(list: readonly T[], place: number | null): T | undefined =>
    place === null ? undefined : list[place];
  return places.map(({ wallet, master }) => ({
    wallet: pick(results, wallet),
    master: pick(results, master),
    walletId: pick(commands, wallet)?.id,
    masterId: pick(commands, master)?.id,
  }));
}
