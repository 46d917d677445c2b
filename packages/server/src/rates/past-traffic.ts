import type { Reader } from '../platform/db/index.ts';
import type { DateRange } from '../platform/http/index.ts';
import type { PastCall } from '../pricing/index.ts';

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
