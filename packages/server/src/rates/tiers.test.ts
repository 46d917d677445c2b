import { describe, expect, test } from 'vitest';
import { OPERATOR, PARTNER, ratesApp } from './test-rates.ts';

const app = await ratesApp();
const { ask, audited, customer, events, must, operator, partner, tier } = app;
const staff = await operator();
const TIERS = `${PARTNER}/pricing-tiers`;

/** The tier that an account shows. */
async function tierOf(auth: Record<string, string>, account: string): Promise<unknown> {
  return (await must(auth, 'GET', `${PARTNER}/accounts/${account}`)).body['pricing_tier_id'];
}

describe('a partner’s tier', () => {
  test('begins with the figures of the tier at which it buys, and says what it was told', async () => {
    const { auth, partnerId } = await partner();
    const made = await must(auth, 'POST', TIERS, {
      name: 'Gold',
      currency: 'INR',
      rate_per_minute: '0.123456789',
      inbound_rate_per_minute: 0,
      inbound_rates: [
        { country: 'IN', rate_per_minute: 1e-9 },
        { number_type: 'toll_free', rate_per_minute: 2 },
      ],
      billing_increment_seconds: 6,
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      name: 'Gold',
      rate_per_minute: 0.123456789,
      streaming_rate_per_minute: 0.2,
      did_release_fee: 700,
      is_default: false,
      is_active: true,
      partner_id: partnerId,
      initial_increment_seconds: 60,
      billing_increment_seconds: 6,
      inbound_rate_per_minute: 0,
      inbound_rates: [
        { country: null, number_type: 'toll_free', rate_per_minute: 2 },
        { country: 'IN', number_type: null, rate_per_minute: 1e-9 },
      ],
      live_deck: null,
      version: 1,
    });
    const id = made.body['id'] as string;
    expect(await audited(id)).toEqual(['pricing_tier.created']);
    expect((await events('pricing_tier.created')).at(-1)).toMatchObject({
      pricing_tier_id: id,
      currency: 'INR',
    });
  });

  test('names every fault of a request at once, and nothing was made', async () => {
    const { auth } = await partner();
    const answer = await ask(auth, 'POST', TIERS, {
      name: ' ',
      currency: 'INR',
      rate_per_minute: -1,
      billing_increment_seconds: 0,
      surprise: 1,
    });
    expect(answer.status).toBe(422);
    const told = (answer.body['details'] as { loc: string[] }[]).map(({ loc }) => loc.at(-1)).sort();
    expect(told).toEqual(['billing_increment_seconds', 'name', 'rate_per_minute', 'surprise']);
    const rates = await ask(auth, 'POST', TIERS, {
      name: 'x',
      currency: 'INR',
      rate_per_minute: '0.0000000001',
      did_release_fee: -1,
      inbound_rates: [
        { rate_per_minute: 1 },
        { country: 'IN', rate_per_minute: 'x' },
        { country: 'IN', rate_per_minute: 1 },
      ],
    });
    expect((rates.body['details'] as { loc: unknown[] }[]).map(({ loc }) => loc.join('.'))).toEqual([
      'body.rate_per_minute',
      'body.did_release_fee',
      'body.inbound_rates.0',
      'body.inbound_rates.1.rate_per_minute',
      'body.inbound_rates.2',
    ]);
    const currency = await ask(auth, 'POST', TIERS, { name: 'x', currency: 'USD', rate_per_minute: 1 });
    expect(currency.body).toMatchObject({ details: [{ loc: ['body', 'currency'] }] });
    expect((await must(auth, 'GET', `${TIERS}?currency=INR`)).body['total']).toBe(1);
  });

  test('is made once for one idempotency key', async () => {
    const { auth } = await partner();
    const body = { name: 'Once', currency: 'INR', rate_per_minute: 1 };
    const make = () => ask(auth, 'POST', TIERS, body, { 'idempotency-key': 'one' });
    const [first, again] = [await make(), await make()];
    expect(again.text).toBe(first.text);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect((await must(auth, 'GET', `${TIERS}?currency=INR`)).body['total']).toBe(2);
  });

  test('is changed field by field, against the version that was read', async () => {
    const { auth } = await partner();
    const id = await tier(auth);
    const patch = (body: object) => ask(auth, 'PATCH', `${TIERS}/${id}`, body);
    expect(
      (await patch({ rate_per_minute: 0.7, minimum_duration_seconds: 15, version: 1 })).body,
    ).toMatchObject({
      rate_per_minute: 0.7,
      minimum_duration_seconds: 15,
      version: 2,
    });
    expect((await patch({ name: 'X', version: 1 })).body).toMatchObject({
      error: 'pricing_tier_version_conflict',
      version: 2,
    });
    expect((await patch({ inbound_rates: [{ country: 'IN', rate_per_minute: 1 }] })).body).toMatchObject({
      inbound_rates: [{ country: 'IN' }],
    });
    expect((await patch({ inbound_rates: [] })).body).toMatchObject({ inbound_rates: [] });
    expect((await audited(id)).filter((action) => action === 'pricing_tier.updated')).toHaveLength(3);
  });

  test('needs the capability to be written, not to be read', async () => {
    const { auth } = await partner({ canCreatePricingTiers: false });
    const refused = await ask(auth, 'POST', TIERS, { name: 'x', currency: 'INR', rate_per_minute: 1 });
    expect([refused.status, refused.body['error'], refused.body['capability']]).toEqual([
      403,
      'pricing_tiers_disabled',
      'can_create_pricing_tiers',
    ]);
    expect((await must(auth, 'GET', `${TIERS}?currency=INR`)).body['total']).toBe(1);
  });

  test('is nobody else’s, and the one at which the partner buys is only to be looked at', async () => {
    const [own, other] = [await partner(), await partner()];
    const foreign = await tier(other.auth);
    const unassigned = await tier(staff, { name: 'For others' }, OPERATOR);
    for (const id of [foreign, unassigned]) {
      expect((await ask(own.auth, 'GET', `${TIERS}/${id}`)).status).toBe(404);
      expect((await ask(own.auth, 'PATCH', `${TIERS}/${id}`, { name: 'x' })).status).toBe(404);
    }
    const [bought] = (await must(own.auth, 'GET', TIERS)).body['pricing_tiers'] as { id: string }[];
    expect((await ask(own.auth, 'GET', `${TIERS}/${bought!.id}`)).body).toMatchObject({ partner_id: null });
    const refused = await ask(own.auth, 'PATCH', `${TIERS}/${bought!.id}`, { name: 'x' });
    expect([refused.status, refused.body['error']]).toEqual([403, 'not_your_pricing_tier']);
  });

  test('there are as many as there may be', async () => {
    const { auth } = await partner();
    for (let n = 0; n < 50; n += 1) await tier(auth, { name: `Tier ${String(n)}` });
    const refused = await ask(auth, 'POST', TIERS, { name: 'x', currency: 'INR', rate_per_minute: 1 });
    expect([refused.status, refused.body['error'], refused.body['max']]).toEqual([
      409,
      'too_many_pricing_tiers',
      50,
    ]);
  });
});

