import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import {
  ROLE_SCOPES,
  OPERATOR_ROLE_SCOPES,
  type OperatorPrincipal,
  type PartnerPrincipal,
} from '../identity/index.ts';
import { createIdempotency } from '../platform/idempotency/index.ts';
import {
  DEFAULT_API_VERSION,
  RateLimiter,
  createHttpServer,
  renderPlainError,
  type Route,
  type Surface,
} from '../platform/http/index.ts';
import {
  accessRequestOperatorRoutes,
  accessRequestPublicRoutes,
  createPartnerDirectory,
  partnerMoneyOperatorRoutes,
  partnerOperatorRoutes,
  partnerPartnerRoutes,
} from './index.ts';
import { createPartner, harness, nextEmail } from '../../test/partners-harness.ts';
import { utcDay } from '../platform/time/index.ts';

const { db, clock, partners, sealer } = await harness();
const directory = createPartnerDirectory(db.kysely);
const credential = { kind: 'token', id: 'c', label: 'l', userId: null, maxTransferPerDay: null } as const;

/** Who asks stands in a header: authentication has tests of its own. */
function surface<P>(
  base: string,
  routes: Route<P>[],
  principalOf: (name: string) => Promise<P>,
): Surface<unknown> {
  const own: Surface<P> = {
    name: base,
    title: base,
    bases: [base],
    routes,
    authenticate: ({ headers }) => principalOf(String(headers['x-test'])),
    authorize: () => undefined,
    pinnedVersion: () => DEFAULT_API_VERSION,
    rateKey: () => 'all',
    logFields: () => ({}),
    renderError: renderPlainError,
  };
  return own;
}

const operatorDeps = { partners, clock, idempotency: createIdempotency({ db, sealer }) };
const staff: OperatorPrincipal = {
  kind: 'operator',
  userId: 'u',
  email: 'anna@operator.example',
  role: 'admin',
  scopes: new Set(OPERATOR_ROLE_SCOPES.admin),
  credential: { ...credential, kind: 'login', label: 'anna@operator.example' },
};
const app = createHttpServer({
  surfaces: [
    surface<PartnerPrincipal>('/p', partnerPartnerRoutes({ partners, clock }), async (authId) => ({
      kind: 'partner',
      partner: (await directory.partnerByAuthId(authId))!,
      credential,
      scopes: new Set(ROLE_SCOPES.owner),
      apiVersion: DEFAULT_API_VERSION,
    })),
    surface(
      '/o',
      [
        ...partnerOperatorRoutes(operatorDeps),
        ...partnerMoneyOperatorRoutes(operatorDeps),
        ...accessRequestOperatorRoutes(operatorDeps),
      ],
      async () => staff,
    ),
    surface(
      '/public',
      accessRequestPublicRoutes({ partners, db, clock }),
      async () => ({ kind: 'anonymous' }) as const,
    ),
  ],
  log: pino({ level: 'silent' }),
  rateLimiter: new RateLimiter({ perSecond: 1_000, burst: 1_000 }),
  inputHashKey: Buffer.alloc(32),
  onMissing: (path) => {
    throw new Error(`missing ${path}`);
  },
  trustProxy: [],
  https: false,
  observe: () => undefined,
});

async function send(
  method: 'GET' | 'POST' | 'PATCH',
  url: string,
  body?: object,
  headers: Record<string, string> = {},
) {
  const payload = body === undefined ? {} : { payload: JSON.stringify(body) };
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await app.inject({ method, url, headers: { ...type, ...headers }, ...payload });
  return {
    status: answer.statusCode,
    text: answer.body,
    headers: answer.headers,
    json: answer.json<Record<string, unknown>>(),
  };
}

describe('GET /me', () => {
  const published = [
    'id',
    'name',
    'email',
    'phone',
    'company',
    'balance',
    'currency',
    'gstin',
    'gst_status',
    'tds_applicable',
    'tds_percentage',
    'account_type',
    'status',
    'created_at',
    'updated_at',
  ];

  test('of the default version starts with the fifteen published fields, balance a number', async () => {
    const { partner } = await createPartner({
      startingBalance: 4_825_000_000n,
      creditLimit: 100_000n,
      phone: '9876543210',
    });
    const { status, text, json } = await send('GET', '/p/me', undefined, { 'x-test': partner.authId });
    expect(status).toBe(200);
    expect(Object.keys(json).slice(0, 15)).toEqual(published);
    expect(text).toContain('"balance":48250.00,');
    expect(json).toMatchObject({
      id: partner.authId,
      auth_id: partner.authId,
      uuid: partner.partnerId,
      account_type: 'partner',
      account_id: Number(partner.accountId),
      status: 'active',
      credit_limit: 1,
      available_balance: 48251,
      held_balance: 0,
      phone: '9876543210',
      api_version: '2026-03-25',
      is_active: true,
    });
  });

  test('of version 2026-05-12 has exactly the 21 published keys and types', async () => {
    const { partner } = await createPartner({ startingBalance: 2_390_683_000n });
    const { json } = await send('GET', '/p/me', undefined, {
      'x-test': partner.authId,
      'x-api-version': '2026-05-12',
    });
    expect(Object.keys(json).sort()).toEqual(
      [
        'id',
        'account_id',
        'name',
        'slug',
        'company',
        'auth_id',
        'email',
        'phone',
        'billing_model',
        'is_active',
        'is_verified',
        'max_accounts',
        'can_create_accounts',
        'can_create_pricing_tiers',
        'can_view_cdrs',
        'can_transfer_balance',
        'default_pricing_tier_id',
        'account_count',
        'balance',
        'created_at',
        'updated_at',
      ].sort(),
    );
    expect(json).toMatchObject({
      id: partner.partnerId,
      auth_id: partner.authId,
      balance: '23906.83000',
      account_id: Number(partner.accountId),
    });
    expect(Object.values(json)).not.toContain(null);
  });
});

