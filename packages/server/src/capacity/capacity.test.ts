import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { TEST_ACTOR, startTestApp, type TestCustomer, type TestPartner } from '../../test/app.ts';
import { compileSerializer } from '../platform/http/index.ts';
import { capacityCustomerRoutes } from './index.ts';

const app = await startTestApp();
const operator = await app.operator();
const STRICT = { 'x-api-version': '2026-05-12' };

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Readonly<Record<string, unknown>>;
}

async function ask(
  method: 'GET' | 'POST' | 'PATCH',
  url: string,
  auth: Readonly<Record<string, string>>,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await app.request(method, `/api/v1${url}`, { auth, body, headers });
  return {
    status: answer.statusCode,
    body: answer.body === '' ? {} : answer.json<Record<string, unknown>>(),
    headers: answer.headers,
  };
}

const move = (
  partner: TestPartner,
  customer: TestCustomer,
  direction: 'transfer' | 'reclaim',
  body: Record<string, unknown>,
  headers: Record<string, string> = {},
) =>
  ask('POST', `/partner/accounts/${customer.authId}/concurrency/${direction}`, partner.auth, body, headers);

const state = async (partner: TestPartner, customer: TestCustomer) =>
  (await ask('GET', `/partner/accounts/${customer.authId}/concurrency`, partner.auth)).body;

const setPool = (partner: TestPartner, body: Record<string, unknown>) =>
  ask('PATCH', `/operator/partners/${partner.authId}/capacity`, operator, body);

/** The pool's own count of what is given out, and what the customers really have. */
async function bothSides(partner: TestPartner): Promise<{ pool: number; customers: number }> {
  const { rows } = await sql<{ pool: number; customers: number }>`
    SELECT p.allocated_concurrent_calls AS pool, (SELECT sum(c.allocated_concurrent_calls)::int FROM customer c
      WHERE c.partner_id = p.partner_id) AS customers
    FROM capacity_pool p WHERE p.partner_id = ${partner.partnerId}`.execute(app.db.kysely);
  return rows[0]!;
}

async function poolOf(size: number, customers: number): Promise<[TestPartner, TestCustomer[]]> {
  const partner = await app.partner();
  expect((await setPool(partner, { concurrent_calls: size, cps: size })).status).toBe(200);
  const made: TestCustomer[] = [];
  for (let n = 0; n < customers; n += 1) made.push(await app.customer(partner));
  return [partner, made];
}

describe('slots of a pool', () => {
  it('that fifty parallel transfers try to overdraw are given out exactly, to the last one', async () => {
    const [partner, customers] = await poolOf(10, 5);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => move(partner, customers[n % 5]!, 'transfer', { slots: 1 })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    const refused = answers.filter(({ status }) => status !== 200);
    for (const { status, body } of refused)
      expect([status, body['error'], body['partner_remaining']]).toEqual([409, 'insufficient_capacity', 0]);
    const left = answers.filter(({ status }) => status === 200).map(({ body }) => body['partner_remaining']);
    expect(left.sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await bothSides(partner)).toEqual({ pool: 10, customers: 10 });
    const limits = await Promise.all(
      customers.map(async (one) => (await state(partner, one))['customer_concurrent_calls_limit'] as number),
    );
    expect(limits.reduce((sum, limit) => sum + limit, 0)).toBe(5 * 4 + 10);
    const history = await ask('GET', '/partner/concurrency/transfers?limit=200', partner.auth);
    expect(history.body).toMatchObject({ total: 10 });
  });

  it('stay counted right while they are given and taken back in parallel, to and from one customer too', async () => {
    const [partner, [first, second]] = await poolOf(12, 2);
    await move(partner, first!, 'transfer', { slots: 6 });
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => {
        const customer = n % 3 === 0 ? second! : first!;
        return move(partner, customer, n % 2 === 0 ? 'transfer' : 'reclaim', { slots: (n % 3) + 1 });
      }),
    );
    // Which of them find room depends on their order; that nothing else happens does not.
    for (const { status } of answers) expect([200, 409]).toContain(status);
    const { pool, customers } = await bothSides(partner);
    expect(pool).toBe(customers);
    expect(pool).toBeGreaterThanOrEqual(0);
    expect(pool).toBeLessThanOrEqual(12);
    const shown = await state(partner, first!);
    expect(shown['partner_concurrent_calls_limit']).toBe(12 - pool);
    const { rows } = await sql<{
      net: number;
    }>`SELECT sum(CASE direction WHEN 'transfer' THEN slots ELSE -slots END)::int
      AS net FROM capacity_transfer WHERE partner_id = ${partner.partnerId}`.execute(app.db.kysely);
    expect(rows[0]!.net).toBe(pool);
  });

  it('move once for a key, however often and at once it is sent', async () => {
    const [partner, [customer]] = await poolOf(10, 1);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        move(partner, customer!, 'transfer', { slots: 2 }, { 'idempotency-key': 'one' }),
      ),
    );
    expect(new Set(answers.map(({ body }) => body['transfer_reference'])).size).toBe(1);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(9);
    expect(await bothSides(partner)).toEqual({ pool: 2, customers: 2 });
    const other = await move(partner, customer!, 'transfer', { slots: 3 }, { 'idempotency-key': 'one' });
    expect([other.status, other.body['error']]).toEqual([409, 'idempotency_key_reused']);
  });

  it('cannot be given beyond the pool whatever the code believes: the database refuses', async () => {
    const [partner] = await poolOf(3, 0);
    const over = sql`UPDATE capacity_pool SET allocated_concurrent_calls = 4 WHERE partner_id = ${partner.partnerId}`;
    await expect(over.execute(app.db.kysely)).rejects.toThrow('capacity_pool_calls');
    const below = sql`UPDATE capacity_pool SET allocated_cps = -1 WHERE partner_id = ${partner.partnerId}`;
    await expect(below.execute(app.db.kysely)).rejects.toThrow('capacity_pool_cps');
  });
});

