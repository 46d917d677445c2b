import type { Reader } from '../platform/db/index.ts';
import type { DateRange } from '../platform/http/index.ts';

/** One side of a past call. The rate is 10⁻⁹ of the currency. */
interface PastSide {
  readonly tierId: string;
  readonly rate: bigint;
}

/** A recorded call, as far as it can be priced anew. Money is units of 10⁻⁵. */
export interface PastCall {
  readonly customerId: string;
  readonly direction: 'inbound' | 'outbound';
  /** E.164 with its plus. */
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
  /** Null: it was free. */
  readonly selling: PastSide | null;
  readonly wholesale: PastSide | null;
}

/** What refuses calls for their price. */
export interface PriceLimits {
  readonly allowLoss: boolean;
  maxRateOf(customerId: string): bigint | null;
}

interface Asked {
  readonly window: DateRange;
  readonly customerId: string | null;
}

/** What this room asks of those that keep calls; they stand above it, and are given to it where the product is wired. */
export interface PastTraffic {
  countCalls(partnerId: string, asked: Asked): Promise<number>;
  /** Newest first, batch by batch. */
  pastCalls(partnerId: string, asked: Asked): AsyncIterable<readonly PastCall[]>;
  /** For the operator: of every partner. */
  allPastCalls(window: DateRange): AsyncIterable<readonly PastCall[]>;
  priceLimits(reader: Reader, partnerId: string): Promise<PriceLimits>;
}
