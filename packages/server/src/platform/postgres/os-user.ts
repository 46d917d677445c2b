import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';

/** PostgreSQL refuses to run as root; then it runs as this user. */
export interface OsUser {
  readonly uid: number;
  readonly gid: number;
}

const OWN_USER = 'partner-portal';
/** What Linux reserves for nobody. */
const NOBODY: OsUser = { uid: 65_534, gid: 65_534 };

async function findUser(...names: string[]): Promise<OsUser | null> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n');
  const users = lines.map((line) => {
    const [name, , uid, gid] = line.split(':');
    return { name, uid: Number(uid), gid: Number(gid) };
  });
  for (const name of names) {
    const user = users.find((candidate) => candidate.name === name);
    if (user !== undefined && user.uid > 0) return { uid: user.uid, gid: user.gid };
  }
  return null;
}

/** Makes a user for the server alone, where the system lets us. */
async function createUser(): Promise<OsUser | null> {
  const options = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent'];
  await promisify(execFile)('useradd', [...options, '--shell', '/usr/sbin/nologin', OWN_USER], {
    env: { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` },
  }).catch(() => undefined);
  return findUser(OWN_USER);
}

/**
 * The user to run as, or null to stay who we are. Data that exists decides, since PostgreSQL takes orders only from its
 * owner; then a user that is there for databases, one made for us, and last the one that owns nothing.
 */
export async function chooseOsUser(existingData: string | null): Promise<OsUser | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = existingData === null ? null : await stat(existingData).catch(() => null);
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (
    (await findUser(OWN_USER, 'postgres')) ?? (await createUser()) ?? (await findUser('nobody')) ?? NOBODY
  );
}
