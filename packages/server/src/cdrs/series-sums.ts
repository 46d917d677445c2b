import { MarkSums } from './day-marks.ts';
import type { MarkedDay } from './series-pieces.ts';
import { addTraffic, type TrafficSums } from './traffic.ts';
import { sumsFrom, type SumsRow } from './traffic-columns.ts';

/** Sums of an interval, or else marks of a day. */
export interface SeriesColumns extends Partial<SumsRow> {
  readonly starts: Date | null;
  readonly call_direction: string;
  readonly context: string;
  readonly currency: string;
  readonly nth: number | null;
  readonly marks: Buffer | null;
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

  #entry(starts: Date, row: Pick<SeriesColumns, 'call_direction' | 'context' | 'currency'>) {
    const key = `${starts.getTime()} ${row.call_direction} ${row.context} ${row.currency}`;
    let entry = this.#entries.get(key);
    if (entry === undefined) {
      const { call_direction: direction, context, currency } = row;
      entry = { starts, direction, context, currency, rows: null, marks: null };
      this.#entries.set(key, entry);
    }
    return entry;
  }

  add(row: SeriesColumns, marks: readonly MarkedDay[]): void {
    if (row.marks === null) {
      if (row.starts === null) return;
      const entry = this.#entry(row.starts, row);
      const sums = sumsFrom(row as SumsRow);
      entry.rows = entry.rows === null ? sums : addTraffic(entry.rows, sums);
      return;
    }
    for (const { nth, starts, sign } of marks[(row.nth ?? 0) - 1]?.uses ?? []) {
      const entry = this.#entry(starts, row);
      entry.marks ??= new MarkSums();
      entry.marks.add(row.marks, nth, sign);
    }
  }

  /** Adds what was added up elsewhere. */
  addSums({ starts, direction, context, currency, ...sums }: Summed): void {
    const entry = this.#entry(starts, { call_direction: direction, context, currency });
    entry.rows = entry.rows === null ? sums : addTraffic(entry.rows, sums);
  }

  /** Those that have calls, oldest first. */
  rows(): Summed[] {
    const all: Summed[] = [];
    for (const { starts, direction, context, currency, rows, marks } of this.#entries.values()) {
      const differences = marks?.sums() ?? null;
      const sums =
        rows !== null && differences !== null ? addTraffic(rows, differences) : (rows ?? differences);
      if (sums !== null && sums.attempts > 0) all.push({ starts, direction, context, currency, ...sums });
    }
    return all.sort((a, b) => a.starts.getTime() - b.starts.getTime());
  }
}
