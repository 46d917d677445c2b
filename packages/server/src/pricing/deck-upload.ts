import { sql } from 'kysely';
import { readCsv } from '../platform/csv/index.ts';
import type { Database, Tx } from '../platform/db/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import type { Clock } from '../platform/time/index.ts';
import { DECK_LIMITS, type Deck, type DeckFault, type TierKey } from './deck.ts';
import {
  deleteStaged,
  hashStaged,
  insertRowsFromStaged,
  insertStaged,
  selectOverlaps,
  type StagedRow,
} from './deck-row-store.ts';
import {
  countVersions,
  deleteOldFailures,
  endDeck,
  insertDeck,
  selectDeck,
  selectTwin,
  unmakeDeck,
  updateProgress,
  type DeckEnd,
  type DeckProgress,
} from './deck-store.ts';
import { deckFileTooLarge, deckUploadInterrupted, deckUploadRunning, tooManyDecks } from './errors.ts';
import { DECK_COLUMNS, readDeckRow, type IncrementDefaults } from './read-deck-row.ts';
import { lockTier } from './store.ts';

export interface DeckUpload {
  readonly key: TierKey;
  readonly source: AsyncIterable<Uint8Array>;
  /** '' where nobody named it. */
  readonly fileName: string;
  /** As announced; null where nobody said. */
  readonly bytesTotal: number | null;
  /** Who sends it, as the audit log names them. */
  readonly by: string;
  onProgress?(progress: DeckProgress & { readonly version: number }): void;
  /** Runs in the transaction that ends the reading; not where the prices were known already. */
  onEnd(tx: Tx, deck: Deck, at: Date): Promise<void>;
}

export interface UploadedDeck {
  readonly deck: Deck;
  /** The file has the very prices of this version, which `deck` is; nothing was written. */
  readonly identical: boolean;
}

export interface UploadDeps {
  readonly db: Database;
  readonly clock: Clock;
}

/** Rows that are written at once. */
const BATCH = 5_000;
/** How often a slow upload says that it is alive. */
const HEARTBEAT_MS = 2_000;
/** The last step writes the whole deck at once. */
const FINISH_TIMEOUT = '120s';

/**
 * Reads a file into a new version of a tier's deck, row by row, whatever its size, and verifies it. Every bad row is named;
 * one of them makes the version `faulty`, and nothing of it is kept but the faults. The same prices once more make no
 * version at all. Progress can be read while it runs.
 * Throws 404, 409 `deck_upload_running`, `too_many_deck_versions`, `deck_upload_interrupted`, 413 `deck_file_too_large`,
 * and whatever the source throws: the version is `interrupted` then.
 */
export async function uploadDeck(deps: UploadDeps, upload: DeckUpload): Promise<UploadedDeck> {
  const begun = await begin(deps, upload);
  const reading = new Reading(deps, upload, begun.deckId, begun.version);
  try {
    await reading.readAll(begun.defaults);
    return await finish(deps, upload, reading);
  } catch (error) {
    // Whatever went wrong, and be it the database: the sweep ends what cannot be ended here.
    await abandon(deps, upload, reading).catch(() => undefined);
    throw error;
  }
}

interface Begun {
  readonly deckId: string;
  readonly version: number;
  readonly defaults: IncrementDefaults;
}

async function begin({ db, clock }: UploadDeps, upload: DeckUpload): Promise<Begun> {
  const { key, bytesTotal, fileName, by } = upload;
  if (bytesTotal !== null && bytesTotal > DECK_LIMITS.fileBytes) throw deckFileTooLarge();
  const at = clock.now();
  return db.inTransaction(async (tx) => {
    const tier = await lockTier(tx, key.ownerId, key.tierId);
    if (tier === null) throw notFound({ message: 'No such pricing tier.' });
    await deleteOldFailures(tx, key);
    const { drafts, all } = await countVersions(tx, key);
    if (drafts >= DECK_LIMITS.drafts || all >= DECK_LIMITS.versions) {
      throw tooManyDecks({
        facts: { drafts, max_drafts: DECK_LIMITS.drafts, max_versions: DECK_LIMITS.versions },
      });
    }
    const deckId = uuidv7(at);
    const version = await insertDeck(tx, { ...key, id: deckId, fileName, bytesTotal, createdBy: by }, at);
    if (version === null) throw deckUploadRunning();
    const defaults = {
      initialIncrementSeconds: tier.initialIncrementSeconds,
      nextIncrementSeconds: tier.billingIncrementSeconds,
    };
    return { deckId, version, defaults };
  });
}

