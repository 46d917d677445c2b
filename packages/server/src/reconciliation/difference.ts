import type { LedgerProblem } from '../ledger/index.ts';

export const CHECKS = ['books', 'charges', 'sums', 'holds', 'numbers'] as const;
export type CheckName = (typeof CHECKS)[number];

/** What of the books can be wrong, in the ledger's words. */
export const BOOK_PROBLEMS = [
  'entry_missing',
  'entry_changed',
  'entry_balance_wrong',
  'entry_account_wrong',
  'reversed_too_much',
  'chain_head_wrong',
  'daily_root_wrong',
  'account_wrong',
  'holds_wrong',
  'floor_passed',
  'books_unbalanced',
] as const satisfies readonly LedgerProblem['what'][];

export const DIFFERENCES = [
  ...BOOK_PROBLEMS,
  'charge_differs',
  'charges_differ',
  'sums_differ',
  'hold_without_call',
  'call_without_hold',
  'hold_amount_differs',
  'number_unpaid',
  'number_charge_differs',
  'number_overdue',
] as const;
export type DifferenceKind = (typeof DIFFERENCES)[number];

export const SOURCES = [
  'accounts',
  'ledger_entries',
  'call_records',
  'sums',
  'holds',
  'live_calls',
  'number_records',
] as const;
export type Source = (typeof SOURCES)[number];

/** What one of the two sides says: an amount in units of 10⁻⁵, or a number of something. */
export interface Figure {
  readonly source: Source;
  readonly amount: bigint | null;
  readonly count: bigint | null;
}

/** Two sides that should say the same and do not. What it is not about is null. */
export interface Difference {
  readonly check: CheckName;
  readonly kind: DifferenceKind;
  /** One sentence for people. */
  readonly summary: string;
  readonly from: Date | null;
  readonly before: Date | null;
  readonly customerId: string | null;
  readonly callId: string | null;
  readonly holdId: string | null;
  readonly e164: string | null;
  readonly ledgerAccountId: string | null;
  readonly transferId: string | null;
  /** Which row of sums. */
  readonly sumsKey: string | null;
  readonly measure: string | null;
  readonly currency: string | null;
  /** Both, or none where it is not about a figure. */
  readonly figures: readonly Figure[];
}

const ABOUT_NOTHING = {
  from: null,
  before: null,
  customerId: null,
  callId: null,
  holdId: null,
  e164: null,
  ledgerAccountId: null,
  transferId: null,
  sumsKey: null,
  measure: null,
  currency: null,
  figures: [],
} as const;

export function difference(
  about: Pick<Difference, 'check' | 'kind' | 'summary'> & Partial<Difference>,
): Difference {
  return { ...ABOUT_NOTHING, ...about };
}

export const amountOf = (source: Source, amount: bigint): Figure => ({ source, amount, count: null });
export const countOf = (source: Source, count: bigint): Figure => ({ source, amount: null, count });

/** What a check compared and what it found. */
export interface CheckResult {
  readonly check: CheckName;
  readonly checked: number;
  readonly differing: number;
  readonly first: Difference | null;
}

/** Adds up the parts of a check; the first difference stays the first. */
export function together(check: CheckName, parts: readonly Omit<CheckResult, 'check'>[]): CheckResult {
  return {
    check,
    checked: parts.reduce((sum, part) => sum + part.checked, 0),
    differing: parts.reduce((sum, part) => sum + part.differing, 0),
    first: parts.find((part) => part.first !== null)?.first ?? null,
  };
}

/** Where money differs the score is no more than this, however much else agrees. */
export const MONEY_CAP = 50;

/**
 * Of a hundred: the share of what was compared that agrees, rounded down; 100 only where all of it does. Sums can be made anew
 * from the calls, everything else is money.
 */
export function scoreOf(results: readonly CheckResult[]): number {
  const checked = results.reduce((sum, one) => sum + one.checked, 0);
  const differing = results.reduce((sum, one) => sum + one.differing, 0);
  if (differing === 0) return 100;
  const share = Math.floor((100 * (checked - Math.min(checked, differing))) / Math.max(1, checked));
  const money = results.some((one) => one.check !== 'sums' && one.differing > 0);
  return Math.min(share, money ? MONEY_CAP : 99);
}
