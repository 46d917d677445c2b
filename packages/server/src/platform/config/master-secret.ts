import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError, SECRET_MISSING } from './setting.ts';

/**
 * The secret that seals what the database keeps: `PORTAL_SECRET`, else a file of the data directory that is made once.
 * With a database of your own it must be given, since several nodes have to share it.
 */
export async function loadMasterSecret(options: {
  readonly secret: string;
  readonly dataDir: string;
  readonly externalDatabase: boolean;
}): Promise<Buffer> {
  if (options.secret !== '') return Buffer.from(options.secret, 'hex');
  if (options.externalDatabase) {
    throw new ConfigError([SECRET_MISSING]);
  }
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const path = join(options.dataDir, 'secret.key');
  const existing = await readFile(path, 'utf8').catch(() => null);
  if (existing !== null) return parse(existing, path);
  // Linking a finished file is atomic: a process that starts at the same time gets this secret or ours gets its.
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
  await link(draft, path).catch((error: unknown) => {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  });
  await unlink(draft);
  return parse(await readFile(path, 'utf8'), path);
}

function parse(text: string, path: string): Buffer {
  const hex = text.trim();
  if (!/^[0-9a-fA-F]{64,}$/.test(hex))
    throw new ConfigError([`${path} holds no secret; restore it from your backup.`]);
  return Buffer.from(hex, 'hex');
}