describe('a transfer and a reclaim', () => {
  it('answer exactly the nine published keys, in both versions', async () => {
    const [partner, [customer]] = await poolOf(10, 1);
    for (const headers of [{}, STRICT]) {
      const given = await move(partner, customer!, 'transfer', { slots: 3, description: 'May' }, headers);
      expect(given.body).toEqual({
        success: true,
        slots: 3,
        resource: 'concurrent_calls',
        from_account: partner.authId,
        to_account: customer!.authId,
        transfer_reference: expect.stringMatching(/^cap_[0-9a-f]{32}$/) as string,
        partner_remaining: 7,
        customer_effective: 7,
        message: `3 concurrent calls transferred to ${customer!.authId}`,
      });
      const back = await move(partner, customer!, 'reclaim', { slots: 3 }, headers);
      expect(back.body).toMatchObject({
        from_account: customer!.authId,
        to_account: partner.authId,
        partner_remaining: 10,
        customer_effective: 4,
      });
      expect(Object.keys(back.body)).toEqual(Object.keys(given.body));
    }
  });

  it('are seen from both sides, resource by resource, and in the history, newest first', async () => {
    const [partner, [a, b]] = await poolOf(10, 2);
    await move(partner, a!, 'transfer', { resource: 'cps', slots: 4, description: ' Campaign ' });
    app.clock.advanceMs(1);
    await move(partner, b!, 'transfer', { slots: 2 });
    app.clock.advanceMs(1);
    await move(partner, a!, 'reclaim', { resource: 'cps', slots: 1 });
    expect(await state(partner, a!)).toEqual({
      partner_auth_id: partner.authId,
      customer_auth_id: a!.authId,
      partner_concurrent_calls_limit: 8,
      customer_concurrent_calls_limit: 4,
      net_concurrent_calls_allocated: 0,
      partner_cps_limit: 7,
      customer_cps_limit: 4,
      net_cps_allocated: 3,
    });
    const history = (query: string) => ask('GET', `/partner/concurrency/transfers${query}`, partner.auth);
    const all = await history('');
    expect(all.body).toMatchObject({ total: 3, limit: 50, offset: 0 });
    const rows = all.body['transfers'] as Record<string, unknown>[];
    expect(rows.map(({ direction, resource, slots }) => [direction, resource, slots])).toEqual([
      ['reclaim', 'cps', 1],
      ['transfer', 'concurrent_calls', 2],
      ['transfer', 'cps', 4],
    ]);
    expect(rows[2]).toMatchObject({ description: 'Campaign', partner_remaining: 6, customer_effective: 5 });
    expect((await history(`?account=${a!.authId}&limit=1&offset=1`)).body).toMatchObject({
      total: 2,
      transfers: [{ slots: 4 }],
    });
    expect((await history('?resource=concurrent_calls')).body).toMatchObject({ total: 1 });
    expect((await history('?limit=201')).status).toBe(422);
    const pool = await ask('GET', '/partner/concurrency', partner.auth);
    expect(pool.body).toEqual({
      partner_auth_id: partner.authId,
      concurrent_calls: { granted: 10, allocated: 2, remaining: 8 },
      cps: { granted: 10, allocated: 3, remaining: 7 },
      transfers_enabled: true,
    });
  });

  it('are in the audit log and the outbox; the history is only ever added to', async () => {
    const [partner, [customer]] = await poolOf(10, 1);
    await move(partner, customer!, 'transfer', { slots: 1 });
    const audit = await sql<{ action: string }>`SELECT action FROM audit_entry
      WHERE object_id = ${customer!.authId} ORDER BY id`.execute(app.db.kysely);
    expect(audit.rows.map(({ action }) => action).slice(-2)).toEqual([
      'account.limits_changed',
      'capacity.transferred',
    ]);
    const events = await sql<{ payload: Record<string, unknown> }>`SELECT payload FROM outbox
      WHERE topic = 'capacity.transferred' AND partner_id = ${partner.partnerId}`.execute(app.db.kysely);
    expect(events.rows[0]!.payload).toMatchObject({
      account_id: customer!.authId,
      slots: 1,
      partner_remaining: 9,
    });
    const change = sql`UPDATE capacity_transfer SET slots = 2 WHERE partner_id = ${partner.partnerId}`;
    await expect(change.execute(app.db.kysely)).rejects.toThrow('append-only');
  });

  it('name every fault at once', async () => {
    const [partner, [customer]] = await poolOf(10, 1);
    const answer = await move(partner, customer!, 'transfer', { slots: 0, resource: 'seats', more: 1 });
    expect(answer.status).toBe(422);
    const fields = (answer.body['details'] as { loc: string[] }[]).map(({ loc }) => loc[1]);
    expect(new Set(fields)).toEqual(new Set(['slots', 'resource', 'more']));
    expect((await move(partner, customer!, 'transfer', { slots: 10_001 })).status).toBe(422);
    expect((await move(partner, customer!, 'transfer', {})).status).toBe(422);
  });
});

