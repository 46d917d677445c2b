import type { RatedSide } from '../cdrs/index.ts';
import { billedTime, charge, toRate, type RateTerms } from '../pricing/index.ts';

/** What one side of a call costs, and where that comes from. */
export interface SideTerms extends RateTerms {
  readonly tierId: string;
  /** Null: the tier's own price. */
  readonly deckVersion: number | null;
  readonly prefix: string | null;
  /** For a call that nobody answered. Units of 10⁻⁵. */
  readonly notConnectedFee: bigint;
}

/** As `live_call` keeps it. */
export interface SideTermsJson {
  readonly tier_id: string;
  readonly deck_version: number | null;
  readonly prefix: string | null;
  readonly rate: string;
  readonly connect_fee: string;
  readonly initial: number;
  readonly next: number;
  readonly minimum: number;
  readonly not_connected_fee: string;
}

export function fromTermsJson(json: SideTermsJson): SideTerms {
  return {
    tierId: json.tier_id,
    deckVersion: json.deck_version,
    prefix: json.prefix,
    ratePerMinute: toRate(BigInt(json.rate)),
    connectFee: BigInt(json.connect_fee),
    initialIncrementSeconds: json.initial,
    nextIncrementSeconds: json.next,
    minimumDurationSeconds: json.minimum,
    notConnectedFee: BigInt(json.not_connected_fee),
  };
}

export function toTermsJson(terms: SideTerms): SideTermsJson {
  return {
    tier_id: terms.tierId,
    deck_version: terms.deckVersion,
    prefix: terms.prefix,
    rate: terms.ratePerMinute.toString(),
    connect_fee: terms.connectFee.toString(),
    initial: terms.initialIncrementSeconds,
    next: terms.nextIncrementSeconds,
    minimum: terms.minimumDurationSeconds,
    not_connected_fee: terms.notConnectedFee.toString(),
  };
}

/** What a call costs on one side. `talkSeconds` null: nobody answered. Null terms: it is free. */
export function costOf(
  terms: SideTerms | null,
  talkSeconds: number | null,
): { readonly amount: bigint; readonly billedSeconds: number } {
  if (terms === null) return { amount: 0n, billedSeconds: 0 };
  if (talkSeconds === null) return { amount: terms.notConnectedFee, billedSeconds: 0 };
  const { amount, billedSeconds } = charge(terms, talkSeconds);
  return { amount, billedSeconds };
}

/** As the CDR keeps it. */
export function toRatedSide(terms: SideTerms | null, talkSeconds: number | null): RatedSide | null {
  if (terms === null) return null;
  return {
    tierId: terms.tierId,
    deckVersion: terms.deckVersion,
    prefix: terms.prefix,
    rate: terms.ratePerMinute,
    connectFee: terms.connectFee,
    initialIncrementSeconds: terms.initialIncrementSeconds,
    nextIncrementSeconds: terms.nextIncrementSeconds,
    minimumDurationSeconds: terms.minimumDurationSeconds,
    billedSeconds: talkSeconds === null ? 0 : billedTime(terms, talkSeconds).billedSeconds,
  };
}
