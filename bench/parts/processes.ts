import { readFile, readdir } from 'node:fs/promises';

const TICKS_PER_SECOND = 100;
const KIB = 1024;

interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  readonly cpuMs: number;
  /** Of its children that ended. */
  readonly endedMs: number;
}

async function readStat(pid: number): Promise<ProcessStat | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (text === null) return null;
  // The name in parentheses may hold blanks; the fields are counted behind it.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const msOf = (user: number, system: number): number =>
    ((Number(fields[user]) + Number(fields[system])) * 1_000) / TICKS_PER_SECOND;
  return { pid, parent: Number(fields[1]), cpuMs: msOf(11, 12), endedMs: msOf(13, 14) };
}

/** A process and everything it started that is still its child, grandchild and so on. Linux alone. */
export async function processTree(root: number): Promise<readonly ProcessStat[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
  const all = (await Promise.all(pids.map(readStat))).filter((stat) => stat !== null);
  const found = all.filter(({ pid }) => pid === root);
  for (const stat of found) found.push(...all.filter(({ parent }) => parent === stat.pid));
  return found;
}

/** Processor time that a tree has used so far, milliseconds; that of children which ended is in it. */
export async function cpuMsOf(root: number): Promise<number> {
  return (await processTree(root)).reduce((sum, { cpuMs, endedMs }) => sum + cpuMs + endedMs, 0);
}

export interface Memory {
  /** Resident set: shared pages are counted in each process. Bytes. */
  readonly rss: number;
  /** Proportional set: shared pages are divided among those that share them. Bytes. */
  readonly pss: number;
}

/** Of one process, from the kernel's own sums. Zero for one that has ended. */
export async function memoryOf(pid: number): Promise<Memory> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const read = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) * KIB;
  return { rss: read('Rss'), pss: read('Pss') };
}

/** First words of a process' command line. */
export async function commandOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return text.replaceAll('\0', ' ').trim();
}
