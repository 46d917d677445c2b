import { beforeAll, describe, expect, test } from 'vitest';
import { API_VERSIONS } from '../platform/http/index.ts';
import { startTestApp, type Auth } from '../../test/app.ts';

const app = await startTestApp();
const BASE = '/api/v1/operator';
let operator: Auth;
let support: Auth;
beforeAll(async () => {
  operator = await app.operator();
  support = await app.operator('support');
});

type Json = Record<string, unknown>;
let serial = 0;
const fresh = (word: string): string => `${word} ${String((serial += 1))}`;

async function call(
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
  auth: Auth = operator,
): Promise<{ status: number; body: Json; headers: Record<string, unknown> }> {
  const answer = await app.request(method, BASE + path, { auth, body, headers });
  return {
    status: answer.statusCode,
    body: answer.body === '' ? {} : answer.json<Json>(),
    headers: answer.headers,
  };
}

async function made(path: string, body: object): Promise<Json & { id: string }> {
  const answer = await call('POST', path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body as Json & { id: string };
}

const newCarrier = (body: object = {}) =>
  made('/carriers', { name: fresh('Carrier'), currency: 'USD', ...body });
const newGateway = (carrier: { id: string }, body: object = {}) =>
  made(`/carriers/${carrier.id}/gateways`, { name: fresh('Gateway'), host: 'sip.carrier.example', ...body });
const newRoute = (carrier: { id: string }, prefix: string, body: object = {}) =>
  made(`/carriers/${carrier.id}/routes`, { prefix, ...body });

/** The parts of a 422: where, and what. */
const faults = ({ body }: { body: Json }): string[] =>
  (body['details'] as { loc: string[]; msg: string }[]).map(({ loc, msg }) => `${loc.join('.')}: ${msg}`);

async function audit(objectId: string): Promise<Json[]> {
  const { body } = await call('GET', `/audit-log?object_id=${objectId}`);
  return body['entries'] as Json[];
}

async function lastEvent(topic: string): Promise<Json> {
  const { rows } = await app.db.pool.query<{ payload: Json }>(
    'SELECT payload FROM outbox WHERE topic = $1 ORDER BY id DESC LIMIT 1',
    [topic],
  );
  return rows[0]!.payload;
}

describe('a carrier', () => {
  test('begins with rules that pass everything on as plain E.164, in both versions', async () => {
    const plain = { strip: '', prepend: '+', otherwise: '+' };
    for (const version of API_VERSIONS) {
      const name = fresh('Plain');
      const answer = await call('POST', '/carriers', { name, currency: 'USD' }, { 'x-api-version': version });
      expect(answer.status).toBe(201);
      expect(answer.body).toEqual({
        id: answer.body['id'],
        name,
        enabled: true,
        currency: 'USD',
        description: '',
        cli_rules: { mode: 'pass', number: null, require_e164: false, anonymous: 'pass', format: plain },
        dial_format: plain,
        did_format: { strip: '', form: 'international', calling_code: null },
        gateway_count: 0,
        route_count: 0,
        created_at: '2026-03-25T10:00:00.000Z',
        updated_at: '2026-03-25T10:00:00.000Z',
        version: 1,
      });
      expect(await lastEvent('carrier.created')).toEqual({
        carrier_id: answer.body['id'],
        name,
        enabled: true,
      });
    }
  });

  test('names every fault at once, and is not made', async () => {
    const taken = await newCarrier();
    const answer = await call('POST', '/carriers', {
      name: String(taken['name']).toUpperCase(),
      currency: 'us',
      cli_rules: { mode: 'force', number: '0987', format: { strip: '+91', prepend: 'x' }, surprise: 1 },
      dial_format: { otherwise: 'abc' },
      did_format: { form: 'national', calling_code: '0' },
    });
    expect(answer.status).toBe(422);
    expect(faults(answer).map((line) => line.split(':')[0])).toEqual(
      expect.arrayContaining([
        'body.currency',
        'body.cli_rules.number',
        'body.cli_rules.surprise',
        'body.cli_rules.format.strip',
        'body.cli_rules.format.prepend',
        'body.dial_format.otherwise',
        'body.did_format.calling_code',
      ]),
    );
    const rules = await call('POST', '/carriers', {
      name: String(taken['name']).toUpperCase(),
      currency: 'USD',
      cli_rules: { anonymous: 'replace' },
      did_format: { form: 'national' },
    });
    expect(faults(rules)).toEqual([
      'body.name: Another carrier has this name',
      'body.cli_rules.number: Field required for `force` and for `replace`',
      'body.did_format.calling_code: Field required for national numbers',
    ]);
  });

  test('is made once for one Idempotency-Key', async () => {
    const body = { name: fresh('Once'), currency: 'USD' };
    const first = await call('POST', '/carriers', body, { 'idempotency-key': 'carrier-once' });
    const again = await call('POST', '/carriers', body, { 'idempotency-key': 'carrier-once' });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
    const other = await call(
      'POST',
      '/carriers',
      { ...body, currency: 'INR' },
      { 'idempotency-key': 'carrier-once' },
    );
    expect([other.status, other.body['error']]).toEqual([409, 'idempotency_key_reused']);
  });

  test('is changed field by field, with what it was in the audit log, and not over another’s change', async () => {
    const { id, name } = await newCarrier();
    const changed = await call('PATCH', `/carriers/${id}`, {
      enabled: false,
      dial_format: { strip: '91', prepend: '0', otherwise: '00' },
      reason: 'Dispute',
      version: 1,
    });
    expect(changed.body).toMatchObject({ name, enabled: false, dial_format: { strip: '91' }, version: 2 });
    const [entry] = await audit(id);
    expect(entry).toMatchObject({ action: 'carrier.updated', object_type: 'carrier', reason: 'Dispute' });
    expect(entry!['changes']).toEqual([
      { field: 'enabled', from: true, to: false },
      {
        field: 'dial_format',
        from: { strip: '', prepend: '+', otherwise: '+' },
        to: { strip: '91', prepend: '0', otherwise: '00' },
      },
    ]);
    expect(await lastEvent('carrier.updated')).toMatchObject({ carrier_id: id, enabled: false });

    const stale = await call('PATCH', `/carriers/${id}`, { description: 'x', version: 1 });
    expect([stale.status, stale.body['error'], stale.body['version']]).toEqual([
      409,
      'carrier_version_conflict',
      2,
    ]);
    const nothing = await call('PATCH', `/carriers/${id}`, { enabled: false });
    expect(nothing.body).toEqual(changed.body);
    expect(await audit(id)).toHaveLength(2);
  });

  test('keeps its currency once a route has a cost rate, and its name from others', async () => {
    const carrier = await newCarrier();
    const other = await newCarrier();
    await newGateway(carrier);
    expect((await call('PATCH', `/carriers/${carrier.id}`, { currency: 'INR' })).status).toBe(200);
    await newRoute(carrier, '91', { cost_rate: '0.35' });
    const refused = await call('PATCH', `/carriers/${carrier.id}`, { currency: 'USD', name: other['name'] });
    expect(faults(refused)).toEqual([
      'body.name: Another carrier has this name',
      'body.currency: Routes of the carrier have cost rates',
    ]);
  });

  test('is deleted when nothing is left of it, and only then', async () => {
    const carrier = await newCarrier();
    const gateway = await newGateway(carrier);
    const route = await newRoute(carrier, '91');
    const refused = await call('DELETE', `/carriers/${carrier.id}`);
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { error: 'carrier_in_use', gateway_count: 1, route_count: 1 },
    ]);
    const lonely = await call('DELETE', `/carriers/${carrier.id}/gateways/${gateway.id}`);
    expect([lonely.status, lonely.body['error']]).toEqual([409, 'gateway_in_use']);
    for (const path of [`/routes/${route.id}`, `/gateways/${gateway.id}`, ''])
      expect((await call('DELETE', `/carriers/${carrier.id}${path}`)).status, path).toBe(204);
    expect((await call('GET', `/carriers/${carrier.id}`)).status).toBe(404);
    expect((await audit(carrier.id))[0]).toMatchObject({ action: 'carrier.deleted' });
    expect(await lastEvent('gateway.deleted')).toMatchObject({ gateway_id: gateway.id });
    expect(await lastEvent('route.deleted')).toMatchObject({ route_id: route.id, prefix: '91' });
  });

  test('is found by part of its name, in pages and by cursor, in the order of names', async () => {
    const names = ['Zeta', 'alpha', 'Beta'].map((word) => `${word} of list`);
    for (const name of names) await newCarrier({ name });
    const rows = ({ body }: { body: Json }) => (body['carriers'] as Json[]).map(({ name }) => name);
    const all = await call('GET', '/carriers?search=OF%20LIST');
    expect(rows(all)).toEqual(['alpha of list', 'Beta of list', 'Zeta of list']);
    const first = await call('GET', '/carriers?search=of%20list&per_page=2');
    expect(first.body).toMatchObject({ page: 1, per_page: 2, total: 3 });
    const next = await call(
      'GET',
      `/carriers?search=of%20list&per_page=2&cursor=${String(first.body['next_cursor'])}`,
    );
    expect([rows(first), rows(next), next.body['next_cursor']]).toEqual([
      ['alpha of list', 'Beta of list'],
      ['Zeta of list'],
      null,
    ]);
    expect(rows(await call('GET', '/carriers?search=%25of'))).toEqual([]);
    expect((await call('GET', '/carriers?cursor=nonsense')).status).toBe(422);
    expect((await call('GET', '/carriers?colour=red')).status).toBe(422);
  });
});

