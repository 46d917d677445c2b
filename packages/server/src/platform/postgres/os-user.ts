import { readFile, stat } from 'node:fs/promises';
import { EmbeddedPostgresError } from './errors.ts';

/** PostgreSQL refuses to run as root; then it runs as this user. */
export interface OsUser {
  readonly uid: number;
  readonly gid: number;
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Users that exist for such a purpose, best first. */
const CANDIDATES = ['partner-portal', 'postgres', 'nobody'];

async function readUsers(): Promise<Map<string, OsUser>> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return new Map(
    text.split('\n').flatMap((line): [string, OsUser][] => {
      const [name, , uid, gid] = line.split(':');
      return name === undefined || uid === undefined || gid === undefined
        ? []
        : [[name, { uid: Number(uid), gid: Number(gid) }]];
    }),
  );
}

/** The user to run as, or null to stay who we are. Data that exists decides: its owner is the only one it accepts. */
export async function chooseOsUser(existingData: string): Promise<OsUser | null> {
  if (!isRoot()) return null;
  const owner = await stat(existingData).catch(() => null);
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const users = await readUsers();
  const found = CANDIDATES.map((name) => users.get(name)).find(
    (user) => user !== undefined && user.uid !== 0,
  );
  if (found === undefined) {
    throw new EmbeddedPostgresError(
      'PostgreSQL does not run as root and this machine has no ordinary user for it: run "useradd --system partner-portal", or start as an ordinary user.',
    );
  }
  return found;
}
