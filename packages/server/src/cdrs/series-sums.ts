import { MarkSums } from './day-marks.ts';
import type { MarkedDay } from './series-pieces.ts';
import { addTraffic, type TrafficSums } from './traffic.ts';

/** As far as the sums of a series are told apart. */
interface Told {
  readonly call_direction: string;
  readonly context: string;
  readonly currency: string;
}

/** Sums of intervals as text, or else the marks of some days, one day's after the other's. */
export interface SeriesColumns extends Told {
  readonly text: string | null;
  /** Which days, by their places among all that were asked for, the first is 1. */
  readonly days: string;
  /** As text (`packedText`). */
  readonly marks: string | null;
}

/** Sums of an interval, as far as they are told apart. */
export interface Summed extends TrafficSums {
  readonly starts: Date;
  readonly direction: string;
  readonly context: string;
  readonly currency: string;
}

/** What was read, interval by interval: rows and differences of marks. */
export class SeriesSums {
  readonly #entries = new Map<
    string,
    Omit<Summed, keyof TrafficSums> & { rows: TrafficSums | null; marks: MarkSums | null }
  >();

  #entry(starts: Date, row: Told) {
    const key = `${starts.getTime()} ${row.call_direction} ${row.context} ${row.currency}`;
    let entry = this.#entries.get(key);
    if (entry === undefined) {
      const { call_direction: direction, context, currency } = row;
      entry = { starts, direction, context, currency, rows: null, marks: null };
      this.#entries.set(key, entry);
    }
    return entry;
  }

  addMarks(row: SeriesColumns, marks: Buffer, asked: readonly MarkedDay[]): void {
    let first = 0;
    for (const day of row.days.split(' ')) {
      const { uses = [], places = [] } = asked[Number(day) - 1] ?? {};
      for (const { nth, starts, sign } of uses) {
        const entry = this.#entry(starts, row);
        entry.marks ??= new MarkSums();
        entry.marks.add(marks, first + nth, sign);
      }
      first += places.length;
    }
  }

  addSums(row: Summed): void {
    const { starts, direction, context, currency } = row;
    const entry = this.#entry(starts, { call_direction: direction, context, currency });
    entry.rows = entry.rows === null ? row : addTraffic(entry.rows, row);
  }

  /** Those that have calls, oldest first. */
  rows(): Summed[] {
    const all: Summed[] = [];
    for (const { starts, direction, context, currency, rows, marks } of this.#entries.values()) {
      const differences = marks?.sums() ?? null;
      const sums =
        rows !== null && differences !== null ? addTraffic(rows, differences) : (rows ?? differences);
      if (sums !== null && sums.attempts > 0) all.push({ ...sums, starts, direction, context, currency });
    }
    return all.sort((a, b) => a.starts.getTime() - b.starts.getTime());
  }
}