describe('a gateway', () => {
  test('names every fault at once', async () => {
    const carrier = await newCarrier();
    const answer = await call('POST', `/carriers/${carrier.id}/gateways`, {
      name: 'x',
      host: 'sip:carrier',
      group: 'a b',
      port: 65_536,
      transport: 'sctp',
      direction: 'sideways',
      weight: 101,
      max_concurrent_calls: -1,
      max_cps: 1.5,
      source_addresses: ['203.0.113.9', '203.0.113.0/33', '10.0.0.0/8', '2001:db8::/16', 'x'],
      cli_rules: { mode: 'loud' },
    });
    expect(answer.status).toBe(422);
    expect(
      faults(answer)
        .map((line) => line.split(':')[0])
        .sort(),
    ).toEqual(
      [
        'cli_rules.mode',
        'direction',
        'group',
        'host',
        'max_concurrent_calls',
        'max_cps',
        'port',
        'source_addresses.1',
        'source_addresses.2',
        'source_addresses.3',
        'source_addresses.4',
        'transport',
        'weight',
      ].map((field) => `body.${field}`),
    );
  });

  test('has one spelling of each address, shared with no other enabled gateway', async () => {
    const [one, two] = [await newCarrier(), await newCarrier()];
    const first = await newGateway(one, {
      direction: 'both',
      source_addresses: ['198.51.100.17/28', '2001:DB8:0::7', '198.51.100.99'],
    });
    expect(first['source_addresses']).toEqual(['198.51.100.16/28', '198.51.100.99/32', '2001:db8::7/128']);
    const inbound = { name: 'B', host: 'b.example', direction: 'inbound' };
    const taken = { ...inbound, source_addresses: ['192.0.2.1', '198.51.100.0/24', '2001:db8::/64'] };
    const refused = await call('POST', `/carriers/${two.id}/gateways`, taken);
    const owner = `gateway ${String(first['name'])} of ${String(one['name'])}`;
    expect(faults(refused)).toEqual([
      `body.source_addresses.1: Input overlaps 198.51.100.16/28 of ${owner}`,
      `body.source_addresses.2: Input overlaps 2001:db8::7/128 of ${owner}`,
    ]);
    const waiting = await newGateway(two, { ...taken, enabled: false });
    const enabling = `/carriers/${two.id}/gateways/${waiting.id}`;
    expect((await call('PATCH', enabling, { enabled: true })).status).toBe(422);
    expect((await call('PATCH', `/carriers/${one.id}/gateways/${first.id}`, { enabled: false })).status).toBe(
      200,
    );
    expect((await call('PATCH', enabling, { enabled: true })).status).toBe(200);
    const nested = await call('PATCH', enabling, { source_addresses: ['192.0.2.0/24', '192.0.2.7'] });
    expect(faults(nested)).toEqual(['body.source_addresses.1: Input lies in another network of the list']);
    const outbound = await call('PATCH', enabling, { direction: 'outbound' });
    expect(faults(outbound)).toEqual([
      'body.source_addresses: A gateway that only takes calls has no source addresses',
    ]);
  });

  test('is recognised by the address that a call comes from, and reads the number in its carrier’s format', async () => {
    const carrier = await newCarrier({ did_format: { form: 'national', calling_code: '91' } });
    const gateway = await newGateway(carrier, { direction: 'inbound', source_addresses: ['198.18.5.0/24'] });
    const who = async (query: string) => (await call('GET', `/gateways/lookup?${query}`)).body;
    expect(await who('address=198.18.5.77&did=09876543210')).toMatchObject({
      address: '198.18.5.77',
      gateway: { id: gateway.id },
      carrier: { id: carrier.id },
      e164: '+919876543210',
    });
    expect(await who('address=::ffff:198.18.5.77&did=12')).toMatchObject({
      gateway: { id: gateway.id },
      did: '12',
      e164: null,
    });
    expect(await who('address=198.18.6.1')).toEqual({
      address: '198.18.6.1',
      gateway: null,
      carrier: null,
      did: null,
      e164: null,
    });
    await call('PATCH', `/carriers/${carrier.id}`, { enabled: false });
    expect(await who('address=198.18.5.77')).toMatchObject({ gateway: null });
    expect((await call('GET', '/gateways/lookup?address=carrier.example')).status).toBe(422);
  });

  test('may not leave routes without any: not by deletion, not by another group or direction', async () => {
    const carrier = await newCarrier();
    const gateway = await newGateway(carrier, { group: 'premium', source_addresses: [] });
    const path = `/carriers/${carrier.id}/gateways/${gateway.id}`;
    await newRoute(carrier, '91', { group: 'premium' });
    for (const body of [{ group: '' }, { direction: 'inbound' }]) {
      const answer = await call('PATCH', path, body);
      expect([answer.status, answer.body['error'], answer.body['group']]).toEqual([
        409,
        'gateway_in_use',
        'premium',
      ]);
    }
    expect((await call('DELETE', path)).status).toBe(409);
    await newGateway(carrier, { group: 'premium' });
    expect((await call('PATCH', path, { group: '' })).status).toBe(200);
    expect((await call('DELETE', path)).status).toBe(204);
  });

  test('takes the carrier’s rules again when its own are null', async () => {
    const carrier = await newCarrier();
    const gateway = await newGateway(carrier, { dial_format: { prepend: '' } });
    expect(gateway['dial_format']).toEqual({ strip: '', prepend: '', otherwise: '' });
    const path = `/carriers/${carrier.id}/gateways/${gateway.id}`;
    expect((await call('PATCH', path, { dial_format: null })).body['dial_format']).toBeNull();
    expect((await audit(gateway.id))[0]!['changes']).toEqual([
      { field: 'dial_format', from: { strip: '', prepend: '', otherwise: '' }, to: null },
    ]);
  });

  test('is taken down and up by hand, and says so', async () => {
    const carrier = await newCarrier();
    const gateway = await newGateway(carrier);
    const path = `/carriers/${carrier.id}/gateways/${gateway.id}/state`;
    const down = await call('POST', path, { state: 'down', reason: 'Trouble' });
    expect(down.body).toMatchObject({ state: 'down', state_override: 'down', version: 2 });
    expect(await lastEvent('gateway.down')).toMatchObject({ gateway_id: gateway.id, cause: 'Trouble' });
    expect((await audit(gateway.id))[0]).toMatchObject({
      action: 'gateway.state_set',
      reason: 'Trouble',
      changes: [{ field: 'state', from: 'auto', to: 'down' }],
    });
    expect((await call('POST', path, { state: 'down' })).body['version']).toBe(2);
    expect((await call('POST', path, { state: 'draining' })).body['state']).toBe('draining');
    expect(await lastEvent('gateway.draining')).toMatchObject({ gateway_id: gateway.id });
    expect((await call('POST', path, { state: 'auto' })).body).toMatchObject({
      state: 'up',
      state_override: null,
    });
    expect(await lastEvent('gateway.up')).toMatchObject({ gateway_id: gateway.id });
    expect((await call('POST', path, { state: 'sideways' })).status).toBe(422);
  });

  test('belongs to one carrier: under another it is not there', async () => {
    const [one, two] = [await newCarrier(), await newCarrier()];
    const gateway = await newGateway(one);
    const route = await newRoute(one, '91');
    for (const path of [`gateways/${gateway.id}`, `routes/${route.id}`])
      for (const method of ['GET', 'DELETE'] as const)
        expect((await call(method, `/carriers/${two.id}/${path}`)).status).toBe(404);
    expect(
      (await call('POST', `/carriers/${two.id}/gateways/${gateway.id}/state`, { state: 'down' })).status,
    ).toBe(404);
  });
});

