import { describe, expect, it } from 'vitest';
import { ONE, WHOLESALE, numbersKit, type Pair } from './numbers.test-kit.ts';

const kit = await numbersKit();
const numbersOf = (authId: string) => `/api/v1/partner/accounts/${authId}/numbers`;
const own = (authId: string, rest = '') => `/api/v1/Account/${authId}/numbers${rest}`;

describe('a number that is bought', () => {
  it('charges the wallet the selling price in one row, and gives operator and partner their parts', async () => {
    const pair = await kit.pair(1_000);
    const e164 = await kit.stock();
    const { partnerId } = pair.partner;
    const number = await kit.buy(pair, { e164, setup_fee: 100, monthly_fee: '300', tags: ['a', 'b'] });
    expect(number).toMatchObject({
      e164,
      account_id: pair.customer.authId,
      status: 'active',
      setup_fee: 100,
      monthly_fee: 300,
      currency: 'INR',
      source: 'assigned',
      tags: ['a', 'b'],
      // 25 March in India, paid to the beginning of 25 April there.
      billing_day: 25,
      billing_time_zone: 'Asia/Kolkata',
      next_billing_date: '2026-04-24T18:30:00.000Z',
      wholesale_monthly_fee: 250,
    });
    expect((await kit.wallet(pair)).balance).toBe(600n * ONE);
    expect(await kit.book(partnerId, 'number_revenue')).toBe(WHOLESALE.setup + WHOLESALE.monthly);
    expect(await kit.book(partnerId, 'margin')).toBe(400n * ONE - WHOLESALE.setup - WHOLESALE.monthly);
    expect(await kit.stateOf(e164)).toBe('held');
    expect(await kit.topics(e164)).toEqual(['number.assigned']);
    const { body } = await kit.call(
      'GET',
      `/api/v1/Account/${pair.customer.authId}/transactions?reference_type=did_purchase`,
      pair.customer.auth,
    );
    expect(body['transactions']).toMatchObject([
      { type: 'debit', amount: 400, reference_type: 'did_purchase' },
    ]);
    await kit.booksAreClean();
  });

  it('by the customer itself goes by the narrowest of the partner’s rules', async () => {
    const pair = await kit.pair(5_000);
    const [plain, special, foreign] = [
      await kit.stock(),
      await kit.stock(),
      await kit.stock({ country: 'US' }),
    ];
    const price = (body: Record<string, unknown>) =>
      kit.call('POST', '/api/v1/partner/number-prices', pair.partner.auth, { currency: 'INR', ...body });
    expect((await price({ country: 'IN', setup_fee: 90, monthly_fee: 260 })).status).toBe(201);
    expect(
      (await price({ country: 'IN', number_type: 'local', setup_fee: 100, monthly_fee: 270 })).status,
    ).toBe(201);
    expect((await price({ e164: special, setup_fee: 500, monthly_fee: 900 })).status).toBe(201);
    const again = await price({ country: 'IN', setup_fee: 1, monthly_fee: 1 });
    expect([again.status, again.code]).toEqual([409, 'number_price_exists']);
    const fees: unknown[] = [];
    for (const e164 of [plain, special, foreign]) {
      const path = own(pair.customer.authId, '/purchase-from-inventory');
      const bought = await kit.call('POST', path, pair.customer.auth, { e164 });
      expect(bought.status, JSON.stringify(bought.body)).toBe(200);
      const { number, message } = bought.body as { number: Record<string, unknown>; message: string };
      expect(message).toBe('Number purchased successfully');
      expect(number['source']).toBe('inventory');
      expect(number).not.toHaveProperty('wholesale_monthly_fee');
      fees.push([number['setup_fee'], number['monthly_fee']]);
    }
    expect(fees).toEqual([
      [100, 270],
      [500, 900],
      [80, 250],
    ]);
    await kit.booksAreClean();
  });

  it('in the newer version has exactly the published keys', async () => {
    const pair = await kit.pair(1_000);
    const e164 = await kit.stock();
    await kit.buy(pair, { e164 });
    const version = { 'x-api-version': '2026-05-12' };
    const list = await kit.call(
      'GET',
      numbersOf(pair.customer.authId),
      pair.partner.auth,
      undefined,
      version,
    );
    expect(Object.keys(list.body).sort()).toEqual(['account_auth_id', 'items', 'page', 'per_page', 'total']);
    const [item] = list.body['items'] as [Record<string, unknown>];
    expect(Object.keys(item).sort()).toEqual(
      [
        'id account_id e164 country region capabilities status provider setup_fee monthly_fee currency voice_enabled tags',
        'purchased_at is_blocked created_at updated_at is_trial_number last_billing_date next_billing_date',
        'minimum_commitment_months aadhaar_verification_required aadhaar_verified source',
      ]
        .join(' ')
        .split(' ')
        .sort(),
    );
    const all = await kit.call('GET', '/api/v1/partner/numbers', pair.partner.auth, undefined, version);
    expect(Object.keys(all.body).sort()).toEqual(['items', 'page', 'per_page', 'total']);
  });

  it('is found by part of it, by every spelling, and by its owner alone', async () => {
    const pair = await kit.pair(1_000);
    const stranger = await kit.pair(0);
    const e164 = await kit.stock();
    await kit.buy(pair, { e164 });
    const digits = e164.slice(1);
    for (const spelling of [e164, `%2B${digits}`, `%252B${digits}`, digits]) {
      const found = await kit.call('GET', `/api/v1/partner/numbers/${spelling}`, pair.partner.auth);
      expect([found.status, found.body['e164']]).toEqual([200, e164]);
      const foreign = await kit.call('GET', `/api/v1/partner/numbers/${spelling}`, stranger.partner.auth);
      expect([foreign.status, foreign.code]).toEqual([404, 'not_found']);
    }
    for (const [search, total] of [
      [digits.slice(-5), 1],
      ['%2B91', 1],
      ['99999999', 0],
      ['%25', 0],
    ]) {
      const found = await kit.call('GET', `/api/v1/partner/numbers?search=${search}`, pair.partner.auth);
      expect(found.body['total'], String(search)).toBe(total);
    }
  });
});

