import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { ensureCluster } from './cluster.ts';
import {
  freePort,
  newPassword,
  readConnection,
  urlOf,
  writeConnection,
  type Connection,
} from './connection-file.ts';
import { EmbeddedPostgresError } from './errors.ts';
import { takeGuard, type Guard } from './guard.ts';
import { chooseHome, makeOwned } from './home.ts';
import { install, type Installation } from './installation.ts';
import { chooseOsUser, type OsUser } from './os-user.ts';
import { withStartLock } from './start-lock.ts';
import { ping, postmasterPid, spawnPostmaster, stopPostmaster, waitUntilReady } from './postmaster.ts';

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
  /** Of the server's first process. */
  pid(): Promise<number | null>;
  stop(): Promise<void>;
}

interface Parts {
  readonly installation: Installation;
  readonly connection: Connection;
  readonly user: OsUser | null;
  readonly durable: boolean;
}

const GUARD_RETRY_MS = 100;
const MAX_BACKOFF_MS = 5_000;

/**
 * Starts the PostgreSQL that comes with the product, or adopts the one that is still running from before, and keeps it
 * running. One process owns a data directory at a time. Throws `EmbeddedPostgresError` with a sentence for people.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined);
  const user = await chooseOsUser(
    join((await readConnection(options.dataDir))?.home ?? options.dataDir, 'data'),
  );
  const home = await chooseHome(options.dataDir, user);
  const { parts, adopted } = await withStartLock(options.dataDir, () => bringUp(options, user, home));
  const guard = await own(parts.connection, options.dataDir);
  await ensureDatabase(parts.connection);
  log(adopted ? 'adopted the server that was still running' : 'started');
  const supervisor = supervise(parts, guard, log);
  return {
    url: urlOf(parts.connection),
    version: parts.installation.version,
    adopted,
    pid: () => postmasterPid(join(parts.connection.home, 'data')),
    stop: async () => {
      await supervisor.end();
      await stopPostmaster(join(parts.connection.home, 'data'));
    },
  };
}

/** The server of a data directory if one is running right now, to work beside its owner. */
export async function runningEmbeddedPostgres(dataDir: string): Promise<{ readonly url: string } | null> {
  const connection = await readConnection(dataDir);
  if (connection === null || (await ping(connection)) !== null) return null;
  return { url: urlOf(connection) };
}

async function bringUp(
  options: EmbeddedPostgresOptions,
  user: OsUser | null,
  chosenHome: string,
): Promise<{ parts: Parts; adopted: boolean }> {
  const known = await readConnection(options.dataDir);
  const home = known?.home ?? chosenHome;
  await makeOwned(home, user);
  const installation = await install(home, user);
  const password = known?.password ?? newPassword();
  const base = { installation, user, durable: options.durable ?? true };
  const running = await postmasterPid(join(home, 'data'));
  if (running !== null && known !== null) {
    await waitUntilReady(known, () => null);
    return { parts: { ...base, connection: known }, adopted: true };
  }
  const connection = { port: await freePort(known?.port ?? null), password, home };
  await writeConnection(options.dataDir, connection);
  await ensureCluster(home, installation, user, password);
  await spawnPostmaster(installation, connection, user, base.durable);
  return { parts: { ...base, connection }, adopted: false };
}

/** A predecessor that was killed a moment ago may not have lost its session yet; a living one keeps it. */
async function own(connection: Connection, dataDir: string): Promise<Guard> {
  for (let attempt = 0; ; attempt += 1) {
    const taken = await takeGuard(connection);
    if ('release' in taken) return taken;
    if (attempt >= 20) {
      const who =
        taken.ownerPid === null ? 'Another instance' : `Another instance (process ${taken.ownerPid})`;
      throw new EmbeddedPostgresError(
        `${who} is running on the data directory ${dataDir}. Stop it, or give this one another PORTAL_DATA_DIR.`,
      );
    }
    await sleep(GUARD_RETRY_MS);
  }
}

async function ensureDatabase(connection: Connection): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(connection, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query(`SELECT FROM pg_database WHERE datname = 'portal'`);
    if (rowCount === 0) await client.query('CREATE DATABASE portal');
  } finally {
    await client.end();
  }
}

/** Watches the owner's session: when it is lost, the server is brought back on the same port and owned again. */
function supervise(parts: Parts, first: Guard, log: (line: string) => void): { end(): Promise<void> } {
  let ending = false;
  let guard = first;
  async function watch(): Promise<void> {
    for (let failures = 0; ;) {
      await guard.lost;
      if (ending) return;
      try {
        log('the server was lost; bringing it back');
        guard = await recover(parts);
        failures = 0;
        log('the server is back');
      } catch (error) {
        failures += 1;
        log(`the server did not come back: ${error instanceof Error ? error.message : String(error)}`);
        await sleep(Math.min(MAX_BACKOFF_MS, 100 * 2 ** failures));
      }
    }
  }
  const watching = watch();
  return {
    async end() {
      ending = true;
      await guard.release().catch(() => undefined);
      await watching;
    },
  };
}

async function recover({ installation, connection, user, durable }: Parts): Promise<Guard> {
  const data = join(connection.home, 'data');
  if ((await postmasterPid(data)) === null) await spawnPostmaster(installation, connection, user, durable);
  else await waitUntilReady(connection, () => null);
  const taken = await takeGuard(connection);
  if (!('release' in taken))
    throw new EmbeddedPostgresError('Another instance took the data directory meanwhile.');
  return taken;
}