describe('a route', () => {
  test('names every fault at once, those of its words and those of its carrier', async () => {
    const carrier = await newCarrier();
    await newGateway(carrier, { group: 'premium' });
    const words = await call('POST', `/carriers/${carrier.id}/routes`, {
      prefix: '+91',
      priority: 0,
      weight: 0,
      cost_rate: -1,
      effective_from: 'tomorrow',
      group: '!',
    });
    expect(
      faults(words)
        .map((line) => line.split(':')[0])
        .sort(),
    ).toEqual(
      ['cost_rate', 'effective_from', 'group', 'prefix', 'priority', 'weight'].map(
        (field) => `body.${field}`,
      ),
    );
    const rest = await call('POST', `/carriers/${carrier.id}/routes`, {
      prefix: '91',
      group: 'bulk',
      cost_rate: 0.00000000012,
      effective_from: '2026-04-01T00:00:00Z',
      effective_to: '2026-03-31T00:00:00Z',
    });
    expect(faults(rest)).toEqual([
      'body.group: No gateway of the carrier that takes calls is in it',
      'body.cost_rate: Input should have no more than 9 decimals',
      'body.effective_to: Input should be after effective_from',
    ]);
  });

  test('stands alone at a time for its prefix and group; one after the other is right', async () => {
    const carrier = await newCarrier();
    await newGateway(carrier);
    const first = await newRoute(carrier, '91', { effective_to: '2026-04-01T00:00:00Z', cost_rate: '0.35' });
    expect(first).toMatchObject({
      cost_rate: 0.35,
      effective_from: '2026-03-25T10:00:00.000Z',
      priority: 1,
      weight: 10,
    });
    const clash = await call('POST', `/carriers/${carrier.id}/routes`, { prefix: '91' });
    expect(faults(clash)).toEqual([
      `body.prefix: The carrier has a route for this prefix and group at that time: ${first.id}`,
    ]);
    await newRoute(carrier, '91', { effective_from: '2026-04-01T00:00:00Z', cost_rate: 0.4 });
    const path = `/carriers/${carrier.id}/routes/${first.id}`;
    expect((await call('PATCH', path, { effective_to: null })).status).toBe(422);
    const changed = await call('PATCH', path, { cost_rate: 0.36, version: 1 });
    expect(changed.body).toMatchObject({ cost_rate: 0.36, version: 2 });
    expect((await audit(first.id))[0]!['changes']).toEqual([
      { field: 'cost_rate', from: '0.35', to: '0.36' },
    ]);
    expect((await call('PATCH', path, { weight: 5, version: 1 })).body['error']).toBe(
      'carrier_version_conflict',
    );
    expect((await call('GET', `/carriers/${carrier.id}`)).body['route_count']).toBe(2);
  });

  test('is found by how it begins and by a number that it matches', async () => {
    const carrier = await newCarrier();
    await newGateway(carrier);
    for (const prefix of ['9', '91', '9198', '92', '44']) await newRoute(carrier, prefix);
    const prefixes = async (query: string) =>
      ((await call('GET', `/carriers/${carrier.id}/routes?${query}`)).body['routes'] as Json[]).map(
        ({ prefix }) => prefix,
      );
    expect(await prefixes('')).toEqual(['44', '9', '91', '9198', '92']);
    expect(await prefixes('prefix=9')).toEqual(['9', '91', '9198', '92']);
    expect(await prefixes('number=%2B919876543210')).toEqual(['9', '91', '9198']);
    expect(await prefixes('number=+919876543210')).toEqual(['9', '91', '9198']);
    const page = (await call('GET', `/carriers/${carrier.id}/routes?per_page=3`)).body;
    expect(page).toMatchObject({ total: 5, per_page: 3 });
    expect(await prefixes(`per_page=3&cursor=${String(page['next_cursor'])}`)).toEqual(['9198', '92']);
  });
});

