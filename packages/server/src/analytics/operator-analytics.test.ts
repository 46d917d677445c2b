import { beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type Auth, type TestCustomer, type TestPartner } from '../../test/app.ts';
import { closePeriods } from '../cdrs/index.ts';
import { answeredAt, record, unansweredAt } from '../cdrs/test-calls.ts';

const app = await startTestApp();
const WINDOW = 'from_date=2026-03-01&to_date=2026-03-24';

interface Table {
  readonly total: { readonly calls: number; readonly cost: number };
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

let operator: Auth;
let partners: readonly [TestPartner, TestPartner];
let customers: readonly [TestCustomer, TestCustomer];

const read = async <T = Table>(path: string, auth: Auth = operator) => {
  const answer = await app.request('GET', path, { auth });
  return { status: answer.statusCode, body: answer.json<T>(), text: answer.body };
};
const ask = <T = Table>(name: string, query = '') =>
  read<T>(`/api/v1/operator/analytics/${name}?${WINDOW}${query}`);

const askOf = async (text: string): Promise<unknown> => {
  const [name = '', ...query] = text.split('&');
  return (await ask<unknown>(name, query.map((one) => `&${one}`).join(''))).body;
};

beforeAll(async () => {
  operator = await app.operator('admin');
  partners = [await app.partner({ slug: 'first-one' }), await app.partner({ slug: 'second-one' })];
  customers = [await app.customer(partners[0]), await app.customer(partners[1])];
  for (const [place, calls] of [3, 5].entries()) {
    const { partnerId } = partners[place]!;
    const { customerId } = await app.services.customers.walletRef(partnerId, customers[place]!.authId);
    const own = { partnerId, customerId, currency: 'INR', cost: 100_000n };
    await record(
      app.db,
      Array.from({ length: calls }, (_, nth) => answeredAt(`2026-03-1${nth}T10:00:00Z`, own)),
    );
    await record(app.db, [unansweredAt('2026-03-20T10:00:00Z', 'NO_ANSWER', { ...own, cost: 0n })]);
  }
});

describe('the operator’s figures', () => {
  it('are those of all partners together, and each partner’s own beside each other', async () => {
    const { body } = await ask('partners', '&sort=calls');
    expect(body.total.calls).toBe(10);
    expect(body.items.map((row) => [row['partner_id'], row['calls'], row['cost']])).toEqual([
      [partners[1].authId, 6, 5],
      [partners[0].authId, 4, 3],
    ]);
    const first = ['partners', 'partners&tz=Asia/Kolkata', 'partners&call_direction=outbound'];
    const open: unknown[] = [];
    for (const name of first) open.push(await askOf(name));
    await closePeriods(app.db, app.clock.now());
    for (const [nth, name] of first.entries()) expect(await askOf(name), name).toEqual(open[nth]);
    for (const name of ['timeline', 'destinations', 'customers', 'trunks', 'numbers'])
      expect((await ask(name)).body.total.calls, name).toBe(10);
    expect((await ask<{ calls: number }>('causes')).body.calls).toBe(10);
  });

  it('of one partner are what that partner reads', async () => {
    for (const name of ['timeline', 'destinations', 'causes']) {
      const own = await read<object>(`/api/v1/partner/analytics/${name}?${WINDOW}`, partners[0].auth);
      expect((await ask<object>(name, `&partner_id=${partners[0].authId}`)).body, name).toEqual(own.body);
    }
    const runway = await read<{ master: unknown }>(
      `/api/v1/operator/analytics/runway?partner_id=${partners[0].authId}`,
    );
    expect(runway.status, runway.text).toBe(200);
    expect(runway.body.master).not.toBeNull();
  });

  it('tell whose money runs out first, of all partners with calls', async () => {
    interface Runways {
      readonly items: readonly {
        readonly partner_id: string;
        readonly running_dry: number;
        readonly first_wallet: Readonly<Record<string, unknown>>;
        readonly master: unknown;
      }[];
      readonly total_items: number;
    }
    const runways = (query = '') => read<Runways>(`/api/v1/operator/analytics/runways?${query}`);
    await app.request('POST', `/api/v1/partner/accounts/${customers[1].authId}/transfer-balance`, {
      auth: partners[1].auth,
      body: { amount: 500, currency: 'INR' },
    });
    const { body, text } = await runways();
    // The first one's wallet is empty, the other's was filled.
    expect(
      body.items.map((row) => row.partner_id),
      text,
    ).toEqual([partners[0].authId, partners[1].authId]);
    for (const [place, row] of body.items.entries()) {
      const own = await read<{
        readonly master: unknown;
        readonly running_dry: number;
        readonly items: readonly unknown[];
      }>('/api/v1/partner/analytics/runway', partners[place]!.auth);
      expect(row.first_wallet).toEqual(own.body.items[0]);
      expect([row.master, row.running_dry]).toEqual([own.body.master, own.body.running_dry]);
    }
    expect((await runways('within_hours=1')).body.items.map((row) => row.partner_id)).toEqual([
      partners[0].authId,
    ]);
    expect((await runways('limit=1')).body).toMatchObject({ total_items: 2, items: [{ running_dry: 1 }] });
    expect((await runways('mode=test')).body).toMatchObject({ total_items: 0, items: [] });
    const { body: csv } = await app.request('GET', '/api/v1/operator/analytics/runways?format=csv', {
      auth: operator,
    });
    expect(csv.split('\r\n')[0]).toMatch(/^partner_id,partner_name,master_currency,.*first_wallet_auth_id/);
    expect((await runways('within_hours=0&account=MA_1')).status).toBe(422);
    expect((await read('/api/v1/operator/analytics/runways', partners[0].auth)).status).toBeGreaterThan(400);
  });

  it('say whose a row is, and are of one customer with its partner', async () => {
    const { items } = (await ask('customers')).body;
    expect(items.map((row) => [row['partner_id'], row['auth_id'], row['calls']])).toEqual([
      [partners[1].authId, customers[1].authId, 6],
      [partners[0].authId, customers[0].authId, 4],
    ]);
    const one = await ask('destinations', `&partner_id=${partners[0].authId}&account=${customers[0].authId}`);
    expect(one.body.total.calls).toBe(4);
  });

  it('leave sandboxes out, unless they are asked for', async () => {
    expect((await ask('partners', '&mode=test')).body).toMatchObject({ items: [], total: { calls: 0 } });
  });

  it('come as CSV', async () => {
    const { text } = await read(`/api/v1/operator/analytics/partners?${WINDOW}`).then(() =>
      app
        .request('GET', `/api/v1/operator/analytics/partners?${WINDOW}&format=csv`, { auth: operator })
        .then((answer) => ({ text: answer.body })),
    );
    const [head = '', first = ''] = text.split('\r\n');
    expect(head).toMatch(/^partner_id,partner_name,calls,/);
    expect(first.split(',')[0]).toBe(partners[1].authId);
  });

  it('that are asked for wrongly name every fault', async () => {
    const faulty = await ask('trunks', '&account=MA_00000000&mode=both&surprise=1');
    expect(faulty.status).toBe(422);
    expect(faulty.text).toContain('partner_id');
    expect(faulty.text).toContain('mode');
    expect(faulty.text).toContain('surprise');
    expect((await read('/api/v1/operator/analytics/runway')).status).toBe(422);
    expect((await ask('timeline', '&partner_id=partner-00000000')).status).toBe(404);
    const foreign = `&partner_id=${partners[0].authId}&account=${customers[1].authId}`;
    expect((await ask('timeline', foreign)).status).toBe(404);
  });
});
