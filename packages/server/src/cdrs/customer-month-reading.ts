import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Reader } from '../platform/db/index.ts';
import { DAY_MS, utcDay } from '../platform/time/index.ts';
import { periodStart } from './cover-window.ts';
import { addDay, daysOf, type DayGroup } from './customer-month-codec.ts';
import { selectMonths } from './customer-month-store.ts';
import { Heap } from './running-codec.ts';
import { selectPlaces } from './running-store.ts';
import type { Summed } from './series-sums.ts';
import type { TrafficRow, Window } from './traffic.ts';
import { QUARTER_MS } from './window.ts';

const NONE = -1;

/** Visits the packed days of one customer, those that are asked for. */
async function visitDays(
  reader: Reader,
  of: { readonly partnerId: string; readonly customerId: string; readonly value: 'quarters' | 'places' },
  days: ReadonlySet<number>,
  sumsOf: (day: number) => Parameters<typeof addDay>[2],
): Promise<void> {
  const months = new Set([...days].map((day) => utcDay(periodStart('month', new Date(day)))));
  for (const { month, packed } of await selectMonths(
    reader,
    of.partnerId,
    of.customerId,
    [...months],
    of.value,
  )) {
    const first = Date.parse(month);
    for (const piece of daysOf(packed)) {
      const day = first + (piece.day - 1) * DAY_MS;
      if (days.has(day)) addDay(packed, piece, sumsOf(day));
    }
    // Months of a large customer take milliseconds each, for which calls are not to wait.
    await othersTurn();
  }
}

/** Of a customer's packed days, which interval of a series each quarter is in, by its place among the starts. */
function intervalsOf(starts: readonly Date[], { from, before }: Window): (day: number) => Int32Array {
  const first = starts[0]?.getTime() ?? Infinity;
  const all = starts.map((at) => at.getTime());
  return (day) => {
    const quarters = new Int32Array(DAY_MS / QUARTER_MS).fill(NONE);
    // The last start that is not behind the day; those of a year are few.
    let at = all.findLastIndex((start) => start <= day);
    for (let quarter = 0; quarter < quarters.length; quarter += 1) {
      const instant = day + quarter * QUARTER_MS;
      while ((all[at + 1] ?? Infinity) <= instant) at += 1;
      if (instant >= first && instant >= from.getTime() && instant < before.getTime()) quarters[quarter] = at;
    }
    return quarters;
  };
}

/** What of a customer's traffic is told apart, and what is left out of it. */
export interface PackedCut {
  readonly direction: DayGroup['direction'] | null;
  readonly context: DayGroup['context'] | null;
  /** Whether directions and products are told apart. */
  readonly apart: boolean;
}

/** The sums of a customer's packed days, interval by interval. */
export async function readPackedSeries(
  reader: Reader,
  { partnerId, customerId }: { readonly partnerId: string; readonly customerId: string },
  { window, starts }: { readonly window: Window; readonly starts: readonly Date[] },
  days: ReadonlySet<number>,
  cut: PackedCut,
): Promise<Summed[]> {
  const sums = new Map<
    string,
    Pick<Summed, 'direction' | 'context' | 'currency'> & { readonly heap: Heap }
  >();
  const heapOf = ({ direction, context, currency }: DayGroup): Heap => {
    const of = { direction: cut.apart ? direction : '', context: cut.apart ? context : '', currency };
    const name = Object.values(of).join(' ');
    const known = sums.get(name) ?? { ...of, heap: new Heap() };
    sums.set(name, known);
    return known.heap;
  };
  const isLeftOut = ({ direction, context }: DayGroup): boolean =>
    (cut.direction !== null && cut.direction !== direction) ||
    (cut.context !== null && cut.context !== context);
  const intervals = intervalsOf(starts, window);
  await visitDays(reader, { partnerId, customerId, value: 'quarters' }, days, (day) => {
    const interval = intervals(day);
    return (group) =>
      isLeftOut(group)
        ? { heap: new Heap(), placeOf: () => NONE }
        : { heap: heapOf(group), placeOf: (quarter) => interval[quarter] ?? NONE };
  });
  return [...sums.values()].flatMap(({ heap, ...of }) =>
    placesOf(heap).map((place) => ({
      ...of,
      ...heap.sums(place),
      // Not known of what is read beside it.
      shortCalls: null,
      starts: starts[place] ?? window.from,
    })),
  );
}

const placesOf = (heap: Heap): number[] =>
  Array.from({ length: heap.size }, (_, place) => place).filter((place) => heap.has(place));

/** Destinations and causes of a customer's packed days. */
export async function readPackedPlaces(
  reader: Reader,
  { partnerId, customerId }: { readonly partnerId: string; readonly customerId: string },
  days: ReadonlySet<number>,
): Promise<TrafficRow[]> {
  const sums = new Map<string, Pick<TrafficRow, 'direction' | 'currency'> & { readonly heap: Heap }>();
  const heapOf = ({ direction, currency }: DayGroup): Heap => {
    const name = `${direction} ${currency}`;
    const known = sums.get(name) ?? { direction, currency, heap: new Heap() };
    sums.set(name, known);
    return known.heap;
  };
  await visitDays(reader, { partnerId, customerId, value: 'places' }, days, () => (group) => ({
    heap: heapOf(group),
    placeOf: (place) => place,
  }));
  const all = [...sums.values()].flatMap(({ heap, ...of }) =>
    placesOf(heap).map((place) => ({ ...of, place, sums: heap.sums(place) })),
  );
  const wanted = [...new Set(all.map(({ place }) => place))].map((place) => ({ partnerId, place }));
  const places = new Map((await selectPlaces(reader, 'destination', wanted)).map((one) => [one.place, one]));
  return all.map(({ place, sums: own, ...of }) => {
    const { key = '', cause = '' } = places.get(place) ?? {};
    return { partnerId, customerId, key, cause, ...of, ...own };
  });
}

/** A window in whole UTC days that are packed, and what is left of it. */
export function splitPacked(
  window: Window,
  packed: ReadonlySet<number>,
): { readonly days: ReadonlySet<number>; readonly rest: readonly Window[] } {
  const days = new Set<number>();
  const rest: Window[] = [];
  let from = window.from;
  for (let day = periodStart('day', window.from).getTime(); day < window.before.getTime(); day += DAY_MS) {
    const isWhole = day >= window.from.getTime() && day + DAY_MS <= window.before.getTime();
    if (!isWhole || !packed.has(day)) continue;
    if (from.getTime() < day) rest.push({ from, before: new Date(day) });
    days.add(day);
    from = new Date(day + DAY_MS);
  }
  if (from < window.before) rest.push({ from, before: window.before });
  return { days, rest };
}