describe('taking back', () => {
  it('ends at what was given of that resource; what the account began with stays', async () => {
    const [partner, [customer]] = await poolOf(10, 1);
    await move(partner, customer!, 'transfer', { slots: 3 });
    const tooMuch = await move(partner, customer!, 'reclaim', { slots: 4 });
    expect(tooMuch).toMatchObject({
      status: 409,
      body: { error: 'exceeds_allocated_capacity', requested_slots: 4, reclaimable: 3 },
    });
    const wrong = await move(partner, customer!, 'reclaim', { resource: 'cps', slots: 1 });
    expect(wrong.body).toMatchObject({ error: 'exceeds_allocated_capacity', reclaimable: 0 });
    expect((await move(partner, customer!, 'reclaim', { slots: 3 })).body['customer_effective']).toBe(4);
  });

  it('is bounded by a limit that the partner had set lower, and does not raise it', async () => {
    const [partner, [customer]] = await poolOf(10, 1);
    await move(partner, customer!, 'transfer', { slots: 8 });
    const patch = (limit: number) =>
      ask('PATCH', `/partner/accounts/${customer!.authId}`, partner.auth, { concurrent_calls_limit: limit });
    expect((await patch(2)).status).toBe(200);
    expect((await move(partner, customer!, 'reclaim', { slots: 3 })).body).toMatchObject({ reclaimable: 2 });
    expect((await move(partner, customer!, 'reclaim', { slots: 2 })).body).toMatchObject({
      customer_effective: 2,
      partner_remaining: 4,
    });
    // Twelve less two: what is left is the most that the limit can be set to.
    const tooHigh = await patch(11);
    expect(tooHigh.status).toBe(422);
    expect(JSON.stringify(tooHigh.body)).toContain('at most 10');
    expect((await patch(10)).body).toMatchObject({ concurrent_calls_limit: 10 });
  });

  it('happens by itself when the account is closed', async () => {
    const [partner, [customer]] = await poolOf(10, 1);
    await move(partner, customer!, 'transfer', { slots: 6 });
    await move(partner, customer!, 'transfer', { resource: 'cps', slots: 2 });
    const closed = await ask('POST', `/partner/accounts/${customer!.authId}/close`, partner.auth, {});
    expect(closed.body).toMatchObject({ status: 'closed', concurrent_calls_limit: 4, cps_limit: 1 });
    expect((await ask('GET', '/partner/concurrency', partner.auth)).body).toMatchObject({
      concurrent_calls: { remaining: 10 },
      cps: { remaining: 10 },
    });
    expect(await move(partner, customer!, 'transfer', { slots: 1 })).toMatchObject({
      status: 409,
      body: { error: 'customer_closed' },
    });
  });
});

