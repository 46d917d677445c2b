import { readFile, readdir, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const LEFTOVER_MS = 5_000;
const POLL_MS = 20;
const LINUX = process.platform === 'linux';

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}

/** The server's first process as its pid file names it; null when that process is gone. */
export async function postmasterPid(data: string): Promise<number | null> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return pid > 0 && isAlive(pid) && (await isServerOf(pid, data)) ? pid : null;
}

/**
 * Whether a process is a living PostgreSQL that works in `data`. A pid may have gone to another program, to the server
 * of another directory, or be that of a dead process which nobody has collected yet. Only Linux tells.
 */
async function isServerOf(pid: number, data: string): Promise<boolean> {
  if (!LINUX) return true;
  const [stat, cwd] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''),
    readlink(`/proc/${pid}/cwd`).catch(() => ''),
  ]);
  return /\(postgres\) [^ZX]/.test(stat) && cwd === data;
}

/** Processes of a killed server that have not noticed yet. */
async function leftovers(data: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const inData = await Promise.all(pids.map((pid) => isServerOf(pid, data)));
  return pids.filter((_pid, index) => inData[index]);
}

/**
 * Clears what a server killed with -9 left: first its processes have to be gone, since two servers must never write the
 * same files; then its pid file may go, which PostgreSQL itself would honour while the dead process is not collected
 * (in a container whose first process collects nobody, for ever). Elsewhere than on Linux this is left to PostgreSQL.
 */
export async function clearDeadServer(data: string): Promise<void> {
  if (!LINUX) return;
  const end = performance.now() + LEFTOVER_MS;
  for (;;) {
    const left = await leftovers(data);
    if (left.length === 0) break;
    if (performance.now() > end) for (const pid of left) signal(pid, 'SIGKILL');
    await sleep(POLL_MS);
  }
  await rm(join(data, 'postmaster.pid'), { force: true });
}

/** Sends a signal to a process that may have ended meanwhile. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as { code?: string }).code !== 'ESRCH') throw error;
  }
}
