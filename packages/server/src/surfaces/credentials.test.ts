import { beforeAll, describe, expect, it } from 'vitest';
import type { CustomerFacts, PartnerFacts } from '../identity/index.ts';
import { httpKit, type HttpKit } from './http.test-kit.ts';

let kit: HttpKit;
let partner: { facts: PartnerFacts; token: string };
let customer: { facts: CustomerFacts; token: string };

beforeAll(async () => {
  kit = await httpKit();
  partner = await kit.partner();
  customer = await kit.customer(partner.facts);
});

const asPartner = () => kit.pair(partner.facts.authId, partner.token);
const asCustomer = () => kit.pair(customer.facts.authId, customer.token);
const get = async (path: string, headers: Record<string, string> = {}) => {
  const { status, code } = await kit.call('GET', path, { headers });
  return [status, code];
};

describe('a token pair', () => {
  it('suffices, whatever Bearer a published SDK puts beside it', async () => {
    expect(await get('/partner/probe', asPartner())).toEqual([200, '']);
    for (const authorization of ['Bearer any', 'Bearer ', 'Basic eDp5', 'Bearer eyJhbGciOiJub25lIn0.e30.'])
      expect(await get('/partner/probe', { ...asPartner(), authorization })).toEqual([200, '']);
  });

  it('is asked for, whole and right', async () => {
    const { 'x-auth-id': id = '', 'x-auth-token': token = '' } = asPartner();
    expect(await get('/partner/probe')).toEqual([401, 'unauthorized']);
    expect(await get('/partner/probe', { 'x-auth-id': id })).toEqual([401, 'unauthorized']);
    expect(await get('/partner/probe', { 'x-auth-token': token })).toEqual([401, 'unauthorized']);
    expect(await get('/partner/probe', kit.pair(id, `${token}x`))).toEqual([401, 'unauthorized']);
    expect(await get('/partner/probe', kit.pair(id, token.toLowerCase()))).toEqual([401, 'unauthorized']);
    const other = await kit.partner();
    expect(await get('/partner/probe', kit.pair(id, other.token))).toEqual([401, 'unauthorized']);
    expect(await get('/partner/probe', { authorization: 'Bearer nonsense' })).toEqual([401, 'unauthorized']);
  });

  it('of a customer is 403 on partner paths, and the other way round; both are 403 on operator paths', async () => {
    expect(await get('/partner/probe', asCustomer())).toEqual([403, 'wrong_account_kind']);
    const path = `/Account/${customer.facts.authId}/probe`;
    expect(await get(path, asPartner())).toEqual([403, 'wrong_account_kind']);
    expect(await get('/operator/probe', asPartner())).toEqual([403, 'wrong_account_kind']);
    expect(await get('/operator/probe', asCustomer())).toEqual([403, 'wrong_account_kind']);
    // What is no credential at all stays 401 everywhere.
    expect(await get('/operator/probe', kit.pair(partner.facts.authId, customer.token))).toEqual([
      401,
      'unauthorized',
    ]);
  });

  it('opens the customer’s own account in every spelling of the path, and no other account', async () => {
    const { authId } = customer.facts;
    for (const base of ['Account', 'account', 'accounts']) {
      expect(await get(`/${base}/${authId}/probe`, asCustomer())).toEqual([200, '']);
      expect(await get(`/${base}/${authId.toLowerCase()}/probe/`, asCustomer())).toEqual([200, '']);
    }
    expect(await get('/probe', asCustomer())).toEqual([200, '']);
    const other = await kit.customer(partner.facts);
    const foreign = await kit.call('GET', `/Account/${other.facts.authId}/probe`, { headers: asCustomer() });
    expect([foreign.status, foreign.code]).toEqual([403, 'account_mismatch']);
    expect(foreign.body).toEqual({ error: { code: 403, message: 'Access denied: account ID mismatch' } });
  });

  it('of a customer works as HTTP Basic too; a Bearer alone opens no customer path', async () => {
    const basic = (user: string, password: string) => ({
      authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
    });
    const path = `/Account/${customer.facts.authId}/probe`;
    expect(await get(path, basic(customer.facts.authId, customer.token))).toEqual([200, '']);
    expect(await get(path, basic(customer.facts.authId, partner.token))).toEqual([401, 'unauthorized']);
    expect(await get(path, { authorization: 'Bearer x' })).toEqual([401, 'unauthorized']);
    expect(await get('/partner/probe', basic(partner.facts.authId, partner.token))).toEqual([
      401,
      'unauthorized',
    ]);
  });
});

