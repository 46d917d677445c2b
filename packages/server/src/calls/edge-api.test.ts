import { describe, expect, it } from 'vitest';
import { startTestApp, type Auth, type TestCustomer, type TestPartner } from '../../test/app.ts';
import { uuidv7 } from '../platform/ids/index.ts';

const app = await startTestApp();
const operator = await app.operator();
const CALLER = '+912235678900';
let serial = 0;

type Json = Record<string, unknown>;

async function ask(
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  url: string,
  auth: Auth,
  body?: unknown,
) {
  const answer = await app.request(method, url, { auth, body });
  return {
    status: answer.statusCode,
    code: String(answer.headers['x-error-code'] ?? ''),
    body: answer.body === '' ? {} : answer.json<Json>(),
  };
}

interface Stage {
  readonly partner: TestPartner;
  readonly customer: TestCustomer;
  readonly edge: Auth;
  readonly source: Json;
  readonly nodeName: string;
}

/** A sandbox partner's customer with money, a trunk, an address and an approved number, and a node that asks for it. */
async function stage(rupees: number): Promise<Stage> {
  serial += 1;
  const partner = await app.partner({ mode: 'test' });
  const customer = await app.customer(partner);
  if (rupees > 0) {
    const url = `/api/v1/partner/accounts/${customer.authId}/transfer-balance`;
    expect((await ask('POST', url, partner.auth, { amount: rupees, currency: 'INR' })).status).toBe(200);
  }
  const own = `/api/v1/Account/${customer.authId}`;
  expect((await ask('POST', `${own}/trunks`, customer.auth, { name: 'Office' })).status).toBeLessThan(300);
  const address = `8.8.4.${String(serial)}`;
  expect((await ask('POST', `${own}/ip-acl`, customer.auth, { ip_address: address })).status).toBeLessThan(
    300,
  );
  const cli = `/api/v1/partner/accounts/${customer.authId}/approved-clis`;
  expect((await ask('POST', cli, partner.auth, { e164: CALLER, note: 'Bill seen' })).status).toBe(201);
  const nodeName = `edge-${String(serial)}`;
  const node = await ask('POST', '/api/v1/operator/edge-nodes', operator, {
    name: nodeName,
    networks: ['127.0.0.1'],
  });
  const edge = { authorization: `Bearer ${String(node.body['secret'])}` };
  const found = await ask('GET', `/edge/v1/directory/source?address=${address}`, edge);
  return { partner, customer, edge, nodeName, source: found.body['source'] as Json };
}

async function verb(edge: Auth, name: string, ...calls: Json[]): Promise<Json[]> {
  const answer = await ask('POST', `/edge/v1/calls/${name}`, edge, { calls });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body['results'] as Json[];
}

const newCall = ({ source }: Stage, more: Json = {}): Json => ({
  call_id: uuidv7(app.clock.now()),
  direction: 'outbound',
  source,
  to: '+919876543210',
  from: CALLER,
  ...more,
});
const later = (seconds: number): string =>
  new Date(app.clock.now().getTime() + seconds * 1_000).toISOString();

