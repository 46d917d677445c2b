import type { AccountStatus } from '../identity/index.ts';
import { leftOfCap } from './decide.ts';
import type { ExtendRefusal } from './edge-messages.ts';
import type { Bound, LiveCall } from './live-call.ts';
import { lossToHold } from './loss.ts';
import { fund, nextSlice } from './slice.ts';

/** What decides whether a call gets more time. Money is units of 10⁻⁵. */
export interface ExtensionFacts {
  readonly customerStatus: AccountStatus;
  readonly partnerStatus: AccountStatus;
  readonly walletAvailable: bigint;
  readonly master: { readonly id: string; readonly available: bigint } | null;
  readonly spentToday: bigint;
  /** For this call and all others of the customer. */
  readonly heldNow: bigint;
  /** What holds of the limits now; null: no cap. */
  readonly spendCap: bigint | null;
  readonly maxSeconds: number;
}

export type Extension =
  /** The edge has less than the call: an answer was lost on its way. */
  | { readonly kind: 'repeat' }
  | {
      readonly kind: 'refusal';
      readonly reason: ExtendRefusal;
      readonly bound: Bound | null;
      readonly hangUp: boolean;
    }
  | {
      readonly kind: 'grant';
      readonly seconds: number;
      /** What the call may last. */
      readonly maxSeconds: number;
      readonly sliceSeconds: number;
      readonly more: bigint;
      readonly moreLoss: bigint;
    };

function refusal(reason: ExtendRefusal, bound: Bound | null, hangUp = false): Extension {
  return { kind: 'refusal', reason, bound, hangUp };
}

function whyToEnd(call: LiveCall, facts: ExtensionFacts): ExtendRefusal | null {
  if (call.hangUpRequestedAt !== null) return 'hang_up_requested';
  // Who is in need stays connected.
  if (call.emergency) return null;
  if (facts.partnerStatus !== 'active') return 'partner_suspended';
  return facts.customerStatus === 'active' ? null : 'account_suspended';
}

/** Nobody who is in need is cut off by a limit. */
function longestOf(call: LiveCall, facts: ExtensionFacts): number {
  return call.emergency ? call.maxSeconds : facts.maxSeconds;
}

/**
 * What a call gets beyond what it has: twice the slice before, or as long as the money and the day's cap pay, or nothing.
 * `known` is what its edge has.
 */
export function extendBy(call: LiveCall, known: number, facts: ExtensionFacts): Extension {
  const why = whyToEnd(call, facts);
  if (why !== null) return refusal(why, null, true);
  if (known < call.fundedSeconds) return { kind: 'repeat' };
  const maxSeconds = longestOf(call, facts);
  if (call.fundedSeconds >= maxSeconds) return refusal('max_call_seconds', 'max_call_length');
  const sliceSeconds = nextSlice(call.sliceSeconds);
  const capLeft = leftOfCap(facts.spendCap, facts.spentToday + facts.heldNow);
  const free = capLeft !== null && capLeft < facts.walletAvailable ? capLeft : facts.walletAvailable;
  const money = call.held + (free > 0n ? free : 0n);
  const funding = fund(call.selling, money, {
    wanted: call.fundedSeconds + sliceSeconds,
    most: maxSeconds,
  });
  if (funding === null || funding.seconds <= call.fundedSeconds)
    return capLeft !== null && capLeft < facts.walletAvailable
      ? refusal('spend_cap_reached', 'spend_cap')
      : refusal('insufficient_balance', 'funds');
  const loss = lossToHold(call.selling, call.wholesale, funding.seconds);
  const moreLoss = loss > call.lossHeld ? loss - call.lossHeld : 0n;
  if (moreLoss > 0n && (facts.master === null || facts.master.available < moreLoss))
    return refusal('insufficient_balance', 'funds');
  const more = funding.held > call.held ? funding.held - call.held : 0n;
  return { kind: 'grant', seconds: funding.seconds, maxSeconds, sliceSeconds, more, moreLoss };
}
