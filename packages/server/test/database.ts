import { randomBytes } from 'node:crypto';
import { afterAll, inject } from 'vitest';
import pg from 'pg';
import { openDatabase, type Database } from '../src/platform/db/index.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server that tests make their databases on. */
    testServerUrl: string;
    /** A migrated database that each test database is copied from. */
    templateDatabase: string;
  }
}

export interface TestDatabase extends Database {
  readonly url: string;
}

export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('testServerUrl') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A database of one's own, copied from the migrated template; dropped when the test file ends. */
export async function testDatabase(options: { maxConnections?: number } = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${inject('templateDatabase')}`);
  const url = databaseUrl(inject('testServerUrl'), name);
  const database = openDatabase({
    url,
    maxConnections: options.maxConnections ?? 10,
    applicationName: 'test',
    statementTimeoutMs: 30_000,
  });
  afterAll(async () => {
    await database.close();
    await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  });
  return { ...database, url };
}

/** An empty database, for what has to be seen from the first migration on. */
export async function emptyDatabase(): Promise<{ url: string }> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(`CREATE DATABASE ${name} TEMPLATE template0`);
  afterAll(() => onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  return { url: databaseUrl(inject('testServerUrl'), name) };
}
