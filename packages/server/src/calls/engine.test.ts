import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { uuidv7 } from '../platform/ids/index.ts';
import { CLI, ONE, TO, callsKit, type CallsKit, type Caller } from './calls.test-kit.ts';
import { NO_LIMITS, type CallLimits, type PartnerCallLimits } from './limits.ts';

let kit: CallsKit;
beforeAll(async () => {
  kit = await callsKit();
});

/** What a minute costs by the operator's published price. */
const MINUTE = 45_000n;

const setLimits = (caller: Caller, patch: Partial<CallLimits>) =>
  kit.db.inTransaction((tx) =>
    kit.calls.saveLimits(tx, caller.partnerId, caller.customer.authId, patch, kit.by()),
  );
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
    // The operator's fee is the partner's: it is held on the master account, and paid from there.
    expect(await kit.book(caller, 'usage_revenue')).toBe(4_000n);
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

describe('a refusal', () => {
  const set = (caller: Caller, column: string, value: unknown) =>
    sql`UPDATE customer SET ${sql.ref(column)} = ${value} WHERE customer_id = ${caller.customerId}`.execute(
      kit.db.kysely,
    );

  test.each<[string, (caller: Caller) => Promise<unknown>, object?]>([
    ['account_suspended', (caller) => set(caller, 'status', 'suspended')],
    [
      'partner_suspended',
      ({ partnerId }) =>
        sql`UPDATE partner SET status = 'suspended' WHERE partner_id = ${partnerId}`.execute(kit.db.kysely),
    ],
    [
      'trunk_disabled',
      ({ trunkId }) =>
        sql`UPDATE sip_trunk SET enabled = false WHERE trunk_id = ${trunkId}`.execute(kit.db.kysely),
    ],
    [
      'trunk_disabled',
      ({ trunkId }) =>
        sql`UPDATE sip_trunk SET direction = 'inbound' WHERE trunk_id = ${trunkId}`.execute(kit.db.kysely),
    ],
    ['cli_not_allowed', async () => undefined, { from: '+911149999998' }],
    ['cli_not_allowed', async () => undefined, { from: null }],
    ['kyc_required', (caller) => kit.number(caller, '+911141000002', 'identity'), { from: '+911141000002' }],
    ['destination_class_blocked', async () => undefined, { to: '+8816123456789' }],
    ['rate_above_maximum', (caller) => setLimits(caller, { maxRatePerMinute: 400_000_000n })],
    ['spend_cap_reached', (caller) => setLimits(caller, { dailySpendCap: 44_999n })],
    ['concurrency_limit', (caller) => set(caller, 'concurrent_calls_limit', 0)],
    ['cps_limit', (caller) => set(caller, 'cps_limit', 0)],
    [
      'partner_concurrency_limit',
      ({ partnerId }) =>
        sql`UPDATE capacity_pool SET concurrent_calls = 0 WHERE partner_id = ${partnerId}`.execute(
          kit.db.kysely,
        ),
    ],
    // A currency in which the operator sells nothing.
    ['no_rate', (caller) => set(caller, 'currency', 'XAF')],
    [
      'cps_limit',
      ({ partnerId }) =>
        sql`UPDATE capacity_pool SET cps = 0 WHERE partner_id = ${partnerId}`.execute(kit.db.kysely),
    ],
    ['incomplete_number', async () => undefined, { to: '98' }],
    ['invalid_number', async () => undefined, { to: 'alice' }],
  ])('%s is recorded with a sentence, once', async (reason, arrange, input = {}) => {
    const caller = await kit.caller(10n * ONE);
    await arrange(caller);
    const question = kit.asking(caller, input);
    const answer = await kit.calls.authorise(question);
    expect(answer).toMatchObject({ outcome: 'refused', reason, recorded: true, replayed: false });
    const again = await kit.calls.authorise(question);
    expect(again).toMatchObject({ outcome: 'refused', reason, recorded: true, replayed: true });
    const cdr = await kit.cdr(caller, question.callId);
    expect(cdr).toMatchObject({ refused: true, failureCode: reason, cost: 0n });
    expect(cdr.failureReason).toMatch(/[.]$/);
    expect(await kit.topics(question.callId)).toEqual(['call.refused']);
    expect((await kit.wallet(caller)).held).toBe(0n);
  });

  test('of somebody unknown is no record, and a call id of another time is none either', async () => {
    const caller = await kit.caller(ONE);
    const other = await kit.caller(ONE);
    const foreign = { partnerId: caller.partnerId, customerId: other.customerId, trunkId: other.trunkId };
    expect(await kit.refused(caller, { source: foreign })).toMatchObject({
      reason: 'unknown_source',
      recorded: false,
    });
    const stolen = { partnerId: caller.partnerId, customerId: caller.customerId, trunkId: other.trunkId };
    expect(await kit.refused(caller, { source: stolen })).toMatchObject({ reason: 'trunk_disabled' });
    const old = uuidv7(new Date(kit.clock.now().getTime() - 301_000));
    expect(await kit.refused(caller, { callId: old })).toMatchObject({
      reason: 'invalid_call_id',
      recorded: false,
    });
    const late = uuidv7(new Date(kit.clock.now().getTime() - 299_000));
    expect((await kit.allowed(caller, { callId: late })).outcome).toBe('allowed');
    await kit.end(late, null);
  });

  test('comes with the call that is one too many, whoever asks at once', async () => {
    const caller = await kit.caller(10n * ONE);
    await sql`UPDATE customer SET concurrent_calls_limit = 3 WHERE customer_id = ${caller.customerId}`.execute(
      kit.db.kysely,
    );
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => kit.calls.authorise(kit.asking(caller))),
    );
    const allowed = answers.filter(({ outcome }) => outcome === 'allowed');
    expect(allowed).toHaveLength(3);
    expect(await kit.calls.ports.count(caller.partnerId, caller.customerId)).toBe(3);
    expect(await kit.calls.ports.onTrunk(caller.partnerId, caller.trunkId)).toBe(3);
    await Promise.all(allowed.map(({ callId }) => kit.end(callId, null)));
    await kit.isQuiet();
  });

  test('comes with the call of a second that is one too many; the next second is another', async () => {
    const caller = await kit.caller(10n * ONE);
    await sql`UPDATE customer SET cps_limit = 2 WHERE customer_id = ${caller.customerId}`.execute(
      kit.db.kysely,
    );
    const ids = [await kit.allowed(caller), await kit.allowed(caller)].map(({ callId }) => callId);
    expect(await kit.refused(caller)).toMatchObject({ reason: 'cps_limit', sipCode: 503 });
    kit.clock.advanceMs(1_000);
    ids.push((await kit.allowed(caller)).callId);
    for (const id of ids) await kit.end(id, null);
  });
});

