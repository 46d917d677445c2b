import type { Reader } from '../platform/db/index.ts';
import { LOAD_COUNTS_MS, NO_LOAD, type Gateway, type Load } from './gateway.ts';
import { selectLoadsOfLimited, type NodeLoad } from './health-store.ts';

/** Read again when it is older, beside the calls that go on with it. Milliseconds. */
const RENEW_AFTER_MS = 1_000;
/** Not trusted when it is older. */
const COUNTS_MS = 3_000;
/** Reports from longer before are not read; who asks for a time of before them is not answered. */
const BEFORE_MS = 60_000;

interface Reported {
  /** Null: too many to keep. */
  readonly byGateway: ReadonlyMap<string, readonly NodeLoad[]> | null;
  readonly sinceMs: number;
  readonly readAtMs: number;
}

/**
 * What the edges reported of gateways that have limits. Reports come all the time, so that nobody is told of them: they are read
 * again each second, while calls ask.
 */
export class GatewayLoads {
  readonly #reader: Reader;
  readonly #most: number;
  #reported: Reported | null = null;
  #reading = false;
  #forgotten = 0;

  /** Of more than `most` reports none is kept. */
  constructor(reader: Reader, most: number) {
    this.#reader = reader;
    this.#most = most;
  }

  /** The loads that count at a moment; undefined: ask the database. No I/O. */
  at(at: Date, nowMs: number): ((gateway: Gateway) => Load) | undefined {
    const reported = this.#reported;
    const age = reported === null ? Infinity : nowMs - reported.readAtMs;
    const after = at.getTime() - LOAD_COUNTS_MS;
    const tooLate = reported !== null && after < reported.sinceMs;
    if (age > RENEW_AFTER_MS || tooLate) void this.#read(at);
    if (reported?.byGateway == null || age > COUNTS_MS || tooLate) return undefined;
    const { byGateway } = reported;
    return ({ id }) => sumOf(byGateway.get(id), after);
  }

  /** For what may not wait: this process reports something itself, or other gateways have limits now. */
  forget(): void {
    this.#reported = null;
    this.#forgotten += 1;
  }

  async #read(at: Date): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    const { forgotten, readAtMs, sinceMs } = {
      forgotten: this.#forgotten,
      readAtMs: performance.now(),
      sinceMs: at.getTime() - BEFORE_MS,
    };
    try {
      const rows = await selectLoadsOfLimited(this.#reader, new Date(sinceMs), this.#most + 1);
      if (forgotten !== this.#forgotten) return;
      const byGateway = rows.length > this.#most ? null : Map.groupBy(rows, ({ gatewayId }) => gatewayId);
      this.#reported = { byGateway, sinceMs, readAtMs };
    } catch {
      // What was read before grows old; calls ask the database then, and hear what is wrong with it.
    } finally {
      this.#reading = false;
    }
  }
}

function sumOf(loads: readonly NodeLoad[] | undefined, afterMs: number): Load {
  if (loads === undefined) return NO_LOAD;
  let [activeCalls, callsPerSecond] = [0, 0];
  for (const load of loads) {
    if (load.reportedAt.getTime() <= afterMs) continue;
    activeCalls += load.activeCalls;
    callsPerSecond += load.callsPerSecond;
  }
  return { activeCalls, callsPerSecond };
}
