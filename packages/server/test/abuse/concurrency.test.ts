import { describe, expect, it } from 'vitest';
import { PASSWORD, startTestApp } from '../app.ts';

const app = await startTestApp();
const base = '/api/v1/partner';
const count = (codes: string[]) =>
  Object.fromEntries(
    [...new Set(codes)].sort().map((code) => [code, codes.filter((one) => one === code).length]),
  );

function told(answer: { statusCode: number; headers: NodeJS.Dict<number | string | string[]> }): string {
  return `${String(answer.statusCode)} ${String(answer.headers['x-error-code'] ?? '')}`.trim();
}

async function booksAreRight(): Promise<void> {
  expect(await app.services.ledger.verifyLedger(app.db.kysely)).toMatchObject({ ok: true, problems: [] });
}

describe('fifty at once', () => {
  it('account creations at a limit of ten make ten', async () => {
    const partner = await app.partner({ maxAccounts: 10 });
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        app.request('POST', `${base}/accounts`, {
          auth: partner.auth,
          body: {
            name: `Customer ${String(index)}`,
            email: `crowd${String(index)}@example.net`,
            password: PASSWORD,
            phone: '+919431538535',
            country: 'IN',
          },
        }),
      ),
    );
    expect(count(answers.map(told))).toEqual({ '201': 10, '403 max_accounts_reached': 40 });
    const { rows } = await app.db.pool.query<{
      customers: number;
      logins: number;
      wallets: number;
      counted: number;
    }>(
      `SELECT (SELECT count(*)::int FROM customer WHERE partner_id = $1) AS customers,
        (SELECT count(*)::int FROM app_user WHERE partner_id = $1 AND kind = 'customer') AS logins,
        (SELECT count(*)::int FROM ledger_account WHERE partner_id = $1 AND kind = 'wallet') AS wallets,
        (SELECT account_count FROM partner WHERE partner_id = $1) AS counted`,
      [partner.partnerId],
    );
    expect(rows[0]).toEqual({ customers: 10, logins: 10, wallets: 10, counted: 10 });
    const listed = await app.request('GET', `${base}/accounts`, { auth: partner.auth });
    expect(listed.json<{ total: number }>().total).toBe(10);
    await booksAreRight();
  });

  it('creations with one e-mail make one', async () => {
    const partner = await app.partner();
    const body = {
      name: 'Twin',
      email: 'twin@example.net',
      password: PASSWORD,
      phone: '+919431538535',
      country: 'IN',
    };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => app.request('POST', `${base}/accounts`, { auth: partner.auth, body })),
    );
    expect(count(answers.map(told))).toEqual({ '201': 1, '422 ValidationError': 9 });
    const me = await app.request('GET', `${base}/me`, { auth: partner.auth });
    expect(me.json<{ account_count: number }>().account_count).toBe(1);
  });

  it('transfers of 10 from exactly 100.00 to five customers: ten arrive', async () => {
    const partner = await app.partner({ startingBalance: 10_000_000n });
    const customers = await Promise.all(Array.from({ length: 5 }, () => app.customer(partner)));
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        app.request('POST', `${base}/accounts/${customers[index % 5]!.authId}/transfer-balance`, {
          auth: partner.auth,
          body: { amount: 10, currency: 'INR' },
        }),
      ),
    );
    expect(count(answers.map(told))).toEqual({ '200': 10, '400 insufficient_balance': 40 });
    const me = await app.request('GET', `${base}/me`, { auth: partner.auth });
    expect(me.json<{ balance: number }>().balance).toBe(0);
    const { rows } = await app.db.pool.query<{ total: bigint }>(
      `SELECT sum(balance)::int8 AS total FROM ledger_account_balance WHERE partner_id = $1 AND kind = 'wallet'`,
      [partner.partnerId],
    );
    expect(rows[0]?.total).toBe(10_000_000n);
    await booksAreRight();
  });

  it('pull-backs and reversals of one transfer return it once', async () => {
    const partner = await app.partner();
    const customer = await app.customer(partner);
    const made = await app.request('POST', `${base}/accounts/${customer.authId}/transfer-balance`, {
      auth: partner.auth,
      body: { amount: 100, currency: 'INR' },
    });
    const { transaction_id: id } = made.json<{ transaction_id: string }>();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        index % 2 === 0
          ? app.request('POST', `${base}/transfers/${id}/reverse`, { auth: partner.auth, body: {} })
          : app.request('POST', `${base}/accounts/${customer.authId}/reclaim-balance`, {
              auth: partner.auth,
              body: { amount: 100 },
            }),
      ),
    );
    expect(answers.filter((answer) => answer.statusCode === 200)).toHaveLength(1);
    for (const answer of answers) expect([200, 400, 409]).toContain(answer.statusCode);
    const me = await app.request('GET', `${base}/me`, { auth: partner.auth });
    expect(me.json<{ balance: number }>().balance).toBe(1_000);
    await booksAreRight();
  });
});