describe('the lookup', () => {
  test('shows the attempts as they go over the wire, and why nobody else is tried', async () => {
    const india = { strip: '91', prepend: '0', otherwise: '00' };
    const one = await newCarrier({ name: 'Lookup one', dial_format: india });
    const two = await newCarrier({
      name: 'Lookup two',
      cli_rules: { require_e164: true, anonymous: 'refuse' },
    });
    const [a, b] = [
      await newGateway(one, { name: 'A', host: '203.0.113.5' }),
      await newGateway(two, { name: 'B', host: 'b.example', transport: 'tls' }),
    ];
    const down = await newGateway(one, { name: 'Down' });
    await call('POST', `/carriers/${one.id}/gateways/${down.id}/state`, { state: 'down' });
    await newRoute(one, '3579', { priority: 1, cost_rate: 0.01 });
    await newRoute(two, '357', { priority: 1 });
    const ask = async (query: string) =>
      (await call('GET', `/routes/lookup?to=%2B357911123456&${query}`)).body as Json & {
        attempts: Json[];
        skipped: { reason: string; message: string; gateway: { name: string } | null }[];
      };
    const shown = await ask('from=+919431538535');
    expect(shown).toMatchObject({
      to: '+357911123456',
      from: '+919431538535',
      seed: '357911123456',
      skipped_more: false,
    });
    expect(shown.attempts).toMatchObject([
      {
        position: 1,
        gateway: { id: a.id, name: 'A' },
        route: { prefix: '3579', cost_rate: 0.01, currency: 'USD' },
        request_uri: 'sip:00357911123456@203.0.113.5:5060;transport=udp',
        dialled_number: '00357911123456',
        cli: '+919431538535',
        cli_withheld: false,
      },
      {
        position: 2,
        gateway: { id: b.id, name: 'B' },
        route: { prefix: '357', cost_rate: null },
        request_uri: 'sip:+357911123456@b.example:5061;transport=tls',
      },
    ]);
    expect(shown.skipped).toMatchObject([
      { reason: 'gateway_down', message: 'Set down by hand.', gateway: { name: 'Down' } },
    ]);
    const hidden = await ask('from=1001&anonymous=true');
    expect(hidden.attempts.map(({ gateway }) => (gateway as Json)['name'])).toEqual(['A']);
    expect(hidden.attempts[0]).toMatchObject({ cli: '1001', cli_withheld: true });
    expect(hidden.skipped.map(({ reason }) => reason).sort()).toEqual(['anonymous_refused', 'gateway_down']);
    expect((await ask('from=1001')).skipped.map(({ reason }) => reason)).toContain('cli_not_e164');
    expect((await ask('limit=1&from=+919431538535')).skipped.map(({ reason }) => reason)).toContain(
      'enough_attempts',
    );
    expect((await ask('at=2026-03-25T09:59:59Z')).skipped.map(({ reason }) => reason)).toContain(
      'not_yet_effective',
    );

    // What calls are told is the same.
    const number = '+919431538535';
    const attempts = await app.services.carriers.attempts(app.db.kysely, {
      digits: '357911123456',
      caller: { number, withheld: false },
      at: app.clock.now(),
      seed: '357911123456',
    });
    expect(attempts.map((one) => [one.position, one.requestUri, one.cli])).toEqual(
      shown.attempts.map((one) => [one['position'], one['request_uri'], one['cli']]),
    );
    for (const to of ['', '0044', '%2B44x', '1234567890123456'])
      expect((await call('GET', `/routes/lookup?to=${to}`)).status).toBe(422);
  });

  test('answers a number that nobody takes with no attempt', async () => {
    expect((await call('GET', '/routes/lookup?to=+819012345678')).body).toMatchObject({
      attempts: [],
    });
  });
});

test('who may only look may not change; support may', async () => {
  const reader = await app.operator('read_only');
  const body = { name: fresh('Scoped'), currency: 'USD' };
  expect((await call('POST', '/carriers', body, {}, reader)).status).toBe(403);
  expect((await call('GET', '/carriers', undefined, {}, reader)).status).toBe(200);
  expect((await call('POST', '/carriers', body, {}, support)).status).toBe(201);
});

test('there is a limit on gateways of a carrier', async () => {
  const carrier = await newCarrier();
  await app.db.pool.query(
    `INSERT INTO carrier_gateway (id, carrier_id, name, gateway_group, host, port, transport, direction, enabled, weight,
       created_at, updated_at, version)
     SELECT gen_random_uuid(), $1, 'G' || n, '', 'h', 5060, 'udp', 'outbound', true, 1, now(), now(), 1
     FROM generate_series(1, 100) n`,
    [carrier.id],
  );
  const answer = await call('POST', `/carriers/${carrier.id}/gateways`, {
    name: 'One more',
    host: 'h.example',
  });
  expect([answer.status, answer.body['error'], answer.body['limit']]).toEqual([
    409,
    'carrier_limit_reached',
    100,
  ]);
});
