import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { TEST_ACTOR } from '../../test/app.ts';
import { testDatabase } from '../../test/database.ts';
import { encodeCursor } from '../platform/http/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { startOf } from './call-time.ts';
import { listedBy, type CdrFilter } from './cdr-filter.ts';
import { closePeriods } from './close-periods.ts';
import { conditionsOf } from './conditions.ts';
import { periodStart } from './cover-window.ts';
import { listCdrs, sumMatches } from './listing.ts';
import { ensurePartitions } from './partitions.ts';
import { closePeriod, selectListed, selectOpen } from './period-store.ts';
import { plausibleCalls } from './plausible-calls.ts';
import { rebuildRollups } from './rebuild.ts';
import { correctCall } from './recording-store.ts';
import { checkDays, checkMonth } from './sums-check-store.ts';
import { callsOf } from './sums.ts';
import { answeredAt, record, story } from './test-calls.ts';

const db = await testDatabase();
await ensurePartitions(db, new Date('2026-01-01T00:00:00Z'), new Date('2026-04-01T00:00:00Z'));
const at = (text: string): Date => new Date(text);
const EVERYTHING = { from: null, before: null };
const NOW = at('2026-03-06T05:00:00Z');
const by = { actor: TEST_ACTOR, at: NOW };

/** A partner with calls from the end of February into March, in two currencies. */
async function tell(seed: number): Promise<string> {
  const one = story({
    seed,
    count: 300,
    from: at('2026-02-26T00:00:00Z'),
    before: at('2026-03-04T00:00:00Z'),
  });
  const calls = [...plausibleCalls(one)].map((call, index) =>
    index % 7 === 0 ? { ...call, currency: 'USD' } : call,
  );
  await record(db, calls);
  return one.partnerId;
}

/** The sums of a list, straight from the calls. */
async function straight(partnerId: string, filter: CdrFilter): Promise<unknown> {
  const { rows } = await sql`SELECT c.currency, count(*)::int AS calls, count(c.answer_time)::int AS answered,
      sum(c.duration)::int AS "durationSeconds", sum(c.billsec)::int AS "talkSeconds", sum(c.cost + c.streaming_cost)::bigint AS cost
    FROM cdr c WHERE ${conditionsOf(partnerId, filter)} GROUP BY c.currency ORDER BY c.currency`.execute(
    db.kysely,
  );
  return { currencies: rows, capped: false };
}

const some = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const instant = fc
  .tuple(fc.integer({ min: -30, max: 170 }), fc.constantFrom(0, 0, 1_234_567))
  .map(([hour, ms]) => new Date(at('2026-02-26T00:00:00Z').getTime() + hour * 3_600_000 + ms));
const window = fc
  .tuple(fc.option(instant), fc.option(instant))
  .map(([a, b]) => (a !== null && b !== null && a > b ? { from: b, before: a } : { from: a, before: b }));
const shared = {
  direction: some('inbound' as const, 'outbound' as const),
  context: some('sip-trunking' as const, 'voice-api' as const),
};
const ended = fc.record({
  ...shared,
  window,
  hangupCause: some('NORMAL_CLEARING', 'NO_ANSWER', 'USER_BUSY', 'CALL_REJECTED', 'NEVER'),
  hangupDisposition: some('send_bye', 'recv_bye', 'send_refuse'),
  classes: some(['answered'] as const, ['busy'] as const, ['failed', 'refused', 'rejected'] as const),
});
const lasted = fc.record({
  ...shared,
  window,
  minDuration: some(0, 1, 20, 60, 400, 100_000),
  maxDuration: some(0, 5, 30, 90, 600),
  classes: some(['answered'] as const),
});
const filters = fc.oneof(ended, lasted).map((given): CdrFilter => {
  const made: unknown = Object.fromEntries(Object.entries(given).filter(([, one]) => one !== undefined));
  return made as CdrFilter;
});

