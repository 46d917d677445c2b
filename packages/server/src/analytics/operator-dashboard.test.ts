import { beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type Auth, type TestCustomer, type TestPartner } from '../../test/app.ts';
import { closePeriods } from '../cdrs/index.ts';
import { answeredAt, record, unansweredAt } from '../cdrs/test-calls.ts';

const app = await startTestApp();

let operator: Auth;
let partners: readonly [TestPartner, TestPartner];
let customers: readonly [TestCustomer, TestCustomer, TestCustomer];

type Json = Readonly<Record<string, unknown>>;

async function get<T = Json>(
  path: string,
  auth: Auth = operator,
): Promise<{ status: number; body: T; text: string }> {
  const answer = await app.request('GET', `/api/v1${path}`, { auth });
  return { status: answer.statusCode, body: answer.json<T>(), text: answer.body };
}

async function idsOf(partner: TestPartner, customer: TestCustomer) {
  const { customerId } = await app.services.customers.walletRef(partner.partnerId, customer.authId);
  return { partnerId: partner.partnerId, customerId };
}

async function give(partner: TestPartner, customer: TestCustomer, amount: number): Promise<void> {
  const moved = await app.request('POST', `/api/v1/partner/accounts/${customer.authId}/transfer-balance`, {
    auth: partner.auth,
    body: { amount, currency: 'INR' },
  });
  expect(moved.statusCode, moved.body).toBe(200);
}

beforeAll(async () => {
  operator = await app.operator('admin');
  partners = [await app.partner({ slug: 'north' }), await app.partner({ slug: 'south' })];
  customers = [
    await app.customer(partners[0]),
    await app.customer(partners[1]),
    await app.customer(partners[1]),
  ];
  const north = { ...(await idsOf(partners[0], customers[0])), currency: 'INR' };
  const south = { ...(await idsOf(partners[1], customers[1])), currency: 'INR' };
  await record(app.db, [
    answeredAt('2026-03-12T10:00:00Z', {
      ...north,
      direction: 'inbound',
      context: 'sip-trunking',
      talkSeconds: 295,
      cost: 150_000n,
    }),
    answeredAt('2026-03-12T10:00:00Z', { ...north, context: 'voice-api', talkSeconds: 295, cost: 50_000n }),
    unansweredAt('2026-03-13T10:00:00Z', 'NO_ANSWER', { ...north, context: 'voice-api' }),
    answeredAt('2026-03-12T10:10:00Z', {
      ...south,
      context: 'sip-trunking',
      talkSeconds: 115,
      cost: 200_000n,
    }),
    answeredAt('2026-03-14T11:00:00Z', { ...north, context: 'sip-trunking', talkSeconds: 895, cost: 0n }),
    answeredAt('2026-03-14T11:00:00Z', { ...south, context: 'sip-trunking', talkSeconds: 895, cost: 0n }),
    answeredAt('2026-03-14T12:00:00Z', {
      ...south,
      context: 'sip-trunking',
      currency: 'USD',
      talkSeconds: 25,
      cost: 700_000n,
    }),
    // Before the window.
    answeredAt('2026-02-20T10:00:00Z', { ...south, cost: 9_900_000n }),
  ]);
  await give(partners[0], customers[0], 120);
  await give(partners[1], customers[1], 30);
  await give(partners[1], customers[2], 5.5);
  const suspended = await app.request('POST', `/api/v1/partner/accounts/${customers[2].authId}/suspend`, {
    auth: partners[1].auth,
    body: { reason: 'A test.' },
  });
  expect(suspended.statusCode, suspended.body).toBe(200);
});

