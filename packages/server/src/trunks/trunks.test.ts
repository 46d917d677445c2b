import { describe, expect, it } from 'vitest';
import { TEST_ACTOR, startTestApp } from '../../test/app.ts';
import type { Tx } from '../platform/db/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { createTrunks, trunkDirectory } from './index.ts';
import { STRICT, SECRET, actionsOn, customerSide, faultsOf, topicsOf } from './test-trunks.ts';

const app = await startTestApp({ PORTAL_SIP_DOMAIN: 'sip.example.net' });
const { ask, make } = customerSide(app);

const KEYS =
  'trunk_id account_id name trunk_domain trunk_status secure trunk_direction concurrent_calls_limit cps_limit description transport ' +
  'recording enable_transcription pii_redaction webhook_method recording_webhook_enabled created_at updated_at';
const LISTED = 'credential_uuid primary_uri_uuid inbound_destination pii_entity_types webhook_url';

describe('a trunk', () => {
  it('is made from a name alone, with a domain of its own', async () => {
    const customer = await app.customer(await app.partner());
    const { status, body } = await ask(customer, 'POST', 'trunks', { name: ' Head office ' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      account_id: customer.authId,
      name: 'Head office',
      trunk_status: 'active',
      enabled: true,
      trunk_direction: 'outbound',
      concurrent_calls_limit: 10,
      cps_limit: 2,
      transport: 'udp',
      secure: false,
      webhook_method: 'POST',
      credential_uuid: null,
    });
    const id = String(body['trunk_id']);
    expect(body['trunk_domain']).toBe(`${id.slice(0, 8)}.sip.example.net`);
    expect(await actionsOn(app, id)).toEqual(['trunk.created']);
    expect((await ask(customer, 'GET', `trunks/${id.toUpperCase()}`)).body).toEqual(body);
  });

  it('is understood in every published form', async () => {
    const customer = await app.customer(await app.partner());
    const forms = [
      {
        name: 'G0',
        trunk_status: 'enabled',
        secure: false,
        trunk_direction: 'both',
        concurrent_calls_limit: 4,
        cps_limit: 5,
      },
      { name: 'G2', trunk_type: 'INBOUND', max_concurrent_calls: 4 },
      {
        name: 'OAS',
        trunk_direction: 'outbound',
        trunk_status: 'disabled',
        transport: 'tls',
        trunk_domain: 'mine.example.com',
        username: 'u',
        password: 'p',
        ip_whitelist: ['1.2.3.4'],
        recording: false,
        pii_entity_types: 'PERSON,PHONE_NUMBER',
      },
    ];
    const made = await Promise.all(forms.map((form) => ask(customer, 'POST', 'trunks', form)));
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(made.map(({ body }) => body['trunk_direction'])).toEqual(['both', 'inbound', 'outbound']);
    expect(made.map(({ body }) => body['trunk_status'])).toEqual(['active', 'active', 'disabled']);
    expect(made[2]!.body['trunk_domain']).toMatch(/^[0-9a-f]{8}\.sip\.example\.net$/);
    expect(made[2]!.text).not.toContain('"password"');
  });

  it('has exactly the published keys in the strict version: eighteen alone, twenty-three in a list', async () => {
    const customer = await app.customer(await app.partner());
    const made = await ask(customer, 'POST', 'trunks', { name: 'A' }, STRICT);
    const path = `trunks/${String(made.body['trunk_id'])}`;
    for (const answer of [
      made,
      await ask(customer, 'GET', path, undefined, STRICT),
      await ask(customer, 'PUT', path, { name: 'B' }, STRICT),
    ])
      expect(Object.keys(answer.body).join(' ')).toBe(KEYS);
    const list = await ask(customer, 'GET', 'trunks', undefined, STRICT);
    expect(list.body['meta']).toEqual({ limit: 20, offset: 0, total: 1 });
    expect(Object.keys((list.body['objects'] as object[])[0]!).join(' ')).toBe(`${KEYS} ${LISTED}`);
  });

  it('names every fault at once, and what is another’s as what is nobody’s', async () => {
    const partner = await app.partner();
    const [a, b] = [await app.customer(partner), await app.customer(partner)];
    const foreign = await make(b, 'credentials', { username: 'of-b-alone', password: SECRET });
    const answer = await ask(a, 'POST', 'trunks', {
      name: ' ',
      trunk_direction: 'sideways',
      concurrent_calls_limit: 1_001,
      cps_limit: 101,
      transport: 'sctp',
      description: 'x'.repeat(501),
      credential_uuid: 'none',
      webhook_method: 'PUT',
      surprise: 1,
    });
    expect(answer.status).toBe(422);
    expect(new Set(faultsOf(answer))).toEqual(
      new Set([
        'name',
        'trunk_direction',
        'concurrent_calls_limit',
        'cps_limit',
        'transport',
        'description',
        'credential_uuid',
        'webhook_method',
        'surprise',
      ]),
    );
    const named = (credential_uuid: string) =>
      ask(a, 'POST', 'trunks', { name: 'A', credential_uuid, webhook_url: 'http://169.254.169.254/' });
    const theirs = await named(foreign);
    expect(faultsOf(theirs)).toEqual(['credential_uuid', 'webhook_url']);
    expect(theirs.text).toContain('invalid webhook_url');
    const nobodys = '0198c0de-0000-7000-8000-00000000dead';
    expect((await named(nobodys)).text.replaceAll(nobodys, foreign)).toBe(theirs.text);
    expect((await ask(a, 'GET', 'trunks')).body['meta']).toMatchObject({ total: 0 });
  });

  it('is made once for a key', async () => {
    const customer = await app.customer(await app.partner());
    const key = { 'idempotency-key': 'k' };
    const [first, second] = [
      await ask(customer, 'POST', 'trunks', { name: 'A' }, key),
      await ask(customer, 'POST', 'trunks', { name: 'A' }, key),
    ];
    expect(second.text).toBe(first.text);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect((await ask(customer, 'GET', 'trunks')).body['meta']).toMatchObject({ total: 1 });
  });

  it('cannot be had more often than an account may have it, however many are made at once', async () => {
    const customer = await app.customer(await app.partner());
    for (let n = 0; n < 45; n += 1) await make(customer, 'trunks', { name: `T${String(n)}` });
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => ask(customer, 'POST', 'trunks', { name: 'More' })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(7);
    const { body } = await ask(customer, 'GET', 'trunks?limit=30&offset=40');
    expect(body).toMatchObject({ meta: { limit: 30, offset: 40, total: 50 } });
    expect(body['objects']).toHaveLength(10);
    expect((await ask(customer, 'GET', 'trunks?limit=101')).status).toBe(422);
  });
});

