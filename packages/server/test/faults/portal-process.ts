import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll } from 'vitest';

const MAIN = join(import.meta.dirname, '../../src/main.ts');
const POLL_MS = 10;

/** Settings of a process of ours; nothing of the surrounding shell but what a program needs to run reaches it. */
export type Settings = Readonly<Record<string, string>>;

export interface PortalProcess {
  readonly base: string;
  readonly child: ChildProcess;
  stdout(): string;
  stderr(): string;
  running(): boolean;
  /** Resolves when `/readyz` says 200. Throws with what the process said when it ends before. */
  ready(): Promise<void>;
  /** Sends the signal and resolves with the exit code, or the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals>;
  exited: Promise<number | NodeJS.Signals>;
}

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Resolves with the first answer that is neither null nor false. The limit only bounds a failing test. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | null | false> | T | null | false,
  limitMs = 120_000,
): Promise<T> {
  const end = performance.now() + limitMs;
  for (;;) {
    const found = await ask();
    if (found !== null && found !== false) return found;
    if (performance.now() > end) throw new Error(`Waited ${limitMs} ms in vain: ${what}.`);
    await sleep(POLL_MS);
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}

function environment(settings: Settings): NodeJS.ProcessEnv {
  const { PATH = '', HOME = '', TMPDIR = tmpdir(), NODE_COMPILE_CACHE = '' } = process.env;
  return {
    PATH,
    HOME,
    TMPDIR,
    // As the product starts: half of a start is spent on compiling otherwise.
    NODE_COMPILE_CACHE,
    // Empty beats what a `.env` of the checkout may say.
    DATABASE_URL: '',
    PORTAL_SECRET: '',
    SMTP_URL: '',
    LOG_LEVEL: 'warn',
    LOG_FORMAT: 'json',
    PORTAL_RATE_LIMIT_PER_SECOND: '1000000',
    PORTAL_RATE_LIMIT_BURST: '1000000',
    ...settings,
  };
}

const started = new Set<ChildProcess>();

/** Starts `serve`; whatever the test does, the process is gone when the file ends. */
export function servePortal(
  settings: Settings & { readonly PORT: string },
  args: string[] = [],
): PortalProcess {
  return startPortal(settings, ['serve', ...args]);
}

/** Starts any command, to be ended by the test. */
export function startPortal(settings: Settings & { readonly PORT: string }, args: string[]): PortalProcess {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: environment(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.add(child);
  child.once('exit', () => started.delete(child));
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const exited = once(child, 'close').then(([code, signal]: (number | NodeJS.Signals | null)[]) => {
    return code ?? signal ?? 'SIGKILL';
  }) as Promise<number | NodeJS.Signals>;
  const base = `http://127.0.0.1:${settings.PORT}`;
  const running = (): boolean => child.exitCode === null && child.signalCode === null;
  return {
    base,
    child,
    exited,
    running,
    stdout: () => stdout,
    stderr: () => stderr,
    async ready() {
      await until(`${base} is ready`, async () => {
        if (!running()) throw new Error(`The server ended while it was to start:\n${stdout}${stderr}`);
        return (await statusOf(`${base}/readyz`)) === 200;
      });
    },
    async end(signal) {
      child.kill(signal);
      return exited;
    },
  };
}

/** 0 when nobody answers. */
export async function statusOf(url: string): Promise<number> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) }).catch(() => null);
  await answer?.body?.cancel();
  return answer?.status ?? 0;
}

/** Runs one command of the command line to its end. */
export async function runPortal(settings: Settings, args: string[]): Promise<Outcome> {
  return new Promise((done) => {
    const options = { env: environment(settings), maxBuffer: 1 << 26, timeout: 60_000 };
    execFile(process.execPath, [MAIN, ...args], options, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : Number(error.code ?? -1), stdout, stderr });
    });
  });
}

/** The JSON that a command printed. Throws with its complaint when it failed. */
export async function runPortalJson(settings: Settings, args: string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await runPortal(settings, [...args, '--json']);
  if (code !== 0) throw new Error(`portal ${args.join(' ')} ended with ${code}:\n${stdout}${stderr}`);
  return JSON.parse(stdout) as Record<string, unknown>;
}

const directories: string[] = [];

/** Directly below the system's temporary directory, where any user of the system can walk to. Gone when the file ends. */
export async function temporaryDataDir(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'portal-faults-'));
  directories.push(directory);
  return directory;
}

// Here and not where things are made: a hook that a running test registers is never run.
afterAll(async () => {
  const ended = [...started].map((child) => once(child, 'exit'));
  for (const child of started) child.kill('SIGKILL');
  await Promise.all(ended);
  for (const directory of directories) {
    const pid = await postmasterOf(directory);
    if (pid !== null) process.kill(pid, 'SIGQUIT');
    await until('the embedded PostgreSQL is gone', async () => (await postmasterOf(directory)) === null);
    await rm(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
});

async function serverFile(dataDir: string, name: string): Promise<string> {
  const text = await readFile(join(dataDir, 'postgres.json'), 'utf8').catch(() => '{"home":"postgres"}');
  const { home } = JSON.parse(text) as { home: string };
  return readFile(join(resolve(dataDir, home), 'data', name), 'utf8').catch(() => '');
}

/** The first process of the embedded PostgreSQL of a data directory, as the pid file says; null when it does not live. */
export async function postmasterOf(dataDir: string): Promise<number | null> {
  const pid = Number.parseInt(await serverFile(dataDir, 'postmaster.pid'), 10);
  if (!(pid > 0)) return null;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return /\(postgres\) [^ZX]/.test(stat) ? pid : null;
}

/** How to reach the embedded PostgreSQL of a data directory beside its owner. */
export async function embeddedUrl(dataDir: string): Promise<string> {
  const text = await readFile(join(dataDir, 'postgres.json'), 'utf8');
  const { port, password } = JSON.parse(text) as { port: number; password: string };
  return `postgresql://portal:${password}@127.0.0.1:${port}/portal`;
}