describe('GET /me/balance', () => {
  test('answers per currency, and at any past instant', async () => {
    const { partner } = await createPartner({ startingBalance: 10_000_000n, creditLimit: 1_000_000n });
    const start = clock.now();
    clock.advanceMs(3_600_000);
    await send('POST', `/o/partners/${partner.authId}/fund`, { amount: 50, reference: 'r', reason: 'x' });
    await send('POST', `/o/partners/${partner.authId}/master-accounts`, { currency: 'USD' });
    const ask = (query = '') => send('GET', `/p/me/balance${query}`, undefined, { 'x-test': partner.authId });
    expect((await ask()).json).toMatchObject({
      currency: 'INR',
      balance: 150,
      available_balance: 160,
      held_balance: 0,
      credit_limit: 10,
      as_of: clock.now().toISOString(),
      balances: [
        { currency: 'INR', balance: 150 },
        { currency: 'USD', balance: 0 },
      ],
    });
    expect((await ask('?currency=usd')).json).toMatchObject({ currency: 'USD', balance: 0 });
    expect((await ask('?currency=EUR')).json).toMatchObject({ error: 'no_master_account' });
    expect((await ask(`?at=${start.toISOString()}`)).json).toMatchObject({
      balance: 100,
      available_balance: null,
      held_balance: null,
      credit_limit: null,
      as_of: start.toISOString(),
    });
    expect((await ask(`?at=${new Date(start.getTime() - 1).toISOString()}`)).json).toMatchObject({
      balance: 0,
    });
    expect((await ask(`?at=${utcDay(clock.now())}`)).json).toMatchObject({ balance: 150 });
    expect((await ask('?at=2031-01-01')).status).toBe(422);
    expect((await ask('?at=yesterday')).json).toMatchObject({ details: [{ loc: ['query', 'at'] }] });
  });
});

