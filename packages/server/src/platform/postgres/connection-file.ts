import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileProblem } from './errors.ts';

/** How to reach the server; readable by whoever may read the data directory's secrets, and by nobody else. */
export interface Connection {
  readonly port: number;
  readonly password: string;
  /** Where the server's files are. */
  readonly home: string;
}

const FILE = 'postgres.json';

export async function readConnection(dataDir: string): Promise<Connection | null> {
  const text = await readFile(join(dataDir, FILE), 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as Connection);
}

export async function writeConnection(dataDir: string, connection: Connection): Promise<void> {
  const path = join(dataDir, FILE);
  try {
    await writeFile(`${path}.new`, `${JSON.stringify(connection)}\n`, { mode: 0o600 });
    await rename(`${path}.new`, path);
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
  const tryPort = (port: number): Promise<number | null> =>
    new Promise((resolve) => {
      const server = createServer();
      server.once('error', () => {
        resolve(null);
      });
      server.listen({ port, host: '127.0.0.1' }, () => {
        const address = server.address();
        server.close(() => {
          resolve(typeof address === 'object' && address !== null ? address.port : null);
        });
      });
    });
  const kept = preferred === null ? null : await tryPort(preferred);
  return kept ?? (await tryPort(0)) ?? 54_320;
}
