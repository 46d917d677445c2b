import { describe, expect, it } from 'vitest';
import { TEST_ACTOR } from '../../test/app.ts';
import { createNumbers, noTrunks, numberTerms } from './index.ts';
import { ONE, numbersKit, type Pair } from './numbers.test-kit.ts';

const kit = await numbersKit();
const { app } = kit;
const by = () => ({ actor: TEST_ACTOR, at: app.clock.now() });
const prices = '/api/v1/partner/number-prices';

async function tokenOf({ partner }: Pair, scopes: readonly string[]) {
  const made = await kit.call('POST', '/api/v1/partner/tokens', partner.auth, { label: 'test', scopes });
  return { 'x-auth-id': partner.authId, 'x-auth-token': String(made.body['token']) };
}

describe('price rules', () => {
  it('are added, listed, changed and removed; what customers have keeps its price', async () => {
    const pair = await kit.pair(2_000);
    const { auth } = pair.partner;
    const body = { country: 'IN', currency: 'INR', setup_fee: 100, monthly_fee: 300 };
    const key = { 'idempotency-key': 'rule-1' };
    const added = await kit.call('POST', prices, auth, body, key);
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({ ...body, e164: null, number_type: null, allow_loss: false });
    const replayed = await kit.call('POST', prices, auth, body, key);
    expect([replayed.status, replayed.body]).toEqual([201, added.body]);
    const id = String(added.body['id']);

    const first = await kit.stock();
    await kit.buy(pair, { e164: first });
    const changed = await kit.call('PATCH', `${prices}/${id}`, auth, { monthly_fee: 400 });
    expect([changed.status, changed.body['monthly_fee']]).toEqual([200, 400]);
    const second = await kit.stock();
    await kit.buy(pair, { e164: second });
    const fees = [await kit.holding(first), await kit.holding(second)].map((one) => one.monthlyFee / ONE);
    expect(fees).toEqual([300n, 400n]);

    const list = await kit.call('GET', prices, auth);
    expect(list.body).toMatchObject({ total: 1, items: [{ id }] });
    const stranger = await kit.pair(0);
    for (const method of ['PATCH', 'DELETE'] as const) {
      const foreign = await kit.call(
        method,
        `${prices}/${id}`,
        stranger.partner.auth,
        method === 'PATCH' ? {} : undefined,
      );
      expect([foreign.status, foreign.code]).toEqual([404, 'not_found']);
    }
    expect((await kit.call('DELETE', `${prices}/${id}`, auth)).status).toBe(200);
    expect((await kit.call('DELETE', `${prices}/${id}`, auth)).status).toBe(404);
  });

  it('name every fault at once, and are held against what one number costs', async () => {
    const { partner } = await kit.pair(0);
    const faulty = await kit.call('POST', prices, partner.auth, {
      number_type: 'local',
      currency: 'INR',
      setup_fee: -1,
      monthly_fee: -1,
    });
    expect(faulty.status).toBe(422);
    expect((faulty.body['details'] as { loc: unknown }[]).map(({ loc }) => loc)).toEqual([
      ['body'],
      ['body', 'number_type'],
      ['body', 'setup_fee'],
      ['body', 'monthly_fee'],
    ]);
    const rule = { e164: await kit.stock(), currency: 'INR', setup_fee: 80, monthly_fee: 250 };
    const added = await kit.call('POST', prices, partner.auth, rule);
    const below = await kit.call('PATCH', `${prices}/${String(added.body['id'])}`, partner.auth, {
      monthly_fee: 1,
    });
    expect([below.status, below.code]).toEqual([409, 'price_below_cost']);
    const meant = { monthly_fee: 1, allow_loss: true };
    expect(
      (await kit.call('PATCH', `${prices}/${String(added.body['id'])}`, partner.auth, meant)).status,
    ).toBe(200);
  });

  it('for a country are held against the number that is bought by them', async () => {
    const pair = await kit.pair(1_000);
    const rule = { country: 'IN', currency: 'INR', setup_fee: 0, monthly_fee: 300 };
    await kit.call('POST', prices, pair.partner.auth, rule);
    const path = `/api/v1/Account/${pair.customer.authId}/numbers/purchase-from-inventory`;
    const refused = await kit.call('POST', path, pair.customer.auth, { e164: await kit.stock() });
    expect([refused.status, refused.code]).toEqual([409, 'price_below_cost']);
    const free = await kit.stock({ setup: 0n });
    expect((await kit.call('POST', path, pair.customer.auth, { e164: free })).status).toBe(200);
  });
});

describe('who only hands out numbers', () => {
  it('names no price', async () => {
    const pair = await kit.pair(1_000);
    const auth = await tokenOf(pair, ['numbers']);
    const path = `/api/v1/partner/accounts/${pair.customer.authId}/numbers`;
    const e164 = await kit.stock();
    for (const price of [{ setup_fee: 1 }, { monthly_fee: 1_000 }, { allow_loss: true }]) {
      const refused = await kit.call('POST', path, auth, { e164, ...price });
      expect([refused.status, refused.body['required_scope']]).toEqual([403, 'pricing']);
    }
    expect((await kit.call('POST', path, auth, { e164 })).status).toBe(201);
    const patched = await kit.call('PATCH', `${path}/${e164}`, auth, { monthly_fee: 1_000 });
    expect([patched.status, patched.code]).toEqual([403, 'insufficient_scope']);
    expect((await kit.call('PATCH', `${path}/${e164}`, auth, { tags: ['vip'] })).body['tags']).toEqual([
      'vip',
    ]);
    const tagged = await kit.call('GET', `${path}?tag=vip`, pair.partner.auth);
    expect(tagged.body['total']).toBe(1);
    expect((await kit.call('GET', `${path}?tag=other`, pair.partner.auth)).body['total']).toBe(0);
  });
});