describe('changing a trunk', () => {
  it('keeps what is absent, and writes nothing where nothing differs', async () => {
    const customer = await app.customer(await app.partner());
    const id = await make(customer, 'trunks', { name: 'A', description: 'first', trunk_direction: 'both' });
    const sdk = await ask(customer, 'PUT', `trunks/${id}`, {
      name: 'B',
      max_concurrent_calls: 3,
      enabled: false,
    });
    expect(sdk.body).toMatchObject({
      name: 'B',
      concurrent_calls_limit: 3,
      trunk_status: 'disabled',
      description: 'first',
      trunk_direction: 'both',
    });
    await ask(customer, 'PUT', `trunks/${id}`, { trunk_status: 'inactive', name: 'B' });
    await ask(customer, 'PUT', `trunks/${id}`, {});
    expect(await actionsOn(app, id)).toEqual(['trunk.created', 'trunk.updated']);
    expect((await ask(customer, 'PUT', `trunks/${id}`, { secure: true })).body).toMatchObject({
      transport: 'tls',
    });
    expect(faultsOf(await ask(customer, 'PUT', `trunks/${id}`, { trunk_domain: 'x' }))).toEqual([
      'trunk_domain',
    ]);
  });
});

describe('deleting a trunk', () => {
  it('takes along what it alone names, and leaves what another names', async () => {
    const partner = await app.partner();
    const customer = await app.customer(partner);
    const [own, shared] = [
      await make(customer, 'credentials', { username: 'goes-along', password: SECRET }),
      await make(customer, 'ip-acl', { ip_address: '8.8.4.4' }),
    ];
    const uri = await make(customer, 'origination-uris', { uri: 'sip:pbx.example.com' });
    const named = { ipacl_uuid: shared };
    const first = await make(customer, 'trunks', {
      name: 'A',
      credential_uuid: own,
      primary_uri_uuid: uri,
      ...named,
    });
    await make(customer, 'trunks', { name: 'B', ...named });
    const gone = await ask(customer, 'DELETE', `trunks/${first}`);
    expect([gone.status, gone.text]).toEqual([204, '']);
    expect((await ask(customer, 'GET', `trunks/${first}`)).status).toBe(404);
    expect((await ask(customer, 'DELETE', `trunks/${first}`)).status).toBe(404);
    const left = async (path: string) =>
      ((await ask(customer, 'GET', `trunks/${path}`)).body['meta'] as { total: number }).total;
    expect([await left('credentials'), await left('ip-acl'), await left('origination-uris')]).toEqual([
      0, 1, 0,
    ]);
    expect((await topicsOf(app, partner)).slice(-3)).toEqual([
      'trunk.deleted',
      'credential.deleted',
      'origination_uri.deleted',
    ]);
  });

  it('is refused while calls are up, and tells whoever has something that leads to it', async () => {
    const partner = await app.partner();
    const customer = await app.customer(partner);
    const id = await make(customer, 'trunks', { name: 'A' });
    const row = await app.services.customers.find(app.db.kysely, partner.partnerId, customer.authId);
    const account = { ...row, mode: 'live' as const };
    let up = 1;
    const told: string[] = [];
    const trunks = createTrunks({
      ...app.services,
      sip: { domain: 'sip.example.net', allowLocal: false },
      calls: { onTrunk: async () => up, withCredential: async () => 0 },
      onTrunkDeleted: [
        async (tx, trunk) => {
          // Whoever is told finds the trunk still there.
          const found = await trunkDirectory.hold(tx, trunk.partnerId, trunk.customerId, trunk.trunkId);
          told.push(found ? trunk.trunkId : 'nothing');
        },
      ],
    });
    const by = { actor: TEST_ACTOR, at: app.clock.now() };
    const remove = () => app.db.inTransaction((tx) => trunks.remove(tx, account, id, by));
    await expect(remove()).rejects.toMatchObject({ code: 'trunk_in_use', facts: { concurrent_calls: 1 } });
    up = 0;
    await remove();
    expect(told).toEqual([id]);
    await expect(remove()).rejects.toMatchObject({ code: notFound.definition.code });
  });
});

