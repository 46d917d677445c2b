import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, expect, it } from 'vitest';
import { emptyDatabase } from '../../test/database.ts';
import { migrate, openDatabase } from '../platform/db/index.ts';

const MIGRATIONS = join(import.meta.dirname, '../../migrations');

/** The migrations from before capacity, in a directory of their own. */
async function earlierMigrations(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'migrations-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const earlier = (await readdir(MIGRATIONS)).filter((file) => file < '0013');
  await Promise.all(earlier.map((file) => copyFile(join(MIGRATIONS, file), join(directory, file))));
  return directory;
}

it('an account from before keeps the limits it has, and gets no more by a plain change', async () => {
  const { url } = await emptyDatabase();
  const db = openDatabase({ url, maxConnections: 4, applicationName: 'test', statementTimeoutMs: 30_000 });
  onTestFinished(() => db.close());
  await migrate(db.pool, await earlierMigrations());
  await db.pool
    .query(`INSERT INTO customer (partner_id, customer_id, auth_id, api_id, name, email, phone, company, timezone,
      country, currency, tds_enabled, tds_percentage, business_type, account_type, status, kyc_status, cps_limit,
      concurrent_calls_limit, pricing_tier_id, wallet_account_id, created_at, updated_at, version)
    SELECT gen_random_uuid(), gen_random_uuid(), auth_id, gen_random_uuid(), 'N', auth_id || '@n.example', '+1', '', 'UTC', 'IN',
      'INR', false, 0, 'individual', 'standard', 'active', 'pending', cps, calls, gen_random_uuid(), gen_random_uuid(),
      '2026-03-25', '2026-03-25', 1
    FROM (VALUES ('MA_AAAAAAAA', 1, 4), ('MA_BBBBBBBB', 20, 500), ('MA_CCCCCCCC', 1, 2)) AS old(auth_id, cps, calls)`);
  await migrate(db.pool, MIGRATIONS);
  const { rows } = await db.pool.query<
    Record<string, number>
  >(`SELECT cps_limit, base_cps_limit, concurrent_calls_limit, base_concurrent_calls_limit,
    allocated_cps + allocated_concurrent_calls AS allocated FROM customer ORDER BY auth_id`);
  expect(rows.map((row) => Object.values(row))).toEqual([
    [1, 1, 4, 4, 0],
    [20, 20, 500, 500, 0],
    [1, 1, 2, 4, 0],
  ]);
  const raise = db.pool.query(`UPDATE customer SET concurrent_calls_limit = 5 WHERE auth_id = 'MA_AAAAAAAA'`);
  await expect(raise).rejects.toThrow('customer_calls_entitled');
});
