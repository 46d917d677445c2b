import { spawn } from 'node:child_process';
import { open, readFile, readdir, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { urlOf, type Connection } from './connection-file.ts';
import { EmbeddedPostgresError } from './errors.ts';
import type { Installation } from './installation.ts';
import type { OsUser } from './os-user.ts';

const START_MS = 60_000;
const STOP_MS = 30_000;
const LEFTOVER_MS = 5_000;
const POLL_MS = 20;

/** Settings for a machine of two cores that the product shares with the server. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '120',
  shared_buffers: '96MB',
  max_wal_size: '2GB',
  wal_compression: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'off',
  jit: 'off',
};

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}

/** The process that owns the data directory, as its pid file says; null when that process is gone. */
export async function postmasterPid(data: string): Promise<number | null> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return Number.isInteger(pid) && pid > 0 && isAlive(pid) && (await isRunningPostgres(pid)) ? pid : null;
}

/**
 * A pid may have gone to another program since, or be that of a dead process which nobody has collected yet. Where the
 * system tells, ask it.
 */
async function isRunningPostgres(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return stat === null ? process.platform !== 'linux' : /\(postgres\) [^Z]/.test(stat);
}

/** Processes of a killed server that have not noticed yet; they work in the data directory. */
async function leftovers(data: string): Promise<number[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name)).map(Number);
  const inData = await Promise.all(
    pids.map(
      async (pid) =>
        (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === data && (await isRunningPostgres(pid)),
    ),
  );
  return pids.filter((_pid, index) => inData[index]);
}

/**
 * Clears what a server killed with -9 left: first its processes have to be gone, since two servers must never write the
 * same files; then its pid file may go, which PostgreSQL itself would honour while the dead process is not collected.
 */
export async function clearDeadServer(data: string): Promise<void> {
  const end = performance.now() + LEFTOVER_MS;
  for (;;) {
    const left = await leftovers(data);
    if (left.length === 0) break;
    if (performance.now() > end) for (const pid of left) process.kill(pid, 'SIGKILL');
    await sleep(POLL_MS);
  }
  await rm(join(data, 'postmaster.pid'), { force: true });
}

/** Starts the server in a session of its own, so that a Ctrl-C in the terminal reaches us and not it. */
export async function spawnPostmaster(
  installation: Installation,
  connection: Connection,
  user: OsUser | null,
  durable: boolean,
): Promise<void> {
  const data = join(connection.home, 'data');
  await clearDeadServer(data);
  const log = await open(join(connection.home, 'postgres.log'), 'w', 0o600);
  const settings = durable
    ? SETTINGS
    : { ...SETTINGS, fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(
    join(installation.bin, 'postgres'),
    ['-D', data, '-p', String(connection.port), ...flags],
    {
      cwd: connection.home,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' },
      ...(user ?? {}),
    },
  );
  let ended: string | null = null;
  child.once('error', (error) => (ended = error.message));
  child.once('exit', (code, signal) => (ended = `exit ${String(code ?? signal)}`));
  child.unref();
  await log.close();
  await waitUntilReady(connection, () => ended);
}

/** Waits for the server to take connections; recovery after a crash counts as being on its way. */
export async function waitUntilReady(connection: Connection, ended: () => string | null): Promise<void> {
  const deadline = performance.now() + START_MS;
  for (;;) {
    const problem = await ping(connection);
    if (problem === null) return;
    const end = ended();
    if (end !== null || performance.now() > deadline) throw await startFailure(connection, end ?? problem);
    await sleep(POLL_MS);
  }
}

/** Null when the server answers; else why not. */
export async function ping(connection: Connection): Promise<string | null> {
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
    return error instanceof Error ? error.message : String(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function startFailure(connection: Connection, reason: string): Promise<EmbeddedPostgresError> {
  const path = join(connection.home, 'postgres.log');
  const log = await readFile(path, 'utf8').catch(() => '');
  if (/No space left on device/.test(log)) {
    return new EmbeddedPostgresError(
      `The disk that holds ${connection.home} is full. Make room and start again.`,
    );
  }
  const line = log.split('\n').findLast((text) => /FATAL|PANIC/.test(text)) ?? reason;
  return new EmbeddedPostgresError(
    `The embedded PostgreSQL did not start: ${line.replace(/^.*?(FATAL|PANIC):\s*/, '')} (log: ${path})`,
  );
}

/** Fast shutdown: sessions are ended, everything is written, the next start needs no recovery. */
export async function stopPostmaster(data: string): Promise<void> {
  const pid = await postmasterPid(data);
  if (pid === null) return;
  process.kill(pid, 'SIGINT');
  const deadline = performance.now() + STOP_MS;
  while ((await postmasterPid(data)) === pid) {
    if (performance.now() > deadline) {
      process.kill(pid, 'SIGQUIT');
      return;
    }
    await sleep(POLL_MS);
  }
}
