import { billedTime, charge, fundedSeconds } from '../pricing/index.ts';
import type { SideTerms } from './call-terms.ts';

/** The first slice of a call; each further one is twice the one before, up to the longest. */
export const FIRST_SLICE_SECONDS = 60;
export const LONGEST_SLICE_SECONDS = 300;

export function nextSlice(seconds: number): number {
  return Math.min(seconds * 2, LONGEST_SLICE_SECONDS);
}

/** Seconds of talk and the money that is held for them. Units of 10⁻⁵. */
export interface Funding {
  readonly seconds: number;
  readonly held: bigint;
}

/** The least that a call may begin with: its shortest charge, or the fee for nobody answering where that is more. */
export function leastMoney(terms: SideTerms): bigint {
  const shortest = charge(terms, 0).amount;
  return shortest > terms.notConnectedFee ? shortest : terms.notConnectedFee;
}

function moneyFor(terms: SideTerms, seconds: number): bigint {
  const { amount } = charge(terms, seconds);
  return amount > terms.notConnectedFee ? amount : terms.notConnectedFee;
}

/**
 * How long a call may last on some money: `wanted` seconds, and the rest of the increment that they reach into, or as long
 * as `money` pays, but never beyond `most`. `money` counts what is held for the call already. Null where it does not even
 * pay the shortest call. Null terms: the call is free.
 */
export function fund(
  terms: SideTerms | null,
  money: bigint,
  { wanted, most }: { readonly wanted: number; readonly most: number },
): Funding | null {
  if (terms === null) return { seconds: Math.min(wanted, most), held: 0n };
  if (money < leastMoney(terms)) return null;
  const whole = Math.min(billedTime(terms, Math.min(wanted, most)).billedSeconds, most);
  const held = moneyFor(terms, whole);
  if (held <= money) return { seconds: whole, held };
  const seconds = fundedSeconds(money, terms, whole);
  return seconds === 0 ? null : { seconds, held: moneyFor(terms, seconds) };
}