describe("the operator's API", () => {
  test('makes, reads, changes, funds and ends a partner', async () => {
    const made = await send('POST', '/o/partners', {
      name: 'Acme',
      email: nextEmail(),
      starting_balance: '100.00',
      currency: 'INR',
    });
    expect(made.status, made.text).toBe(201);
    const id = made.json['auth_id'] as string;
    expect((await send('GET', `/o/partners/${id}`)).json).toMatchObject({
      id: made.json['id'],
      master_accounts: [{ balance: 100 }],
    });
    expect((await send('GET', `/o/partners?search=${id}`)).json).toMatchObject({
      total: 1,
      partners: [{ auth_id: id }],
      next_cursor: null,
    });
    expect((await send('PATCH', `/o/partners/${id}`, { max_accounts: 7, version: 1 })).json).toMatchObject({
      max_accounts: 7,
      version: 2,
    });
    expect((await send('PATCH', `/o/partners/${id}`, { max_accounts: 8, version: 1 })).json).toMatchObject({
      error: 'partner_version_conflict',
      version: 2,
    });
    expect(
      (await send('POST', `/o/partners/${id}/adjust`, { amount: -1.5, reference: 'T', reason: 'x' })).json,
    ).toMatchObject({ amount: -1.5, balance_after: 98.5, code: 'adjustment' });
    expect(
      (await send('POST', `/o/partners/${id}/adjust`, { amount: -99, reference: 'T', reason: 'x' })).json,
    ).toMatchObject({ error: 'master_balance_too_low', available: 98.5 });
    expect((await send('POST', `/o/partners/${id}/credit-limit`, { credit_limit: 5 })).json).toMatchObject({
      master_accounts: [{ credit_limit: 5 }],
    });
    expect((await send('POST', `/o/partners/${id}/suspend`, { reason: 'x' })).json).toMatchObject({
      status: 'suspended',
    });
    expect((await send('POST', `/o/partners/${id}/resume`)).json).toMatchObject({ status: 'active' });
    expect((await send('POST', `/o/partners/${id}/close`, { reason: 'x' })).json).toMatchObject({
      error: 'partner_has_balance',
      left: [{ kind: 'master', balance: 98.5 }],
    });
    expect((await send('POST', `/o/partners/${id}/close`, { reason: 'x', force: true })).json).toMatchObject({
      status: 'closed',
    });
    expect((await send('GET', '/o/partners/partner-nobody00')).status).toBe(404);
  });

  test('a repeated POST with the same key makes one partner and one funding, and answers the same', async () => {
    const body = { name: 'Acme', email: nextEmail() };
    const key = { 'idempotency-key': 'make-1' };
    const answers = await Promise.all([1, 2, 3].map(() => send('POST', '/o/partners', body, key)));
    expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    expect(answers.filter((answer) => answer.headers['idempotency-replayed'] === 'true')).toHaveLength(2);
    const id = answers[0]!.json['auth_id'] as string;
    const fund = () =>
      send(
        'POST',
        `/o/partners/${id}/fund`,
        { amount: 5, reference: 'r', reason: 'x' },
        { 'idempotency-key': 'fund-1' },
      );
    expect((await fund()).text).toBe((await fund()).text);
    expect((await send('GET', `/o/partners/${id}`)).json).toMatchObject({
      master_accounts: [{ balance: 5 }],
    });
    expect((await send('POST', '/o/partners', { ...body, name: 'Other' }, key)).json).toMatchObject({
      error: 'idempotency_key_reused',
    });
  });

  test('names every fault of a body at once', async () => {
    const { status, json } = await send('POST', '/o/partners', {
      name: '',
      email: 'a@b, c@d',
      country: 'xx',
      starting_balance: '1e400',
      tds_percentage: 101,
      nonsense: 1,
    });
    expect(status).toBe(422);
    const at = (json['details'] as { loc: string[] }[]).map((fault) => fault.loc.join('.'));
    expect(new Set(at)).toEqual(
      new Set([
        'body.name',
        'body.email',
        'body.country',
        'body.starting_balance',
        'body.tds_percentage',
        'body.nonsense',
      ]),
    );
  });
});

describe('access requests', () => {
  const application = () => ({
    name: 'Asha Rao',
    company: 'Acme',
    email: nextEmail(),
    phone: '+919876543210',
    country: 'IN',
    message: 'Line 1\nLine 2',
  });

  test('from asking to approving', async () => {
    const asked = await send('POST', '/public/access-requests', application());
    expect(asked.status, asked.text).toBe(202);
    expect(asked.json).toMatchObject({ status: 'received' });
    const reference = asked.json['reference'] as string;
    expect(
      (await send('GET', `/o/access-requests?search=${reference}&status=new&overdue=false`)).json,
    ).toMatchObject({ total: 1, access_requests: [{ reference, overdue: false }] });
    expect((await send('POST', `/o/access-requests/${reference}/take`)).json).toMatchObject({
      status: 'in_review',
      taken_by: 'anna@operator.example',
    });
    const approved = await send('POST', `/o/access-requests/${reference}/approve`, { starting_balance: 10 });
    expect(approved.status, approved.text).toBe(201);
    const { id } = approved.json['partner'] as { id: string };
    expect((await send('GET', `/o/partners/${id}`)).json).toMatchObject({
      master_accounts: [{ balance: 10 }],
    });
    expect(approved.text).not.toContain('sk_live_');
    expect(
      (await send('POST', `/o/access-requests/${reference}/decline`, { reason: 'x' })).json,
    ).toMatchObject({ error: 'access_request_decided', status: 'approved' });
  });

  test('what a robot fills in answers the same and leaves nothing', async () => {
    const body = application();
    const { status, json } = await send('POST', '/public/access-requests', {
      ...body,
      website: 'http://spam.example',
    });
    expect(status).toBe(202);
    expect(Object.keys(json).sort()).toEqual(['due_at', 'reference', 'status']);
    expect((await send('GET', `/o/access-requests?search=${body.email}`)).json).toMatchObject({ total: 0 });
  });

  test.each([
    [{ email: 'x' }, 'email'],
    [{ email: 'a@b.example\r\nBcc: c@d.example' }, 'email'],
    [{ name: '   ' }, 'name'],
    [{ name: 'x'.repeat(121) }, 'name'],
    [{ name: 'a\u0000b' }, 'name'],
    [{ phone: '12ab' }, 'phone'],
    [{ country: 'XX' }, 'country'],
    [{ message: 'x'.repeat(4001) }, 'message'],
    [{ extra: 1 }, 'extra'],
    [{ company: undefined }, 'company'],
  ])('%j is refused', async (change, field) => {
    const { status, json } = await send('POST', '/public/access-requests', { ...application(), ...change });
    expect(status).toBe(422);
    expect(json['details']).toMatchObject([{ loc: ['body', field] }]);
  });
});
