import type { Reader } from '../platform/db/index.ts';
import { Heap } from './running-codec.ts';
import { atOneMoment, coverByRunning, type RunningCover } from './running-cover.ts';
import { dayName, piecesOf, readRest, type SignedRow } from './running-rest.ts';
import { selectPlaces, selectRunning, type Place } from './running-store.ts';
import {
  NOTHING,
  addTraffic,
  takeTraffic,
  type TrafficDimension,
  type TrafficRow,
  type Window,
} from './traffic.ts';

type Direction = TrafficRow['direction'];
const REST = { customerId: null, withPlaces: false };

/** All places of a partner in one direction and currency, in one of the windows. */
interface Packed {
  readonly window: number;
  readonly partnerId: string;
  readonly currency: string;
  readonly direction: Direction;
  readonly heap: Heap;
}

/**
 * Traffic of some partners told apart by one dimension, row by row as `readTraffic` gives it, of each window: differences of running sums,
 * and what they leave of the window from periods and calls.
 */
export async function readPackedTraffic(
  reader: Reader,
  partnerIds: readonly string[],
  dimension: TrafficDimension,
  windows: readonly Window[],
): Promise<TrafficRow[][]> {
  const { packed, rest } = await readBoth(reader, partnerIds, dimension, windows);
  const rows = await rowsOf(reader, dimension, packed);
  return windows.map((_, window) => together(rows[window] ?? [], rest, window));
}

/** The same without telling anything but partners, directions and currencies apart: rows of no customer and no key. */
export async function readTotals(
  reader: Reader,
  partnerIds: readonly string[],
  windows: readonly Window[],
): Promise<TrafficRow[][]> {
  // Every call is in one of them, and there are fewer than customers.
  const { packed, rest } = await readBoth(reader, partnerIds, 'destination', windows);
  const place = { customerId: null, key: '', cause: '' };
  return windows.map((_, window) =>
    together(
      packed
        .filter((one) => one.window === window)
        .map(({ partnerId, currency, direction, heap }) => ({
          partnerId,
          currency,
          direction,
          ...place,
          ...heap.total(),
        })),
      rest.map(({ row, ...one }) => ({ ...one, row: { ...row, ...place } })),
      window,
    ),
  );
}

async function readBoth(
  reader: Reader,
  partnerIds: readonly string[],
  dimension: TrafficDimension,
  windows: readonly Window[],
): Promise<{ readonly packed: readonly Packed[]; readonly rest: readonly SignedRow[] }> {
  return atOneMoment(reader, windows, async (moment) => {
    const covers = await coverByRunning(moment, partnerIds, windows);
    const packed = await packedOf(moment, dimension, covers);
    return { packed, rest: await readRest(moment, dimension, covers, REST) };
  });
}

/** Outbound is what is left of both without inbound. */
async function packedOf(
  reader: Reader,
  dimension: TrafficDimension,
  covers: readonly RunningCover[],
): Promise<Packed[]> {
  const pieces = piecesOf(covers);
  const packed = new Map<string, Packed>();
  const add = (of: Omit<Packed, 'heap'>, sums: Uint8Array, times: number): void => {
    const name = [of.window, of.partnerId, of.currency, of.direction].join(' ');
    const known = packed.get(name) ?? { ...of, heap: new Heap() };
    packed.set(name, known);
    known.heap.addPacked(sums, times);
  };
  const days = [...pieces.values()].map(({ one }) => one);
  const of = { currency: null, directions: ['', 'inbound'] as const };
  for (const { direction, sums, ...row } of await selectRunning(reader, dimension, days, of))
    for (const [window, sign] of (pieces.get(dayName(row))?.signs ?? []).entries()) {
      if (sign === 0 || sums === null) continue;
      const place = { window, partnerId: row.partnerId, currency: row.currency };
      if (direction === 'inbound') add({ ...place, direction: 'inbound' }, sums, sign);
      add({ ...place, direction: 'outbound' }, sums, direction === '' ? sign : -sign);
    }
  return [...packed.values()];
}

/** By their windows. */
async function rowsOf(
  reader: Reader,
  dimension: TrafficDimension,
  packed: readonly Packed[],
): Promise<TrafficRow[][]> {
  const all = packed.flatMap(({ heap, ...of }) =>
    Array.from({ length: heap.size }, (_, place) => place)
      .filter((place) => heap.value(place, 'attempts') !== 0)
      .map((place) => ({ ...of, place, sums: heap.sums(place) })),
  );
  const name = ({ partnerId, place }: Pick<Place, 'partnerId' | 'place'>): string =>
    `${partnerId} ${String(place)}`;
  const wanted = [...new Map(all.map((one) => [name(one), one])).values()];
  const places = new Map((await selectPlaces(reader, dimension, wanted)).map((one) => [name(one), one]));
  const rows: TrafficRow[][] = [];
  for (const one of all) {
    const known = places.get(name(one));
    if (known === undefined)
      throw new Error(`Running sums of ${dimension} have no place ${String(one.place)}.`);
    const { customerId, key, cause } = known;
    const { partnerId, currency, direction, sums } = one;
    (rows[one.window] ??= []).push({ partnerId, customerId, key, cause, direction, currency, ...sums });
  }
  return rows;
}

/** Rows of the same place as one, and those of which something is left. */
function together(packed: readonly TrafficRow[], rest: readonly SignedRow[], window: number): TrafficRow[] {
  const name = (row: TrafficRow): string =>
    [row.partnerId, row.customerId, row.key, row.cause, row.direction, row.currency].join('\u001f');
  const sums = new Map<string, TrafficRow>(packed.map((row) => [name(row), row]));
  for (const { row, signs } of rest) {
    const sign = signs[window] ?? 0;
    if (sign === 0) continue;
    const known = sums.get(name(row)) ?? NOTHING;
    sums.set(name(row), { ...row, ...(sign === 1 ? addTraffic : takeTraffic)(known, row) });
  }
  return [...sums.values()].filter(({ attempts }) => attempts > 0);
}