describe('limits', () => {
  test('of calls a second hold for all customers of a partner together', async () => {
    const one = await kit.caller(10n * ONE);
    const other = await kit.customerOf(one.partner, 10n * ONE);
    await sql`UPDATE capacity_pool SET cps = 3 WHERE partner_id = ${one.partnerId}`.execute(kit.db.kysely);
    const atOnce = await Promise.all(
      [one, other, one, other, one, other].map((caller) => kit.calls.authorise(kit.asking(caller))),
    );
    const allowed = atOnce.filter(({ outcome }) => outcome === 'allowed');
    const refused = atOnce.filter(({ outcome }) => outcome === 'refused');
    expect([allowed.length, refused.length]).toEqual([3, 3]);
    for (const answer of refused) expect(answer).toMatchObject({ reason: 'cps_limit', sipCode: 503 });
    // Another partner has seconds of its own, and so has the next second.
    const stranger = await kit.caller(10n * ONE);
    allowed.push(await kit.allowed(stranger));
    kit.clock.advanceMs(1_000);
    allowed.push(await kit.allowed(one));
    await Promise.all(allowed.map(({ callId }) => kit.end(callId, null)));
    await kit.isQuiet();
  });

  test('that are changed hold from the next extension on, for calls that are up too', async () => {
    const caller = await kit.caller(100n * ONE);
    const call = await kit.up(caller);
    await setLimits(caller, { dailySpendCap: 2n * MINUTE });
    expect(await kit.extend(call.callId, 60)).toMatchObject({ outcome: 'granted', fundedSeconds: 120 });
    expect(await kit.extend(call.callId, 120)).toMatchObject({ reason: 'spend_cap_reached' });
    // Raised for a while: the same call goes on.
    const raisedUntil = new Date(kit.clock.now().getTime() + 60_000);
    await setLimits(caller, { raisedSpendCap: 3n * MINUTE, raisedUntil });
    expect(await kit.extend(call.callId, 120)).toMatchObject({ outcome: 'granted', fundedSeconds: 180 });
    await setLimits(caller, { dailySpendCap: null, raisedSpendCap: null, raisedUntil: null });
    await setDefaults(caller, { maxCallSeconds: 200 });
    expect(await kit.extend(call.callId, 180)).toMatchObject({ outcome: 'granted', fundedSeconds: 200 });
    expect(await kit.extend(call.callId, 200)).toMatchObject({ reason: 'max_call_seconds' });
    // What is paid already is not taken back.
    await setDefaults(caller, { maxCallSeconds: 100 });
    expect(await kit.extend(call.callId, 200)).toMatchObject({
      outcome: 'not_granted',
      reason: 'max_call_seconds',
      fundedSeconds: 200,
      hangUp: false,
    });
    await setDefaults(caller, { maxCallSeconds: null });
    expect(await kit.extend(call.callId, 200)).toMatchObject({ outcome: 'granted' });
    await kit.end(call.callId, 200);
    expect(await kit.cdr(caller, call.callId)).toMatchObject({ talkSeconds: 200, limitFired: null });
    await kit.isQuiet();
  });

  test('of the day count what is held and what was charged, and a raise holds until it is over', async () => {
    const caller = await kit.caller(100n * ONE);
    await setLimits(caller, { dailySpendCap: 100_000n });
    const call = await kit.up(caller);
    expect(await kit.extend(call.callId, 60)).toMatchObject({ outcome: 'granted', fundedSeconds: 120 });
    expect(await kit.extend(call.callId, 120)).toMatchObject({
      outcome: 'not_granted',
      reason: 'spend_cap_reached',
    });
    await kit.end(call.callId, 120);
    expect(await kit.cdr(caller, call.callId)).toMatchObject({ cost: 90_000n, limitFired: 'spend_cap' });
    expect(await kit.refused(caller)).toMatchObject({ reason: 'spend_cap_reached' });
    const raisedUntil = new Date(kit.clock.now().getTime() + 60_000);
    const view = await setLimits(caller, { raisedSpendCap: 1_000_000n, raisedUntil });
    expect(view).toMatchObject({
      spentToday: 90_000n,
      heldNow: 0n,
      effective: { dailySpendCap: 1_000_000n },
    });
    await kit.end((await kit.up(caller)).callId, 10);
    kit.clock.advanceMs(60_000);
    expect(await kit.refused(caller)).toMatchObject({ reason: 'spend_cap_reached' });
    // Tomorrow, in the customer's time zone.
    kit.clock.advanceMs(24 * 3_600_000);
    await kit.end((await kit.up(caller)).callId, 10);
    await kit.isQuiet();
  });

  test('of length end a call, and the record says so', async () => {
    const caller = await kit.caller(100n * ONE);
    await setDefaults(caller, { maxCallSeconds: 90 });
    const call = await kit.up(caller);
    expect(await kit.extend(call.callId, 60)).toMatchObject({ outcome: 'granted', fundedSeconds: 90 });
    expect(await kit.extend(call.callId, 90)).toMatchObject({
      outcome: 'not_granted',
      reason: 'max_call_seconds',
    });
    await kit.end(call.callId, 90);
    expect(await kit.cdr(caller, call.callId)).toMatchObject({
      cost: 90_000n,
      limitFired: 'max_call_length',
    });
  });

  test('open a class of destinations where partner and customer both do', async () => {
    const caller = await kit.caller(100n * ONE);
    const to = '+8816123456789';
    await setLimits(caller, { allowedClasses: ['normal', 'satellite'] });
    const call = await kit.allowed(caller, { to });
    await kit.end(call.callId, null);
    await setDefaults(caller, { ...NO_LIMITS, allowedClasses: ['normal'] });
    expect(await kit.refused(caller, { to })).toMatchObject({ reason: 'destination_class_blocked' });
  });

  test('changed twice to the same are written once', async () => {
    const caller = await kit.caller(0n);
    await setLimits(caller, { maxCallSeconds: 60 });
    await setLimits(caller, { maxCallSeconds: 60 });
    const { rows } = await sql<{ n: bigint }>`SELECT count(*) AS n FROM outbox
      WHERE topic = 'account.call_limits_changed' AND partner_id = ${caller.partnerId}`.execute(
      kit.db.kysely,
    );
    expect(rows[0]?.n).toBe(1n);
  });
});

