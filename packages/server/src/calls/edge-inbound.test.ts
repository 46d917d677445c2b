import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Auth } from '../../test/app.ts';
import { ONE, TO, callsKit, type CallsKit, type Caller } from './calls.test-kit.ts';

const MINUTE = 45_000n;
/** The carrier's, and nobody's. */
const GATEWAY = '203.0.113.77';
const STRANGER = '198.51.100.200';

type Json = Record<string, unknown>;

let kit: CallsKit;
let edge: Auth;
let nodeId: string;
let operator: Auth;

beforeAll(async () => {
  kit = await callsKit();
  operator = await kit.app.operator();
  const made = await kit.app.request('POST', '/api/v1/operator/edge-nodes', {
    auth: operator,
    body: { name: 'inbound-1', networks: ['127.0.0.1'] },
  });
  const node = made.json<{ id: string; secret: string }>();
  nodeId = node.id;
  edge = { authorization: `Bearer ${node.secret}` };
  const { carriers } = kit.app.services;
  await kit.db.inTransaction(async (tx) => {
    const did_format = { form: 'national', calling_code: '91' } as const;
    const { id } = await carriers.create(tx, { name: 'Inbound', currency: 'INR', did_format }, kit.by());
    const gateway = { name: 'In', host: 'in.carrier.example', direction: 'inbound' } as const;
    await carriers.createGateway(tx, id, { ...gateway, source_addresses: [GATEWAY] }, kit.by());
  });
});

async function ask(method: 'GET' | 'POST', url: string, body?: object): Promise<Json> {
  const answer = await kit.app.request(method, `/edge/v1${url}`, { auth: edge, body });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<Json>();
}

async function verb(name: string, call: Json): Promise<Json> {
  const { results } = (await ask('POST', `/calls/${name}`, { calls: [call] })) as { results: Json[] };
  expect(results).toHaveLength(1);
  return results[0]!;
}

const source = (address: string, did: string): Promise<Json> =>
  ask('GET', `/directory/source?address=${address}&did=${encodeURIComponent(did)}`);

async function callee(did: string, kyc = 'none'): Promise<Caller> {
  const caller = await kit.caller(10n * ONE);
  await sql`UPDATE sip_trunk SET direction = 'both', inbound_destination = 'sip:pbx.example'
    WHERE trunk_id = ${caller.trunkId}`.execute(kit.db.kysely);
  await kit.number(caller, did, kyc);
  return caller;
}

const inbound = (to: string): Json => ({
  call_id: kit.newCallId(),
  direction: 'inbound',
  to,
  from: TO,
  sip: { call_id: 'invite-1', network_address: GATEWAY },
});

