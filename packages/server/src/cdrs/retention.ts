import { join } from 'node:path';
import type { Database, Tx } from '../platform/db/index.ts';
import type { Schedule } from '../platform/jobs/index.ts';
import type { Clock } from '../platform/time/index.ts';
import { removeArchive, verifyArchive, writeArchive, writeManifest } from './archive-file.ts';
import type { Manifest } from './archive-format.ts';
import {
  beginArchive,
  detachMonth,
  dropMonth,
  readContent,
  saveArchive,
  selectColumns,
  selectKeptSince,
  selectLines,
  selectMonths,
  tableOf,
  type Archive,
  type LineBatch,
  type MonthContent,
  type StoredMonth,
} from './archive-store.ts';
import { periodEnd } from './cover-window.ts';
import { closePeriod, selectOpen } from './period-store.ts';
import { selectPartnersWithCalls } from './store.ts';

export interface RetentionDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** Whole months that calls are kept beside the current one; 0: for ever. */
  readonly months: number;
  /** Where archives are written. */
  readonly directory: string;
}

/** Months of one run; the next goes on. */
const MOST_MONTHS = 3;
const BATCH = 5_000;
/** Calls of a month that is so old hardly change; who changes them in the very moment is read again. */
const ATTEMPTS = 3;
/** Whoever cannot have the table for a moment tries so often, and lets others pass in between. */
const DETACH_ATTEMPTS = 10;
const MOST_OPEN = 1_000;
/** Space of the lock of whoever works on it. */
const RETENTION_LOCK = 7_020;

/** Which months are to go: those that ended before as many whole months as are kept. */
export function monthsToGo<T extends { readonly month: string }>(
  stored: readonly T[],
  now: Date,
  months: number,
): T[] {
  if (months === 0) return [];
  const kept = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1));
  return stored.filter(({ month }) => new Date(`${month}T00:00:00Z`) < kept);
}

/** What became of a month. */
export type RetiredMonth = StoredMonth &
  (
    | { readonly outcome: 'would_go' | 'sums_open' }
    | { readonly outcome: 'archived'; readonly file: string | null; readonly calls: number }
  );

/** What retention would do now. */
export async function planRetention(deps: RetentionDeps): Promise<RetiredMonth[]> {
  const months = monthsToGo(await selectMonths(deps.db.kysely), deps.clock.now(), deps.months);
  return months.map((month) => ({ ...month, outcome: 'would_go' as const }));
}

/**
 * Writes months that are old enough to files, reads those back, and drops the months; the oldest first. Sums stay. Whatever
 * step it dies at, the next run finds what is done and goes on. One at a time, wherever it runs; null where somebody is at it.
 */
export async function retire(deps: RetentionDeps): Promise<RetiredMonth[] | null> {
  const client = await deps.db.pool.connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [
      RETENTION_LOCK,
    ]);
    if (rows[0]?.mine !== true) return null;
    try {
      const done: RetiredMonth[] = [];
      for (const month of (await planRetention(deps)).slice(0, MOST_MONTHS)) {
        done.push(await retireMonth(deps, month));
        // Later months wait for it: what lies before a month that was dropped is not made anew any more.
        if (done.at(-1)?.outcome === 'sums_open') break;
      }
      return done;
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [RETENTION_LOCK]);
    }
  } finally {
    client.release();
  }
}

async function retireMonth(deps: RetentionDeps, stored: StoredMonth): Promise<RetiredMonth> {
  const { db, clock } = deps;
  const { month } = stored;
  const archive = await beginArchive(db, month, clock.now());
  let { state, manifest } = archive;
  // What was told of a month that had been dropped comes without its neighbours: there is nothing to add up.
  const keptSince = await selectKeptSince(db.kysely);
  const isStray = keptSince !== null && new Date(`${month}T00:00:00Z`) < keptSince;
  const partnerIds = isStray ? [] : await selectPartnersWithCalls(db.kysely);
  if (state !== 'detached' && !(await closeSums(db, month, partnerIds)))
    return { ...stored, outcome: 'sums_open' };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const columns = await selectColumns(db.kysely, month);
    const content = await readContent(db, month, columns);
    if (manifest === null || !holds(manifest, content) || !(await isThere(deps, manifest)))
      manifest = await writeDown(deps, archive, columns, state === 'detached' ? 'detached' : 'exported');
    if (state !== 'detached') {
      if (!(await detach(db, archive, partnerIds))) return { ...stored, outcome: 'sums_open' };
      state = 'detached';
    }
    // Nobody writes to it any more: what it holds now is what was written, or it is written again.
    if (!holds(manifest, await readContent(db, month, columns))) continue;
    await db.inTransaction((tx) => dropMonth(tx, archive, clock.now()));
    const file = manifest.rows === 0 ? null : manifest.file;
    return {
      month,
      bytes: stored.bytes,
      rows: manifest.rows,
      outcome: 'archived',
      file,
      calls: manifest.rows,
    };
  }
  throw new Error(`The archive of ${month} could not be made as the month stands.`);
}

