import type { Reader } from '../platform/db/index.ts';
import { callingPrefix } from './calling-code.ts';
import { rangesOf, type NumberRange } from './number-ranges.ts';
import { countByCountry, type CountryCount } from './stock-count-store.ts';
import type { StockFilter, StockKey, StockOrder, StockPage, StockPlace, StockTotal } from './stock-filter.ts';
import {
  countInLook,
  countInSample,
  narrowest,
  rareCapability,
  scanInOrder,
  scanNarrow,
  type Look,
  type Narrow,
  type Sample,
} from './stock-search-store.ts';
import { selectNumbers } from './stock-store.ts';

/** Numbers of a sample of the stock. */
const SAMPLE = 8_000;
/** So many of a sample are no chance. */
const ENOUGH_OF_SAMPLE = 5;
/** As many numbers are read in the time in which an index of digits finds its own. */
const SHORT_SCAN = 50_000;
/** Most numbers that are looked at to count what no index tells of. */
const COUNT_BUDGET = 20_000;
/** More than any stock has. */
const ALL = 10_000_000;
const NOTHING: StockPage = { numbers: [], next: null, total: { count: 0, exact: true } };

/** One search, with what the counters say of it. */
interface Search {
  readonly reader: Reader;
  readonly filter: StockFilter;
  readonly order: StockOrder;
  readonly ranges: readonly NumberRange[];
  /** In the state, of the countries, regions, types and currencies asked for. */
  readonly counted: number;
  /** All numbers, whatever they are. */
  readonly stock: number;
}

interface Keys {
  readonly keys: readonly StockKey[];
  readonly next: StockKey | null;
}

/**
 * Finds numbers. What many numbers are is met soon by reading them in the order asked for, until the page is full. What
 * few are is found by the index of what makes it rare, all of it. A sample tells which; only what is rare and has no such
 * index (three digits with gaps between them) is looked for in all numbers of the countries in question.
 */
export async function searchStock(
  reader: Reader,
  filter: StockFilter,
  order: StockOrder,
  place: StockPlace,
): Promise<StockPage> {
  const { patterns = [] } = filter;
  if (patterns.some((pattern) => !pattern.possible)) return NOTHING;
  const { countries, stock } = await countByCountry(reader, filter);
  const counted = countries.reduce((sum, { count }) => sum + count, 0);
  if (counted === 0) return NOTHING;
  const search = { reader, filter, order, ranges: rangesFor(filter, countries), counted, stock };
  const { keys, next, total } = await find(search, place);
  const rows = await selectNumbers(
    reader,
    keys.map(({ e164 }) => e164),
  );
  return { numbers: keys.flatMap(({ e164 }) => rows.get(e164) ?? []), next, total };
}

/** Where what is asked for can be: by what it begins with, else by the countries that have any of its kind. */
function rangesFor(filter: StockFilter, counts: readonly CountryCount[]): NumberRange[] {
  const { patterns = [], excludedPrefixes = [], state, country, region, numberType, currency } = filter;
  const starts = patterns.map(({ start }) => start).filter((start) => start.length > 1);
  const [longest] = starts.toSorted((a, b) => b.length - a.length);
  if (longest !== undefined) return rangesOf([longest], excludedPrefixes);
  // What is for sale in one country or region has an index of its own.
  const ownIndex =
    state === 'available' && (country ?? region) !== undefined && rareCapability(filter) === null;
  const byCountry = !ownIndex && (country ?? region ?? numberType ?? currency) !== undefined;
  const prefixes = byCountry ? counts.map((one) => callingPrefix(one.country)) : [null];
  return rangesOf(prefixes.includes(null) ? null : (prefixes as string[]), excludedPrefixes);
}

interface Found extends Keys {
  readonly total: StockTotal;
}

async function find(search: Search, place: StockPlace): Promise<Found> {
  const { reader, filter, order, counted, stock } = search;
  if (isCounted(filter)) return { ...(await scan(search, place)), total: { count: counted, exact: true } };
  // Of a few thousand, reading them all is the short way.
  if (counted <= SAMPLE) return scanAndCount(search, place);
  const narrow = narrowest(filter, order);
  const sample = await countInSample(reader, filter, narrow, Math.min(100, (100 * SAMPLE) / stock));
  const total = estimated(sample.fitting, sample, stock);
  const met = (counted * (place.offset + place.limit + 1)) / Math.max(1, total.count);
  const isSoonMet = sample.fitting >= ENOUGH_OF_SAMPLE && met <= SHORT_SCAN;
  if (isSoonMet) return { ...(await scan(search, place)), total };
  if (narrow !== null && estimated(sample.narrow, sample, stock).count <= narrow.most) {
    const found = await scanRare(search, narrow, place);
    if (found !== null) return found;
  }
  return scanAndCount(search, place, total);
}

/** True where the counters know the answer: nothing is asked but what they are kept by. */
function isCounted(filter: StockFilter): boolean {
  const { capabilities = [], patterns = [], excludedPrefixes = [] } = filter;
  const rest = capabilities.length + patterns.length + excludedPrefixes.length;
  const more = filter.maxMonthlyFee ?? filter.maxSetupFee ?? filter.provider;
  return rest === 0 && more === undefined;
}

function cut(found: readonly StockKey[], limit: number): Keys {
  const keys = found.slice(0, limit);
  return { keys, next: found.length > limit ? (keys.at(-1) ?? null) : null };
}

/** Reads in order until the page is full. One more than asked for tells whether there is a next page. */
async function scan(search: Search, { after, offset, limit }: StockPlace): Promise<Keys> {
  const look: Look = { ...search, after, budget: ALL };
  return cut(await scanInOrder(search.reader, look, { offset, limit: limit + 1 }), limit);
}

/** Finds by what makes it rare; null where that is not rare after all. */
async function scanRare(
  { reader, filter, order }: Search,
  narrow: Narrow,
  place: StockPlace,
): Promise<Found | null> {
  const wanted = { ...place, limit: place.limit + 1 };
  const found = await scanNarrow(reader, narrow, filter, order, wanted);
  if (found === null) return null;
  return { ...cut(found.keys, place.limit), total: { count: found.count, exact: true } };
}

function estimated(count: number, { lookedAt }: Sample, stock: number): StockTotal {
  return { count: lookedAt === 0 ? 0 : Math.round((count / lookedAt) * stock), exact: false };
}

/** Reads in order, and counts as long as that is not too much. */
async function scanAndCount(search: Search, place: StockPlace, otherwise?: StockTotal): Promise<Found> {
  const byNumber: StockOrder = { by: 'number', descending: false };
  const look = { ...search, order: byNumber, after: null, budget: COUNT_BUDGET };
  const [keys, { fitting, lookedAt }] = await Promise.all([
    scan(search, place),
    countInLook(search.reader, look),
  ]);
  if (lookedAt < COUNT_BUDGET) return { ...keys, total: { count: fitting, exact: true } };
  return {
    ...keys,
    total: otherwise ?? estimated(fitting, { fitting, narrow: 0, lookedAt }, search.counted),
  };
}
