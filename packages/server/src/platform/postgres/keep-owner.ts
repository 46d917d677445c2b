import { chown, stat } from 'node:fs/promises';

/** What root writes into somebody's data directory stays that person's, who may start without root next time. */
export async function keepOwner(path: string, dataDir: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(dataDir);
  await chown(path, uid, gid);
}
