import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError } from './errors.ts';
import { takeGuard, type Guard } from './guard.ts';
import { dataOf } from './home.ts';
import { startPostmaster, waitUntilReady, type ServerParts } from './postmaster.ts';
import { postmasterPid } from './processes.ts';

const FIRST_BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 5_000;

export interface Supervisor {
  /** Resolves when nothing will bring the server back any more. */
  end(): Promise<void>;
}

/** Watches the owner's session: when it is lost, the server is brought back on the same port and owned again. */
export function supervise(parts: ServerParts, first: Guard, log: (line: string) => void): Supervisor {
  const ending = new AbortController();
  const isEnding = (): boolean => ending.signal.aborted;
  let guard = first;

  async function watch(): Promise<void> {
    for (let failures = 0; ;) {
      await guard.lost;
      if (isEnding()) return;
      log('the server was lost; bringing it back');
      try {
        guard = await recover(parts);
        failures = 0;
        log('the server is back');
        if (isEnding()) await guard.release();
      } catch (error) {
        log(`the server did not come back: ${error instanceof Error ? error.message : String(error)}`);
        const pause = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** failures);
        failures += 1;
        await sleep(pause, undefined, { signal: ending.signal }).catch(() => undefined);
      }
    }
  }

  const watching = watch();
  return {
    async end() {
      ending.abort();
      await guard.release().catch(() => undefined);
      await watching;
    },
  };
}

async function recover(parts: ServerParts): Promise<Guard> {
  if ((await postmasterPid(dataOf(parts.home))) === null) await startPostmaster(parts);
  else await waitUntilReady(parts.connection, parts.home, () => null);
  const taken = await takeGuard(parts.connection);
  if ('release' in taken) return taken;
  throw new EmbeddedPostgresError('another instance took the server meanwhile');
}
