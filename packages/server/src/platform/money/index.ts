export {
  UNITS_PER_ONE,
  formatFixed,
  formatForPeople,
  formatLiteral,
  parseAmount,
  type AmountFault,
  type Money,
} from './money.ts';
export { AmountInput, CurrencyInput, MoneyNumber, MoneyString } from './money-schema.ts';