describe('what edges say', () => {
  test('twice is done once', async () => {
    const caller = await kit.caller(10n * ONE);
    const question = kit.asking(caller);
    const both = await Promise.all([kit.calls.authorise(question), kit.calls.authorise(question)]);
    expect(both.map((one) => one.replayed).toSorted()).toEqual([false, true]);
    expect((await kit.wallet(caller)).held).toBe(MINUTE);
    const { callId } = question;
    const answeredAt = kit.clock.now();
    await Promise.all([
      kit.calls.answered({ callId, answeredAt }),
      kit.calls.answered({ callId, answeredAt }),
    ]);
    const extended = await Promise.all([kit.extend(callId, 60), kit.extend(callId, 60)]);
    expect(extended.map(({ fundedSeconds }) => fundedSeconds)).toEqual([180, 180]);
    expect((await kit.wallet(caller)).held).toBe(3n * MINUTE);
    kit.clock.advanceMs(30_000);
    const report = kit.ending(callId, 30);
    const ends = await Promise.all([kit.calls.end(report), kit.calls.end(report), kit.calls.end(report)]);
    expect(ends.map(({ outcome }) => outcome).toSorted()).toEqual(['ended', 'ended', 'settled']);
    expect(await kit.calls.extend({ callId, fundedSeconds: 180 })).toMatchObject({ outcome: 'ended' });
    expect(await kit.calls.answered({ callId, answeredAt })).toMatchObject({ outcome: 'ended' });
    expect(await kit.calls.authorise(question)).toMatchObject({ outcome: 'refused', reason: 'call_ended' });
    expect(await kit.wallet(caller)).toEqual({ balance: 10n * ONE - MINUTE, held: 0n });
    await kit.isQuiet();
  });

  test('in the wrong order is understood', async () => {
    const caller = await kit.caller(10n * ONE);
    const question = kit.asking(caller);
    const { callId } = question;
    expect(await kit.calls.answered({ callId, answeredAt: kit.clock.now() })).toMatchObject({
      outcome: 'unknown_call',
    });
    expect(await kit.calls.end(kit.ending(callId, null))).toMatchObject({ outcome: 'unknown_call' });
    expect(await kit.calls.authorise(question)).toMatchObject({ outcome: 'refused', reason: 'call_ended' });
    // An end that knows of the answer before the answer is told.
    const call = await kit.allowed(caller);
    expect(await kit.end(call.callId, 10)).toMatchObject({ outcome: 'settled', cost: MINUTE });
    expect(await kit.calls.answered({ callId: call.callId, answeredAt: kit.clock.now() })).toMatchObject({
      outcome: 'ended',
    });
    await kit.isQuiet();
  });

  test('of more than was paid for costs the partner, never the wallet', async () => {
    const caller = await kit.caller(MINUTE);
    const call = await kit.up(caller);
    expect(await kit.end(call.callId, 200)).toMatchObject({ cost: MINUTE, writtenOff: 3n * MINUTE });
    expect(await kit.wallet(caller)).toEqual({ balance: 0n, held: 0n });
    expect(await kit.book(caller, 'write_off')).toBe(-3n * MINUTE);
    expect(await kit.book(caller, 'usage_revenue')).toBe(4n * MINUTE);
    expect(await kit.cdr(caller, call.callId)).toMatchObject({
      cost: MINUTE,
      writtenOff: 3n * MINUTE,
      margin: -3n * MINUTE,
    });
    expect(await kit.topics(call.callId)).toContain('call.overrun');
    await kit.isQuiet();
  });

  test('is believed in its differences: another clock charges nothing more, and an answer is not taken back', async () => {
    const caller = await kit.caller(10n * ONE);
    const call = await kit.up(caller);
    kit.clock.advanceMs(60_000);
    const off = 200_000;
    const endedAt = new Date(kit.clock.now().getTime() + off);
    const answeredAt = new Date(endedAt.getTime() - 60_300);
    expect(await kit.calls.end({ callId: call.callId, answeredAt, endedAt })).toMatchObject({
      talkSeconds: 60,
      cost: MINUTE,
    });
    const second = await kit.up(caller);
    expect(await kit.end(second.callId, null)).toMatchObject({ cost: MINUTE });
    kit.clock.advanceMs(off);
  });
});

