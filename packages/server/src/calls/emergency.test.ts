import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Auth } from '../../test/app.ts';
import { isCountryCode } from '../platform/country/index.ts';
import { ONE, callsKit, type Caller, type CallsKit } from './calls.test-kit.ts';
import { shortNumberOf } from './dialled-number.ts';

const NUMBERS = '/api/v1/operator/emergency-numbers';

let kit: CallsKit;
let operator: Auth;

beforeAll(async () => {
  kit = await callsKit();
});

async function callerIn(country: string, funds = 0n): Promise<Caller> {
  const caller = await kit.caller(funds);
  await sql`UPDATE customer SET country = ${country} WHERE customer_id = ${caller.customerId}`.execute(
    kit.db.kysely,
  );
  return caller;
}

async function ask(method: 'GET' | 'PUT' | 'DELETE', url: string, body?: object) {
  const answer = await kit.app.request(method, url, { auth: operator, body });
  return {
    status: answer.statusCode,
    code: answer.headers['x-error-code'],
    body: answer.body === '' ? {} : answer.json<Record<string, unknown>>(),
  };
}

describe('an emergency number', () => {
  test('is known of every country, 112 everywhere', async () => {
    const letters = Array.from({ length: 26 }, (_, n) => String.fromCharCode(65 + n));
    const countries = letters.flatMap((a) => letters.map((b) => a + b)).filter(isCountryCode);
    expect(countries.length).toBeGreaterThan(240);
    const { rows } = await sql<{ country: string; number: string }>`
      SELECT country, number FROM emergency_number`.execute(kit.db.kysely);
    const everywhere = rows.filter(({ number }) => number === '112').map(({ country }) => country);
    expect(everywhere.toSorted()).toEqual(countries.toSorted());
    expect(rows.every(({ country }) => isCountryCode(country))).toBe(true);
  });

  test.each([
    ['RO', '112'],
    ['HU', '107'],
    ['PK', '15'],
    ['PK', '1122'],
    ['KE', '999'],
    ['NG', '199'],
    ['FR', '114'],
    ['FR', '196'],
    ['IN', '103'],
    ['IN', '1098'],
    ['ZA', '10111'],
  ])('passes and is free: %s %s', async (country, to) => {
    const caller = await callerIn(country);
    const call = await kit.allowed(caller, { to, from: null });
    expect(call).toMatchObject({ emergency: true, held: 0n, fundedSeconds: 43_200 });
    await kit.end(call.callId, 30);
    expect(await kit.cdr(caller, call.callId)).toMatchObject({ cost: 0n, destinationNumber: to });
  });

  test.each([
    ['IN', '+91112', '112', '91112'],
    ['KE', '254999', '999', '254999'],
    ['US', '+1911', '911', '1911'],
    ['ZA', '+2710111', '10111', '2710111'],
  ])('may have the country’s code before it: %s %s', async (country, to, number, dialled) => {
    const caller = await callerIn(country);
    const call = await kit.allowed(caller, { to });
    expect(call).toMatchObject({ emergency: true, held: 0n });
    expect(call.routes[0]?.dialledNumber).toContain(dialled);
    await kit.end(call.callId, 5);
    expect(await kit.cdr(caller, call.callId)).toMatchObject({ destinationNumber: number });
  });

  test('of another country, or beside ordinary calls of one group, makes nothing else free', async () => {
    const caller = await callerIn('IN', 10n * ONE);
    expect(await kit.refused(caller, { to: '+44999' })).toMatchObject({ reason: 'incomplete_number' });
    const answers = await Promise.all(
      ['+91112', '+919812345678', '+91113', '112'].map((to) =>
        kit.calls.authorise(kit.asking(caller, { to })),
      ),
    );
    expect(answers).toMatchObject([
      { outcome: 'allowed', emergency: true, held: 0n },
      { outcome: 'allowed', emergency: false, held: 45_000n },
      { outcome: 'refused', reason: 'incomplete_number' },
      { outcome: 'allowed', emergency: true, held: 0n },
    ]);
    for (const { callId } of answers) await kit.calls.end(kit.ending(callId, 1));
    await kit.isQuiet();
  });

  test('is read out of a number with the country’s code, and out of no longer one', () => {
    expect(shortNumberOf('91112', 'IN')).toBe('112');
    expect(shortNumberOf('112', 'IN')).toBeNull();
    expect(shortNumberOf('919812345678', 'IN')).toBeNull();
    expect(shortNumberOf('91', 'IN')).toBeNull();
    expect(shortNumberOf('112', 'AQ')).toBeNull();
  });

  test('passes for whoever is known, though the account is closed', async () => {
    const caller = await callerIn('IN');
    const closed = await kit.app.request('POST', `/api/v1/partner/accounts/${caller.customer.authId}/close`, {
      auth: caller.partner.auth,
      body: {},
    });
    expect(closed.statusCode, closed.body).toBe(200);
    expect(await kit.refused(caller)).toMatchObject({ reason: 'account_closed' });
    const call = await kit.up(caller, { to: '112' });
    expect(call).toMatchObject({ emergency: true });
    expect(await kit.end(call.callId, 60)).toMatchObject({ outcome: 'settled', cost: 0n });
    await kit.isQuiet();
  });
});

