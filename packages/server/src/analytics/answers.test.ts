import { describe, expect, it } from 'vitest';
import { answeredAt, record } from '../cdrs/test-calls.ts';
import { figuresKit, STRICT, type Json, type Table } from './analytics.test-kit.ts';

const { app, partner, ask } = await figuresKit();

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
    for (const place of PLACES.slice(1)) {
      const late = await ask(`${place}?from_date=9999-12-30&to_date=9999-12-31`);
      expect([place, late.status, faultsOf(late)]).toEqual([
        place,
        422,
        ['query.from_date', 'query.to_date'],
      ]);
      expect(late.text).toContain('Input should be before the year 9999');
    }
    expect((await ask('/analytics/timeline?from_date=9998-12-30&to_date=9998-12-31')).text).toContain(
      '"ends_at":"9999-01-01T00:00:00.000Z"',
    );
    const rupees = await ask('/analytics/timeline?currency=rupees');
    expect(rupees.text).toContain('Input should be three letters, a currency of ISO 4217, such as INR');
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
