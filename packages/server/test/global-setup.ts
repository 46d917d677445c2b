import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../src/platform/db/index.ts';
import { databaseUrl } from './database.ts';

const MIGRATIONS = join(import.meta.dirname, '../migrations');

async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function serverOfOwn(): Promise<{ url: string; stop: () => Promise<void> }> {
  // Loaded only where it is needed: a given server asks for none of it.
  const { startEmbeddedPostgres } = await import('../src/platform/postgres/index.ts');
  const dataDir = await mkdtemp(join(tmpdir(), 'portal-test-'));
  const server = await startEmbeddedPostgres({ dataDir, durable: false });
  return {
    url: server.url,
    stop: async () => {
      await server.destroy();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** One server for all test files: `TEST_DATABASE_URL` names it, else an embedded one is started. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL'];
  const server =
    given === undefined || given === '' ? await serverOfOwn() : { url: given, stop: async () => undefined };
  const template = `template_${randomBytes(6).toString('hex')}`;
  await onServer(server.url, (client) => client.query(`CREATE DATABASE ${template} TEMPLATE template0`));
  const pool = new pg.Pool({ connectionString: databaseUrl(server.url, template), max: 1 });
  await migrate(pool, MIGRATIONS);
  await pool.end();
  project.provide('testServerUrl', server.url);
  project.provide('templateDatabase', template);
  return async () => {
    await onServer(server.url, (client) => client.query(`DROP DATABASE IF EXISTS ${template} WITH (FORCE)`));
    await server.stop();
  };
}
