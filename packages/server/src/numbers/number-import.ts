import type { CsvFault } from '../platform/csv/index.ts';

export const IMPORT_STATES = ['reading', 'adding', 'refused', 'done', 'interrupted'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** A file of stock that was read in: all of it or nothing. */
export interface NumberImport {
  /** UUIDv7. */
  readonly id: string;
  readonly fileName: string;
  /** `interrupted`: the file or the process ended half-way; nothing was added. */
  readonly state: ImportState;
  readonly bytesRead: number;
  /** Null where nobody said how long the file is. */
  readonly bytesTotal: number | null;
  readonly rowsRead: number;
  /** While `adding`, so far; they are in stock when it is `done`, all at once. */
  readonly numbersAdded: number;
  readonly faults: number;
  /** The first of them, by line. */
  readonly faultList: readonly CsvFault[];
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}