describe('the default tier', () => {
  test('is one, however many are made it at once, and new customers begin at it', async () => {
    const one = await partner();
    const ids = [await tier(one.auth), await tier(one.auth), await tier(one.auth)];
    const answers = await Promise.all(
      ids.map((id) => ask(one.auth, 'PATCH', `${TIERS}/${id}`, { is_default: true })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const listed = (await must(one.auth, 'GET', TIERS)).body['pricing_tiers'] as {
      id: string;
      is_default: boolean;
      partner_id: string | null;
    }[];
    const [winner, ...others] = listed.filter((row) => row.is_default && row.partner_id !== null);
    expect(others).toEqual([]);
    const profile = (await must(one.auth, 'GET', `${PARTNER}/me`)).body;
    expect(profile['default_pricing_tier_id']).toBe(winner!.id);
    const { authId } = await customer(one);
    expect(await tierOf(one.auth, authId)).toBe(winner!.id);
    await must(one.auth, 'PATCH', `${TIERS}/${winner!.id}`, { is_default: false });
    const standard = listed.find((row) => row.partner_id === null)!;
    expect(await tierOf(one.auth, (await customer(one)).authId)).toBe(standard.id);
  });

  test('of the operator stays one until another takes its place', async () => {
    const listed = (await must(staff, 'GET', `${OPERATOR}/pricing-tiers?currency=USD`)).body[
      'pricing_tiers'
    ] as {
      id: string;
    }[];
    const standard = listed[0]!.id;
    for (const body of [{ is_default: false }, { is_active: false }])
      expect((await ask(staff, 'PATCH', `${OPERATOR}/pricing-tiers/${standard}`, body)).body['error']).toBe(
        'default_pricing_tier_needed',
      );
    const next = await tier(staff, { currency: 'USD', is_default: true }, OPERATOR);
    const after = (await must(staff, 'GET', `${OPERATOR}/pricing-tiers?currency=USD`)).body['pricing_tiers'];
    expect(after).toMatchObject([
      { id: next, is_default: true },
      { id: standard, is_default: false },
    ]);
    expect(
      (await ask(staff, 'PATCH', `${OPERATOR}/pricing-tiers/${standard}`, { is_active: false })).status,
    ).toBe(200);
  });
});

describe('who is on which tier', () => {
  test('a customer is given a tier of its partner, or the one at which the partner buys; no other', async () => {
    const one = await partner();
    const { authId } = await customer(one);
    const own = await tier(one.auth);
    const give = (id: string) =>
      ask(one.auth, 'PATCH', `${PARTNER}/accounts/${authId}`, { pricing_tier_id: id });
    const before = (await tierOf(one.auth, authId)) as string;
    expect((await give(own)).body).toMatchObject({
      pricing_tier_id: own,
      pricing_tier: { rate_per_minute: 0.9 },
    });
    const unassigned = await tier(staff, { name: 'For others' }, OPERATOR);
    const foreign = await tier((await partner()).auth);
    for (const id of [unassigned, foreign]) expect((await give(id)).status).toBe(422);
    expect((await give(before)).body).toMatchObject({ pricing_tier_id: before });
  });

  test('a tier that somebody is on cannot be taken away; one that is away cannot be given', async () => {
    const one = await partner();
    const { authId } = await customer(one);
    const own = await tier(one.auth);
    const give = (id: unknown) =>
      ask(one.auth, 'PATCH', `${PARTNER}/accounts/${authId}`, { pricing_tier_id: id });
    const stop = () => ask(one.auth, 'PATCH', `${TIERS}/${own}`, { is_active: false });
    const standard = await tierOf(one.auth, authId);
    await give(own);
    expect((await stop()).body).toMatchObject({ error: 'pricing_tier_in_use', accounts: 1 });
    await give(standard);
    expect((await stop()).status).toBe(200);
    expect((await give(own)).status).toBe(422);
  });

  test('giving and taking away race: never is a customer on a tier that is away', async () => {
    const one = await partner();
    const { authId } = await customer(one);
    for (let round = 0; round < 6; round += 1) {
      const own = await tier(one.auth);
      const [given, stopped] = await Promise.all([
        ask(one.auth, 'PATCH', `${PARTNER}/accounts/${authId}`, { pricing_tier_id: own }),
        ask(one.auth, 'PATCH', `${TIERS}/${own}`, { is_active: false }),
      ]);
      expect([given.status === 200, stopped.status === 200].filter(Boolean)).toHaveLength(1);
    }
  });

  test('the operator lets a partner buy at another tier: it and its customers show and pay it', async () => {
    const one = await partner();
    const { authId, auth } = await customer(one);
    const gold = await tier(
      staff,
      { name: 'Gold', rate_per_minute: 0.3, description: 'Wholesale' },
      OPERATOR,
    );
    const url = `${OPERATOR}/partners/${one.authId}/wholesale-tiers`;
    expect((await must(staff, 'GET', url)).body).toMatchObject({
      wholesale_tiers: expect.arrayContaining([
        expect.objectContaining({ currency: 'INR', is_default: true }),
      ]) as unknown,
    });
    const given = await must(staff, 'PUT', url, { pricing_tier_id: gold });
    expect(given.body['wholesale_tiers']).toContainEqual(
      expect.objectContaining({ currency: 'INR', pricing_tier_id: gold, is_default: false }),
    );
    expect(await tierOf(one.auth, authId)).toBe(gold);
    expect((await must(auth, 'GET', '/api/v1/auth/me')).body['pricing_tier']).toMatchObject({
      id: gold,
      rate_per_minute: 0.3,
      description: 'Wholesale',
      billing_increment_seconds: 60,
    });
    expect((await must(one.auth, 'GET', `${TIERS}/${gold}`)).body).toMatchObject({ name: 'Gold' });
    const own = await tier(one.auth);
    expect((await ask(staff, 'PUT', url, { pricing_tier_id: own })).status).toBe(422);
    expect(
      (await ask(staff, 'PATCH', `${OPERATOR}/pricing-tiers/${gold}`, { is_active: false })).body,
    ).toMatchObject({
      error: 'pricing_tier_in_use',
      wholesale_of_partners: 1,
    });
    expect(await audited(one.authId)).toContain('wholesale_tier.assigned');
  });
});
