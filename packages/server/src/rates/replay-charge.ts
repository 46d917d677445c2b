import { charge, type PastCall, type RateTerms, type SoldSide } from '../pricing/index.ts';

/** The prices that are tried. */
export interface TriedPrice {
  readonly terms: RateTerms;
  /** Units of 10⁻⁵, for an outbound call that nobody answered. */
  readonly notConnectedFee: bigint;
}

/**
 * Most that an answered call can cost; null: no bound. Where all was paid that had been held, it is what would have been held
 * for as many seconds. Where less was paid than that, the wallet had no more.
 */
function mostPaid(call: PastCall, sold: SoldSide, terms: RateTerms): bigint | null {
  const { fundedSeconds, cost, writtenOff } = call;
  const heldThen = fundedSeconds === null ? null : charge(sold, fundedSeconds).amount;
  if (writtenOff > 0n && cost !== heldThen) return cost;
  // A call that cost more than that was not held for: it was told by somebody else when it was over.
  if (fundedSeconds === null || heldThen === null || cost > heldThen) return null;
  return charge(terms, fundedSeconds).amount;
}

/**
 * What a recorded call would have brought at other prices. At those that it was sold at, that is what it brought: what was
 * written off stays so, and a call whose answer nobody saw is free at any price.
 */
export function priceAnew(call: PastCall, sold: SoldSide, { terms, notConnectedFee }: TriedPrice): bigint {
  if (!call.answered) {
    if (call.swept) return 0n;
    return call.writtenOff > 0n && call.cost < notConnectedFee ? call.cost : notConnectedFee;
  }
  const whole = charge(terms, call.talkSeconds).amount;
  const most = mostPaid(call, sold, terms);
  return most !== null && most < whole ? most : whole;
}
