import { beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, startTestApp, type TestApp, type TestPartner } from './app.ts';
import {
  AuthenticationError,
  CustomerPortal,
  IdempotencyKeyReusedError,
  InsufficientBalanceError,
  NotFoundError,
  OperatorPortal,
  PartnerPortal,
  PermissionError,
  RateLimitError,
  ValidationError,
} from '../../sdk/src/index.ts';

let app: TestApp;
let baseUrl: string;
let partner: TestPartner;
let portal: PartnerPortal;

beforeAll(async () => {
  app = await startTestApp();
  baseUrl = await app.composition.http.listen({ host: '127.0.0.1', port: 0 });
  partner = await app.partner();
  portal = new PartnerPortal({ baseUrl, authId: partner.authId, authToken: partner.token });
});

let serial = 0;
function newAccount() {
  serial += 1;
  return {
    name: `Sunrise Cafe ${String(serial)}`,
    email: `owner${String(serial)}@sunrise.example`,
    phone: '+919812345678',
    password: 'Sunny-day-7',
    country: 'IN',
  };
}

describe('the client and the product', () => {
  it('walk through profile, account, transfer, replay, overdraft, reversal and ledger', async () => {
    const me = await portal.me.get();
    expect(me.id).toBe(partner.authId);
    const account = await portal.accounts.create(newAccount());
    const transfer = { amount: '500.10', currency: 'INR' };
    const first = await portal.accounts
      .transferBalance(account.auth_id, transfer, { idempotencyKey: 'order-1' })
      .withResponse();
    expect(first).toMatchObject({
      status: 200,
      replayed: false,
      data: { amount: 500.1, status: 'completed' },
    });
    const again = await portal.accounts
      .transferBalance(account.auth_id, transfer, { idempotencyKey: 'order-1' })
      .withResponse();
    expect(again.replayed).toBe(true);
    expect(again.data).toEqual(first.data);
    await expect(
      portal.accounts.transferBalance(
        account.auth_id,
        { ...transfer, amount: 1 },
        { idempotencyKey: 'order-1' },
      ),
    ).rejects.toThrow(IdempotencyKeyReusedError);

    const refused = await portal.accounts
      .transferBalance(account.auth_id, { ...transfer, amount: 1e9 })
      .catch((reason: unknown) => reason);
    expect(refused).toBeInstanceOf(InsufficientBalanceError);
    expect(refused).toMatchObject({ currentBalance: 499.9, requestedAmount: 1e9, currency: 'INR' });

    await portal.transfers.reverse(first.data.transaction_id, { amount: '0.10' });
    expect((await portal.accounts.getBalance(account.auth_id)).balance).toBe(500);
    const rows = await portal.accounts.listTransactions(account.auth_id, { per_page: 1 }).toArray();
    expect(rows.map((row) => [row.type, row.amount])).toEqual([
      ['debit', 0.1],
      ['credit', 500.1],
    ]);
  });

  it('walk through every page of a list, in both versions', async () => {
    for (let made = 0; made < 4; made++) await portal.accounts.create(newAccount());
    const { total } = await portal.accounts.list({ search: 'Sunrise' }).page();
    expect(total).toBeGreaterThanOrEqual(5);
    const strict = new PartnerPortal({
      baseUrl,
      authId: partner.authId,
      authToken: partner.token,
      apiVersion: '2026-05-12',
    });
    const ids: string[][] = [[], []];
    for await (const account of portal.accounts.list({ search: 'Sunrise', per_page: 2 }))
      ids[0]?.push(account.auth_id);
    for await (const account of strict.accounts.list({ search: 'Sunrise', per_page: 2 }))
      ids[1]?.push(account.auth_id);
    expect(new Set(ids[0]).size).toBe(total);
    expect(ids[1]).toEqual(ids[0]);
    const me: { balance: string } = await strict.me.get();
    expect(me.balance).toMatch(/^\d+\.\d{5}$/);
  });

  it('an automatic key makes one account of one call, and two of two', async () => {
    const body = newAccount();
    await portal.accounts.create(body);
    const twice = await portal.accounts.create(body).catch((reason: unknown) => reason);
    expect(twice).toBeInstanceOf(ValidationError);
    expect((twice as ValidationError).details[0]?.loc).toEqual(['body', 'email']);
  });

  it('errors of either side have their class and their code', async () => {
    const customer = await app.customer(partner);
    const credentials = { baseUrl, authId: customer.authId, authToken: customer.token };
    const own = new CustomerPortal(credentials);
    expect(await own.auth.getMe()).toMatchObject({ auth_id: customer.authId });
    expect(await own.balance.get('INR')).toMatchObject({ currency: 'INR' });
    expect(await own.transactions.list().toArray()).toEqual([]);

    await expect(portal.accounts.get('MA_00000000')).rejects.toThrow(NotFoundError);
    const wrong = new PartnerPortal({ baseUrl, authId: partner.authId, authToken: 'sk_live_wrong' });
    await expect(wrong.me.get()).rejects.toThrow(AuthenticationError);
    const stranger = new PartnerPortal(credentials);
    await expect(stranger.me.get()).rejects.toThrow(PermissionError);
    const guest = new CustomerPortal({ baseUrl, authId: partner.authId, authToken: partner.token });
    await expect(guest.balance.get('INR')).rejects.toMatchObject({ code: 'wrong_account_kind', status: 403 });
  });

  it('a login is a bearer', async () => {
    const email = `staff-sdk@example.com`;
    await app.db.inTransaction((tx) =>
      app.services.identity.users.create(
        tx,
        { account: { kind: 'operator' }, email, name: 'Staff', role: 'admin', password: PASSWORD },
        {
          actor: { kind: 'system', id: 'test', label: 'test', ip: null, userAgent: null, requestId: null },
          at: app.clock.now(),
        },
      ),
    );
    const { tokens } = await new OperatorPortal({ baseUrl }).login({ email, password: PASSWORD });
    const operator = new OperatorPortal({ baseUrl, bearer: tokens.access_token });
    const found = await operator.partners.list({ search: partner.authId }).toArray();
    expect(found.map((one) => one.auth_id)).toEqual([partner.authId]);
  });

  it('the reference that the product serves names each of its routes', async () => {
    const document = (await (await fetch(`${baseUrl}/openapi.json`)).json()) as { paths: object };
    expect(Object.keys(document.paths)).toContain(
      '/api/v1/partner/accounts/{customer_auth_id}/transfer-balance',
    );
    const page = await fetch(`${baseUrl}/reference`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await (await fetch(`${baseUrl}/llms.txt`)).text()).toContain('/reference#transferBalance');
  });
});

describe('a busy product', () => {
  it('is waited for as long as it asks, unless no retry is wanted', async () => {
    const busy = await startTestApp({ PORTAL_RATE_LIMIT_PER_SECOND: '1', PORTAL_RATE_LIMIT_BURST: '2' });
    const url = await busy.composition.http.listen({ host: '127.0.0.1', port: 0 });
    const owner = await busy.partner();
    const client = new PartnerPortal({ baseUrl: url, authId: owner.authId, authToken: owner.token });
    await Promise.all([client.me.get(), client.me.get(), client.me.get()]);
    await expect(client.me.get({ maxRetries: 0 })).rejects.toThrow(RateLimitError);
  });
});