describe('a suspended account', () => {
  it('of a partner can be read and not changed, nor can its customers’', async () => {
    const suspended = await kit.partner();
    const child = await kit.customer(suspended.facts);
    kit.directory.partners.set(suspended.facts.authId, { ...suspended.facts, status: 'suspended' });
    await kit.db.inTransaction((tx) =>
      kit.identity.notifyAuthChanged(tx, { partnerId: suspended.facts.partnerId }),
    );
    const headers = kit.pair(suspended.facts.authId, suspended.token);
    expect(await get('/partner/probe', headers)).toEqual([200, '']);
    expect((await kit.call('POST', '/partner/preview', { headers })).status).toBe(200);
    expect(await kit.call('POST', '/partner/probe', { headers })).toMatchObject({
      status: 403,
      code: 'account_suspended',
    });
    const path = `/Account/${child.facts.authId}/probe`;
    const asChild = { headers: kit.pair(child.facts.authId, child.token) };
    expect((await kit.call('GET', path, asChild)).status).toBe(200);
    expect(await kit.call('POST', path, asChild)).toMatchObject({ status: 403, code: 'account_suspended' });
  });

  it('of a customer likewise; a closed one is 401', async () => {
    const { facts, token } = await kit.customer(partner.facts);
    const headers = kit.pair(facts.authId, token);
    const path = `/Account/${facts.authId}/probe`;
    const set = async (status: 'suspended' | 'closed') => {
      kit.directory.customers.set(facts.authId, { ...facts, status });
      await kit.db.inTransaction((tx) => kit.identity.notifyAuthChanged(tx, { authId: facts.authId }));
    };
    await set('suspended');
    expect(await get(path, headers)).toEqual([200, '']);
    expect(await kit.call('POST', path, { headers })).toMatchObject({
      status: 403,
      code: 'account_suspended',
    });
    await set('closed');
    expect(await get(path, headers)).toEqual([401, 'unauthorized']);
  });
});

describe('scopes', () => {
  it('a missing one is 403 and named', async () => {
    const { token } = await kit.db.inTransaction((tx) =>
      kit.identity.tokens.issue(tx, partner.facts, { label: 'reader', scopes: ['read'] }, kit.by()),
    );
    const headers = kit.pair(partner.facts.authId, token);
    expect(await get('/partner/probe', headers)).toEqual([200, '']);
    const refused = await kit.call('POST', '/partner/probe', { headers });
    expect([refused.status, refused.code]).toEqual([403, 'insufficient_scope']);
    expect(refused.body).toMatchObject({ error: 'insufficient_scope', required_scope: 'transfer' });
  });
});

describe('failed attempts', () => {
  it('of one id from one address have to wait; what is right never does', async () => {
    const victim = await kit.partner();
    const wrong = kit.pair(victim.facts.authId, partner.token);
    const from = (ip: string, headers: Record<string, string>) =>
      kit.call('GET', '/partner/probe', { headers, ip });
    for (let attempt = 0; attempt < 10; attempt += 1)
      expect((await from('192.0.2.1', wrong)).status).toBe(401);
    const refused = await from('192.0.2.1', wrong);
    expect([refused.status, refused.code]).toEqual([429, 'too_many_failed_attempts']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    const right = kit.pair(victim.facts.authId, victim.token);
    expect((await from('192.0.2.2', right)).status).toBe(200);
    expect((await from('192.0.2.1', right)).status).toBe(200);
    // Another account behind the same address is not made to pay for it.
    expect((await from('192.0.2.1', asPartner())).status).toBe(200);
  });

  it('from one address with ever new ids are 429 in the end, and what is right there still works', async () => {
    const ip = '192.0.2.77';
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 120; attempt += 1) {
      const headers = kit.pair(`partner-guess${String(attempt).padStart(3, '0')}`, partner.token);
      statuses.push((await kit.call('GET', '/partner/probe', { headers, ip })).status);
    }
    expect(statuses.slice(0, 100).every((status) => status === 401)).toBe(true);
    expect(statuses.slice(100).every((status) => status === 429)).toBe(true);
    expect((await kit.call('GET', '/partner/probe', { headers: asPartner(), ip })).status).toBe(200);
  });
});

describe('errors', () => {
  it('on partner paths carry code, message and request id; on customer paths the published forms', async () => {
    const plain = await kit.call('GET', '/partner/probe');
    expect(plain.body).toEqual({
      error: 'unauthorized',
      message: 'Missing or invalid credentials.',
      request_id: plain.headers['x-request-id'],
    });
    const nested = await kit.call('GET', `/Account/${customer.facts.authId}/probe`);
    expect(nested.body).toEqual({ error: { code: 401, message: 'Missing or invalid credentials.' } });
    expect(nested.code).toBe('unauthorized');
    const headers = asCustomer();
    const text = await kit.call('GET', `/Account/${customer.facts.authId}/probe?surprise=1`, { headers });
    expect(text.body).toMatchObject({
      error: 'Request validation failed',
      details: [{ loc: ['query', 'surprise'] }],
    });
  });
});