describe('a call through the edge API', () => {
  it('is authorised, answered, extended and ended, and each message may come twice', async () => {
    const set = await stage(100);
    const call = newCall(set);
    const { call_id } = call;
    const [allowed] = await verb(set.edge, 'authorise', call);
    expect(allowed).toMatchObject({
      call_id,
      outcome: 'allowed',
      simulated: true,
      reason: null,
      replayed: false,
    });
    expect((await verb(set.edge, 'authorise', call))[0]).toMatchObject({
      outcome: 'allowed',
      replayed: true,
    });
    const answeredAt = later(4);
    app.clock.advanceMs(4_000);
    const [noted] = await verb(set.edge, 'answered', { call_id, answered_at: answeredAt });
    expect(noted).toMatchObject({
      outcome: 'noted',
      funded_seconds: allowed?.['funded_seconds'],
      hang_up: false,
    });
    const funded = Number(noted?.['funded_seconds']);
    const [more] = await verb(set.edge, 'extend', { call_id, funded_seconds: funded });
    expect(more).toMatchObject({ outcome: 'granted', reason: null });
    expect(Number(more?.['funded_seconds'])).toBeGreaterThan(funded);
    expect((await verb(set.edge, 'extend', { call_id, funded_seconds: funded }))[0]).toMatchObject({
      funded_seconds: more?.['funded_seconds'],
    });
    app.clock.advanceMs(42_000);
    const end = {
      call_id,
      answered_at: answeredAt,
      ended_at: later(0),
      hangup_cause: 'NORMAL_CLEARING',
      sip_code: 200,
    };
    const [settled] = await verb(set.edge, 'end', end);
    expect(settled).toMatchObject({ outcome: 'settled', talk_seconds: 42, currency: 'INR', written_off: 0 });
    expect((await verb(set.edge, 'end', end))[0]).toMatchObject({ outcome: 'ended' });
    expect((await verb(set.edge, 'answered', { call_id, answered_at: answeredAt }))[0]).toMatchObject({
      outcome: 'ended',
      hang_up: true,
    });
    const cdr = await app.services.cdrs.find(set.partner.partnerId, String(call_id));
    expect(cdr).toMatchObject({ talkSeconds: 42, edgeNode: set.nodeName, callerIdNumber: CALLER });
    const { wallet } = await app.services.customers.balance(set.partner.partnerId, set.customer.authId);
    expect(wallet).toMatchObject({ balance: 10_000_000n - cdr.cost, held: 0n });
  });

  it('is recorded whatever its device says of itself, and refuses none of the calls beside it', async () => {
    const set = await stage(100);
    const plain = await stage(100);
    const odd = newCall(set, {
      from: `${CALLER}\u0000`,
      sip: {
        call_id: 'a\u0000b',
        user_agent: 'x'.repeat(3_000),
        caller_name: 'Front\u001b desk',
        network_address: null,
      },
    });
    const [first, second] = await verb(set.edge, 'authorise', odd, newCall(plain));
    expect([first?.['outcome'], second?.['outcome']]).toEqual(['allowed', 'allowed']);
    const answeredAt = later(0);
    app.clock.advanceMs(10_000);
    const end = {
      call_id: odd['call_id'],
      progress_at: later(9_999),
      answered_at: answeredAt,
      ended_at: later(0),
      hangup_cause: '=HYPERLINK("x")',
      hangup_source: 'caller',
      hangup_disposition: 'RECV_BYE',
      terminated_to: 'sip:\u0000pbx\ud800',
      codec: 'P'.repeat(500),
    };
    const [settled, other] = await verb(set.edge, 'end', end, {
      call_id: second?.['call_id'],
      progress_at: later(-4),
      ended_at: later(0),
      hangup_cause: 'user busy',
    });
    expect([settled?.['outcome'], other?.['outcome']]).toEqual(['settled', 'settled']);
    const { partnerId } = set.partner;
    expect(await app.services.cdrs.find(partnerId, String(odd['call_id']))).toMatchObject({
      sipCallId: 'ab',
      sipUserAgent: 'x'.repeat(255),
      callerIdName: 'Front desk',
      callerIdNumber: CALLER,
      progressAt: null,
      hangupCause: 'HYPERLINKX',
      hangupSource: 'Caller',
      hangupDisposition: 'recv_bye',
      terminatedTo: 'sip:pbx',
      codec: 'P'.repeat(40),
    });
    const beside = await app.services.cdrs.find(plain.partner.partnerId, String(second?.['call_id']));
    expect(beside).toMatchObject({
      progressAt: new Date(later(-4)),
      hangupCause: 'USER_BUSY',
      status: 'busy',
    });
  });

  it('that is refused says why, beside others that go', async () => {
    const rich = await stage(100);
    const poor = await stage(0);
    const [allowed, broke, wrongCli, stale] = await verb(
      rich.edge,
      'authorise',
      newCall(rich),
      newCall(poor),
      newCall(rich, { from: '+911111111111' }),
      newCall(rich, { call_id: uuidv7(new Date(app.clock.now().getTime() - 301_000)) }),
    );
    expect(allowed).toMatchObject({ outcome: 'allowed' });
    expect(broke).toMatchObject({
      outcome: 'refused',
      reason: 'insufficient_balance',
      sip_code: 402,
      recorded: true,
    });
    expect(wrongCli).toMatchObject({ outcome: 'refused', reason: 'cli_not_allowed', sip_code: 403 });
    expect(stale).toMatchObject({ outcome: 'refused', reason: 'invalid_call_id', recorded: false });
    expect(broke?.['message']).toMatch(/add funds/);
    const unknown = uuidv7(app.clock.now());
    expect((await verb(rich.edge, 'extend', { call_id: unknown, funded_seconds: 60 }))[0]).toMatchObject({
      outcome: 'unknown_call',
      hang_up: true,
    });
  });

  it('is checked as a whole before anything is done: a hundred at most, each well formed', async () => {
    const set = await stage(10);
    const many = Array.from({ length: 101 }, () => newCall(set));
    expect((await ask('POST', '/edge/v1/calls/authorise', set.edge, { calls: many })).status).toBe(422);
    const bad = await ask('POST', '/edge/v1/calls/authorise', set.edge, {
      calls: [newCall(set), newCall(set, { call_id: 'x', surprise: 1 })],
    });
    const { details } = bad.body as { details: { loc: unknown[] }[] };
    expect(details.map(({ loc }) => loc.join('.')).sort()).toEqual([
      'body.calls.1.call_id',
      'body.calls.1.surprise',
    ]);
    const list = await ask('GET', '/api/v1/partner/live-calls', set.partner.auth);
    expect(list.body).toMatchObject({ total: 0 });
  });
});

