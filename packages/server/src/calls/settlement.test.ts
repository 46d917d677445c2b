import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { CLI, ONE, TO, callsKit, type CallsKit, type Caller } from './calls.test-kit.ts';
import { type PartnerCallLimits } from './limits.ts';

let kit: CallsKit;
beforeAll(async () => {
  kit = await callsKit();
});

/** What a minute costs by the operator's published price. */
const MINUTE = 45_000n;

const setDefaults = (caller: Caller, patch: Partial<PartnerCallLimits>) =>
  kit.db.inTransaction((tx) => kit.calls.savePartnerLimits(tx, caller.partnerId, patch, kit.by()));

describe('a call', () => {
  test('holds its first minute, doubles what it holds while it lasts, and is charged what it took', async () => {
    const caller = await kit.caller(10n * ONE);
    const call = await kit.up(caller);
    expect(call).toMatchObject({ fundedSeconds: 60, held: MINUTE, replayed: false, simulated: false });
    expect(call.routes).toHaveLength(1);
    expect(JSON.stringify(call.routes)).not.toContain('costRate');
    expect(await kit.wallet(caller)).toEqual({ balance: 10n * ONE, held: MINUTE });

    kit.clock.advanceMs(50_000);
    expect(await kit.extend(call.callId, 60)).toMatchObject({ outcome: 'granted', fundedSeconds: 180 });
    kit.clock.advanceMs(110_000);
    expect(await kit.extend(call.callId, 180)).toMatchObject({ outcome: 'granted', fundedSeconds: 420 });
    kit.clock.advanceMs(201_000);
    expect(await kit.extend(call.callId, 420)).toMatchObject({ fundedSeconds: 720, held: 12n * MINUTE });

    const settled = await kit.calls.end(kit.ending(call.callId, 361));
    expect(settled).toMatchObject({
      outcome: 'settled',
      talkSeconds: 361,
      billedSeconds: 420,
      cost: 7n * MINUTE,
    });
    expect(await kit.wallet(caller)).toEqual({ balance: 10n * ONE - 7n * MINUTE, held: 0n });
    expect(await kit.book(caller, 'usage_revenue')).toBe(7n * MINUTE);
    const cdr = await kit.cdr(caller, call.callId);
    expect(cdr).toMatchObject({
      cost: 7n * MINUTE,
      wholesaleCost: 7n * MINUTE,
      margin: 0n,
      talkSeconds: 361,
      fundedSeconds: 720,
      status: 'answered',
      destinationNumber: TO,
      callerIdNumber: CLI,
      settledBy: 'report',
      limitFired: null,
    });
    expect(await kit.topics(call.callId)).toEqual(['call.answered', 'call.ended']);
    await kit.isQuiet();
  });

  test('ends at its last paid second when the money is gone, and the next one is refused with a reason', async () => {
    const caller = await kit.caller(100_000n);
    const call = await kit.up(caller);
    expect(call.fundedSeconds).toBe(60);
    expect(await kit.extend(call.callId, 60)).toMatchObject({
      outcome: 'granted',
      fundedSeconds: 120,
      held: 90_000n,
    });
    expect(await kit.extend(call.callId, 120)).toMatchObject({
      outcome: 'not_granted',
      reason: 'insufficient_balance',
      fundedSeconds: 120,
      hangUp: false,
    });
    expect(await kit.refused(caller)).toMatchObject({ reason: 'insufficient_balance', sipCode: 402 });
    await kit.end(call.callId, 120);
    expect(await kit.cdr(caller, call.callId)).toMatchObject({ cost: 90_000n, limitFired: 'funds' });
    expect(await kit.wallet(caller)).toEqual({ balance: 10_000n, held: 0n });
    const refused = await kit.refused(caller);
    expect(await kit.cdr(caller, refused.callId)).toMatchObject({
      refused: true,
      failureCode: 'insufficient_balance',
      failureReason: refused.message,
      sipCode: 402,
      cost: 0n,
    });
    await kit.isQuiet();
  });

  test('takes a top-up at its next extension', async () => {
    const caller = await kit.caller(MINUTE);
    const call = await kit.up(caller);
    expect(await kit.extend(call.callId, 60)).toMatchObject({ outcome: 'not_granted' });
    await kit.fund(caller, 2n * MINUTE);
    expect(await kit.extend(call.callId, 60)).toMatchObject({ outcome: 'granted', fundedSeconds: 180 });
    await kit.end(call.callId, 170);
    expect(await kit.wallet(caller)).toEqual({ balance: 0n, held: 0n });
  });

  test('that nobody answers costs the fee of the tier, or nothing', async () => {
    const caller = await kit.caller(ONE);
    const first = await kit.allowed(caller);
    expect(await kit.end(first.callId, null, { hangupCause: 'USER_BUSY' })).toMatchObject({ cost: 2_000n });
    expect(await kit.cdr(caller, first.callId)).toMatchObject({
      status: 'busy',
      cost: 2_000n,
      talkSeconds: 0,
    });
    await kit.sellAt(caller, { rate: '0.9' });
    const second = await kit.allowed(caller);
    expect(await kit.end(second.callId, null)).toMatchObject({ cost: 0n });
    // The operator's fee is the partner's: its margin pays.
    expect(await kit.book(caller, 'usage_revenue')).toBe(4_000n);
    expect(await kit.book(caller, 'margin')).toBe(-2_000n);
    await kit.isQuiet();
  });

  test('leaves the partner what it sells above cost', async () => {
    const caller = await kit.caller(10n * ONE);
    await kit.sellAt(caller, { rate: '1' });
    const call = await kit.up(caller);
    await kit.end(call.callId, 30);
    expect(await kit.cdr(caller, call.callId)).toMatchObject({
      cost: ONE,
      wholesaleCost: MINUTE,
      margin: ONE - MINUTE,
    });
    expect(await kit.book(caller, 'margin')).toBe(ONE - MINUTE);
    expect(await kit.book(caller, 'usage_revenue')).toBe(MINUTE);
    await kit.isQuiet();
  });

  test('below cost is refused, or held on the master account where the partner allows it', async () => {
    const caller = await kit.caller(10n * ONE);
    await kit.sellAt(caller, { rate: '0.4' });
    expect(await kit.refused(caller)).toMatchObject({ reason: 'loss_guard' });
    await setDefaults(caller, { allowLoss: true });
    const call = await kit.up(caller);
    const before = await kit.book(caller, 'master');
    expect(await kit.held(caller, 'master')).toBeGreaterThan(0n);
    await kit.end(call.callId, 60);
    expect(await kit.cdr(caller, call.callId)).toMatchObject({
      cost: 40_000n,
      wholesaleCost: 45_000n,
      margin: -5_000n,
    });
    expect(await kit.book(caller, 'master')).toBe(before - 5_000n);
    expect(await kit.held(caller, 'master')).toBe(0n);
    expect(await kit.book(caller, 'usage_revenue')).toBe(45_000n);
    await kit.isQuiet();
  });

  test('sold by the second and bought by the minute costs the margin, and no master account that was not asked', async () => {
    const caller = await kit.caller(10n * ONE);
    await kit.sellAt(caller, { rate: '0.9', initial: 1, next: 1 });
    const master = await kit.book(caller, 'master');
    const call = await kit.up(caller);
    expect(await kit.held(caller, 'master')).toBe(0n);
    expect(await kit.extend(call.callId, 60)).toMatchObject({ fundedSeconds: 180 });
    await kit.end(call.callId, 1);
    expect(await kit.cdr(caller, call.callId)).toMatchObject({ cost: 1_500n, margin: 1_500n - MINUTE });
    expect(await kit.book(caller, 'margin')).toBe(1_500n - MINUTE);
    expect(await kit.book(caller, 'master')).toBe(master);
    expect(await kit.book(caller, 'write_off')).toBe(0n);
    await kit.isQuiet();
  });

  test('that may lose more than the master account has is refused where losses are allowed', async () => {
    const caller = await kit.caller(10n * ONE);
    await kit.sellAt(caller, { rate: '0.4' });
    await setDefaults(caller, { allowLoss: true });
    await kit.fund(caller, await kit.book(caller, 'master'));
    expect(await kit.refused(caller)).toMatchObject({ reason: 'loss_not_covered' });
    await kit.sellAt(caller, { rate: '0.9' });
    const call = await kit.up(caller);
    await kit.end(call.callId, 5);
    await kit.isQuiet();
  });

  test('that comes in costs what a minute to the number costs', async () => {
    const caller = await kit.caller(10n * ONE);
    const did = '+911141000001';
    await kit.number(caller, did);
    await sql`UPDATE sip_trunk SET direction = 'both', inbound_destination = 'pbx.example' WHERE trunk_id = ${caller.trunkId}`.execute(
      kit.db.kysely,
    );
    const call = await kit.up(caller, { direction: 'inbound', source: null, to: did, from: TO });
    expect(call).toMatchObject({
      customerId: caller.customerId,
      delivery: { destination: 'pbx.example' },
      routes: [],
    });
    await kit.end(call.callId, 59);
    const inbound = await kit.cdr(caller, call.callId);
    expect([inbound.direction, inbound.talkSeconds, inbound.cost]).toEqual(['inbound', 59, MINUTE]);
    await sql`UPDATE number_holding SET is_blocked = true WHERE e164 = ${did}`.execute(kit.db.kysely);
    const question = { direction: 'inbound', source: null, to: did, from: TO } as const;
    expect(await kit.refused(caller, question)).toMatchObject({
      reason: 'number_not_active',
      recorded: true,
    });
    const nobody = { ...question, to: '+911149999999' };
    expect(await kit.refused(caller, nobody)).toMatchObject({ reason: 'number_not_active', recorded: false });
    await kit.isQuiet();
  });

  test('keeps its money from being pulled back, and is named by whoever refuses', async () => {
    const caller = await kit.caller(10n * ONE);
    const { partner, customer } = caller;
    const first = await kit.up(caller);
    kit.clock.advanceMs(1_000);
    const second = await kit.up(caller);
    const facts = {
      held_amount: Number(2n * MINUTE) / 100_000,
      held_calls: [first.callId, second.callId],
      currency: 'INR',
    };
    const account = `/api/v1/partner/accounts/${customer.authId}`;
    const pulled = await kit.app.request('POST', `${account}/reclaim-balance`, {
      auth: partner.auth,
      body: { amount: 10 },
    });
    expect([pulled.statusCode, pulled.json()]).toMatchObject([
      400,
      { error: 'insufficient_balance', ...facts },
    ]);
    const closed = await kit.app.request('POST', `${account}/close`, { auth: partner.auth, body: {} });
    expect([closed.statusCode, closed.json()]).toMatchObject([409, { error: 'account_has_holds', ...facts }]);
    for (const { callId } of [first, second]) await kit.end(callId, 1);
    await kit.isQuiet();
  });

  test('to an emergency number passes without balance, suspended, and is free', async () => {
    const caller = await kit.caller(0n);
    await sql`UPDATE customer SET status = 'suspended' WHERE customer_id = ${caller.customerId}`.execute(
      kit.db.kysely,
    );
    const call = await kit.up(caller, { to: '112', from: null });
    expect(call).toMatchObject({ emergency: true, held: 0n });
    expect(call.routes[0]).toMatchObject({ dialledNumber: expect.stringContaining('112') as string });
    await kit.end(call.callId, 600);
    expect(await kit.cdr(caller, call.callId)).toMatchObject({
      cost: 0n,
      wholesaleCost: 0n,
      destinationNumber: '112',
    });
    await kit.isQuiet();
  });
});
