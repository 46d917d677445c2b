import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError, errorCode, fileProblem } from './errors.ts';
import { isAlive } from './processes.ts';
import { keepOwner } from './keep-owner.ts';

const FILE = 'instance.lock';
const HOLDER_FILE = 'instance.pid';
const WAIT_MS = 2_000;
const POLL_MS = 50;
const SQLITE_BUSY = 5;

export interface DataDirLock {
  release(): void;
}

/** A lock lives as long as its handle; this keeps the handles from being collected as garbage. */
const held = new Set<DatabaseSync>();

/**
 * Makes this process the only one on a data directory. Node has no flock; SQLite's file lock is the operating system's
 * own, so it ends with the process whatever kills it, and a process id that is used again cannot hold it.
 * Waits a moment, since a predecessor may be about to end. Throws the refusal that names the other process.
 */
export async function lockDataDir(dataDir: string): Promise<DataDirLock> {
  const path = join(dataDir, FILE);
  // Closed to others, who could keep us out by locking it. It is never opened when it is there: closing any handle on
  // a file gives up the locks that this process has on it.
  await open(path, 'wx', 0o600).then(
    async (file) => {
      await file.close();
      await keepOwner(path, dataDir);
    },
    (error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw fileProblem(error, dataDir);
    },
  );
  const end = performance.now() + WAIT_MS;
  for (;;) {
    const handle = tryLock(path);
    if (handle !== null) {
      held.add(handle);
      await writeFile(join(dataDir, HOLDER_FILE), `${process.pid}\n`, { mode: 0o600 });
      await keepOwner(join(dataDir, HOLDER_FILE), dataDir);
      return {
        release: () => {
          if (held.delete(handle)) handle.close();
        },
      };
    }
    if (performance.now() > end) throw refusal(dataDir, await holder(dataDir));
    await sleep(POLL_MS);
  }
}

/** The refusal of a second instance. */
export function refusal(dataDir: string, pid: number | null): EmbeddedPostgresError {
  const who = pid === null ? 'Another instance' : `Another instance (process ${pid})`;
  return new EmbeddedPostgresError(
    `${who} is running on the data directory ${dataDir}. Stop it, or give this one another PORTAL_DATA_DIR.`,
  );
}

function tryLock(path: string): DatabaseSync | null {
  let handle: DatabaseSync;
  try {
    handle = new DatabaseSync(path, { timeout: 0 });
  } catch (error) {
    throw fileProblem(Object.assign(new Error(String(error)), { code: 'EACCES' }), path);
  }
  try {
    handle.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return handle;
  } catch (error) {
    handle.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return null;
    throw fileProblem(error, path);
  }
}

async function holder(dataDir: string): Promise<number | null> {
  const pid = Number.parseInt(await readFile(join(dataDir, HOLDER_FILE), 'utf8').catch(() => ''), 10);
  return pid > 0 && isAlive(pid) ? pid : null;
}
