import type { Database } from '../platform/db/index.ts';

/** Any number of our own. */
const LOCK = 7_041_776;

/** Lets one process at a time tell the story; null where another is at it. */
export async function tellAlone<T>({ pool }: Database, tell: () => Promise<T>): Promise<T | null> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [LOCK]);
    if (rows[0]?.mine !== true) return null;
    try {
      return await tell();
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [LOCK]);
    }
  } finally {
    client.release();
  }
}

/**
 * A new database knows nothing of tables that fill within seconds, and would look through all of a partner's postings for
 * each new one until it next has a look by itself.
 */
export async function lookAtTables({ pool }: Database): Promise<void> {
  await pool.query('ANALYZE ledger_transfer, ledger_account, cdr_rollup, cdr_rollup_day, cdr');
}
