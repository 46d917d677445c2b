import { expect, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import type { CdrFilter } from './cdr-filter.ts';
import type { Cdr } from './cdr.ts';
import { exportCsv } from './export-csv.ts';
import { ensurePartitions } from './partitions.ts';
import { plausibleCalls } from './plausible-calls.ts';
import { answeredAt, record, story } from './test-calls.ts';

const db = await testDatabase();
const told = story({
  seed: 40,
  count: 2_300,
  from: new Date('2026-02-20T00:00:00Z'),
  before: new Date('2026-03-20T00:00:00Z'),
});
await ensurePartitions(db, told.from, told.before);
const calls = [...plausibleCalls(told)];
await record(db, calls);

const idOnly = async () => (cdr: Cdr) => [cdr.callId];
const filter: CdrFilter = { minDuration: 1, window: { from: null, before: null } };
const wanted = calls
  .filter((call) => call.durationSeconds >= 1)
  .map((call) => call.callId)
  .sort()
  .reverse();

test.each(['walk', 'gather'] as const)(
  'every call that matches is in the file once, newest first (%s)',
  async (approach) => {
    let pieces = 0;
    let text = '';
    for await (const piece of exportCsv(db.kysely, told.partnerId, filter, approach, ['id'], idOnly)) {
      pieces += 1;
      text += piece.text;
    }
    expect(text.split('\r\n')).toEqual(['id', ...wanted, '']);
    expect(pieces).toBeGreaterThan(3);
  },
);

test('a file that nobody reads on holds no connection', async () => {
  const started = exportCsv(db.kysely, told.partnerId, filter, 'walk', ['id'], idOnly);
  await started.next();
  await started.next();
  expect(db.pool.idleCount).toBe(db.pool.totalCount);
  // A call that comes meanwhile is newer than all that is still to be written.
  await record(db, [answeredAt('2026-03-19T23:59:59Z', { partnerId: told.partnerId })]);
  let rest = '';
  for await (const piece of started) rest += piece.text;
  expect(rest.trimEnd().split('\r\n')).toEqual(wanted.slice(1_000));
});
