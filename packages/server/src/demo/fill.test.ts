import { Command } from 'commander';
import { beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, TEST_ACTOR, type TestApp } from '../../test/app.ts';
import { ensureFirstStart } from '../first-start.ts';
import { DAY_MS, utcDay } from '../platform/time/index.ts';
import { FAILING_SINCE_DAY, type SidePrices } from './destinations.ts';
import { demoSandbox, fillWithDemoData, registerDemoCommands } from './index.ts';
import { DEMO_CUSTOMERS } from './people.ts';
import { demoPlan, type DemoPlan } from './plan.ts';
import { demoStart } from './sandbox.ts';
import { LAST_REFERENCE } from './step.ts';

let app: TestApp;
let partnerId: string;
const output: string[] = [];

/** The same everywhere: what sample prices are is no matter of the plan. */
const price: SidePrices['selling'] = {
  tierId: '0199a1b0-0000-7000-8000-00000000000a',
  deckVersion: 1,
  prefix: '91',
  rate: 600_000_000n,
  connectFee: 0n,
  initialIncrementSeconds: 60,
  nextIncrementSeconds: 60,
  minimumDurationSeconds: 0,
};

function planAt(now: Date): DemoPlan {
  return {
    start: demoStart(now),
    end: now,
    currency: 'INR',
    priceOf: () => ({ selling: price, wholesale: { ...price, rate: 450_000_000n } }),
  };
}

async function fill(): Promise<string> {
  output.length = 0;
  const write = (text: string): number => output.push(text);
  await fillWithDemoData(app.services, { output: { write } });
  return output.join('');
}

async function sandbox(): Promise<string> {
  const { partners } = await app.services.partners.list({ search: 'Acme Telecom' });
  expect(partners).toHaveLength(1);
  return partners[0]!.partner.partnerId;
}

/** Everything that a second run could have added to. */
async function counts(): Promise<Record<string, number | bigint>> {
  const { services, db } = app;
  const [accounts, requests, carriers, tokens, team, entries, calls] = await Promise.all([
    services.customers.list(partnerId, {}),
    services.partners.listAccessRequests({}, app.clock.now()),
    services.carriers.list({}),
    services.identity.tokens.list(db.kysely, partnerId, { revoked: true }),
    services.identity.team.list(partnerId),
    services.ledger.verifyLedger(db.kysely),
    services.cdrs.countCalls(partnerId, { window: { from: null, before: null }, customerId: null }),
  ]);
  return {
    accounts: accounts.total,
    requests: requests.total,
    carriers: carriers.total,
    tokens: tokens.length,
    team: team.length,
    transfers: entries.transfers,
    calls,
  };
}

async function ask<T>(path: string): Promise<T> {
  const { partner } = await app.services.partners.read(partnerId);
  const { token } = await app.db.inTransaction((tx) =>
    app.services.identity.tokens.issue(
      tx,
      partner,
      { label: path, scopes: ['read'] },
      { actor: TEST_ACTOR, at: app.clock.now() },
    ),
  );
  const auth = { 'x-auth-id': partner.authId, 'x-auth-token': token };
  const answer = await app.request('GET', `/api/v1/partner${path}`, { auth });
  expect(answer.statusCode).toBe(200);
  return answer.json<T>();
}

interface Table {
  readonly items: readonly Record<string, unknown>[];
}

beforeAll(async () => {
  app = await startTestApp();
  // Told in two parts, as after a Ctrl-C: nothing is told twice, and nothing is left out.
  const stop = new AbortController();
  let progress = 0;
  const write = (text: string): void => {
    if (text.includes('█')) progress += 1;
    if (progress === 4) stop.abort();
  };
  const half = await fillWithDemoData(app.services, { output: { isTTY: true, write }, signal: stop.signal });
  expect(half?.filled).toBe(false);
  expect(half?.calls).toBeGreaterThan(1_000);
  partnerId = await sandbox();
  expect(await fill()).toMatch(/Demo data: 25 customers, \d+ movements, [\d,]+ calls\./);
}, 240_000);

