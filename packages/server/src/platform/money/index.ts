export {
  UNITS_PER_ONE,
  formatFixed,
  formatForPeople,
  formatLiteral,
  parseAmount,
  type AmountFault,
  type Money,
} from './money.ts';
export { AmountInput, CURRENCY_PATTERN, CurrencyInput, MoneyNumber, MoneyString } from './money-schema.ts';
