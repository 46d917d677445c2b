import type { Tx } from '../platform/db/index.ts';
import { Planes, type PlaneRow } from './shelf-planes.ts';
import {
  PAGE_NUMBERS,
  countStock,
  deleteShelf,
  ensureLabels,
  insertShelf,
  lockShelves,
  selectPlaced,
  selectStock,
  takeChanges,
  updatePlanes,
  type ShelfChange,
  type StockSpan,
} from './shelf-store.ts';

/** Most numbers of a shelf, in whole pages: its planes have four kilobytes. */
const MOST_ON_SHELF = 133 * PAGE_NUMBERS;
/** So many changes of a shelf are written into it one by one; for more it is filled anew. */
const MOST_SINGLE = 500;

/**
 * Brings the shelves up to date with all that changed, so that a search has nothing to look at beside them. `wait`: for
 * another who is at it; without, he is left alone. A transaction of its own, or the one that changed much.
 */
export async function fillShelves(
  tx: Tx,
  { wait, mostOnShelf = MOST_ON_SHELF }: { readonly wait: boolean; readonly mostOnShelf?: number },
): Promise<void> {
  if (!(await lockShelves(tx, wait))) return;
  for (const change of await takeChanges(tx, MOST_SINGLE)) {
    if (!(await writeSingle(tx, change))) await fillAnew(tx, change, mostOnShelf);
  }
}

function labelsOf(tx: Tx, rows: readonly PlaneRow[]): Promise<ReadonlyMap<string, number>> {
  return ensureLabels(tx, new Set(rows.flatMap(({ region, provider }) => [region, provider])));
}

/** False where that is not how: too many changed, or there are new numbers. */
async function writeSingle(tx: Tx, { shelfId, codes }: ShelfChange): Promise<boolean> {
  if (shelfId === null || codes === null) return false;
  const placed = await selectPlaced(tx, shelfId, codes);
  if (placed === null) return false;
  const planes = new Planes(placed.size, await labelsOf(tx, placed.rows));
  for (const row of placed.rows) planes.add(row.slot, row);
  if (placed.slots.length > 0) await updatePlanes(tx, shelfId, placed.slots, placed.size, planes);
  return true;
}

/** Everything between two shelves onto new ones, each as full as the others. */
async function fillAnew(tx: Tx, { shelfId, ...span }: ShelfChange, mostOnShelf: number): Promise<void> {
  if (shelfId !== null) await deleteShelf(tx, shelfId);
  const count = await countStock(tx, span);
  const shelves = Math.max(1, Math.ceil(count / mostOnShelf));
  const each = Math.max(1, Math.ceil(count / shelves / PAGE_NUMBERS)) * PAGE_NUMBERS;
  // Until there are no more: somebody may have added some since they were counted.
  let after = await fillOne(tx, span, null, each);
  while (after !== null) after = await fillOne(tx, span, after, each);
}

/** Tells the last number that it took; null where there was none. */
async function fillOne(tx: Tx, span: StockSpan, after: string | null, most: number): Promise<string | null> {
  const rows = await selectStock(tx, span, after, most);
  if (rows.length === 0) return null;
  const planes = new Planes(rows.length, await labelsOf(tx, rows));
  for (const [slot, row] of rows.entries()) planes.add(slot, row);
  const e164s = rows.map(({ e164 }) => e164);
  await insertShelf(tx, e164s, planes);
  return e164s.at(-1) ?? null;
}
