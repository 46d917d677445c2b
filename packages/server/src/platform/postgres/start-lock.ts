import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError, errorCode, fileProblem } from './errors.ts';
import { isAlive } from './postmaster.ts';

/** Lets one process at a time bring a data directory up; a lock whose holder died counts for nothing. */
export async function withStartLock<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const path = join(dataDir, 'starting.lock');
  for (let attempt = 0; ; attempt += 1) {
    try {
      const file = await open(path, 'wx', 0o600);
      await file.writeFile(String(process.pid));
      await file.close();
      break;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw fileProblem(error, path);
      const holder = Number(await readFile(path, 'utf8').catch(() => ''));
      if (attempt > 1 || (holder > 0 && holder !== process.pid && isAlive(holder))) {
        throw new EmbeddedPostgresError(
          `Another instance (process ${holder}) is starting on the data directory ${dataDir}. Stop it, or give this one another PORTAL_DATA_DIR.`,
        );
      }
      await rm(path, { force: true });
    }
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}
