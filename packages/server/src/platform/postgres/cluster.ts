import { execFile } from 'node:child_process';
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from './errors.ts';
import type { Installation } from './installation.ts';
import type { OsUser } from './os-user.ts';

const run = promisify(execFile);

/**
 * Makes the data directory unless there is one. It is made under another name and renamed when whole, so that an
 * interrupted start leaves nothing that looks like a database.
 */
export async function ensureCluster(
  home: string,
  installation: Installation,
  user: OsUser | null,
  password: string,
): Promise<void> {
  const data = join(home, 'data');
  const version = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => null);
  const major = installation.version.split('.')[0] ?? '';
  if (version !== null) {
    if (version.trim() === major) return;
    throw new EmbeddedPostgresError(
      `The data in ${data} is of PostgreSQL ${version.trim()}, this program brings ${major}. Dump it with the older release and restore it here.`,
    );
  }
  const draft = join(home, 'data.new');
  const passwordFile = join(home, 'password.new');
  await rm(draft, { recursive: true, force: true });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user !== null) await chown(passwordFile, user.uid, user.gid);
  const settings = [
    '--username=portal',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
  ];
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--data-checksums', '--no-sync'];
  try {
    await run(
      join(installation.bin, 'initdb'),
      ['-D', draft, `--pwfile=${passwordFile}`, ...settings, ...locale],
      {
        cwd: home,
        env: { PATH: process.env['PATH'] ?? '', TZ: 'UTC', LC_ALL: 'C' },
        ...(user ?? {}),
      },
    );
    await rename(draft, data);
  } catch (error) {
    const said = (error as { stderr?: string }).stderr ?? '';
    const reason = said.trim().split('\n').at(-1) ?? '';
    if (/No space left/.test(said))
      throw new EmbeddedPostgresError(`The disk that holds ${home} is full. Make room and start again.`);
    throw new EmbeddedPostgresError(
      `The database could not be made in ${home}: ${reason === '' ? String(error) : reason}`,
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
}
