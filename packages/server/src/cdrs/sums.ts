/** Sums over calls of one currency. Cost is units of 10⁻⁵, with streaming. */
export interface CurrencySums {
  readonly currency: string;
  readonly calls: number;
  readonly answered: number;
  readonly durationSeconds: number;
  readonly talkSeconds: number;
  readonly cost: bigint;
}

/** Sums over the calls that match a filter. */
export interface CallSums {
  readonly currencies: readonly CurrencySums[];
  /** There are more than were counted. */
  readonly capped: boolean;
}

export function callsOf({ currencies }: CallSums): number {
  return currencies.reduce((sum, one) => sum + one.calls, 0);
}

/** All currencies together, but for money: amounts of different currencies are never added. */
export function totalsOf(sums: CallSums, currency: string): Omit<CurrencySums, 'currency'> {
  const all = sums.currencies;
  return {
    calls: callsOf(sums),
    answered: all.reduce((sum, one) => sum + one.answered, 0),
    durationSeconds: all.reduce((sum, one) => sum + one.durationSeconds, 0),
    talkSeconds: all.reduce((sum, one) => sum + one.talkSeconds, 0),
    cost: all.find((one) => one.currency === currency)?.cost ?? 0n,
  };
}

export const NO_CALLS: CallSums = { currencies: [], capped: false };
