import { readCsv, type CsvColumn, type CsvFault, type CsvRecord } from '../platform/csv/index.ts';
import { ValidationFailure, fault, type Fault } from '../platform/errors/index.ts';
import { MOST_ROUTES } from './carrier.ts';
import type { RouteDetails } from './carrier-route.ts';
import { readCostRate } from './cost-rate.ts';
import { MOST_PRIORITY, MOST_WEIGHT } from './route-contract.ts';

export const ROUTES_FILE_BYTES = 32 * 1024 * 1024;
/** Of a file's faults so many are named, the rest is counted. */
const MOST_FAULTS = 100;
/** Stands for the prefix of every number: an empty cell is more often a mistake. */
const EVERY_NUMBER = '*';

type Column =
  | 'prefix'
  | 'group'
  | 'priority'
  | 'weight'
  | 'cost_rate'
  | 'exclusive'
  | 'enabled'
  | 'effective_from'
  | 'effective_to';

const COLUMNS: readonly CsvColumn<Column>[] = [
  { key: 'prefix', names: ['prefix', 'code'], required: true },
  { key: 'group', names: ['group', 'gateway_group'] },
  { key: 'priority', names: ['priority'] },
  { key: 'weight', names: ['weight'] },
  { key: 'cost_rate', names: ['cost_rate', 'rate', 'cost'], decimal: true },
  { key: 'exclusive', names: ['exclusive'] },
  { key: 'enabled', names: ['enabled'] },
  { key: 'effective_from', names: ['effective_from', 'from'] },
  { key: 'effective_to', names: ['effective_to', 'to', 'until'] },
];

/** A route as a file says it. */
export interface FileRoute extends Omit<RouteDetails, 'effectiveFrom'> {
  readonly line: number;
  /** null: from now on, or since when such a route is there. */
  readonly effectiveFrom: Date | null;
}

/** Collects what is wrong with a file: the first faults by line, and how many there are. */
export class FileFaults {
  readonly #named: Fault[] = [];
  #count = 0;

  add({ line, column, message }: CsvFault): void {
    this.#count += 1;
    if (this.#named.length < MOST_FAULTS)
      this.#named.push(
        fault(column === null ? ['body', line] : ['body', line, column], 'value_error', message),
      );
  }

  get count(): number {
    return this.#count;
  }

  /** Throws 422 where there is any. */
  refuse(): void {
    if (this.#count === 0) return;
    const more = this.#count - this.#named.length;
    const rest = more === 0 ? [] : [fault(['body'], 'value_error', `And ${String(more)} more faults`)];
    throw new ValidationFailure([...this.#named, ...rest]);
  }
}

/** Reads the cells of one row; each that is wrong is a fault. */
class RowReader {
  readonly #record: CsvRecord<Column>;
  readonly #faults: FileFaults;

  constructor(record: CsvRecord<Column>, faults: FileFaults) {
    this.#record = record;
    this.#faults = faults;
  }

  cell<T>(column: Column, fallback: T, read: (text: string) => T | undefined, wanted: string): T {
    const text = this.#record.values[column]?.trim();
    if (text === undefined) return fallback;
    const value = read(text);
    if (value !== undefined) return value;
    this.fault(column, wanted);
    return fallback;
  }

  fault(column: Column, message: string): void {
    this.#faults.add({ line: this.#record.line, column, message });
  }
}

function readPrefix(text: string): string | undefined {
  if (text === EVERY_NUMBER) return '';
  const digits = text.replace(/^\+/, '');
  return /^[0-9]{1,15}$/.test(digits) ? digits : undefined;
}

function wholeUpTo(most: number): (text: string) => number | undefined {
  return (text) => (/^[0-9]{1,4}$/.test(text) && +text >= 1 && +text <= most ? +text : undefined);
}

function readYesNo(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (['yes', 'true', '1'].includes(word)) return true;
  return ['no', 'false', '0'].includes(word) ? false : undefined;
}

function readTime(text: string): Date | undefined {
  const at = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/.test(
    text,
  )
    ? new Date(text)
    : null;
  return at === null || Number.isNaN(at.getTime()) ? undefined : at;
}

const YES_NO = 'Say yes or no';
const TIME = 'Give a day (2026-03-25) or a time with its zone (2026-03-25T10:00:00Z)';

function readRow(record: CsvRecord<Column>, faults: FileFaults): FileRoute {
  const row = new RowReader(record, faults);
  if (record.values.prefix === undefined)
    row.fault('prefix', `The cell is empty; ${EVERY_NUMBER} stands for every number`);
  const group = (text: string) => (/^[A-Za-z0-9_.-]{0,60}$/.test(text) ? text : undefined);
  const rate = (text: string) => (/^\d{1,6}(\.\d{1,9})?$/.test(text) ? readCostRate(text) : undefined);
  const route: FileRoute = {
    line: record.line,
    prefix: row.cell('prefix', '', readPrefix, 'Give up to fifteen digits'),
    group: row.cell('group', '', group, 'Give letters, digits, `_`, `.` and `-`'),
    priority: row.cell('priority', 1, wholeUpTo(MOST_PRIORITY), 'Give a whole number from 1 to 1000'),
    weight: row.cell('weight', 10, wholeUpTo(MOST_WEIGHT), 'Give a whole number from 1 to 100'),
    costRate: row.cell('cost_rate', null, rate, 'Give a rate with at most six digits and nine decimals'),
    exclusive: row.cell('exclusive', false, readYesNo, YES_NO),
    enabled: row.cell('enabled', true, readYesNo, YES_NO),
    effectiveFrom: row.cell('effective_from', null, readTime, TIME),
    effectiveTo: row.cell('effective_to', null, readTime, TIME),
  };
  return route;
}

interface Window {
  readonly line: number;
  readonly from: Date | null;
  readonly to: Date | null;
}

function endsBefore(one: Window, other: Window): boolean {
  return one.to !== null && other.from !== null && one.to <= other.from;
}

/** Routes of one prefix and group follow each other in time. */
function checkWindows(route: FileRoute, windows: Map<string, Window[]>, now: Date, faults: FileFaults): void {
  const { line, effectiveFrom: from, effectiveTo: to } = route;
  const say = (column: Column, message: string): void => {
    faults.add({ line, column, message });
  };
  if (to !== null && to <= (from ?? now)) say('effective_to', 'It ends before it begins');
  const key = `${route.prefix}/${route.group}`;
  const others = windows.get(key) ?? [];
  const window = { line, from, to };
  const unsaid = others.length > 0 && [window, ...others].some((one) => one.from === null);
  const clash = others.find((other) => !endsBefore(other, window) && !endsBefore(window, other));
  if (unsaid) say('effective_from', 'Several rows of one prefix and group each say when they begin');
  else if (clash !== undefined)
    say('prefix', `Line ${String(clash.line)} has this prefix and group at that time`);
  else windows.set(key, [...others, window]);
}

/** Reads the routes of a carrier from a table. Throws 422 naming the faults by their lines; nothing is kept of such a file. */
export async function readRoutesFile(
  source: AsyncIterable<Uint8Array>,
  now: Date,
): Promise<readonly FileRoute[]> {
  const faults = new FileFaults();
  const routes: FileRoute[] = [];
  const windows = new Map<string, Window[]>();
  for await (const item of readCsv(source, { columns: COLUMNS, maxRows: MOST_ROUTES })) {
    if (item.kind === 'fault') {
      faults.add(item.fault);
      continue;
    }
    const before = faults.count;
    const route = readRow(item.record, faults);
    if (faults.count === before) checkWindows(route, windows, now, faults);
    routes.push(route);
  }
  faults.refuse();
  return routes;
}
