import { OPERATOR_BOOKS, appendAudit } from '../audit/index.ts';
import type { By } from '../identity/index.ts';
import { readCsv, type CsvFault } from '../platform/csv/index.ts';
import type { Reader, Tx } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import type { Clock } from '../platform/time/index.ts';
import { numberExists, numberImportRunning } from './errors.ts';
import type { NumberImport } from './number-import.ts';
import type { NewStockNumber } from './number-kind.ts';
import type { NumbersDeps } from './numbers-deps.ts';
import { fillShelves } from './shelves.ts';
import { addUpCounters } from './stock-count-store.ts';
import { STOCK_COLUMNS, readStockRow } from './stock-import-row.ts';
import {
  addImportRows,
  emptyImportRows,
  insertImport,
  interruptAll,
  releaseImportLock,
  repeatedRows,
  rowsInStock,
  settleStock,
  tryImportLock,
  updateImport,
  withoutTimeout,
} from './stock-import-store.ts';
import { insertImportRows } from './stock-store.ts';

export const MOST_ROWS = 1_000_000;
/** Faults that are kept; more are counted. */
export const MOST_FAULTS = 1_000;
const ROWS_AT_A_TIME = 2_000;
const NUMBERS_AT_A_TIME = 10_000;

export interface StockFile {
  readonly name: string;
  /** Null where nobody knows. */
  readonly bytes: number | null;
  readonly content: AsyncIterable<Uint8Array>;
}

export type OnProgress = (state: NumberImport) => void;
type Deps = Pick<NumbersDeps, 'db' | 'clock'> & {
  /** That a file may have, however few its rows; another figure only where that is tried out. */
  readonly mostNumbers?: number;
};

/**
 * Reads a file of stock in: all of it, or nothing and every fault by line and column. How far it is can be read
 * meanwhile. One file at a time, else 409 `number_import_running`. A file that breaks off throws, and is `interrupted`;
 * so does 409 `number_exists`, when somebody adds one of the numbers at the same time.
 */
export async function importStock(
  deps: Deps,
  file: StockFile,
  by: By,
  onProgress: OnProgress = () => undefined,
): Promise<NumberImport> {
  // A connection of its own: the lock on it tells everybody that this process lives.
  return deps.db.kysely.connection().execute(async (connection) => {
    if (!(await tryImportLock(connection))) throw numberImportRunning();
    try {
      await interruptAll(connection, by.at);
      await emptyImportRows(connection);
      return await runImport(deps, connection, file, by, onProgress);
    } finally {
      await emptyImportRows(connection);
      await releaseImportLock(connection);
    }
  });
}

async function runImport(
  deps: Deps,
  connection: Reader,
  file: StockFile,
  by: By,
  onProgress: OnProgress,
): Promise<NumberImport> {
  const progress = new Progress(deps, newImport(file, by), onProgress);
  await insertImport(deps.db.kysely, progress.state);
  try {
    const faults = await readFile(deps, file, progress);
    await findDoubled(deps.db.kysely, faults);
    if (faults.count > 0) return await progress.end('refused', faults);
    await progress.report({ state: 'adding' });
    await deps.db.inTransaction((tx) => addAll(tx, progress, by));
  } catch (error) {
    await progress.end('interrupted');
    throw error;
  }
  await settle(deps, connection);
  return progress.state;
}

function newImport(file: StockFile, by: By): NumberImport {
  return {
    id: uuidv7(by.at),
    fileName: file.name,
    state: 'reading',
    bytesRead: 0,
    bytesTotal: file.bytes,
    rowsRead: 0,
    numbersAdded: 0,
    faults: 0,
    faultList: [],
    startedBy: by.actor.label,
    startedAt: by.at,
    endedAt: null,
  };
}

/** All faults counted, the first of them kept. */
class Faults {
  count = 0;
  readonly kept: CsvFault[] = [];

  add(faults: readonly CsvFault[], count = faults.length): void {
    this.count += count;
    this.kept.push(...faults.slice(0, MOST_FAULTS));
    if (this.kept.length > 4 * MOST_FAULTS) this.kept.splice(0, Infinity, ...this.first());
  }

  first(): CsvFault[] {
    return this.kept.toSorted((a, b) => a.line - b.line).slice(0, MOST_FAULTS);
  }
}

/** How far an import is, for whoever asks meanwhile. */
class Progress {
  readonly #reader: Reader;
  readonly #clock: Clock;
  readonly #tell: OnProgress;
  state: NumberImport;

  constructor(deps: Deps, state: NumberImport, tell: OnProgress) {
    this.#reader = deps.db.kysely;
    this.#clock = deps.clock;
    this.#tell = tell;
    this.state = state;
  }

