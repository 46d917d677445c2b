import type { Reader } from '../platform/db/index.ts';
import { selectRows, type RowPlace } from './deck-row-store.ts';
import { RateTableBuilder, type RateTable } from './rate-table.ts';

/** Which version, and how many prices it has. */
export interface TableKey {
  readonly ownerId: string;
  readonly deckId: string;
  readonly rowCount: number;
}

/** Rows that all tables in memory have together, at about a hundred bytes each. */
const MOST_ROWS = 2_000_000;
const PAGE = 10_000;

/**
 * Tables of deck versions in memory. A version never changes, so that a table is right for ever and needs no news: which
 * version is live is asked of the database each time. The least recently used ones make room.
 */
export class RateTables {
  readonly #tables = new Map<string, Promise<RateTable>>();
  readonly #rows = new Map<string, number>();
  readonly #reader: Reader;
  readonly #mostRows: number;

  constructor(reader: Reader, mostRows = MOST_ROWS) {
    this.#reader = reader;
    this.#mostRows = mostRows;
  }

  /** Loads it once, however many ask at the same time. */
  async get(key: TableKey): Promise<RateTable> {
    const known = this.#tables.get(key.deckId);
    const table = known ?? loadTable(this.#reader, key);
    // Behind the others: the one that was used last goes last.
    this.#tables.delete(key.deckId);
    this.#tables.set(key.deckId, table);
    this.#rows.set(key.deckId, key.rowCount);
    if (known === undefined) this.#makeRoom(key.deckId);
    try {
      return await table;
    } catch (error) {
      this.#forget(key.deckId);
      throw error;
    }
  }

  #makeRoom(newest: string): void {
    let rows = [...this.#rows.values()].reduce((sum, count) => sum + count, 0);
    for (const deckId of this.#tables.keys()) {
      if (rows <= this.#mostRows || deckId === newest) return;
      rows -= this.#rows.get(deckId) ?? 0;
      this.#forget(deckId);
    }
  }

  #forget(deckId: string): void {
    this.#tables.delete(deckId);
    this.#rows.delete(deckId);
  }
}

/** Page by page, so that a big deck holds nobody up for long. */
async function loadTable(reader: Reader, { ownerId, deckId, rowCount }: TableKey): Promise<RateTable> {
  const builder = new RateTableBuilder(rowCount);
  let after: RowPlace | null = null;
  for (;;) {
    const page = await selectRows(reader, ownerId, deckId, {}, { limit: PAGE, offset: 0, after });
    for (const row of page) builder.add(row);
    after = page.at(-1) ?? null;
    if (page.length < PAGE) return builder.build();
  }
}
