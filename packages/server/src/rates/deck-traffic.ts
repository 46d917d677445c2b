import type { PastCall, PricingTier, RateTable } from '../pricing/index.ts';
import { DAY_MS } from '../platform/time/index.ts';
import type { RatesDeps } from './rates-deps.ts';
import type { Seller } from './seller.ts';

const DAYS = 30;
/** Calls that are looked at, the newest; a comparison is read while somebody waits. */
const MOST_CALLS = 100_000;

/** Money is units of 10⁻⁵. */
export interface TrafficSums {
  readonly calls: number;
  readonly talkSeconds: number;
  /** What they were sold for at the tier. */
  readonly revenue: bigint;
}

export const NO_TRAFFIC: TrafficSums = { calls: 0, talkSeconds: 0, revenue: 0n };

/** Calls at a tier of the last thirty days, by the prefix that a comparison touches. */
export interface DeckTraffic extends TrafficSums {
  readonly from: Date;
  readonly before: Date;
  /** False: there were more calls than are looked at; these are the newest. */
  readonly complete: boolean;
  /** By prefix: what it would price, and of a prefix that goes what it priced. */
  readonly byPrefix: ReadonlyMap<string, TrafficSums>;
}

export interface ComparedTables {
  readonly before: RateTable | null;
  readonly after: RateTable;
  readonly at: Date;
}

/** Of a partner its calls that were sold at the tier, of the operator all that were bought at it. */
function soldAt(tier: PricingTier, seller: Seller, call: PastCall): bigint | null {
  if (call.direction !== 'outbound' || call.refused) return null;
  if (seller.partnerId === null) return call.wholesale?.tierId === tier.id ? call.wholesaleCost : null;
  return call.selling?.tierId === tier.id ? call.cost : null;
}

class Sums {
  readonly #sums = new Map<string, { calls: number; talkSeconds: number; revenue: bigint }>();

  add(key: string, talkSeconds: number, revenue: bigint): void {
    const sum = this.#sums.get(key) ?? { calls: 0, talkSeconds: 0, revenue: 0n };
    sum.calls += 1;
    sum.talkSeconds += talkSeconds;
    sum.revenue += revenue;
    this.#sums.set(key, sum);
  }

  get all(): ReadonlyMap<string, TrafficSums> {
    return this.#sums;
  }
}

const TOTAL = '';

export async function trafficOf(
  { clock, traffic }: RatesDeps,
  seller: Seller,
  tier: PricingTier,
  tables: ComparedTables,
): Promise<DeckTraffic> {
  const before = clock.now();
  const from = new Date(before.getTime() - DAYS * DAY_MS);
  const window = { from, before };
  const batches =
    seller.partnerId === null
      ? traffic.allPastCalls(window)
      : traffic.pastCalls(seller.partnerId, { window, customerId: null });
  const sums = new Sums();
  const atMs = tables.at.getTime();
  let seen = 0;
  for await (const batch of batches) {
    // More than a whole batch beyond is not read.
    if (seen >= MOST_CALLS) break;
    seen += batch.length;
    for (const call of batch) {
      const revenue = soldAt(tier, seller, call);
      if (revenue === null) continue;
      const digits = call.destination.replace(/^\+/, '');
      const next = tables.after.match(digits, atMs)?.prefix;
      const last = tables.before?.match(digits, atMs)?.prefix;
      sums.add(TOTAL, call.talkSeconds, revenue);
      if (next !== undefined) sums.add(next, call.talkSeconds, revenue);
      if (last !== undefined && last !== next) sums.add(last, call.talkSeconds, revenue);
    }
  }
  const total = sums.all.get(TOTAL) ?? NO_TRAFFIC;
  return { ...total, from, before, complete: seen < MOST_CALLS, byPrefix: sums.all };
}
