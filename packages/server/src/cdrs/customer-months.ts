import type { Database, Tx } from '../platform/db/index.ts';
import { DAY_MS } from '../platform/time/index.ts';
import { periodStart } from './cover-window.ts';
import { DayWriter, withoutDays, type DayGroup } from './customer-month-codec.ts';
import {
  keepPacked,
  readCustomerSums,
  selectDaysTotal,
  selectMonthsWith,
  selectUnpacked,
  writeMonths,
  type CustomerMonth,
  type CustomerText,
  type UnpackedDay,
} from './customer-month-store.ts';
import { findPlaces, givePlaces, lockRunning, placeKey, type Place } from './running-store.ts';
import type { TrafficSums, Window } from './traffic.ts';
import { FIELD, LINE, sumsFromTexts } from './traffic-columns.ts';
import { QUARTER_MS } from './window.ts';

const QUARTERS = DAY_MS / QUARTER_MS;
/** Calls whose days are packed in one transaction, but for a day that has more. */
const CALLS_AT_ONCE = 500_000;
/** What one run packs; the next goes on from there. */
const MOST_RUNS = 60;

/**
 * Packs the closed days of a window into the months of their customers, the oldest first. Gives how many were packed. Days without
 * calls are packed with the others, and of a day that was opened what was packed before is taken out.
 */
export async function packCustomers(
  db: Database,
  partnerId: string,
  window: Window,
  callsAtOnce = CALLS_AT_ONCE,
): Promise<number> {
  const unpacked = await selectUnpacked(db.kysely, partnerId, window);
  let packed = 0;
  for (const days of runsOf(unpacked, callsAtOnce).slice(0, MOST_RUNS))
    if (await packDays(db, partnerId, days)) packed += days.length;
  return packed;
}

/** Days that follow each other within a month, with so many calls together. */
function runsOf(all: readonly UnpackedDay[], callsAtOnce: number): UnpackedDay[][] {
  const runs: UnpackedDay[][] = [];
  let calls = 0;
  for (const day of all) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    calls += day.calls;
    if (
      run !== undefined &&
      last !== undefined &&
      last.starts.getTime() + DAY_MS === day.starts.getTime() &&
      day.starts.getUTCDate() !== 1 &&
      calls <= callsAtOnce
    )
      run.push(day);
    else {
      runs.push([day]);
      calls = day.calls;
    }
  }
  return runs;
}

/** False where a call came in between, or where the calls are not what was added up: then nothing was written. */
async function packDays(db: Database, partnerId: string, days: readonly UnpackedDay[]): Promise<boolean> {
  const MISSED = new Error('A call came in between.');
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return false;
  const window = { from: first.starts, before: new Date(last.starts.getTime() + DAY_MS) };
  try {
    await db.inTransaction(async (tx) => {
      await lockRunning(tx, partnerId);
      const texts = await readCustomerSums(tx, partnerId, window);
      const total = await selectDaysTotal(tx, partnerId, window);
      const packing = new Packing(window);
      await packing.learnPlaces(tx, partnerId, texts);
      const months = texts.map((text) => packing.pack(text));
      if (packing.calls !== total.calls || packing.cost !== total.cost) throw MISSED;
      await writeDays(tx, partnerId, window, months);
      // What was read is what there is: whoever records calls of a day opens it.
      if ((await keepPacked(tx, partnerId, days)) !== days.length) throw MISSED;
    });
    return true;
  } catch (error) {
    if (error === MISSED) return false;
    throw error;
  }
}

async function writeDays(
  tx: Tx,
  partnerId: string,
  { from, before }: Window,
  months: readonly CustomerMonth[],
): Promise<void> {
  const month = periodStart('month', from);
  const gone = new Set<number>();
  for (let at = from.getTime(); at < before.getTime(); at += DAY_MS) gone.add(new Date(at).getUTCDate());
  const bits = bitsOf(gone);
  const stale = await selectMonthsWith(tx, partnerId, month, bits);
  const cleared = stale.map(({ customerId, days, quarters, places }) => ({
    customerId,
    days: days & ~bits,
    quarters: withoutDays(quarters, gone),
    places: withoutDays(places, gone),
  }));
  await writeMonths(tx, partnerId, month, cleared, 'replace');
  await writeMonths(tx, partnerId, month, months, 'append');
}

const bitsOf = (days: Iterable<number>): number =>
  [...days].reduce((bits, day) => bits | (1 << (day - 1)), 0);

/** What texts are packed into. */
class Packing {
  readonly #window: Window;
  readonly #places = new Map<string, number>();
  /** Of all that was packed. */
  calls = 0n;
  cost = 0n;

  constructor(window: Window) {
    this.#window = window;
  }

  async learnPlaces(tx: Tx, partnerId: string, texts: readonly CustomerText[]): Promise<void> {
    const wanted = new Map<string, Omit<Place, 'place'>>();
    for (const { places } of texts)
      for (const line of places.split(LINE)) {
        const [, , , key = '', cause = ''] = line.split(FIELD);
        const place = { partnerId, customerId: null, key, cause };
        wanted.set(placeKey(place), place);
      }
    const learn = (some: readonly Place[]): void => {
      for (const one of some) this.#places.set(placeKey(one), one.place);
    };
    learn(await findPlaces(tx, 'destination', [...wanted.values()]));
    const unknown = [...wanted.values()].filter((one) => !this.#places.has(placeKey(one)));
    learn(await givePlaces(tx, 'destination', unknown));
  }

  pack({ customer_id: customerId, quarters, places }: CustomerText): CustomerMonth {
    const byQuarter = new Days(this.#window);
    for (const line of quarters.split(LINE)) {
      const [quarter = '', direction = '', context = '', currency = '', ...measures] = line.split(FIELD);
      const sums = sumsFromTexts(measures, 0);
      this.calls += BigInt(sums.attempts);
      this.cost += sums.cost;
      byQuarter.add(Math.floor(Number(quarter) / QUARTERS), Number(quarter) % QUARTERS, sums, {
        direction: direction as DayGroup['direction'],
        context: context as DayGroup['context'],
        currency,
      });
    }
    const byPlace = new Days(this.#window);
    for (const line of places.split(LINE)) {
      const [day = '', direction = '', currency = '', key = '', cause = '', ...measures] = line.split(FIELD);
      const place = this.#places.get(placeKey({ customerId: null, key, cause })) ?? -1;
      if (place < 0) throw new Error(`There is no place of ${key} ${cause}.`);
      byPlace.add(Number(day), place, sumsFromTexts(measures, 0), {
        direction: direction as DayGroup['direction'],
        context: 'sip-trunking',
        currency,
      });
    }
    return { customerId, days: byQuarter.bits(), quarters: byQuarter.pack(), places: byPlace.pack() };
  }
}

/** The days of one customer. */
class Days {
  readonly #from: Date;
  readonly #days = new Map<number, DayWriter>();

  constructor({ from }: Window) {
    this.#from = from;
  }

  add(nth: number, key: number, sums: TrafficSums, group: DayGroup): void {
    const day = this.#from.getUTCDate() + nth;
    const writer = this.#days.get(day) ?? new DayWriter();
    this.#days.set(day, writer);
    writer.add(group, key, sums);
  }

  bits(): number {
    return bitsOf(this.#days.keys());
  }

  pack(): Uint8Array {
    return Buffer.concat([...this.#days].map(([day, writer]) => writer.pack(day)));
  }
}
