import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileProblem } from './errors.ts';
import type { OsUser } from './os-user.ts';

/** Where data goes that the server's user could not reach otherwise. */
const SYSTEM_HOME = '/var/lib/partner-portal';

/** Whether any user can walk to a path: each directory above it lets others through. */
export async function reachableByAll(path: string): Promise<boolean> {
  for (let at = path; ; at = dirname(at)) {
    const found = await stat(at).catch(() => null);
    if (found !== null && (found.mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/**
 * The directory of the server's files: under the data directory, except as root below a directory that is closed to
 * others (a clone in root's home); then a place of its own, named after the data directory.
 */
export async function chooseHome(dataDir: string, user: OsUser | null): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true, mode: user === null ? 0o700 : 0o711 });
  } catch (error) {
    throw fileProblem(error, dataDir);
  }
  const real = await realpath(dataDir);
  if (user === null) return join(real, 'postgres');
  if (await reachableByAll(dirname(real))) {
    // The server's user walks through; it sees nothing that is not its own.
    await chmod(real, 0o711);
    return join(real, 'postgres');
  }
  return join(SYSTEM_HOME, createHash('sha256').update(real).digest('hex').slice(0, 16));
}

/** Makes a directory that belongs to the server's user. */
export async function makeOwned(path: string, user: OsUser | null): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    if (user === null) return;
    await chmod(dirname(path), (await stat(dirname(path))).mode | 0o011);
    await chown(path, user.uid, user.gid);
  } catch (error) {
    throw fileProblem(error, path);
  }
}
