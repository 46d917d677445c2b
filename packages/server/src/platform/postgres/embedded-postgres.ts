import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { ensureCluster } from './cluster.ts';
import { freePort, newPassword, readConnection, urlOf, writeConnection } from './connection-file.ts';
import { lockDataDir, refusal } from './data-dir-lock.ts';
import { fileProblem } from './errors.ts';
import { takeGuard, type Guard } from './guard.ts';
import { dataOf, openDataDir, openHome } from './home.ts';
import { install, removeOtherCopies } from './installation.ts';
import { chooseOsUser } from './os-user.ts';
import { ping, startPostmaster, stopPostmaster, waitUntilReady, type ServerParts } from './postmaster.ts';
import { clearDeadServer, postmasterPid } from './processes.ts';
import { supervise } from './supervisor.ts';

export interface EmbeddedPostgresOptions {
  readonly dataDir: string;
  /** False gives up safety against power loss for speed; for tests alone. Default true. */
  readonly durable?: boolean;
  readonly log?: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** Stays valid while this process lives, also across a server that was killed and came back. */
  readonly url: string;
  readonly version: string;
  /** True when the server had outlived an earlier process of ours. */
  readonly adopted: boolean;
  /** Of the server's first process; null while there is none. */
  pid(): Promise<number | null>;
  stop(): Promise<void>;
  /** Stops, and deletes the database with all its files; the data directory's other files stay. */
  destroy(): Promise<void>;
}

const GUARD_ATTEMPTS = 20;
const GUARD_RETRY_MS = 100;

/**
 * Starts the PostgreSQL that comes with the product, or adopts the one that is still running from before, and keeps it
 * running. One process owns a data directory at a time. Throws `EmbeddedPostgresError` with a sentence for people.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = await openDataDir(options.dataDir);
  const log = options.log ?? (() => undefined);
  const lock = await lockDataDir(dataDir);
  try {
    const parts = await prepare(dataDir, options.durable ?? true);
    const { guard, adopted } = await bringUp(parts, dataDir);
    await ensureDatabase(parts).catch(async (error: unknown) => {
      await guard.release();
      throw error;
    });
    log(adopted ? 'adopted the server that was still running' : 'started');
    const supervisor = supervise(parts, guard, log);
    const stop = async (): Promise<void> => {
      await supervisor.end();
      await stopPostmaster(parts.home);
      lock.release();
    };
    return {
      url: urlOf(parts.connection),
      version: parts.installation.version,
      adopted,
      pid: () => postmasterPid(dataOf(parts.home)),
      stop,
      destroy: async () => {
        await stop();
        await rm(parts.home, { recursive: true, force: true });
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The server of a data directory if one is running right now, to work beside its owner. */
export async function runningEmbeddedPostgres(dataDir: string): Promise<{ readonly url: string } | null> {
  const connection = await readConnection(dataDir);
  if (connection === null || (await ping(connection)) !== null) return null;
  return { url: urlOf(connection) };
}

/** Settles where everything is and who runs it; makes the database on the first start. */
async function prepare(dataDir: string, durable: boolean): Promise<ServerParts> {
  const known = await readConnection(dataDir);
  const user = await chooseOsUser(known === null ? null : dataOf(resolve(dataDir, known.home)));
  const { home, recorded } = await openHome(dataDir, known, user);
  const installation = await install(home, user);
  const running = (await postmasterPid(dataOf(home))) !== null;
  // The last processes of a killed server still hold its port.
  if (!running) await clearDeadServer(dataOf(home));
  const port = running && known !== null ? known.port : await freePort(known?.port ?? null);
  const draft = {
    port,
    password: known?.password ?? newPassword(),
    home: recorded,
    initialized: known?.initialized ?? false,
  };
  const connection = { ...draft, initialized: true };
  // Before the database is made, so that none is ever there without its password.
  if (known?.port !== port || !draft.initialized) await writeConnection(dataDir, draft);
  await ensureCluster(home, installation, user, draft, durable);
  if (!draft.initialized) await writeConnection(dataDir, connection);
  return { installation, connection, home, user, durable };
}

/** Adopts the server that runs, unless it runs with other promises than are asked for; else starts it. */
async function bringUp(parts: ServerParts, dataDir: string): Promise<{ guard: Guard; adopted: boolean }> {
  if (await runsAlready(parts)) {
    const guard = await own(parts, dataDir);
    if (guard.durable === parts.durable) return { guard, adopted: true };
    await guard.release();
    await stopPostmaster(parts.home);
  }
  await startPostmaster(parts).catch((error: unknown) => {
    throw fileProblem(error, parts.home);
  });
  await removeOtherCopies(parts.home, parts.installation);
  return { guard: await own(parts, dataDir), adopted: false };
}

/** Whether a server runs and takes connections. One that was killed a moment ago may end while we wait for it. */
async function runsAlready({ connection, home }: ServerParts): Promise<boolean> {
  const isGone = async (): Promise<boolean> => (await postmasterPid(dataOf(home))) === null;
  if (await isGone()) return false;
  try {
    await waitUntilReady(connection, home, async () => ((await isGone()) ? 'it ended' : null));
    return true;
  } catch (error) {
    if (await isGone()) return false;
    throw error;
  }
}

/** A predecessor that was killed a moment ago may not have lost its session yet; a living one keeps it. */
async function own({ connection }: ServerParts, dataDir: string): Promise<Guard> {
  for (let attempt = 0; ; attempt += 1) {
    const taken = await takeGuard(connection);
    if ('release' in taken) return taken;
    if (attempt >= GUARD_ATTEMPTS) throw refusal(dataDir, taken.ownerPid);
    await sleep(GUARD_RETRY_MS);
  }
}

async function ensureDatabase({ connection }: ServerParts): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(connection, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query(`SELECT FROM pg_database WHERE datname = 'portal'`);
    if (rowCount === 0) await client.query('CREATE DATABASE portal');
  } finally {
    await client.end();
  }
}
