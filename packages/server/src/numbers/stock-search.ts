import type { Reader } from '../platform/db/index.ts';
import type { StockNumber } from './number-stock.ts';
import { programOf } from './shelf-program.ts';
import { searchShelves, selectLabels, type ShelfResult } from './shelf-store.ts';
import { fittingOf } from './stock-condition.ts';
import type { StockFilter, StockKey, StockOrder, StockPage, StockPlace } from './stock-filter.ts';
import { selectNumbers } from './stock-store.ts';

const NOTHING: StockPage = { numbers: [], next: null, total: 0 };

/**
 * Finds numbers, and counts all that there are. The shelves know what fits; the few numbers that changed since those were
 * filled are looked at themselves and sorted in.
 */
export async function searchStock(
  reader: Reader,
  filter: StockFilter,
  order: StockOrder,
  place: StockPlace,
): Promise<StockPage> {
  if ((filter.patterns ?? []).some((pattern) => !pattern.possible)) return NOTHING;
  const program = programOf(filter, await selectLabels(reader, filter));
  // One more than asked for tells whether there is a next page.
  const wanted = { ...place, limit: place.limit + 1 };
  const found = await searchShelves(reader, program, order, wanted);
  const changed = await fittingOf(reader, found.changed, filter, order);
  const numbers = await selectNumbers(reader, [...found.e164s, ...changed.map(({ e164 }) => e164)]);
  const shelved = found.e164s.flatMap((e164) => keyOf(numbers.get(e164), order) ?? []);
  const keys = pageOf({ ...found, shelved, changed }, order, wanted);
  const page = keys.slice(0, place.limit);
  return {
    numbers: page.flatMap(({ e164 }) => numbers.get(e164) ?? []),
    next: keys.length > place.limit ? (page.at(-1) ?? null) : null,
    total: found.total + changed.length,
  };
}

function keyOf(number: StockNumber | undefined, { by }: StockOrder): StockKey | null {
  if (number === undefined) return null;
  const fee = by === 'number' ? null : by === 'setup_fee' ? number.setupFee : number.monthlyFee;
  return { e164: number.e164, fee };
}

/** Negative where `a` comes first. */
function comparing({ descending }: StockOrder): (a: StockKey, b: StockKey) => number {
  const turned = descending ? -1 : 1;
  return (a, b) => {
    const [x, y] = a.fee === null || b.fee === null || a.fee === b.fee ? [a.e164, b.e164] : [a.fee, b.fee];
    return x === y ? 0 : x < y ? -turned : turned;
  };
}

interface Parts extends Pick<ShelfResult, 'first'> {
  readonly shelved: readonly StockKey[];
  readonly changed: readonly StockKey[];
}

/** What changed sorted into what the shelves have from their rank `first` on; from there on the page is counted. */
function pageOf(
  { first, shelved, changed }: Parts,
  order: StockOrder,
  { after, offset, limit }: StockPlace,
): StockKey[] {
  const compare = comparing(order);
  const behind = changed.filter((key) => after === null || compare(key, after) > 0);
  const [start, ...more] = shelved.toSorted(compare);
  if (start === undefined) return first > 0 ? [] : behind.toSorted(compare).slice(offset, offset + limit);
  const isBefore = (key: StockKey): boolean => first > 0 && compare(key, start) < 0;
  const skipped = first + behind.filter(isBefore).length;
  const sorted = [start, ...more, ...behind.filter((key) => !isBefore(key))].toSorted(compare);
  return sorted.slice(Math.max(0, offset - skipped), Math.max(0, offset - skipped) + limit);
}
