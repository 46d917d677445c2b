import type { TableKey } from '../pricing/index.ts';
import { toRate } from '../pricing/index.ts';
import type { SideTerms } from './call-terms.ts';
import type { CallDirection } from './edge-messages.ts';

/** A tier, with its deck that is live. */
export interface TierPrices {
  /** Where no deck says otherwise. */
  readonly terms: SideTerms;
  readonly deck: TableKey | null;
  /** When another deck begins. Epoch milliseconds; Infinity: none does. */
  readonly nextDeckAtMs: number;
}

/** At which tiers an account buys, and its partner. */
export interface Prices {
  readonly selling: TierPrices | null;
  readonly wholesale: TierPrices | null;
}

export const NO_PRICES: Prices = { selling: null, wholesale: null };

/** What is said of one number: by a deck, or by the inbound rates of a tier. */
export interface Match {
  readonly prefix: string | null;
  readonly rate: bigint | null;
  readonly connectFee: bigint | null;
  readonly initial: number | null;
  readonly next: number | null;
}

export const NO_MATCH: Match = { prefix: null, rate: null, connectFee: null, initial: null, next: null };

/** Both sides of a call; who sells at the tier at which it buys has one for both. */
export function sidesOf(
  { selling, wholesale }: Prices,
  matchOf: (side: 'selling' | 'wholesale') => Match,
  direction: CallDirection,
  shared: SharedTerms,
): { readonly selling: SideTerms | null; readonly wholesale: SideTerms | null } {
  const buying = shared.of(wholesale, () => matchOf('wholesale'), direction);
  const own = selling?.terms.tierId !== wholesale?.terms.tierId;
  return {
    selling: own ? shared.of(selling, () => matchOf('selling'), direction) : buying,
    wholesale: buying,
  };
}

/** Prices that were put together before: calls of a group at one price share one. */
export class SharedTerms {
  readonly #known = new Map<SideTerms, Map<string, SideTerms>>();

  of(tier: TierPrices | null, matchOf: () => Match, direction: CallDirection): SideTerms | null {
    if (tier === null) return null;
    const match = matchOf();
    const { prefix, rate, connectFee, initial, next } = match;
    const key = `${direction}/${prefix}/${rate}/${connectFee}/${initial}/${next}`;
    const ofTier = this.#known.get(tier.terms) ?? new Map<string, SideTerms>();
    const terms = ofTier.get(key) ?? termsOf(tier.terms, match, direction);
    this.#known.set(tier.terms, ofTier.set(key, terms));
    return terms;
  }
}

/** What a deck says of a number goes before what its tier says of all; an inbound call knows no deck and no fee. */
function termsOf(tier: SideTerms, match: Match, direction: CallDirection): SideTerms {
  const ratePerMinute = match.rate === null ? tier.ratePerMinute : toRate(match.rate);
  if (direction === 'inbound') return { ...tier, deckVersion: null, ratePerMinute, notConnectedFee: 0n };
  return {
    ...tier,
    prefix: match.prefix,
    ratePerMinute,
    connectFee: match.connectFee ?? 0n,
    initialIncrementSeconds: match.initial ?? tier.initialIncrementSeconds,
    nextIncrementSeconds: match.next ?? tier.nextIncrementSeconds,
  };
}