it('a trunk that something is being hung on is deleted after that, and whoever is told finds it', async () => {
  const partner = await app.partner();
  const customer = await app.customer(partner);
  const id = await make(customer, 'trunks', { name: 'A' });
  const row = await app.services.customers.find(app.db.kysely, partner.partnerId, customer.authId);
  let hung = false;
  const seen: boolean[] = [];
  const trunks = createTrunks({
    ...app.services,
    sip: { domain: 'sip.example.net', allowLocal: false },
    calls: { onTrunk: async () => 0, withCredential: async () => 0 },
    onTrunkDeleted: [
      async () => {
        seen.push(hung);
      },
    ],
  });
  const by = { actor: TEST_ACTOR, at: app.clock.now() };
  const hold = (tx: Tx) => trunkDirectory.hold(tx, row.partnerId, row.customerId, id.toUpperCase());
  let removed: Promise<unknown> = Promise.resolve();
  await app.db.inTransaction(async (tx) => {
    expect(await hold(tx)).toBe(true);
    removed = app.db.inTransaction((other) => trunks.remove(other, { ...row, mode: 'live' }, id, by));
    await somebodyWaits();
    hung = true;
  });
  await removed;
  expect(seen).toEqual([true]);
  expect(await app.db.inTransaction(hold)).toBe(false);
});

