import { billedTime, charge, toRate, type Rate } from '../pricing/index.ts';
import type { SideTerms } from './call-terms.ts';

function usage(ratePerMinute: Rate, seconds: number): bigint {
  const terms = { ratePerMinute, connectFee: 0n, nextIncrementSeconds: 1, minimumDurationSeconds: 0 };
  return charge({ ...terms, initialIncrementSeconds: Math.max(1, seconds) }, 0).usage;
}

function sameTiming(a: SideTerms, b: SideTerms): boolean {
  return (
    a.initialIncrementSeconds === b.initialIncrementSeconds &&
    a.nextIncrementSeconds === b.nextIncrementSeconds &&
    a.minimumDurationSeconds === b.minimumDurationSeconds
  );
}

/** Whether a minute costs the partner more than it is sold for: what the loss guard refuses. */
export function sellsBelowCost(selling: SideTerms | null, wholesale: SideTerms | null): boolean {
  return selling !== null && wholesale !== null && wholesale.ratePerMinute > selling.ratePerMinute;
}

/**
 * A bound on what a call of at most `seconds` costs the partner beyond what its customer pays: 0 where it never does. Increments count
 * as well as rates: sixty seconds that are bought for a call of one that is sold are a loss too.
 */
export function mostLoss(selling: SideTerms | null, wholesale: SideTerms | null, seconds: number): bigint {
  if (selling === null || wholesale === null) return 0n;
  const unanswered = wholesale.notConnectedFee - selling.notConnectedFee;
  const least = unanswered > 0n ? unanswered : 0n;
  const neverMore =
    sameTiming(selling, wholesale) &&
    selling.ratePerMinute >= wholesale.ratePerMinute &&
    selling.connectFee >= wholesale.connectFee;
  if (neverMore) return least;
  // Wholesale bills at most `ahead` seconds more than were talked, selling at least those.
  const ahead = Math.max(billedTime(wholesale, 0).billedSeconds, wholesale.nextIncrementSeconds);
  const rise = wholesale.ratePerMinute - selling.ratePerMinute;
  const perSecond = rise > 0n ? usage(toRate(rise), seconds) : 0n;
  const rounding = 2n;
  const bound =
    wholesale.connectFee - selling.connectFee + usage(wholesale.ratePerMinute, ahead) + perSecond + rounding;
  return bound > least ? bound : least;
}

/**
 * What the master account is held for: the loss of a call whose minute is sold below cost, which the partner has to allow. Where it is
 * sold at its cost or above, what increments and fees lose comes from the partner's margin.
 */
export function lossToHold(selling: SideTerms | null, wholesale: SideTerms | null, seconds: number): bigint {
  return sellsBelowCost(selling, wholesale) ? mostLoss(selling, wholesale, seconds) : 0n;
}