/** Nothing that is listed is counted: what is read from the calls is only what no period has. */
const sums = (partnerId: string, filter: CdrFilter) => sumMatches(db.kysely, partnerId, filter, 1_000_000);

async function agree(partnerId: string, numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(filters, async (filter) => {
      expect(listedBy(filter)).not.toBeNull();
      expect(await sums(partnerId, filter)).toEqual(await straight(partnerId, filter));
    }),
    { numRuns },
  );
}

test('sums by cause, disposition and duration are those of the calls, whatever of the time is closed', async () => {
  const grains = ['hour', 'day', 'month'] as const;
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      fc.array(fc.tuple(fc.nat(2), fc.nat(150)), { maxLength: 25 }),
      async (seed, closed) => {
        const partnerId = await tell(seed);
        for (const [grain, hour] of closed) {
          const starts = new Date(at('2026-02-26T00:00:00Z').getTime() + hour * 3_600_000);
          const period = {
            grain: grains[grain] ?? 'hour',
            starts: periodStart(grains[grain] ?? 'hour', starts),
          };
          expect(await closePeriod(db, partnerId, period)).toBe(true);
        }
        await agree(partnerId, 25);
      },
    ),
    { numRuns: 6 },
  );
});

test('sums of one customer are those of its calls, whatever of the time is closed', async () => {
  const grains = ['hour', 'day', 'month'] as const;
  const partnerId = await tell(11);
  const { rows } = await sql<{ id: string }>`SELECT DISTINCT customer_id AS id FROM cdr
    WHERE partner_id = ${partnerId} ORDER BY 1`.execute(db.kysely);
  const ofCustomer = async (): Promise<void> => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...rows.map(({ id }) => id), uuidv7()),
        window,
        shared.direction,
        async (customerId, asked, direction) => {
          const filter = { customerId, window: asked, ...(direction === undefined ? {} : { direction }) };
          expect(await sums(partnerId, filter)).toEqual(await straight(partnerId, filter));
        },
      ),
      { numRuns: 30 },
    );
  };
  await ofCustomer();
  for (const [grain, hour] of [
    [0, 30],
    [0, 31],
    [1, 30],
    [1, 80],
    [0, 140],
    [2, 0],
  ] as const) {
    const starts = new Date(at('2026-02-26T00:00:00Z').getTime() + hour * 3_600_000);
    expect(
      await closePeriod(db, partnerId, { grain: grains[grain], starts: periodStart(grains[grain], starts) }),
    ).toBe(true);
    await ofCustomer();
  }
  await closePeriods(db, NOW);
  await ofCustomer();
  await record(db, [answeredAt('2026-02-27T10:30:00Z', { partnerId, customerId: rows[0]!.id })]);
  await ofCustomer();
});

test('they follow late calls, corrections after closing and rebuilds', async () => {
  const partnerId = await tell(3);
  await closePeriods(db, NOW);
  await agree(partnerId, 40);
  const late = answeredAt('2026-02-27T10:30:00Z', { partnerId, customerId: uuidv7() });
  await record(db, [late]);
  await agree(partnerId, 20);
  await closePeriods(db, NOW);
  await agree(partnerId, 20);
  // Nothing but the cause and the disposition: no rollup changes.
  const changes = { hangupCause: 'MEDIA_TIMEOUT', hangupDisposition: 'recv_bye', durationSeconds: 17 };
  await db.inTransaction((tx) => correctCall(tx, partnerId, late.callId, changes, NOW));
  await agree(partnerId, 20);
  await closePeriods(db, NOW);
  await agree(partnerId, 20);
  const one = await sums(partnerId, { hangupCause: 'MEDIA_TIMEOUT', window: EVERYTHING });
  expect(one).toEqual(await straight(partnerId, { hangupCause: 'MEDIA_TIMEOUT', window: EVERYTHING }));
  await rebuildRollups(db, partnerId, { from: null, to: null }, by);
  await closePeriods(db, NOW);
  await agree(partnerId, 20);
});

