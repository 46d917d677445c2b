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
/** Calls wait while a page is put into its table: some milliseconds. */
const PAGE = 2_000;
/** A table that a call asked for less long ago makes no room for another one that calls ask for. */
const IN_USE_MS = 600_000;
/** After a table that could not be loaded, and where there is no room. */
const REST_MS = 5_000;

interface Entry {
  readonly table: Promise<RateTable>;
  readonly rowCount: number;
  /** When it is loaded. */
  ready: RateTable | null;
  /** Monotonic milliseconds. */
  usedAtMs: number;
}

/**
 * Tables of deck versions in memory. A version never changes, so that a table is right for ever and needs no news: which
 * version is live is asked of the database each time. The least recently used ones make room.
 */
export class RateTables {
  readonly #entries = new Map<string, Entry>();
  readonly #reader: Reader;
  readonly #mostRows: number;
  /** One at a time is loaded for calls. */
  #loading = false;
  #restUntilMs = -Infinity;

  constructor(reader: Reader, mostRows = MOST_ROWS) {
    this.#reader = reader;
    this.#mostRows = mostRows;
  }

  /** Loads it once, however many ask at the same time. */
  async get(key: TableKey): Promise<RateTable> {
    const entry = this.#entries.get(key.deckId) ?? this.#load(key);
    this.#use(key, entry);
    this.#makeRoom(0, key.deckId);
    return entry.table;
  }

  /**
   * The table where it is in memory. Else it is loaded for the next who ask, if that needs the room of none that is in use: more
   * decks than there is room for would only take each other's place.
   */
  ready(key: TableKey): RateTable | undefined {
    const entry = this.#entries.get(key.deckId);
    if (entry !== undefined) {
      this.#use(key, entry);
      return entry.ready ?? undefined;
    }
    const nowMs = performance.now();
    if (this.#loading || nowMs < this.#restUntilMs) return undefined;
    this.#restUntilMs = nowMs + REST_MS;
    this.#makeRoom(key.rowCount, key.deckId, nowMs - IN_USE_MS);
    if (this.#rows() + key.rowCount > this.#mostRows) return undefined;
    this.#loading = true;
    const loaded = this.#load(key).table;
    loaded
      .then(() => {
        this.#restUntilMs = -Infinity;
      })
      .catch(() => undefined)
      .finally(() => {
        this.#loading = false;
      });
    return undefined;
  }

  #load(key: TableKey): Entry {
    const table = loadTable(this.#reader, key);
    const entry: Entry = { table, rowCount: key.rowCount, ready: null, usedAtMs: performance.now() };
    table.then(
      (loaded) => {
        entry.ready = loaded;
      },
      () => {
        if (this.#entries.get(key.deckId) === entry) this.#entries.delete(key.deckId);
      },
    );
    this.#entries.set(key.deckId, entry);
    return entry;
  }

  /** Behind the others: the one that was used last goes last. */
  #use(key: TableKey, entry: Entry): void {
    entry.usedAtMs = performance.now();
    this.#entries.delete(key.deckId);
    this.#entries.set(key.deckId, entry);
  }

  #rows(): number {
    let rows = 0;
    for (const { rowCount } of this.#entries.values()) rows += rowCount;
    return rows;
  }

  /** For so many rows; what was used since then stays. */
  #makeRoom(wanted: number, keep: string, usedSinceMs = Infinity): void {
    let rows = this.#rows() + wanted;
    for (const [deckId, entry] of this.#entries) {
      if (rows <= this.#mostRows || deckId === keep || entry.usedAtMs > usedSinceMs) return;
      rows -= entry.rowCount;
      this.#entries.delete(deckId);
    }
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
