import { once } from 'node:events';
import type { Composition } from './compose.ts';
import type { SandboxMaker } from './first-start.ts';
import { holdPort, type HeldPort } from './hold-port.ts';
import { SETTINGS, unknownSettings, type Config } from './platform/config/index.ts';
import { createLog, type Logger } from './platform/log/index.ts';
import { loadConfig, openRuntime } from './runtime.ts';
import { welcome } from './welcome.ts';

export interface ServeOptions {
  readonly role: Config['role'] | undefined;
  readonly demo: boolean;
}

/** How long requests that are being answered may take when the process is asked to end. */
const DRAIN_MS = 15_000;
/** How long those may take to notice that nobody waits for them any more. */
const CUT_OFF_MS = 5_000;

/** Runs the product until a signal ends it. */
export async function serve(options: ServeOptions): Promise<void> {
  const config = loadConfig();
  const role = options.role ?? config.role;
  const format = config.logFormat === 'auto' ? (process.stderr.isTTY ? 'text' : 'json') : config.logFormat;
  const log = createLog({ level: config.logLevel, format });
  const ended = firstSignal();
  // The rooms are loaded while the database starts.
  const rooms = import('./compose.ts');
  for (const name of unknownSettings(SETTINGS, process.env, 'PORTAL_'))
    if (name !== 'PORTAL_TRACE')
      log.warn({ name }, 'there is no such setting; .env.example lists those there are');
  const runtime = await openRuntime('serve', config, log);
  try {
    const { compose } = await rooms;
    await runUntil(
      ended,
      compose(runtime, log, { withoutApi: role === 'worker' }),
      { ...options, role },
      log,
    );
  } finally {
    await runtime.close();
  }
}

async function runUntil(
  ended: Promise<string>,
  composition: Composition,
  options: { readonly role: Config['role']; readonly demo: boolean },
  log: Logger,
): Promise<void> {
  const { role } = options;
  const { config } = composition.services;
  let port: HeldPort | undefined;
  const stopFilling = new AbortController();
  let filling: Promise<void> | null = null;
  try {
    // Before the first start writes its credentials: what is shown once is shown by a process that can go on.
    port = await sayingTaken(config, holdPort(config.host, config.port));
    await composition.start();
    const { ensureFirstStart } = await import('./first-start.ts');
    const sandbox = options.demo ? await sandboxOfDemo(composition) : undefined;
    // Ready means all of it: what fails before this ends a process that nobody relies on yet.
    const [first] = await Promise.all([
      role === 'worker' ? null : ensureFirstStart(composition.services, sandbox),
      role === 'api' ? undefined : composition.jobs.start(),
    ]);
    await port.release();
    const address = await sayingTaken(
      config,
      composition.http.listen({ host: config.host, port: config.port }),
    );
    process.stdout.write(welcome({ config, address, role, first }));
    if (options.demo) filling = demo(composition, stopFilling.signal, log);
    log.info({ signal: await ended }, 'draining');
  } finally {
    await port?.release();
    stopFilling.abort();
    await filling;
    await drain(composition, log);
  }
}

/** A sandbox that is made for a story is as old as the story. */
async function sandboxOfDemo({ services }: Composition): Promise<SandboxMaker> {
  const { demoSandbox } = await import('./demo/index.ts');
  return demoSandbox(services);
}

/** Ninety days take a while to tell: the product answers meanwhile. */
async function demo({ services }: Composition, signal: AbortSignal, log: Logger): Promise<void> {
  try {
    const { fillWithDemoData } = await import('./demo/index.ts');
    await fillWithDemoData(services, { output: process.stderr, signal });
  } catch (error) {
    log.error({ err: error }, 'the demo data could not be made; the next start with --demo goes on');
  }
}

/** A worker listens too: its health and its figures are asked for like an api node's. */
async function sayingTaken<T>({ port }: Config, listening: Promise<T>): Promise<T> {
  try {
    return await listening;
  } catch (error) {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
    throw new Error(
      `Port ${port} is taken by another program. Stop it, or choose another port with PORT=….`,
      { cause: error },
    );
  }
}

async function firstSignal(): Promise<string> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  // One Ctrl-C arrives twice under npm, from the terminal and passed on; the second must not cut the draining short.
  for (const signal of signals) process.on(signal, () => undefined);
  return Promise.race(signals.map(async (signal) => once(process, signal).then(() => signal)));
}

/**
 * Stops taking work and lets what is under way end. When that takes too long it is cut off, so that the database is still
 * stopped in order; a process that hangs even then leaves at once.
 */
async function drain(composition: Composition, log: Logger): Promise<void> {
  const deadline = setTimeout(() => {
    log.error('still busy after the time for draining; ending the connections');
    process.exitCode = 1;
    composition.http.server.closeAllConnections();
  }, DRAIN_MS);
  const last = setTimeout(() => process.exit(1), DRAIN_MS + CUT_OFF_MS);
  last.unref();
  await composition.close();
  clearTimeout(deadline);
  clearTimeout(last);
}
