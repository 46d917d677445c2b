import type { Reader } from '../platform/db/index.ts';
import { Heap, MEASURES, type Measure } from './running-codec.ts';
import { findPlaces, placeKey, selectPlaces, selectRunning, selectRunningDays } from './running-store.ts';
import type { SumsCheck, SumsDifference } from './sums-check-store.ts';
import { TRAFFIC_DIMENSIONS, type TrafficDimension, type TrafficRow, type Window } from './traffic.ts';
import { readClosedDay } from './traffic-store.ts';
import { WHOLE_PARTNER } from './whole-partner.ts';

/** The names that the other sums have for these measures. */
const NAMES: Partial<Record<Measure, string>> = {
  shortCalls: 'short_calls',
  durationSeconds: 'duration_seconds',
  talkSeconds: 'talk_seconds',
  billedSeconds: 'billed_seconds',
  wholesaleCost: 'wholesale_cost',
  pddMsSum: 'pdd_ms_sum',
  pddCount: 'pdd_count',
  mosHundredthsSum: 'mos_hundredths_sum',
  mosCount: 'mos_count',
};
const DIRECTIONS = ['', 'inbound'] as const;

/** What running sums grew by on each of some days against the sums of that day, which are held against the calls. */
export async function checkRunning(reader: Reader, partnerId: string, window: Window): Promise<SumsCheck> {
  const found: SumsCheck = { checked: 0, differing: 0, first: null };
  let all = found;
  for (const { day, previous } of await selectRunningDays(reader, partnerId, window)) {
    const rows = Map.groupBy(await readClosedDay(reader, partnerId, day), (row) => row.dimension);
    for (const dimension of TRAFFIC_DIMENSIONS) {
      const one = await checkDimension(
        reader,
        partnerId,
        { dimension, day, previous },
        rows.get(dimension) ?? [],
      );
      all = {
        checked: all.checked + one.checked,
        differing: all.differing + one.differing,
        first: all.first ?? one.first,
      };
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
  let checked = 0;
  const wrong: {
    place: number;
    direction: string;
    currency: string;
    measure: Measure;
    stored: bigint;
    made: bigint;
  }[] = [];
  for (const currency of currencies)
    for (const direction of DIRECTIONS) {
      const stored = new Heap();
      for (const one of packed)
        if (one.currency === currency && one.direction === direction)
          stored.addPacked(one.sums ?? new Uint8Array(), one.day === day ? 1 : -1);
      const made = new Heap();
      for (const row of rows)
        // A row without a place stands nowhere: it differs at a place that nobody has.
        if (row.currency === currency && (direction === '' || row.direction === direction))
          made.add(places.get(placeKey(row)) ?? stored.size, row);
      const size = Math.max(stored.size, made.size);
      checked += size;
      for (let place = 0; place < size; place += 1) {
        const measure = MEASURES.find((name) => stored.value(place, name) !== made.value(place, name));
        if (measure === undefined) continue;
        const figure = (heap: Heap): bigint => BigInt(heap.sums(place)[measure] ?? 0);
        wrong.push({ place, direction, currency, measure, stored: figure(stored), made: figure(made) });
      }
    }
  const [first] = wrong;
  if (first === undefined) return { checked, differing: 0, first: null };
  const [whose] = await selectPlaces(reader, dimension, [{ partnerId, place: first.place }]);
  const difference: SumsDifference = {
    table: 'running',
    customerId: whose?.customerId ?? WHOLE_PARTNER,
    starts: new Date(`${day}T00:00:00Z`),
    key: [dimension, whose?.key ?? '', whose?.cause ?? '', first.direction].join(' '),
    currency: first.currency,
    measure: NAMES[first.measure] ?? first.measure,
    stored: first.stored,
    made: first.made,
  };
  return { checked, differing: wrong.length, first: difference };
}
