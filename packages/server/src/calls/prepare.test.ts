import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { authoriseAll } from './authorise.ts';
import type { Tx } from '../platform/db/index.ts';
import { callsKit, ONE, type Caller, type CallsKit } from './calls.test-kit.ts';
import type { CallsDeps } from './calls-deps.ts';
import { freshlyPrepared, prepareGroup, type PreparedCall, type PrepareDeps } from './prepare.ts';
import { selectTerms } from './terms-store.ts';

let kit: CallsKit;
let deps: CallsDeps & PrepareDeps;

beforeAll(async () => {
  kit = await callsKit();
  const { db, clock } = kit;
  const { services } = kit.app;
  const terms: PrepareDeps['terms'] = {
    find: async (reader, questions, at) => (await selectTerms(reader, questions, at)).calls,
  };
  deps = { ...services, db, clock, rateTables: services.rates.rateTables, terms };
});

async function prepared(caller: Caller): Promise<PreparedCall> {
  const [call] = await prepareGroup(deps, kit.db.kysely, [kit.asking(caller)]);
  return call!;
}

const rateOf = (call: PreparedCall | undefined) => call?.terms?.selling?.ratePerMinute;

async function decided(call: PreparedCall) {
  const [answer] = await authoriseAll(deps, [call]);
  return answer!;
}

describe('what is found of a call before its turn', () => {
  it('is kept for 1.3 seconds, and then found anew', async () => {
    const caller = await kit.caller(100n * ONE);
    await kit.sellAt(caller, { rate: '1.20' });
    const call = await prepared(caller);
    await kit.sellAt(caller, { rate: '2.40' });
    kit.clock.advanceMs(1_300);
    const [kept] = await freshlyPrepared(deps, kit.db.kysely, [call]);
    expect(kept).toBe(call);
    kit.clock.advanceMs(1);
    const other = await prepared(caller);
    const [anew, same] = await freshlyPrepared(deps, kit.db.kysely, [call, other]);
    expect(same).toBe(other);
    expect(rateOf(anew)).toBe(2n * (rateOf(call) ?? 0n));
    expect(anew?.callId).toBe(call.callId);
  });

  it('is not who may call, nor how much money there is: that is what holds when it is decided', async () => {
    const suspended = await kit.caller(100n * ONE);
    const first = await prepared(suspended);
    await sql`UPDATE customer SET status = 'suspended' WHERE customer_id = ${suspended.customerId}`.execute(
      kit.db.kysely,
    );
    expect(await decided(first)).toMatchObject({ outcome: 'refused', reason: 'account_suspended' });

    const poor = await kit.caller(0n);
    const second = await prepared(poor);
    expect(await decided(second)).toMatchObject({ outcome: 'refused', reason: 'insufficient_balance' });
    const third = await prepared(poor);
    await kit.fund(poor, 100n * ONE);
    expect(await decided(third)).toMatchObject({ outcome: 'allowed', callId: third.callId });
    expect(await decided(third)).toMatchObject({ outcome: 'allowed', replayed: true });
  });

  it('is looked up by its key, however many numbers others may show', async () => {
    const caller = await kit.caller(ONE);
    await sql`INSERT INTO approved_cli (partner_id, customer_id, e164, note, approved_by, approved_at)
      SELECT ${caller.partnerId}, gen_random_uuid(), '+91224' || n, '', '', now()
      FROM generate_series(1000000, 1001999) n`.execute(kit.db.kysely);
    const read = await kit.db.inTransaction(async (tx) => {
      await prepareGroup(deps, tx, [kit.asking(caller)]);
      const looked = await rowsRead(tx);
      await sql`SELECT count(note) FROM approved_cli`.execute(tx);
      return { looked, all: await rowsRead(tx) };
    });
    expect(read.all).toBeGreaterThan(2_000);
    expect(read.looked).toBeLessThan(10);
  });
});

/** Rows of approved and of emergency numbers that a transaction read so far. */
async function rowsRead(tx: Tx): Promise<number> {
  const { rows } = await sql<{ n: string }>`SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::text AS n
    FROM pg_stat_xact_user_tables WHERE relname IN ('approved_cli', 'emergency_number')`.execute(tx);
  return Number(rows[0]?.n);
}
