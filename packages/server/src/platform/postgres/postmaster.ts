import { spawn } from 'node:child_process';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { CONNECTION_FILE, urlOf, type Connection } from './connection-file.ts';
import { EmbeddedPostgresError, diskFull, errorCode } from './errors.ts';
import { dataOf } from './home.ts';
import type { Installation } from './installation.ts';
import type { OsUser } from './os-user.ts';
import { clearDeadServer, postmasterPid, signal } from './processes.ts';

/** How long a server may stay without any answer; one that says it is recovering has all the time it needs. */
const SILENCE_MS = 60_000;
const STOP_MS = 30_000;
const POLL_MS = 20;

const STARTING_UP = '57P03';
const REFUSED_PASSWORD = '28P01';

/** Settings for a machine of two cores that the product shares with the server. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '120',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  min_wal_size: '512MB',
  wal_compression: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  jit: 'off',
  // One question on both cores leaves none for calls.
  max_parallel_workers_per_gather: '0',
  // The product logs its own failures; here they would print customers' values, and grow without end.
  logging_collector: 'off',
  log_min_messages: 'log',
  log_checkpoints: 'off',
};
const NOT_DURABLE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** Everything that it takes to run the server of one data directory. */
export interface ServerParts {
  readonly installation: Installation;
  readonly connection: Connection;
  /** Absolute. */
  readonly home: string;
  readonly user: OsUser | null;
  readonly durable: boolean;
}

/**
 * Starts the server and waits until it takes connections. It runs in a session of its own, so that a Ctrl-C in the
 * terminal reaches us and not it. Throws `EmbeddedPostgresError`.
 */
export async function startPostmaster(parts: ServerParts): Promise<void> {
  const { installation, connection, home, user, durable } = parts;
  await clearDeadServer(dataOf(home));
  const path = logOf(home);
  await rename(path, join(home, 'postgres.previous.log')).catch(() => undefined);
  const log = await open(path, 'w', 0o600);
  const settings = { ...SETTINGS, ...(durable ? {} : NOT_DURABLE), port: String(connection.port) };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(join(installation.bin, 'postgres'), ['-D', dataOf(home), ...flags], {
    cwd: home,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' },
    ...(user ?? {}),
  });
  let ended: string | null = null;
  child.once('error', (error) => (ended = `it does not run on this machine, ${error.message}`));
  child.once('exit', (code, by) => (ended = `it ended with ${String(code ?? by)}`));
  child.unref();
  await log.close();
  await waitUntilReady(connection, home, () => ended);
}

function logOf(home: string): string {
  return join(home, 'postgres.log');
}

/** Waits for the server to take connections; recovery after a crash counts as being on its way. */
export async function waitUntilReady(
  connection: Connection,
  home: string,
  ended: () => string | null | Promise<string | null>,
): Promise<void> {
  let deadline = performance.now() + SILENCE_MS;
  for (;;) {
    const problem = await ping(connection);
    if (problem === null) return;
    const end = await ended();
    if (end !== null) throw await startFailure(home, end);
    if (problem.code === STARTING_UP) deadline = performance.now() + SILENCE_MS;
    if (problem.code === REFUSED_PASSWORD) {
      throw new EmbeddedPostgresError(
        `The database in ${home} refuses the password of ${CONNECTION_FILE}: restore both from the same backup.`,
      );
    }
    if (performance.now() > deadline) throw await startFailure(home, problem.message);
    await sleep(POLL_MS);
  }
}

/** Null when the server answers; else why not. */
export async function ping(
  connection: Connection,
): Promise<{ readonly code: string | undefined; readonly message: string } | null> {
  const client = new pg.Client({
    connectionString: urlOf(connection, 'postgres'),
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return null;
  } catch (error) {
    return { code: errorCode(error), message: error instanceof Error ? error.message : String(error) };
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function startFailure(home: string, reason: string): Promise<EmbeddedPostgresError> {
  const path = logOf(home);
  const log = await readFile(path, 'utf8').catch(() => '');
  if (/No space left on device/.test(log)) return diskFull(home);
  const line = log.split('\n').findLast((text) => /FATAL|PANIC/.test(text)) ?? reason;
  const said = line.replace(/^.*?(FATAL|PANIC):\s*/, '');
  return new EmbeddedPostgresError(`The embedded PostgreSQL did not start: ${said} (log: ${path})`);
}

/** Fast shutdown: sessions are ended, everything is written, the next start needs no recovery. */
export async function stopPostmaster(home: string): Promise<void> {
  const data = dataOf(home);
  const pid = await postmasterPid(data);
  if (pid === null) return;
  signal(pid, 'SIGINT');
  const deadline = performance.now() + STOP_MS;
  let hurried = false;
  while ((await postmasterPid(data)) === pid) {
    // Nothing acknowledged is lost by this either; the next start recovers it.
    if (!hurried && performance.now() > deadline) {
      signal(pid, 'SIGQUIT');
      hurried = true;
    }
    await sleep(POLL_MS);
  }
}