describe('live calls', () => {
  it('are listed page by page, and hung up by way of the next heartbeat and extension', async () => {
    const set = await stage(100);
    const calls = [newCall(set), newCall(set), newCall(set)];
    for (const call of calls) {
      app.clock.advanceMs(1_000);
      expect(
        (await verb(set.edge, 'authorise', { ...call, call_id: uuidv7(app.clock.now()) }))[0],
      ).toMatchObject({
        outcome: 'allowed',
      });
    }
    const live = '/api/v1/partner/live-calls';
    const first = await ask('GET', `${live}?limit=2&account=${set.customer.authId}`, set.partner.auth);
    expect(first.body).toMatchObject({ total: 3 });
    const cursor = String(first.body['next_cursor']);
    const rest = await ask('GET', `${live}?limit=2&cursor=${cursor}`, set.partner.auth);
    const shown = [...(first.body['live_calls'] as Json[]), ...(rest.body['live_calls'] as Json[])];
    expect(new Set(shown.map(({ uuid }) => uuid)).size).toBe(3);
    expect(rest.body['next_cursor']).toBeNull();
    expect(shown[0]).toMatchObject({
      account_id: set.customer.authId,
      state: 'ringing',
      to: '+919876543210',
    });

    const uuid = String(shown[0]?.['uuid']);
    const other = await stage(0);
    expect((await ask('DELETE', `${live}/${uuid}`, other.partner.auth)).code).toBe('not_found');
    const asked = await ask('DELETE', `${live}/${uuid}`, set.partner.auth);
    expect([asked.status, asked.body['hang_up_requested_at']]).toEqual([202, app.clock.now().toISOString()]);
    expect((await ask('DELETE', `${live}/${uuid}`, set.partner.auth)).status).toBe(202);
    const beat = await ask('POST', '/edge/v1/heartbeat', set.edge, { software: 'test 1', live_calls: 3 });
    expect(beat.body['hang_up']).toEqual([uuid]);
    const strange = await ask('POST', '/edge/v1/heartbeat', other.edge, {
      software: 'test 1',
      live_calls: 0,
    });
    expect(strange.body['hang_up']).toEqual([]);
    const [extension] = await verb(set.edge, 'extend', { call_id: uuid, funded_seconds: 60 });
    expect(extension).toMatchObject({ outcome: 'not_granted', reason: 'hang_up_requested', hang_up: true });
    await verb(set.edge, 'end', { call_id: uuid, ended_at: later(0), hangup_cause: 'NO_ANSWER' });
    expect((await ask('GET', `${live}/${uuid}`, set.partner.auth)).code).toBe('not_found');
  });
});

