import type { NumberPattern } from './number-pattern.ts';
import type { Capability, NumberType, StockNumber, StockState } from './number-stock.ts';

/** What somebody who looks for a number asks for; what is absent does not matter. */
export interface StockFilter {
  readonly state?: StockState | undefined;
  readonly country?: string | undefined;
  readonly region?: string | undefined;
  readonly numberType?: NumberType | undefined;
  readonly currency?: string | undefined;
  readonly provider?: string | undefined;
  /** Each of them. */
  readonly capabilities?: readonly Capability[] | undefined;
  /** Wholesale, units of 10⁻⁵ of `currency`. */
  readonly maxSetupFee?: bigint | undefined;
  readonly maxMonthlyFee?: bigint | undefined;
  /** All of them. */
  readonly patterns?: readonly NumberPattern[] | undefined;
  /** None of these; with `+`. */
  readonly excludedPrefixes?: readonly string[] | undefined;
}

/** Fees are compared in one currency only: whoever sorts by them says which. */
export type StockOrder =
  | { readonly by: 'number'; readonly descending: boolean }
  | { readonly by: 'setup_fee' | 'monthly_fee'; readonly descending: boolean; readonly currency: string };

/** A number's place in an order. */
export interface StockKey {
  readonly e164: string;
  /** Where the order is by fee. */
  readonly fee: bigint | null;
}

export interface StockPlace {
  /** Only what comes after it. */
  readonly after: StockKey | null;
  readonly offset: number;
  readonly limit: number;
}

export interface StockPage {
  readonly numbers: readonly StockNumber[];
  /** Where to go on; null at the end. */
  readonly next: StockKey | null;
  /** All that fit, counted. */
  readonly total: number;
}
