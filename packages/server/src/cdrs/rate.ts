/** A price per minute in whole 10⁻⁹ of the currency, as the pricing room has it; here it is only kept and shown. */
export type Rate = bigint;

const SCALE = 1_000_000_000n;
const PER_MONEY_UNIT = 10_000n;
const SECONDS_PER_MINUTE = 60n;

function decimal(numerator: bigint, scale: bigint, digits: number): string {
  const fraction = (numerator % scale).toString().padStart(digits, '0').replace(/0+$/, '');
  return fraction === '' ? `${numerator / scale}` : `${numerator / scale}.${fraction}`;
}

/** The plain decimal, without trailing zeros: `0.45`. */
export function rateText(rate: Rate): string {
  return decimal(rate, SCALE, 9);
}

/** What some seconds cost at a rate, before it is rounded to five decimals: a plain decimal, cut at twelve. */
export function exactUsage(rate: Rate, seconds: number): string {
  const digits = 12n;
  return decimal((rate * BigInt(seconds) * 10n ** digits) / (SCALE * SECONDS_PER_MINUTE), 10n ** digits, 12);
}

/** The same, rounded once, half up, to units of 10⁻⁵; and which way that went. */
export function roundedUsage(
  rate: Rate,
  seconds: number,
): { readonly units: bigint; readonly rounded: 'up' | 'down' | 'exact' } {
  const divisor = SECONDS_PER_MINUTE * PER_MONEY_UNIT;
  const numerator = rate * BigInt(seconds);
  const units = (2n * numerator + divisor) / (2n * divisor);
  const rest = numerator - units * divisor;
  return { units, rounded: rest === 0n ? 'exact' : rest > 0n ? 'down' : 'up' };
}
