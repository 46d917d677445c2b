import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { uuidv7 } from '../platform/ids/index.ts';
import { ONE, TO, callsKit, type CallsKit } from './calls.test-kit.ts';

let kit: CallsKit;
beforeAll(async () => {
  kit = await callsKit();
});

/** What a minute costs by the operator's published price. */
const MINUTE = 45_000n;

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
    expect(await kit.calls.authorise(question)).toEqual({
      outcome: 'refused',
      callId,
      reason: 'call_ended',
      sipCode: 487,
      message: 'The call has ended.',
      recorded: true,
      replayed: true,
    });
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
    const early = {
      reason: 'call_ended',
      message: 'The call ended before it was authorised.',
      recorded: true,
    };
    expect(await kit.calls.authorise(question)).toMatchObject({ ...early, replayed: false });
    expect(await kit.calls.authorise(question)).toMatchObject({ ...early, replayed: true });
    expect(await kit.cdr(caller, callId)).toMatchObject({
      refused: true,
      failureCode: 'call_ended',
      cost: 0n,
    });
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
    await kit.isQuiet();
  });

  test.each([-240_000, 240_000])(
    'talk is what lies between its own times, %i ms off, whichever message has them',
    async (off) => {
      const caller = await kit.caller(10n * ONE);
      await kit.sellAt(caller, { rate: '0.6', initial: 1, next: 1 });
      const edge = (): Date => new Date(kit.clock.now().getTime() + off);
      const { callId } = await kit.allowed(caller, { callId: uuidv7(edge()) });
      kit.clock.advanceMs(60_000);
      await kit.calls.answered({ callId, answeredAt: edge() });
      kit.clock.advanceMs(2_000);
      expect(await kit.calls.end({ callId, answeredAt: null, endedAt: edge() })).toMatchObject({
        talkSeconds: 2,
        cost: 2_000n,
      });
      // One that nobody ends is over when its time is, by our clock.
      const swept = await kit.allowed(caller, { callId: uuidv7(edge()) });
      await kit.calls.answered({ callId: swept.callId, answeredAt: edge() });
      kit.clock.advanceMs(119_000);
      expect(await kit.calls.sweep()).toBe(0);
      kit.clock.advanceMs(2_000);
      expect(await kit.calls.sweep()).toBe(1);
      expect(await kit.cdr(caller, swept.callId)).toMatchObject({ talkSeconds: 60, cost: 60_000n });
      await kit.isQuiet();
    },
  );
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