describe('a call that nobody ends', () => {
  test('is swept at its funded time, and a late report of less gives the difference back', async () => {
    const caller = await kit.caller(10n * ONE);
    await kit.sellAt(caller, { rate: '1' });
    const call = await kit.up(caller);
    await kit.extend(call.callId, 60);
    kit.clock.advanceMs(239_000);
    expect(await kit.calls.sweep()).toBe(0);
    kit.clock.advanceMs(1_000);
    expect(await kit.calls.sweep()).toBe(1);
    expect(await kit.calls.sweep()).toBe(0);
    expect(await kit.cdr(caller, call.callId)).toMatchObject({
      settledBy: 'sweep',
      cost: 3n * ONE,
      talkSeconds: 180,
    });
    const answeredAt = new Date(kit.clock.now().getTime() - 240_000);
    const report = { callId: call.callId, answeredAt, endedAt: new Date(answeredAt.getTime() + 70_000) };
    const late = await Promise.all([kit.calls.end(report), kit.calls.end(report)]);
    expect(late.map(({ outcome }) => outcome).toSorted()).toEqual(['ended', 'settled']);
    expect(late).toContainEqual(expect.objectContaining({ corrected: true, cost: 2n * ONE }));
    expect(await kit.cdr(caller, call.callId)).toMatchObject({
      settledBy: 'correction',
      cost: 2n * ONE,
      talkSeconds: 70,
    });
    expect(await kit.wallet(caller)).toEqual({ balance: 8n * ONE, held: 0n });
    expect(await kit.book(caller, 'usage_revenue')).toBe(2n * MINUTE);
    expect(await kit.book(caller, 'margin')).toBe(2n * (ONE - MINUTE));
    const view = await kit.calls.readLimits(kit.db.kysely, caller.partnerId, caller.customer.authId);
    expect(view.spentToday).toBe(2n * ONE);
    await kit.isQuiet();
  });

  test('and of whose answer nobody knew is free, until a late report says more; then it costs at most what was held', async () => {
    const caller = await kit.caller(3n * MINUTE);
    const call = await kit.allowed(caller);
    kit.clock.advanceMs(300_000);
    expect(await kit.calls.sweep()).toBe(1);
    expect(await kit.cdr(caller, call.callId)).toMatchObject({
      settledBy: 'sweep',
      cost: 0n,
      status: 'failed',
    });
    const late = await kit.calls.end(kit.ending(call.callId, 100));
    expect(late).toMatchObject({ corrected: true, cost: MINUTE, writtenOff: MINUTE });
    expect(await kit.wallet(caller)).toEqual({ balance: 2n * MINUTE, held: 0n });
    await kit.isQuiet();
  });

  test('whose money is gone meanwhile is paid by the partner', async () => {
    const caller = await kit.caller(MINUTE);
    const call = await kit.allowed(caller);
    kit.clock.advanceMs(300_000);
    await kit.calls.sweep();
    const other = await kit.up(caller);
    const late = await kit.calls.end(kit.ending(call.callId, 50));
    expect(late).toMatchObject({ corrected: true, cost: 0n, writtenOff: MINUTE });
    await kit.end(other.callId, 10);
    expect(await kit.wallet(caller)).toEqual({ balance: 0n, held: 0n });
    await kit.isQuiet();
  });

  test('of a silent edge is swept as soon as its time is over', async () => {
    const caller = await kit.caller(10n * ONE);
    const call = await kit.up(caller, { edgeNode: 'gone' });
    kit.clock.advanceMs(61_000);
    expect(await kit.calls.sweep({ silentNodes: ['other'] })).toBe(0);
    expect(await kit.calls.sweep({ silentNodes: ['gone'] })).toBe(1);
    expect(await kit.cdr(caller, call.callId)).toMatchObject({ settledBy: 'sweep', cost: MINUTE });
  });

  test('lives as long as it is extended', async () => {
    const caller = await kit.caller(100n * ONE);
    const call = await kit.up(caller);
    let funded = 60;
    for (let turn = 0; turn < 5; turn += 1) {
      kit.clock.advanceMs((funded - turn) * 100);
      funded = (await kit.extend(call.callId, funded)).fundedSeconds;
      expect(await kit.calls.sweep()).toBe(0);
    }
    await kit.end(call.callId, 10);
  });
});

