import { Command } from 'commander';
import { beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestCustomer, type TestPartner } from '../../test/app.ts';
import { plausibleCalls } from '../cdrs/index.ts';
import { answeredAt, record, story } from '../cdrs/test-calls.ts';
import { registerAnalyticsCommands } from './commands.ts';

const app = await startTestApp();
let partner: TestPartner;
let customer: TestCustomer;

/** Runs a command line; answers what it printed. */
async function everybody(...args: string[]): Promise<string> {
  const lines: string[] = [];
  const program = new Command('portal').exitOverride().configureOutput({ writeErr: () => undefined });
  registerAnalyticsCommands(program, {
    services: async () => app.services,
    print: (text) => void lines.push(text),
  });
  await program.parseAsync(['analytics', ...args], { from: 'user' });
  return lines.join('\n');
}

/** The same of one partner. */
async function portal(name: string, ...options: string[]): Promise<string> {
  return everybody(name, '--partner', partner.authId, ...options);
}

async function api(path: string, auth = partner.auth, surface = 'partner'): Promise<Record<string, unknown>> {
  const answer = await app.request('GET', `/api/v1/${surface}${path}`, { auth });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<Record<string, unknown>>();
}

beforeAll(async () => {
  partner = await app.partner();
  customer = await app.customer(partner);
  const { customerId } = await app.services.customers.walletRef(partner.partnerId, customer.authId);
  const told = story({
    partnerId: partner.partnerId,
    customerIds: [customerId],
    seed: 5,
    count: 400,
    from: new Date('2026-03-20T00:00:00Z'),
    before: new Date('2026-03-25T09:00:00Z'),
  });
  await record(app.db, [...plausibleCalls(told)]);
});

test('every command prints with --json what the API answers to the same filters', async () => {
  const window = ['--from-date', '2026-03-21', '--to-date', '2026-03-24', '--tz', 'Asia/Kolkata'];
  const query = 'from_date=2026-03-21&to_date=2026-03-24&tz=Asia/Kolkata';
  for (const name of ['timeline', 'destinations', 'causes', 'customers', 'trunks', 'numbers', 'concurrency'])
    expect(JSON.parse(await portal(name, ...window, '--json'))).toEqual(
      await api(`/analytics/${name}?${query}`),
    );
  const narrowed = ['--account', customer.authId, '--country', 'IN', '--group-by', 'prefix', '--limit', '1'];
  const asked = `account=${customer.authId}&country=IN&group_by=prefix&limit=1`;
  const prefixes = JSON.parse(await portal('destinations', ...window, ...narrowed, '--json')) as object;
  expect(prefixes).toEqual(await api(`/analytics/destinations?${query}&${asked}`));
  expect(prefixes).toMatchObject({ items: [{ country: 'IN' }] });
  expect(JSON.parse(await portal('dashboard', '--json'))).toEqual(await api('/dashboard'));
  expect(JSON.parse(await portal('runway', '--within-hours', '72', '--json'))).toMatchObject(
    await api('/analytics/runway?within_hours=72'),
  );
});

test('without a partner they print what the operator reads of all partners together', async () => {
  const other = await app.partner();
  const second = await app.customer(other);
  const { customerId } = await app.services.customers.walletRef(other.partnerId, second.authId);
  await record(app.db, [
    answeredAt('2026-03-22T10:00:00Z', {
      partnerId: other.partnerId,
      customerId,
      currency: 'INR',
      cost: 300_000n,
    }),
    answeredAt('2026-03-22T11:00:00Z', {
      partnerId: other.partnerId,
      customerId,
      currency: 'USD',
      cost: 700_000n,
    }),
  ]);
  const operator = await app.operator('admin');
  const window = ['--from-date', '2026-03-21', '--to-date', '2026-03-24'];
  const query = 'from_date=2026-03-21&to_date=2026-03-24';
  const names = [
    'timeline',
    'partners',
    'customers',
    'destinations',
    'causes',
    'trunks',
    'numbers',
    'concurrency',
  ];
  for (const name of names)
    expect(JSON.parse(await everybody(name, ...window, '--json')), name).toEqual(
      await api(`/analytics/${name}?${query}`, operator, 'operator'),
    );
  for (const name of ['dashboard', 'runways'])
    expect(JSON.parse(await everybody(name, '--json')), name).toEqual(
      await api(`/analytics/${name}`, operator, 'operator'),
    );
  const one = JSON.parse(await portal('partners', ...window, '--json')) as object;
  expect(one).toMatchObject({
    total_items: 1,
    items: [{ partner_id: partner.authId, calls: expect.any(Number) as number }],
  });
  expect(await everybody('customers', ...window)).toMatch(
    new RegExp(`^partner +account[^]*^${other.authId} +${second.authId} `, 'm'),
  );
  expect(await everybody('runways')).toMatch(new RegExp(`^${partner.authId} .*${customer.authId}`, 'm'));
  expect(await everybody('partners')).toContain(other.authId);
  const shown = await everybody('dashboard');
  expect(shown).toMatch(/^ {2}partners +2$/m);
  expect(shown).toMatch(/^ {2}in USD +1 calls, \$7\.00; \$0\.00 in wallets$/m);
  expect(await everybody('dashboard', '--mode', 'test')).toMatch(/^ {2}partners +0$/m);
  await expect(everybody('runway')).rejects.toThrow(/--partner/);
  await expect(everybody('timeline', '--account', customer.authId, '--mode', 'both')).rejects.toThrow(
    /--mode: [\s\S]*--account: |--account: [\s\S]*--mode: /,
  );
  await expect(
    everybody('concurrency', '--interval', 'day', '--from-date', '2026-01-01', '--to-date', '2026-03-24'),
  ).rejects.toThrow(/^--partner: Of all partners together at most 31 days/);
});

test('for people they are tables, with a bar or a line where something goes up and down', async () => {
  const timeline = await portal('timeline', '--from-date', '2026-03-20', '--to-date', '2026-03-24');
  expect(timeline).toMatch(/^calls {2}[▁▂▃▄▅▆▇█]{5}$/m);
  expect(timeline).toMatch(/^2026-03-22 00:00 +\d+ +[\d.]+ +[\d.]+ +₹[\d,.]+ +₹[\d,.]+ +█+$/m);
  expect(await portal('destinations')).toMatch(/^India +– +\d+ .*█$/m);
  expect(await portal('causes')).toMatch(/^NORMAL_CLEARING +\d+ +[\d.]+ +█{16}$/m);
  expect(await portal('customers')).toContain(customer.authId);
  expect(await portal('numbers')).toMatch(/^\+9180\d+ /m);
  expect(await portal('trunks')).toContain('trunk');
  expect(await portal('concurrency')).toMatch(/^peak {2}[▁▂▃▄▅▆▇█]+$/m);
  expect(await portal('runway')).toContain(customer.authId);
  expect(await portal('dashboard')).toMatch(/calls +\d+ calls, \d+ answered, [\d.]+ min, ₹/);
  expect(await portal('causes', '--format', 'csv')).toMatch(
    /^cause,refused,calls,answered,share_percent,asr,.*\r\n/,
  );
  expect(await portal('customers', '--currency', 'USD')).toBe('Nothing to show.');
});

test('wrong filters are named by their options, all at once; foreign accounts are not found', async () => {
  await expect(portal('timeline', '--interval', 'minute', '--tz', 'Mars')).rejects.toThrow(
    /--tz: [\s\S]*--interval: |--interval: [\s\S]*--tz: /,
  );
  const other = await app.customer(await app.partner());
  await expect(portal('causes', '--account', other.authId)).rejects.toMatchObject({ status: 404 });
});
