import { DEFAULT_POOL } from '../capacity/index.ts';
import type { CallDirection } from './edge-messages.ts';
import { whyNotDialled } from './dialled-number.ts';
import type { CallFacts, Capacity, Count } from './facts.ts';
import { LONGEST_CALL_SECONDS, effectiveLimits, type EffectiveLimits } from './limits.ts';
import { lossToHold, sellsBelowCost } from './loss.ts';
import type { RefusalCode } from './refusal.ts';
import { FIRST_SLICE_SECONDS, fund, leastMoney, type Funding } from './slice.ts';
import type { Tally } from './tally.ts';

export interface Question {
  readonly direction: CallDirection;
  /** What was dialled. */
  readonly digits: string;
  readonly at: Date;
  /** Whether any gateway takes an outbound call. */
  readonly routed: boolean;
}

/** A call that may go, and what is to be held for it. */
export interface Grant {
  readonly kind: 'grant';
  readonly funding: Funding;
  /** On the partner's master account. */
  readonly loss: bigint;
  readonly maxSeconds: number;
  readonly spendCap: bigint | null;
  /** What the day's cap leaves; null: no cap. */
  readonly capLeft: bigint | null;
  readonly free: boolean;
}

export type Decision = Grant | { readonly kind: 'refusal'; readonly code: RefusalCode };

function refusal(code: RefusalCode): Decision {
  return { kind: 'refusal', code };
}

/** The pool of a partner of whom nobody said anything. */
const POOL: Capacity = {
  concurrentCalls: DEFAULT_POOL.granted.concurrent_calls,
  cps: DEFAULT_POOL.granted.cps,
};

function whyNotThisAccount({ partnerStatus, customerStatus }: CallFacts): RefusalCode | null {
  if (partnerStatus !== 'active') return 'partner_suspended';
  if (customerStatus === 'closed') return 'account_closed';
  return customerStatus === 'active' ? null : 'account_suspended';
}

function whyNotThisTrunk(facts: CallFacts, { direction }: Question): RefusalCode | null {
  const { trunk } = facts;
  if (direction === 'inbound') {
    if (!facts.numberUsable) return 'number_not_active';
    if (trunk === null) return 'number_not_assigned';
  }
  if (trunk === null) return 'trunk_disabled';
  if (!trunk.enabled || (trunk.direction !== 'both' && trunk.direction !== direction))
    return 'trunk_disabled';
  if (direction === 'inbound')
    return facts.numberNeedsKyc && facts.kycStatus !== 'completed' ? 'kyc_required' : null;
  if (facts.cli === 'unknown') return 'cli_not_allowed';
  return facts.cli === 'own_needs_kyc' && facts.kycStatus !== 'completed' ? 'kyc_required' : null;
}

function isFull(count: Count, { concurrentCalls }: Capacity): boolean {
  return count.live >= concurrentCalls;
}

function isTooFast(count: Count, { cps }: Capacity): boolean {
  return count.inSecond >= cps;
}

function whyNoLine(facts: CallFacts, tally: Tally): RefusalCode | null {
  const customer = tally.countOf(facts.customerId, facts.customerCount);
  const partner = tally.countOf(facts.partnerId, facts.partnerCount);
  const pool = facts.pool ?? POOL;
  if (isTooFast(customer, facts.capacity) || isTooFast(partner, pool)) return 'cps_limit';
  if (isFull(customer, facts.capacity)) return 'concurrency_limit';
  if (isFull(partner, pool)) return 'partner_concurrency_limit';
  if (facts.trunk === null) return null;
  const trunk = tally.countOf(facts.trunk.id, facts.trunkCount);
  if (isTooFast(trunk, facts.trunk)) return 'cps_limit';
  return isFull(trunk, facts.trunk) ? 'concurrency_limit' : null;
}

function whyNotThere(facts: CallFacts, limits: EffectiveLimits, question: Question): RefusalCode | null {
  const { selling, wholesale } = facts;
  if (question.direction === 'outbound' && !limits.allowedClasses.has(facts.destinationClass))
    return 'destination_class_blocked';
  if (selling === null || wholesale === null) return 'no_rate';
  if (limits.maxRatePerMinute !== null && selling.ratePerMinute > limits.maxRatePerMinute)
    return 'rate_above_maximum';
  if (sellsBelowCost(selling, wholesale) && !limits.allowLoss) return 'loss_guard';
  return question.direction === 'outbound' && !question.routed && facts.partnerMode !== 'test'
    ? 'no_route'
    : null;
}

/** An emergency call passes whatever else holds, costs nothing and lasts as long as any call may. */
function emergencyGrant(question: Question, mode: CallFacts['partnerMode']): Decision {
  if (!question.routed && mode !== 'test') return refusal('no_emergency_route');
  return {
    kind: 'grant',
    funding: { seconds: LONGEST_CALL_SECONDS, held: 0n },
    loss: 0n,
    maxSeconds: LONGEST_CALL_SECONDS,
    spendCap: null,
    capLeft: null,
    free: true,
  };
}

/** What is left of a day's cap; null where there is none. */
export function leftOfCap(cap: bigint | null, used: bigint): bigint | null {
  if (cap === null) return null;
  return cap > used ? cap - used : 0n;
}

function decideMoney(facts: CallFacts, limits: EffectiveLimits, tally: Tally): Decision {
  const { selling, wholesale } = facts;
  if (selling === null) return refusal('no_rate');
  const used = facts.spentToday + facts.heldNow + tally.takenFrom(facts.customerId);
  const capLeft = leftOfCap(limits.dailySpendCap, used);
  const free = facts.walletAvailable - tally.takenFrom(facts.walletAccountId);
  const money = capLeft !== null && capLeft < free ? capLeft : free;
  const funding = fund(selling, money, { wanted: FIRST_SLICE_SECONDS, most: limits.maxCallSeconds });
  if (funding === null)
    return refusal(free < leastMoney(selling) ? 'insufficient_balance' : 'spend_cap_reached');
  const loss = lossToHold(selling, wholesale, funding.seconds);
  const master = facts.master;
  if (loss > 0n && (master === null || master.available - tally.takenFrom(master.id) < loss))
    return refusal('loss_not_covered');
  return {
    kind: 'grant',
    funding,
    loss,
    maxSeconds: Math.max(limits.maxCallSeconds, funding.seconds),
    spendCap: limits.dailySpendCap,
    capLeft,
    free: false,
  };
}

/**
 * Whether a call may go, and what is held for it. The rules in their order: who calls, what was dialled, how much is up, where
 * it goes and at which price, and whether there is money. Adds what it grants to the tally.
 */
export function decide(facts: CallFacts, question: Question, tally: Tally): Decision {
  if (facts.emergency) return granted(emergencyGrant(question, facts.partnerMode), facts, tally);
  const limits = effectiveLimits(facts.partnerLimits, facts.ownLimits, question.at);
  const code =
    whyNotThisAccount(facts) ??
    whyNotThisTrunk(facts, question) ??
    whyNotDialled(question.digits) ??
    whyNoLine(facts, tally) ??
    whyNotThere(facts, limits, question);
  return code === null ? granted(decideMoney(facts, limits, tally), facts, tally) : refusal(code);
}

function granted(decision: Decision, facts: CallFacts, tally: Tally): Decision {
  if (decision.kind === 'refusal') return decision;
  tally.addCall(facts);
  tally.addMoney(facts.walletAccountId, decision.funding.held);
  tally.addMoney(facts.customerId, decision.funding.held);
  if (facts.master !== null) tally.addMoney(facts.master.id, decision.loss);
  return decision;
}