  async report(change: Partial<NumberImport>): Promise<void> {
    this.state = { ...this.state, ...change };
    await updateImport(this.#reader, this.state);
    this.#tell(this.state);
  }

  async end(state: 'refused' | 'interrupted', faults?: Faults): Promise<NumberImport> {
    await this.report({
      state,
      endedAt: this.#clock.now(),
      numbersAdded: 0,
      faults: faults?.count ?? 0,
      faultList: faults?.first() ?? [],
    });
    return this.state;
  }

  /** In the transaction that adds the numbers. Throws when somebody has taken the import for dead meanwhile. */
  async done(tx: Tx, numbersAdded: number): Promise<void> {
    this.state = { ...this.state, state: 'done', numbersAdded, endedAt: this.#clock.now() };
    if (!(await updateImport(tx, this.state))) throw new Error('The import was given up meanwhile.');
  }
}

async function* counted(
  content: AsyncIterable<Uint8Array>,
  note: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    note(chunk.byteLength);
    yield chunk;
  }
}

/** Reads the rows to where they wait; what is wrong is told in the end. */
async function readFile(deps: Deps, file: StockFile, progress: Progress): Promise<Faults> {
  const { mostNumbers = MOST_ROWS } = deps;
  const faults = new Faults();
  const numbers: NewStockNumber[] = [];
  const lines: number[] = [];
  let [bytesRead, rowsRead, total] = [0, 0, 0];
  const store = async (): Promise<void> => {
    await insertImportRows(deps.db.kysely, progress.state.id, numbers.splice(0), lines.splice(0));
    await progress.report({ bytesRead, rowsRead, faults: faults.count });
  };
  const content = counted(file.content, (bytes) => (bytesRead += bytes));
  for await (const item of readCsv(content, { columns: STOCK_COLUMNS, maxRows: MOST_ROWS })) {
    rowsRead += item.kind === 'record' ? 1 : 0;
    const row = item.kind === 'fault' ? { faults: [item.fault] } : readStockRow(item.record);
    if ('faults' in row) faults.add(row.faults);
    else {
      total += row.numbers.length;
      const line = item.kind === 'record' ? item.record.line : 0;
      if (total > mostNumbers) {
        const message = `The file has more than ${mostNumbers} numbers`;
        faults.add([{ line, column: 'last_number', message }]);
        break;
      }
      numbers.push(...row.numbers);
      lines.push(...row.numbers.map(() => line));
    }
    const full = numbers.length >= ROWS_AT_A_TIME || rowsRead % ROWS_AT_A_TIME === 0;
    if (full && item.kind === 'record') await store();
  }
  await store();
  if (rowsRead === 0 && faults.count === 0)
    faults.add([{ line: 1, column: null, message: 'The file has no rows' }]);
  return faults;
}

/** Numbers that come twice, in the file or because they are in stock. */
async function findDoubled(reader: Reader, faults: Faults): Promise<void> {
  const repeated = await repeatedRows(reader, MOST_FAULTS);
  const repetitions = repeated.first.map(({ line, earlierLine }) => ({
    line,
    column: 'number',
    message: `The number, or one of the range, stands in line ${earlierLine.toString()} too`,
  }));
  faults.add(repetitions, repeated.count);
  const inStock = await rowsInStock(reader, MOST_FAULTS);
  const message = 'The number, or one of the range, is in stock already';
  faults.add(
    inStock.lines.map((line) => ({ line, column: 'number', message })),
    inStock.count,
  );
}

async function addAll(tx: Tx, progress: Progress, by: By): Promise<void> {
  await withoutTimeout(tx);
  const { id, fileName } = progress.state;
  let [after, added] = ['', 0];
  for (;;) {
    const piece = await addImportRows(tx, id, after, NUMBERS_AT_A_TIME, by.at);
    if (piece.last === null) break;
    // Between the look and now somebody added one of them by hand.
    if (piece.added < piece.read) throw numberExists();
    added += piece.added;
    after = piece.last;
    await progress.report({ numbersAdded: added });
  }
  // They are found as soon as they are there, and as fast as the others.
  await fillShelves(tx, { wait: true });
  await appendAudit(tx, [
    {
      partnerId: OPERATOR_BOOKS,
      at: by.at,
      actor: by.actor,
      action: 'stock.imported',
      objectType: 'number_import',
      objectId: id,
      changes: [
        { field: 'file_name', from: null, to: fileName },
        { field: 'numbers_added', from: null, to: added },
      ],
    },
  ]);
  await appendOutbox(tx, by.at, [
    { partnerId: null, topic: 'stock.imported', payload: { import_id: id, numbers_added: added } },
  ]);
  await progress.done(tx, added);
}

/** The numbers are in; whatever becomes of this, they stay. */
async function settle(deps: Deps, connection: Reader): Promise<void> {
  await deps.db.inTransaction(addUpCounters);
  await settleStock(connection).catch(() => undefined);
}