describe('a trunk', () => {
  it('gets a number, one at a time, and loses it when the number is released', async () => {
    const pair = await kit.pair(2_000);
    const { partnerId } = pair.partner;
    const { authId } = pair.customer;
    const trunkId = '0198c0de-0000-7000-8000-0000000000aa';
    const { services, db } = app;
    const { holdings } = createNumbers({
      ...services,
      trunks: { hold: async (_tx, _partnerId, _customerId, id) => id === trunkId },
      terms: numberTerms(services.config),
      portalUrl: services.config.publicUrl,
    });
    const e164 = await kit.stock();
    await kit.buy(pair, { e164 });
    const assign = (id: string) =>
      db.inTransaction((tx) => holdings.assignTrunk(tx, partnerId, authId, e164, id, by()));
    await expect(assign('0198c0de-0000-7000-8000-0000000000bb')).rejects.toMatchObject({ code: 'not_found' });
    await assign(trunkId);
    await expect(assign(trunkId)).rejects.toMatchObject({ code: 'number_already_assigned', status: 400 });
    const own = await kit.call('GET', `/api/v1/Account/${authId}/numbers`, pair.customer.auth);
    expect(own.body['items']).toMatchObject([{ e164, trunk_group_id: trunkId }]);
    const unassign = () =>
      kit.call(
        'DELETE',
        `/api/v1/Account/${authId}/numbers/${encodeURIComponent(e164)}/assign`,
        pair.customer.auth,
      );
    expect((await unassign()).status).toBe(204);
    const twice = await unassign();
    expect([twice.status, twice.code]).toEqual([400, 'number_not_assigned']);
    await assign(trunkId);
    await kit.call(
      'DELETE',
      `/api/v1/Account/${authId}/numbers/${encodeURIComponent(e164)}`,
      pair.customer.auth,
    );
    expect((await kit.holding(e164)).trunkId).toBeNull();
    await expect(assign(trunkId)).rejects.toMatchObject({ code: 'number_releasing' });
  });

  it('is nowhere on a platform without trunks', async () => {
    expect(await app.db.inTransaction((tx) => noTrunks.hold(tx, '', '', ''))).toBe(false);
  });
});

describe('the inventory of a customer', () => {
  it('shows what the wallet can buy, at the partner’s prices, without the partner’s cost', async () => {
    const pair = await kit.pair(0);
    const rule = { country: 'CH', currency: 'INR', setup_fee: 111, monthly_fee: 333 };
    expect((await kit.call('POST', prices, pair.partner.auth, rule)).status).toBe(201);
    const [first, second] = [await kit.stock({ country: 'CH' }), await kit.stock({ country: 'CH' })];
    await kit.stock({ country: 'CH', currency: 'USD' });
    const path = `/api/v1/Account/${pair.customer.authId}/inventory/numbers?country=ch`;
    const look = async (query = '') =>
      (await kit.call('GET', path + query, pair.customer.auth)).body as {
        items: Record<string, unknown>[];
        total: number;
        next_cursor: string;
      };
    const all = await look();
    expect(all.items.map(({ e164 }) => e164)).toEqual([first, second]);
    expect(all).toMatchObject({ page: 1, per_page: 25, total: 2 });
    expect(all.items[0]).toMatchObject({
      account_id: '',
      tags: null,
      status: 'available',
      provider: '',
      setup_fee: 111,
      monthly_fee: 333,
    });
    const { next_cursor: cursor } = await look('&per_page=1');
    expect((await look(`&per_page=1&cursor=${cursor}`)).items).toMatchObject([{ e164: second }]);
    expect(JSON.stringify(all)).not.toContain('wholesale');
    for (const absent of [
      'purchased_at',
      'last_billing_date',
      'next_billing_date',
      'source',
      'application_id',
    ])
      expect(all.items[0]).not.toHaveProperty(absent);
    expect((await look(`&search=${second.slice(-6)}`)).items).toMatchObject([{ e164: second }]);
    for (const exclude of [
      `exclude=${first.slice(1)},44`,
      `exclude=%2B44&exclude=${encodeURIComponent(first)}`,
    ])
      expect((await look(`&${exclude}`)).items, exclude).toMatchObject([{ e164: second }]);
    const nonsense = await kit.call('GET', `${path}&exclude=abc&per_page=101`, pair.customer.auth);
    expect(nonsense.status).toBe(422);
    const version = { 'x-api-version': '2026-05-12' };
    const strict = await kit.call('GET', path, pair.customer.auth, undefined, version);
    expect(Object.keys(strict.body).sort()).toEqual(['items', 'page', 'per_page', 'total']);
  });
});
