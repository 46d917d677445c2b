import Type, { type TString, type TUnsafe } from 'typebox';

/**
 * Money on the wire. Handlers give and receive `bigint` units; these schemas say how a version prints them, and the
 * serializer and the validator read the `x-money` mark.
 */
export function MoneyNumber(options: { description?: string } = {}): TUnsafe<bigint> {
  return Type.Unsafe<bigint>({ type: 'number', 'x-money': 'number', ...options });
}

/** A string with exactly five decimals. */
export function MoneyString(options: { description?: string } = {}): TUnsafe<bigint> {
  return Type.Unsafe<bigint>({
    type: 'string',
    pattern: String.raw`^-?\d+\.\d{5}$`,
    'x-money': 'string',
    ...options,
  });
}

/** An amount in a request: a JSON number or a decimal string, at most five decimals and 10¹⁰. Arrives as units. */
export function AmountInput(options: { description?: string } = {}): TUnsafe<bigint> {
  return Type.Unsafe<bigint>({ type: ['number', 'string'], 'x-money': 'input', ...options });
}

export const CURRENCY_PATTERN = '^[A-Za-z]{3}$';

/** A currency in a request, in either case: one currency is one input, however it is spelt. Arrives in capitals. */
export function CurrencyInput(options: { description?: string } = {}): TString {
  return Type.String({ pattern: CURRENCY_PATTERN, 'x-currency': true, ...options });
}
