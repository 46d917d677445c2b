import { nextPaidUntil } from './billing-period.ts';
import type { NumberHolding } from './number-holding.ts';
import { later, type NumberTerms } from './number-terms.ts';
import { asReleased } from './release.ts';

/** What became of a number when its next month was due. */
export type RenewalStep = 'renewed' | 'reactivated' | 'grace' | 'still_short' | 'suspended' | 'released';

export interface RenewalOutcome {
  readonly holding: NumberHolding;
  readonly step: RenewalStep;
}

/** The month was paid. It follows the month before without a gap, however late the money came. */
export function afterPayment(holding: NumberHolding, at: Date): RenewalOutcome {
  const calendar = { day: holding.billingDay, zone: holding.billingZone };
  const paidUntil = nextPaidUntil(holding.paidUntil, calendar);
  return {
    holding: {
      ...holding,
      status: 'active',
      paidUntil,
      lastBilledAt: at,
      nextAttemptAt: paidUntil,
      graceUntil: null,
      suspendedUntil: null,
      renewalHoldId: null,
    },
    step: holding.status === 'active' ? 'renewed' : 'reactivated',
  };
}

/** The wallet could not pay. Each step lasts its whole time from when it began, and ends with one more try. */
export function afterRefusal(holding: NumberHolding, at: Date, terms: NumberTerms): RenewalOutcome {
  switch (holding.status) {
    case 'active':
      return toGrace(holding, at, terms);
    case 'grace': {
      const until = holding.graceUntil ?? at;
      return until <= at ? toSuspended(holding, at, terms) : stillShort(holding, until, at, terms);
    }
    case 'suspended': {
      const until = holding.suspendedUntil ?? at;
      return until <= at ? afterEnd(holding, at, 'unpaid') : stillShort(holding, until, at, terms);
    }
    case 'pending_release':
    case 'released':
      throw new Error(`${holding.e164} is ${holding.status} and not renewed.`);
  }
}

/** There is nobody any more who could pay. */
export function afterEnd(
  holding: NumberHolding,
  at: Date,
  reason: 'unpaid' | 'account_closed' | 'partner_closed',
): RenewalOutcome {
  return { holding: asReleased(holding, at, reason), step: 'released' };
}

function toGrace(holding: NumberHolding, at: Date, terms: NumberTerms): RenewalOutcome {
  const graceUntil = later(at, terms.graceMs);
  const nextAttemptAt = nextTry(graceUntil, at, terms);
  return { holding: { ...holding, status: 'grace', graceUntil, nextAttemptAt }, step: 'grace' };
}

function toSuspended(holding: NumberHolding, at: Date, terms: NumberTerms): RenewalOutcome {
  const suspendedUntil = later(at, terms.suspendedMs);
  const nextAttemptAt = nextTry(suspendedUntil, at, terms);
  return { holding: { ...holding, status: 'suspended', suspendedUntil, nextAttemptAt }, step: 'suspended' };
}

function stillShort(holding: NumberHolding, until: Date, at: Date, terms: NumberTerms): RenewalOutcome {
  return { holding: { ...holding, nextAttemptAt: nextTry(until, at, terms) }, step: 'still_short' };
}

/** In a few hours, or when the step ends if that is sooner. Never now: one run tries each number once. */
function nextTry(until: Date, at: Date, terms: NumberTerms): Date {
  const soon = later(at, terms.retryMs);
  if (until > soon) return soon;
  return until > at ? until : later(at, 1);
}