/** One file on its way in. */
class Reading {
  readonly version: number;
  readonly deckId: string;
  readonly faults: DeckFault[] = [];
  readonly #deps: UploadDeps;
  readonly #upload: DeckUpload;
  #progress: { bytesRead: number; rowsRead: number; faultCount: number } = {
    bytesRead: 0,
    rowsRead: 0,
    faultCount: 0,
  };
  #batch: StagedRow[] = [];
  #toldAt = performance.now();
  /** The batch that is being written while the next one is read. */
  #writing: Promise<void> = Promise.resolve();

  constructor(deps: UploadDeps, upload: DeckUpload, deckId: string, version: number) {
    this.#deps = deps;
    this.#upload = upload;
    this.deckId = deckId;
    this.version = version;
  }

  get progress(): DeckProgress {
    return this.#progress;
  }

  async readAll(defaults: IncrementDefaults): Promise<void> {
    const options = { columns: DECK_COLUMNS, maxRows: DECK_LIMITS.rows };
    for await (const item of readCsv(this.#counted(), options)) {
      if (item.kind === 'fault') {
        if (item.fault.line > 1) this.#progress.rowsRead += 1;
        this.#note([item.fault]);
        continue;
      }
      this.#progress.rowsRead += 1;
      const read = readDeckRow(item.record, defaults);
      if ('faults' in read) this.#note(read.faults);
      else this.#batch.push({ line: item.record.line, row: read.row });
      if (this.#batch.length >= BATCH) await this.#flush();
    }
    await this.#flush();
    await this.#writing;
    if (this.#progress.rowsRead === 0 && this.faults.length === 0) {
      this.#note([{ line: 1, column: null, message: 'The file has no prices' }]);
    }
  }

  /** All are counted, the first are kept. */
  #note(faults: readonly DeckFault[]): void {
    this.#progress.faultCount += faults.length;
    const room = DECK_LIMITS.faults - this.faults.length;
    this.faults.push(...faults.slice(0, room));
  }

  async *#counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of this.#upload.source) {
      this.#progress.bytesRead += chunk.length;
      if (this.#progress.bytesRead > DECK_LIMITS.fileBytes) throw deckFileTooLarge();
      if (performance.now() - this.#toldAt > HEARTBEAT_MS) await this.#tell();
      yield chunk;
    }
  }

  async #flush(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    await this.#writing;
    this.#writing = this.#write(batch);
    // Whoever waits for it next hears of its failure.
    this.#writing.catch(() => undefined);
  }

  async #write(batch: readonly StagedRow[]): Promise<void> {
    const { ownerId } = this.#upload.key;
    if (batch.length > 0) await insertStaged(this.#deps.db.kysely, ownerId, this.deckId, batch);
    await this.#tell();
  }

  /** When nothing is written any more, whatever came of it. */
  async settled(): Promise<void> {
    await this.#writing.catch(() => undefined);
  }

  async #tell(): Promise<void> {
    const { db, clock } = this.#deps;
    this.#toldAt = performance.now();
    this.#upload.onProgress?.({ ...this.#progress, version: this.version });
    const { ownerId } = this.#upload.key;
    if (!(await updateProgress(db.kysely, ownerId, this.deckId, this.#progress, clock.now())))
      throw deckUploadInterrupted();
  }
}

async function finish(deps: UploadDeps, upload: DeckUpload, reading: Reading): Promise<UploadedDeck> {
  const { db, clock } = deps;
  const { ownerId } = upload.key;
  return db.inTransaction(async (tx) => {
    await sql`SELECT set_config('statement_timeout', ${FINISH_TIMEOUT}, true)`.execute(tx);
    await lockTier(tx, ownerId, upload.key.tierId);
    const at = clock.now();
    const end = await verify(tx, ownerId, reading);
    const twin = end.contentHash === null ? null : await selectTwin(tx, upload.key, end.contentHash);
    if (twin !== null) {
      await deleteStaged(tx, ownerId, reading.deckId);
      await unmakeDeck(tx, upload.key, reading.deckId, reading.version);
      return { deck: await readBack(tx, upload.key, twin, at), identical: true };
    }
    if (end.state === 'ready') await insertRowsFromStaged(tx, ownerId, reading.deckId);
    await deleteStaged(tx, ownerId, reading.deckId);
    if (!(await endDeck(tx, ownerId, reading.deckId, end, at))) throw deckUploadInterrupted();
    const deck = await readBack(tx, upload.key, reading.version, at);
    await upload.onEnd(tx, deck, at);
    return { deck, identical: false };
  });
}

async function verify(tx: Tx, ownerId: string, { deckId, faults, progress }: Reading): Promise<DeckEnd> {
  const overlaps = await selectOverlaps(tx, ownerId, deckId, DECK_LIMITS.faults);
  const faultCount = progress.faultCount + overlaps.count;
  if (faultCount > 0) {
    const first = [...faults, ...overlaps.faults]
      .sort((a, b) => a.line - b.line)
      .slice(0, DECK_LIMITS.faults);
    return { ...progress, state: 'faulty', faultCount, faults: first, rowCount: 0, contentHash: null };
  }
  const contentHash = await hashStaged(tx, ownerId, deckId);
  return { ...progress, state: 'ready', faults: [], rowCount: progress.rowsRead, contentHash };
}

async function readBack(tx: Tx, key: TierKey, version: number, at: Date): Promise<Deck> {
  const deck = await selectDeck(tx, key, version, at);
  if (deck === null) throw new Error('The version that was just written is gone.');
  return deck;
}

async function abandon({ db, clock }: UploadDeps, { key }: DeckUpload, reading: Reading): Promise<void> {
  await reading.settled();
  const end = { ...reading.progress, faults: reading.faults, rowCount: 0, contentHash: null };
  await db.inTransaction(async (tx) => {
    await endDeck(tx, key.ownerId, reading.deckId, { ...end, state: 'interrupted' }, clock.now());
    await deleteStaged(tx, key.ownerId, reading.deckId);
  });
}