test('of closed time no call is counted, and sums are exact beyond the most that are', async () => {
  const partnerId = await tell(4);
  await closePeriods(db, NOW);
  for (const filter of [{ hangupCause: 'NORMAL_CLEARING' }, { minDuration: 10 }, { maxDuration: 400 }]) {
    const asked = { ...filter, window: EVERYTHING };
    const got = await sumMatches(db.kysely, partnerId, asked, 3);
    expect(got).toEqual(await straight(partnerId, asked));
    expect(callsOf(got)).toBeGreaterThan(3);
  }
  await sql`UPDATE cdr_period SET listed = false WHERE partner_id = ${partnerId}`.execute(db.kysely);
  const cut = await sumMatches(
    db.kysely,
    partnerId,
    { hangupCause: 'NORMAL_CLEARING', window: EVERYTHING },
    3,
  );
  expect([cut.capped, callsOf(cut)]).toEqual([true, 4]);
  for (const filter of [{}, { direction: 'inbound' as const }, { classes: ['answered' as const] }]) {
    const asked = { ...filter, window: EVERYTHING };
    expect(await sumMatches(db.kysely, partnerId, asked, 3)).toEqual(await straight(partnerId, asked));
  }
});

test('what was closed before there were such sums gets them from the job', async () => {
  const partnerId = await tell(5);
  await closePeriods(db, NOW);
  await sql`UPDATE cdr_period SET listed = false WHERE partner_id = ${partnerId}`.execute(db.kysely);
  await sql`DELETE FROM cdr_ending_sum WHERE partner_id = ${partnerId}`.execute(db.kysely);
  await sql`DELETE FROM cdr_duration_sum WHERE partner_id = ${partnerId}`.execute(db.kysely);
  const all = { from: at('2026-01-01T00:00:00Z'), before: NOW };
  expect(await selectOpen(db.kysely, partnerId, 'day', all, 10)).toHaveLength(6);
  await closePeriods(db, NOW);
  expect(await selectOpen(db.kysely, partnerId, 'day', all, 10)).toEqual([]);
  expect((await selectListed(db.kysely, partnerId, all)).map(({ grain }) => grain)).toContain('month');
  await agree(partnerId, 20);
});

test('a period whose sums would not be those of the rollups is not closed', async () => {
  const partnerId = await tell(6);
  await sql`UPDATE cdr_rollup_day SET cause_class = 'failed'
    WHERE partner_id = ${partnerId} AND cause_class = 'no_answer' AND NOT EXISTS (SELECT FROM cdr_rollup_day o
      WHERE o.partner_id = cdr_rollup_day.partner_id AND o.customer_id = cdr_rollup_day.customer_id AND o.dimension = cdr_rollup_day.dimension
        AND o.day = cdr_rollup_day.day AND o.key = cdr_rollup_day.key AND o.call_direction = cdr_rollup_day.call_direction
        AND o.context = cdr_rollup_day.context AND o.currency = cdr_rollup_day.currency AND o.cause_class = 'failed')`.execute(
    db.kysely,
  );
  const days = ['2026-02-26', '2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02', '2026-03-03'];
  const closed = [];
  for (const day of days)
    closed.push(await closePeriod(db, partnerId, { grain: 'day', starts: at(`${day}T00:00:00Z`) }));
  expect(closed).toContain(false);
});

