import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { sha256 } from '../crypto/index.ts';

export class MigrationError extends Error {}

/** Any number of processes may start at once; the one that holds this lock migrates, the others wait for it. */
const MIGRATION_LOCK = 7_266_512_001;
export const MINIMUM_POSTGRES = 15;

interface Migration {
  readonly name: string;
  readonly text: string;
  readonly checksum: string;
}

async function readMigrations(directory: string): Promise<Migration[]> {
  const files = (await readdir(directory)).filter((file) => /^\d{4}-[a-z0-9-]+\.sql$/.test(file)).sort();
  return Promise.all(
    files.map(async (name) => {
      const text = await readFile(join(directory, name), 'utf8');
      return { name, text, checksum: sha256(text).toString('hex') };
    }),
  );
}

async function applied(client: pg.PoolClient): Promise<Map<string, string>> {
  await client.query(`CREATE TABLE IF NOT EXISTS schema_migration (
    name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`);
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'SELECT name, checksum FROM schema_migration',
  );
  return new Map(rows.map((row) => [row.name, row.checksum]));
}

async function checkServer(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ server_version_num: string }>('SHOW server_version_num');
  const major = Math.floor(Number(rows[0]?.server_version_num ?? 0) / 10_000);
  if (major < MINIMUM_POSTGRES) {
    throw new MigrationError(
      `PostgreSQL ${String(major)} is too old: version ${String(MINIMUM_POSTGRES)} or newer is needed.`,
    );
  }
}

/**
 * Brings the schema up to date. Forward only; each migration commits whole with its entry in `schema_migration`.
 * A migration that was edited after it ran, or a database newer than this program, is refused with one sentence.
 */
export async function migrate(pool: pg.Pool, directory: string): Promise<{ applied: string[] }> {
  const migrations = await readMigrations(directory);
  const client = await pool.connect();
  try {
    await checkServer(client);
    await client.query('SET statement_timeout = 0');
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const done = await applied(client);
    refuseSurprises(migrations, done);
    const pending = migrations.filter((migration) => !done.has(migration.name));
    for (const migration of pending) await apply(client, migration);
    return { applied: pending.map((migration) => migration.name) };
  } finally {
    // The session holds the lock and the timeout: closing it for good gives both back whatever happened.
    client.release(true);
  }
}

function refuseSurprises(migrations: Migration[], done: Map<string, string>): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration.checksum]));
  for (const [name, checksum] of done) {
    if (!known.has(name)) {
      throw new MigrationError(
        `The database has migration ${name}, which this version does not know. Start the newer version.`,
      );
    }
    if (known.get(name) !== checksum) {
      throw new MigrationError(
        `Migration ${name} was changed after it was applied. Restore the file; write a new migration instead.`,
      );
    }
  }
}

async function apply(client: pg.PoolClient, migration: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(migration.text);
    await client.query('INSERT INTO schema_migration (name, checksum) VALUES ($1, $2)', [
      migration.name,
      migration.checksum,
    ]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    const reason = error instanceof Error ? error.message : String(error);
    throw new MigrationError(`Migration ${migration.name} failed and was rolled back: ${reason}`, {
      cause: error,
    });
  }
}
