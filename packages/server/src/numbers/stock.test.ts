import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Auth } from '../../test/app.ts';
import { readE164 } from './e164.ts';
import { readSpan } from './number-span.ts';
import { numbersKit } from './numbers.test-kit.ts';

const kit = await numbersKit();
const { app } = kit;
const STOCK = '/api/v1/operator/numbers';
const INVENTORY = '/api/v1/partner/numbers/inventory';
let operator: Auth;

const kind = { number_type: 'local', currency: 'INR', setup_fee: 100, monthly_fee: '300.50' };
const call = (
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => kit.call(method, path, operator, body, headers);

beforeAll(async () => {
  operator = await app.operator();
});

describe('numbers in paths', () => {
  it('are understood with their plus, encoded once, encoded twice, and without', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{6,14}$/), (digits) => {
        for (const written of [`+${digits}`, `%2B${digits}`, `%2b${digits}`, ` ${digits}`, digits]) {
          expect(readE164(written)).toBe(`+${digits}`);
        }
        expect(readE164(`++${digits}`)).toBeNull();
        expect(readE164(`${digits}x`)).toBeNull();
      }),
    );
  });

  it.each(['+', '%2B', '%252B'])('name the same number over HTTP: %s', async (plus) => {
    const e164 = await kit.stock();
    const read = await call('GET', `${STOCK}/${plus}${e164.slice(1)}`);
    expect([read.status, read.body['e164']]).toEqual([200, e164]);
  });
});

describe('a range', () => {
  it('has every number from its first to its last', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10 ** 9, max: 9 * 10 ** 9 }),
        fc.integer({ min: 1, max: 300 }),
        (start, count) => {
          fc.pre(String(start).length === String(start + count - 1).length);
          const first = `+${start.toString()}`;
          const last = `+${(start + count - 1).toString()}`;
          const numbers = readSpan({ first, count });
          expect(readSpan({ range: `${first}-${last}` })).toEqual(numbers);
          expect([numbers.length, numbers[0], numbers.at(-1)]).toEqual([count, first, last]);
          expect(new Set(numbers).size).toBe(count);
        },
      ),
    );
  });
});