describe('the demo story', () => {
  it('is the same in every run, in the order of its time, and ends with its last movement', () => {
    const now = new Date('2026-03-25T10:00:00Z');
    const plan = demoPlan(planAt(now));
    const written = (steps: typeof plan): string =>
      JSON.stringify(steps, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
    expect(written(demoPlan(planAt(now))) === written(plan)).toBe(true);
    const offsets = plan.map((step) => step.offsetMs);
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
    expect(plan.at(-1)).toMatchObject({ reference: LAST_REFERENCE, offsetMs: +now - +demoStart(now) });
    const references = plan.flatMap((step) => ('reference' in step ? [step.reference] : []));
    expect(new Set(references).size).toBe(references.length);
    expect(new Set(DEMO_CUSTOMERS.map(({ email }) => email)).size).toBe(25);
  });

  it('has days, weeks and customers that differ as they do in life', () => {
    const { start, ...rest } = planAt(new Date('2026-03-25T10:00:00Z'));
    const calls = demoPlan({ start, ...rest }).flatMap((step) => (step.kind === 'call' ? [step] : []));
    expect(calls.length).toBeGreaterThan(15_000);
    const of = (test: (at: Date) => boolean): number =>
      calls.filter(({ offsetMs }) => test(new Date(+start + offsetMs))).length;
    expect(of((at) => at.getUTCDay() === 3)).toBeGreaterThan(3 * of((at) => at.getUTCDay() === 0));
    expect(of((at) => at.getUTCHours() === 8)).toBeGreaterThan(5 * of((at) => at.getUTCHours() === 22));
    const spent = new Map<string, bigint>();
    for (const { customer, call } of calls) spent.set(customer, (spent.get(customer) ?? 0n) + call.cost);
    const [first = 0n, ...others] = [...spent.values()].sort((a, b) => Number(b - a));
    expect(Number(first)).toBeGreaterThan(1.4 * Number(others[0]));
    expect(Number(first)).toBeGreaterThan(5 * Number(others[8]));
  });

  it('leaves books that verify, and in which every call’s cost is a posting', async () => {
    const { ledger } = app.services;
    expect(await ledger.verifyLedger(app.db.kysely)).toMatchObject({ ok: true, problems: [] });
    const { rows } = await app.db.pool.query<Record<string, unknown>>(
      `SELECT count(*) FILTER (WHERE c.cost <> coalesce(w.amount, 0) OR c.wholesale_cost <> coalesce(o.amount, 0)) AS wrong,
          count(w.amount) AS charged, sum(c.cost) = (
            SELECT sum(t.amount) FROM ledger_transfer t JOIN ledger_account a ON a.partner_id = t.partner_id AND a.id = t.debit_account_id
            WHERE t.partner_id = $1 AND t.code IN ('cdr', 'ncc') AND a.kind = 'wallet') AS same
        FROM cdr c
        LEFT JOIN (SELECT t.reference, t.amount, a.owner_id FROM ledger_transfer t
          JOIN ledger_account a ON a.partner_id = t.partner_id AND a.id = t.debit_account_id AND a.kind = 'wallet'
          WHERE t.partner_id = $1) w ON w.reference = 'cdr:' || c.id AND w.owner_id = c.customer_id
        LEFT JOIN (SELECT t.reference, t.amount FROM ledger_transfer t
          JOIN ledger_account a ON a.partner_id = t.partner_id AND a.id = t.credit_account_id AND a.kind = 'usage_revenue'
          WHERE t.partner_id = $1) o ON o.reference = 'cdr:' || c.id
        WHERE c.partner_id = $1`,
      [partnerId],
    );
    expect(rows).toEqual([{ wrong: 0n, charged: expect.anything() as unknown, same: true }]);
    expect(Number(rows[0]!['charged'])).toBeGreaterThan(8_000);
  });

  it('posts in the order of the story: calls within hours, the rest at their time', async () => {
    const { rows } = await app.db.pool.query<{ code: string; ms: number }>(
      `SELECT code, max(extract(epoch FROM posted_at - event_at) * 1000)::float8 AS ms FROM ledger_transfer
        WHERE partner_id = $1 GROUP BY code`,
      [partnerId],
    );
    for (const { code, ms } of rows)
      expect([code, ms <= (code === 'cdr' ? 4 * 3_600_000 : 0)]).toEqual([code, true]);
  });

  it('holds customers of every kind: funded, low, empty, suspended, closed', async () => {
    const { accounts, total } = await app.services.customers.list(partnerId, { per_page: 100 });
    expect(total).toBe(25);
    const balances = accounts.map(({ wallet }) => wallet.balance);
    expect(balances.filter((balance) => balance > 2_000_000n).length).toBeGreaterThan(10);
    expect(balances.filter((balance) => balance === 1_250_000n)).toHaveLength(2);
    expect(balances.filter((balance) => balance === 0n)).toHaveLength(3);
    const statuses = accounts.map(({ customer }) => customer.status);
    expect(statuses.filter((status) => status === 'suspended')).toHaveLength(1);
    expect(statuses.filter((status) => status === 'closed')).toHaveLength(1);
    expect(new Set(accounts.map(({ customer }) => customer.country)).size).toBeGreaterThan(3);
  });

  it('has a destination that fails since a few days, for one cause and one gateway', async () => {
    const since = new Date(+demoStart(app.clock.now()) + FAILING_SINCE_DAY * DAY_MS);
    const day = utcDay;
    const window = `from_date=${day(since)}&to_date=${day(app.clock.now())}`;
    const { items } = await ask<Table>(`/analytics/destinations?${window}&sort=asr&order=asc`);
    const [worst, next] = items.filter(({ country, calls }) => country !== null && calls !== 0);
    expect(worst).toMatchObject({ country: 'NG' });
    expect(Number(worst!['asr'])).toBeLessThan(15);
    expect(Number(next!['asr'])).toBeGreaterThan(25);
    const causes = await ask<Table>(`/analytics/causes?${window}&country=NG`);
    expect(causes.items[0]).toMatchObject({ cause: 'SERVICE_UNAVAILABLE' });
    const before = await ask<Table>(
      `/analytics/destinations?from_date=${day(new Date(+since - 20 * DAY_MS))}&to_date=${day(new Date(+since - DAY_MS))}`,
    );
    expect(Number(before.items.find(({ country }) => country === 'NG')!['asr'])).toBeGreaterThan(35);
  });

  it('has a night on which somebody else called on one customer’s money, until there was none', async () => {
    const { rows } = await app.db.pool.query<{
      customers: bigint;
      calls: bigint;
      refused: bigint;
      span: number;
    }>(
      `SELECT count(DISTINCT customer_id) AS customers, count(*) AS calls, count(*) FILTER (WHERE refused) AS refused,
          extract(epoch FROM max(cdr_time(id)) - min(cdr_time(id)))::float8 / 3600 AS span
        FROM cdr WHERE partner_id = $1 AND destination_number LIKE '+252%'`,
      [partnerId],
    );
    const [night] = rows;
    expect(night).toMatchObject({ customers: 1n });
    expect(Number(night!.calls)).toBeGreaterThan(150);
    expect(Number(night!.refused)).toBeGreaterThan(20);
    expect(night!.span).toBeLessThan(3);
  });

  it('has a wallet that is about to run dry', async () => {
    const { items } = await ask<Table>('/analytics/runway?within_hours=72');
    expect(items.map(({ name }) => name)).toContain('Sarah Whitfield');
  });

  it('holds access requests in every state', async () => {
    const now = app.clock.now();
    const { requests } = await app.services.partners.listAccessRequests({}, now);
    const states = requests.map(({ status }) => status).sort();
    expect(states).toEqual(['approved', 'declined', 'in_review', 'new', 'new']);
    const overdue = await app.services.partners.listAccessRequests({ overdue: true }, now);
    expect(overdue.requests.map(({ status }) => status)).toEqual(['new']);
  });

  it('writes to nobody', async () => {
    const { rows } = await app.db.pool.query(`SELECT 1 FROM outbox WHERE topic = 'mail.send'`);
    expect(rows).toEqual([]);
  });

  it('adds nothing the second time', async () => {
    const before = await counts();
    expect(await fill()).toBe('  Demo data: there already.\n');
    app.clock.advanceMs(DAY_MS);
    expect(await fill()).toBe('  Demo data: there already.\n');
    expect(await counts()).toEqual(before);
  });

  it('comes with a token that reads; the next run gives another, and that alone is good', async () => {
    const run = async (): Promise<Record<string, string>> => {
      const lines: string[] = [];
      const program = new Command('portal').exitOverride();
      registerDemoCommands(program, {
        services: async () => app.services,
        print: (text) => void lines.push(text),
      });
      await program.parseAsync(['demo', 'fill', '--json'], { from: 'user' });
      return JSON.parse(lines.join('')) as Record<string, string>;
    };
    const me = async ({ auth_id: id = '', token = '' }: Record<string, string>): Promise<number> => {
      const auth = { 'x-auth-id': id, 'x-auth-token': token };
      return (await app.request('GET', '/api/v1/partner/me', { auth })).statusCode;
    };
    const [first, second] = [await run(), await run()];
    expect(second).toMatchObject({ filled: false, auth_id: first['auth_id'] });
    expect([await me(first), await me(second)]).toEqual([401, 200]);
  });

  it('is told by one process at a time', async () => {
    const client = await app.db.pool.connect();
    await client.query('SELECT pg_advisory_lock(7041776)');
    expect(await fill()).toBe('  Demo data: another process is at it.\n');
    await client.query('SELECT pg_advisory_unlock(7041776)');
    client.release();
  });
});

describe('the sandbox of the story', () => {
  it('is a partner of its own where the other is younger than ninety days', async () => {
    const { services, db, clock } = await startTestApp();
    const input = {
      name: 'Acme Telecom',
      email: 'young@example.com',
      mode: 'test' as const,
      startingBalance: 1n,
    };
    const young = await db.inTransaction((tx) =>
      services.partners.create(tx, input, { actor: TEST_ACTOR, at: clock.now() }),
    );
    const told = await fillWithDemoData(services, {
      output: { write: () => true },
      signal: AbortSignal.abort(),
    });
    expect(told?.partner.name).toBe('Acme Telecom Demo');
    expect(told?.partner.partnerId).not.toBe(young.partner.partnerId);
    expect(told?.partner.createdAt).toEqual(demoStart(clock.now()));
  });

  it('is that of a first start with --demo, which begins with the story', async () => {
    const { services, clock } = await startTestApp();
    const first = await ensureFirstStart(services, demoSandbox(services));
    const lines: string[] = [];
    const told = await fillWithDemoData(services, {
      output: { write: (text: string) => lines.push(text) },
      signal: AbortSignal.abort(),
    });
    expect(lines.join('')).not.toContain('Sandbox made');
    expect(told?.partner.authId).toBe(first!.sandbox.authId);
    expect(told?.partner.createdAt).toEqual(demoStart(clock.now()));
  });
});
