import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { startTestApp } from '../app.ts';
import { databaseDigest, type TableDigest } from './database-digest.ts';
import { makeTenant } from './world.ts';

const app = await startTestApp();
const partner = await app.partner();
const other = await app.partner();
await app.request('GET', '/api/v1/partner/me', { auth: partner.auth });

/** The tables whose digest is another one after `work` than before. */
async function changedBy(work: () => Promise<unknown>, partnerId: string | null = null): Promise<string[]> {
  const before = await databaseDigest(app.db, partnerId);
  await work();
  const after = await databaseDigest(app.db, partnerId);
  expect(Object.keys(after)).toEqual(Object.keys(before));
  const same = (one: TableDigest, two: TableDigest) => one.rows === two.rows && one.content === two.content;
  return Object.keys(after).filter((name) => !same(before[name]!, after[name]!));
}

const run = (statement: string) => () => app.db.pool.query(statement);

describe('the digest of the database', () => {
  it('is another one after each kind of change, and the old one when that is taken back', async () => {
    const first = await databaseDigest(app.db);
    const steps = [
      `INSERT INTO emergency_number (country, number, description) VALUES ('ZZ', '999', 'first')`,
      `UPDATE emergency_number SET description = 'second' WHERE country = 'ZZ'`,
      `DELETE FROM emergency_number WHERE country = 'ZZ'`,
    ];
    for (const step of steps) expect(await changedBy(run(step)), step).toEqual(['emergency_number']);
    expect(await databaseDigest(app.db)).toEqual(first);
  });

  it('sees rows that change places, and rows of partitions', async () => {
    const swap = `UPDATE partner SET name = CASE WHEN partner_id = '${partner.partnerId}' THEN '${other.name}' ELSE '${partner.name}' END`;
    expect(await changedBy(run(swap))).toEqual(['partner']);
    const { campaignId } = await makeTenant(app);
    const call = `UPDATE cdr SET cost = cost + 1 WHERE campaign_id = '${campaignId}'`;
    expect(await changedBy(run(call))).toEqual(['cdr']);
  });

  it('is the same after what changes nothing: rows that are locked, written as they were, or seen again', async () => {
    const locked = () => app.db.inTransaction((tx) => sql`SELECT 1 FROM partner FOR UPDATE`.execute(tx));
    expect(await changedBy(locked)).toEqual([]);
    expect(await changedBy(run('UPDATE partner SET name = name'))).toEqual([]);
    expect(await changedBy(run('UPDATE api_credential SET last_used_at = now()'))).toEqual([]);
    expect(await changedBy(run('VACUUM FULL partner'))).toEqual([]);
  });

  it('of one partner is moved by what belongs to it alone', async () => {
    const rename = (id: string) => run(`UPDATE partner SET name = name || '!' WHERE partner_id = '${id}'`);
    expect(await changedBy(rename(other.partnerId), partner.partnerId)).toEqual([]);
    expect(await changedBy(rename(partner.partnerId), partner.partnerId)).toEqual(['partner']);
  });
});
