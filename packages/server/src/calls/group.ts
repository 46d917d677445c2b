import { setTimeout as wait } from 'node:timers/promises';
import { CompiledQuery } from 'kysely';
import { createBatcher, type Batcher, type Settled, type Turns } from '../platform/batch/index.ts';
import { prepared, type Tx } from '../platform/db/index.ts';
import { serviceUnavailable } from '../platform/errors/index.ts';

const MOST_IN_GROUP = 128;
const MOST_QUEUED = 10_000;
/** Who waits longer, for locks of somebody who is no call, does not keep the calls of others. */
const LONGEST_TURN_MS = 100;
/** Deadlocks and lost connections pass; after so many in a row something else is wrong. */
const MOST_REPEATS = 8;
const LONGEST_PAUSE_MS = 400;

/** Serialization failures, deadlocks, a server that goes or comes, connections that break. */
const PASSING = /^(40001|40P01|55P03|57P0.|08.*|ECONN.*|EPIPE|ENOENT)$/;
const LOST =
  /connection terminated|connection ended|not queryable|timeout exceeded when trying to connect|client/i;

function passes(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') return PASSING.test(code);
  return error instanceof Error && LOST.test(error.message);
}

/** Parts messages, in order, so that no call stands in one part twice. */
export function partsOf<I extends { readonly callId: string }>(items: readonly I[]): I[][] {
  const parts: I[][] = [];
  let taken = new Set<string>();
  for (const item of items) {
    if (parts.length === 0 || taken.has(item.callId)) {
      parts.push([]);
      taken = new Set();
    }
    taken.add(item.callId);
    parts.at(-1)?.push(item);
  }
  return parts;
}

const PLAN_BY_INDEXES = prepared(`SELECT set_config('enable_seqscan', 'off', true),
  set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true)`);

/**
 * Tables of calls are empty in the morning and full at noon: no statistic of then may turn a plan over. For what is read
 * outside of functions, which see to it themselves.
 */
export async function planByIndexes(tx: Tx): Promise<void> {
  await tx.executeQuery(CompiledQuery.raw(PLAN_BY_INDEXES, []));
}

/** A turn that a group takes in its midst, when it has done all that keeps nobody waiting. */
export interface Turn {
  take(): Promise<void>;
  /** Said when little is left to do, so that the next group comes as far as our locks meanwhile. */
  end(): void;
}

/** Lends work a turn, and takes it back when the work is done at the latest. */
export async function withTurn<T>(turns: Turns, work: (turn: Turn) => Promise<T>): Promise<T> {
  let late: NodeJS.Timeout | null = null;
  const end = (): void => {
    if (late === null) return;
    clearTimeout(late);
    late = null;
    turns.end();
  };
  const take = async (): Promise<void> => {
    await turns.next();
    late = setTimeout(end, LONGEST_TURN_MS);
  };
  try {
    return await work({ take, end });
  } finally {
    end();
  }
}

/**
 * Messages of one kind that arrive together share one transaction. One that fails does not hurt the others: the group is then
 * run one by one. All verbs are safe to repeat, so a group whose connection broke is simply sent again. `work` does all or
 * nothing, and answers for each message, in order.
 */
export function createGroup<I extends { readonly callId: string }, O>(
  turns: Turns,
  work: (items: readonly I[]) => Promise<readonly O[]>,
): Batcher<I, O> {
  const attempt = async (items: readonly I[]): Promise<Settled<O>[]> => {
    for (let repeats = 0; ; repeats += 1) {
      try {
        return (await work(items)).map((value) => ({ value }));
      } catch (error) {
        if (!passes(error)) {
          if (items.length === 1) return [{ error }];
          return await oneByOne(items);
        }
        if (repeats >= MOST_REPEATS) return items.map(() => ({ error: unavailable(error) }));
        await wait(Math.random() * Math.min(LONGEST_PAUSE_MS, 10 * 2 ** repeats));
      }
    }
  };
  const oneByOne = async (items: readonly I[]): Promise<Settled<O>[]> => {
    const answers: Settled<O>[] = [];
    for (const item of items) answers.push(...(await attempt([item])));
    return answers;
  };
  return createBatcher<I, O>({
    maxBatch: MOST_IN_GROUP,
    turns,
    maxQueued: MOST_QUEUED,
    onFull: () => unavailable(new Error('too many calls wait')),
    run: async (items, endTurn) => {
      const late = setTimeout(endTurn, LONGEST_TURN_MS);
      const answers: Settled<O>[] = [];
      for (const part of partsOf(items)) answers.push(...(await attempt(part)));
      clearTimeout(late);
      return answers;
    },
  });
}

function unavailable(cause: unknown): Error {
  const internal = cause instanceof Error ? cause.message : String(cause);
  return serviceUnavailable({ internal, headers: { 'retry-after': '1' } });
}
