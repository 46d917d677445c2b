import { csvLine, type CsvBatch } from '../platform/csv/index.ts';
import type { Reader } from '../platform/db/index.ts';
import type { CdrFilter } from './cdr-filter.ts';
import type { Cdr } from './cdr.ts';
import { selectByIds, selectIds, type Approach } from './store.ts';

const BATCH = 1_000;
/** However much matches, one file ends: the newest are in it. */
export const MOST_EXPORTED = 1_000_000;

/**
 * Calls as CSV, newest first. Read batch by batch from where the last one ended, each in a statement of its own: a slow reader
 * holds no connection and no snapshot.
 */
export async function* exportCsv(
  reader: Reader,
  partnerId: string,
  filter: CdrFilter,
  approach: Approach,
  columns: readonly string[],
  cellsOf: (cdrs: readonly Cdr[]) => Promise<(cdr: Cdr) => readonly string[]>,
): AsyncGenerator<CsvBatch> {
  yield { text: csvLine(columns), rows: 0 };
  let below: string | null = null;
  for (let written = 0; written < MOST_EXPORTED; written += BATCH) {
    const ids: string[] = await selectIds(reader, partnerId, filter, {
      offset: 0,
      limit: BATCH,
      below,
      approach,
    });
    const cdrs = await selectByIds(reader, partnerId, ids);
    if (cdrs.length > 0) {
      const toCells = await cellsOf(cdrs);
      yield { text: cdrs.map((cdr) => csvLine(toCells(cdr))).join(''), rows: cdrs.length };
    }
    below = ids.at(-1) ?? null;
    if (ids.length < BATCH) return;
  }
}
