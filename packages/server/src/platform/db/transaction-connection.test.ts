import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/database.ts';
import { callWithCommit, openDatabase, prepared, type Tx } from './index.ts';
import { nameOf } from './prepared.ts';

const db = await testDatabase();

beforeAll(async () => {
  await sql`CREATE TABLE note (id integer PRIMARY KEY, text text);
    CREATE FUNCTION note_all(p_ids integer[]) RETURNS void LANGUAGE sql AS 'INSERT INTO note SELECT unnest(p_ids)'`.execute(
    db.kysely,
  );
});

const insert = (tx: Tx, id: number) => sql`INSERT INTO note VALUES (${id}, 'n')`.execute(tx);

async function notes(): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`SELECT id FROM note ORDER BY id`.execute(db.kysely);
  return rows.map(({ id }) => id);
}

/** How often the work's connection waited for the database. */
async function roundTripsOf(work: (tx: Tx) => Promise<unknown>): Promise<number> {
  let count = 0;
  const counting = openDatabase({
    url: db.url,
    maxConnections: 1,
    applicationName: 'counted',
    statementTimeoutMs: 0,
  });
  const client = await counting.pool.connect();
  const { connection } = client as unknown as { readonly connection: { sync: () => void } };
  const sync = connection.sync.bind(connection);
  connection.sync = () => {
    count += 1;
    sync();
  };
  client.release();
  await counting.inTransaction(work);
  await counting.close();
  return count;
}

describe('in a transaction', () => {
  it('BEGIN goes with the first statement, what is asked at once together, and COMMIT with what is last', async () => {
    expect(await roundTripsOf((tx) => insert(tx, 1))).toBe(2);
    expect(await roundTripsOf((tx) => Promise.all([insert(tx, 2), insert(tx, 3)]))).toBe(2);
    expect(
      await roundTripsOf(async (tx) => {
        await insert(tx, 4);
        callWithCommit(tx, [{ name: 'note_all', rows: [{ names: ['p_ids'], arrays: ['{5,6}'] }] }]);
      }),
    ).toBe(2);
    expect(await roundTripsOf(async () => undefined)).toBe(0);
    expect(await notes()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('each statement gets its own answer', async () => {
    const answers = await db.inTransaction((tx) =>
      Promise.all([
        sql`SELECT ${1}::integer AS one, ${'x'}::text AS two`.execute(tx),
        sql`UPDATE note SET text = ${'m'} WHERE id < 3`.execute(tx),
        sql`SELECT id FROM note WHERE text = ${'m'} ORDER BY id`.execute(tx),
        sql`SELECT 7 AS alone`.execute(tx),
      ]),
    );
    expect(answers.map(({ rows }) => rows)).toEqual([
      [{ one: 1, two: 'x' }],
      [],
      [{ id: 1 }, { id: 2 }],
      [{ alone: 7 }],
    ]);
    expect(answers[1].numAffectedRows).toBe(2n);
  });

  it('the first that fails is the last that is done, and nothing of it stays', async () => {
    const work = db.inTransaction(async (tx) => {
      await insert(tx, 20);
      const all = await Promise.allSettled([insert(tx, 21), insert(tx, 20), insert(tx, 22)]);
      expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
      for (const one of all) if (one.status === 'rejected') throw one.reason;
    });
    await expect(work).rejects.toMatchObject({ code: '23505' });
    expect(await notes()).not.toContain(20);
  });

  it('a last call that fails rolls back', async () => {
    const work = db.inTransaction(async (tx) => {
      await insert(tx, 30);
      callWithCommit(tx, [{ name: 'note_all', rows: [{ names: ['p_ids'], arrays: ['{1}'] }] }]);
    });
    await expect(work).rejects.toMatchObject({ code: '23505' });
    expect(await notes()).not.toContain(30);
  });

  it('going on after an error commits nothing and says so', async () => {
    const work = db.inTransaction(async (tx) => {
      await insert(tx, 40);
      await insert(tx, 40).catch(() => undefined);
    });
    await expect(work).rejects.toThrow();
    expect(await notes()).not.toContain(40);
  });

  it('where BEGIN fails nothing is done outside of a transaction', async () => {
    const one = openDatabase({ url: db.url, maxConnections: 1, applicationName: 'b', statementTimeoutMs: 0 });
    const client = await one.pool.connect();
    // As if it had been cancelled: this name stands for something that fails.
    await client.query({ name: nameOf('BEGIN')!, text: 'SELECT 1 / length($1)', values: ['x'] });
    client.release();
    const work = one.inTransaction(async (tx) => {
      await Promise.allSettled([insert(tx, 50), sql`INSERT INTO note VALUES (51)`.execute(tx)]);
      await insert(tx, 52);
    });
    await expect(work).rejects.toThrow();
    expect((await notes()).filter((id) => id >= 50)).toEqual([]);
    // The connection was thrown away, and the next is a good one.
    await one.inTransaction((tx) => insert(tx, 53));
    expect(await notes()).toContain(53);
    await one.close();
  });

  it('nothing is asked of a transaction that is over', async () => {
    const tx = await db.inTransaction(async (one) => one);
    await expect(insert(tx, 55)).rejects.toThrow('over');
    expect(await notes()).not.toContain(55);
  });

  it('a statement with a name survives its own failure, and that of one before it', async () => {
    const text = prepared('SELECT 10 / $1::integer AS tenth');
    const one = openDatabase({ url: db.url, maxConnections: 1, applicationName: 'n', statementTimeoutMs: 0 });
    const tenth = (tx: Tx, by: number) =>
      tx.executeQuery<{ tenth: number }>({ ...sql`x`.compile(tx), sql: text, parameters: [by] });
    await expect(one.inTransaction((tx) => tenth(tx, 0))).rejects.toMatchObject({ code: '22012' });
    await expect(
      one.inTransaction((tx) => Promise.all([sql`SELECT 1 / ${0}::integer`.execute(tx), tenth(tx, 5)])),
    ).rejects.toMatchObject({ code: '22012' });
    for (const by of [5, 2]) {
      const { rows } = await one.inTransaction((tx) => tenth(tx, by));
      expect(rows).toEqual([{ tenth: 10 / by }]);
    }
    await one.close();
  });

  it('a value that cannot be written fails alone and leaves the connection as it was', async () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const one = openDatabase({ url: db.url, maxConnections: 1, applicationName: 'v', statementTimeoutMs: 0 });
    await expect(one.inTransaction((tx) => sql`SELECT ${circle}::jsonb`.execute(tx))).rejects.toThrow(
      /circular/i,
    );
    await one.inTransaction((tx) => insert(tx, 60));
    expect(await notes()).toContain(60);
    await one.close();
  });
});