/** Resolves when a statement of this database waits for a lock. */
async function somebodyWaits(): Promise<void> {
  await expect
    .poll(
      async () => {
        const { rows } = await app.db.pool.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return rows.length;
      },
      { timeout: 60_000, interval: 5 },
    )
    .toBeGreaterThan(0);
}

describe('closing an account', () => {
  it('frees its usernames and addresses for others', async () => {
    const partner = await app.partner();
    const [gone, next] = [await app.customer(partner), await app.customer(partner)];
    const id = await make(gone, 'trunks', { name: 'A' });
    await make(gone, 'credentials', { username: 'freed-name', password: SECRET });
    await make(gone, 'ip-acl', { ip_address: '9.9.9.0/24' });
    await make(gone, 'origination-uris', { uri: 'sip:pbx.example.com' });
    const url = `/api/v1/partner/accounts/${gone.authId}/close`;
    expect((await app.request('POST', url, { auth: partner.auth, body: {} })).statusCode).toBe(200);
    expect(await actionsOn(app, id)).toEqual(['trunk.created', 'trunk.deleted']);
    await make(next, 'credentials', { username: 'freed-name', password: SECRET });
    await make(next, 'ip-acl', { ip_address: '9.9.9.9' });
    expect((await app.services.trunks.findCredential(app.db.kysely, 'freed-name'))?.customerId).toBe(
      (await app.services.customers.find(app.db.kysely, partner.partnerId, next.authId)).customerId,
    );
  });
});

describe('a partner', () => {
  it('sees the trunks of all its customers, page by page, and one with all that belongs to it', async () => {
    const partner = await app.partner();
    const [a, b] = [await app.customer(partner), await app.customer(partner)];
    for (const name of ['A1', 'A2']) {
      await make(a, 'trunks', { name });
      app.clock.advanceMs(1);
    }
    const credential = await make(b, 'credentials', { username: 'seen-by-partner', password: SECRET });
    const loose = await make(b, 'ip-acl', { ip_address: '8.8.8.8' });
    const id = await make(b, 'trunks', { name: 'B1', credential_uuid: credential });
    const get = async (path: string) =>
      (await app.request('GET', `/api/v1/partner/${path}`, { auth: partner.auth })).json<
        Record<string, unknown>
      >();
    const names = (page: Record<string, unknown>) =>
      (page['trunks'] as { name: string }[]).map(({ name }) => name);
    const first = await get('trunks?per_page=2');
    expect([names(first), first['total']]).toEqual([['B1', 'A2'], 3]);
    const next = await get(`trunks?per_page=2&cursor=${String(first['next_cursor'])}`);
    expect([names(next), next['next_cursor']]).toEqual([['A1'], null]);
    expect(names(await get(`trunks?account=${a.authId}`))).toEqual(['A2', 'A1']);
    expect(names(await get(`accounts/${b.authId}/trunks`))).toEqual(['B1']);
    const bad = await app.request('GET', '/api/v1/partner/trunks?cursor=WyIxIiwiMiJd', {
      auth: partner.auth,
    });
    expect(bad.statusCode).toBe(422);
    const whole = await get(`accounts/${b.authId}/trunks/${id}`);
    expect(whole).toMatchObject({
      name: 'B1',
      account_id: b.authId,
      credentials: [{ id: credential, password: '<redacted>' }],
      // No trunk names it, and this one names none: so it opens this one.
      ip_acl: [{ id: loose, ip_address: '8.8.8.8' }],
      origination_uris: [],
    });
    expect(JSON.stringify(whole)).not.toContain(SECRET);
  });
});
