import { describe, expect, it } from 'vitest';
import { startTestApp } from '../../test/app.ts';

const app = await startTestApp();

const me = async (authId: string, token: string): Promise<number> =>
  (await app.request('GET', '/api/v1/auth/me', { auth: { 'x-auth-id': authId, 'x-auth-token': token } }))
    .statusCode;

describe('a customer’s token, in the whole product', () => {
  it('opens the customer side from the first answer on, until it is replaced, and dies with the account', async () => {
    const partner = await app.partner();
    const customer = await app.customer(partner);
    expect(await me(customer.authId, customer.token)).toBe(200);
    const url = `/api/v1/partner/accounts/${customer.authId}`;
    const rotated = await app.request('POST', `${url}/rotate-token`, { auth: partner.auth, body: {} });
    const next = rotated.json<{ auth_token: string }>().auth_token;
    expect([await me(customer.authId, customer.token), await me(customer.authId, next)]).toEqual([401, 200]);
    const overlapping = await app.request('POST', `${url}/rotate-token`, {
      auth: partner.auth,
      body: { overlap_seconds: 60 },
    });
    const last = overlapping.json<{ auth_token: string }>().auth_token;
    expect([await me(customer.authId, next), await me(customer.authId, last)]).toEqual([200, 200]);
    app.clock.advanceMs(60_001);
    expect([await me(customer.authId, next), await me(customer.authId, last)]).toEqual([401, 200]);
    expect((await app.request('POST', `${url}/close`, { auth: partner.auth, body: {} })).statusCode).toBe(
      200,
    );
    expect(await me(customer.authId, last)).toBe(401);
  });

  it('does not open the partner side, nor another customer’s account, nor the partner’s token this one', async () => {
    const partner = await app.partner();
    const [a, b] = [await app.customer(partner), await app.customer(partner)];
    expect((await app.request('GET', '/api/v1/partner/accounts', { auth: a.auth })).statusCode).toBe(403);
    expect(
      (await app.request('GET', `/api/v1/Account/${b.authId}/balance/INR`, { auth: a.auth })).statusCode,
    ).toBe(403);
    expect(
      (await app.request('GET', `/api/v1/Account/${a.authId}/balance/INR`, { auth: partner.auth }))
        .statusCode,
    ).toBe(403);
    for (const base of ['account', 'Account', 'accounts']) {
      const answer = await app.request('GET', `/api/v1/${base}/${a.authId.toLowerCase()}/balance/inr/`, {
        auth: a.auth,
      });
      expect(answer.statusCode, base).toBe(200);
    }
  });

  it('still reads while the account is suspended', async () => {
    const partner = await app.partner();
    const customer = await app.customer(partner);
    const url = `/api/v1/partner/accounts/${customer.authId}`;
    await app.request('POST', `${url}/suspend`, { auth: partner.auth, body: { reason: 'unpaid' } });
    const profile = await app.request('GET', '/api/v1/auth/me', { auth: customer.auth });
    expect(profile.json()).toMatchObject({ is_active: false, enabled: true });
  });
});

describe('a suspended partner', () => {
  it('reads its accounts and changes none', async () => {
    const partner = await app.partner();
    const customer = await app.customer(partner);
    const by = {
      actor: { kind: 'system', id: 's', label: 's', ip: null, userAgent: null, requestId: null },
      at: app.clock.now(),
    } as const;
    await app.db.inTransaction((tx) => app.services.partners.suspend(tx, partner.partnerId, 'test', by));
    const url = `/api/v1/partner/accounts/${customer.authId}`;
    expect((await app.request('GET', url, { auth: partner.auth })).statusCode).toBe(200);
    expect((await app.request('PATCH', url, { auth: partner.auth, body: { name: 'X' } })).statusCode).toBe(
      403,
    );
    expect((await app.request('POST', `${url}/close`, { auth: partner.auth, body: {} })).statusCode).toBe(
      403,
    );
  });
});