test('who checks the sums sees one that is not what its calls make', async () => {
  const partnerId = await tell(7);
  await closePeriods(db, NOW);
  const day = { from: at('2026-03-01T00:00:00Z'), before: at('2026-03-02T00:00:00Z') };
  const month = { from: at('2026-02-01T00:00:00Z'), before: at('2026-03-01T00:00:00Z') };
  const differing = async (): Promise<number[]> => [
    (await checkDays(db.kysely, partnerId, day)).reduce((sum, one) => sum + one.differing, 0),
    (await checkMonth(db.kysely, partnerId, month)).differing,
  ];
  expect(await differing()).toEqual([0, 0]);
  for (const [table, grain] of [
    ['cdr_ending_sum', 'day'],
    ['cdr_ending_sum', 'hour'],
    ['cdr_duration_sum', 'day'],
  ] as const) {
    await sql`UPDATE ${sql.table(table)} SET cost = cost + 1 WHERE partner_id = ${partnerId} AND grain = ${grain}
      AND starts >= ${day.from} AND starts < ${day.before}`.execute(db.kysely);
    expect((await differing())[0]).toBeGreaterThan(0);
    await rebuildRollups(db, partnerId, { from: null, to: null }, by);
    await closePeriods(db, NOW);
    expect(await differing()).toEqual([0, 0]);
  }
  await sql`UPDATE cdr_duration_sum SET calls = calls + 1 WHERE partner_id = ${partnerId} AND grain = 'month'`.execute(
    db.kysely,
  );
  expect((await differing())[1]).toBeGreaterThan(0);
});

test('of a partner with many calls, what the newest have enough of is counted there alone, and shown right', async () => {
  const one = story({
    seed: 8,
    count: 500,
    from: at('2026-01-02T00:00:00Z'),
    before: at('2026-03-05T00:00:00Z'),
  });
  const { partnerId } = one;
  await record(db, [...plausibleCalls(one)]);
  await closePeriods(db, NOW);
  // As if a hundred calls were many: those of February are looked through at first, and what came after. Of ten, those of March.
  const most = { most: 400, enough: 20, deep: 1, mostShare: 1 };
  const asked = fc.record({
    search: fc.constantFrom('+91', '804', '123', '212', '+9198', '00'),
    window: fc.constantFrom<CdrFilter['window']>(
      EVERYTHING,
      { from: at('2026-01-15T07:00:00Z'), before: at('2026-03-03T11:00:00Z') },
      // A part of the month that is not over.
      { from: at('2026-03-02T07:00:00Z'), before: null },
    ),
    lookedThrough: fc.constantFrom(10, 100),
    byCursor: fc.boolean(),
    offset: fc.integer({ min: 0, max: 20 }).map((page) => page * 10),
  });
  let isCapped = false;
  await fc.assert(
    fc.asyncProperty(asked, async ({ search, window, lookedThrough, byCursor, offset }) => {
      const limits = { ...most, lookedThrough };
      const filter: CdrFilter = { search, window };
      const { rows } = await sql<{
        id: string;
      }>`SELECT c.id FROM cdr c WHERE ${conditionsOf(partnerId, filter)}
        ORDER BY c.id DESC`.execute(db.kysely);
      const ids = rows.map(({ id }) => id);
      const before = ids[offset - 1];
      const cursor = byCursor && before !== undefined ? encodeCursor([before]) : null;
      const page = {
        page: offset / 10 + 1,
        perPage: 10,
        offset: cursor === null ? offset : 0,
        limit: 10,
        cursor,
      };
      const got = await listCdrs(db.kysely, partnerId, filter, page, NOW, limits);
      expect(got.cdrs.map(({ callId }) => callId)).toEqual(ids.slice(offset, offset + 10));
      expect(got.nextCursor !== null).toBe(ids.length > offset + 10);
      expect(got.lastCallAt).toEqual(ids[0] === undefined ? null : startOf(ids[0]));
      const total = callsOf(got.sums);
      if (got.sums.capped) {
        isCapped = true;
        expect(total).toBeGreaterThanOrEqual(limits.enough);
        expect(total).toBeLessThanOrEqual(ids.length);
      } else expect(got.sums).toEqual(await straight(partnerId, filter));
    }),
    { numRuns: 80 },
  );
  expect(isCapped).toBe(true);
});
