import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestCustomer, type TestPartner } from '../../test/app.ts';
import { plausibleCalls } from '../cdrs/index.ts';
import { closePeriods } from '../cdrs/index.ts';
import { answeredAt, record, story, unansweredAt } from '../cdrs/test-calls.ts';
import { timeZoneName } from '../customers/index.ts';

const app = await startTestApp();
const STRICT = { 'x-api-version': '2026-05-12' };

type Json = Record<string, unknown>;
interface Rollup {
  readonly total_calls: number;
  readonly answered_calls: number;
  readonly total_minutes: number;
  readonly total_cost: string;
}
interface Dashboard extends Json {
  readonly calls: Rollup;
  readonly traffic: { readonly inbound: Rollup; readonly outbound: Rollup };
  readonly by_product: { readonly sip_trunking: Rollup; readonly voice_api: Rollup };
  readonly time_series: readonly (Rollup & {
    readonly date: string;
    readonly inbound: Rollup;
    readonly outbound: Rollup;
  })[];
}
interface Table extends Json {
  readonly total: Json & { readonly previous: Json };
  readonly items: readonly (Json & { readonly previous: Json })[];
  readonly points: readonly Json[];
}

let partner: TestPartner;
let customers: readonly [TestCustomer, TestCustomer, TestCustomer];
let customerIds: [string, string, string];

const ask = async <T = Json>(path: string, headers: Record<string, string> = {}, auth = partner.auth) => {
  const answer = await app.request('GET', `/api/v1/partner${path}`, { auth, headers });
  return { status: answer.statusCode, body: answer.json<T>(), text: answer.body };
};
const idOf = async (customer: TestCustomer): Promise<string> =>
  (await app.services.customers.walletRef(partner.partnerId, customer.authId)).customerId;

beforeAll(async () => {
  partner = await app.partner({ slug: 'figures' });
  customers = [await app.customer(partner), await app.customer(partner), await app.customer(partner)];
  customerIds = [await idOf(customers[0]), await idOf(customers[1]), await idOf(customers[2])];
  const { partnerId } = partner;
  const month = {
    partnerId,
    customerIds,
    from: new Date('2026-02-20T00:00:00Z'),
    before: new Date('2026-03-25T09:50:00Z'),
  };
  await record(app.db, [
    ...plausibleCalls(story({ ...month, seed: 7, count: 600 })),
    ...plausibleCalls(story({ ...month, seed: 8, count: 100, trunkIds: [] })),
    // A second currency, which must not be added to the first.
    answeredAt('2026-03-20T10:00:00Z', {
      partnerId,
      customerId: customerIds[2],
      currency: 'USD',
      cost: 7_000_000n,
    }),
  ]);
});

