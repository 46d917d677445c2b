import type { Rate } from './rate.ts';

/** Limits of what can grow. */
export const DECK_LIMITS = {
  rows: 500_000,
  fileBytes: 64 * 1024 * 1024,
  /** Faults that are kept with their line; all are counted. */
  faults: 1_000,
  /** Versions of one tier that were read and never published. */
  drafts: 20,
  /** Files of one tier that could not be read to their end; older ones are forgotten. */
  failed: 10,
  versions: 1_000,
  /** Publications of one tier that have not begun. */
  scheduled: 10,
  scheduleDays: 730,
} as const;

/** How far a file was read. */
export type DeckState = 'reading' | 'faulty' | 'ready' | 'interrupted';
/** What a version is just now: how far it was read, and where that is to its end, what became of it. */
export type DeckStatus = Exclude<DeckState, 'ready'> | 'draft' | 'scheduled' | 'live' | 'retired';
export const DECK_STATUSES = [
  'reading',
  'faulty',
  'interrupted',
  'draft',
  'scheduled',
  'live',
  'retired',
] as const satisfies readonly DeckStatus[];

export interface DeckFault {
  readonly line: number;
  /** Null: the whole row. */
  readonly column: string | null;
  readonly message: string;
}

/** Whose a tier is and which. */
export interface TierKey {
  /** A partner, or `OPERATOR_TIERS`. */
  readonly ownerId: string;
  readonly tierId: string;
}

/** One version of a tier's deck. */
export interface Deck extends TierKey {
  readonly id: string;
  /** Counts from 1 for each tier. */
  readonly version: number;
  readonly state: DeckState;
  readonly status: DeckStatus;
  readonly fileName: string;
  readonly bytesTotal: number | null;
  readonly bytesRead: number;
  readonly rowsRead: number;
  /** Prices in it. */
  readonly rowCount: number;
  readonly faultCount: number;
  /** Since when it is the live one; null: it is not. */
  readonly liveSince: Date | null;
  /** When it will be, next; null: not planned. */
  readonly scheduledFor: Date | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

/** One price. */
export interface DeckRow {
  /** Digits, without `+`. */
  readonly prefix: string;
  readonly description: string;
  readonly ratePerMinute: Rate;
  /** Units of 10⁻⁵. */
  readonly connectFee: bigint;
  readonly initialIncrementSeconds: number;
  readonly nextIncrementSeconds: number;
  /** Milliseconds since 1970; −Infinity: always. */
  readonly effectiveFromMs: number;
  /** Exclusive; Infinity: for good. */
  readonly effectiveToMs: number;
}
