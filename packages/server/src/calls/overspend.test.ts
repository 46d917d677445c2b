import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../../test/faults/seeded-random.ts';
import { utcDay } from '../platform/time/index.ts';
import { callsKit, type CallsKit, type Caller } from './calls.test-kit.ts';
import type { AuthoriseInput, EndInput } from './index.ts';

// The zero-overspend test: hundreds of calls at once on thin wallets, while money comes and goes and edges repeat, reorder,
// forget and lie. Its other half kills the server and the database meanwhile: test/faults/calls-killed.test.ts. OVERSPEND_SEED=… runs one story again; the order in which parallel transactions commit stays the machine's.

const SEED = Number(process.env['OVERSPEND_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const CALLS = Number(process.env['OVERSPEND_CALLS'] ?? 400);
const ROUNDS = 30;
/** At one moment on one wallet that pays a few of them. */
const CROWD = 300;
/** What a call costs that has no other price. */
const MINUTE = 45_000n;

/** A call as its edge knows it. */
interface Talk {
  readonly caller: Caller;
  readonly asking: AuthoriseInput;
  state: 'ringing' | 'up' | 'over' | 'lost' | 'refused';
  funded: number;
  answeredAt: number;
  report: EndInput | null;
}

let kit: CallsKit;
beforeAll(async () => {
  kit = await callsKit();
});

test(`no wallet passes its floor, and every unit is accounted for (seed ${SEED}, ${CALLS} calls)`, async () => {
  const random = seededRandom(SEED);
  const chance = (part: number): boolean => random.next() < part;
  const { calls, clock } = kit;
  const first = await kit.caller(500_000n);
  const callers = [
    first,
    await kit.customerOf(first.partner, 300_000n),
    await kit.customerOf(first.partner, 0n),
  ];
  await kit.db.inTransaction((tx) =>
    calls.savePartnerLimits(tx, first.partnerId, { allowLoss: true, maxCallSeconds: 1_500 }, kit.by()),
  );
  // Above cost by the second, and below cost: margins and losses.
  await kit.sellAt(callers[0]!, { rate: '0.5', initial: 1, next: 1, unanswered: 1_000n });
  await kit.sellAt(callers[1]!, { rate: '0.4', initial: 30, next: 6 });
  const talks: Talk[] = [];
  const seen = {
    refusedCalls: 0,
    refusedExtensions: 0,
    writtenOff: 0,
    corrected: 0,
    swept: 0,
    repeated: 0,
    endedFirst: 0,
  };
  const began = clock.now();

  const move = async ({ partner, customer } = random.pick(callers)): Promise<void> => {
    const verb = random.pick(['transfer-balance', 'reclaim-balance'] as const);
    const body = { amount: random.integer(1, 1_500) / 100, currency: 'INR' };
    const path = `/api/v1/partner/accounts/${customer.authId}/${verb}`;
    const { statusCode } = await kit.app.request('POST', path, { auth: partner.auth, body });
    expect([200, 400, 402, 409]).toContain(statusCode);
  };

  const begin = async (caller = random.pick(callers)): Promise<void> => {
    const asking = kit.asking(caller, { edgeNode: random.pick(['edge-1', 'edge-2']) });
    const talk: Talk = { caller, asking, state: 'refused', funded: 0, answeredAt: 0, report: null };
    talks.push(talk);
    if (chance(0.05)) {
      talk.report = { callId: asking.callId, answeredAt: null, endedAt: clock.now() };
      await calls.end(talk.report);
      seen.endedFirst += 1;
    }
    const times = chance(0.1) ? 2 : 1;
    const answers = await Promise.all(Array.from({ length: times }, () => calls.authorise(asking)));
    const kinds = new Set(answers.map(({ outcome }) => outcome));
    expect(kinds.size).toBe(1);
    const [answer] = answers;
    if (answer?.outcome === 'allowed')
      Object.assign(talk, { state: 'ringing', funded: answer.fundedSeconds });
    else seen.refusedCalls += 1;
  };

  const end = async (talk: Talk, seconds: number | null): Promise<void> => {
    const endedAt = clock.now();
    const answeredAt = seconds === null ? null : new Date(endedAt.getTime() - seconds * 1_000);
    talk.report = { callId: talk.asking.callId, answeredAt, endedAt };
    talk.state = chance(0.12) ? 'lost' : 'over';
    if (talk.state === 'lost') return;
    const outcome = await calls.end(talk.report);
    if ('writtenOff' in outcome && outcome.writtenOff > 0n) seen.writtenOff += 1;
  };

  /** What its edge does with a call in this round. */
  const live = async (talk: Talk): Promise<void> => {
    const { callId } = talk.asking;
    const now = clock.now().getTime();
    if (talk.state === 'ringing') {
      if (chance(0.1)) return end(talk, null);
      if (chance(0.3)) return;
      talk.state = 'up';
      talk.answeredAt = now;
      if (chance(0.9)) await calls.answered({ callId, answeredAt: clock.now() });
      return;
    }
    if (talk.state !== 'up') {
      // Old messages come again.
      if (talk.state === 'lost' || !chance(0.1)) return;
      seen.repeated += 1;
      if (talk.report !== null) await calls.end(talk.report);
      await calls.authorise(talk.asking);
      await calls.extend({ callId, fundedSeconds: talk.funded });
      return;
    }
    const talked = Math.floor((now - talk.answeredAt) / 1_000);
    if (chance(0.1)) return end(talk, talked);
    // Some edges go on although nothing is paid any more.
    if (talked > talk.funded && chance(0.5)) return end(talk, chance(0.3) ? talked : talk.funded);
    const answers = await Promise.all(
      Array.from({ length: chance(0.1) ? 2 : 1 }, () => calls.extend({ callId, fundedSeconds: talk.funded })),
    );
    for (const answer of answers) {
      if (answer.outcome === 'not_granted') seen.refusedExtensions += 1;
      if ('fundedSeconds' in answer) talk.funded = Math.max(talk.funded, answer.fundedSeconds);
    }
  };

  const crowded = await kit.customerOf(first.partner, 7n * MINUTE);
  callers.push(crowded);
  await Promise.all([
    ...Array.from({ length: CROWD }, () => begin(crowded)),
    ...Array.from({ length: 12 }, () => move(crowded)),
  ]);
  for (let round = 0; round < ROUNDS; round += 1) {
    clock.advanceMs(random.integer(500, 45_000));
    const starting = Array.from({ length: Math.ceil(CALLS / ROUNDS) }, () => begin());
    const moving = Array.from({ length: 6 }, () => move());
    const sweeping = chance(0.5) ? [calls.sweep({ silentNodes: chance(0.3) ? ['edge-2'] : [] })] : [];
    const going = talks.map(live);
    const swept = (await Promise.all([...sweeping])).reduce((sum, one) => sum + one, 0);
    seen.swept += swept;
    await Promise.all([...starting, ...moving, ...going]);
  }

  // What chance may leave out is done once for certain, on wallets that nobody else moves.
  const start = async (caller: Caller): Promise<Talk> => {
    const asking = kit.asking(caller);
    const talk: Talk = { caller, asking, state: 'refused', funded: 0, answeredAt: 0, report: null };
    talks.push(talk);
    const answer = await calls.authorise(asking);
    if (answer.outcome !== 'allowed') {
      seen.refusedCalls += 1;
      return talk;
    }
    await calls.answered({ callId: asking.callId, answeredAt: clock.now() });
    return Object.assign(talk, { state: 'up', funded: answer.fundedSeconds });
  };
  const thin = await kit.customerOf(first.partner, MINUTE);
  const silent = await kit.customerOf(first.partner, 2n * MINUTE);
  callers.push(thin, silent);
  const long = await start(thin);
  expect((await start(thin)).state).toBe('refused');
  const more = await calls.extend({ callId: long.asking.callId, fundedSeconds: long.funded });
  if (more.outcome === 'not_granted') seen.refusedExtensions += 1;
  clock.advanceMs((long.funded + 200) * 1_000);
  long.report = kit.ending(long.asking.callId, long.funded + 200);
  long.state = 'over';
  for (let time = 0; time < 2; time += 1) {
    const outcome = await calls.end(long.report);
    if ('writtenOff' in outcome && outcome.writtenOff > 0n) seen.writtenOff += 1;
    seen.repeated += time;
  }
  const lastHeard = await start(silent);
  await calls.extend({ callId: lastHeard.asking.callId, fundedSeconds: lastHeard.funded });
  clock.advanceMs(10_000);
  Object.assign(lastHeard, { state: 'lost', report: kit.ending(lastHeard.asking.callId, 10) });

  clock.advanceMs(3 * 3_600_000);
  for (let swept = -1; swept !== 0;) {
    swept = await calls.sweep();
    seen.swept += swept;
  }
  // Late reports of what was lost, some of them twice.
  const lost = talks.filter(({ state, report }) => state === 'lost' && report !== null);
  const late = await Promise.all(
    lost.flatMap(({ report }) => [calls.end(report!), ...(chance(0.3) ? [calls.end(report!)] : [])]),
  );
  seen.corrected = late.filter((one) => 'corrected' in one && one.corrected).length;
  console.log(`overspend seed ${SEED}: ${JSON.stringify({ calls: talks.length, ...seen })}`);
  // The story must have been one: a check that meets nothing proves nothing.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);

  await check(
    first.partnerId,
    callers,
    talks.map(({ asking }) => asking.callId),
    began,
  );
}, 300_000);

async function check(
  partnerId: string,
  callers: readonly Caller[],
  ids: readonly string[],
  began: Date,
): Promise<void> {
  const reader = kit.db.kysely;
  await kit.isQuiet();
  const { rows: cdrs } = await sql<{ id: string; n: bigint }>`
    SELECT id, count(*) AS n FROM cdr WHERE partner_id = ${partnerId} GROUP BY id`.execute(reader);
  expect(cdrs.filter(({ n }) => n !== 1n)).toEqual([]);
  expect(cdrs.map(({ id }) => id).toSorted()).toEqual([...ids].toSorted());

  for (const { customerId, walletAccountId } of callers) {
    // However often it changed, no balance was ever below the floor.
    const { rows } = await sql<{ lowest: bigint; paid: bigint; cost: bigint }>`SELECT
      (SELECT coalesce(min(debit_balance_after), 0) FROM ledger_transfer
        WHERE partner_id = ${partnerId} AND debit_account_id = ${walletAccountId}) AS lowest,
      (SELECT coalesce(sum(CASE WHEN debit_account_id = ${walletAccountId} THEN amount ELSE -amount END), 0)::bigint
        FROM ledger_transfer WHERE partner_id = ${partnerId} AND reference LIKE 'cdr:%'
          AND ${walletAccountId} IN (debit_account_id, credit_account_id)) AS paid,
      (SELECT coalesce(sum(cost), 0)::bigint FROM cdr
        WHERE partner_id = ${partnerId} AND customer_id = ${customerId}) AS cost`.execute(reader);
    const [row] = rows;
    expect(row!.lowest).toBeGreaterThanOrEqual(0n);
    expect(row!.paid).toBe(row!.cost);
  }
  // Nor was that of any other account that has one: the ledger's own constraint counts what is held as well.
  const { rows: below } =
    await sql`SELECT a.kind, min(t.debit_balance_after) AS lowest FROM ledger_account_balance a
    JOIN ledger_transfer t ON t.partner_id = a.partner_id AND t.debit_account_id = a.id
    WHERE a.partner_id = ${partnerId} AND a.floor IS NOT NULL GROUP BY a.id, a.kind, a.floor
    HAVING min(t.debit_balance_after) < a.floor`.execute(reader);
  expect(below).toEqual([]);
  const { rows: sums } = await sql<{
    cost: bigint;
    wholesale: bigint;
    written_off: bigint;
    margin: bigint;
  }>`SELECT
    sum(cost)::bigint AS cost, sum(wholesale_cost)::bigint AS wholesale, sum(written_off)::bigint AS written_off,
    sum(margin)::bigint AS margin FROM cdr WHERE partner_id = ${partnerId}`.execute(reader);
  const { cost, wholesale, margin } = sums[0]!;
  expect(cost).toBeGreaterThan(0n);
  expect(margin).toBe(cost - wholesale);
  expect(await kit.book({ partnerId }, 'usage_revenue')).toBe(wholesale);
  // What is left of the calls is the partner's, losses and write-offs too.
  const { rows: kept } = await sql<{ net: bigint }>`SELECT
      sum(CASE WHEN a.id = t.credit_account_id THEN t.amount ELSE -t.amount END)::bigint AS net
    FROM ledger_account_balance a JOIN ledger_transfer t
      ON t.partner_id = a.partner_id AND a.id IN (t.credit_account_id, t.debit_account_id) AND t.reference LIKE 'cdr:%'
    WHERE a.partner_id = ${partnerId} AND a.kind IN ('margin', 'master', 'write_off')`.execute(reader);
  expect(kept[0]!.net).toBe(margin);

  const rollups = async (): Promise<unknown[]> => {
    const { rows } =
      await sql`SELECT to_jsonb(r) AS r FROM cdr_rollup r WHERE partner_id = ${partnerId} AND attempts <> 0
      UNION ALL SELECT to_jsonb(d) FROM cdr_rollup_day d WHERE partner_id = ${partnerId} AND attempts <> 0
      ORDER BY 1`.execute(reader);
    return rows;
  };
  const written = await rollups();
  const day = utcDay;
  await kit.app.services.cdrs.rebuild(partnerId, { from: day(began), to: day(kit.clock.now()) }, kit.by());
  expect(await rollups()).toEqual(written);
}