describe('the dashboard', () => {
  const pairs = ({ traffic, by_product }: Dashboard) =>
    [
      [traffic.inbound, traffic.outbound],
      [by_product.sip_trunking, by_product.voice_api],
    ] as const;
  const units = (text: string): bigint => BigInt(text.replace('.', ''));

  it('adds up: directions to the whole, products to the whole, in every field', async () => {
    const { status, body } = await ask<Dashboard>('/dashboard');
    expect(status).toBe(200);
    expect(body.calls.total_calls).toBeGreaterThan(500);
    for (const [first, second] of pairs(body)) {
      expect(first.total_calls + second.total_calls).toBe(body.calls.total_calls);
      expect(first.answered_calls + second.answered_calls).toBe(body.calls.answered_calls);
      expect(Math.round((first.total_minutes + second.total_minutes) * 100)).toBe(
        Math.round(body.calls.total_minutes * 100),
      );
      expect(units(first.total_cost) + units(second.total_cost)).toBe(units(body.calls.total_cost));
      expect(first.total_calls).toBeGreaterThan(0);
      expect(second.total_calls).toBeGreaterThan(0);
    }
    const sum = (of: (row: Rollup) => number) => body.time_series.reduce((total, day) => total + of(day), 0);
    expect(sum((row) => row.total_calls)).toBe(body.calls.total_calls);
    expect(sum((row) => row.answered_calls)).toBe(body.calls.answered_calls);
    expect(body.time_series.reduce((total, day) => total + units(day.total_cost), 0n)).toBe(
      units(body.calls.total_cost),
    );
    for (const day of body.time_series) {
      expect(day.inbound.total_calls + day.outbound.total_calls).toBe(day.total_calls);
      expect(Math.round((day.inbound.total_minutes + day.outbound.total_minutes) * 100)).toBe(
        Math.round(day.total_minutes * 100),
      );
    }
    expect(body['period']).toEqual({ from: '2026-02-23', to: '2026-03-25' });
    expect(body['accounts']).toMatchObject({ total: 3, active: 3 });
  });

  it('has exactly the published keys in the published version, and there so has analytics', async () => {
    const KEYS = [
      'partner',
      'period',
      'accounts',
      'total_balance',
      'currency',
      'calls',
      'traffic',
      'by_product',
      'time_series',
    ];
    for (const path of ['/dashboard', '/analytics']) {
      const { body } = await ask<Dashboard>(path, STRICT);
      expect(Object.keys(body)).toEqual(KEYS);
      expect(Object.keys(body['partner'] as Json)).toHaveLength(21);
      expect((body['partner'] as Json)['balance']).toBeNull();
      expect(Object.keys(body.calls)).toEqual([
        'total_calls',
        'answered_calls',
        'total_minutes',
        'total_cost',
      ]);
      expect(Object.keys(body.time_series[0] ?? {})).toEqual([
        'date',
        'total_calls',
        'answered_calls',
        'total_minutes',
        'total_cost',
        'inbound',
        'outbound',
      ]);
      expect(Object.keys(body.time_series[0]?.inbound ?? {})).toEqual([
        'total_calls',
        'answered_calls',
        'total_minutes',
      ]);
      expect(Number.isInteger(body.by_product.sip_trunking.total_minutes)).toBe(true);
      expect(body['total_balance']).toMatch(/^\d+\.\d{5}$/);
    }
  });

  it('counts a call in the moment in which it is settled', async () => {
    const before = (await ask<Dashboard>('/dashboard')).body.calls;
    await record(app.db, [
      answeredAt('2026-03-25T09:59:00Z', {
        partnerId: partner.partnerId,
        customerId: customerIds[0],
        cost: 1_234_500n,
      }),
    ]);
    const after = (await ask<Dashboard>('/dashboard')).body.calls;
    expect(after.total_calls - before.total_calls).toBe(1);
    expect(units(after.total_cost) - units(before.total_cost)).toBe(1_234_500n);
  });

  it('is empty, and not an error, for who has no calls', async () => {
    const fresh = await app.partner();
    const { status, body } = await ask<Dashboard>('/analytics', {}, fresh.auth);
    expect(status).toBe(200);
    expect(body.calls.total_calls).toBe(0);
    expect(body.time_series).toEqual([]);
    expect(body['quality']).toEqual({ asr: null, ner: null, acd_seconds: null, pdd_ms: null, mos: null });
  });
});

