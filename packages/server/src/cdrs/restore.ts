import type { Database } from '../platform/db/index.ts';
import { readArchive, readManifest, verifyArchive } from './archive-file.ts';
import { insertRestored, makeRestored, tableOf } from './archive-store.ts';

const BATCH = 1_000;

export interface Restored {
  readonly table: string;
  readonly month: string;
  readonly calls: number;
}

/**
 * Reads an archive back into a table of its own, `cdr_restored_YYYYMM`, for whoever asks by SQL; lists and dashboards do not look
 * there. All of it or nothing. Throws where the file is not what its manifest says, or the table is there.
 */
export async function restoreArchive(db: Database, path: string): Promise<Restored> {
  const manifest = await readManifest(path);
  await verifyArchive(path, manifest);
  const table = tableOf(manifest.month).replace('cdr_', 'cdr_restored_');
  await db.inTransaction(async (tx) => {
    if (!(await makeRestored(tx, table)))
      throw new Error(`There is a table ${table}; drop it first if it is from before.`);
    let rows: Readonly<Record<string, string | null>>[] = [];
    for await (const { row } of readArchive(path)) {
      rows.push(row);
      if (rows.length < BATCH) continue;
      await insertRestored(tx, table, rows);
      rows = [];
    }
    if (rows.length > 0) await insertRestored(tx, table, rows);
  });
  return { table, month: manifest.month, calls: manifest.rows };
}
