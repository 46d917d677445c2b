import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres } from './index.ts';

const MODULE = join(import.meta.dirname, 'index.ts');
const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function dataDir(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'portal-pg-'));
  cleanups.push(async () => rm(directory, { recursive: true, force: true }));
  return directory;
}

async function query(url: string, text: string): Promise<pg.QueryResult<Record<string, unknown>>> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}

/** Another Node process that starts the server and then does nothing. */
async function child(directory: string): Promise<{ process: ChildProcess; url: string }> {
  const code = `import { startEmbeddedPostgres } from ${JSON.stringify(MODULE)};
    const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(directory)} });
    console.log(server.url); setInterval(() => undefined, 1000);`;
  const started = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(started.stdout), 'line')) as [string];
  return { process: started, url: line };
}

/** Repeats what may fail for a while. */
async function eventually<T>(attempt: () => Promise<T>, deadlineMs = 20_000): Promise<T> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > end) throw error;
      await sleep(50);
    }
  }
}

describe('embedded PostgreSQL', () => {
  it('keeps data across a stop, and is a server of version 18 with checksums', async () => {
    const directory = await dataDir();
    const first = await startEmbeddedPostgres({ dataDir: directory });
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS n');
    await first.stop();
    const second = await startEmbeddedPostgres({ dataDir: directory });
    cleanups.push(() => second.stop());
    expect(second.adopted).toBe(false);
    expect((await query(second.url, 'SELECT n FROM kept')).rows).toEqual([{ n: 42 }]);
    expect((await query(second.url, 'SHOW data_checksums')).rows).toEqual([{ data_checksums: 'on' }]);
    expect((await query(second.url, 'SHOW fsync')).rows).toEqual([{ fsync: 'on' }]);
  });

  it('a second instance on the same data directory is refused with a sentence that names the first', async () => {
    const directory = await dataDir();
    const first = await startEmbeddedPostgres({ dataDir: directory });
    cleanups.push(() => first.stop());
    await expect(startEmbeddedPostgres({ dataDir: directory })).rejects.toThrow(
      new RegExp(`Another instance \\(process ${process.pid}\\) is running on the data directory`),
    );
    expect((await query(first.url, 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it('a server whose Node was killed with -9 is adopted by the next start', async () => {
    const directory = await dataDir();
    const { process: killed, url } = await child(directory);
    await query(url, 'CREATE TABLE kept AS SELECT 7 AS n');
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    const next = await startEmbeddedPostgres({ dataDir: directory });
    cleanups.push(() => next.stop());
    expect(next.adopted).toBe(true);
    expect((await query(next.url, 'SELECT n FROM kept')).rows).toEqual([{ n: 7 }]);
  });

  it('starts again after Node and server were both killed with -9', async () => {
    const directory = await dataDir();
    const { process: killed, url } = await child(directory);
    await query(url, 'CREATE TABLE kept AS SELECT 8 AS n');
    const { home } = JSON.parse(await readFile(join(directory, 'postgres.json'), 'utf8')) as { home: string };
    const postmaster = Number.parseInt(await readFile(join(home, 'data', 'postmaster.pid'), 'utf8'), 10);
    killed.kill('SIGKILL');
    process.kill(postmaster, 'SIGKILL');
    await once(killed, 'exit');
    const next = await eventually(() => startEmbeddedPostgres({ dataDir: directory }));
    cleanups.push(() => next.stop());
    expect(next.adopted).toBe(false);
    expect((await query(next.url, 'SELECT n FROM kept')).rows).toEqual([{ n: 8 }]);
  });

  it('a server that is killed with -9 under us comes back at the same address', async () => {
    const directory = await dataDir();
    const server = await startEmbeddedPostgres({ dataDir: directory });
    cleanups.push(() => server.stop());
    await query(server.url, 'CREATE TABLE kept AS SELECT 9 AS n');
    process.kill((await server.pid())!, 'SIGKILL');
    const { rows } = await eventually(() => query(server.url, 'SELECT n FROM kept'));
    expect(rows).toEqual([{ n: 9 }]);
  });

  it('an interrupted first start leaves nothing that looks like a database', async () => {
    const directory = await dataDir();
    await mkdir(join(directory, 'postgres', 'data.new'), { recursive: true });
    const server = await startEmbeddedPostgres({ dataDir: directory });
    cleanups.push(() => server.stop());
    expect((await query(server.url, 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it.skipIf(process.getuid?.() !== 0)(
    'runs as root below a directory that is closed to everybody else',
    async () => {
      const closed = await dataDir();
      await chmod(closed, 0o700);
      const directory = join(closed, 'clone', '.data');
      const server = await startEmbeddedPostgres({ dataDir: directory });
      const { home } = JSON.parse(await readFile(join(directory, 'postgres.json'), 'utf8')) as {
        home: string;
      };
      cleanups.push(
        async () => rm(home, { recursive: true, force: true }),
        () => server.stop(),
      );
      expect((await query(server.url, 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    },
  );

  it('data of another major version is refused with a sentence', async () => {
    const directory = await dataDir();
    const server = await startEmbeddedPostgres({ dataDir: directory });
    await server.stop();
    const { home } = JSON.parse(await readFile(join(directory, 'postgres.json'), 'utf8')) as { home: string };
    await writeFile(join(home, 'data', 'PG_VERSION'), '14\n');
    await expect(startEmbeddedPostgres({ dataDir: directory })).rejects.toThrow(
      /is of PostgreSQL 14, this program brings 18/,
    );
  });
});
