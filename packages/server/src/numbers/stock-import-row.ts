import type { CsvColumn, CsvFault, CsvRecord } from '../platform/csv/index.ts';
import { parseAmount } from '../platform/money/index.ts';
import { isE164 } from './e164.ts';
import { capabilitiesOf, countryFault, countryOf, isCurrency, type NewStockNumber } from './number-kind.ts';
import { MOST_ADDED } from './number-span.ts';
import {
  CAPABILITIES,
  KYC_REQUIREMENTS,
  NUMBER_TYPES,
  type Capability,
  type KycRequirement,
  type NumberType,
} from './number-stock.ts';

export type StockColumn =
  | 'number'
  | 'last_number'
  | 'country'
  | 'region'
  | 'type'
  | 'capabilities'
  | 'currency'
  | 'setup_fee'
  | 'monthly_fee'
  | 'kyc'
  | 'provider'
  | 'minimum_commitment_months';

/** The columns of a file of stock; what is not required may be left out. */
export const STOCK_COLUMNS: readonly CsvColumn<StockColumn>[] = [
  { key: 'number', names: ['number', 'e164', 'phone_number', 'did'], required: true },
  { key: 'last_number', names: ['last_number', 'number_to', 'range_end', 'to'] },
  { key: 'country', names: ['country', 'country_code'] },
  { key: 'region', names: ['region', 'state', 'area'] },
  { key: 'type', names: ['type', 'number_type'], required: true },
  { key: 'capabilities', names: ['capabilities', 'features'] },
  { key: 'currency', names: ['currency'], required: true },
  { key: 'setup_fee', names: ['setup_fee', 'setup'], required: true, decimal: true },
  { key: 'monthly_fee', names: ['monthly_fee', 'monthly', 'mrc'], required: true, decimal: true },
  { key: 'kyc', names: ['kyc', 'kyc_requirement'] },
  { key: 'provider', names: ['provider', 'carrier'] },
  { key: 'minimum_commitment_months', names: ['minimum_commitment_months', 'commitment_months'] },
];

const MOST_TEXT = 100;

type ReadRow = { readonly numbers: readonly NewStockNumber[] } | { readonly faults: readonly CsvFault[] };

/** A cell’s value, or why it is none. */
type Cell<T> = { readonly value: T } | { readonly fault: string };

/** Numbers are written with blanks and dashes, and spreadsheets drop the `+`. */
function readNumber(text: string | undefined): Cell<string> {
  if (text === undefined) return { fault: 'A number is missing' };
  const digits = text.replaceAll(/[\s().-]/g, '');
  const e164 = digits.startsWith('+') ? digits : `+${digits}`;
  return isE164(e164) ? { value: e164 } : { fault: 'This is no number of E.164, such as +912240000001' };
}

/** The numbers of a row: one, or each from it to the last one. */
function readSpan(first: string | null, text: string | undefined): Cell<readonly string[]> {
  if (first === null) return { value: [] };
  if (text === undefined) return { value: [first] };
  const last = readNumber(text);
  if ('fault' in last) return last;
  const [from, to] = [BigInt(first.slice(1)), BigInt(last.value.slice(1))];
  if (first.length !== last.value.length || to < from)
    return { fault: 'The last number should have as many digits as the first, and not come before it' };
  const length = Number(to - from) + 1;
  if (length > MOST_ADDED) return { fault: `A row has at most ${MOST_ADDED.toString()} numbers` };
  return { value: Array.from({ length }, (_, index) => `+${(from + BigInt(index)).toString()}`) };
}

function readWord<W extends string>(text: string | undefined, words: readonly W[], fallback?: W): Cell<W> {
  const asked = (text ?? fallback)?.toLowerCase().replaceAll(/[\s-]+/g, '_');
  const word = words.find((one) => one === asked || one.replaceAll('_', '') === asked);
  return word === undefined ? { fault: `This should be one of ${words.join(', ')}` } : { value: word };
}

function readFee(text: string | undefined): Cell<bigint> {
  if (text === undefined) return { fault: 'A fee is missing' };
  const amount = parseAmount(text);
  if ('fault' in amount) return { fault: 'This should be an amount with at most five decimals' };
  return amount.units < 0n ? { fault: 'A fee is not below 0' } : { value: amount.units };
}

function readCapabilities(text: string | undefined): Cell<readonly Capability[]> {
  const names = (text ?? 'voice')
    .toLowerCase()
    .split(/[\s,;|+/]+/)
    .filter((name) => name !== '');
  const unknown = names.find((name) => !CAPABILITIES.some((one) => one === name));
  return unknown === undefined
    ? { value: names as Capability[] }
    : { fault: `${unknown} is not one of ${CAPABILITIES.join(', ')}` };
}

/** By the first number; all others have to be of the same country. */
function readCountry(text: string | undefined, e164s: readonly string[]): Cell<string> {
  const [e164] = e164s;
  if (e164 === undefined) return { value: '' };
  const country = text?.toUpperCase() ?? countryOf(e164);
  if (country === null) return { fault: 'The number does not say its country; give it' };
  const fault = e164s.map((one) => countryFault(one, country)).find((one) => one !== null) ?? null;
  return fault === null ? { value: country } : { fault };
}

function readText(text: string | undefined): Cell<string> {
  const value = text ?? '';
  if (value.length > MOST_TEXT) return { fault: `This is longer than ${MOST_TEXT.toString()} characters` };
  return /[\r\n\t]/.test(value) ? { fault: 'This should be one line' } : { value };
}

function readMonths(text: string | undefined): Cell<number> {
  const months = /^\d{1,3}$/.test(text ?? '0') ? Number(text ?? '0') : Infinity;
  return months <= 120 ? { value: months } : { fault: 'This should be a whole number from 0 to 120' };
}

/** Reads a row of a file of stock; every cell that is wrong is told. */
export function readStockRow({ line, values }: CsvRecord<StockColumn>): ReadRow {
  const faults: CsvFault[] = [];
  function take<T>(column: StockColumn, cell: Cell<T>, otherwise: T): T {
    if ('value' in cell) return cell.value;
    faults.push({ line, column, message: cell.fault });
    return otherwise;
  }
  const first = take<string | null>('number', readNumber(values.number), null);
  const e164s = take<readonly string[]>('last_number', readSpan(first, values.last_number), []);
  const currency = values.currency?.toUpperCase() ?? '';
  const number = {
    country: take('country', readCountry(values.country, e164s), ''),
    region: take('region', readText(values.region), ''),
    numberType: take<NumberType>('type', readWord(values.type, NUMBER_TYPES), 'local'),
    capabilities: capabilitiesOf(take('capabilities', readCapabilities(values.capabilities), [])),
    provider: take('provider', readText(values.provider), ''),
    currency: take(
      'currency',
      isCurrency(currency) ? { value: currency } : { fault: 'This should be a currency, such as INR' },
      '',
    ),
    setupFee: take('setup_fee', readFee(values.setup_fee), 0n),
    monthlyFee: take('monthly_fee', readFee(values.monthly_fee), 0n),
    kycRequirement: take<KycRequirement>('kyc', readWord(values.kyc, KYC_REQUIREMENTS, 'none'), 'none'),
    minimumCommitmentMonths: take(
      'minimum_commitment_months',
      readMonths(values.minimum_commitment_months),
      0,
    ),
    importId: null,
  };
  return faults.length > 0 ? { faults } : { numbers: e164s.map((e164) => ({ ...number, e164 })) };
}
