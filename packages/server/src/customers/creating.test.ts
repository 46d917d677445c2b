import { describe, expect, it } from 'vitest';
import { PASSWORD, STRICT, accountBody, harness } from './test-harness.ts';

const { db, ask, clock, directory, fund, identity, makeAccount, makePartner, partners, sentMails } =
  await harness();

const CREATED = [
  'auth_id',
  'auth_token',
  'name',
  'email',
  'status',
  'balance',
  'currency',
  'country',
  'created_at',
];

async function countOf(table: string, partnerId: string): Promise<number> {
  const { rows } = await db.pool.query<{ n: bigint }>(
    `SELECT count(*) AS n FROM ${table} WHERE partner_id = $1`,
    [partnerId],
  );
  return Number(rows[0]!.n);
}

describe('creating an account', () => {
  it('answers the published keys, exactly in the strict version', async () => {
    const partner = await makePartner();
    const first = await ask(partner.authId, 'POST', '/partner/accounts', { body: accountBody() });
    expect(first.status).toBe(201);
    expect(Object.keys(first.body)).toEqual([...CREATED, 'timezone']);
    expect(first.text).toContain('"balance":0.00,');
    expect(first.body).toMatchObject({
      name: 'Nimbus Support',
      status: 'active',
      currency: 'INR',
      country: 'IN',
      timezone: 'Asia/Kolkata',
      created_at: clock.now().toISOString(),
    });
    expect(first.body['auth_id']).toMatch(/^MA_[0-9A-Z]{8}$/);
    expect(first.body['auth_token']).toMatch(/^sk_live_[0-9A-Za-z]{40}$/);
    const strict = await ask(partner.authId, 'POST', '/partner/accounts', {
      body: accountBody(),
      version: STRICT,
    });
    expect(Object.keys(strict.body)).toEqual(CREATED);
  });

  it('makes row, login, token, wallet, slot, audit entry, event and mail together', async () => {
    const partner = await makePartner();
    const body = { ...accountBody(), email: 'Mixed.Case@Nimbus.Example' };
    const authId = await makeAccount(partner, body);
    expect((await partners.read(partner.partnerId)).partner.accountCount).toBe(1);
    const user = await identity.users.checkPassword('mixed.case@nimbus.example', PASSWORD);
    expect(user).toMatchObject({ kind: 'customer', authId, partnerId: partner.partnerId });
    expect(await directory.customerByAuthId(authId.toLowerCase())).toMatchObject({
      authId,
      status: 'active',
      partner: { partnerId: partner.partnerId },
    });
    await fund(partner, authId, 500_000n);
    const { rows } = await db.pool.query<{ topic: string }>(
      `SELECT topic FROM outbox WHERE partner_id = $1 AND topic = 'account.created'`,
      [partner.partnerId],
    );
    expect(rows).toHaveLength(1);
    const mail = (await sentMails()).find((one) => one.to.address === 'mixed.case@nimbus.example');
    expect(mail?.subject).toBe('Your Acme Telecom account is ready');
    expect(mail?.text).toContain(authId);
    expect(mail?.text).not.toContain(PASSWORD);
    const audit = await db.pool.query<{ action: string }>(
      `SELECT action FROM audit_entry WHERE partner_id = $1 AND object_id = $2`,
      [partner.partnerId, authId],
    );
    expect(audit.rows.map((row) => row.action)).toContain('account.created');
  });

  it('is done ten times by fifty who ask at once at a limit of ten', async () => {
    const partner = await makePartner({ maxAccounts: 10 });
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        ask(partner.authId, 'POST', '/partner/accounts', { body: accountBody() }),
      ),
    );
    const made = answers.filter((answer) => answer.status === 201);
    const refused = answers.filter((answer) => answer.status === 403);
    expect([made.length, refused.length]).toEqual([10, 40]);
    for (const answer of refused) {
      expect(answer.body).toMatchObject({
        error: 'max_accounts_reached',
        max_accounts: 10,
        account_count: 10,
      });
    }
    for (const table of ['customer', 'api_credential']) {
      const own = table === 'api_credential' ? 1 : 0;
      expect(await countOf(table, partner.partnerId), table).toBe(10 + own);
    }
    expect((await partners.read(partner.partnerId)).partner.accountCount).toBe(10);
  });

  it('with one e-mail at once succeeds once, whoever asks; the others are told which field', async () => {
    const [a, b] = [await makePartner(), await makePartner()];
    const email = 'race@nimbus.example';
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        ask((n % 2 === 0 ? a : b).authId, 'POST', '/partner/accounts', {
          body: { ...accountBody(), email: n % 3 === 0 ? email.toUpperCase() : email },
        }),
      ),
    );
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    const refused = answers.filter((answer) => answer.status === 422);
    expect(refused).toHaveLength(11);
    for (const answer of refused) expect(answer.body['details']).toMatchObject([{ loc: ['body', 'email'] }]);
    const counts = await Promise.all(
      [a, b].map(async (one) => (await partners.read(one.partnerId)).partner.accountCount),
    );
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(1);
  });

  it('is refused where the capability is off, and the refusal says which', async () => {
    const partner = await makePartner({ canCreateAccounts: false });
    const answer = await ask(partner.authId, 'POST', '/partner/accounts', { body: accountBody() });
    expect(answer).toMatchObject({
      status: 403,
      body: { error: 'account_creation_disabled', capability: 'can_create_accounts' },
    });
    expect(await countOf('customer', partner.partnerId)).toBe(0);
  });

  it('names every fault at once and changes nothing', async () => {
    const partner = await makePartner();
    const body = {
      name: 'Nimbus\r\nBcc: all@world.example',
      email: 'not an address',
      password: 'weak',
      phone: '9431538535',
      country: 'XX',
      timezone: 'Mars/Olympus',
      gstin: 'nonsense',
      gst_status: 'maybe',
      surprise: true,
    };
    const answer = await ask(partner.authId, 'POST', '/partner/accounts', { body });
    expect(answer.status).toBe(422);
    const fields = new Set((answer.body['details'] as { loc: string[] }[]).map((one) => one.loc.join('.')));
    expect(fields).toEqual(new Set(Object.keys(body).map((field) => `body.${field}`)));
    expect(answer.text).not.toContain('weak');
    expect(await countOf('customer', partner.partnerId)).toBe(0);
  });

  it.each(['short7!', 'nonumbers!', 'nospecial7', 'no special 7'])(
    'refuses the password %s',
    async (password) => {
      const partner = await makePartner();
      const answer = await ask(partner.authId, 'POST', '/partner/accounts', {
        body: { ...accountBody(), password },
      });
      expect(answer.status).toBe(422);
      expect(answer.text).not.toContain(password);
    },
  );

  it('takes every published field, and null or empty for none', async () => {
    const partner = await makePartner();
    const body = {
      ...accountBody(),
      company: 'Nimbus LLP',
      description: 'best client',
      address: '1 Main Road',
      city: 'Pune',
      state: null,
      zip_code: '411001',
      timezone: 'europe/berlin',
      gstin: '27AAPFU0939F1ZV',
      gst_status: 'active',
      account_type: 'PREPAID',
    };
    const authId = await makeAccount(partner, body);
    const { body: account } = await ask(partner.authId, 'GET', `/partner/accounts/${authId}`);
    expect(account).toMatchObject({
      company: 'Nimbus LLP',
      description: 'best client',
      city: 'Pune',
      state: null,
      zip_code: '411001',
      timezone: 'Europe/Berlin',
      gstin: '27AAPFU0939F1ZV',
      gst_status: 'active',
      account_type: 'standard',
    });
  });

  it('puts the wallet in the currency of the country where the partner has a master account in it, else in its primary', async () => {
    const partner = await makePartner();
    expect(
      (await ask(partner.authId, 'POST', '/partner/accounts', { body: { ...accountBody(), country: 'US' } }))
        .body,
    ).toMatchObject({
      currency: 'INR',
      country: 'US',
      timezone: 'America/New_York',
    });
    await db.inTransaction((tx) =>
      partners.openMasterAccount(
        tx,
        partner.partnerId,
        { currency: 'USD', creditLimit: 0n },
        {
          actor: { kind: 'system', id: 's', label: 's', ip: null, userAgent: null, requestId: null },
          at: clock.now(),
        },
      ),
    );
    const { body } = await ask(partner.authId, 'POST', '/partner/accounts', {
      body: { ...accountBody(), country: 'US' },
    });
    expect(body['currency']).toBe('USD');
    const { body: account } = await ask(
      partner.authId,
      'GET',
      `/partner/accounts/${String(body['auth_id'])}`,
    );
    expect(account['pricing_tier']).toMatchObject({ currency: 'USD' });
  });

  it('with an Idempotency-Key is done once, and the replay shows the same token for a day', async () => {
    const partner = await makePartner();
    const body = accountBody();
    const first = await ask(partner.authId, 'POST', '/partner/accounts', { body, key: 'k-1' });
    const again = await ask(partner.authId, 'POST', '/partner/accounts', { body, key: 'k-1' });
    expect(again.status).toBe(201);
    expect(again.text).toBe(first.text);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(await countOf('customer', partner.partnerId)).toBe(1);
    const other = await ask(partner.authId, 'POST', '/partner/accounts', { body: accountBody(), key: 'k-1' });
    expect(other).toMatchObject({ status: 409, body: { error: 'idempotency_key_reused' } });
    clock.advanceMs(25 * 3_600_000);
    const later = await ask(partner.authId, 'POST', '/partner/accounts', { body, key: 'k-1' });
    expect(later.body).toMatchObject({ auth_id: first.body['auth_id'], auth_token: '[redacted]' });
  });

  it('leaves neither token nor password in clear anywhere in the database', async () => {
    const partner = await makePartner();
    const answer = await ask(partner.authId, 'POST', '/partner/accounts', {
      body: accountBody(),
      key: 'secret',
    });
    const secrets = [String(answer.body['auth_token']), PASSWORD];
    const { rows: tables } = await db.pool.query<{ name: string }>(
      `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`,
    );
    expect(tables.length).toBeGreaterThan(5);
    for (const { name } of tables) {
      const { rows } = await db.pool.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      for (const secret of secrets) {
        const hex = Buffer.from(secret).toString('hex');
        const base64 = Buffer.from(secret).toString('base64').slice(0, 30);
        expect(
          rows.filter(({ row }) => row.includes(secret) || row.includes(hex) || row.includes(base64)),
          name,
        ).toEqual([]);
      }
    }
  });
});
