import { describe, expect, it } from 'vitest';
import { STRICT, accountBody, harness } from './test-harness.ts';

const { ask, db, fund, makeAccount, makePartner, missing } = await harness();

const TIER = [
  'charge_non_connected_calls',
  'currency',
  'did_release_fee',
  'id',
  'is_active',
  'is_default',
  'name',
  'non_connected_call_fee',
  'partner_id',
  'pii_redaction_rate_per_minute',
  'rate_per_minute',
  'recording_rate_per_minute',
  'streaming_rate_per_minute',
  'transcription_rate_per_minute',
  'whatsapp_voice_rate',
];
const SHORT_TIER = ['currency', 'id', 'is_active', 'is_default', 'name', 'partner_id', 'rate_per_minute'];
const SHARED = [
  'account_type',
  'address',
  'api_id',
  'auth_id',
  'auth_token',
  'auto_recharge',
  'auto_recharge_config',
  'billing_mode',
  'business_type',
  'cash_credits',
  'city',
  'company',
  'concurrent_calls_limit',
  'country',
  'cps_limit',
  'created_at',
  'description',
  'email',
  'enabled',
  'gst_status',
  'gstin',
  'id',
  'is_active',
  'is_trial_account',
  'is_verified',
  'kyc_status',
  'last_login',
  'name',
  'partner_id',
  'phone',
  'postpaid',
  'pricing_tier',
  'pricing_tier_id',
  'resource_uri',
  'role',
  'state',
  'tds_enabled',
  'tds_percentage',
  'timezone',
  'updated_at',
  'zip_code',
];
const LIST_ONLY = [
  'base_concurrent_calls_limit',
  'base_cps_limit',
  'custom_referee_reward_amount',
  'custom_referrer_reward_amount',
  'google_id',
  'purchased_concurrent_calls',
  'purchased_cps',
  'referral_code',
  'referral_disabled',
];
const OURS = [
  'available_balance',
  'credit_limit',
  'currency',
  'held_balance',
  'status',
  'status_reason',
  'version',
];
const PROFILE =
  'type id api_id name email phone description auth_id auth_secret auth_token_expire_time country timezone city state address ' +
  'zip_code company account_type postpaid auto_recharge auto_recharge_config enabled carrier_type customer_type credit_limit ' +
  'cps_limit concurrent_calls_limit base_cps_limit base_concurrent_calls_limit purchased_cps purchased_concurrent_calls ' +
  'risk_rating risk_status features ip_auth_enabled ip_whitelist_rules allow_aws_ips role is_active is_verified ' +
  'is_trial_account created_at updated_at last_login pricing_tier_id pricing_tier';
const keys = (value: unknown): string[] => Object.keys(value as object).sort();
const rows = (body: Record<string, unknown>): Record<string, unknown>[] =>
  body['accounts'] as Record<string, unknown>[];