describe('limits', () => {
  it('of the partner and of a customer hold together, the stricter first; a raise for a while', async () => {
    const set = await stage(100);
    const own = `/api/v1/partner/accounts/${set.customer.authId}/limits`;
    const saved = await ask('PATCH', own, set.partner.auth, {
      max_rate_per_minute: '0.000000001',
      daily_spend_cap: 50,
    });
    expect(saved.status, JSON.stringify(saved.body)).toBe(200);
    await ask('PATCH', '/api/v1/partner/call-limits', set.partner.auth, {
      max_call_seconds: 90,
      daily_spend_cap: 20,
    });
    expect((await ask('GET', own, set.partner.auth)).body).toMatchObject({
      limits: { max_rate_per_minute: 1e-9, daily_spend_cap: 50, max_call_seconds: null },
      effective: { max_call_seconds: 90, daily_spend_cap: 20 },
      spent_today: 0,
    });
    expect((await verb(set.edge, 'authorise', newCall(set)))[0]).toMatchObject({
      reason: 'rate_above_maximum',
    });
    const log = await ask(
      'GET',
      '/api/v1/partner/audit-log?action=account.call_limits_changed',
      set.partner.auth,
    );
    const [entry] = log.body['entries'] as { changes: unknown[] }[];
    expect(entry?.changes).toEqual([
      { field: 'max_rate_per_minute', from: null, to: '0.000000001' },
      { field: 'daily_spend_cap', from: null, to: '50.00000' },
    ]);
    const raise = { max_rate_per_minute: null, raised_spend_cap: 70, raised_until: later(60) };
    expect((await ask('PATCH', own, set.partner.auth, raise)).body).toMatchObject({
      effective: { daily_spend_cap: 70, max_rate_per_minute: null },
    });
    expect((await verb(set.edge, 'authorise', newCall(set)))[0]).toMatchObject({
      outcome: 'allowed',
      max_seconds: 90,
    });
    app.clock.advanceMs(60_000);
    expect((await ask('GET', own, set.partner.auth)).body).toMatchObject({
      effective: { daily_spend_cap: 20 },
    });
  });

  it('are not lowered by a raise, and a raise needs a cap', async () => {
    const set = await stage(0);
    const own = `/api/v1/partner/accounts/${set.customer.authId}/limits`;
    const ofAll = '/api/v1/partner/call-limits';
    const raise = (cap: number, more: object = {}) => ({
      raised_spend_cap: cap,
      raised_until: later(60),
      ...more,
    });
    const refusal = async (path: string, body: object): Promise<string[]> => {
      const bad = await ask('PATCH', path, set.partner.auth, body);
      expect(bad.status, JSON.stringify(bad.body)).toBe(422);
      return (bad.body as { details: { loc: string[]; msg: string }[] }).details.map(
        ({ loc, msg }) => `${loc.join('.')}: ${msg}`,
      );
    };
    const none = 'body.raised_spend_cap: There is no spend cap to raise; set daily_spend_cap first';
    const above = 'body.raised_spend_cap: Input should be above the spend cap that holds,';
    expect(await refusal(own, raise(5))).toEqual([none]);
    expect(await refusal(ofAll, raise(5))).toEqual([none]);
    expect(await refusal(own, raise(5, { daily_spend_cap: 5 }))).toEqual([`${above} 5.00`]);
    expect((await ask('PATCH', ofAll, set.partner.auth, { daily_spend_cap: 10 })).status).toBe(200);
    expect(await refusal(ofAll, raise(10))).toEqual([`${above} 10.00`]);
    expect(await refusal(own, raise(1, { max_call_seconds: 0 }))).toEqual([
      'body.max_call_seconds: Input must be >= 1',
      `${above} 10.00`,
    ]);
    // The customer's own cap is the stricter one; that is raised, also above the partner's.
    expect((await ask('PATCH', own, set.partner.auth, { daily_spend_cap: 3 })).status).toBe(200);
    expect((await ask('PATCH', own, set.partner.auth, raise(4))).body).toMatchObject({
      effective: { daily_spend_cap: 4 },
    });
    // A usual cap that grows above the raise holds.
    expect((await ask('PATCH', own, set.partner.auth, { daily_spend_cap: 8 })).body).toMatchObject({
      effective: { daily_spend_cap: 8 },
    });
  });

  it('that cannot be are named all at once', async () => {
    const set = await stage(0);
    const bad = await ask(
      'PATCH',
      `/api/v1/partner/accounts/${set.customer.authId}/limits`,
      set.partner.auth,
      {
        max_rate_per_minute: '0.0000000001',
        daily_spend_cap: -1,
        raised_spend_cap: 5,
      },
    );
    const { details } = bad.body as { details: { loc: unknown[] }[] };
    expect(details.map(({ loc }) => loc.join('.'))).toEqual([
      'body.max_rate_per_minute',
      'body.daily_spend_cap',
      'body.raised_until',
    ]);
  });
});

