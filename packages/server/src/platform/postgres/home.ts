import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, readFile, realpath, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { CONNECTION_FILE, readConnection, type Connection } from './connection-file.ts';
import { EmbeddedPostgresError, errorCode, fileProblem } from './errors.ts';
import { keepOwner } from './keep-owner.ts';
import type { OsUser } from './os-user.ts';

/** Where data goes that the server's user could not reach otherwise. */
const SYSTEM_HOME = '/var/lib/partner-portal';
/** In a home of `SYSTEM_HOME`: the data directory that it belongs to. */
const OWNER_FILE = 'data-directory';
const INSIDE = 'postgres';

/** Whether any user can walk to a path: it and each directory above it let others through. */
export async function reachableByAll(path: string): Promise<boolean> {
  for (let at = path; ; at = dirname(at)) {
    const found = await stat(at).catch(() => null);
    if (found !== null && (found.mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** Makes the data directory and returns it without symbolic links. */
export async function openDataDir(dataDir: string): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    return await realpath(dataDir);
  } catch (error) {
    throw fileProblem(error, dataDir);
  }
}

/**
 * Makes the directory of the server's files, and returns its absolute path and how the connection file names it. It is
 * below the data directory, and moves with it; except as root below a directory that is closed to others (a clone in
 * root's home), where it is a place of its own that is named after the data directory.
 */
export async function openHome(
  dataDir: string,
  known: Connection | null,
  user: OsUser | null,
): Promise<{ home: string; recorded: string }> {
  try {
    const recorded = known?.home ?? (await chooseHome(dataDir, user));
    const home = resolve(dataDir, recorded);
    if (isAbsolute(recorded)) await claim(home, dataDir, known);
    // The server's user walks through and owns nothing but its data: no file that root writes is in its hands.
    else if (user !== null) await chmod(dataDir, 0o711);
    await mkdir(home, { recursive: true, mode: 0o700 });
    if (user !== null) await chmod(home, 0o711);
    await keepOwner(home, dataDir);
    // The system names the server's directory without symbolic links.
    return { home: await realpath(home), recorded };
  } catch (error) {
    throw fileProblem(error, dataDir);
  }
}

/** An absolute path, or one relative to the data directory. */
async function chooseHome(dataDir: string, user: OsUser | null): Promise<string> {
  if (user === null || (await reachableByAll(dirname(dataDir)))) return INSIDE;
  await mkdir(SYSTEM_HOME, { recursive: true });
  await chmod(SYSTEM_HOME, 0o711);
  const digest = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  return join(await realpath(SYSTEM_HOME), digest);
}

/**
 * Binds a home outside to its data directory. A copied data directory must not run on the original's database; one
 * that was moved takes its database along; and what a deleted one left behind is put aside, since its key is gone.
 */
async function claim(home: string, dataDir: string, known: Connection | null): Promise<void> {
  const ownerFile = join(home, OWNER_FILE);
  const owner = await readFile(ownerFile, 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  });
  if (owner === dataDir && known !== null) return;
  if (owner !== null && known === null) await rename(home, `${home}.left-${Date.now()}`);
  if (owner !== null && known !== null && (await belongsTo(home, owner))) {
    throw new EmbeddedPostgresError(
      `${dataDir} is a copy of ${owner}, whose database stays in ${home}. Use the original, or delete ${join(dataDir, CONNECTION_FILE)} to start with an empty database.`,
    );
  }
  await mkdir(home, { recursive: true, mode: 0o711 });
  await writeFile(ownerFile, dataDir);
}

async function belongsTo(home: string, dataDir: string): Promise<boolean> {
  return (await readConnection(dataDir).catch(() => null))?.home === home;
}

/** The data inside a home. */
export function dataOf(home: string): string {
  return join(home, 'data');
}

/** Makes an empty directory that belongs to the server's user, and to it alone. */
export async function makeOwned(path: string, user: OsUser | null): Promise<void> {
  await mkdir(path, { mode: 0o700 });
  if (user !== null) await chown(path, user.uid, user.gid);
}