describe('the operator’s dashboard', () => {
  const part = (calls: number, answered: number, minutes: number, cost: string) => ({
    total_calls: calls,
    answered_calls: answered,
    total_minutes: minutes,
    total_cost: cost,
  });

  it('has the calls of all partners, and money of one currency at a time', async () => {
    const { status, body, text } = await get('/operator/analytics/dashboard');
    expect(status, text).toBe(200);
    // Talk: 295 + 295 + 115 + 895 + 895 + 25 = 2,520 seconds.
    expect(body).toMatchObject({
      partner: null,
      partners: 2,
      period: { from: '2026-02-23', to: '2026-03-25' },
      accounts: { total: 3, active: 2 },
      total_balance: '155.50000',
      currency: 'INR',
      calls: part(7, 6, 42, '4.00000'),
      traffic: { inbound: part(1, 1, 4.92, '1.50000'), outbound: part(6, 5, 37.08, '2.50000') },
      by_product: { sip_trunking: part(5, 5, 37.08, '3.50000'), voice_api: part(2, 1, 4.92, '0.50000') },
      by_currency: [
        { currency: 'INR', ...part(6, 5, 41.58, '4.00000'), total_balance: '155.50000' },
        { currency: 'USD', ...part(1, 1, 0.42, '7.00000'), total_balance: '0.00000' },
      ],
    });
    expect(
      (body['time_series'] as Json[]).map((day) => [day['date'], day['total_calls'], day['total_cost']]),
    ).toEqual([
      ['2026-03-12', 3, '4.00000'],
      ['2026-03-13', 1, '0.00000'],
      ['2026-03-14', 3, '0.00000'],
    ]);
    const named = (body['accounts'] as { customers: Json[] }).customers;
    expect(named.map((row) => [row['partner_id'], row['auth_id'], row['is_active']])).toEqual([
      [partners[1].authId, customers[2].authId, false],
      [partners[1].authId, customers[1].authId, true],
      [partners[0].authId, customers[0].authId, true],
    ]);
    const dollars = await get('/operator/analytics/dashboard?currency=usd');
    expect(dollars.body).toMatchObject({
      currency: 'USD',
      calls: part(7, 6, 42, '7.00000'),
      total_balance: '0.00000',
    });
  });

  it('by another clock has the same calls, on its days', async () => {
    const { body } = await get('/operator/analytics/dashboard?tz=Pacific/Auckland');
    expect(body).toMatchObject({ calls: part(7, 6, 42, '4.00000') });
    // 11:00 UTC is midnight there.
    expect((body['time_series'] as Json[]).map((day) => [day['date'], day['total_calls']])).toEqual([
      ['2026-03-12', 3],
      ['2026-03-13', 1],
      ['2026-03-15', 3],
    ]);
  });

  it('of one partner is what that partner reads', async () => {
    for (const partner of partners)
      for (const tz of ['UTC', 'Asia/Kolkata']) {
        const own = (await get(`/partner/dashboard?tz=${tz}`, partner.auth)).body;
        const { body } = await get(`/operator/analytics/dashboard?tz=${tz}&partner_id=${partner.authId}`);
        expect(body).toMatchObject(own);
        expect(body['partners']).toBe(1);
      }
  });

  it('leaves sandboxes out, and is the operator’s alone', async () => {
    expect((await get('/operator/analytics/dashboard?mode=test')).body).toMatchObject({
      partners: 0,
      accounts: { total: 0, active: 0, customers: [] },
      calls: part(0, 0, 0, '0.00000'),
      by_currency: [{ currency: 'INR', total_cost: '0.00000' }],
      time_series: [],
    });
    expect((await get('/operator/analytics/dashboard', partners[0].auth)).status).toBe(403);
    expect((await get('/operator/analytics/dashboard?partner_id=partner-00000000')).status).toBe(404);
    const faulty = await get(
      '/operator/analytics/dashboard?tz=Mars&mode=both&currency=rupees&from_date=2026-03-01',
    );
    expect(faulty.status).toBe(422);
    for (const name of ['tz', 'mode', 'currency', 'from_date']) expect(faulty.text).toContain(`"${name}"`);
  });
});