describe('a node that sends verbs and no heartbeats', () => {
  it('is not silent, and its calls keep the grace', async () => {
    const set = await stage(100);
    const { edges, calls } = app.services;
    expect(
      (
        await app.request('POST', '/edge/v1/heartbeat', {
          auth: set.edge,
          body: { software: 'test 1', live_calls: 0 },
        })
      ).statusCode,
    ).toBe(200);
    const call = newCall(set);
    const { call_id } = call;
    await verb(set.edge, 'authorise', call);
    await verb(set.edge, 'answered', { call_id, answered_at: later(0) });
    app.clock.advanceMs(40_000);
    await verb(set.edge, 'answered', { call_id, answered_at: later(0) });
    app.clock.advanceMs(25_000);
    const sweep = async () =>
      calls.sweep({ silentNodes: await edges.silent(app.db.kysely, app.clock.now()) });
    expect(await edges.silent(app.db.kysely, app.clock.now())).not.toContain(set.nodeName);
    await sweep();
    const live = () => calls.listLive(app.db.kysely, set.partner.partnerId, {}, { limit: 10 });
    expect(await live()).toMatchObject([{ callId: call_id }]);
    app.clock.advanceMs(6_000);
    expect(await edges.silent(app.db.kysely, app.clock.now())).toContain(set.nodeName);
    await sweep();
    expect(await live()).toEqual([]);
  });
});

describe('what the operator and the partner say of numbers', () => {
  it('holds from the next call on', async () => {
    const set = await stage(100);
    const classes = '/api/v1/operator/destination-classes';
    const put = await ask('PUT', `${classes}/91987654`, operator, { destination_class: 'premium' });
    expect(put.body).toEqual({ prefix: '91987654', destination_class: 'premium', description: '' });
    const [refused] = await verb(set.edge, 'authorise', newCall(set));
    expect(refused).toMatchObject({ reason: 'destination_class_blocked', sip_code: 403 });
    const { body } = await ask('GET', classes, operator);
    expect(body['destination_classes']).toContainEqual(put.body);
    expect((await ask('DELETE', `${classes}/91987654`, operator)).status).toBe(204);
    expect((await ask('DELETE', `${classes}/91987654`, operator)).status).toBe(404);
    expect((await verb(set.edge, 'authorise', newCall(set)))[0]).toMatchObject({ outcome: 'allowed' });

    const clis = `/api/v1/partner/accounts/${set.customer.authId}/approved-clis`;
    expect((await ask('GET', clis, set.partner.auth)).body).toMatchObject({
      approved_clis: [{ e164: CALLER, note: 'Bill seen' }],
    });
    const gone = `${clis}/${encodeURIComponent(CALLER)}`;
    expect((await ask('DELETE', gone, set.partner.auth)).status).toBe(204);
    expect((await ask('DELETE', gone, set.partner.auth)).status).toBe(404);
    expect((await verb(set.edge, 'authorise', newCall(set)))[0]).toMatchObject({ reason: 'cli_not_allowed' });
  });
});
