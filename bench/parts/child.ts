import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 30_000;

export interface ServerProcess {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** A port that nobody listens on right now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}

/** A measurement that breaks off leaves nothing running behind. */
export function endsWithUs(child: ChildProcess): void {
  const end = (): void => {
    child.kill('SIGTERM');
  };
  process.once('exit', end);
  child.once('exit', () => process.removeListener('exit', end));
}

/** Asks a child to end, and waits until it has. */
export async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** Waits until `GET path` answers 200. Throws when the process ends before it does. */
export async function untilAnswered(
  child: ChildProcess,
  url: string,
  everyMs = 20,
  headers: Record<string, string> = {},
): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await fetch(url, { headers }).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.status === 200) return;
    if (child.exitCode !== null) throw new Error(`The server ended with code ${child.exitCode}.`);
    if (performance.now() > deadline) throw new Error(`${url} did not answer within ${PATIENCE_MS} ms.`);
    await sleep(everyMs);
  }
}

/** Runs a Node program that serves HTTP on the port of `PORT`, and waits until it answers. */
export async function startServerProcess(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  readyPath: string,
): Promise<ServerProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  endsWithUs(child);
  await untilAnswered(child, `http://127.0.0.1:${port}${readyPath}`);
  return { port, pid: child.pid ?? 0, stop: () => endChild(child) };
}
