import type { DeckRow } from './deck.ts';

/** How a price differs from the one before. `terms`: same rate, another connect fee or other increments. */
export const CHANGE_KINDS = ['new', 'dearer', 'cheaper', 'terms', 'gone', 'unchanged'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export type PriceTerms = Pick<
  DeckRow,
  'description' | 'ratePerMinute' | 'connectFee' | 'initialIncrementSeconds' | 'nextIncrementSeconds'
>;

/** One prefix in two versions, as both hold at one instant. */
export interface PriceChange {
  readonly prefix: string;
  readonly kind: ChangeKind;
  /** Null: the prefix is new. */
  readonly before: PriceTerms | null;
  /** Null: the prefix is gone. */
  readonly after: PriceTerms | null;
  /** Change of the rate; null for what is new, gone, or was free. */
  readonly percent: number | null;
}

export type DiffCounts = Readonly<Record<ChangeKind, number>>;

/** Behind which change a list goes on. */
export interface ChangePlace {
  readonly weight: string;
  readonly prefix: string;
}
