import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import type { Settled } from '../platform/batch/index.ts';
import { serviceUnavailable } from '../platform/errors/index.ts';
import type { CommandResult } from './command.ts';
import { failureOf } from './failure.ts';
import { postWave, type GroupOptions, type RunSql } from './posting-store.ts';
import type { PreparedCommand } from './prepared-command.ts';
import { wavesOf } from './waves.ts';

export interface GroupRunnerOptions {
  readonly pool: pg.Pool;
  readonly now: (partnerId: string) => Date;
  /** How long a group whose connection broke tries to learn what became of it. Milliseconds. */
  readonly recoverMs: number;
}

/** Deadlocks and the like pass; after so many in a row something else is wrong. */
const MOST_REPEATS = 10;
const LONGEST_PAUSE_MS = 500;

type Answer = Settled<CommandResult>;

interface Attempt {
  careful: boolean;
  again: boolean;
  repeats: number;
  readonly until: number;
}

/**
 * Posts groups in transactions of their own. Every command gets a result or an error, and both are true: an error other
 * than `service_unavailable` means that nothing was posted.
 */
export function createGroupRunner(
  options: GroupRunnerOptions,
): (commands: readonly PreparedCommand[]) => Promise<Answer[]> {
  const runWave = async (wave: readonly PreparedCommand[], attempt: Attempt): Promise<Answer[]> => {
    for (;;) {
      const outcome = await tryWave(options, wave, attempt);
      if ('results' in outcome) return outcome.results;
      const { error } = outcome;
      switch (outcome.failure) {
        case 'again':
          attempt.repeats += 1;
          if (attempt.repeats > MOST_REPEATS) return wave.map(() => ({ error: unavailable(error) }));
          break;
        case 'lost':
          if (Date.now() >= attempt.until) return wave.map(() => ({ error: unavailable(error) }));
          break;
        case 'busy':
          return wave.map(() => ({ error: unavailable(error) }));
        case 'faulty':
          if (wave.length === 1 && attempt.careful) return [{ error }];
          return oneByOne(wave, attempt);
      }
      await wait(Math.min(LONGEST_PAUSE_MS, 5 * 2 ** Math.min(attempt.repeats, 10)) * Math.random());
    }
  };

  const oneByOne = async (wave: readonly PreparedCommand[], attempt: Attempt): Promise<Answer[]> => {
    const answers: Answer[] = [];
    for (const command of wave) {
      answers.push(...(await runWave([command], { ...attempt, careful: true, repeats: 0 })));
    }
    return answers;
  };

  return async (commands) => {
    const answers: Answer[] = [];
    for (const wave of wavesOf(commands)) {
      const until = Date.now() + options.recoverMs;
      answers.push(...(await runWave(wave, { careful: false, again: false, repeats: 0, until })));
    }
    return answers;
  };
}

function unavailable(cause: unknown): Error {
  const internal = cause instanceof Error ? cause.message : String(cause);
  return serviceUnavailable({ internal, headers: { 'retry-after': '1' } });
}

type Outcome =
  | { readonly results: Answer[] }
  | { readonly failure: ReturnType<typeof failureOf>; readonly error: unknown };

async function tryWave(
  options: GroupRunnerOptions,
  wave: readonly PreparedCommand[],
  attempt: Attempt,
): Promise<Outcome> {
  let client: pg.PoolClient;
  try {
    client = await options.pool.connect();
  } catch (error) {
    attempt.repeats += 1;
    return { failure: 'lost', error };
  }
  const started = Date.now();
  try {
    const groupOptions: GroupOptions = { now: options.now, careful: attempt.careful, again: attempt.again };
    const results = await postWave(
      runOn(client),
      wave,
      groupOptions,
      persistently(options, client, attempt.until),
    );
    client.release();
    return { results };
  } catch (error) {
    const failure = failureOf(error);
    client.release(failure === 'lost');
    if (failure !== 'lost') return { failure, error };
    attempt.careful = true;
    attempt.again = true;
    attempt.repeats += 1;
    await endBackend(options, client, started, attempt.until);
    return { failure, error };
  }
}

/** Reads what is committed, on another connection when this one fails; gives up with nothing when the time is over. */
function persistently(options: GroupRunnerOptions, client: pg.PoolClient, until: number): RunSql {
  return async <R>(statement: { name?: string; text: string; values: unknown[] }) => {
    try {
      return await runOn(client)<R>(statement);
    } catch {
      while (Date.now() < until) {
        try {
          const { rows } = await options.pool.query(statement);
          return rows as R[];
        } catch {
          await wait(50);
        }
      }
      return [];
    }
  };
}

function runOn(client: pg.PoolClient): RunSql {
  return async <R>(statement: { name?: string; text: string; values: unknown[] }) => {
    const { rows } = await client.query(statement);
    return rows as R[];
  };
}

/**
 * A server process that lost its client may still be at work, or have the group yet to read. Before anything is repeated
 * it must be gone: then the group is either committed or never will be. While the database cannot be reached there is no
 * telling, and this waits.
 */
async function endBackend(
  options: GroupRunnerOptions,
  client: pg.PoolClient,
  started: number,
  until: number,
): Promise<void> {
  const { processID } = client as unknown as { processID: number | null };
  if (processID === null) return;
  while (Date.now() < until) {
    try {
      const elapsedSeconds = (Date.now() - started) / 1_000;
      await options.pool.query(
        `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
         WHERE pid = $1 AND pid <> pg_backend_pid() AND usename = current_user
           AND backend_start <= clock_timestamp() - make_interval(secs => $2)`,
        [processID, elapsedSeconds],
      );
      return;
    } catch {
      await wait(50);
    }
  }
}
