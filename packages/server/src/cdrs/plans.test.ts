import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import type { CdrFilter } from './cdr-filter.ts';
import { conditionsOf } from './conditions.ts';
import { ensurePartitions } from './partitions.ts';
import { plausibleCalls } from './plausible-calls.ts';
import { answeredAt, record, story } from './test-calls.ts';

const db = await testDatabase();
await ensurePartitions(db, new Date('2026-03-01T00:00:00Z'), new Date('2026-03-31T00:00:00Z'));

/** Tells calls again and again, a minute apart, until there are too many to look through. */
async function multiply(times: number): Promise<void> {
  await sql`INSERT INTO cdr
    SELECT again.* FROM generate_series(1, ${times}::int) AS turn, cdr c, LATERAL jsonb_populate_record(c, jsonb_build_object(
      'id', (left(cdr_first_id(cdr_time(c.id) - turn * interval '1 minute')::text, 14) || '7'
             || substr(md5(c.id::text || turn), 1, 3) || '-8' || substr(md5(turn || c.id::text), 1, 3) || right(c.id::text, 13))::uuid,
      'number', nextval('cdr_number'))) AS again`.execute(db.kysely);
  await sql`VACUUM (ANALYZE) cdr`.execute(db.kysely);
}

const told = [story({ seed: 31, count: 250 }), story({ seed: 32, count: 250 })];
const [own] = told;
for (const one of told) await record(db, [...plausibleCalls(one)]);
await multiply(60);
const rare = answeredAt('2026-03-24T12:00:00Z', {
  partnerId: own!.partnerId,
  customerId: own!.customerIds[0],
  hangupCause: 'MEDIA_TIMEOUT',
  hangupDisposition: 'send_refuse_late',
  durationSeconds: 14_405,
  destinationNumber: '+8617612345678',
  bridgeUuid: uuidv7(),
  campaignId: 'the-only-one',
});
await record(db, [rare]);

async function planOf(filter: Omit<CdrFilter, 'window'>, isMost = false): Promise<string> {
  const where = conditionsOf(own!.partnerId, { ...filter, window: { from: null, before: null } }, isMost);
  const { rows } = await sql<{
    'QUERY PLAN': string;
  }>`EXPLAIN SELECT c.cost FROM cdr c WHERE ${where}`.execute(db.kysely);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

test.each<[string, Omit<CdrFilter, 'window'>]>([
  ['hangup_cause', { hangupCause: 'MEDIA_TIMEOUT' }],
  ['hangup_disposition', { hangupDisposition: 'send_refuse_late' }],
  ['duration', { minDuration: 14_000 }],
  ['caller_id_number_destination_number', { toNumber: '861761234' }],
  ['caller_id_number_destination_number', { fromNumber: '861761234' }],
  ['caller_id_number_destination_number', { search: '861761234' }],
  ['sip_call_id', { sipCallId: rare.sipCallId }],
  ['sip_call_id', { search: rare.callId }],
  ['bridge_uuid', { bridgeUuid: rare.bridgeUuid! }],
  ['campaign_id', { campaignId: 'the-only-one' }],
  ['cause_class', { classes: ['no_answer'], customerId: uuidv7() }],
  ['customer_id', { customerId: uuidv7() }],
])('what few calls have is looked up in the index of %s (%j)', async (index, filter) => {
  const plan = await planOf(filter);
  expect(plan).not.toContain('Seq Scan on cdr_202603');
  const names =
    index === 'cause_class'
      ? /cdr_202603_partner_id_(cause_class|customer_id)/
      : new RegExp(`cdr_202603_partner_id_${index}`);
  expect(plan).toMatch(names);
});

test('of whoever has most of the calls, the index of pieces is not asked whose they are', async () => {
  const plan = await planOf({ search: '861761234' }, true);
  expect(plan).not.toContain('Seq Scan on cdr_202603');
  expect(plan.split('\n').filter((line) => /Index Cond.*number/.test(line))).not.toEqual([]);
  expect(plan).not.toMatch(/Index Cond.*partner_id.*number/);
});
