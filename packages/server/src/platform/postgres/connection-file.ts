import { randomBytes, randomInt } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { EmbeddedPostgresError, errorCode, fileProblem } from './errors.ts';
import { keepOwner } from './keep-owner.ts';

/** How to reach the server of a data directory. */
export interface Connection {
  readonly port: number;
  readonly password: string;
  /** Where the server's files are: below the data directory, or an absolute path when its user cannot go there. */
  readonly home: string;
  /** False until the first initialisation is complete; then missing data is a loss and not a first start. */
  readonly initialized: boolean;
}

/** Readable by the data directory's owner alone. */
export const CONNECTION_FILE = 'postgres.json';

// Below the ports that systems hand out for outgoing connections: a client that retries while the server is down could
// otherwise be given the server's own port, and connect to itself.
const FIRST_PORT = 20_000;
const LAST_PORT = 32_000;
const PORT_ATTEMPTS = 50;

/** Null before the first start. */
export async function readConnection(dataDir: string): Promise<Connection | null> {
  const path = join(dataDir, CONNECTION_FILE);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw fileProblem(error, path);
  }
  try {
    return JSON.parse(text) as Connection;
  } catch {
    throw new EmbeddedPostgresError(`${path} is damaged: restore it from your backup.`);
  }
}

export async function writeConnection(dataDir: string, connection: Connection): Promise<void> {
  const path = join(dataDir, CONNECTION_FILE);
  const draft = `${path}.new`;
  try {
    await writeFile(draft, `${JSON.stringify(connection)}\n`, { mode: 0o600, flush: true });
    await keepOwner(draft, dataDir);
    await rename(draft, path);
  } catch (error) {
    throw fileProblem(error, path);
  }
}

export function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

export function urlOf({ port, password }: Connection, database = 'portal'): string {
  return `postgresql://portal:${password}@127.0.0.1:${port}/${database}`;
}

/** A port of this machine that nobody listens on; `preferred` when it is free. */
export async function freePort(preferred: number | null): Promise<number> {
  if (preferred !== null && (await isFree(preferred))) return preferred;
  for (let attempt = 0; attempt < PORT_ATTEMPTS; attempt += 1) {
    const port = randomInt(FIRST_PORT, LAST_PORT);
    if (await isFree(port)) return port;
  }
  throw new EmbeddedPostgresError(
    `No free port was found between ${FIRST_PORT} and ${LAST_PORT} for the embedded PostgreSQL. Set DATABASE_URL to a PostgreSQL of your own.`,
  );
}

async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