describe('a call that is up', () => {
  test('is listed, hung up on request, and nobody else’s', async () => {
    const caller = await kit.caller(10n * ONE);
    const other = await kit.caller(0n);
    const call = await kit.up(caller);
    const reader = kit.db.kysely;
    expect(await kit.calls.listLive(reader, caller.partnerId, {}, { limit: 10 })).toMatchObject([
      { callId: call.callId, to: TO, held: MINUTE, fundedSeconds: 60, hangUpRequestedAt: null },
    ]);
    expect(await kit.calls.countLive(reader, caller.partnerId, { direction: 'inbound' })).toBe(0);
    expect(await kit.calls.listLive(reader, other.partnerId, {}, { limit: 10 })).toEqual([]);
    await expect(kit.calls.findLive(reader, other.partnerId, call.callId)).rejects.toMatchObject({
      status: 404,
    });
    const hangUp = (partnerId: string) =>
      kit.db.inTransaction((tx) => kit.calls.hangUp(tx, partnerId, call.callId, kit.by()));
    await expect(hangUp(other.partnerId)).rejects.toMatchObject({ status: 404 });
    expect(await hangUp(caller.partnerId)).toMatchObject({ hangUpRequestedAt: kit.clock.now() });
    expect(await kit.calls.hangUpsOf(reader, 'edge-1', 10)).toEqual([call.callId]);
    expect(await kit.extend(call.callId, 60)).toMatchObject({
      outcome: 'not_granted',
      hangUp: true,
      reason: 'hang_up_requested',
    });
    await kit.end(call.callId, 5);
    expect(await kit.calls.hangUpsOf(reader, 'edge-1', 10)).toEqual([]);
  });

  test('ends when its account is suspended', async () => {
    const caller = await kit.caller(10n * ONE);
    const call = await kit.up(caller);
    await sql`UPDATE customer SET status = 'suspended' WHERE customer_id = ${caller.customerId}`.execute(
      kit.db.kysely,
    );
    expect(await kit.extend(call.callId, 60)).toMatchObject({ hangUp: true, reason: 'account_suspended' });
    await kit.end(call.callId, 5);
  });

  test('in a sandbox needs no carrier', async () => {
    const caller = await kit.caller(10n * ONE, { mode: 'test' });
    await sql`UPDATE carrier SET enabled = false`.execute(kit.db.kysely);
    const call = await kit.allowed(caller);
    expect(call).toMatchObject({ simulated: true, routes: [] });
    await kit.end(call.callId, null);
    const live = await kit.caller(10n * ONE);
    expect(await kit.refused(live)).toMatchObject({ reason: 'no_route', sipCode: 503 });
    await sql`UPDATE carrier SET enabled = true`.execute(kit.db.kysely);
  });
});