describe('the list of accounts', () => {
  it('has rows of exactly the fifty published keys in both versions, with masked tokens', async () => {
    const partner = await makePartner({ startingBalance: 200_000_000n });
    const authId = await makeAccount(partner);
    await fund(partner, authId, 130_050_000n);
    for (const version of ['2026-03-25', STRICT] as const) {
      const { body, text } = await ask(partner.authId, 'GET', '/partner/accounts', { version });
      expect(keys(body)).toEqual(
        version === STRICT
          ? ['accounts', 'page', 'size', 'total']
          : ['accounts', 'next_cursor', 'page', 'size', 'total'],
      );
      const [row] = rows(body);
      expect([...SHARED, ...LIST_ONLY]).toHaveLength(50);
      expect(keys(row)).toEqual([...SHARED, ...LIST_ONLY].sort());
      expect(keys(row!['pricing_tier'])).toEqual(TIER);
      expect(row).toMatchObject({
        auth_id: authId,
        cash_credits: '1300.50000',
        cps_limit: 1,
        concurrent_calls_limit: 4,
        kyc_status: 'pending',
        partner_id: partner.partnerId,
        resource_uri: `/v1/Account/${authId}/`,
        business_type: 'individual',
        company: '',
        is_active: true,
        enabled: true,
        last_login: null,
        postpaid: false,
      });
      expect(row!['id']).toMatch(/^\d{6,}$/);
      expect(row!['auth_token']).toMatch(/^sk_live_…[0-9A-Za-z]{4}$/);
      expect(text).not.toMatch(/sk_live_[0-9A-Za-z]{5}/);
      expect(text).toContain(version === STRICT ? '"did_release_fee":700,' : '"did_release_fee":700.00,');
    }
    expect(missing).toEqual([]);
  });

  it('prints a fraction of per cent in full, and rounded where the published type is integer', async () => {
    const partner = await makePartner();
    const authId = await makeAccount(partner);
    await ask(partner.authId, 'PATCH', `/partner/accounts/${authId}`, {
      body: { tds_percentage: 2.5, tds_enabled: true },
    });
    const plain = rows((await ask(partner.authId, 'GET', '/partner/accounts')).body);
    const strict = rows((await ask(partner.authId, 'GET', '/partner/accounts', { version: STRICT })).body);
    expect([plain[0]!['tds_percentage'], strict[0]!['tds_percentage']]).toEqual([2.5, 3]);
  });

  it('is paged by number, by its other name and by cursor; newest first, nothing twice', async () => {
    const partner = await makePartner();
    const made: string[] = [];
    for (let n = 0; n < 5; n += 1) made.unshift(await makeAccount(partner));
    const idsOf = (body: Record<string, unknown>): unknown[] => rows(body).map((row) => row['auth_id']);
    const two = await ask(partner.authId, 'GET', '/partner/accounts?page=2&per_page=2');
    expect(two.body).toMatchObject({ total: 5, page: 2, size: 2 });
    expect(idsOf(two.body)).toEqual(made.slice(2, 4));
    expect(idsOf((await ask(partner.authId, 'GET', '/partner/accounts?page=3&size=2')).body)).toEqual(
      made.slice(4),
    );
    expect((await ask(partner.authId, 'GET', '/partner/accounts?page=9')).body).toMatchObject({
      accounts: [],
      total: 5,
    });
    const walked: unknown[] = [];
    let cursor: string | null = null;
    do {
      const at = cursor === null ? '' : `&cursor=${cursor}`;
      const { body } = await ask(partner.authId, 'GET', `/partner/accounts?per_page=2${at}`);
      walked.push(...idsOf(body));
      cursor = body['next_cursor'] as string | null;
    } while (cursor !== null);
    expect(walked).toEqual(made);
    for (const query of [
      'per_page=0',
      'per_page=101',
      'page=0',
      'cursor=nonsense',
      'cursor=WyJ4Il0',
      'sort=name',
      'status=odd',
      'search=',
    ]) {
      expect((await ask(partner.authId, 'GET', `/partner/accounts?${query}`)).status, query).toBe(422);
    }
    expect((await ask(partner.authId, 'GET', '/partner/accounts?page=5000&per_page=100')).body['error']).toBe(
      'page_too_deep',
    );
  });

  it('finds part of a name or an e-mail in any case, and takes every character as itself', async () => {
    const partner = await makePartner();
    const other = await makePartner();
    await makeAccount(other, { name: 'Percent 100% Ltd' });
    const percent = await makeAccount(partner, { name: 'Percent 100% Ltd' });
    const under = await makeAccount(partner, { name: 'snake_case \\ co' });
    const quote = await makeAccount(partner, { name: "O'Brien; DROP TABLE customer; --" });
    const mail = await makeAccount(partner, { name: 'Plain', email: 'Special.Address@Stratus.example' });
    const find = async (search: string): Promise<unknown[]> =>
      rows(
        (await ask(partner.authId, 'GET', `/partner/accounts?search=${encodeURIComponent(search)}`)).body,
      ).map((row) => row['auth_id']);
    expect(await find('PERCENT')).toEqual([percent]);
    expect(await find('%')).toEqual([percent]);
    expect(await find('_')).toEqual([under]);
    expect(await find('\\')).toEqual([under]);
    expect(await find("O'brien; drop")).toEqual([quote]);
    expect(await find('address@STRATUS')).toEqual([mail]);
    for (const search of [
      "' OR '1'='1",
      '${1}',
      '$1',
      '%%',
      '__',
      "'; SELECT pg_sleep(9); --",
      '\u2028',
      'x'.repeat(100),
    ]) {
      expect(await find(search), search).toEqual([]);
    }
    expect((await ask(partner.authId, 'GET', `/partner/accounts?search=${'x'.repeat(101)}`)).status).toBe(
      422,
    );
    expect((await ask(partner.authId, 'GET', '/partner/accounts?search=%00')).status).toBe(422);
    const { rows: left } = await db.pool.query<{ n: bigint }>('SELECT count(*) AS n FROM customer');
    expect(Number(left[0]!.n)).toBeGreaterThan(4);
  });

  it('is narrowed by status', async () => {
    const partner = await makePartner();
    const kept = await makeAccount(partner);
    const paused = await makeAccount(partner);
    await ask(partner.authId, 'POST', `/partner/accounts/${paused}/suspend`, { body: { reason: 'unpaid' } });
    const find = async (status: string): Promise<unknown[]> =>
      rows((await ask(partner.authId, 'GET', `/partner/accounts?status=${status}`)).body).map(
        (row) => row['auth_id'],
      );
    expect([await find('active'), await find('suspended'), await find('closed')]).toEqual([
      [kept],
      [paused],
      [],
    ]);
  });
});

