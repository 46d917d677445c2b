import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { TestCustomer } from '../../test/app.ts';
import { closePeriods } from '../cdrs/index.ts';
import { answeredAt, record, unansweredAt } from '../cdrs/test-calls.ts';
import { timeZoneName } from '../customers/index.ts';
import { figuresKit, type Dashboard, type Json, type Table } from './analytics.test-kit.ts';

const { app, customers, ask } = await figuresKit();

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
