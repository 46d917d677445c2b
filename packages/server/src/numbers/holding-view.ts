import type { NumberHolding } from './number-holding.ts';
import type { StockNumber } from './number-stock.ts';

/** A number as its owner sees it: what it pays for it, and what the number is. */
export interface HoldingView {
  readonly holding: NumberHolding;
  readonly stock: StockNumber;
}