describe('analytics', () => {
  it('says the same in its older form', async () => {
    const { body } = await ask<Dashboard>('/analytics?from_date=2026-03-01&to_date=2026-03-24');
    const totals = body['totals'] as Json;
    const directions = body['by_direction'] as Record<string, Json>;
    expect(totals['total_calls']).toBe(
      Number(directions['inbound']!['calls']) + Number(directions['outbound']!['calls']),
    );
    expect(Number(totals['answered_calls']) + Number(totals['failed_calls'])).toBe(totals['total_calls']);
    expect(totals['total_cost']).toBe(Number(body.calls.total_cost));
    // One call is in dollars: it is counted everywhere, and its money nowhere.
    expect(totals['total_calls']).toBe(body.calls.total_calls);
    for (const rows of [body['by_destination'], body['by_hangup_cause']] as Json[][]) {
      expect(rows.reduce((sum, row) => sum + Number(row['calls']), 0)).toBe(body.calls.total_calls);
      expect(rows.reduce((sum, row) => sum + Number(row['cost']), 0)).toBeCloseTo(
        Number(totals['total_cost']),
        5,
      );
    }
    const top = body['top_customers'] as Json[];
    expect(top.map((row) => row['cost'])).toEqual(
      [...top.map((row) => Number(row['cost']))].sort((a, b) => b - a),
    );
    expect(top[0]).toMatchObject({ auth_id: customers[0].authId });
  });

  it('is the same whether periods are closed or not', async () => {
    const paths = [
      '/analytics',
      '/analytics?tz=America/New_York',
      '/dashboard?tz=Asia/Tokyo',
      '/analytics/destinations?group_by=prefix',
      '/analytics/destinations?tz=Asia/Kathmandu',
      '/analytics/causes?tz=America/Sao_Paulo',
      '/analytics/causes',
      '/analytics/numbers',
      '/analytics/trunks',
      '/analytics/customers?tz=Asia/Kolkata',
    ];
    // One after the other: who asks for all at once waits for his turn, and not for long.
    const answers = async (): Promise<unknown[]> => {
      const all: unknown[] = [];
      for (const path of paths) {
        const { status, body } = await ask(path);
        expect(status, path).toBe(200);
        all.push(body);
      }
      return all;
    };
    const before = await answers();
    expect(await closePeriods(app.db, app.clock.now())).toBeGreaterThan(10);
    expect(await answers()).toEqual(before);
  });

  it('tells countries, causes, customers, trunks and numbers apart, and each table adds up', async () => {
    const window = 'from_date=2026-02-20&to_date=2026-03-25';
    const { body: timeline } = await ask<Table>(`/analytics/timeline?${window}`);
    expect(timeline.points).toHaveLength(34);
    const calls = timeline.points.reduce((sum, point) => sum + Number(point['calls']), 0);
    expect(timeline.total['calls']).toBe(calls);
    for (const path of ['destinations', 'destinations?group_by=prefix', 'customers', 'numbers']) {
      const { body } = await ask<Table>(
        `/analytics/${path}${path.includes('?') ? '&' : '?'}${window}&limit=500`,
      );
      expect([path, body.total['calls'], body.total['cost']]).toEqual([path, calls, timeline.total['cost']]);
      expect(body.items.reduce((sum, row) => sum + Number(row['calls']), 0)).toBe(calls);
    }
    const { body: causes } = await ask<Table>(`/analytics/causes?${window}`);
    expect(causes['calls']).toBe(calls);
    expect(causes.items.map((row) => row['cause'])).toContain('insufficient_balance');
  });

  it('shows the destination that fails, and why', async () => {
    const { body } = await ask<Table>('/analytics/destinations?sort=asr&order=asc&call_direction=outbound');
    const failing = body.items.find((row) => row['country'] !== null);
    expect(failing).toMatchObject({ country: 'AE', country_name: 'United Arab Emirates', prefix: null });
    const { body: why } = await ask<Table>('/analytics/causes?country=AE');
    expect(why['calls']).toBe(failing?.['calls']);
  });

  it('of one customer is that customer’s, in every table', async () => {
    const account = `account=${customers[1].authId}&from_date=2026-02-20`;
    const { body: timeline } = await ask<Table>(`/analytics/timeline?${account}`);
    const calls = Number(timeline.total['calls']);
    expect(calls).toBeGreaterThan(50);
    for (const path of ['destinations', 'numbers']) {
      const { body } = await ask<Table>(`/analytics/${path}?${account}`);
      expect([path, body.total['calls'], body.total['cost']]).toEqual([path, calls, timeline.total['cost']]);
    }
    expect((await ask<Table>(`/analytics/causes?${account}`)).body['calls']).toBe(calls);
    const { body: trunks } = await ask<Table>(`/analytics/trunks?${account}`);
    expect(new Set(trunks.items.map((row) => row['auth_id']))).toEqual(new Set([customers[1].authId]));
  });

  it('has what was before in every table that has money, whoever it is of', async () => {
    const window = 'from_date=2026-03-10&to_date=2026-03-20';
    const before = await ask<Table>('/analytics/timeline?from_date=2026-02-27&to_date=2026-03-09');
    const { calls, cost } = before.body.total;
    expect(calls).toBeGreaterThan(0);
    for (const path of ['timeline', 'destinations', 'customers', 'numbers']) {
      const { body } = await ask<Table>(`/analytics/${path}?${window}`);
      expect([path, body.total.previous['calls'], body.total.previous['cost']]).toEqual([path, calls, cost]);
    }
    const { body } = await ask<Table>(`/analytics/numbers?${window}&limit=500&sort=growth`);
    expect(body.items.reduce((sum, row) => sum + Number(row.previous['calls']), 0)).toBe(calls);
    const grown = body.items.map((row) => Number(row.previous['cost_change']));
    expect(grown).toEqual([...grown].sort((a, b) => b - a));
  });

  it('says of each cause how its calls went and what they cost', async () => {
    const window = 'from_date=2026-03-01&to_date=2026-03-20';
    const { body: timeline } = await ask<Table>(`/analytics/timeline?${window}`);
    const { body } = await ask<Table>(`/analytics/causes?${window}`);
    const sum = (key: string): number => body.items.reduce((all, row) => all + Number(row[key]), 0);
    expect(sum('cost')).toBeCloseTo(Number(timeline.total['cost']), 5);
    expect(sum('minutes')).toBeCloseTo(Number(timeline.total['minutes']), 1);
    const busy = body.items.find((row) => row['cause'] === 'USER_BUSY');
    expect(busy).toMatchObject({ asr: 0, ner: 100, acd_seconds: null, refused: false });
    expect(busy?.['pdd_ms']).toBeGreaterThan(0);
    const normal = body.items.find((row) => row['cause'] === 'NORMAL_CLEARING');
    expect([normal?.['acd_seconds'], normal?.['mos']]).toEqual([
      timeline.total['acd_seconds'],
      timeline.total['mos'],
    ]);
  });

  // Twenty thousand records are written into their indexes.
  it('says that the causes of a customer were counted up to a bound', { timeout: 180_000 }, async () => {
    const fresh = await app.partner();
    const one = await app.customer(fresh);
    const { customerId } = await app.services.customers.walletRef(fresh.partnerId, one.authId);
    await record(app.db, [answeredAt('2026-03-10T10:00:00Z', { partnerId: fresh.partnerId, customerId })]);
    const causes = async () => (await ask(`/analytics/causes?account=${one.authId}`, {}, fresh.auth)).body;
    expect(await causes()).toMatchObject({ calls: 1, capped: false });
    // By and by, so that no statement takes long on a busy machine. Copies have numbers below zero.
    for (let first = 1; first <= 20_000; first += 1_000)
      await sql`INSERT INTO cdr SELECT (jsonb_populate_record(c, jsonb_build_object('number', -nth, 'id',
          overlay(cdr_first_id(timestamptz '2026-03-11Z' + nth * interval '1 second')::text PLACING '7' FROM 15)))).*
        FROM cdr c, generate_series(${first}::int, ${first + 999}::int) AS g(nth)
        WHERE partner_id = ${fresh.partnerId} AND number > 0`.execute(app.db.kysely);
    expect(await causes()).toMatchObject({ calls: 20_000, capped: true });
  });

  it('keeps currencies apart', async () => {
    const { body } = await ask<Table>('/analytics/customers');
    expect(body['other_currencies']).toEqual(['USD']);
    const { body: dollars } = await ask<Table>('/analytics/customers?currency=usd');
    expect(dollars.items).toHaveLength(1);
    expect(dollars.total).toMatchObject({ calls: 1, cost: 70 });
  });

  it('cuts days where the clock that was asked for does', async () => {
    const fresh = await app.partner();
    const one = await app.customer(fresh);
    const { customerId } = await app.services.customers.walletRef(fresh.partnerId, one.authId);
    const own = { partnerId: fresh.partnerId, customerId };
    await record(app.db, [
      answeredAt('2026-03-10T18:29:00Z', own),
      unansweredAt('2026-03-10T18:31:00Z', 'USER_BUSY', own),
    ]);
    const on = async (day: string, tz: string) => {
      const query = `from_date=${day}&to_date=${day}&tz=${tz}`;
      const { body } = await ask<Table>(`/analytics/destinations?${query}`, {}, fresh.auth);
      const series = (await ask<Table>(`/analytics/timeline?${query}`, {}, fresh.auth)).body;
      expect(series.total['calls']).toBe(body.total['calls']);
      return body.total['calls'];
    };
    expect([
      await on('2026-03-10', 'UTC'),
      await on('2026-03-10', 'Asia/Kolkata'),
      await on('2026-03-11', 'Asia/Kolkata'),
    ]).toEqual([2, 1, 1]);
  });

  it('reads the same clock as the database under every name of a zone that it takes', async () => {
    const { rows: of } = await sql<{ name: string }>`SELECT name FROM pg_timezone_names`.execute(
      app.db.kysely,
    );
    const foreign = [
      'IST',
      'PST',
      'BST',
      'AST',
      'US/Pacific-New',
      'Canada/East-Saskatchewan',
      'SystemV/PST8',
    ];
    const names = [...of.map(({ name }) => name), ...Intl.supportedValuesOf('timeZone'), ...foreign];
    const known = [...new Set(names.flatMap((name) => timeZoneName(name) ?? []))];
    expect(known.length).toBeGreaterThan(400);
    expect(foreign.flatMap((name) => timeZoneName(name) ?? [])).toEqual([]);
    const { rows } = await sql<{ name: string; at: number; clock: string }>`
      SELECT name, (extract(epoch FROM at) * 1000)::float8 AS at, to_char(at AT TIME ZONE name, 'MM/DD, HH24:MI') AS clock
      FROM unnest(${known}::text[]) AS n(name),
        unnest('{2026-01-15T00:00:00Z,2026-07-15T00:00:00Z}'::timestamptz[]) AS t(at)`.execute(app.db.kysely);
    const figures = { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
    const clockOf = (name: string, at: number): string =>
      new Intl.DateTimeFormat('en-US', { timeZone: name, hourCycle: 'h23', ...figures }).format(at);
    expect(rows.filter(({ name, at, clock }) => clockOf(name, at) !== clock)).toEqual([]);
  });

  it('has windows that follow each other without a call in two of them', async () => {
    const fresh = await app.partner();
    const one = await app.customer(fresh);
    const { customerId } = await app.services.customers.walletRef(fresh.partnerId, one.authId);
    const own = { partnerId: fresh.partnerId, customerId };
    await record(
      app.db,
      ['09:59', '10:00', '10:14', '10:20'].map((time) => answeredAt(`2026-03-10T${time}:00Z`, own)),
    );
    const between = async (from: string, to: string) => {
      const query = `from_date=2026-03-10T${from}Z&to_date=2026-03-10T${to}Z`;
      const { body } = await ask<Table>(`/analytics/timeline?${query}`, {}, fresh.auth);
      return body.total['calls'];
    };
    expect(await between('09:00:00', '10:00:00')).toBe(1);
    expect(await between('10:00:00', '11:00:00')).toBe(3);
    // An instant within a quarter takes it whole, and one instant has its quarter.
    expect(await between('09:00:00', '10:01:00')).toBe(3);
    expect(await between('10:00:00', '10:00:00')).toBe(2);
  });

  it('names a growing customer first when growth is asked for', async () => {
    const fresh = await app.partner();
    const [shrinking, growing] = [await app.customer(fresh), await app.customer(fresh)];
    const spend = async (customer: TestCustomer, at: string, cost: bigint) => {
      const { customerId } = await app.services.customers.walletRef(fresh.partnerId, customer.authId);
      await record(app.db, [answeredAt(at, { partnerId: fresh.partnerId, customerId, cost })]);
    };
    await spend(shrinking, '2026-03-03T10:00:00Z', 90_000_000n);
    await spend(shrinking, '2026-03-13T10:00:00Z', 50_000_000n);
    await spend(growing, '2026-03-03T10:00:00Z', 1_000_000n);
    await spend(growing, '2026-03-13T10:00:00Z', 3_000_000n);
    const { body } = await ask<Table>(
      '/analytics/customers?sort=growth&from_date=2026-03-11&to_date=2026-03-18',
      {},
      fresh.auth,
    );
    expect(
      body.items.map((row) => [
        row['auth_id'],
        row.previous['cost_change'],
        row.previous['cost_change_percent'],
      ]),
    ).toEqual([
      [growing.authId, 20, 200],
      [shrinking.authId, -400, -44.4],
    ]);
  });
});

describe('what is asked wrongly', () => {
  const PLACES = [
    '/dashboard',
    '/analytics',
    '/analytics/timeline',
    '/analytics/destinations',
    '/analytics/causes',
    '/analytics/customers',
    '/analytics/trunks',
    '/analytics/numbers',
  ];
  const faultsOf = ({ body }: { body: Json }): unknown[] =>
    (body['details'] as { loc: string[] }[]).map(({ loc }) => loc.join('.')).sort();

  it('is named at once, wherever it is asked', async () => {
    for (const place of PLACES) {
      const zone = await ask(`${place}?tz=Mars/Base&colour=red`);
      expect([place, zone.status, faultsOf(zone)]).toEqual([place, 422, ['query.colour', 'query.tz']]);
    }
    for (const place of PLACES.slice(1)) {
      const window = await ask(`${place}?from_date=2020-01-01&to_date=2026-01-01&tz=%2B05:30`);
      expect([place, window.status, faultsOf(window)]).toEqual([place, 422, ['query.to_date', 'query.tz']]);
      expect((await ask(`${place}?from_date=2026-03-02&to_date=2026-03-01`)).status).toBe(422);
    }
    // Up to today: not the first days of it without a word.
    for (const from of ['from_date=2020-01-01', 'start_date=0001-01-01']) {
      const open = await ask(`/analytics/timeline?${from}`);
      expect([open.status, faultsOf(open)]).toEqual([422, [`query.${from.split('=')[0]!}`]]);
    }
    const early = await ask('/analytics/timeline?from_date=0001-01-01&to_date=0001-01-02');
    expect([early.status, faultsOf(early)]).toEqual([422, ['query.from_date', 'query.to_date']]);
    const table = await ask(
      '/analytics/destinations?sort=colour&limit=501&country=XX&group_by=planet&currency=rupees',
    );
    expect(faultsOf(table)).toEqual([
      'query.country',
      'query.currency',
      'query.group_by',
      'query.limit',
      'query.sort',
    ]);
    expect(
      faultsOf(await ask('/analytics/timeline?interval=hour&from_date=2026-01-01&to_date=2026-03-25')),
    ).toEqual(['query.interval']);
    const atOnce = 'account=MA_1&interval=hour&from_date=2026-01-01&to_date=2026-03-25';
    expect(faultsOf(await ask(`/analytics/concurrency?${atOnce}`))).toEqual([
      'query.account',
      'query.interval',
    ]);
  });

  it('about another partner’s customer answers as if there were none', async () => {
    const other = await app.partner();
    const theirs = await app.customer(other);
    for (const place of ['timeline', 'destinations', 'causes', 'trunks', 'numbers']) {
      expect((await ask(`/analytics/${place}?account=${theirs.authId}`)).status).toBe(404);
      expect((await ask(`/analytics/${place}?account=MA_00000000`)).status).toBe(404);
    }
  });
});

describe('runway', () => {
  interface Runway {
    readonly running_dry: number;
    readonly master: Json;
    readonly items: readonly (Json & {
      readonly lasts_seconds: number | null;
      readonly runs_out_at: string;
      readonly earliest_at: string;
      readonly latest_at: string;
    })[];
  }

  it('of a wallet is what is there by what goes, with a range; without spending there is none', async () => {
    const fresh = await app.partner();
    const [steady, idle] = [await app.customer(fresh), await app.customer(fresh)];
    const { customerId } = await app.services.customers.walletRef(fresh.partnerId, steady.authId);
    const own = { partnerId: fresh.partnerId, customerId };
    // Four weeks, every hour the same: 24 rupees a day.
    const calls = Array.from({ length: 28 * 24 + 10 }, (_, hour) =>
      answeredAt(new Date(Date.parse('2026-02-25T00:05:00Z') + hour * 3_600_000), { ...own, cost: 100_000n }),
    );
    await record(app.db, calls);
    for (const [account, amount] of [
      [steady, 48],
      [idle, 5],
    ] as const) {
      const moved = await app.request('POST', `/api/v1/partner/accounts/${account.authId}/transfer-balance`, {
        auth: fresh.auth,
        body: { amount, currency: 'INR' },
      });
      expect(moved.statusCode, moved.body).toBe(200);
    }
    const { body } = await ask<Runway>('/analytics/runway', {}, fresh.auth);
    expect(body.items.map((row) => row['auth_id'])).toEqual([steady.authId]);
    const [wallet] = body.items;
    expect(wallet).toMatchObject({ available_balance: 48, burn_per_day: 24, lasts_seconds: 48 * 3_600 });
    expect(Date.parse(wallet!.earliest_at)).toBeLessThan(Date.parse(wallet!.runs_out_at));
    expect(Date.parse(wallet!.runs_out_at)).toBeLessThan(Date.parse(wallet!.latest_at));
    expect(body.running_dry).toBe(1);
    expect((await ask<Runway>('/analytics/runway?within_hours=47', {}, fresh.auth)).body.items).toEqual([]);
    expect(
      (await ask<Runway>(`/analytics/runway?account=${idle.authId}`, {}, fresh.auth)).body.items,
    ).toEqual([]);
    expect((await ask(`/analytics/runway?account=${steady.authId}`)).status).toBe(404);
  });

  it('of the master account is what it gives to wallets', async () => {
    const fresh = await app.partner();
    const { body } = await ask<Runway>('/analytics/runway', {}, fresh.auth);
    expect(body.master).toMatchObject({ currency: 'INR', burn_per_day: 0, lasts_seconds: null });
  });
});

describe('a table as CSV', () => {
  const csv = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await app.request('GET', `/api/v1/partner${path}`, { auth: partner.auth, headers });
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    const [head = '', ...lines] = answer.body.split('\r\n').slice(0, -1);
    return { head: head.split(','), lines: lines.map((line) => line.split(',')), answer };
  };

  it('has the rows of the answer, money with five decimals, and what is inside of a row beside it', async () => {
    const query = 'from_date=2026-02-20&to_date=2026-03-25';
    for (const [path, rows] of [
      ['timeline', 'points'],
      ['destinations', 'items'],
      ['causes', 'items'],
      ['customers', 'items'],
      ['trunks', 'items'],
      ['numbers', 'items'],
      ['concurrency', 'points'],
    ] as const) {
      const { body } = await ask<Record<string, Json[]>>(`/analytics/${path}?${query}`);
      const { lines } = await csv(`/analytics/${path}?${query}&format=csv`);
      expect([path, lines.length]).toEqual([path, body[rows]!.length]);
    }
    const { body } = await ask<Table>(`/analytics/customers?${query}`);
    const { head, lines, answer } = await csv(`/analytics/customers?${query}&format=csv`);
    expect(answer.headers['content-disposition']).toBe('attachment; filename="customers.csv"');
    const [first] = lines;
    const cell = (name: string): string => first![head.indexOf(name)]!;
    expect(cell('auth_id')).toBe(body.items[0]!['auth_id']);
    expect(cell('cost')).toBe(Number(body.items[0]!['cost']).toFixed(5));
    expect(cell('previous_cost')).toBe(Number(body.items[0]!.previous['cost']).toFixed(5));
    expect((await csv('/analytics/runway?format=csv', { accept: 'text/csv' })).head).toContain('runs_out_at');
    expect((await csv('/analytics/causes?format=csv', STRICT)).head).toContain('share_percent');
  });

  it('has the filters of the answer, and no other format', async () => {
    const { head, lines } = await csv(
      '/analytics/destinations?format=csv&group_by=prefix&country=US&limit=1',
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]![head.indexOf('country')]).toBe('US');
    expect((await ask('/analytics/causes?format=xml')).status).toBe(422);
  });
});
