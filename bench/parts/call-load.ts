import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CallSource } from './call-world.ts';
import { endChild } from './child.ts';

/** Whole calls to place: authorise, answered, end, each message gathered with its like for a few milliseconds as an edge does. */
export interface CallOrder {
  readonly port: number;
  readonly edgeSecret: string;
  readonly cli: string;
  /** Each call takes the next. */
  readonly sources: readonly CallSource[];
  readonly forMs: number;
  /** Calls that begin in a second, whatever becomes of them; null: as many as `atOnce` allows. */
  readonly perSecond: number | null;
  /** Calls that are up at the same time at most. */
  readonly atOnce: number;
}

export interface CallResult {
  /** Calls that were settled within the time. */
  readonly settled: number;
  readonly ms: number;
  /** Calls that should have begun and could not, because `atOnce` were up. */
  readonly missed: number;
  /** Of an authorise, from the INVITE to the answer, gathering included. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failures: Readonly<Record<string, number>>;
}

export interface CallLoad {
  /** Throws when any call was not allowed, noted and settled. */
  run(order: CallOrder): Promise<CallResult>;
  stop(): Promise<void>;
}

/** An edge node of its own process. */
export function startCallLoad(): CallLoad {
  const child = fork(fileURLToPath(new URL('./call-load-child.ts', import.meta.url)));
  return {
    async run(order) {
      child.send(order);
      const [result] = (await once(child, 'message')) as [CallResult];
      if (Object.keys(result.failures).length > 0)
        throw new Error(`Calls failed: ${JSON.stringify(result.failures)}`);
      return result;
    },
    stop: () => endChild(child),
  };
}
