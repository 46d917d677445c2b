import type { FoundPrice, PastCall } from '../pricing/index.ts';
import type { PriceLimits } from './past-traffic.ts';
import { priceAnew } from './replay-charge.ts';

/** Pairs of a customer and a destination that are told apart; what comes beyond them counts with the customer alone. */
const MOST_PAIRS = 100_000;

/** With what calls are priced anew. */
export interface ReplayTerms {
  readonly tierId: string;
  readonly currency: string;
  /** Only calls that were sold at this tier; else all of its currency. */
  readonly ofTierAlone: boolean;
  priceOf(digits: string): Pick<FoundPrice, 'prefix' | 'description' | 'terms'>;
  /** Units of 10⁻⁵, for an outbound call that nobody answered. */
  readonly notConnectedFee: bigint;
  readonly limits: PriceLimits;
}

/** Money is units of 10⁻⁵. */
export interface ReplayTotals {
  readonly calls: number;
  readonly answered: number;
  readonly talkSeconds: number;
  readonly revenue: bigint;
  readonly wholesaleCost: bigint;
  readonly margin: bigint;
}

/** What calls that would still go cost before, and would cost. */
export interface ReplayChange {
  readonly calls: number;
  readonly talkSeconds: number;
  readonly before: bigint;
  readonly after: bigint;
  /** Beside them: calls that would be refused, and what they brought. */
  readonly refused: number;
  readonly lost: bigint;
}

/** Of a customer, a destination (null: the flat rate), or both. */
export interface ReplayRow extends ReplayChange {
  readonly customerId: string | null;
  readonly prefix: string | null;
  readonly description: string;
}

export type PriceRefusal = 'loss_guard' | 'rate_above_maximum';
const FOR_PRICE: ReadonlySet<string> = new Set([
  'loss_guard',
  'loss_not_covered',
  'rate_above_maximum',
  'no_rate',
]);

export interface ReplayResult {
  readonly before: ReplayTotals;
  readonly after: ReplayTotals;
  readonly refused: {
    readonly byReason: Readonly<Record<PriceRefusal, number>>;
    /** What calls brought that would be refused. */
    readonly revenue: bigint;
    /** Refused then, whatever the price. */
    readonly anyway: number;
    /** Refused then for their price, and not any more. */
    readonly noLonger: number;
  };
  readonly leftOut: {
    readonly inbound: number;
    readonly free: number;
    readonly otherTier: number;
    readonly otherCurrency: number;
  };
  readonly customers: readonly ReplayRow[];
  readonly destinations: readonly ReplayRow[];
  readonly pairs: readonly ReplayRow[];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const nothing = (): Mutable<ReplayTotals> => ({
  calls: 0,
  answered: 0,
  talkSeconds: 0,
  revenue: 0n,
  wholesaleCost: 0n,
  margin: 0n,
});

function add(totals: Mutable<ReplayTotals>, call: PastCall, revenue: bigint, margin: bigint): void {
  totals.calls += 1;
  totals.answered += call.answered ? 1 : 0;
  totals.talkSeconds += call.talkSeconds;
  totals.revenue += revenue;
  totals.wholesaleCost += call.wholesaleCost;
  totals.margin += margin;
}

/** The same rows by fewer keys. */
function merged(rows: Iterable<ReplayRow>, by: 'customerId' | 'prefix'): ReplayRow[] {
  const sums = new Map<string | null, ReplayRow>();
  for (const row of rows) {
    const sum = sums.get(row[by]);
    const other = by === 'customerId' ? { prefix: null, description: '' } : { customerId: null };
    sums.set(
      row[by],
      sum === undefined
        ? { ...row, ...other }
        : {
            ...sum,
            calls: sum.calls + row.calls,
            talkSeconds: sum.talkSeconds + row.talkSeconds,
            before: sum.before + row.before,
            after: sum.after + row.after,
            refused: sum.refused + row.refused,
            lost: sum.lost + row.lost,
          },
    );
  }
  return [...sums.values()];
}

/**
 * Past calls at other prices, one after the other. As calls are charged: the same prefix, increments, rounding; refused are
 * those that the loss guard or a limit of the rate would refuse at another rate than their own. That a call is as long at another
 * price is assumed, and the wholesale price is that which was paid. Where a price is what it was, nothing changes.
 */
export class Replay {
  readonly #terms: ReplayTerms;
  readonly #before = nothing();
  readonly #after = nothing();
  readonly #refused = { loss_guard: 0, rate_above_maximum: 0 };
  readonly #leftOut = { inbound: 0, free: 0, otherTier: 0, otherCurrency: 0 };
  readonly #pairs = new Map<string, Mutable<ReplayRow>>();
  #lost = 0n;
  #anyway = 0;
  #noLonger = 0;

