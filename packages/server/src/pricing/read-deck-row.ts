import type { CsvColumn, CsvRecord } from '../platform/csv/index.ts';
import type { DeckFault, DeckRow } from './deck.ts';
import { RATE_DECIMALS, toRate, type Rate } from './rate.ts';
import { utcDay } from '../platform/time/index.ts';

export type DeckColumn =
  | 'prefix'
  | 'description'
  | 'rate'
  | 'connectFee'
  | 'initialIncrement'
  | 'nextIncrement'
  | 'effectiveFrom'
  | 'effectiveTo';

/** Columns of a deck and what others call them; the first name is ours. */
export const DECK_COLUMNS: readonly (CsvColumn<DeckColumn> & { readonly key: DeckColumn })[] = [
  {
    key: 'prefix',
    names: ['prefix', 'code', 'dial code', 'dialling code', 'destination code', 'area code', 'prefixes'],
    required: true,
  },
  {
    key: 'description',
    names: ['description', 'destination', 'destination name', 'name', 'country', 'area'],
  },
  {
    key: 'rate',
    names: ['rate_per_minute', 'rate', 'price', 'rate per min', 'price per minute', 'price per min', 'cost'],
    required: true,
    decimal: true,
  },
  {
    key: 'connectFee',
    names: ['connect_fee', 'connection fee', 'connection charge', 'setup fee', 'call fee'],
    decimal: true,
  },
  {
    key: 'initialIncrement',
    names: [
      'initial_increment',
      'initial increment seconds',
      'initial interval',
      'first increment',
      'interval 1',
    ],
  },
  {
    key: 'nextIncrement',
    names: [
      'next_increment',
      'next increment seconds',
      'next interval',
      'increment',
      'billing increment',
      'interval n',
    ],
  },
  {
    key: 'effectiveFrom',
    names: ['effective_from', 'effective date', 'effective', 'valid from', 'start date'],
  },
  { key: 'effectiveTo', names: ['effective_to', 'end date', 'expires', 'valid to', 'valid until'] },
];

/** Where a row says nothing of its increments: those of the tier when the file was read. */
export interface IncrementDefaults {
  readonly initialIncrementSeconds: number;
  readonly nextIncrementSeconds: number;
}

const PREFIX = /^[1-9]\d{0,14}$/;
/** With nine decimals, fifteen digits in all: a price survives JSON as a number. */
const MAX_WHOLE_DIGITS = 6;
const MAX_INCREMENT = 3_600;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?$/;
const NAMES = Object.fromEntries(DECK_COLUMNS.map(({ key, names }) => [key, names[0]])) as Record<
  DeckColumn,
  string
>;

/** Reads one row; every cell that cannot be is named. */
export function readDeckRow(
  { line, values }: CsvRecord<DeckColumn>,
  defaults: IncrementDefaults,
): { readonly row: DeckRow } | { readonly faults: readonly DeckFault[] } {
  const faults: DeckFault[] = [];
  const read = <T extends bigint | number>(
    key: DeckColumn,
    absent: T,
    reader: (text: string) => T | string,
  ): T => {
    const text = values[key]?.trim() ?? '';
    const result = text === '' ? absent : reader(text);
    if (typeof result !== 'string') return result;
    faults.push({ line, column: NAMES[key], message: result });
    return absent;
  };
  const prefix = values.prefix?.trim() ?? '';
  const prefixFault = faultOfPrefix(prefix);
  if (prefixFault !== null) faults.push({ line, column: NAMES.prefix, message: prefixFault });
  if ((values.rate?.trim() ?? '') === '')
    faults.push({ line, column: NAMES.rate, message: 'The price is missing' });
  const row: DeckRow = {
    prefix,
    description: values.description?.trim().replaceAll(/\s+/g, ' ') ?? '',
    ratePerMinute: read('rate', toRate(0n), readPrice),
    connectFee: read('connectFee', 0n, readFee),
    initialIncrementSeconds: read('initialIncrement', defaults.initialIncrementSeconds, readIncrement),
    nextIncrementSeconds: read('nextIncrement', defaults.nextIncrementSeconds, readIncrement),
    effectiveFromMs: read('effectiveFrom', -Infinity, readTime),
    effectiveToMs: read('effectiveTo', Infinity, readTime),
  };
  if (row.effectiveFromMs >= row.effectiveToMs)
    faults.push({ line, column: NAMES.effectiveTo, message: 'The time ends before it begins' });
  return faults.length > 0 ? { faults } : { row };
}

function faultOfPrefix(text: string): string | null {
  if (text === '') return 'The prefix is missing';
  if (PREFIX.test(text)) return null;
  if (/^\d(\.\d+)?e\+?\d+$/i.test(text)) {
    return 'A spreadsheet has turned the prefix into a rounded number; format the column as text';
  }
  if (text.startsWith('+')) return 'A prefix has no +; give its digits alone';
  if (/^\d{16,}$/.test(text)) return 'A prefix has at most 15 digits';
  if (/^0\d*$/.test(text)) return 'A prefix begins with a country code, not with 0';
  return 'A prefix is digits alone';
}

/** A plain decimal as a whole number of its smallest decimals; else what is wrong with it. */
function readDecimal(text: string, what: string, decimals: number): bigint | string {
  if (text.startsWith('-')) return `${what} is not below 0`;
  const match = /^0*(\d{1,30})(?:\.(\d{0,30}?)0*)?$/.exec(text);
  if (match === null) return `${what} is a plain decimal number`;
  const [, whole = '0', fraction = ''] = match;
  if (fraction.length > decimals) return `${what} has at most ${String(decimals)} decimals`;
  if (whole.length > MAX_WHOLE_DIGITS) return `${what} is below 1000000`;
  return BigInt(whole + fraction.padEnd(decimals, '0'));
}

function readPrice(text: string): Rate | string {
  const nanos = readDecimal(text, 'A price', RATE_DECIMALS);
  return typeof nanos === 'string' ? nanos : toRate(nanos);
}

function readFee(text: string): bigint | string {
  return readDecimal(text, 'A fee', 5);
}

function readIncrement(text: string): number | string {
  if (!/^\d{1,9}$/.test(text)) return 'An increment is a whole number of seconds';
  const seconds = Number(text);
  if (seconds === 0) return 'An increment is at least 1 second';
  return seconds > MAX_INCREMENT ? `An increment is at most ${String(MAX_INCREMENT)} seconds` : seconds;
}

/** Bare dates and times without a zone are UTC. */
function readTime(text: string): number | string {
  const iso = DATE.test(text) ? `${text}T00:00:00Z` : text.replace(' ', 'T');
  const zoned = /(Z|[+-]\d{2}:\d{2})$/.test(iso) ? iso : `${iso}Z`;
  const at = DATE.test(text) || TIME.test(text) ? new Date(zoned) : null;
  if (at === null || Number.isNaN(at.getTime()))
    return 'A time is YYYY-MM-DD, or ISO 8601 with a time of day';
  // A day that its month does not have becomes one of the next month.
  if (DATE.test(text) && utcDay(at) !== text) return 'There is no such day';
  return at.getTime();
}