describe('a number is not bought', () => {
  it('by a wallet that cannot pay: 402 with what it has, and nothing moves', async () => {
    const pair = await kit.pair(100);
    const e164 = await kit.stock();
    const refused = await kit.call('POST', numbersOf(pair.customer.authId), pair.partner.auth, { e164 });
    expect(refused.status).toBe(402);
    expect(refused.body).toMatchObject({
      error: 'insufficient_wallet_balance',
      current_balance: 100,
      requested_amount: 330,
      currency: 'INR',
    });
    const customerSide = own(pair.customer.authId, '/purchase-from-inventory');
    const own402 = await kit.call('POST', customerSide, pair.customer.auth, { e164 });
    expect([own402.status, own402.code]).toEqual([402, 'insufficient_wallet_balance']);
    expect(own402.body).toMatchObject({ error: 'insufficient_wallet_balance', current_balance: 100 });
    expect(await kit.stateOf(e164)).toBe('available');
    expect((await kit.wallet(pair)).balance).toBe(100n * ONE);
    expect(await kit.topics(e164)).toEqual([]);
  });

  it('below what it costs, unless the partner means it and pays the rest', async () => {
    const pair = await kit.pair(1_000);
    const e164 = await kit.stock();
    const path = numbersOf(pair.customer.authId);
    const cheap = { e164, setup_fee: 0, monthly_fee: 200 };
    const refused = await kit.call('POST', path, pair.partner.auth, cheap);
    expect([refused.status, refused.code]).toEqual([409, 'price_below_cost']);
    expect(refused.body).toMatchObject({ monthly_fee: 200, wholesale_monthly_fee: 250 });
    const before = await kit.book(pair.partner.partnerId, 'master');
    await kit.buy(pair, { ...cheap, allow_loss: true });
    expect((await kit.wallet(pair)).balance).toBe(800n * ONE);
    expect(await kit.book(pair.partner.partnerId, 'master')).toBe(before - 130n * ONE);
    expect(await kit.book(pair.partner.partnerId, 'number_revenue')).toBe(330n * ONE);
    expect(await kit.book(pair.partner.partnerId, 'margin')).toBe(0n);
    const rule = { e164: await kit.stock(), currency: 'INR', setup_fee: 80, monthly_fee: 1 };
    const asRule = await kit.call('POST', '/api/v1/partner/number-prices', pair.partner.auth, rule);
    expect([asRule.status, asRule.code]).toEqual([409, 'price_below_cost']);
    await kit.booksAreClean();
  });

  it('by a customer: told in the published form, and nothing of what its partner pays', async () => {
    const [pair, poor] = [await kit.pair(5_000), await kit.pair(0)];
    const e164 = await kit.stock();
    const buy = ({ customer }: Pair, body: unknown) =>
      kit.call('POST', own(customer.authId, '/purchase-from-inventory'), customer.auth, body);
    const missing = await buy(pair, { e164: '+911149999999' });
    expect([missing.status, missing.body]).toEqual([
      404,
      {
        error: 'not_found',
        message: 'number not found in inventory',
        request_id: expect.any(String) as string,
      },
    ]);
    const unpaid = await buy(poor, { e164 });
    expect(unpaid.status).toBe(402);
    expect(unpaid.body).toMatchObject({
      error: 'insufficient_wallet_balance',
      current_balance: 0,
      requested_amount: 330,
      currency: 'INR',
    });
    // The rule is for the country, and the partner's other numbers cost it less.
    const rule = { country: 'IN', currency: 'INR', setup_fee: 80, monthly_fee: 249.99 };
    await kit.call('POST', '/api/v1/partner/number-prices', pair.partner.auth, rule);
    const loss = await buy(pair, { e164 });
    expect([loss.status, loss.body['error']]).toEqual([409, 'number_not_available']);
    expect(JSON.stringify(loss.body)).not.toMatch(/wholesale|loss|cost|250/i);
    const gone = await kit.call('DELETE', own(pair.customer.authId, `/${e164}`), pair.customer.auth);
    expect([gone.status, gone.body]).toMatchObject([404, { error: 'not_found', message: 'No such number.' }]);
    const stranger = await kit.call('DELETE', own(pair.customer.authId, `/${e164}`), poor.customer.auth);
    expect([stranger.status, stranger.body]).toEqual([
      403,
      { error: { code: 403, message: 'Access denied: account ID mismatch' } },
    ]);
    await kit.booksAreClean();
  });

  it('in another currency than the wallet’s', async () => {
    const pair = await kit.pair(1_000);
    const e164 = await kit.stock({ currency: 'USD' });
    const refused = await kit.call('POST', numbersOf(pair.customer.authId), pair.partner.auth, { e164 });
    expect([refused.status, refused.code]).toEqual([409, 'number_currency_mismatch']);
    const inr = await kit.stock();
    const path = own(pair.customer.authId, '/purchase-from-inventory');
    const asked = await kit.call('POST', path, pair.customer.auth, { e164: inr, currency: 'USD' });
    expect([asked.status, asked.code]).toEqual([409, 'number_currency_mismatch']);
  });

  it('when it is not in stock, by an account that is not there, or with faults: all of them named', async () => {
    const pair = await kit.pair(1_000);
    const path = numbersOf(pair.customer.authId);
    const ask = (body: unknown, at = path) => kit.call('POST', at, pair.partner.auth, body);
    expect((await ask({ e164: '+911149999999' })).status).toBe(404);
    const e164 = await kit.stock();
    expect((await ask({ e164 }, numbersOf('MA_ZZZZZZZZ'))).status).toBe(404);
    expect((await ask({})).status).toBe(422);
    expect((await ask({ e164, setup_fee: -1, monthly_fee: -1 })).body['details']).toHaveLength(2);
    expect((await ask({ e164, trunk_id: '0198c0de-0000-7000-8000-00000000dead' })).status).toBe(404);
    expect((await ask({ e164: '911140000000', surprise: 1, tags: [''] })).body['details']).toHaveLength(3);
    expect(await kit.stateOf(e164)).toBe('available');
  });

  it('for an account that is suspended or closed', async () => {
    const pair = await kit.pair(1_000);
    const e164 = await kit.stock();
    const account = `/api/v1/partner/accounts/${pair.customer.authId}`;
    await kit.call('POST', `${account}/suspend`, pair.partner.auth, { reason: 'Unpaid' });
    const suspended = await kit.call('POST', `${account}/numbers`, pair.partner.auth, { e164 });
    expect([suspended.status, suspended.code]).toEqual([409, 'account_not_active']);
    await kit.call('POST', `${account}/close`, pair.partner.auth, { reason: 'Ended' });
    const closed = await kit.call('POST', `${account}/numbers`, pair.partner.auth, { e164 });
    expect([closed.status, closed.code]).toEqual([409, 'customer_closed']);
  });
});