describe('one account', () => {
  it('has exactly the forty-one keys of the published sample, ours beside them in the default version', async () => {
    const partner = await makePartner();
    const authId = await makeAccount(partner);
    const plain = await ask(partner.authId, 'GET', `/partner/accounts/${authId}`);
    expect(keys(plain.body)).toEqual([...SHARED, ...OURS].sort());
    const strict = await ask(partner.authId, 'GET', `/partner/accounts/${authId}`, { version: STRICT });
    expect(keys(strict.body)).toEqual(SHARED);
    expect(keys(strict.body['pricing_tier'])).toEqual(SHORT_TIER);
    expect(missing).toEqual([]);
  });

  it('is found whatever the case of its id', async () => {
    const partner = await makePartner();
    const authId = await makeAccount(partner);
    expect(
      (await ask(partner.authId, 'GET', `/partner/accounts/${authId.toLowerCase()}`)).body['auth_id'],
    ).toBe(authId);
  });

  it('shows the whole token to whoever may manage accounts, on record each time, and masked to a reader', async () => {
    const partner = await makePartner();
    const created = await ask(partner.authId, 'POST', '/partner/accounts', { body: accountBody() });
    const authId = String(created.body['auth_id']);
    const reveals = async (): Promise<number> => {
      const { rows: found } = await db.pool.query(
        `SELECT 1 FROM audit_entry WHERE partner_id = $1 AND object_id = $2 AND action = 'account.token_revealed'`,
        [partner.partnerId, authId],
      );
      return found.length;
    };
    expect((await ask(partner.authId, 'GET', `/partner/accounts/${authId}`)).body['auth_token']).toBe(
      created.body['auth_token'],
    );
    expect(await reveals()).toBe(1);
    const reader = await ask(partner.authId, 'GET', `/partner/accounts/${authId}`, { scopes: ['read'] });
    expect(reader.body['auth_token']).toMatch(/^sk_live_…/);
    expect(await reveals()).toBe(1);
    const again = async (): Promise<number> => {
      await ask(partner.authId, 'GET', `/partner/accounts/${authId}`);
      return reveals();
    };
    expect([await again(), await again()]).toEqual([2, 3]);
  });

  it('has a balance of exactly the published keys in the strict version', async () => {
    const partner = await makePartner();
    const authId = await makeAccount(partner);
    await fund(partner, authId, 1n);
    const strict = await ask(partner.authId, 'GET', `/partner/accounts/${authId}/balance`, {
      version: STRICT,
    });
    expect(keys(strict.body)).toEqual(['auth_id', 'cash_credits', 'currency', 'name', 'updated_at']);
    expect(strict.body).toMatchObject({ auth_id: authId, cash_credits: '0.00001', currency: 'INR' });
    const plain = await ask(partner.authId, 'GET', `/partner/accounts/${authId}/balance`);
    expect(plain.text).toContain(
      '"balance":0.00001,"available_balance":0.00001,"held_balance":0.00,"credit_limit":0.00',
    );
  });

  it('of another partner, of nobody and of an impossible id answer the same 404 on every route', async () => {
    const partner = await makePartner();
    const other = await makePartner();
    const authId = await makeAccount(partner);
    const calls: [method: 'GET' | 'POST' | 'PATCH', tail: string, body?: unknown][] = [
      ['GET', ''],
      ['GET', '/balance'],
      ['PATCH', '', { name: 'Mine now' }],
      ['PATCH', '', { credit_limit: 5 }],
      ['POST', '/suspend', { reason: 'x' }],
      ['POST', '/resume', {}],
      ['POST', '/close', {}],
      ['POST', '/rotate-token', {}],
      ['POST', '/password-reset', {}],
    ];
    for (const [method, tail, body] of calls) {
      const answers = [];
      for (const id of [authId, 'MA_00000000', '500000', "MA_' OR 1", '9'.repeat(60)]) {
        const options = body === undefined ? {} : { body };
        const { status, body: answer } = await ask(
          other.authId,
          method,
          `/partner/accounts/${encodeURIComponent(id)}${tail}`,
          options,
        );
        answers.push([status, answer['error'], answer['message']]);
      }
      expect(new Set(answers.map(String)).size, `${method} ${tail}`).toBe(1);
      expect(answers[0], `${method} ${tail}`).toEqual([404, 'not_found', 'No such account.']);
    }
    expect(rows((await ask(other.authId, 'GET', '/partner/accounts')).body)).toEqual([]);
    expect((await ask(partner.authId, 'GET', `/partner/accounts/${authId}`)).body).toMatchObject({
      name: 'Nimbus Support',
      status: 'active',
      version: 1,
    });
  });
});

