import pg from 'pg';
import { expect, test } from 'vitest';
import { startTestApp } from '../../test/app.ts';

const app = await startTestApp();

/** Has every connection of the product stop what takes so long. */
async function stopAfter(ms: number): Promise<void> {
  const { pool } = app.db;
  const all = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()));
  for (const client of all) await client.query(`SET statement_timeout = ${ms}`);
  for (const client of all) client.release();
}

/** While somebody has a table to himself, nobody reads it. */
async function whileLocked(table: string, work: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: app.db.url });
  await client.connect();
  try {
    await client.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
    await work();
  } finally {
    await client.end();
  }
}

test.each([
  ['cdr_rollup_day', '/cdrs', 'from_date and to_date, account, or another filter'],
  ['cdr', '/cdrs?search=98123', 'from_date and to_date, account, or another filter'],
  ['cdr_period', '/analytics/customers', 'from_date and to_date, or one account'],
])(
  'a question that takes too long (%s, %s) is stopped, and says what to narrow',
  async (table, path, narrow) => {
    const partner = await app.partner();
    const ask = () => app.request('GET', `/api/v1/partner${path}`, { auth: partner.auth });
    await stopAfter(60);
    await whileLocked(table, async () => {
      const answer = await ask();
      expect(answer.json()).toMatchObject({
        error: 'service_unavailable',
        message: 'This question took too long and was stopped.',
        hint: `Ask for less: narrow it by ${narrow}.`,
      });
      expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '1']);
    });
    await stopAfter(30_000);
    expect((await ask()).statusCode).toBe(200);
  },
);

test('one partner’s large questions leave connections for another’s', async () => {
  const [busy, other] = [await app.partner(), await app.partner()];
  const ask = ({ auth }: typeof busy, path: string) => app.request('GET', `/api/v1/partner${path}`, { auth });
  await stopAfter(30_000);
  let waiting: Promise<{ statusCode: number }>[] = [];
  await whileLocked('cdr_period', async () => {
    waiting = Array.from({ length: 30 }, () => ask(busy, '/analytics/customers'));
    // One is at work, sixteen wait for their turn; who comes then is told at once.
    const first = await Promise.race(waiting);
    expect(first.statusCode).toBe(429);
    expect((await ask(other, '/me')).statusCode).toBe(200);
    expect((await ask(other, '/cdrs')).statusCode).toBe(200);
  });
  const statuses = (await Promise.all(waiting)).map(({ statusCode }) => statusCode);
  expect(statuses.filter((one) => one === 200).length).toBeGreaterThanOrEqual(2);
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
});
