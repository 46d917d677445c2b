import { Command } from 'commander';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { callsKit, ONE, type Caller } from '../calls/calls.test-kit.ts';
import { utcDay } from '../platform/time/index.ts';
import { HEAD, PARTNER } from './test-rates.ts';
import { registerRateCommands } from './index.ts';

const kit = await callsKit();
const { app, calls, clock } = kit;

const MOBILE = '+919812345678';
const FIXED = '+912212345678';

interface Totals {
  readonly calls: number;
  readonly answered: number;
  readonly talk_seconds: number;
  readonly revenue: number;
  readonly wholesale_cost: number;
  readonly margin: number;
}
interface Change {
  readonly account_id: string;
  readonly prefix: string;
  readonly calls: number;
  readonly before: number;
  readonly after: number;
  readonly difference: number;
  readonly refused: number;
}
interface Answer {
  readonly recorded: Totals;
  readonly simulated: Totals;
  readonly difference: { readonly revenue: number; readonly margin: number };
  readonly refused: Readonly<Record<string, number>>;
  readonly left_out: Readonly<Record<string, number>>;
  readonly accounts: {
    readonly worse_off: number;
    readonly better_off: number;
    readonly unchanged: number;
    readonly losing_calls: number;
    readonly list: readonly Change[];
  };
  readonly destinations: readonly Change[];
  readonly worse_off: readonly Change[];
  readonly refused_calls: readonly (Change & { readonly refused_revenue: number })[];
  readonly version: number | null;
}

type Auth = Caller['partner']['auth'];

async function ask(auth: Auth, tierId: string, body: object = {}) {
  const answer = await app.request('POST', `${PARTNER}/pricing-tiers/${tierId}/simulate`, { auth, body });
  return { status: answer.statusCode, body: answer.json<Answer & { error?: string; details?: unknown }>() };
}

