import type { Reader } from '../platform/db/index.ts';
import { callingPrefix } from './calling-code.ts';
import { rangesOf, type NumberRange } from './number-ranges.ts';
import { countAll, countByCountry, type CountryCount } from './stock-count-store.ts';
import type { StockFilter, StockKey, StockOrder, StockPage, StockPlace, StockTotal } from './stock-filter.ts';
import {
  countInLook,
  countInSample,
  endOfLook,
  narrowest,
  scanInOrder,
  scanNarrow,
  type Look,
  type NarrowResult,
} from './stock-search-store.ts';
import { selectNumbers } from './stock-store.ts';

/** Numbers that are looked at before another way is tried, and at a time after that. */
const FIRST_BUDGET = 15_000;
const NEXT_BUDGET = 60_000;
/** Of so many is a sample. */
const SAMPLE = 15_000;
/** With so many in the sample, an estimate is as good as a count. */
const ENOUGH_TO_ESTIMATE = 100;
const NOTHING: StockPage = { numbers: [], next: null, total: { count: 0, exact: true } };

/** One search, with what the counters say of it. */
interface Search {
  readonly reader: Reader;
  readonly filter: StockFilter;
  readonly order: StockOrder;
  readonly ranges: readonly NumberRange[];
  /** In the state, of the countries, regions, types and currencies asked for. */
  readonly counted: number;
  /** All that fit, by what makes them rare; null where nothing does. Done once, if at all. */
  readonly narrowed: () => Promise<NarrowResult | null>;
}

/**
 * Finds numbers. They are read in the order asked for until the page is full, which is soon for whatever many
 * numbers are; what few are is found by the index of what makes it rare. Only where nothing does (three digits with gaps
 * between them) the reading goes on through all numbers of the countries in question.
 */
export async function searchStock(
  reader: Reader,
  filter: StockFilter,
  order: StockOrder,
  place: StockPlace,
): Promise<StockPage> {
  const { patterns = [], state, country, region, numberType, currency } = filter;
  if (patterns.some((pattern) => !pattern.possible)) return NOTHING;
  const counts = await countByCountry(reader, { state, country, region, numberType, currency });
  const counted = counts.reduce((sum, { count }) => sum + count, 0);
  if (counted === 0) return NOTHING;
  const narrowed = once(async () => {
    const narrow = narrowest(filter);
    // One more than asked for tells whether there is a next page.
    return narrow === null
      ? null
      : scanNarrow(reader, narrow, filter, order, { ...place, limit: place.limit + 1 });
  });
  const search: Search = { reader, filter, order, ranges: rangesFor(filter, counts), counted, narrowed };
  const [{ keys, next }, total] = await Promise.all([findKeys(search, place), countFitting(search)]);
  const rows = await selectNumbers(
    reader,
    keys.map(({ e164 }) => e164),
  );
  return { numbers: keys.flatMap(({ e164 }) => rows.get(e164) ?? []), next, total };
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | null = null;
  return () => (result ??= work());
}

/** Where what is asked for can be: by what it begins with, else by the countries that have any of its kind. */
function rangesFor(filter: StockFilter, counts: readonly CountryCount[]): NumberRange[] {
  const { patterns = [], excludedPrefixes = [], state, country, region, numberType, currency } = filter;
  const starts = patterns.map(({ start }) => start).filter((start) => start.length > 1);
  const [longest] = starts.toSorted((a, b) => b.length - a.length);
  if (longest !== undefined) return rangesOf([longest], excludedPrefixes);
  // What is for sale in one country or region has an index of its own.
  const ownIndex = state === 'available' && (country ?? region) !== undefined;
  const byCountry = !ownIndex && (country ?? region ?? numberType ?? currency) !== undefined;
  const prefixes = byCountry ? counts.map((one) => callingPrefix(one.country)) : [null];
  return rangesOf(prefixes.includes(null) ? null : (prefixes as string[]), excludedPrefixes);
}

interface Keys {
  readonly keys: readonly StockKey[];
  readonly next: StockKey | null;
}

function cut(found: readonly StockKey[], limit: number): Keys {
  const keys = found.slice(0, limit);
  return { keys, next: found.length > limit ? (keys.at(-1) ?? null) : null };
}

async function findKeys(search: Search, { after, offset, limit }: StockPlace): Promise<Keys> {
  const { reader } = search;
  const look: Look = { ...search, after, budget: FIRST_BUDGET + offset };
  const first = await scanInOrder(reader, look, { offset, limit: limit + 1 });
  if (first.length > limit) return cut(first, limit);
  const end = await endOfLook(reader, look);
  if (end === null) return cut(first, limit);
  const narrow = await search.narrowed();
  if (narrow !== null) return cut(narrow.keys, limit);
  return cut((await scanOn(reader, look, offset + limit + 1)).slice(offset), limit);
}

/** Reads on, a piece at a time, until there are enough. */
async function scanOn(reader: Reader, from: Look, enough: number): Promise<StockKey[]> {
  const found: StockKey[] = [];
  let look: Look | null = { ...from, budget: NEXT_BUDGET };
  while (look !== null && found.length < enough) {
    found.push(...(await scanInOrder(reader, look, { offset: 0, limit: enough - found.length })));
    const end: StockKey | null = found.length < enough ? await endOfLook(reader, look) : null;
    look = end === null ? null : { ...look, after: end };
  }
  return found;
}

/** True where the counters know the answer: nothing is asked but what they are kept by. */
function isCounted(filter: StockFilter): boolean {
  const { capabilities = [], patterns = [], excludedPrefixes = [] } = filter;
  const rest = capabilities.length + patterns.length + excludedPrefixes.length;
  const more = filter.maxMonthlyFee ?? filter.maxSetupFee ?? filter.provider;
  return rest === 0 && more === undefined;
}

async function countFitting(search: Search): Promise<StockTotal> {
  const { reader, filter, counted } = search;
  if (isCounted(filter)) return { count: counted, exact: true };
  const order: StockOrder = { by: 'number', descending: false };
  const budget = FIRST_BUDGET;
  if (counted < budget) {
    const { fitting } = await countInLook(reader, { ...search, order, after: null, budget });
    return { count: fitting, exact: true };
  }
  const stock = await countAll(reader);
  const sample = await countInSample(reader, filter, Math.min(100, (100 * SAMPLE) / stock));
  if (sample.fitting < ENOUGH_TO_ESTIMATE) {
    const narrow = await search.narrowed();
    if (narrow !== null) return { count: narrow.count, exact: true };
  }
  const share = sample.lookedAt === 0 ? 0 : sample.fitting / sample.lookedAt;
  return { count: Math.round(share * stock), exact: false };
}
