import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import {
  EmbeddedPostgresError,
  runningEmbeddedPostgres,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './index.ts';

const MODULE = join(import.meta.dirname, 'index.ts');
const AS_ROOT = process.getuid?.() === 0;
const cleanups: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function dataDir(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'portal-pg-'));
  cleanups.push(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** Starts a server that goes, with its files, when the test ends. */
async function start(
  directory: string,
  options: Omit<EmbeddedPostgresOptions, 'dataDir'> = {},
): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir: directory, ...options });
  cleanups.push(() => server.destroy());
  return server;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

interface StoredConnection {
  readonly home: string;
  readonly port: number;
}

async function stored(directory: string): Promise<StoredConnection> {
  return JSON.parse(await readFile(join(directory, 'postgres.json'), 'utf8')) as StoredConnection;
}

async function dataOf(directory: string): Promise<string> {
  return join(resolve(directory, (await stored(directory)).home), 'data');
}

async function postmasterOf(directory: string): Promise<number> {
  return Number.parseInt(await readFile(join(await dataOf(directory), 'postmaster.pid'), 'utf8'), 10);
}

function spawnStart(directory: string): ChildProcess {
  const code = `import { startEmbeddedPostgres } from ${JSON.stringify(MODULE)};
    const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(directory)} });
    console.log(server.url); setInterval(() => undefined, 1000);`;
  return spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', code],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
}

/** Another Node process that starts the server and then does nothing. */
async function child(directory: string): Promise<{ process: ChildProcess; url: string }> {
  const started = spawnStart(directory);
  const [line] = (await once(createInterface(started.stdout!), 'line')) as [string];
  return { process: started, url: line };
}

async function killNine(victim: ChildProcess): Promise<void> {
  const gone = once(victim, 'exit');
  victim.kill('SIGKILL');
  await gone;
}

/** Repeats what may fail for a while. */
async function eventually<T>(attempt: () => Promise<T>, deadlineMs = 30_000): Promise<T> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > end) throw error;
      await sleep(20);
    }
  }
}