async function simulated(auth: Auth, tierId: string, body: object = {}): Promise<Answer> {
  const answer = await ask(auth, tierId, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

async function newTier(auth: Auth, more: object = {}): Promise<string> {
  const body = { name: 'Retail', currency: 'INR', rate_per_minute: 0.9, ...more };
  const made = await app.request('POST', `${PARTNER}/pricing-tiers`, { auth, body });
  return made.json<{ id: string }>().id;
}

async function upload(auth: Auth, tierId: string, rows: string): Promise<number> {
  const made = await app.request('PUT', `${PARTNER}/pricing-tiers/${tierId}/deck`, {
    auth,
    body: HEAD.replace('rate\n', 'rate,connect_fee,initial_increment,next_increment\n') + rows,
    headers: { 'content-type': 'text/csv' },
  });
  expect(made.json<{ status: string }>().status).toBe('draft');
  return made.json<{ version: number }>().version;
}

async function publish(auth: Auth, tierId: string, version: number): Promise<void> {
  const path = `${PARTNER}/pricing-tiers/${tierId}/decks/${String(version)}/publish`;
  const done = await app.request('POST', path, { auth, body: {} });
  expect(done.statusCode, done.body).toBe(200);
}

async function onTier({ partner, customer }: Caller, tierId: string): Promise<void> {
  const done = await app.request('PATCH', `${PARTNER}/accounts/${customer.authId}`, {
    auth: partner.auth,
    body: { pricing_tier_id: tierId },
  });
  expect(done.statusCode, done.body).toBe(200);
}

/** Calls as both customers make them day by day: answered ones of any length, and one that nobody answers. */
async function aDay(callers: readonly Caller[]): Promise<void> {
  for (const [n, caller] of callers.entries()) {
    for (const [to, seconds] of [
      [MOBILE, 1],
      [MOBILE, 29 + n],
      [MOBILE, 61],
      [FIXED, 60],
      [FIXED, 7 + n],
      [MOBILE, null],
    ] as const) {
      clock.advanceMs(1_000);
      const call = await (seconds === null ? kit.allowed(caller, { to }) : kit.up(caller, { to }));
      const { callId, fundedSeconds } = call;
      // Talk that nobody paid for would be written off, and cost less than its price.
      if (seconds !== null && seconds > fundedSeconds) await kit.extend(callId, fundedSeconds);
      await kit.end(callId, seconds);
    }
  }
  clock.advanceMs(1_000);
}

async function twoCustomers() {
  const first = await kit.caller(100n * ONE);
  const callers = [first, await kit.customerOf(first.partner, 100n * ONE)];
  const { auth } = first.partner;
  const tierId = await newTier(auth, { charge_non_connected_calls: true, non_connected_call_fee: 0.03 });
  await publish(
    auth,
    tierId,
    await upload(auth, tierId, '91,India,0.60,0,60,60\n9198,Mobile,0.55,0.1,1,1\n'),
  );
  for (const one of callers) await onTier(one, tierId);
  return { auth, tierId, callers, first, second: callers[1]! };
}

test('the prices that calls were charged give what they were charged, to the last unit', async () => {
  const { auth, tierId, callers, first } = await twoCustomers();
  await aDay(callers);
  // What is refused, comes in, or is free is no traffic of the tier.
  await kit.refused(first, { from: '+911111111111' });
  const { callId } = await kit.up(first, { to: '112' });
  await kit.end(callId, 30);
  const answer = await simulated(auth, tierId);
  expect(answer.recorded).toEqual(answer.simulated);
  expect(answer.recorded).toMatchObject({ calls: 12, answered: 10 });
  const { rows } = await sql<{ cost: bigint }>`SELECT sum(cost)::bigint AS cost FROM cdr
    WHERE partner_id = ${first.partnerId}`.execute(kit.db.kysely);
  expect(answer.recorded.revenue).toBe(Number(rows[0]!.cost) / 100_000);
  expect(answer.difference).toEqual({ revenue: 0, margin: 0 });
  expect(answer).toMatchObject({
    version: 1,
    accounts: { worse_off: 0, better_off: 0, unchanged: 2, list: [] },
    refused: { calls: 0, no_longer: 0, anyway: 1 },
    left_out: { inbound: 0, free: 1, other_tier: 0, other_currency: 0 },
    worse_off: [],
  });
});

test('overruns that were written off, swept calls and corrected ones bring what they brought', async () => {
  const { auth, tierId, first } = await twoCustomers();
  const overrun = await kit.up(first, { to: FIXED });
  expect(await kit.end(overrun.callId, 500)).toMatchObject({ cost: 60_000n, writtenOff: 480_000n });
  await kit.allowed(first);
  await kit.up(first, { to: FIXED });
  const corrected = await kit.allowed(first, { to: FIXED });
  clock.advanceMs(600_000);
  expect(await calls.sweep()).toBe(3);
  expect(await calls.end(kit.ending(corrected.callId, 100))).toMatchObject({
    corrected: true,
    cost: 60_000n,
  });
  const answer = await simulated(auth, tierId);
  expect(answer.recorded).toMatchObject({ calls: 4, answered: 3, revenue: 1.8 });
  expect(answer.simulated).toEqual(answer.recorded);
  expect(answer.accounts).toMatchObject({ worse_off: 0, better_off: 0, unchanged: 1, losing_calls: 0 });
  // Half the price: half of what had been held for each.
  const draft = await upload(auth, tierId, '91,India,0.30,0,60,60\n');
  await kit.db.inTransaction((tx) =>
    calls.savePartnerLimits(tx, first.partnerId, { allowLoss: true }, kit.by()),
  );
  const half = await simulated(auth, tierId, { version: draft });
  expect(half.simulated).toMatchObject({ calls: 4, revenue: 0.9 });
});

test('customers who lose calls are counted and named, and are not unchanged', async () => {
  const { auth, tierId, callers, second } = await twoCustomers();
  await aDay(callers);
  const { callId } = await kit.up(second, { to: FIXED });
  await kit.end(callId, 60);
  clock.advanceMs(1_000);
  // All below what they cost.
  const draft = await upload(auth, tierId, '91,India,0.10,0,60,60\n');
  const answer = await simulated(auth, tierId, { version: draft });
  expect(answer.simulated).toMatchObject({ calls: 0, revenue: 0 });
  expect(answer.accounts).toEqual({ worse_off: 0, better_off: 0, unchanged: 0, losing_calls: 2, list: [] });
  expect(answer.refused_calls).toMatchObject([
    { account_id: second.customer.authId, calls: 0, refused: 7 },
    { account_id: callers[0]!.customer.authId, calls: 0, refused: 6 },
  ]);
  const lost = answer.refused_calls.reduce((sum, row) => sum + row.refused_revenue, 0);
  expect(lost).toBeCloseTo(answer.recorded.revenue, 5);
  expect(answer.refused['revenue']).toBeCloseTo(lost, 5);
});

test('what a draft is said to bring is what the same calls bring once it is live', async () => {
  const { auth, tierId, callers, first } = await twoCustomers();
  const began = clock.now();
  await aDay(callers);
  const ended = clock.now();
  const draft = await upload(auth, tierId, '91,India,0.50,0,30,6\n9198,Mobile,0.713,0,30,6\n');
  const period = { from_date: began.toISOString(), to_date: ended.toISOString() };
  const foretold = await simulated(auth, tierId, { ...period, version: draft });
  await publish(auth, tierId, draft);
  clock.advanceMs(1_000);
  const again = clock.now().toISOString();
  await aDay(callers);
  const real = await simulated(auth, tierId, { from_date: again });
  expect(foretold.simulated).toEqual(real.recorded);
  expect(foretold.recorded).not.toEqual(real.recorded);
  expect(foretold.difference.revenue).toBeCloseTo(real.recorded.revenue - foretold.recorded.revenue, 5);
  // Sums of every list are those of all.
  const sum = (rows: readonly Change[], name: 'before' | 'after' | 'calls'): number =>
    rows.reduce((all, row) => all + row[name], 0);
  expect(sum(foretold.destinations, 'after')).toBeCloseTo(foretold.simulated.revenue, 5);
  expect(sum(foretold.destinations, 'before')).toBeCloseTo(foretold.recorded.revenue, 5);
  expect(sum(foretold.destinations, 'calls')).toBe(12);
  expect(foretold.accounts.worse_off + foretold.accounts.better_off + foretold.accounts.unchanged).toBe(2);
  // One account alone is its part of all.
  const alone = await simulated(auth, tierId, {
    ...period,
    version: draft,
    account: first.customer.authId,
  });
  expect(alone.recorded.calls).toBe(6);
});

test('calls that the loss guard or a limit of the rate would refuse are counted, and who would pay more is named', async () => {
  const { auth, tierId, callers, first, second } = await twoCustomers();
  await kit.db.inTransaction((tx) =>
    calls.saveLimits(
      tx,
      first.partnerId,
      second.customer.authId,
      { maxRatePerMinute: 600_000_000n },
      kit.by(),
    ),
  );
  await aDay(callers);
  // Fixed lines below the 0.45 that they cost; mobiles too dear for the second customer.
  const draft = await upload(auth, tierId, '91,India,0.40,0,60,60\n9198,Mobile,0.65,0,60,60\n');
  const answer = await simulated(auth, tierId, { version: draft });
  expect(answer.refused).toMatchObject({ calls: 8, loss_guard: 4, rate_above_maximum: 4 });
  // 1, 29 and 61 seconds are 1, 1 and 2 minutes; nobody answered the last one.
  const after = 0.65 + 0.65 + 1.3 + 0.03;
  const before = [1, 29, 61].map((s) => 0.1 + Math.round((0.55 * s * 1e5) / 60) / 1e5);
  const paid = before.reduce((all, one) => all + one, 0.03);
  expect(answer.simulated).toMatchObject({ calls: 4, revenue: expect.closeTo(after, 5) as number });
  expect(answer.worse_off).toEqual([
    {
      account_id: first.customer.authId,
      prefix: '9198',
      description: 'Mobile',
      calls: 4,
      talk_seconds: 91,
      before: expect.closeTo(paid, 5) as number,
      after: expect.closeTo(after, 5) as number,
      difference: expect.closeTo(after - paid, 5) as number,
      refused: 0,
    },
  ]);
  expect(answer.accounts).toMatchObject({
    worse_off: 1,
    list: [{ account_id: first.customer.authId, refused: 2 }],
  });
  expect(answer.destinations.find(({ prefix }) => prefix === '91')).toMatchObject({ calls: 0, refused: 4 });
  // Who allows losses has them let through.
  await kit.db.inTransaction((tx) =>
    calls.savePartnerLimits(tx, first.partnerId, { allowLoss: true }, kit.by()),
  );
  expect((await simulated(auth, tierId, { version: draft })).refused).toMatchObject({
    calls: 4,
    loss_guard: 0,
  });
});

test('a tier that nobody is on is tried with everybody’s calls, and calls refused for their price may go there', async () => {
  const { auth, callers, first } = await twoCustomers();
  await aDay(callers);
  const cheap = await newTier(auth, { name: 'Below cost', rate_per_minute: 0.1 });
  await onTier(first, cheap);
  const refused = await kit.refused(first, { to: MOBILE });
  expect(refused.reason).toBe('loss_guard');
  clock.advanceMs(1_000);
  const tried = await newTier(auth, { name: 'Tried', rate_per_minute: 0.9 });
  expect((await simulated(auth, tried)).recorded.calls).toBe(0);
  const all = await simulated(auth, tried, { calls: 'all' });
  expect(all.recorded.calls).toBe(12);
  expect(all.refused).toMatchObject({ no_longer: 1 });
  expect(all.version).toBeNull();
});

test('a replay is bounded: its period, its calls, and what it can be of', async () => {
  const { auth, tierId, first } = await twoCustomers();
  const { auth: foreign } = (await kit.caller(0n)).partner;
  expect(await ask(foreign, tierId)).toMatchObject({ status: 404, body: { error: 'not_found' } });
  expect((await ask(auth, tierId, { version: 99 })).status).toBe(404);
  expect((await ask(auth, tierId, { account: 'MA_ZZZZZZZZ' })).status).toBe(404);
  expect((await ask(auth, tierId, { from_date: '2020-01-01', to_date: '2020-06-01' })).status).toBe(422);
  expect((await ask(auth, tierId, { from_date: '2999-01-01' })).status).toBe(422);
  const bad = await app.request('PUT', `${PARTNER}/pricing-tiers/${tierId}/deck`, {
    auth,
    body: `${HEAD}+91,India,x\n`,
    headers: { 'content-type': 'text/csv' },
  });
  const { version } = bad.json<{ version: number }>();
  expect(await ask(auth, tierId, { version })).toMatchObject({
    status: 409,
    body: { error: 'deck_not_replayable' },
  });
  // As the sums would say of more calls than are replayed.
  const day = utcDay(clock.now());
  await sql`INSERT INTO cdr_rollup_day SELECT ${first.partnerId}, '00000000-0000-0000-0000-000000000000', 'total',
    ${day}::date - 1, '', 'outbound', 'sip-trunking', 'answered', 'INR', 200001, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0`.execute(
    kit.db.kysely,
  );
  const tooMany = await ask(auth, tierId);
  expect(tooMany.status).toBe(422);
  expect(JSON.stringify(tooMany.body)).toContain('200001 calls, and at most 200000');
});

test('the comparison of a deck shows the traffic that each changed prefix touches', async () => {
  const { auth, tierId, callers } = await twoCustomers();
  await aDay(callers);
  const draft = await upload(
    auth,
    tierId,
    '91,India,0.65,0,60,60\n9122,Mumbai,0.6,0,60,60\n44,UK,2,0,60,60\n',
  );
  const path = `${PARTNER}/pricing-tiers/${tierId}/decks/${String(draft)}/diff`;
  const { body } = await app.request('GET', path, { auth });
  const diff = JSON.parse(body) as {
    changes: {
      prefix: string;
      kind: string;
      traffic: { calls: number; talk_seconds: number; revenue: number };
    }[];
    traffic: { complete: boolean; calls: number; talk_seconds: number; revenue: number };
  };
  const touched = new Map(diff.changes.map(({ prefix, kind, traffic }) => [prefix, { kind, ...traffic }]));
  // Mobiles lose their own price and pay that of the country; Mumbai gets one.
  expect(touched.get('9198')).toMatchObject({ kind: 'gone', calls: 8, talk_seconds: 183 });
  expect(touched.get('91')).toMatchObject({ kind: 'dearer', calls: 12 });
  expect(touched.get('9122')).toMatchObject({ kind: 'new', calls: 4, talk_seconds: 135, revenue: 2.4 });
  expect(touched.get('44')).toEqual({ kind: 'new', calls: 0, talk_seconds: 0, revenue: 0 });
  const recorded = (await simulated(auth, tierId)).recorded;
  const { calls: all, talk_seconds, revenue } = recorded;
  expect(diff.traffic).toMatchObject({ complete: true, calls: all, talk_seconds, revenue });
  const without = await app.request('GET', `${path}?traffic=false`, { auth });
  expect(without.json()).toMatchObject({ traffic: null, changes: [{ traffic: null }, {}, {}, {}] });
});

test('the operator replays a partner’s calls from the command line', async () => {
  const { auth, tierId, callers, first } = await twoCustomers();
  await aDay(callers);
  const draft = await upload(auth, tierId, '91,India,0.75,0,60,60\n');
  const run = async (...args: string[]): Promise<string> => {
    const lines: string[] = [];
    const program = new Command().exitOverride();
    registerRateCommands(program, {
      services: async () => app.services,
      print: (text) => {
        lines.push(text);
      },
    });
    const partner = ['--partner', first.partner.authId];
    await program.parseAsync(['tier', 'simulate', tierId, ...partner, ...args], { from: 'user' });
    return lines.join('\n');
  };
  const text = await run('--version', String(draft));
  expect(text).toMatch(/2 would pay more, 0 less, 0 the same, 0 would lose calls/);
  expect(text).toMatch(/recorded +12/);
  expect(text).toContain(first.customer.authId);
  const json = JSON.parse(await run('--version', String(draft), '--json')) as Answer;
  expect(json).toEqual(await simulated(auth, tierId, { version: draft }));
});
