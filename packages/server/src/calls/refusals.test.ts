import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { uuidv7 } from '../platform/ids/index.ts';
import { ONE, callsKit, type CallsKit, type Caller } from './calls.test-kit.ts';
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
    // A zone whose day is another does not begin a day that has been.
    const inZone = (zone: string) =>
      sql`UPDATE customer SET timezone = ${zone} WHERE customer_id = ${caller.customerId}`.execute(
        kit.db.kysely,
      );
    await inZone('Pacific/Pago_Pago');
    expect(await kit.refused(caller)).toMatchObject({ reason: 'spend_cap_reached' });
    await inZone('Asia/Kolkata');
    // Tomorrow, in the customer's time zone.
    kit.clock.advanceMs(24 * 3_600_000);
    await kit.end((await kit.up(caller)).callId, 10);
    await kit.isQuiet();
  });

  test('of a day that is over gives nothing back to the next', async () => {
    const caller = await kit.caller(100n * ONE);
    await setLimits(caller, { dailySpendCap: 4n * MINUTE });
    const silent = [await kit.up(caller), await kit.up(caller)];
    for (const { callId } of silent) await kit.extend(callId, 60);
    kit.clock.advanceMs(300_000);
    expect(await kit.calls.sweep()).toBe(2);
    const view = () => setLimits(caller, { dailySpendCap: 4n * MINUTE });
    expect(await view()).toMatchObject({ spentToday: 4n * MINUTE });
    kit.clock.advanceMs(24 * 3_600_000);
    await kit.end((await kit.up(caller)).callId, 10);
    expect(await view()).toMatchObject({ spentToday: MINUTE });
    for (const { callId } of silent)
      expect(await kit.calls.end(kit.ending(callId, 2))).toMatchObject({ corrected: true, cost: MINUTE });
    expect(await view()).toMatchObject({ spentToday: MINUTE });
    // What comes back on its own day makes room there.
    const today = await kit.up(caller);
    await kit.extend(today.callId, 60);
    kit.clock.advanceMs(300_000);
    expect(await kit.calls.sweep()).toBe(1);
    expect(await view()).toMatchObject({ spentToday: 4n * MINUTE });
    await kit.calls.end(kit.ending(today.callId, 2));
    expect(await view()).toMatchObject({ spentToday: 2n * MINUTE });
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

  test('of length end a call that began with all of it, and one that ends before is not ended by it', async () => {
    const caller = await kit.caller(100n * ONE);
    await setDefaults(caller, { maxCallSeconds: 30 });
    const whole = await kit.up(caller);
    expect(whole).toMatchObject({ fundedSeconds: 30, maxSeconds: 30 });
    await kit.end(whole.callId, 30);
    expect(await kit.cdr(caller, whole.callId)).toMatchObject({ limitFired: 'max_call_length' });
    const short = await kit.up(caller);
    await kit.end(short.callId, 29);
    expect(await kit.cdr(caller, short.callId)).toMatchObject({ limitFired: null });
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
