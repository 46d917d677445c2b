import { RATE_DECIMALS, parseRate, type Rate } from '../pricing/index.ts';

/** A rate of a request: a plain decimal, or a number that is one of at most nine decimals; null for anything else. */
export function readCostRate(value: number | string): Rate | null {
  // A double in its shortest form may carry an exponent; with all decimals written out it is the same number or has too many.
  const text = typeof value === 'string' ? value : value.toFixed(RATE_DECIMALS);
  if (typeof value === 'number' && Number(text) !== value) return null;
  try {
    return parseRate(text);
  } catch {
    return null;
  }
}
