import type { Reader } from '../platform/db/index.ts';
import { Heap, MEASURES, type Measure } from './running-codec.ts';
import { findPlaces, placeKey, selectPlaces, selectRunning, selectRunningDays } from './running-store.ts';
import { addChecks, type SumsCheck, type SumsDifference } from './sums-check-store.ts';
import { TRAFFIC_DIMENSIONS, type TrafficDimension, type TrafficRow, type Window } from './traffic.ts';
import { columnNameOf } from './traffic-columns.ts';
import { readClosedDay } from './traffic-store.ts';
import { WHOLE_PARTNER } from './whole-partner.ts';

const DIRECTIONS = ['', 'inbound'] as const;

/** What running sums grew by on each of some days against the sums of that day, which are held against the calls. */
export async function checkRunning(reader: Reader, partnerId: string, window: Window): Promise<SumsCheck> {
  let all: SumsCheck = { checked: 0, differing: 0, first: null };
  for (const { day, previous } of await selectRunningDays(reader, partnerId, window)) {
    const rows = Map.groupBy(await readClosedDay(reader, partnerId, day), (row) => row.dimension);
    for (const dimension of TRAFFIC_DIMENSIONS) {
      const one = await checkDimension(
        reader,
        partnerId,
        { dimension, day, previous },
        rows.get(dimension) ?? [],
      );
      all = addChecks(all, one);
    }
  }
  return all;
}

interface Checked {
  readonly dimension: TrafficDimension;
  readonly day: string;
  /** The day of running sums before it, of the same year. */
  readonly previous: string | null;
}

async function checkDimension(
  reader: Reader,
  partnerId: string,
  { dimension, day, previous }: Checked,
  rows: readonly TrafficRow[],
): Promise<SumsCheck> {
  const packed = await selectRunning(
    reader,
    dimension,
    [day, ...(previous === null ? [] : [previous])].map((one) => ({ partnerId, day: one })),
    { currency: null, directions: DIRECTIONS },
  );
  const places = new Map(
    (await findPlaces(reader, dimension, rows)).map((one) => [placeKey(one), one.place]),
  );
  const currencies = new Set([...packed, ...rows].map(({ currency }) => currency));
  const grown = [...currencies].flatMap((currency) =>
    DIRECTIONS.map((direction) => ({
      currency,
      direction,
      ...heapsOf(
        packed
          .filter((one) => one.currency === currency && one.direction === direction)
          .map((one) => ({ sums: one.sums, times: one.day === day ? 1 : -1 })),
        rows.filter((row) => row.currency === currency && (direction === '' || row.direction === direction)),
        places,
      ),
    })),
  );
  const wrong = grown.flatMap((one) => wrongOf(one).map((found) => ({ ...one, ...found })));
  const checked = grown.reduce((sum, one) => sum + Math.max(one.stored.size, one.made.size), 0);
  const [first] = wrong;
  if (first === undefined) return { checked, differing: 0, first: null };
  const [whose] = await selectPlaces(reader, dimension, [{ partnerId, place: first.place }]);
  const figure = (heap: Heap): bigint => BigInt(heap.sums(first.place)[first.measure] ?? 0);
  const difference: SumsDifference = {
    table: 'running',
    customerId: whose?.customerId ?? WHOLE_PARTNER,
    starts: new Date(`${day}T00:00:00Z`),
    key: [dimension, whose?.key ?? '', whose?.cause ?? '', first.direction].join(' '),
    currency: first.currency,
    measure: columnNameOf(first.measure),
    stored: figure(first.stored),
    made: figure(first.made),
  };
  return { checked, differing: wrong.length, first: difference };
}

interface Grown {
  /** What the running sums grew by. */
  readonly stored: Heap;
  /** The sums of the day. */
  readonly made: Heap;
}

function heapsOf(
  packed: readonly { readonly sums: Uint8Array | null; readonly times: number }[],
  rows: readonly TrafficRow[],
  places: ReadonlyMap<string, number>,
): Grown {
  const [stored, made] = [new Heap(), new Heap()];
  for (const { sums, times } of packed) stored.addPacked(sums ?? new Uint8Array(), times);
  // A row without a place stands nowhere: it differs at a place that nobody has.
  for (const row of rows) made.add(places.get(placeKey(row)) ?? stored.size, row);
  return { stored, made };
}

/** Places that differ, and the first measure of each that does. */
function wrongOf({ stored, made }: Grown): { readonly place: number; readonly measure: Measure }[] {
  const size = Math.max(stored.size, made.size);
  return Array.from({ length: size }, (_, place) => place).flatMap((place) => {
    const measure = MEASURES.find((name) => stored.value(place, name) !== made.value(place, name));
    return measure === undefined ? [] : [{ place, measure }];
  });
}
