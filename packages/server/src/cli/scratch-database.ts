import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../platform/db/index.ts';
import { startEmbeddedPostgres } from '../platform/postgres/index.ts';
import { MIGRATIONS } from '../runtime.ts';

/** Runs work on a fresh, migrated database that is thrown away. */
export async function withScratchDatabase<T>(work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'portal-scratch-'));
  const server = await startEmbeddedPostgres({ dataDir, durable: false });
  const pool = new pg.Pool({ connectionString: server.url, max: 2 });
  // The server is taken away under connections that are just closing.
  pool.on('error', () => undefined);
  try {
    await migrate(pool, MIGRATIONS);
    return await work(pool);
  } finally {
    await pool.end();
    await server.destroy();
    await rm(dataDir, { recursive: true, force: true });
  }
}