describe('calls of all partners at once', () => {
  interface Up {
    readonly counted_until: string;
    readonly peak: number;
    readonly peak_at_least: number;
    readonly points: readonly { starts_at: string; peak: number; peak_at_least: number; mean: number }[];
  }
  const window = 'from_date=2026-03-12&to_date=2026-03-25';
  const ask = (query = '') => get<Up>(`/operator/analytics/concurrency?${window}${query}`);
  const busy = ({ points }: Up) => points.filter(({ peak }) => peak > 0);

  it('lie between what they were for certain and what they may have been; the mean is exact', async () => {
    const before = await ask();
    expect(before.status, before.text).toBe(200);
    expect([before.body.counted_until, before.body.peak]).toEqual(['2026-03-12T00:00:00.000Z', 0]);
    // Of today an hour is over, and the day is not.
    const south = { ...(await idsOf(partners[1], customers[1])), currency: 'INR' };
    await record(app.db, [answeredAt('2026-03-25T08:00:00Z', { ...south, talkSeconds: 175, cost: 0n })]);
    await closePeriods(app.db, app.clock.now());
    const { body } = await ask();
    expect(busy(body)).toEqual([
      // Two of the first partner's, 300 seconds each, and later one of the other's, 120 seconds: never three.
      { starts_at: '2026-03-12T10:00:00.000Z', peak: 3, peak_at_least: 2, mean: 0.2 },
      // Five seconds that nobody picked up.
      { starts_at: '2026-03-13T10:00:00.000Z', peak: 1, peak_at_least: 1, mean: 0 },
      // One of each, a quarter of an hour long: there were two for certain.
      { starts_at: '2026-03-14T11:00:00.000Z', peak: 2, peak_at_least: 2, mean: 0.5 },
      { starts_at: '2026-03-14T12:00:00.000Z', peak: 1, peak_at_least: 1, mean: 0.01 },
      { starts_at: '2026-03-25T08:00:00.000Z', peak: 1, peak_at_least: 1, mean: 0.05 },
    ]);
    expect(body.points).toHaveLength(14 * 24);
    expect([body.peak, body.peak_at_least, body.counted_until]).toEqual([3, 2, '2026-03-25T09:00:00.000Z']);
  });

  it('by the day of another clock', async () => {
    const { body } = await ask('&interval=day&tz=Pacific/Auckland');
    expect(busy(body).map((row) => [row.starts_at, row.peak, row.mean])).toEqual([
      ['2026-03-11T11:00:00.000Z', 3, 0.01],
      ['2026-03-12T11:00:00.000Z', 1, 0],
      ['2026-03-14T11:00:00.000Z', 2, 0.02],
      ['2026-03-24T11:00:00.000Z', 1, 0],
    ]);
  });

  it('of one partner are its own, exactly', async () => {
    for (const partner of partners) {
      const own = await get<Up>(`/partner/analytics/concurrency?${window}`, partner.auth);
      const { body } = await ask(`&partner_id=${partner.authId}`);
      expect(body).toMatchObject(own.body);
      for (const point of body.points) expect(point.peak_at_least).toBe(point.peak);
    }
    expect((await ask(`&partner_id=${partners[0].authId}`)).body.peak).toBe(2);
  });

  it('are of a month at most, and of an account with its partner', async () => {
    const long = await get(
      '/operator/analytics/concurrency?interval=day&from_date=2026-01-01&to_date=2026-03-25&account=MA_1',
    );
    expect(long.status).toBe(422);
    const faults = long.body['details'] as { loc: string[]; msg: string }[];
    expect(faults.map(({ loc }) => loc[1]).sort()).toEqual(['account', 'partner_id']);
    expect((await get('/operator/analytics/concurrency?interval=day&from_date=2026-01-01')).status).toBe(422);
    const one = `partner_id=${partners[0].authId}`;
    const year = await get<Up>(
      `/operator/analytics/concurrency?interval=day&from_date=2025-06-01&to_date=2026-03-25&${one}`,
    );
    expect(year.body.peak).toBe(2);
  });
});