describe('a pool', () => {
  it('is the default one until the operator says otherwise, and never less than what is given out', async () => {
    const partner = await app.partner();
    const customer = await app.customer(partner);
    const url = `/operator/partners/${partner.authId}/capacity`;
    const fresh = { granted: 100, allocated: 0, remaining: 100 };
    expect((await ask('GET', url, operator)).body).toMatchObject({ concurrent_calls: fresh });
    await move(partner, customer, 'transfer', { slots: 30 });
    expect(await setPool(partner, { concurrent_calls: 29 })).toMatchObject({
      status: 409,
      body: { error: 'capacity_in_use', lowest_possible: { concurrent_calls: 30, cps: 0 } },
    });
    expect((await setPool(partner, { concurrent_calls: 30, reason: 'Contract' })).body).toMatchObject({
      concurrent_calls: { granted: 30, remaining: 0 },
      cps: { granted: 10 },
    });
    const audit = await sql<{ reason: string; changes: unknown }>`SELECT reason, changes FROM audit_entry
      WHERE action = 'partner.capacity_changed' AND partner_id = ${partner.partnerId}`.execute(app.db.kysely);
    expect(audit.rows).toEqual([
      { reason: 'Contract', changes: [{ field: 'concurrent_calls', from: 100, to: 30 }] },
    ]);
    expect((await setPool(partner, { concurrent_calls: 100_001, seats: 1 })).status).toBe(422);
  });

  it('stays as it is for a partner whose moving of slots is switched off', async () => {
    const [partner, [customer]] = await poolOf(10, 1);
    await move(partner, customer!, 'transfer', { slots: 1 });
    await setPool(partner, { transfers_enabled: false });
    for (const direction of ['transfer', 'reclaim'] as const)
      expect(await move(partner, customer!, direction, { slots: 1 })).toMatchObject({
        status: 403,
        body: { error: 'capacity_transfers_disabled' },
      });
    expect((await state(partner, customer!))['net_concurrent_calls_allocated']).toBe(1);
  });

  it('set lower while slots are given out is never below them', async () => {
    const [partner, [customer]] = await poolOf(20, 1);
    await Promise.all([
      ...Array.from({ length: 20 }, () => move(partner, customer!, 'transfer', { slots: 1 })),
      ...[15, 10, 5].map((size) => setPool(partner, { concurrent_calls: size })),
    ]);
    const { body } = await ask('GET', '/partner/concurrency', partner.auth);
    const { granted, allocated } = body['concurrent_calls'] as { granted: number; allocated: number };
    expect(allocated).toBeLessThanOrEqual(granted);
    expect(await bothSides(partner)).toEqual({ pool: allocated, customers: allocated });
  });
});

describe('a customer', () => {
  it('sees its calls and its limit, and what was given as part of it', async () => {
    const [partner, [customer]] = await poolOf(10, 1);
    await move(partner, customer!, 'transfer', { slots: 2 });
    for (const headers of [{}, STRICT]) {
      const { body } = await ask(
        'GET',
        `/Account/${customer!.authId}/concurrency`,
        customer!.auth,
        undefined,
        headers,
      );
      expect(body).toEqual({
        account_id: customer!.authId,
        concurrent_calls: 0,
        max_concurrent: 6,
        utilization_pct: 0,
        request_id: expect.stringMatching(/^req_/) as string,
      });
    }
    const me = await ask('GET', '/auth/me', customer!.auth);
    expect(me.body).toMatchObject({
      concurrent_calls_limit: 6,
      base_concurrent_calls_limit: 4,
      purchased_concurrent_calls: 2,
    });
  });

  it('sees the share of its limit in per cent, whole in the strict version', async () => {
    const { services, clock, db } = app;
    const [partner, [customer]] = await poolOf(10, 1);
    await move(partner, customer!, 'transfer', { slots: 2 });
    const row = await services.customers.find(db.kysely, partner.partnerId, customer!.authId);
    const [route] = capacityCustomerRoutes({ ...services, clock, liveCalls: { count: async () => 1 } });
    const principal = {
      customer: {
        customerId: row.customerId,
        authId: row.authId,
        partner: { partnerId: partner.partnerId },
      },
    };
    const { body } = await route!.handler({ principal, requestId: 'req_1' } as never);
    expect(body).toMatchObject({ concurrent_calls: 1, utilization_pct: 16.67 });
    const strict = compileSerializer(route!.success.versions!['2026-05-12']!, '2026-05-12', () => undefined);
    expect(JSON.parse(strict(body))).toMatchObject({ utilization_pct: 17 });
  });
});

it('the actor of a movement is in the history by name', async () => {
  const [partner, [customer]] = await poolOf(10, 1);
  const by = { actor: TEST_ACTOR, at: app.clock.now() };
  const input = { resource: 'cps', slots: 1, description: null } as const;
  await app.db.inTransaction((tx) =>
    app.services.capacity.transfer(tx, partner.partnerId, customer!.authId, input, by),
  );
  const { body } = await ask('GET', '/partner/concurrency/transfers', partner.auth);
  expect(body['transfers']).toMatchObject([{ moved_by: 'test', description: null }]);
});