describe('two who want one number', () => {
  it('twenty times at once, of two partners and both sides: exactly one has it, and only that one has paid', async () => {
    for (let round = 0; round < 20; round += 1) {
      const pairs = await Promise.all([kit.pair(1_000), kit.pair(1_000)]);
      const e164 = await kit.stock();
      const [first, second] = pairs;
      const answers = await Promise.all([
        kit.call('POST', numbersOf(first.customer.authId), first.partner.auth, { e164 }),
        kit.call('POST', own(second.customer.authId, '/purchase-from-inventory'), second.customer.auth, {
          e164,
        }),
        kit.call('POST', numbersOf(second.customer.authId), second.partner.auth, { e164 }),
        kit.call('POST', numbersOf(first.customer.authId), first.partner.auth, { e164 }),
      ]);
      const won = answers.filter(({ status }) => status < 300);
      expect(won).toHaveLength(1);
      for (const lost of answers.filter(({ status }) => status >= 300))
        expect([
          [409, 'number_not_available'],
          [404, 'not_found'],
        ]).toContainEqual([lost.status, lost.code]);
      const paid = await Promise.all(
        pairs.map(async (pair) => 1_000n * ONE - (await kit.wallet(pair)).balance),
      );
      const owner = (await kit.holding(e164)).accountId;
      expect(paid).toEqual(pairs.map(({ customer }) => (customer.authId === owner ? 330n * ONE : 0n)));
    }
    await kit.booksAreClean();
  }, 60_000);

  it('with one wallet that can pay for one of two numbers', async () => {
    const pair = await kit.pair(400);
    const numbers = [await kit.stock(), await kit.stock()];
    const answers = await Promise.all(
      numbers.map((e164) => kit.call('POST', numbersOf(pair.customer.authId), pair.partner.auth, { e164 })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 402]);
    expect((await kit.wallet(pair)).balance).toBe(70n * ONE);
  });

  it('a repeated key answers what the first got and buys nothing again', async () => {
    const pair = await kit.pair(1_000);
    const e164 = await kit.stock();
    const path = numbersOf(pair.customer.authId);
    const key = { 'idempotency-key': 'order-1' };
    const answers = await Promise.all(
      [1, 2, 3].map(() => kit.call('POST', path, pair.partner.auth, { e164 }, key)),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body['id'])).size).toBe(1);
    expect((await kit.wallet(pair)).balance).toBe(670n * ONE);
    const other = await kit.call('POST', path, pair.partner.auth, { e164: await kit.stock() }, key);
    expect([other.status, other.code]).toEqual([409, 'idempotency_key_reused']);
  });
});
