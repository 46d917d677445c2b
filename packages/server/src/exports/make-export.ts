import { once } from 'node:events';
import { createGzip, type Gzip } from 'node:zlib';
import type { CsvBatch } from '../platform/csv/index.ts';
import type { Database } from '../platform/db/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import type { Clock } from '../platform/time/index.ts';
import { LIMITS, type Export } from './export.ts';
import { addPiece, claimExport, deletePieces, finishExport } from './store.ts';

/** A table as it is read, and how many rows it will have. */
export interface TableSource {
  readonly rowsTotal: number | null;
  readonly batches: AsyncIterable<CsvBatch>;
}

/** Port to the rooms that own the tables. */
export type OpenTable = (made: Export) => Promise<TableSource>;

export interface ExportMaker {
  readonly db: Database;
  readonly clock: Clock;
  readonly open: OpenTable;
}

/** A piece is written when so much is there, so that a link reads few of them and a database row stays small. */
const PIECE_BYTES = 1024 * 1024;
/** At the latest, so that progress is seen and the lease is kept. */
const PIECE_MS = 2_000;

/** It was cancelled, or another worker took it over: whatever this one has is nobody's. */
class Superseded extends Error {}

/** Makes what waits, one after the other, until nothing does. Gives how many were finished. */
export async function makeExports(maker: ExportMaker): Promise<number> {
  let made = 0;
  for (;;) {
    const claimed = await claimExport(maker.db, maker.clock.now());
    if (claimed === null) return made;
    await makeExport(maker, claimed);
    made += 1;
  }
}

async function makeExport(maker: ExportMaker, claimed: Export): Promise<void> {
  try {
    const { truncated } = await writeFile(maker, claimed);
    await finish(maker, claimed, { status: 'ready', failure: null, truncated });
  } catch (error) {
    if (error instanceof Superseded) return;
    const failure = error instanceof Error ? error.message : String(error);
    const status = claimed.attempts < LIMITS.attempts ? 'queued' : 'failed';
    await finish(maker, claimed, { status, failure, truncated: false });
  }
}

/** Ends the attempt, with its event in the same transaction. */
async function finish(
  { db, clock }: ExportMaker,
  claimed: Export,
  end: {
    readonly status: 'ready' | 'failed' | 'queued';
    readonly failure: string | null;
    readonly truncated: boolean;
  },
): Promise<void> {
  const at = clock.now();
  await db.inTransaction(async (tx) => {
    const done = await finishExport(tx, claimed, { ...end, at });
    if (done === null) return;
    if (end.status !== 'ready') await deletePieces(tx, claimed.partnerId, claimed.id);
    if (end.status !== 'queued') await appendOutbox(tx, at, [eventOf(done)]);
  });
}

export function eventOf(made: Export): Parameters<typeof appendOutbox>[2][number] {
  const { partnerId, id, kind, accountId, status, rowsDone, bytes, truncated, failure, expiresAt } = made;
  return {
    partnerId,
    topic: `export.${status}`,
    payload: {
      id,
      kind,
      account_id: accountId,
      rows: rowsDone,
      bytes,
      truncated,
      failure,
      expires_at: expiresAt?.toISOString() ?? null,
    },
  };
}

/** Compresses the table into pieces, each in a transaction of its own with the progress. */
async function writeFile(maker: ExportMaker, claimed: Export): Promise<{ readonly truncated: boolean }> {
  const { rowsTotal, batches } = await maker.open(claimed);
  const gzip = createGzip();
  const writer = new PieceWriter(maker, claimed, gzip, rowsTotal);
  let written = 0;
  let truncated = false;
  for await (const { text, rows } of batches) {
    truncated = written + rows > LIMITS.rows || writer.bytes > LIMITS.bytes;
    if (truncated) break;
    written += rows;
    if (!gzip.write(text)) await once(gzip, 'drain');
    await writer.writeWhatIsThere(written, false);
  }
  gzip.end();
  await once(gzip, 'end');
  await writer.writeWhatIsThere(written, true);
  return { truncated };
}

class PieceWriter {
  readonly #maker: ExportMaker;
  readonly #claimed: Export;
  readonly #rowsTotal: number | null;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #pieces = 0;
  #writtenAtMs = performance.now();
  bytes = 0;

  constructor(maker: ExportMaker, claimed: Export, gzip: Gzip, rowsTotal: number | null) {
    this.#maker = maker;
    this.#claimed = claimed;
    this.#rowsTotal = rowsTotal;
    gzip.on('data', (data: Buffer) => {
      this.#waiting.push(data);
      this.#waitingBytes += data.length;
      this.bytes += data.length;
    });
  }

  async writeWhatIsThere(rowsDone: number, last: boolean): Promise<void> {
    const due = this.#waitingBytes >= PIECE_BYTES || performance.now() - this.#writtenAtMs >= PIECE_MS;
    if (!due && !last) return;
    const data = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#waitingBytes = 0;
    const { db, clock } = this.#maker;
    const progress = { rowsTotal: this.#rowsTotal, rowsDone, bytes: this.bytes };
    const piece = { number: this.#pieces, data };
    const isOurs = await db.inTransaction((tx) => addPiece(tx, this.#claimed, piece, progress, clock.now()));
    if (!isOurs) throw new Superseded('It is no longer made here.');
    this.#pieces += 1;
    this.#writtenAtMs = performance.now();
  }
}
