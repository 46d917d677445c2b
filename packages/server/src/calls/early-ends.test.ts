import { sql } from 'kysely';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { CLI, ONE, TO, callsKit, type CallsKit, type Caller } from './calls.test-kit.ts';
import type { AuthoriseInput, AuthoriseOutcome, EndInput, EndOutcome } from './index.ts';

const MINUTE = 45_000n;

let kit: CallsKit;
beforeAll(async () => {
  kit = await callsKit();
});

/** Lets a call be authorised up to its money, says its end meanwhile, and lets the authorisation go on. */
async function endWhileAuthorised(
  caller: Caller,
  asking: AuthoriseInput,
  report: EndInput,
): Promise<{ readonly ended: EndOutcome; readonly answer: AuthoriseOutcome }> {
  const held = Promise.withResolvers<undefined>();
  const locked = Promise.withResolvers<undefined>();
  const holder = kit.db.inTransaction(async (tx) => {
    await sql`SELECT FROM ledger_account WHERE id = ${caller.walletAccountId} FOR UPDATE`.execute(tx);
    locked.resolve(undefined);
    await held.promise;
  });
  await locked.promise;
  const authorising = kit.calls.authorise(asking);
  await vi.waitFor(async () => {
    const { rows } = await sql<{ n: bigint }>`SELECT count(*) AS n FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(kit.db.kysely);
    expect(rows[0]!.n).toBe(1n);
  }, 60_000);
  const ended = await kit.calls.end(report);
  held.resolve(undefined);
  await holder;
  return { ended, answer: await authorising };
}

describe('an end that comes while its call is being authorised', () => {
  test('is kept, and settles the call with the next sweep: charged, recorded once, nothing held', async () => {
    const caller = await kit.caller(10n * ONE);
    const asking = kit.asking(caller);
    kit.clock.advanceMs(90_000);
    const report = { ...kit.ending(asking.callId, 70), hangupCause: 'NORMAL_CLEARING', sipCode: 200 };
    const { ended, answer } = await endWhileAuthorised(caller, asking, report);
    expect(ended.outcome).toBe('unknown_call');
    expect(answer.outcome).toBe('allowed');
    expect((await kit.wallet(caller)).held).toBe(MINUTE);

    expect(await kit.calls.sweep()).toBe(1);
    expect(await kit.calls.sweep()).toBe(0);
    // What was held pays for a minute; the rest of the talk is nobody's but the partner's.
    expect(await kit.cdr(caller, asking.callId)).toMatchObject({
      settledBy: 'report',
      talkSeconds: 70,
      cost: MINUTE,
      writtenOff: MINUTE,
      hangupCause: 'NORMAL_CLEARING',
      sipCode: 200,
    });
    expect(await kit.wallet(caller)).toEqual({ balance: 10n * ONE - MINUTE, held: 0n });
    expect(await kit.calls.end(report)).toMatchObject({ outcome: 'ended' });
    expect(await kit.calls.authorise(asking)).toMatchObject({ outcome: 'refused', reason: 'call_ended' });
    await kit.isQuiet();
  });

  test('that nobody answered costs what such a call costs', async () => {
    const caller = await kit.caller(10n * ONE);
    await kit.sellAt(caller, { rate: '0.9', unanswered: 2_000n });
    const asking = kit.asking(caller);
    kit.clock.advanceMs(30_000);
    await endWhileAuthorised(caller, asking, kit.ending(asking.callId, null));
    expect(await kit.calls.sweep()).toBe(1);
    expect(await kit.cdr(caller, asking.callId)).toMatchObject({ settledBy: 'report', cost: 2_000n });
    await kit.isQuiet();
  });

  test('and before its authorisation began, has the call refused, recorded and never swept', async () => {
    const caller = await kit.caller(10n * ONE);
    const asking = kit.asking(caller, { to: TO, from: CLI });
    expect(await kit.calls.end(kit.ending(asking.callId, 5))).toMatchObject({ outcome: 'unknown_call' });
    expect(await kit.calls.end(kit.ending(asking.callId, 5))).toMatchObject({ outcome: 'ended' });
    expect(await kit.calls.authorise(asking)).toMatchObject({
      reason: 'call_ended',
      recorded: true,
      replayed: false,
    });
    expect(await kit.calls.authorise(asking)).toMatchObject({ reason: 'call_ended', replayed: true });
    expect(await kit.calls.end(kit.ending(asking.callId, 5))).toMatchObject({ outcome: 'ended' });
    expect(await kit.cdr(caller, asking.callId)).toMatchObject({ failureCode: 'call_ended', sipCode: 487 });
    const nobody = kit.asking(caller, { source: { ...asking.source!, trunkId: kit.newCallId() } });
    await kit.calls.end(kit.ending(nobody.callId, 5));
    expect(await kit.calls.authorise(nobody)).toMatchObject({ outcome: 'refused' });
    expect(await kit.calls.sweep()).toBe(0);
    await kit.isQuiet();
  });

  test('however both race, is one record and one charge', async () => {
    const caller = await kit.caller(1_000n * ONE);
    const askings = Array.from({ length: 60 }, () => kit.asking(caller));
    kit.clock.advanceMs(20_000);
    const answers = await Promise.all(
      askings.map(async (asking, n) => {
        const report = kit.ending(asking.callId, 10);
        // Each on a tick of its own: one now, one later, both orders.
        const [answer, ended] = await Promise.all(
          n % 2 === 0
            ? [kit.calls.authorise(asking), kit.calls.end(report)]
            : [kit.calls.end(report), kit.calls.authorise(asking)].toReversed(),
        );
        return { asking, answer: answer as AuthoriseOutcome, ended: ended as EndOutcome };
      }),
    );
    while ((await kit.calls.sweep()) > 0);
    const went = answers.filter(({ answer }) => answer.outcome === 'allowed');
    for (const { asking } of went)
      expect(await kit.cdr(caller, asking.callId)).toMatchObject({ talkSeconds: 10, cost: MINUTE });
    const { rows } = await sql<{ n: bigint }>`SELECT count(*) AS n FROM cdr
      WHERE partner_id = ${caller.partnerId}`.execute(kit.db.kysely);
    // Those that ended first are refused, and recorded as such.
    expect(rows[0]!.n).toBe(BigInt(answers.length));
    expect(await kit.wallet(caller)).toEqual({
      balance: 1_000n * ONE - BigInt(went.length) * MINUTE,
      held: 0n,
    });
    await kit.isQuiet();
  });
});
