import { RATE_DECIMALS, type Rate } from './rate.ts';

/** What decides the price of an answered call. Fees are units of 10⁻⁵, increments whole seconds. */
export interface RateTerms {
  readonly ratePerMinute: Rate;
  /** Once for each answered call. */
  readonly connectFee: bigint;
  /** The shortest time that is charged; at least 1. */
  readonly initialIncrementSeconds: number;
  /** What every further charged time is a whole number of; at least 1. */
  readonly nextIncrementSeconds: number;
  /** A shorter call is charged as if it had lasted so long. */
  readonly minimumDurationSeconds: number;
}

/** A charge with its reasons. Money is units of 10⁻⁵. */
export interface Charge {
  readonly amount: bigint;
  readonly connectFee: bigint;
  /** For the time: amount − connect fee. */
  readonly usage: bigint;
  readonly durationSeconds: number;
  readonly billedSeconds: number;
  /** How many next increments were added to the initial one. */
  readonly furtherIncrements: number;
  readonly minimumApplied: boolean;
  /** The usage before it was rounded, a plain decimal of the currency. */
  readonly exactUsage: string;
  readonly rounded: 'up' | 'down' | 'exact';
}

const SECONDS_PER_MINUTE = 60n;
/** A rate is 10⁻⁹ of the currency, money 10⁻⁵: 10⁴ rate units make one unit of money. */
const RATE_UNITS_PER_MONEY_UNIT = 10n ** BigInt(RATE_DECIMALS - 5);
/** rate × seconds, divided by this, is money. */
const DIVISOR = SECONDS_PER_MINUTE * RATE_UNITS_PER_MONEY_UNIT;
/** Digits of the exact usage: the ninth decimal of a rate in sixtieths needs no more to be told from a half. */
const EXACT_DECIMALS = 12n;

function checkSeconds(seconds: number): void {
  if (!Number.isSafeInteger(seconds) || seconds < 0) {
    throw new RangeError('A duration is a whole number of seconds, not below 0.');
  }
}

/** Times that increments make of a duration: the initial one, and as many whole further ones as it takes. */
export function billedTime(
  terms: Omit<RateTerms, 'ratePerMinute' | 'connectFee'>,
  durationSeconds: number,
): { readonly billedSeconds: number; readonly furtherIncrements: number; readonly minimumApplied: boolean } {
  checkSeconds(durationSeconds);
  const { initialIncrementSeconds: initial, nextIncrementSeconds: next } = terms;
  const asked = Math.max(durationSeconds, terms.minimumDurationSeconds);
  const furtherIncrements = asked <= initial ? 0 : Math.ceil((asked - initial) / next);
  return {
    billedSeconds: initial + furtherIncrements * next,
    furtherIncrements,
    minimumApplied: asked > durationSeconds && asked > initial,
  };
}

function exactDecimal(numerator: bigint, divisor: bigint): string {
  const scaled = (numerator * 10n ** EXACT_DECIMALS) / divisor;
  const one = 10n ** EXACT_DECIMALS;
  const fraction = (scaled % one).toString().padStart(Number(EXACT_DECIMALS), '0').replace(/0+$/, '');
  const whole = (scaled / one).toString();
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/**
 * What an answered call costs: the only road from a rate to money. The time is brought to increments, multiplied with the
 * rate, and rounded once, half up, to units of 10⁻⁵; the connect fee is whole units already.
 * Throws RangeError for a duration that is no whole number of seconds.
 */
export function charge(terms: RateTerms, durationSeconds: number): Charge {
  const time = billedTime(terms, durationSeconds);
  const numerator = terms.ratePerMinute * BigInt(time.billedSeconds);
  const usage = (2n * numerator + DIVISOR) / (2n * DIVISOR);
  const rest = numerator - usage * DIVISOR;
  return {
    ...time,
    amount: terms.connectFee + usage,
    connectFee: terms.connectFee,
    usage,
    durationSeconds,
    exactUsage: exactDecimal(numerator, DIVISOR * 100_000n),
    rounded: rest === 0n ? 'exact' : rest > 0n ? 'down' : 'up',
  };
}

/**
 * How many seconds of an answered call some money pays: the longest duration whose charge it covers, at most
 * `capSeconds`; 0 where it does not even pay the shortest call. Below the cap the answer is a whole number of increments.
 */
export function fundedSeconds(money: bigint, terms: RateTerms, capSeconds: number): number {
  checkSeconds(capSeconds);
  const first = billedTime(terms, 0).billedSeconds;
  const forUsage = money - terms.connectFee;
  if (charge(terms, 0).usage > forUsage) return 0;
  if (terms.ratePerMinute === 0n) return capSeconds;
  // Rounded half up, t seconds cost at most m units if and only if 2 × rate × t < (2m + 1) × divisor.
  const most = ((2n * forUsage + 1n) * DIVISOR - 1n) / (2n * terms.ratePerMinute);
  const next = BigInt(terms.nextIncrementSeconds);
  const paid = BigInt(first) + ((most - BigInt(first)) / next) * next;
  return paid > BigInt(capSeconds) ? capSeconds : Number(paid);
}