describe('a call that comes in', () => {
  test('is known by its carrier’s address, delivered to the number’s trunk, and charged to whoever has it', async () => {
    const caller = await callee('+911141000101');
    // As this carrier writes it: without the country.
    const found = await source(GATEWAY, '01141000101');
    expect(found).toMatchObject({ kind: 'carrier', e164: '+911141000101', source: null });
    const asked = inbound(String(found['e164']));
    const answer = await verb('authorise', asked);
    expect(answer).toMatchObject({
      outcome: 'allowed',
      funded_seconds: 60,
      held: 0.45,
      routes: [],
      delivery: { trunk_id: caller.trunkId, destination: 'sip:pbx.example' },
    });
    const at = (seconds: number): string =>
      new Date(kit.clock.now().getTime() + seconds * 1_000).toISOString();
    const { call_id } = asked;
    expect(await verb('answered', { call_id, answered_at: at(0) })).toMatchObject({ outcome: 'noted' });
    expect(await verb('extend', { call_id, funded_seconds: 60 })).toMatchObject({
      outcome: 'granted',
      funded_seconds: 180,
    });
    const answeredAt = at(0);
    kit.clock.advanceMs(61_000);
    const end = { call_id, answered_at: answeredAt, ended_at: at(0), hangup_cause: 'NORMAL_CLEARING' };
    expect(await verb('end', end)).toMatchObject({ outcome: 'settled', talk_seconds: 61, cost: 0.9 });
    expect(await kit.wallet(caller)).toEqual({ balance: 10n * ONE - 2n * MINUTE, held: 0n });
    expect(await kit.cdr(caller, String(call_id))).toMatchObject({
      direction: 'inbound',
      callerIdNumber: TO,
      destinationNumber: '+911141000101',
      edgeNode: 'inbound-1',
      networkAddress: GATEWAY,
      sipCallId: 'invite-1',
      cost: 2n * MINUTE,
    });
    await kit.isQuiet();
  });

  test('to a number that is blocked, or needs a KYC that nobody did, is refused and recorded', async () => {
    const caller = await callee('+911141000102', 'identity');
    expect(await verb('authorise', inbound('+911141000102'))).toMatchObject({
      outcome: 'refused',
      reason: 'kyc_required',
      sip_code: 403,
      recorded: true,
    });
    await sql`UPDATE number_holding SET is_blocked = true WHERE customer_id = ${caller.customerId}`.execute(
      kit.db.kysely,
    );
    const asked = inbound('+911141000102');
    expect(await verb('authorise', asked)).toMatchObject({ reason: 'number_not_active', sip_code: 404 });
    expect(await kit.cdr(caller, String(asked['call_id']))).toMatchObject({
      direction: 'inbound',
      refused: true,
      failureCode: 'number_not_active',
    });
  });
});

describe('whoever nobody knows', () => {
  test('is counted by its node and recorded nowhere', async () => {
    const records = async (): Promise<bigint> => {
      const { rows } = await sql<{
        n: bigint;
      }>`SELECT (SELECT count(*) FROM cdr) + (SELECT count(*) FROM live_call)
        + (SELECT count(*) FROM ended_call) + (SELECT count(*) FROM outbox WHERE topic LIKE 'call.%') AS n`.execute(
        kit.db.kysely,
      );
      return rows[0]!.n;
    };
    const before = await records();
    expect(await source(STRANGER, '+911141000101')).toMatchObject({ kind: 'unknown', source: null });
    // A source that is none, a number that nobody has, an id that no edge mints now.
    const nobody = kit.newCallId();
    const foreign = { partner_id: nobody, customer_id: nobody, trunk_id: nobody };
    for (const call of [
      { ...inbound(TO), direction: 'outbound', source: foreign },
      { ...inbound(TO), direction: 'outbound' },
      inbound('+911141999999'),
      { ...inbound('+911141000101'), call_id: '0190a1b0-0000-7000-8000-000000000001' },
    ]) {
      expect(await verb('authorise', call)).toMatchObject({ outcome: 'refused', recorded: false });
    }
    expect(await records()).toBe(before);

    const beat = (counters: Json) =>
      ask('POST', '/heartbeat', { software: 'test 1', live_calls: 0, counters });
    await beat({ unknown_source: 3, unknown_credential: 2 });
    kit.clock.advanceMs(10_000);
    await beat({ unknown_source: 1, malformed_request: 4 });
    const shown = async (): Promise<Json> => {
      const url = `/api/v1/operator/edge-nodes/${nodeId}`;
      return (await kit.app.request('GET', url, { auth: operator })).json<Json>();
    };
    const counters = { unknown_source: 4, unknown_credential: 2, malformed_request: 4 };
    expect(await shown()).toMatchObject({ counters });
    expect(await records()).toBe(before);
    // What cannot be a count is refused, and counts nothing.
    const bad = await kit.app.request('POST', '/edge/v1/heartbeat', {
      auth: edge,
      body: { software: 'test 1', live_calls: 0, counters: { unknown_source: -1 } },
    });
    expect(bad.statusCode).toBe(422);
    expect(await shown()).toMatchObject({ counters });
  });
});
