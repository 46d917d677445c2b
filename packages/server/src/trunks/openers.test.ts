import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { TEST_ACTOR, startTestApp, type TestCustomer } from '../../test/app.ts';
import { makeHa1 } from './ha1.ts';
import { createTrunks } from './index.ts';
import { SECRET, STRICT, actionsOn, customerSide, faultsOf } from './test-trunks.ts';

const app = await startTestApp({ PORTAL_SIP_DOMAIN: 'sip.example.net' });
const { ask, make } = customerSide(app);
const trunks = app.services.trunks;
const reader = app.db.kysely;

/** Everything that is stored anywhere, as text. */
async function wholeDatabase(): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`SELECT relname AS name FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`.execute(reader);
  const texts = await Promise.all(
    tables.map(async ({ name }) => {
      const { rows } = await sql<{ line: string }>`SELECT t::text AS line FROM ${sql.table(name)} t`.execute(
        reader,
      );
      return rows.map(({ line }) => line).join('\n');
    }),
  );
  return texts.join('\n');
}

describe('a credential', () => {
  it('is shown without its password, which is nowhere, and can be checked by both its hashes', async () => {
    const customer = await app.customer(await app.partner());
    const password = 'unmistakable Pass 9';
    const made = await ask(
      customer,
      'POST',
      'credentials',
      { username: 'Nimbus.pbx', password, description: 'Desk' },
      { 'idempotency-key': 'k' },
    );
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      account_id: customer.authId,
      username: 'Nimbus.pbx',
      password: '<redacted>',
      realm: 'sip.example.net',
      enabled: true,
      description: 'Desk',
    });
    const ha1 = makeHa1('Nimbus.pbx', 'sip.example.net', password);
    const stored = await wholeDatabase();
    for (const secret of [password, ha1.md5, ha1.sha256]) expect(stored).not.toContain(secret);
    expect((await trunks.findCredential(reader, 'nimbus.PBX'))?.ha1).toEqual(ha1);
    expect(await trunks.findCredential(reader, 'nobody-has-this')).toBeNull();
    const strict = await ask(customer, 'GET', 'trunks/credentials', undefined, STRICT);
    expect(Object.keys((strict.body['objects'] as object[])[0]!)).toEqual(
      'id account_id username password realm enabled created_at updated_at'.split(' '),
    );
  });

  it('has a username that nobody else on the platform can have, in whatever case; whose it is nobody learns', async () => {
    const [a, b] = [await app.customer(await app.partner()), await app.customer(await app.partner())];
    await make(a, 'credentials', { username: 'the-one', password: SECRET });
    const theirs = await ask(b, 'POST', 'credentials', { username: 'THE-ONE', password: SECRET });
    const own = await ask(a, 'POST', 'credentials', { username: 'THE-ONE', password: SECRET });
    expect([theirs.status, own.status]).toEqual([409, 409]);
    const suggestion = /(THE-ONE-[0-9a-z]{6}) is free/.exec(theirs.text)?.[1];
    const words = ({ text }: { text: string }) => text.replace(/THE-ONE-[0-9a-z]{6}/, '');
    expect(words(theirs)).toBe(words(own));
    await make(b, 'credentials', { username: suggestion, password: SECRET });
  });

  it('of one name goes to one of many that ask at once', async () => {
    const partner = await app.partner();
    const customers: TestCustomer[] = [];
    for (let n = 0; n < 4; n += 1) customers.push(await app.customer(partner));
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        ask(customers[n % 4]!, 'POST', 'credentials', { username: 'contested', password: SECRET }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(11);
  });

  it('takes a new password at once, and never a new name', async () => {
    const customer = await app.customer(await app.partner());
    const id = await make(customer, 'credentials', { username: 'changing', password: SECRET });
    const before = (await trunks.findCredential(reader, 'changing'))!.ha1;
    const next = 'another secret 8';
    expect((await ask(customer, 'PUT', `credentials/${id}`, { password: next })).status).toBe(200);
    const after = (await trunks.findCredential(reader, 'changing'))!.ha1;
    expect(after).toEqual(makeHa1('changing', 'sip.example.net', next));
    expect(after).not.toEqual(before);
    await ask(customer, 'PUT', `credentials/${id}`, { enabled: false });
    await ask(customer, 'PUT', `credentials/${id}`, { enabled: false });
    expect(await trunks.findCredential(reader, 'changing')).toMatchObject({ enabled: false, ha1: after });
    expect(await actionsOn(app, id)).toEqual([
      'credential.created',
      'credential.updated',
      'credential.updated',
    ]);
    expect(faultsOf(await ask(customer, 'PUT', `credentials/${id}`, { username: 'x' }))).toEqual([
      'username',
    ]);
  });

  it('names every fault at once and echoes no password', async () => {
    const customer = await app.customer(await app.partner());
    const answer = await ask(customer, 'POST', 'credentials', {
      username: 'a:b"',
      password: 'shorty7',
      trunk: 1,
    });
    expect(answer.status).toBe(422);
    expect(new Set(faultsOf(answer))).toEqual(new Set(['username', 'password', 'trunk']));
    expect(answer.text).not.toContain('shorty7');
  });

  it('that is deleted opens nothing; refused while its calls are up or a trunk names it', async () => {
    const partner = await app.partner();
    const customer = await app.customer(partner);
    const id = await make(customer, 'credentials', { username: 'leaving', password: SECRET });
    const trunk = await make(customer, 'trunks', { name: 'A', credential_uuid: id });
    const row = await app.services.customers.find(reader, partner.partnerId, customer.authId);
    const busy = createTrunks({
      ...app.services,
      sip: { domain: 'sip.example.net', allowLocal: false },
      calls: { onTrunk: async () => 0, withCredential: async () => 2 },
      onTrunkDeleted: [],
    });
    const by = { actor: TEST_ACTOR, at: app.clock.now() };
    await expect(
      app.db.inTransaction((tx) => busy.credentials.remove(tx, { ...row, mode: 'live' }, id, by)),
    ).rejects.toMatchObject({ code: 'trunk_in_use' });
    const refused = await ask(customer, 'DELETE', `credentials/${id}`);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain(trunk);
    expect(await trunks.findCredential(reader, 'leaving')).not.toBeNull();
    expect((await ask(customer, 'GET', `trunks/${trunk}`)).body).toMatchObject({ credential_uuid: id });
    await ask(customer, 'PUT', `trunks/${trunk}`, { credential_uuid: null });
    expect((await ask(customer, 'DELETE', `credentials/${id}`)).status).toBe(204);
    expect(await trunks.findCredential(reader, 'leaving')).toBeNull();
    expect(await actionsOn(app, trunk)).toEqual(['trunk.created', 'trunk.updated']);
  });
});