describe('the operator’s stock', () => {
  it('takes one number, a range, or so many from a first one; all or none, once under one key', async () => {
    const one = await call('POST', STOCK, {
      ...kind,
      number: '+912261000000',
      capabilities: ['voice', 'fax'],
    });
    expect([one.status, one.body]).toEqual([
      201,
      { added: 1, first: '+912261000000', last: '+912261000000' },
    ]);
    const range = { ...kind, range: '+912261000100-+912261000199', region: 'Pune' };
    const key = { 'idempotency-key': 'range' };
    const [first, again] = [await call('POST', STOCK, range, key), await call('POST', STOCK, range, key)];
    expect([first.status, first.body['added'], again.body]).toEqual([201, 100, first.body]);
    const overlapping = await call('POST', STOCK, { ...kind, first: '+912261000190', count: 20 });
    expect([overlapping.status, overlapping.code, overlapping.body['count']]).toEqual([
      409,
      'number_exists',
      10,
    ]);
    expect(await call('GET', `${STOCK}/+912261000205`)).toMatchObject({ status: 404 });
    const { body } = await call('GET', `${STOCK}/+912261000000`);
    expect(body).toMatchObject({
      country: 'IN',
      monthly_fee: 300.5,
      capabilities: { voice: true, sms: false, mms: false, fax: true },
      state: 'available',
      holder: null,
    });
  });

  it.each([
    [{ ...kind }, 'number'],
    [{ ...kind, number: '+912262000000', range: '+912262000000-+912262000001' }, 'number'],
    [{ ...kind, first: '+912262000000' }, 'number'],
    [{ ...kind, range: '+912262000009-+912262000001' }, 'range'],
    [{ ...kind, range: '+912262000000-+912262010000' }, 'range'],
    [{ ...kind, number: '+912262000000', country: 'US' }, 'country'],
    [{ ...kind, number: '+912262000000', currency: 'ZZZ' }, 'currency'],
    [{ ...kind, number: '+912262000000', monthly_fee: -1 }, 'monthly_fee'],
  ])('refuses %j, naming %s', async (body, field) => {
    const refused = await call('POST', STOCK, body);
    expect(refused.status).toBe(422);
    expect(JSON.stringify(refused.body['details'])).toContain(`"${field}"`);
  });

  it('changes fees and more, with every change in the audit log', async () => {
    const e164 = await kit.stock();
    const changed = await call('PATCH', `${STOCK}/${e164}`, {
      monthly_fee: 275,
      region: 'Goa',
      reason: 'new deal',
    });
    expect(changed.body).toMatchObject({ monthly_fee: 275, region: 'Goa' });
    const { rows } = await app.db.pool.query<{ changes: { field: string }[]; reason: string }>(
      `SELECT changes, reason FROM audit_entry WHERE object_id = $1 AND action = 'stock.number_changed'`,
      [e164],
    );
    expect(rows[0]).toMatchObject({ reason: 'new deal' });
    expect(rows[0]!.changes.map(({ field }) => field)).toEqual(['region', 'monthly_fee']);
    expect((await call('PATCH', `${STOCK}/${e164}`, { monthly_fee: -1 })).status).toBe(422);
  });

  it('takes a number off the market and puts it back, but never one that a customer has', async () => {
    const e164 = await kit.stock();
    const twice = [
      await call('POST', `${STOCK}/${e164}/withdraw`),
      await call('POST', `${STOCK}/${e164}/withdraw`, {}),
    ];
    expect(twice.map(({ body }) => body['state'])).toEqual(['withdrawn', 'withdrawn']);
    const pair = await kit.pair(1_000);
    const path = `/api/v1/partner/accounts/${pair.customer.authId}/numbers`;
    expect((await kit.call('POST', path, pair.partner.auth, { e164 })).code).toBe('number_not_available');
    expect((await call('POST', `${STOCK}/${e164}/restore`)).body['state']).toBe('available');
    await kit.buy(pair, { e164 });
    const held = await call('POST', `${STOCK}/${e164}/withdraw`);
    expect([held.status, held.code]).toEqual([409, 'number_held']);
    expect((await call('POST', `${STOCK}/${e164}/restore`)).code).toBe('number_not_withdrawn');
    const { body } = await call('GET', `${STOCK}/${e164}`);
    expect(body['holder']).toMatchObject({
      partner_id: pair.partner.partnerId,
      account_id: pair.customer.authId,
    });
    const listed = await call('GET', `${STOCK}?state=held&contains=${e164.slice(1)}`);
    expect(listed.body).toMatchObject({ total: 1, items: [{ e164, holder: { status: 'active' } }] });
  });

  it('withdrawn and bought at the same moment is one of both', async () => {
    const pair = await kit.pair(100_000);
    const path = `/api/v1/partner/accounts/${pair.customer.authId}/numbers`;
    for (let round = 0; round < 8; round += 1) {
      const e164 = await kit.stock();
      const [bought, withdrawn] = await Promise.all([
        kit.call('POST', path, pair.partner.auth, { e164 }),
        call('POST', `${STOCK}/${e164}/withdraw`),
      ]);
      expect([bought.status, withdrawn.status].sort()).toEqual(
        bought.status === 201 ? [201, 409] : [200, 409],
      );
      expect(await kit.stateOf(e164)).toBe(bought.status === 201 ? 'held' : 'withdrawn');
    }
  });

  it('comes in by upload, refused with every fault, and shows its imports', async () => {
    const head = 'number,type,currency,setup_fee,monthly_fee\n';
    const upload = (text: string, headers = {}) =>
      app.request('POST', `${STOCK}/import?file_name=mine.csv`, {
        auth: operator,
        body: Buffer.from(text),
        headers: { 'content-type': 'text/csv', ...headers },
      });
    const good = await upload(`${head}+442079469001,local,GBP,1,2\n`);
    expect([good.statusCode, good.json()]).toMatchObject([
      201,
      { state: 'done', numbers_added: 1, file_name: 'mine.csv' },
    ]);
    const bad = await upload(`${head}+442079469001,local,GBP,1,2\n+44,local,GBP,1,2\n`);
    expect([bad.statusCode, bad.json()]).toMatchObject([
      422,
      { error: 'number_import_refused', faults: 2, fault_list: [{ line: 2 }, { line: 3, column: 'number' }] },
    ]);
    const { import_id: id } = bad.json<{ import_id: string }>();
    expect((await call('GET', `${STOCK}/imports/${id}`)).body).toMatchObject({ state: 'refused', faults: 2 });
    expect((await call('GET', `${STOCK}/imports`)).body).toMatchObject({ total: 2 });
    expect((await call('GET', `${STOCK}/imports/x`)).status).toBe(404);
    const json = await upload('{}', { 'content-type': 'application/json' });
    expect(json.statusCode).toBe(415);
  });
});

