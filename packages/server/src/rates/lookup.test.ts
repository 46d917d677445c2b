import { expect, test } from 'vitest';
import { DAY_MS } from '../platform/time/index.ts';
import { HEAD, OPERATOR, PARTNER, ratesApp } from './test-rates.ts';

const app = await ratesApp();
const { ask, clock, customer, must, operator, partner, publish, tier, upload } = app;
const staff = await operator();
const one = await partner();
const { authId: account } = await customer(one);
const own = await tier(one.auth, { initial_increment_seconds: 30, billing_increment_seconds: 6 });
await upload(one.auth, own, `${HEAD}91,India,0.6\n9198,India mobile,0.55\n`);
await publish(one.auth, own, 1);
const look = (query: string) => ask(one.auth, 'GET', `${PARTNER}/rates/lookup?${query}`);

test('a price is explained step by step: number, prefix, version, increments, rounding, both sides, margin', async () => {
  const answer = await look(`to=%2B919811000000&pricing_tier_id=${own}&seconds=40`);
  expect(answer.body).toMatchObject({
    direction: 'outbound',
    number: {
      e164: '+919811000000',
      country: 'IN',
      country_name: 'India',
      type: 'mobile',
      is_possible: true,
    },
    seconds: 40,
    currency: 'INR',
    selling: {
      pricing_tier_id: own,
      owner: 'partner',
      source: 'deck',
      deck_version: 1,
      deck_live_since: '2026-03-25T10:00:00.000Z',
      prefix: '9198',
      rate_per_minute: 0.55,
      billed_seconds: 42,
      exact_usage: '0.385',
      amount: 0.385,
      steps: [
        'Tier "Own" of the partner, deck version 1 live since 2026-03-25T10:00:00.000Z.',
        'The longest prefix of deck version 1 that fits is 9198 (India mobile): 0.55 INR a minute.',
        '40 seconds: 30 seconds at first + 2 × 6 seconds = 42 seconds billed.',
        '0.55 × 42 / 60 = 0.385, exactly 0.385.',
        'The call costs 0.385 INR.',
      ],
    },
    wholesale: { owner: 'operator', source: 'flat', rate_per_minute: 0.45, billed_seconds: 60, amount: 0.45 },
    margin: { amount: -0.065 },
    warnings: ['A call of this length costs more wholesale than it is sold for.'],
  });
});

test('a customer’s price is that of the tier it has, and its country reads its numbers', async () => {
  const standard = await look(`to=09811000000&account=${account.toLowerCase()}`);
  expect(standard.body).toMatchObject({
    account,
    number: { e164: '+919811000000', read_as: 'national' },
    selling: { owner: 'operator' },
    margin: { amount: 0, percent: 0 },
    warnings: [],
  });
  await must(one.auth, 'PATCH', `${PARTNER}/accounts/${account}`, { pricing_tier_id: own });
  expect((await look(`to=%2B919811000000&account=${account}`)).body).toMatchObject({
    selling: { pricing_tier_id: own, prefix: '9198' },
    margin: { amount: 0.1 },
  });
});

test('a price of another time is that of the deck that was live, or will be', async () => {
  await upload(one.auth, own, `${HEAD}91,India,0.7\n`);
  const soon = new Date(clock.now().getTime() + DAY_MS);
  await publish(one.auth, own, 2, { effective_at: soon.toISOString() });
  const at = async (time: Date) => {
    const { body } = await look(`to=%2B919811000000&pricing_tier_id=${own}&at=${time.toISOString()}`);
    return (body['selling'] as { deck_version: number | null }).deck_version;
  };
  expect(await at(new Date(soon.getTime() - 1))).toBe(1);
  expect(await at(soon)).toBe(2);
  expect(await at(new Date('2026-03-25T09:59:59Z'))).toBeNull();
});

test('a loss is warned of', async () => {
  const cheap = await tier(one.auth, { rate_per_minute: 0.1 });
  expect((await look(`to=%2B4915112345678&pricing_tier_id=${cheap}`)).body).toMatchObject({
    selling: { source: 'flat' },
    warnings: [expect.stringContaining('wholesale rate is above the selling rate')],
  });
});

test('an inbound call is priced by the country and the type of the number', async () => {
  const rules = [
    { country: 'IN', rate_per_minute: 0.2 },
    { country: 'IN', number_type: 'toll_free', rate_per_minute: 1.5 },
  ];
  const inbound = await tier(one.auth, { inbound_rates: rules });
  const ask = (more: string) =>
    look(`to=%2B912240000000&pricing_tier_id=${inbound}&direction=inbound${more}`);
  expect((await ask('')).body).toMatchObject({
    number: { type: 'local' },
    selling: { source: 'inbound_rule', description: 'IN/', rate_per_minute: 0.2 },
    wholesale: { source: 'inbound', rate_per_minute: 0.45 },
  });
  expect((await ask('&number_type=toll_free')).body).toMatchObject({ selling: { rate_per_minute: 1.5 } });
});

test('what cannot be asked is refused', async () => {
  expect((await look('to=nobody')).body).toMatchObject({ details: [{ loc: ['query', 'to'] }] });
  expect((await look('')).status).toBe(422);
  expect((await look(`to=%2B919811000000&account=${account}&pricing_tier_id=${own}`)).status).toBe(422);
  expect((await look('to=%2B919811000000&account=MA_ZZZZZZZZ')).status).toBe(404);
  const other = await partner();
  expect(
    (await ask(other.auth, 'GET', `${PARTNER}/rates/lookup?to=%2B919811000000&account=${account}`)).status,
  ).toBe(404);
  expect(
    (await ask(other.auth, 'GET', `${PARTNER}/rates/lookup?to=%2B919811000000&pricing_tier_id=${own}`))
      .status,
  ).toBe(404);
});

test('the operator asks at its own tiers, or as a partner sees it', async () => {
  const ask = (query: string) => app.ask(staff, 'GET', `${OPERATOR}/rates/lookup?to=%2B919811000000${query}`);
  expect((await ask('')).body).toMatchObject({ currency: 'INR', margin: { amount: 0 } });
  expect((await ask('&currency=USD')).body).toMatchObject({ currency: 'USD' });
  expect((await ask(`&partner=${one.authId}&account=${account}`)).body).toMatchObject({
    account,
    selling: { owner: 'partner' },
    wholesale: { owner: 'operator' },
  });
  expect((await ask(`&account=${account}`)).body).toMatchObject({ details: [{ loc: ['query', 'partner'] }] });
  expect((await ask(`&pricing_tier_id=${own}`)).status).toBe(404);
});