describe('an IP ACL', () => {
  it('is an address or a small block, by either of its published names, with the seven published keys', async () => {
    const customer = await app.customer(await app.partner());
    const made = await ask(
      customer,
      'POST',
      'ip-acl',
      { name: 'Office', ip_address: '8.34.208.0/24' },
      STRICT,
    );
    expect(made.status).toBe(201);
    expect(Object.keys(made.body)).toEqual(
      'id account_id ip_address description enabled created_at updated_at'.split(' '),
    );
    expect(made.body).toMatchObject({ description: 'Office', ip_address: '8.34.208.0/24', enabled: true });
    const id = String(made.body['id']);
    const changed = await ask(customer, 'PUT', `ip-acl/${id}`, { ip_address: '8.34.208.9', enabled: false });
    expect(changed.body).toMatchObject({ ip_address: '8.34.208.9', description: 'Office', enabled: false });
    expect((await ask(customer, 'PUT', `ip-acl/${id}`, { description: null })).body['description']).toBe('');
    expect((await ask(customer, 'DELETE', `ip-acl/${id}`)).status).toBe(204);
    expect((await ask(customer, 'DELETE', `ip-acl/${id}`)).status).toBe(404);
  });

  it('cannot be private, documentation or wide; in a sandbox it can be private', async () => {
    const [live, sandbox] = [
      await app.customer(await app.partner()),
      await app.customer(await app.partner({ mode: 'test' })),
    ];
    for (const ip_address of ['10.20.30.40', '203.0.113.5', '8.0.0.0/8', '0.0.0.0/0', '8.35.1.1/24'])
      expect(faultsOf(await ask(live, 'POST', 'ip-acl', { ip_address })), ip_address).toEqual(['ip_address']);
    for (const ip_address of ['10.20.30.40', '203.0.113.5'])
      expect((await ask(sandbox, 'POST', 'ip-acl', { ip_address })).status, ip_address).toBe(201);
    expect((await ask(sandbox, 'POST', 'ip-acl', { ip_address: '0.0.0.0/0' })).status).toBe(422);
  });

  it('is one account’s: an address of another is refused, whole or in part; one’s own twice too', async () => {
    const [a, b] = [await app.customer(await app.partner()), await app.customer(await app.partner())];
    const id = await make(a, 'ip-acl', { ip_address: '8.36.1.0/28' });
    for (const ip_address of ['8.36.1.0/28', '8.36.1.3', '8.36.1.0/24']) {
      const refused = await ask(b, 'POST', 'ip-acl', { ip_address });
      expect([refused.status, refused.headers['x-error-code']], ip_address).toEqual([
        409,
        'source_address_taken',
      ]);
      expect(refused.text).not.toContain(a.authId);
    }
    const twice = await ask(a, 'POST', 'ip-acl', { ip_address: '8.36.1.0/28' });
    expect([twice.status, twice.headers['x-error-code']]).toEqual([409, 'duplicate_ip_acl']);
    expect((await ask(a, 'POST', 'ip-acl', { ip_address: '8.36.1.3' })).status).toBe(201);
    const other = await make(b, 'ip-acl', { ip_address: '8.36.2.1' });
    expect((await ask(b, 'PUT', `ip-acl/${other}`, { ip_address: '8.36.1.4' })).status).toBe(409);
    expect((await ask(a, 'PUT', `ip-acl/${id}`, { ip_address: '8.36.1.0/28' })).status).toBe(200);
    const straight = sql`INSERT INTO sip_ip_acl SELECT partner_id, gen_random_uuid(), customer_id, '8.36.1.5'::cidr, true, '',
      created_at, updated_at FROM sip_ip_acl WHERE id = ${other}`;
    await expect(straight.execute(reader)).rejects.toThrow('sip_ip_acl_one_account');
  });

  it('is never a carrier’s: neither is let in as the other, whoever comes first', async () => {
    const customer = await app.customer(await app.partner());
    const operator = await app.operator();
    const post = (path: string, body: unknown) =>
      app.request('POST', `/api/v1/operator/${path}`, { auth: operator, body });
    const carrier = await post('carriers', { name: 'Sources', currency: 'USD' });
    const gateways = `carriers/${carrier.json<{ id: string }>().id}/gateways`;
    const gateway = (name: string, address: string) =>
      post(gateways, { name, host: 'sip.example.com', direction: 'inbound', source_addresses: [address] });
    expect((await gateway('A', '8.45.1.16/28')).statusCode).toBe(201);
    for (const ip_address of ['8.45.1.17', '8.45.1.0/24']) {
      const refused = await ask(customer, 'POST', 'ip-acl', { ip_address });
      expect([refused.status, refused.headers['x-error-code']]).toEqual([409, 'source_address_taken']);
      expect(refused.text).not.toMatch(/carrier|gateway/i);
    }
    const own = await make(customer, 'ip-acl', { ip_address: '8.45.2.1' });
    expect((await ask(customer, 'PUT', `ip-acl/${own}`, { ip_address: '8.45.1.18' })).status).toBe(409);
    const overlapping = await gateway('B', '8.45.2.0/28');
    expect([overlapping.statusCode, overlapping.body]).toEqual([422, expect.stringContaining('8.45.2.1')]);
    // At the same time, many times: one of both is refused.
    for (let round = 0; round < 6; round += 1) {
      const address = `8.45.3.${String(round)}`;
      const [acl, made] = await Promise.all([
        ask(customer, 'POST', 'ip-acl', { ip_address: address }),
        gateway(`Race ${String(round)}`, address),
      ]);
      expect([acl.status, made.statusCode].filter((status) => status === 201)).toHaveLength(1);
    }
  });

  it('of one block goes to one of many accounts that claim parts of it at once', async () => {
    const partner = await app.partner();
    const customers: TestCustomer[] = [];
    for (let n = 0; n < 4; n += 1) customers.push(await app.customer(partner));
    const blocks = ['8.37.1.0/24', '8.37.1.128/25', '8.37.1.200', '8.37.1.192/26'];
    const answers = await Promise.all(
      blocks.flatMap((ip_address, n) =>
        Array.from({ length: 3 }, () => ask(customers[n]!, 'POST', 'ip-acl', { ip_address })),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(11);
  });

  it('that is disputed is found and released by the operator, with a reason', async () => {
    const [squatter, owner] = [
      await app.customer(await app.partner()),
      await app.customer(await app.partner()),
    ];
    const operator = await app.operator();
    const id = await make(squatter, 'ip-acl', { ip_address: '8.38.1.7' });
    const trunk = await make(squatter, 'trunks', { name: 'A', ipacl_uuid: id });
    const found = await app.request('GET', '/api/v1/operator/sip-sources?address=8.38.1.0/24', {
      auth: operator,
    });
    expect(found.json()).toMatchObject({
      sources: [{ id, ip_address: '8.38.1.7', account_id: squatter.authId }],
    });
    const bad = await app.request('GET', '/api/v1/operator/sip-sources?address=x', { auth: operator });
    expect(bad.statusCode).toBe(422);
    const release = await app.request('POST', `/api/v1/operator/sip-sources/${id}/release`, {
      auth: operator,
      body: { reason: 'Ticket 7' },
    });
    expect(release.statusCode).toBe(204);
    // The trunk was opened by that address alone, and is not opened by the account's other ones now.
    await make(squatter, 'ip-acl', { ip_address: '8.38.9.9' });
    expect(await trunks.findTrunkBySource(reader, '8.38.9.9')).toMatchObject({ outcome: 'none' });
    const before = await ask(squatter, 'GET', `trunks/${trunk}`);
    expect(before.body).toMatchObject({ ipacl_uuid: id });
    const sentBack = await ask(squatter, 'PUT', `trunks/${trunk}`, { name: 'B', ipacl_uuid: id });
    expect([sentBack.status, sentBack.body['ipacl_uuid']]).toEqual([200, id]);
    const named = await ask(squatter, 'POST', 'trunks', { name: 'C', ipacl_uuid: id });
    expect([named.status, faultsOf(named)]).toEqual([422, ['ipacl_uuid']]);
    expect((await ask(squatter, 'PUT', `trunks/${trunk}`, { ipacl_uuid: null })).status).toBe(200);
    expect(await trunks.findTrunkBySource(reader, '8.38.9.9')).toMatchObject({ outcome: 'found' });
    await make(owner, 'ip-acl', { ip_address: '8.38.1.7' });
    expect(await actionsOn(app, id)).toEqual(['ip_acl.created', 'ip_acl.deleted']);
  });
});

describe('an origination URI', () => {
  it('is understood by both names, shown with the ten published keys, tried by priority', async () => {
    const customer = await app.customer(await app.partner());
    const second = await ask(customer, 'POST', 'origination-uris', {
      name: 'B',
      sip_uri: 'sip:b.example.com',
      priority: 2,
    });
    const first = await ask(
      customer,
      'POST',
      'origination-uris',
      { uri: 'sips:A.example.com:5061', weight: 3 },
      STRICT,
    );
    expect(Object.keys(first.body)).toEqual(
      'id account_id uri priority weight enabled transport description created_at updated_at'.split(' '),
    );
    expect(first.body).toMatchObject({
      uri: 'sips:a.example.com:5061',
      priority: 1,
      weight: 3,
      transport: 'tls',
    });
    expect(second.body).toMatchObject({ description: 'B', weight: 10, transport: 'udp' });
    const { body } = await ask(customer, 'GET', 'trunks/origination-uris');
    expect((body['objects'] as { uri: string }[]).map(({ uri }) => uri)).toEqual([
      'sips:a.example.com:5061',
      'sip:b.example.com',
    ]);
    const id = String(second.body['id']);
    const changed = await ask(customer, 'PUT', `origination-uris/${id}`, {
      name: 'C',
      priority: 0,
      transport: 'tcp',
    });
    expect(changed.body).toMatchObject({
      description: 'C',
      priority: 0,
      transport: 'tcp',
      uri: 'sip:b.example.com',
    });
    expect((await ask(customer, 'PUT', `origination-uris/${id}`, { weight: 4 })).body['transport']).toBe(
      'tcp',
    );
    expect((await ask(customer, 'DELETE', `origination-uris/${id}`)).status).toBe(204);
  });

  it('names every fault: none given, two that differ, a transport that the URI contradicts, a host inside', async () => {
    const customer = await app.customer(await app.partner());
    const faults = async (body: unknown) => faultsOf(await ask(customer, 'POST', 'origination-uris', body));
    expect(await faults({})).toEqual(['uri']);
    expect(await faults({ uri: 'sip:a.example.com', sip_uri: 'sip:b.example.com' })).toEqual(['sip_uri']);
    expect(await faults({ uri: 'sips:a.example.com', transport: 'udp' })).toEqual(['transport']);
    for (const sip_uri of ['sip:127.0.0.1', 'sip:x.sip.example.net', 'sip:u:p@a.example.com'])
      expect(await faults({ sip_uri }), sip_uri).toEqual(['sip_uri']);
  });
});

describe('who is calling', () => {
  it('is known by the narrowest enabled entry, and by the domain where several trunks are open', async () => {
    const customer = await app.customer(await app.partner());
    await make(customer, 'ip-acl', { ip_address: '8.39.1.0/24' });
    expect(await trunks.findTrunkBySource(reader, '8.39.1.9')).toMatchObject({ outcome: 'none' });
    const first = await make(customer, 'trunks', { name: 'A' });
    const inbound = await make(customer, 'trunks', { name: 'In', trunk_direction: 'inbound' });
    expect(await trunks.findTrunkBySource(reader, '8.39.1.9')).toMatchObject({
      outcome: 'found',
      acl: { network: '8.39.1.0/24' },
      trunk: { trunkId: first },
    });
    const second = await make(customer, 'trunks', { name: 'B' });
    expect(await trunks.findTrunkBySource(reader, '8.39.1.9')).toMatchObject({ outcome: 'ambiguous' });
    const at = (id: string) => `${id.slice(0, 8)}.sip.example.net`;
    const named = await trunks.findTrunkBySource(reader, '8.39.1.9', at(second));
    expect(named).toMatchObject({ outcome: 'found', trunk: { trunkId: second } });
    expect(await trunks.findTrunkBySource(reader, '8.39.1.9', at(inbound))).toMatchObject({
      outcome: 'none',
    });
    const narrow = await make(customer, 'ip-acl', { ip_address: '8.39.1.9' });
    await ask(customer, 'PUT', `trunks/${first}`, { ipacl_uuid: narrow });
    expect(await trunks.findTrunkBySource(reader, '8.39.1.9')).toMatchObject({ trunk: { trunkId: first } });
    expect(await trunks.findTrunkBySource(reader, '8.39.1.8')).toMatchObject({ trunk: { trunkId: second } });
    await ask(customer, 'PUT', `ip-acl/${narrow}`, { enabled: false });
    expect(await trunks.findTrunkBySource(reader, '8.39.1.9')).toMatchObject({ trunk: { trunkId: second } });
    await ask(customer, 'PUT', `trunks/${second}`, { enabled: false });
    expect(await trunks.findTrunkBySource(reader, '8.39.1.8')).toMatchObject({ outcome: 'none' });
    for (const ip of ['8.39.2.1', '8.39.1.0/24', '::1', 'x', ''])
      expect(await trunks.findTrunkBySource(reader, ip), ip).toEqual({ outcome: 'unknown' });
  });

  it('is known by the name of a credential; a disabled one opens nothing', async () => {
    const customer = await app.customer(await app.partner());
    const id = await make(customer, 'credentials', { username: 'caller-one', password: SECRET });
    const trunk = await make(customer, 'trunks', { name: 'A', credential_uuid: id });
    await make(customer, 'trunks', { name: 'B' });
    const found = (await trunks.findCredential(reader, 'caller-one'))!;
    expect(await trunks.findTrunkOfCredential(reader, found)).toMatchObject({ trunk: { trunkId: trunk } });
    await ask(customer, 'PUT', `credentials/${id}`, { enabled: false });
    const disabled = (await trunks.findCredential(reader, 'caller-one'))!;
    expect(await trunks.findTrunkOfCredential(reader, disabled)).toEqual({ outcome: 'none' });
  });
});
