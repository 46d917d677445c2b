/** Money is a whole number of units of 10⁻⁵ of its currency, everywhere: column, code and wire. */
export interface Money {
  readonly units: bigint;
  readonly currency: string;
}

/** Decimals that are stored and shown. */
export const MONEY_DECIMALS = 5;
export const UNITS_PER_ONE = 100_000n;

/**
 * The largest single movement: 10¹⁰ of the currency. With five decimals that is fifteen significant digits, so a
 * JSON number that was read as a double still is exactly what its author typed.
 */
export const MAX_AMOUNT_UNITS = 10_000_000_000n * UNITS_PER_ONE;

export type AmountFault = 'not_a_number' | 'too_many_decimals' | 'too_large' | 'too_small';

const DECIMAL = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/;
const EXPONENT = /^(-?)(\d)(?:\.(\d+))?e([+-]\d{1,3})$/;

/** Writes a double's shortest form without an exponent, so that one pattern reads every amount. */
function expandExponent(text: string): string {
  const match = EXPONENT.exec(text);
  if (match === null) return text;
  const [, sign = '', lead = '', fraction = '', exponentText = '0'] = match;
  const digits = lead + fraction;
  const point = 1 + Number(exponentText);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return `${sign}${digits}${'0'.repeat(point - digits.length)}`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/**
 * Reads a JSON number or a decimal string as units of 10⁻⁵.
 * A number is taken at its shortest decimal form; nothing is rounded: more than five decimals is a fault.
 */
export function parseAmount(value: unknown): { units: bigint } | { fault: AmountFault } {
  if (typeof value !== 'number' && typeof value !== 'string') return { fault: 'not_a_number' };
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return { fault: value < 0 ? 'too_small' : Number.isNaN(value) ? 'not_a_number' : 'too_large' };
  }
  const text = typeof value === 'number' ? expandExponent(String(value)) : value;
  const match = DECIMAL.exec(text);
  if (match === null) return { fault: 'not_a_number' };
  const [, sign, whole = '0', fraction = ''] = match;
  // A number has no trailing zeros; a text says how many decimals its author means.
  const significant = typeof value === 'string' ? fraction : fraction.replace(/0+$/, '');
  if (significant.length > MONEY_DECIMALS) return { fault: 'too_many_decimals' };
  const magnitude = BigInt(whole) * UNITS_PER_ONE + BigInt(significant.padEnd(MONEY_DECIMALS, '0'));
  if (magnitude > MAX_AMOUNT_UNITS) return { fault: sign === '-' ? 'too_small' : 'too_large' };
  return { units: sign === '-' ? -magnitude : magnitude };
}

function split(units: bigint): { sign: string; whole: bigint; fraction: string } {
  const magnitude = units < 0n ? -units : units;
  return {
    sign: units < 0n ? '-' : '',
    whole: magnitude / UNITS_PER_ONE,
    fraction: (magnitude % UNITS_PER_ONE).toString().padStart(MONEY_DECIMALS, '0'),
  };
}

/** Five decimals, always: `"1300.00000"`. */
export function formatFixed(units: bigint): string {
  const { sign, whole, fraction } = split(units);
  return `${sign}${whole}.${fraction}`;
}

/** An exact decimal literal with at least `minDecimals` decimals and no further trailing zeros: `48250.00`, `0.9` → `0.90`. */
export function formatLiteral(units: bigint, minDecimals: number): string {
  const { sign, whole, fraction } = split(units);
  const kept = fraction.replace(/0+$/, '').padEnd(minDecimals, '0');
  return kept === '' ? `${sign}${whole}` : `${sign}${whole}.${kept}`;
}

const SYMBOLS: Readonly<Record<string, string>> = { INR: '₹', USD: '$', EUR: '€', GBP: '£' };

/** For people: symbol and two decimals, `₹200.00`; a currency without a symbol is named. Rounds toward zero. */
export function formatForPeople(money: Money): string {
  const { sign, whole, fraction } = split(money.units);
  const symbol = SYMBOLS[money.currency] ?? `${money.currency} `;
  return `${sign}${symbol}${whole}.${fraction.slice(0, 2)}`;
}