describe('an emergency call that nobody ends', () => {
  test('and nobody answers is swept minutes later, and put right by a late report', async () => {
    const caller = await callerIn('IN');
    const call = await kit.allowed(caller, { to: '112' });
    kit.clock.advanceMs(239_000);
    expect(await kit.calls.sweep()).toBe(0);
    kit.clock.advanceMs(1_000);
    expect(await kit.calls.sweep()).toBe(1);
    expect(await kit.cdr(caller, call.callId)).toMatchObject({
      settledBy: 'sweep',
      cost: 0n,
      status: 'failed',
    });
    const late = await kit.calls.end(kit.ending(call.callId, 120));
    expect(late).toMatchObject({ outcome: 'settled', corrected: true, cost: 0n, talkSeconds: 120 });
    await kit.isQuiet();
  });

  test('keeps its twelve hours once it was answered', async () => {
    const caller = await callerIn('IN');
    const call = await kit.up(caller, { to: '112' });
    kit.clock.advanceMs((43_200 + 59) * 1_000);
    expect(await kit.calls.sweep()).toBe(0);
    kit.clock.advanceMs(1_000);
    expect(await kit.calls.sweep()).toBe(1);
    expect(await kit.cdr(caller, call.callId)).toMatchObject({ cost: 0n, talkSeconds: 43_200 });
    await kit.isQuiet();
  });
});

describe('the operator', () => {
  beforeAll(async () => {
    operator = await kit.app.operator();
  });

  test('adds a number, which holds from the next call on, and takes it away', async () => {
    const caller = await callerIn('IS');
    expect(await kit.refused(caller, { to: '1777' })).toMatchObject({ reason: 'incomplete_number' });
    const row = { country: 'IS', number: '1777', description: 'Coast guard' };
    const put = await ask('PUT', `${NUMBERS}/IS/1777`, { description: row.description });
    expect(put).toMatchObject({ status: 200, body: row });
    expect((await ask('PUT', `${NUMBERS}/IS/1777`, { description: row.description })).status).toBe(200);
    const call = await kit.allowed(caller, { to: '+3541777' });
    expect(call).toMatchObject({ emergency: true });
    await kit.end(call.callId, null);
    const listed = await ask('GET', `${NUMBERS}?country=IS`);
    expect(listed.body).toEqual({
      emergency_numbers: [{ country: 'IS', number: '112', description: '' }, row],
    });
    kit.clock.advanceMs(1_000);
    expect((await ask('DELETE', `${NUMBERS}/IS/1777`)).status).toBe(204);
    expect((await ask('DELETE', `${NUMBERS}/IS/1777`)).status).toBe(404);
    expect(await kit.refused(caller, { to: '1777' })).toMatchObject({ reason: 'incomplete_number' });
    const { rows } = await sql<{ action: string }>`SELECT action FROM audit_entry
      WHERE object_id = 'IS/1777' ORDER BY at`.execute(kit.db.kysely);
    expect(rows.map(({ action }) => action)).toEqual(['emergency_number.set', 'emergency_number.removed']);
    const events = await sql<{ topic: string; payload: unknown }>`SELECT topic, payload FROM outbox
      WHERE topic LIKE 'emergency_number.%' ORDER BY id`.execute(kit.db.kysely);
    expect(events.rows).toEqual([
      { topic: 'emergency_number.set', payload: row },
      { topic: 'emergency_number.removed', payload: { ...row, description: null } },
    ]);
  });

  test('is told what is no country, no number, and too many', async () => {
    for (const place of ['ZZ/112', 'in/112', 'IN/1', 'IN/1234567', 'IN/11a'])
      expect(await ask('PUT', `${NUMBERS}/${place}`, {}), place).toMatchObject({ status: 404 });
    const added = Array.from({ length: 50 }, (_, n) => `IS/${String(2_000 + n)}`);
    const answers = await Promise.all(added.map((place) => ask('PUT', `${NUMBERS}/${place}`, {})));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(49);
    expect(answers.find(({ status }) => status !== 200)).toMatchObject({
      status: 409,
      code: 'emergency_number_limit',
    });
    expect(await ask('PUT', `${NUMBERS}/IS/112`, { description: 'All' })).toMatchObject({ status: 200 });
  });
});

describe('without a carrier', () => {
  test('the caller is told to use another telephone', async () => {
    const caller = await callerIn('IN');
    await sql`UPDATE carrier SET enabled = false`.execute(kit.db.kysely);
    expect(await kit.refused(caller, { to: '112' })).toMatchObject({
      reason: 'no_emergency_route',
      sipCode: 503,
      message: expect.stringContaining('another telephone') as string,
    });
  });
});
