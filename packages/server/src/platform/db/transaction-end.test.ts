import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { testDatabase } from '../../../test/database.ts';
import { onTransactionEnd, type TransactionEnd, type Tx } from './index.ts';

const db = await testDatabase();

/** How a transaction of this work ended, as its listeners were told. */
async function endsOf(work: (tx: Tx) => Promise<unknown>): Promise<TransactionEnd[]> {
  const ends: TransactionEnd[] = [];
  const run = db.inTransaction(async (tx) => {
    onTransactionEnd(tx, (end) => ends.push(end));
    onTransactionEnd(tx, (end) => ends.push(end));
    await work(tx);
    expect(ends).toEqual([]);
  });
  await run.catch(() => undefined);
  return ends;
}

it('whoever asks is told once whether a transaction was committed', async () => {
  expect(await endsOf(async () => undefined)).toEqual(['committed', 'committed']);
  const refused = async () => {
    throw new Error('no');
  };
  expect(await endsOf(refused)).toEqual(['rolled_back', 'rolled_back']);
  expect(await endsOf((tx) => sql`SELECT 1 / 0`.execute(tx))).toEqual(['rolled_back', 'rolled_back']);
});

it('a connection that is lost leaves nothing before COMMIT, and nobody knows what after it', async () => {
  const loseConnection = async (tx: Tx): Promise<void> => {
    const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(tx);
    await db.pool.query('SELECT pg_terminate_backend($1, 5000)', [rows[0]!.pid]);
  };
  const before = async (tx: Tx) => {
    await loseConnection(tx);
    await sql`SELECT 1`.execute(tx);
  };
  expect(await endsOf(before)).toEqual(['rolled_back', 'rolled_back']);
  expect(await endsOf(loseConnection)).toEqual(['unknown', 'unknown']);
});
