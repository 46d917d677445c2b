import type { NumberType, StockNumber } from './number-stock.ts';

/** What a partner sells numbers for: one number, or all of a country, perhaps of one type. */
export interface PriceRule {
  readonly e164: string | null;
  readonly country: string | null;
  readonly numberType: NumberType | null;
  readonly currency: string;
  /** Selling, units of 10⁻⁵. */
  readonly setupFee: bigint;
  readonly monthlyFee: bigint;
  /** The fees may be below wholesale: what is missing is paid from the partner's master account. */
  readonly allowLoss: boolean;
}

/** Amounts in the number's own currency. */
export interface NumberFees {
  readonly setupFee: bigint;
  readonly monthlyFee: bigint;
}

type Priced = Pick<StockNumber, 'e164' | 'country' | 'numberType' | 'currency' | 'setupFee' | 'monthlyFee'>;

/** How narrow a rule is about a number; null where it says nothing about it. */
function narrowness(rule: PriceRule, number: Priced): number | null {
  if (rule.currency !== number.currency) return null;
  if (rule.e164 !== null) return rule.e164 === number.e164 ? 2 : null;
  if (rule.country !== number.country) return null;
  if (rule.numberType === null) return 0;
  return rule.numberType === number.numberType ? 1 : null;
}

/** The narrowest of a partner's rules that fits a number; null where none does. */
export function ruleFor(number: Priced, rules: readonly PriceRule[]): PriceRule | null {
  let [best, bestNarrowness] = [null as PriceRule | null, -1];
  for (const rule of rules) {
    const found = narrowness(rule, number);
    if (found !== null && found > bestNarrowness) [best, bestNarrowness] = [rule, found];
  }
  return best;
}

/** What a partner sells a number for; without a rule, selling is wholesale. */
export function sellingFees(number: Priced, rules: readonly PriceRule[]): NumberFees {
  const { setupFee, monthlyFee } = ruleFor(number, rules) ?? number;
  return { setupFee, monthlyFee };
}

/** Whether one of the fees is below what the number costs the partner. */
export function isBelowCost(fees: NumberFees, wholesale: NumberFees): boolean {
  return fees.setupFee < wholesale.setupFee || fees.monthlyFee < wholesale.monthlyFee;
}