describe('a customer', () => {
  it('sees itself in the published form, without its partner’s note', async () => {
    const partner = await makePartner();
    const authId = await makeAccount(partner, { description: 'pays late' });
    const { status, body, text } = await ask(authId, 'GET', '/auth/me');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      type: 'account',
      auth_id: authId,
      description: '',
      city: '',
      base_cps_limit: 1,
      purchased_cps: 0,
      auth_token_expire_time: null,
    });
    expect(Object.keys(body)).toEqual(PROFILE.split(' '));
    expect(keys(body['pricing_tier'])).toHaveLength(9);
    expect(body['auth_secret']).toMatch(/^sk_live_…/);
    expect(text).not.toContain('pays late');
    expect(body['last_login']).toBe(body['created_at']);
    expect(missing).toEqual([]);
  });

  it('reads its balance in its wallet’s currency, in any case, and no other', async () => {
    const partner = await makePartner();
    const authId = await makeAccount(partner);
    await fund(partner, authId, 2_390_683_000n - 2_380_683_000n);
    const { body } = await ask(authId, 'GET', `/Account/${authId}/balance/inr`);
    expect(keys(body)).toEqual([
      'account_id',
      'available_balance',
      'balance',
      'created_at',
      'credit_limit',
      'credit_limit_type',
      'currency',
      'id',
      'is_postpaid',
      'low_balance_threshold',
      'promotional_balance',
      'promotional_reserved_balance',
      'reserved_funds',
      'status',
      'updated_at',
    ]);
    expect(body).toMatchObject({
      account_id: authId,
      balance: 100,
      available_balance: 100,
      low_balance_threshold: 50,
    });
    expect((await ask(authId, 'GET', `/Account/${authId}/balance/USD`)).status).toBe(404);
  });
});
