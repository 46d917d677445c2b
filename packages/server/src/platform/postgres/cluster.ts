import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CONNECTION_FILE, type Connection } from './connection-file.ts';
import { EmbeddedPostgresError, cannotRun, diskFull, errorCode, fileProblem } from './errors.ts';
import { dataOf, makeOwned } from './home.ts';
import type { Installation } from './installation.ts';
import type { OsUser } from './os-user.ts';

const run = promisify(execFile);
const DRAFT = 'data.new-';
const PASSWORD_FILE = 'password.new';

const SETTINGS = [
  '--username=portal',
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  // Sorts by code point, the same on every machine and in every version of its libraries.
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--data-checksums',
  '--no-instructions',
];

/**
 * Makes the data directory unless there is one. It is made under another name and renamed when whole, so that an
 * interrupted start leaves nothing that looks like a database. Each attempt has a name of its own: the `initdb` of a
 * killed process may still be writing.
 */
export async function ensureCluster(
  home: string,
  installation: Installation,
  user: OsUser | null,
  connection: Connection,
  durable: boolean,
): Promise<void> {
  if (await isUsable(home, installation, connection)) return;
  const draft = join(home, `${DRAFT}${randomBytes(4).toString('hex')}`);
  const passwordFile = join(home, PASSWORD_FILE);
  try {
    await removeDrafts(home);
    await writeFile(passwordFile, connection.password, { mode: 0o600 });
    if (user !== null) await chown(passwordFile, user.uid, user.gid);
    await makeOwned(draft, user);
    const options = ['-D', draft, `--pwfile=${passwordFile}`, ...SETTINGS, ...(durable ? [] : ['--no-sync'])];
    await run(join(installation.bin, 'initdb'), options, {
      cwd: home,
      env: { PATH: process.env['PATH'] ?? '', TZ: 'UTC', LC_ALL: 'C' },
      ...(user ?? {}),
    });
    await rename(draft, dataOf(home));
  } catch (error) {
    throw initFailure(error, home);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** Whether there is data that this program can run; false when none was ever made. */
async function isUsable(home: string, installation: Installation, connection: Connection): Promise<boolean> {
  const data = dataOf(home);
  const version = await readFile(join(data, 'PG_VERSION'), 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null;
    throw fileProblem(error, data);
  });
  if (version === null) {
    if (!connection.initialized) return false;
    throw new EmbeddedPostgresError(
      `The database that was in ${data} is gone. Restore it from your backup, or delete ${CONNECTION_FILE} in the data directory to start with an empty one.`,
    );
  }
  const major = installation.version.split('.')[0] ?? '';
  if (version.trim() === major) return true;
  throw new EmbeddedPostgresError(
    `The data in ${data} is of PostgreSQL ${version.trim()}, this program brings ${major}. Dump it with the older release and restore it here.`,
  );
}

async function removeDrafts(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    // What cannot be removed while it is still written to goes next time.
    if (name.startsWith(DRAFT)) await rm(join(home, name), { recursive: true }).catch(() => undefined);
  }
}

function initFailure(error: unknown, home: string): EmbeddedPostgresError {
  const code = errorCode(error);
  const said = (error as { stderr?: string }).stderr ?? '';
  if (/No space left|Disk quota/.test(said)) return diskFull(home);
  if ((error as { syscall?: string }).syscall?.startsWith('spawn') === true)
    return cannotRun('initdb', code ?? 'unknown');
  if (said === '') return fileProblem(error, home);
  const line = said.split('\n').find((text) => /error|fatal/i.test(text)) ?? said.trim();
  return new EmbeddedPostgresError(
    `The database could not be made in ${home}: ${line.replace(/^initdb: /, '')}`,
  );
}
