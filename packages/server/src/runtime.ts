import { isAbsolute, join, resolve } from 'node:path';
import { checkMasterSecret } from './check-secret.ts';
import { readConfig, loadMasterSecret, type Config } from './platform/config/index.ts';
import { migrate, openDatabase, type Database } from './platform/db/index.ts';
import type { Logger } from './platform/log/index.ts';
import { runningEmbeddedPostgres, startEmbeddedPostgres } from './platform/postgres/index.ts';

export const MIGRATIONS = join(import.meta.dirname, '../migrations');
const PROJECT = join(import.meta.dirname, '../../..');

/** What a process of ours stands on: its settings, its secret and its database. */
export interface Runtime {
  readonly config: Config;
  readonly masterSecret: Buffer;
  readonly databaseUrl: string;
  readonly database: Database;
  readonly embedded: boolean;
  close(): Promise<void>;
}

/** Settings of the environment and of a `.env` file beside the project; the environment wins. */
export function loadConfig(): Config {
  try {
    process.loadEnvFile(join(PROJECT, '.env'));
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error;
  }
  const config = readConfig(process.env);
  return {
    ...config,
    dataDir: isAbsolute(config.dataDir) ? config.dataDir : resolve(PROJECT, config.dataDir),
  };
}

interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Finds the database: yours, or the embedded one. A command works beside a running server on the server's own
 * database; only when none runs does it start one for itself.
 */
async function findServer(config: Config, purpose: 'serve' | 'command', log: Logger): Promise<Server> {
  if (config.databaseUrl !== '') return { url: config.databaseUrl, stop: async () => undefined };
  if (purpose === 'command') {
    const running = await runningEmbeddedPostgres(config.dataDir);
    if (running !== null) return { url: running.url, stop: async () => undefined };
  }
  return startEmbeddedPostgres({
    dataDir: config.dataDir,
    log: (line) => {
      log.debug({ postgres: line }, 'embedded PostgreSQL');
    },
  });
}

/** Throws a sentence that says which database does not let us in, and why; never with which password. */
async function reach({ pool }: Database, databaseUrl: string): Promise<void> {
  try {
    const client = await pool.connect();
    client.release();
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    const { host, pathname } = new URL(databaseUrl);
    throw new Error(
      `The database ${host}${pathname} cannot be used: ${message === '' ? String(code) : message}. Check DATABASE_URL, and that this PostgreSQL runs.`,
      { cause: error },
    );
  }
}

function wrongSecret({ databaseUrl, secret, dataDir }: Config): string {
  const [which, mend] =
    secret === ''
      ? [join(dataDir, 'secret.key'), 'Put that file back from your backup.']
      : ['PORTAL_SECRET', databaseUrl === '' ? 'Give the one of before.' : 'Give every node the same one.'];
  return `${which} is not the secret that this database was made with: nothing that is sealed in it could be read. ${mend}`;
}

/** Opens everything below the product and brings the schema up to date. Throws sentences that a person can act on. */
export async function openRuntime(
  purpose: 'serve' | 'command',
  config: Config,
  log: Logger,
): Promise<Runtime> {
  const masterSecret = await loadMasterSecret({
    secret: config.secret,
    dataDir: config.dataDir,
    externalDatabase: config.databaseUrl !== '',
  });
  const server = await findServer(config, purpose, log);
  const database = openDatabase({
    url: server.url,
    maxConnections: purpose === 'serve' ? config.databaseConnections : 4,
    applicationName: `portal-${purpose}`,
    statementTimeoutMs: config.statementTimeoutMs,
  });
  const close = async (): Promise<void> => {
    await database.close();
    await server.stop();
  };
  try {
    if (config.databaseUrl !== '') await reach(database, config.databaseUrl);
    const { applied } = await migrate(database.pool, MIGRATIONS);
    if (applied.length > 0) log.info({ applied }, 'schema brought up to date');
    await checkMasterSecret(database.pool, masterSecret, wrongSecret(config));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    config,
    masterSecret,
    databaseUrl: server.url,
    database,
    embedded: config.databaseUrl === '',
    close,
  };
}