  constructor(terms: ReplayTerms) {
    this.#terms = terms;
  }

  add(call: PastCall): void {
    const why = this.#whyLeftOut(call);
    if (why !== null) {
      this.#leftOut[why] += 1;
      return;
    }
    const found = this.#terms.priceOf(call.destination.replace(/^\+/, ''));
    const rate = found.terms.ratePerMinute;
    // At the rate that it had a call goes where it went, and is refused where it was: limits may have changed, prices have not.
    const isSameRate = call.selling?.ratePerMinute === rate;
    const refusal = isSameRate ? null : this.#refusalOf(call, rate);
    if (call.refused) {
      const wasForPrice = FOR_PRICE.has(call.reason ?? '') && call.wholesale !== null;
      if (wasForPrice && !isSameRate && refusal === null) this.#noLonger += 1;
      else this.#anyway += 1;
      return;
    }
    add(this.#before, call, call.cost, call.margin);
    const row = this.#rowOf(call.customerId, found);
    if (refusal !== null) {
      this.#refused[refusal] += 1;
      this.#lost += call.cost;
      row.refused += 1;
      row.lost += call.cost;
      return;
    }
    const price = { terms: found.terms, notConnectedFee: this.#terms.notConnectedFee };
    const revenue = call.selling === null ? 0n : priceAnew(call, call.selling, price);
    add(this.#after, call, revenue, revenue - call.wholesaleCost);
    row.calls += 1;
    row.talkSeconds += call.talkSeconds;
    row.before += call.cost;
    row.after += revenue;
  }

  result(): ReplayResult {
    const pairs = [...this.#pairs.values()];
    return {
      before: this.#before,
      after: this.#after,
      refused: {
        byReason: this.#refused,
        revenue: this.#lost,
        anyway: this.#anyway,
        noLonger: this.#noLonger,
      },
      leftOut: this.#leftOut,
      customers: merged(pairs, 'customerId'),
      destinations: merged(pairs, 'prefix'),
      pairs,
    };
  }

  #whyLeftOut(call: PastCall): keyof ReplayResult['leftOut'] | null {
    const { tierId, currency, ofTierAlone } = this.#terms;
    if (call.direction === 'inbound') return 'inbound';
    if (call.currency !== currency) return 'otherCurrency';
    if (call.selling === null && !call.refused) return 'free';
    return ofTierAlone && call.selling?.tierId !== tierId ? 'otherTier' : null;
  }

  #refusalOf({ customerId, wholesale }: PastCall, rate: bigint): PriceRefusal | null {
    const { limits } = this.#terms;
    const most = limits.maxRateOf(customerId);
    if (most !== null && rate > most) return 'rate_above_maximum';
    return wholesale !== null && wholesale.rate > rate && !limits.allowLoss ? 'loss_guard' : null;
  }

  #rowOf(
    customerId: string,
    { prefix, description }: Pick<FoundPrice, 'prefix' | 'description'>,
  ): Mutable<ReplayRow> {
    const key = `${customerId} ${prefix ?? ''}`;
    const known = this.#pairs.get(key);
    if (known !== undefined) return known;
    const isFull = this.#pairs.size >= MOST_PAIRS;
    if (isFull && prefix !== null) return this.#rowOf(customerId, { prefix: null, description: '' });
    const row = {
      customerId,
      prefix,
      description,
      calls: 0,
      talkSeconds: 0,
      before: 0n,
      after: 0n,
      refused: 0,
      lost: 0n,
    };
    this.#pairs.set(key, row);
    return row;
  }
}