describe('the inventory', () => {
  it('shows what a partner pays and sells for, and nothing that is not for sale', async () => {
    const pair = await kit.pair(1_000);
    const [shown, bought] = [await kit.stock(), await kit.stock()];
    await kit.buy(pair, { e164: bought });
    const price = { e164: shown, currency: 'INR', setup_fee: 120, monthly_fee: 333.25 };
    expect((await kit.call('POST', '/api/v1/partner/number-prices', pair.partner.auth, price)).status).toBe(
      201,
    );
    const found = await kit.call(
      'GET',
      `${INVENTORY}?pattern=${encodeURIComponent(shown)}`,
      pair.partner.auth,
    );
    expect(found.body['items']).toMatchObject([
      {
        e164: shown,
        setup_fee: 120,
        monthly_fee: 333.25,
        wholesale_setup_fee: 80,
        wholesale_monthly_fee: 250,
      },
    ]);
    const gone = await kit.call('GET', `${INVENTORY}?ends_with=${bought.slice(-8)}`, pair.partner.auth);
    expect(gone.body).toMatchObject({ items: [], total: 0, next_cursor: null });
  });

  it('is filtered, sorted and paged, by page number and by cursor', async () => {
    const { partner } = await kit.pair(0);
    for (const monthly of [7, 5, 6]) {
      await call('POST', STOCK, {
        ...kind,
        number: `+656158000${String(monthly)}`,
        currency: 'SGD',
        monthly_fee: monthly,
      });
    }
    const list = async (query: string) => (await kit.call('GET', `${INVENTORY}?${query}`, partner.auth)).body;
    const fees = (body: Record<string, unknown>) =>
      (body['items'] as { wholesale_monthly_fee: number }[]).map((item) => item.wholesale_monthly_fee);
    expect(fees(await list('country=SG&sort=-monthly_fee&currency=SGD'))).toEqual([7, 6, 5]);
    expect(fees(await list('country=SG&max_monthly_fee=6&currency=SGD&sort=monthly_fee'))).toEqual([5, 6]);
    expect(fees(await list('country=SG&sort=monthly_fee'))).toEqual([]);
    const first = await list('country=SG&sort=monthly_fee&currency=SGD&per_page=2');
    expect(
      fees(
        await list(
          `country=SG&sort=monthly_fee&currency=SGD&per_page=2&cursor=${String(first['next_cursor'])}`,
        ),
      ),
    ).toEqual([7]);
    expect(fees(await list('country=SG&sort=monthly_fee&currency=SGD&per_page=2&page=2'))).toEqual([7]);
    expect(await list('country=SG&capabilities=voice,fax')).toMatchObject({ total: 0, total_is_exact: true });
    const plus = await list('starts_with=+656158');
    expect(plus['total']).toBe(3);
  });

  it.each([
    'country=XX',
    'capabilities=telepathy',
    'sort=price',
    'cursor=nonsense',
    'per_page=1000',
    'colour=red',
  ])('refuses %s', async (query) => {
    const { partner } = await kit.pair(0);
    expect((await kit.call('GET', `${INVENTORY}?${query}`, partner.auth)).status).toBe(422);
  });

  it('names the page that is too deep, and a cursor of another order', async () => {
    const { partner } = await kit.pair(0);
    expect((await kit.call('GET', `${INVENTORY}?page=5002`, partner.auth)).code).toBe('page_too_deep');
    const list = await kit.call('GET', `${INVENTORY}?per_page=1`, partner.auth);
    const cursor = String(list.body['next_cursor']);
    expect(
      (await kit.call('GET', `${INVENTORY}?sort=monthly_fee&cursor=${cursor}`, partner.auth)).status,
    ).toBe(422);
  });

  it('counts what is for sale by country, type and region', async () => {
    const { partner } = await kit.pair(0);
    await call('POST', STOCK, {
      ...kind,
      first: '+971440010000',
      count: 3,
      region: 'Dubai',
      currency: 'AED',
    });
    const { body } = await kit.call('GET', `${INVENTORY}/countries?country=AE`, partner.auth);
    expect(body).toEqual({
      countries: [
        {
          country: 'AE',
          name: 'United Arab Emirates',
          calling_code: '+971',
          count: 3,
          types: [{ number_type: 'local', count: 3, regions: [{ region: 'Dubai', count: 3 }] }],
        },
      ],
      total: 3,
    });
  });
});