function holds(manifest: Manifest, content: MonthContent): boolean {
  return manifest.rows === content.rows && manifest.lines_digest === content.digest;
}

/** Another node may have written it, to a disk of its own. */
async function isThere({ directory }: RetentionDeps, manifest: Manifest): Promise<boolean> {
  if (manifest.rows === 0) return true;
  return verifyArchive(join(directory, manifest.file), manifest).then(
    () => true,
    () => false,
  );
}

const SUMS_KEPT = ['day', 'month'] as const;

function windowOf(month: string): { readonly from: Date; readonly before: Date } {
  const starts = new Date(`${month}T00:00:00Z`);
  return { from: starts, before: periodEnd({ grain: 'month', starts }) };
}

/**
 * Adds every day and the month up for every partner: these sums are what is left of it. False where one cannot be: its calls and
 * its rollups do not agree, or a call came in between.
 */
async function closeSums(db: Database, month: string, partnerIds: readonly string[]): Promise<boolean> {
  for (const partnerId of partnerIds) {
    for (const grain of SUMS_KEPT) {
      for (const starts of await selectOpen(db.kysely, partnerId, grain, windowOf(month), MOST_OPEN))
        if (!(await closePeriod(db, partnerId, { grain, starts }))) return false;
    }
  }
  return true;
}

async function areClosed(tx: Tx, month: string, partnerIds: readonly string[]): Promise<boolean> {
  for (const partnerId of partnerIds) {
    for (const grain of SUMS_KEPT)
      if ((await selectOpen(tx, partnerId, grain, windowOf(month), 1)).length > 0) return false;
  }
  return true;
}

async function writeDown(
  deps: RetentionDeps,
  { id, month }: Archive,
  columns: readonly string[],
  state: 'exported' | 'detached',
): Promise<Manifest> {
  const { db, clock, directory } = deps;
  const file = `${tableOf(month)}-${id.slice(0, 8)}${id.slice(-4)}.csv.gz`;
  const path = join(directory, file);
  await removeArchive(directory, file);
  const content = await readContent(db, month, columns);
  const written =
    content.rows === 0
      ? { sha256: '', bytes: 0 }
      : await writeArchive(path, columns, batchesOf(db, month, columns));
  const manifest: Manifest = {
    format: 'cdr-archive/1',
    month,
    file,
    columns,
    rows: content.rows,
    lines_digest: content.digest,
    sums: content.sums,
    ...written,
    made_at: clock.now().toISOString(),
  };
  if (content.rows > 0) {
    await verifyArchive(path, manifest);
    await writeManifest(path, manifest);
  }
  await saveArchive(db.kysely, id, { state, manifest, file: content.rows === 0 ? null : file });
  return manifest;
}

async function* batchesOf(
  db: Database,
  month: string,
  columns: readonly string[],
): AsyncGenerator<readonly string[]> {
  let after: LineBatch['last'] = null;
  for (;;) {
    const batch: LineBatch = await selectLines(db, month, columns, after, BATCH);
    yield batch.lines;
    after = batch.last;
    if (batch.lines.length < BATCH) return;
  }
}

/** SQLSTATE of a lock that did not come in time. */
const LOCK_NOT_AVAILABLE = '55P03';

/** False where a sum was opened again meanwhile. */
async function detach(db: Database, archive: Archive, partnerIds: readonly string[]): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await detachMonth(db, archive, (tx) => areClosed(tx, archive.month, partnerIds));
    } catch (error) {
      const busy = (error as { code?: unknown }).code === LOCK_NOT_AVAILABLE;
      if (!busy || attempt === DETACH_ATTEMPTS) throw error;
    }
  }
}

export function retentionSchedule(run: () => Promise<unknown>): Schedule {
  return {
    name: 'cdrs.retention',
    cron: '41 * * * *',
    run: async () => {
      await run();
    },
  };
}
