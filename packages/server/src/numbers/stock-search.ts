import type { Reader } from '../platform/db/index.ts';
import { countForSale } from './stock-count-store.ts';
import type { StockFilter, StockKey, StockOrder, StockPage, StockPlace, StockTotal } from './stock-filter.ts';
import { countInScan, endOfScan, narrowest, scanInOrder, scanNarrow } from './stock-search-store.ts';
import type { NarrowResult } from './stock-search-store.ts';
import { selectNumbers } from './stock-store.ts';

/** Numbers that a search reads before it looks for another way, and before it gives back what it has. */
const FIRST_BUDGET = 15_000;
const LAST_BUDGET = 60_000;
/** A deep page has to read what stands before it. */
const BUDGET_PER_SKIPPED = 20;
/** With so many among the first, an estimate is as good as a count. */
const ENOUGH_TO_ESTIMATE = 300;

interface Keys {
  readonly keys: readonly StockKey[];
  readonly next: StockKey | null;
}

/**
 * Finds what is for sale. Numbers are read in the order asked for until the page is full, which is soon for whatever many
 * numbers are; what few are is found by the index of what makes it rare. The work is bounded whatever is asked: at worst
 * a page is not full and says where to go on.
 */
export async function searchStock(
  reader: Reader,
  filter: StockFilter,
  order: StockOrder,
  place: StockPlace,
): Promise<StockPage> {
  if (filter.patterns?.some((pattern) => !pattern.possible) === true) {
    return { numbers: [], next: null, total: { count: 0, exact: true } };
  }
  const narrowed = once(async () => {
    const narrow = narrowest(filter);
    // One more than asked for tells whether there is a next page.
    return narrow === null ? null : scanNarrow(reader, narrow, filter, order, { ...place, limit: place.limit + 1 });
  });
  const [{ keys, next }, total] = await Promise.all([
    findKeys(reader, filter, order, place, narrowed),
    countFitting(reader, filter, narrowed),
  ]);
  const rows = await selectNumbers(
    reader,
    keys.map(({ e164 }) => e164),
  );
  const numbers = keys.flatMap(({ e164 }) => rows.get(e164) ?? []);
  return { numbers, next, total };
}

type Narrowed = () => Promise<NarrowResult | null>;

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | null = null;
  return () => (result ??= work());
}

function cut(found: readonly StockKey[], limit: number): Keys {
  const keys = found.slice(0, limit);
  return { keys, next: found.length > limit ? (keys.at(-1) ?? null) : null };
}

async function findKeys(
  reader: Reader,
  filter: StockFilter,
  order: StockOrder,
  place: StockPlace,
  narrowed: Narrowed,
): Promise<Keys> {
  const wanted = { ...place, limit: place.limit + 1 };
  const skipping = place.offset * BUDGET_PER_SKIPPED;
  const first = await scanInOrder(reader, filter, order, wanted, FIRST_BUDGET + skipping);
  if (first.length > place.limit) return cut(first, place.limit);
  const firstEnd = await endOfScan(reader, filter, order, place.after, FIRST_BUDGET + skipping);
  if (firstEnd === null) return cut(first, place.limit);
  const narrow = await narrowed();
  if (narrow !== null) return cut(narrow.keys, place.limit);
  const last = await scanInOrder(reader, filter, order, wanted, LAST_BUDGET + skipping);
  if (last.length > place.limit) return cut(last, place.limit);
  return { keys: last, next: await endOfScan(reader, filter, order, place.after, LAST_BUDGET + skipping) };
}

/** True where the counters know the answer: nothing is asked but what they are kept by. */
function isCounted(filter: StockFilter): boolean {
  const { capabilities = [], patterns = [], excludedPrefixes = [] } = filter;
  const rest = [...capabilities, ...patterns, ...excludedPrefixes];
  return (
    rest.length === 0 &&
    filter.currency === undefined &&
    filter.maxMonthlyFee === undefined &&
    filter.maxSetupFee === undefined
  );
}

async function countFitting(reader: Reader, filter: StockFilter, narrowed: Narrowed): Promise<StockTotal> {
  const counted = await countForSale(reader, filter);
  if (isCounted(filter)) return { count: counted, exact: true };
  const { fitting, lookedAt } = await countInScan(reader, filter, FIRST_BUDGET);
  if (lookedAt < FIRST_BUDGET) return { count: fitting, exact: true };
  const narrow = fitting < ENOUGH_TO_ESTIMATE ? await narrowed() : null;
  if (narrow !== null) return { count: narrow.count, exact: true };
  return { count: Math.round((fitting / lookedAt) * counted), exact: false };
}
