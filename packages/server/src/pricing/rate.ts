declare const rateBrand: unique symbol;

/**
 * A price per minute: a whole number of 10⁻⁹ of the currency. Another type than money on purpose: the only road from
 * a rate to money is a charge.
 */
export type Rate = bigint & { readonly [rateBrand]: true };

export const RATE_DECIMALS = 9;
const RATE_TEXT = /^(\d{1,9})(?:\.(\d{1,9}))?$/;

/** A stored or computed count of 10⁻⁹ as a rate. */
export function toRate(nanos: bigint): Rate {
  if (nanos < 0n) throw new RangeError('A rate is not negative.');
  return nanos as Rate;
}

/** Reads `0.45`; throws RangeError on anything but a plain decimal with at most nine decimals. */
export function parseRate(text: string): Rate {
  const match = RATE_TEXT.exec(text);
  if (match === null) throw new RangeError(`Not a rate: ${text}`);
  const [, whole = '0', fraction = ''] = match;
  return toRate(BigInt(whole) * 10n ** BigInt(RATE_DECIMALS) + BigInt(fraction.padEnd(RATE_DECIMALS, '0')));
}

/** A million of the currency a minute. */
const MOST: bigint = 10n ** BigInt(RATE_DECIMALS + 6);

/**
 * Reads a rate of a request: a plain decimal, or a number at its shortest decimal form. Null for what is none, has more than
 * nine decimals, or is a million or more.
 */
export function readRate(value: number | string): Rate | null {
  const text = typeof value === 'string' ? value : value.toFixed(RATE_DECIMALS).replace(/\.?0+$/, '');
  if (typeof value === 'number' && Number(text) !== value) return null;
  if (!RATE_TEXT.test(text)) return null;
  const rate = parseRate(text);
  return rate < MOST ? rate : null;
}

/** The plain decimal, without trailing zeros: `0.45`. */
export function formatRate(rate: Rate): string {
  const scale = 10n ** BigInt(RATE_DECIMALS);
  const fraction = (rate % scale).toString().padStart(RATE_DECIMALS, '0').replace(/0+$/, '');
  const whole = (rate / scale).toString();
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/**
 * For the wire: the double nearest to the decimal. Exact to the last digit when printed, for any rate below 10⁶ with
 * nine decimals (fifteen significant digits).
 */
export function rateToNumber(rate: Rate): number {
  return Number(formatRate(rate));
}
