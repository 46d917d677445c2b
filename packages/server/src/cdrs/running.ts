import type { Database, Tx } from '../platform/db/index.ts';
import { DAY_MS } from '../platform/time/index.ts';
import { Heap } from './running-codec.ts';
import {
  findPlaces,
  givePlaces,
  keepRunning,
  lockRecording,
  lockRunning,
  placeKey,
  replaceRunning,
  selectBusyDays,
  selectLastRunning,
  selectRunning,
  selectStamps,
  type Place,
  type RunningRow,
} from './running-store.ts';
import { TRAFFIC_DIMENSIONS, type TrafficDimension, type Window } from './traffic.ts';
import { readClosedDay } from './traffic-store.ts';

/** Days that one transaction adds; the next goes on. */
const DAYS_AT_ONCE = 31;
/** Keys of a dimension. Who has more, numbers that are made up for every call for instance, is read row by row. */
const MOST_PLACES = 20_000;

const startOf = (day: string): Date => new Date(`${day}T00:00:00Z`);
const newYear = (year: number): Date => new Date(Date.UTC(year, 0, 1));
const after = (day: string): Date => new Date(startOf(day).getTime() + DAY_MS);

/**
 * Adds the closed days of a window to the running sums of their years, the oldest first, up to the first day that is not closed. Gives how
 * many were added.
 */
export async function extendRunning(
  db: Database,
  partnerId: string,
  window: Window,
  mostPlaces = MOST_PLACES,
): Promise<number> {
  const last = await selectLastRunning(db.kysely, partnerId, `${window.from.getUTCFullYear()}-01-01`);
  let added = 0;
  for (let year = window.from.getUTCFullYear(); year <= window.before.getUTCFullYear(); year += 1) {
    let base = last.get(year) ?? null;
    const from = base === null ? newYear(year) : after(base);
    const before = new Date(Math.min(newYear(year + 1).getTime(), window.before.getTime()));
    if (from >= before) continue;
    const busy = await selectBusyDays(db.kysely, partnerId, { from, before });
    const open = busy.findIndex(({ closed }) => !closed);
    const days = busy.slice(0, open === -1 ? undefined : open).map(({ day }) => day);
    for (let at = 0; at < days.length; at += DAYS_AT_ONCE) {
      const some = days.slice(at, at + DAYS_AT_ONCE);
      if (!(await addDays(db, partnerId, base, some, mostPlaces))) break;
      base = some.at(-1) ?? base;
      added += some.length;
    }
  }
  return added;
}

/** False where something came in between, or where there are too many keys: then nothing was written. */
async function addDays(
  db: Database,
  partnerId: string,
  base: string | null,
  days: readonly string[],
  mostPlaces: number,
): Promise<boolean> {
  const MISSED = new Error('A call came in between.');
  try {
    await db.inTransaction(async (tx) => {
      await lockRunning(tx, partnerId);
      const stamps = await selectStamps(tx, partnerId, base, days);
      const sums = await Packing.from(tx, partnerId, base);
      for (const day of days) {
        if (!(await sums.add(tx, day, mostPlaces))) throw MISSED;
        await replaceRunning(tx, partnerId, day, sums.rows());
      }
      // Whoever records waits from here on: what was read is what there is.
      await lockRecording(tx, partnerId);
      if (!(await isUntouched(tx, partnerId, base, days, stamps))) throw MISSED;
      const first = days[0] ?? '';
      await keepRunning(tx, partnerId, days, {
        from: base === null ? newYear(startOf(first).getUTCFullYear()) : after(base),
        before: after(days.at(-1) ?? first),
      });
    });
    return true;
  } catch (error) {
    if (error === MISSED) return false;
    throw error;
  }
}

/** Whether the days, and no others since the base, have calls and are closed as they were. */
async function isUntouched(
  tx: Tx,
  partnerId: string,
  base: string | null,
  days: readonly string[],
  stamps: string,
): Promise<boolean> {
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const year = startOf(first).getUTCFullYear();
  const from = base === null ? newYear(year) : after(base);
  const busy = await selectBusyDays(tx, partnerId, { from, before: after(last) });
  const known = await selectLastRunning(tx, partnerId, `${year}-01-01`);
  return (
    (known.get(year) ?? null) === base &&
    (await selectStamps(tx, partnerId, base, days)) === stamps &&
    busy.every(({ closed }) => closed) &&
    busy.map(({ day }) => day).join() === days.join()
  );
}

interface Packed {
  readonly dimension: TrafficDimension;
  readonly currency: string;
  readonly direction: RunningRow['direction'];
  readonly heap: Heap;
}

/** Running sums that days are added to. */
class Packing {
  readonly #partnerId: string;
  readonly #heaps = new Map<string, Packed>();
  readonly #places = new Map<TrafficDimension, Map<string, number>>();

  private constructor(partnerId: string) {
    this.#partnerId = partnerId;
  }

  /** As of the end of a day; null: of nothing. */
  static async from(tx: Tx, partnerId: string, base: string | null): Promise<Packing> {
    const packing = new Packing(partnerId);
    if (base === null) return packing;
    for (const dimension of TRAFFIC_DIMENSIONS) {
      const rows = await selectRunning(tx, dimension, [{ partnerId, day: base }], {
        currency: null,
        directions: ['', 'inbound'],
      });
      for (const { currency, direction, sums } of rows)
        packing.#heap(dimension, currency, direction).addPacked(sums ?? new Uint8Array(), 1);
    }
    return packing;
  }

  #heap(dimension: TrafficDimension, currency: string, direction: RunningRow['direction']): Heap {
    const name = `${dimension} ${currency} ${direction}`;
    const known = this.#heaps.get(name);
    if (known !== undefined) return known.heap;
    const heap = new Heap();
    this.#heaps.set(name, { dimension, currency, direction, heap });
    return heap;
  }

  /** False where there are too many keys. */
  async add(tx: Tx, day: string, mostPlaces: number): Promise<boolean> {
    const all = Map.groupBy(await readClosedDay(tx, this.#partnerId, day), (row) => row.dimension);
    for (const [dimension, rows] of all) {
      const places = await this.#placesOf(tx, dimension, rows);
      if ([...places.values()].some((place) => place >= mostPlaces)) return false;
      for (const row of rows) {
        const place = places.get(placeKey(row)) ?? -1;
        this.#heap(dimension, row.currency, '').add(place, row);
        if (row.direction === 'inbound') this.#heap(dimension, row.currency, 'inbound').add(place, row);
      }
    }
    return true;
  }

  async #placesOf(
    tx: Tx,
    dimension: TrafficDimension,
    rows: readonly Omit<Place, 'place'>[],
  ): Promise<ReadonlyMap<string, number>> {
    const known = this.#places.get(dimension) ?? new Map<string, number>();
    this.#places.set(dimension, known);
    const learn = (places: readonly Place[]): void => {
      for (const one of places) known.set(placeKey(one), one.place);
    };
    const unknown = () =>
      [...new Map(rows.map((row) => [placeKey(row), row])).values()].filter(
        (row) => !known.has(placeKey(row)),
      );
    learn(await findPlaces(tx, dimension, unknown()));
    learn(await givePlaces(tx, dimension, unknown()));
    return known;
  }

  rows(): Parameters<typeof replaceRunning>[3] {
    return [...this.#heaps.values()].map(({ dimension, currency, direction, heap }) => ({
      dimension,
      currency,
      direction,
      attempts: heap.total().attempts,
      sums: heap.pack(),
    }));
  }
}