describe('embedded PostgreSQL', () => {
  it('keeps data across a stop, and is durable, checked and the same on every machine', async () => {
    const directory = await dataDir();
    const first = await startEmbeddedPostgres({ dataDir: directory });
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS n');
    await first.stop();
    const second = await start(directory);
    expect(second.adopted).toBe(false);
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
    const settings = await query(
      second.url,
      `SELECT name, setting FROM pg_settings WHERE name IN
       ('data_checksums', 'fsync', 'listen_addresses', 'synchronous_commit', 'server_encoding', 'TimeZone', 'unix_socket_directories')`,
    );
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      TimeZone: 'UTC',
      data_checksums: 'on',
      fsync: 'on',
      listen_addresses: '127.0.0.1',
      server_encoding: 'UTF8',
      synchronous_commit: 'on',
      unix_socket_directories: '',
    });
    expect(
      await query(second.url, `SELECT datlocprovider AS p FROM pg_database WHERE datname = 'portal'`),
    ).toEqual([{ p: 'b' }]);
  });

  it('lets nobody in without the password, which only the owner can read', async () => {
    const directory = await dataDir();
    const server = await start(directory, { durable: false });
    const wrong = new URL(server.url);
    wrong.password = 'guess';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    expect((await stat(join(directory, 'postgres.json'))).mode & 0o777).toBe(0o600);
  });

  it('a second instance on the same data directory is refused with a sentence that names the first', async () => {
    const directory = await dataDir();
    const { process: first, url } = await child(directory);
    cleanups.push(async () => (await startEmbeddedPostgres({ dataDir: directory })).destroy());
    cleanups.push(() => killNine(first));
    await expect(startEmbeddedPostgres({ dataDir: directory })).rejects.toThrow(
      `Another instance (process ${first.pid}) is running on the data directory ${directory}. Stop it, or give this one another PORTAL_DATA_DIR.`,
    );
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await runningEmbeddedPostgres(directory)).toEqual({ url });
  });

  it('a second instance is refused by the server too, when somebody deleted the lock', async () => {
    const directory = await dataDir();
    const server = await start(directory, { durable: false });
    await rm(join(directory, 'instance.lock'));
    await expect(startEmbeddedPostgres({ dataDir: directory, durable: false })).rejects.toThrow(
      `Another instance (process ${process.pid}) is running`,
    );
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('of two first starts at the same moment one makes the database and the other is refused', async () => {
    const directory = await dataDir();
    const starts = await Promise.allSettled([
      startEmbeddedPostgres({ dataDir: directory, durable: false }),
      startEmbeddedPostgres({ dataDir: directory, durable: false }),
    ]);
    for (const each of starts) if (each.status === 'fulfilled') cleanups.push(() => each.value.destroy());
    expect(starts.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('a lock file that names a living stranger keeps nobody out', async () => {
    const directory = await dataDir();
    await writeFile(join(directory, 'instance.lock'), '');
    await writeFile(join(directory, 'instance.pid'), `${process.ppid}\n`);
    const server = await start(directory, { durable: false });
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('a server whose Node was killed with -9 is adopted by the next start', async () => {
    const directory = await dataDir();
    const { process: killed, url } = await child(directory);
    await query(url, 'CREATE TABLE kept AS SELECT 7 AS n');
    const postmaster = await postmasterOf(directory);
    await killNine(killed);
    const next = await start(directory);
    expect(next.adopted).toBe(true);
    expect(next.url).toBe(url);
    expect(await next.pid()).toBe(postmaster);
    expect(await query(next.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  });

  it('a server that may lose data is not adopted where durability is asked for', async () => {
    const directory = await dataDir();
    const first = await startEmbeddedPostgres({ dataDir: directory });
    await first.stop();
    const { process: killed } = await child(directory);
    await killNine(killed);
    const next = await start(directory, { durable: false });
    expect(next.adopted).toBe(false);
    expect(await query(next.url, 'SHOW fsync')).toEqual([{ fsync: 'off' }]);
  });

  it('starts again after Node and server were both killed with -9', async () => {
    const directory = await dataDir();
    const { process: killed, url } = await child(directory);
    await query(url, 'CREATE TABLE kept AS SELECT 8 AS n');
    const postmaster = await postmasterOf(directory);
    killed.kill('SIGKILL');
    process.kill(postmaster, 'SIGKILL');
    const next = await start(directory);
    expect(next).toMatchObject({ adopted: false, url });
    expect(await query(next.url, 'SELECT n FROM kept')).toEqual([{ n: 8 }]);
  });

  it('a pid file of a dead server whose number another process got since does not stop a start', async () => {
    const directory = await dataDir();
    const { process: killed, url } = await child(directory);
    const postmaster = await postmasterOf(directory);
    const pidFile = join(await dataOf(directory), 'postmaster.pid');
    const text = await readFile(pidFile, 'utf8');
    killed.kill('SIGKILL');
    process.kill(postmaster, 'SIGKILL');
    await writeFile(pidFile, text.replace(/^\d+/, String(process.pid)));
    const next = await start(directory);
    expect(next).toMatchObject({ adopted: false, url });
  });

  it('what was acknowledged under load is there after a kill -9 of the server, at the same address', async () => {
    const directory = await dataDir();
    const lines: string[] = [];
    const server = await start(directory, { log: (line) => lines.push(line) });
    await query(server.url, 'CREATE TABLE written (n int PRIMARY KEY)');
    let next = 0;
    let failures = 0;
    let running = true;
    const acknowledged: number[] = [];
    const writer = async (): Promise<void> => {
      while (running) {
        const n = (next += 1);
        await query(server.url, `INSERT INTO written VALUES (${n})`).then(
          () => acknowledged.push(n),
          () => (failures += 1),
        );
      }
    };
    const writers = [writer(), writer(), writer(), writer()];
    for (let round = 0; round < 3; round += 1) {
      const before = acknowledged.length;
      await eventually(async () => {
        expect(acknowledged.length).toBeGreaterThan(before + 20);
      });
      const victim = await eventually(async () => {
        const pid = await server.pid();
        expect(pid).not.toBeNull();
        return pid!;
      });
      process.kill(victim, 'SIGKILL');
      // The next blow falls when this one is healed: two at once would be healed as one.
      await eventually(async () => {
        expect(lines.filter((line) => line === 'the server is back')).toHaveLength(round + 1);
      });
    }
    const seen = acknowledged.length;
    await eventually(async () => {
      expect(acknowledged.length).toBeGreaterThan(seen + 20);
    });
    running = false;
    await Promise.all(writers);
    expect(failures).toBeGreaterThan(0);
    const rows = await query(server.url, 'SELECT n FROM written');
    const present = new Set(rows.map(({ n }) => n));
    expect(acknowledged.filter((n) => !present.has(n))).toEqual([]);
  });

  it('a stop while the server is coming back leaves none behind', async () => {
    const directory = await dataDir();
    const server = await start(directory, { durable: false });
    process.kill((await server.pid())!, 'SIGKILL');
    await server.stop();
    expect(await server.pid()).toBeNull();
    expect(await runningEmbeddedPostgres(directory)).toBeNull();
  });

  it('a first start that was killed half way starts over', async () => {
    const directory = await dataDir();
    const killed = spawnStart(directory);
    await eventually(async () => {
      const draft = (await readdir(join(directory, 'postgres'))).find((name) => name.startsWith('data.new-'));
      expect(await readdir(join(directory, 'postgres', draft!))).toContain('global');
    });
    await killNine(killed);
    const server = await start(directory, { durable: false });
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('data of another major version is refused with a sentence, and nothing stays locked', async () => {
    const directory = await dataDir();
    await (await startEmbeddedPostgres({ dataDir: directory, durable: false })).stop();
    const version = join(await dataOf(directory), 'PG_VERSION');
    await writeFile(version, '14\n');
    await expect(startEmbeddedPostgres({ dataDir: directory })).rejects.toThrow(
      /is of PostgreSQL 14, this program brings 18/,
    );
    await writeFile(version, '18\n');
    await start(directory, { durable: false });
  });

  it('a database that is gone is reported, not replaced by an empty one', async () => {
    const directory = await dataDir();
    await (await startEmbeddedPostgres({ dataDir: directory, durable: false })).stop();
    await rm(await dataOf(directory), { recursive: true });
    const failure = startEmbeddedPostgres({ dataDir: directory });
    await expect(failure).rejects.toThrow(/is gone\. Restore it/);
    await expect(failure).rejects.toBeInstanceOf(EmbeddedPostgresError);
  });

  it('a data directory that cannot be used is named', async () => {
    const directory = await dataDir();
    await writeFile(join(directory, 'file'), '');
    await expect(startEmbeddedPostgres({ dataDir: join(directory, 'file') })).rejects.toThrow(
      `${join(directory, 'file')} is not a directory.`,
    );
  });

  it('a data directory that was moved takes its database along', async () => {
    const parent = await dataDir();
    const first = await startEmbeddedPostgres({ dataDir: join(parent, 'before'), durable: false });
    await query(first.url, 'CREATE TABLE kept AS SELECT 5 AS n');
    await first.stop();
    await rename(join(parent, 'before'), join(parent, 'after'));
    const moved = await start(join(parent, 'after'), { durable: false });
    expect(await query(moved.url, 'SELECT n FROM kept')).toEqual([{ n: 5 }]);
  });
});

describe.runIf(AS_ROOT)('embedded PostgreSQL as root below a directory that is closed to others', () => {
  async function closedDir(): Promise<string> {
    const closed = await dataDir();
    await chmod(closed, 0o700);
    await mkdir(join(closed, 'clone'));
    return join(closed, 'clone', '.data');
  }

  it('runs as an ordinary user on files elsewhere, and keeps them', async () => {
    const directory = await closedDir();
    const first = await startEmbeddedPostgres({ dataDir: directory, durable: false });
    await query(first.url, 'CREATE TABLE kept AS SELECT 6 AS n');
    expect((await stat(`/proc/${await first.pid()}`)).uid).not.toBe(0);
    await first.stop();
    const second = await start(directory, { durable: false });
    expect(await query(second.url, 'SELECT n FROM kept')).toEqual([{ n: 6 }]);
  });

  it('a copy of the data directory does not run on the original’s database', async () => {
    const directory = await closedDir();
    await start(directory, { durable: false });
    await cp(directory, `${directory}-copy`, { recursive: true });
    await expect(startEmbeddedPostgres({ dataDir: `${directory}-copy`, durable: false })).rejects.toThrow(
      `${directory}-copy is a copy of ${directory}`,
    );
  });

  it('a deleted data directory means an empty database, and what it left is put aside', async () => {
    const directory = await closedDir();
    const first = await startEmbeddedPostgres({ dataDir: directory, durable: false });
    await first.stop();
    const { home } = await stored(directory);
    await rm(directory, { recursive: true });
    const second = await start(directory, { durable: false });
    expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    const parent = join(home, '..');
    const left = (await readdir(parent)).filter((name) => join(parent, name).startsWith(`${home}.left-`));
    expect(left).toHaveLength(1);
    await rm(join(parent, left[0]!), { recursive: true });
  });
});
