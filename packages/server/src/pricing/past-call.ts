import type { RateTerms } from './charge.ts';

/** One side of a call, as far as its price can be asked for anew. */
export interface PastSide {
  readonly tierId: string;
  /** 10⁻⁹ of the currency. */
  readonly rate: bigint;
}

/** At which tier a call was sold, and how that charged it. */
export interface SoldSide extends RateTerms {
  readonly tierId: string;
}

/** A recorded call, as far as it can be priced anew. Money is units of 10⁻⁵. */
export interface PastCall {
  readonly customerId: string;
  readonly direction: 'inbound' | 'outbound';
  /** As dialled, E.164 with its plus. */
  readonly destination: string;
  readonly currency: string;
  readonly refused: boolean;
  /** Of a refusal. */
  readonly reason: string | null;
  readonly answered: boolean;
  readonly talkSeconds: number;
  readonly cost: bigint;
  readonly wholesaleCost: bigint;
  readonly margin: bigint;
  /** Of its charge, what nobody paid. */
  readonly writtenOff: bigint;
  /** Seconds of talk that the money bought which was held for it; null: nothing was held. */
  readonly fundedSeconds: number | null;
  /** Nobody reported its end; without an answer it was free then. */
  readonly swept: boolean;
  /** Null: it was free. */
  readonly selling: SoldSide | null;
  readonly wholesale: PastSide | null;
}
