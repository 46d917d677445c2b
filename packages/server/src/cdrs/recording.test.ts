import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { TEST_ACTOR } from '../../test/app.ts';
import { testDatabase } from '../../test/database.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import type { FinishedCall } from './finished-call.ts';
import { ensurePartitions } from './partitions.ts';
import { plausibleCalls } from './plausible-calls.ts';
import { rebuildRollups } from './rebuild.ts';
import { correctCall, recordCalls } from './recording-store.ts';
import { selectCdr } from './store.ts';
import { answeredAt, callAt, record, story, unansweredAt } from './test-calls.ts';
import { expectedRollups, storedRollups } from './test-rollups.ts';

const db = await testDatabase();
await ensurePartitions(db, new Date('2026-03-01T00:00:00Z'), new Date('2026-04-01T00:00:00Z'));
const by = { actor: TEST_ACTOR, at: new Date('2026-03-26T00:00:00Z') };
const EVERYTHING = { from: null, to: null };

/** Cuts a list at some places. */
function inBatches<T>(items: readonly T[], sizes: readonly number[]): T[][] {
  const batches: T[][] = [];
  let at = 0;
  for (let turn = 0; at < items.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    batches.push(items.slice(at, at + size));
    at += size;
  }
  return batches;
}

test('calls recorded in any order, in any batches, twice and at the same time count once in both rollups', async () => {
  const recorded = fc.record({
    seed: fc.integer(),
    count: fc.integer({ min: 1, max: 60 }),
    sizes: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(recorded, fc.infiniteStream(fc.nat()), async ({ seed, count, sizes }, order) => {
      const told = story({ seed, count });
      const calls = [...plausibleCalls(told)];
      const twice = [...calls, ...calls]
        .map((call) => ({ call, place: order.next().value as number }))
        .sort((a, b) => a.place - b.place)
        .map(({ call }) => call);
      const batches = inBatches(twice, sizes);
      const added = (await Promise.all(batches.map((batch) => record(db, batch)))).flat();
      expect([...added].sort()).toEqual(calls.map((call) => call.callId).sort());
      const stored = await storedRollups(db.kysely, told.partnerId);
      expect(stored).toEqual(expectedRollups(calls));
      await rebuildRollups(db, told.partnerId, EVERYTHING, by);
      expect(await storedRollups(db.kysely, told.partnerId)).toEqual(stored);
    }),
    { numRuns: 15 },
  );
});

test('rollups of many partners in one batch stay apart', async () => {
  const stories = [story({ seed: 3 }), story({ seed: 4 })];
  const calls = stories.flatMap((told) => [...plausibleCalls(told)]);
  await record(db, calls);
  for (const { partnerId } of stories) {
    const own = calls.filter((call) => call.partnerId === partnerId);
    expect(await storedRollups(db.kysely, partnerId)).toEqual(expectedRollups(own));
  }
});

test('a second record of a call changes nothing, whatever it says', async () => {
  const call = answeredAt('2026-03-25T09:00:00Z', { partnerId: uuidv7(), cost: 150_000n });
  expect(await record(db, [call])).toEqual([call.callId]);
  expect(await record(db, [{ ...call, cost: 999_000n, talkSeconds: 1 }])).toEqual([]);
  expect(await selectCdr(db.kysely, call.partnerId, call.callId)).toMatchObject({
    cost: 150_000n,
    talkSeconds: 60,
  });
  expect(await storedRollups(db.kysely, call.partnerId)).toEqual(expectedRollups([call]));
});

test('what is recorded is read again', async () => {
  for (const call of [...plausibleCalls(story({ seed: 9, count: 25 }))]) {
    await record(db, [call]);
    const { recordedAt, selling, wholesale, ...rest } = call;
    expect(await selectCdr(db.kysely, call.partnerId, call.callId)).toMatchObject({
      ...rest,
      selling,
      wholesale,
      sellingBilledSeconds: selling?.billedSeconds ?? 0,
      wholesaleBilledSeconds: wholesale?.billedSeconds ?? 0,
      createdAt: recordedAt,
      updatedAt: recordedAt,
    });
  }
});

test('calls of a transaction that rolls back are nowhere', async () => {
  const call = answeredAt('2026-03-25T09:00:00Z', { partnerId: uuidv7() });
  await expect(
    db.inTransaction(async (tx) => {
      await recordCalls(tx, [call]);
      throw new Error('settlement failed');
    }),
  ).rejects.toThrow('settlement failed');
  expect(await selectCdr(db.kysely, call.partnerId, call.callId)).toBeNull();
  expect(await storedRollups(db.kysely, call.partnerId)).toEqual({});
});

test('a correction moves the rollups by the difference, however often it comes', async () => {
  const call = answeredAt('2026-03-25T09:00:00Z', {
    partnerId: uuidv7(),
    settledBy: 'sweep',
    talkSeconds: 600,
    cost: 450_000n,
    wholesaleCost: 300_000n,
    margin: 150_000n,
  });
  const neighbour = answeredAt('2026-03-25T09:01:00Z', {
    partnerId: call.partnerId,
    customerId: call.customerId,
  });
  await record(db, [call, neighbour]);
  const changes = {
    endedAt: new Date('2026-03-25T09:01:05Z'),
    durationSeconds: 65,
    talkSeconds: 60,
    cost: 45_000n,
    wholesaleCost: 30_000n,
    margin: 15_000n,
    sellingBilledSeconds: 60,
    mosHundredths: 410,
    settledBy: 'correction' as const,
  };
  const at = new Date('2026-03-25T12:00:00Z');
  const correct = () => db.inTransaction((tx) => correctCall(tx, call.partnerId, call.callId, changes, at));
  await Promise.all([correct(), correct()]);
  const { sellingBilledSeconds, ...outcome } = changes;
  const selling = { ...call.selling!, billedSeconds: sellingBilledSeconds };
  const corrected: FinishedCall = { ...call, ...outcome, selling };
  expect(await storedRollups(db.kysely, call.partnerId)).toEqual(expectedRollups([corrected, neighbour]));
  expect(await selectCdr(db.kysely, call.partnerId, call.callId)).toMatchObject({
    ...changes,
    updatedAt: at,
  });
});

test('a correction can turn an answered call into one that was not', async () => {
  const call = answeredAt('2026-03-25T09:00:00Z', { partnerId: uuidv7() });
  await record(db, [call]);
  const changes = {
    answeredAt: null,
    talkSeconds: 0,
    hangupCause: 'NO_ANSWER',
    cost: 0n,
    margin: 0n,
    wholesaleCost: 0n,
  };
  await db.inTransaction((tx) => correctCall(tx, call.partnerId, call.callId, changes, by.at));
  expect(await storedRollups(db.kysely, call.partnerId)).toEqual(expectedRollups([{ ...call, ...changes }]));
  await rebuildRollups(db, call.partnerId, EVERYTHING, by);
  expect(await storedRollups(db.kysely, call.partnerId)).toEqual(expectedRollups([{ ...call, ...changes }]));
});

test('a correction of another partner’s call finds nothing', async () => {
  const call = answeredAt('2026-03-25T09:00:00Z', { partnerId: uuidv7() });
  await record(db, [call]);
  const found = await db.inTransaction((tx) => correctCall(tx, uuidv7(), call.callId, { cost: 0n }, by.at));
  expect(found).toBe(false);
});

test('a rebuild mends what was spoiled, within its days only, and is written down', async () => {
  const partnerId = uuidv7();
  const calls = ['2026-03-20T10:00:00Z', '2026-03-21T10:00:00Z', '2026-03-22T10:00:00Z'].map((at) =>
    unansweredAt(at, 'USER_BUSY', { partnerId }),
  );
  await record(db, calls);
  await sql`UPDATE cdr_rollup SET attempts = attempts + 7 WHERE partner_id = ${partnerId}`.execute(db.kysely);
  await sql`DELETE FROM cdr_rollup_day WHERE partner_id = ${partnerId}`.execute(db.kysely);
  const part = await rebuildRollups(db, partnerId, { from: '2026-03-21', to: '2026-03-21' }, by);
  expect(part).toMatchObject({ days: 1, calls: 1 });
  const stored = await storedRollups(db.kysely, partnerId);
  const spoiled = Object.entries(stored).filter(([, sums]) => sums.startsWith('8 '));
  expect(spoiled.every(([key]) => !key.includes('2026-03-21'))).toBe(true);
  expect(spoiled).toHaveLength(4);
  const all = await rebuildRollups(db, partnerId, { from: '2020-01-01', to: '2030-01-01' }, by);
  expect(all).toMatchObject({ from: '2026-03-20', to: '2026-03-22', days: 3, calls: 3 });
  expect(await storedRollups(db.kysely, partnerId)).toEqual(expectedRollups(calls));
  const { rows } = await sql<{
    action: string;
  }>`SELECT action FROM audit_entry WHERE partner_id = ${partnerId}`.execute(db.kysely);
  expect(rows).toHaveLength(2);
});

test('calls that are recorded while rollups are rebuilt are neither lost nor counted twice', async () => {
  const told = story({ seed: 77, count: 400 });
  const calls = [...plausibleCalls(told)];
  const [first, later] = [calls.slice(0, 200), calls.slice(200)];
  await record(db, first);
  await Promise.all([
    ...inBatches(later, [10]).map((batch) => record(db, batch)),
    ...[1, 2, 3].map(() => rebuildRollups(db, told.partnerId, EVERYTHING, by)),
  ]);
  expect(await storedRollups(db.kysely, told.partnerId)).toEqual(expectedRollups(calls));
});

test('an id that is no UUIDv7 records nothing', async () => {
  const call = callAt('2026-03-25T09:00:00Z', { callId: '4e9c108c-6e88-4aad-ad62-cee335b8752c' });
  await expect(record(db, [call])).rejects.toThrow('cdr_id_check');
});
