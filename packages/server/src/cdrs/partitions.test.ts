import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { ensureComingPartitions, ensurePartitions } from './partitions.ts';
import { selectCdr } from './store.ts';
import { answeredAt, record } from './test-calls.ts';
import { expectedRollups, storedRollups } from './test-rollups.ts';

const db = await testDatabase();

async function placeOf(callId: string): Promise<string | undefined> {
  const { rows } = await sql<{ place: string }>`SELECT tableoid::regclass::text AS place FROM cdr
    WHERE id = ${callId}`.execute(db.kysely);
  return rows[0]?.place;
}

test('this month and the two next ones are made, once, by whoever comes first', async () => {
  const now = new Date('2026-11-15T00:00:00Z');
  const made = await Promise.all([1, 2, 3].map(() => ensureComingPartitions(db, now)));
  expect(made.reduce((sum, one) => sum + one, 0)).toBe(3);
  const call = answeredAt('2027-01-31T23:59:59.999Z');
  await record(db, [call]);
  expect(await placeOf(call.callId)).toBe('cdr_202701');
});

test('a call of a month without a partition is kept, and moves when its month is made', async () => {
  const calls = ['2026-05-31T23:59:59.999Z', '2026-06-01T00:00:00Z', '2026-06-15T12:00:00Z'].map((at) =>
    answeredAt(at),
  );
  await record(db, calls);
  for (const call of calls) expect(await placeOf(call.callId)).toBe('cdr_default');
  await ensurePartitions(db, new Date('2026-03-25T00:00:00Z'), new Date('2026-03-25T00:00:00Z'));
  expect(await Promise.all(calls.map((call) => placeOf(call.callId)))).toEqual([
    'cdr_202605',
    'cdr_202606',
    'cdr_202606',
  ]);
  for (const call of calls) {
    expect(await selectCdr(db.kysely, call.partnerId, call.callId)).toMatchObject({ callId: call.callId });
    expect(await record(db, [call])).toEqual([]);
  }
  const own = calls.filter(({ partnerId }) => partnerId === calls[0]!.partnerId);
  expect(await storedRollups(db.kysely, calls[0]!.partnerId)).toEqual(expectedRollups(own));
});

test('a call is looked up in one partition', async () => {
  const call = answeredAt('2026-12-05T12:00:00Z');
  await record(db, [call]);
  const { rows } = await sql<{ 'QUERY PLAN': string }>`EXPLAIN SELECT * FROM cdr
    WHERE partner_id = ${call.partnerId} AND id = ${call.callId}`.execute(db.kysely);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  const places = new Set([...plan.matchAll(/ on (cdr_\w+) cdr/g)].map(([, place]) => place));
  expect([...places]).toEqual(['cdr_202612']);
});
