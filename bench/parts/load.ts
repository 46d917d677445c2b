import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { endChild } from './child.ts';

/** What to ask for, over how many connections, for how long. */
export interface LoadOrder {
  readonly port: number;
  readonly connections: number;
  readonly forMs: number;
  readonly method: 'GET' | 'POST';
  /** Each request takes the next. */
  readonly paths: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Every request carries an `Idempotency-Key` of its own. */
  readonly idempotencyKeys?: boolean;
}

export interface LoadResult {
  /** Answers with status 200 that came within the time. */
  readonly answered: number;
  readonly ms: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Every other answer by status, and 0 for connections that broke. */
  readonly failures: Readonly<Record<string, number>>;
}

export interface LoadGenerator {
  /** Throws when anything but 200 was answered: a figure of failures is none. */
  run(order: LoadOrder): Promise<LoadResult>;
  stop(): Promise<void>;
}

/** The load comes from a process of its own, over keep-alive connections that wait for each answer. */
export function startLoadGenerator(): LoadGenerator {
  const child = fork(fileURLToPath(new URL('./load-child.ts', import.meta.url)));
  return {
    async run(order) {
      child.send(order);
      const [result] = (await once(child, 'message')) as [LoadResult];
      if (Object.keys(result.failures).length > 0) {
        throw new Error(
          `${order.method} ${order.paths[0] ?? ''}: not 200: ${JSON.stringify(result.failures)}`,
        );
      }
      return result;
    },
    stop: () => endChild(child),
  };
}
