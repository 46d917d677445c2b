import type { NumbersDeps } from './numbers-deps.ts';
import { createStock, type Stock } from './stock.ts';

/**
 * The door to phone numbers. Writes take the caller's transaction, so that they commit with what belongs to them. What is
 * missing and what is another partner's answer the same 404.
 */
export interface Numbers {
  /** What the operator has. */
  readonly stock: Stock;
}

export function createNumbers(deps: NumbersDeps): Numbers {
  return { stock: createStock(deps) };
}
