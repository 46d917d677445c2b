import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it, test } from 'vitest';
import { TEST_ACTOR } from '../../test/app.ts';
import { testDatabase } from '../../test/database.ts';
import { closePeriods } from './close-periods.ts';
import { readPackedTraffic, readTotals } from './packed-traffic.ts';
import { ensurePartitions } from './partitions.ts';
import { plausibleCalls } from './plausible-calls.ts';
import { rankTraffic, type RankingAsked } from './ranking.ts';
import { rebuildRollups } from './rebuild.ts';
import { correctCall } from './recording-store.ts';
import { checkRunning } from './running-check.ts';
import { coverByRunning } from './running-cover.ts';
import { extendRunning } from './running.ts';
import { answeredAt, record, story } from './test-calls.ts';
import type { Window } from './traffic.ts';

const db = await testDatabase();
await ensurePartitions(db, new Date('2025-12-01T00:00:00Z'), new Date('2026-02-01T00:00:00Z'));

const at = (text: string): Date => new Date(text);
const between = (from: string, before: string): Window => ({ from: at(from), before: at(before) });
const whole = between('2025-12-01T00:00:00Z', '2026-02-01T00:00:00Z');
const HOUR_MS = 3_600_000;

type Dimension = RankingAsked['dimension'];
const DIMENSIONS: readonly Dimension[] = ['customer', 'trunk', 'number'];

interface Asked {
  readonly dimension: Dimension;
  readonly window: Window;
  readonly previous: Window | null;
  readonly direction: RankingAsked['direction'];
}

/** Every key's sums, added up from nothing but the rows of calls. */
async function straight(partnerId: string, asked: Asked, { from, before }: Window): Promise<string[]> {
  const key = {
    customer: sql`''`,
    trunk: sql`trunk_id::text`,
    number: sql`CASE call_direction WHEN 'outbound' THEN caller_id_number ELSE destination_number END`,
  }[asked.dimension];
  const { rows } = await sql<{ line: string }>`
    SELECT concat_ws(' ', customer_id, key, count(*), count(*) FILTER (WHERE refused), count(answer_time),
      count(*) FILTER (WHERE cause_class IN ('answered', 'busy', 'no_answer', 'cancelled', 'rejected')),
      count(*) FILTER (WHERE answer_time IS NOT NULL AND billsec <= 6), sum(duration), sum(billsec), sum(selling_billed_seconds),
      sum(cost + streaming_cost), sum(wholesale_cost), sum(margin), coalesce(sum(pdd_ms), 0), count(pdd_ms),
      coalesce(sum(mos_hundredths), 0), count(mos_hundredths)) AS line
    FROM (SELECT *, ${key} AS key FROM cdr WHERE partner_id = ${partnerId} AND cdr_time(id) >= ${from} AND cdr_time(id) < ${before}) c
    WHERE (${asked.direction}::text IS NULL OR call_direction = ${asked.direction}) AND key IS NOT NULL
      AND (key <> '' OR ${asked.dimension} = 'customer')
    GROUP BY customer_id, key`.execute(db.kysely);
  return rows.map((row) => row.line).sort();
}

type Sums = Awaited<ReturnType<typeof rankTraffic>>['total']['now'];
const line = (customerId: string, key: string, s: Sums): string =>
  [
    ...[customerId, key].filter((part, index) => index === 0 || part !== ''),
    ...[
      s.attempts,
      s.refused,
      s.answered,
      s.reached,
      s.shortCalls,
      s.durationSeconds,
      s.talkSeconds,
      s.billedSeconds,
    ],
    ...[s.cost, s.wholesaleCost, s.margin, s.pddMsSum, s.pddCount, s.mosHundredthsSum, s.mosCount],
  ].join(' ');

async function ranked(partnerId: string, asked: Asked, reader = db.kysely) {
  return rankTraffic(
    reader,
    { partnerIds: [partnerId], customerId: null },
    { ...asked, currency: 'INR', value: (now) => now('cost'), order: 'desc', limit: 10_000 },
  );
}

/** Both stretches are what the calls make, key by key. */
async function expectStraight(partnerId: string, asked: Asked): Promise<void> {
  const { entries, count, total } = await ranked(partnerId, asked);
  const lines = (side: 'now' | 'before'): string[] =>
    entries
      .filter((one) => one[side].attempts > 0)
      .map((one) => line(one.customerId, one.key, one[side]))
      .sort();
  const tidy = (rows: readonly string[]): string[] => rows.map((row) => row.replace(/ {2,}/g, ' '));
  expect(lines('now')).toEqual(tidy(await straight(partnerId, asked, asked.window)));
  expect(lines('before')).toEqual(
    asked.previous === null ? [] : tidy(await straight(partnerId, asked, asked.previous)),
  );
  expect(count).toBe(entries.length);
  expect(total.now.cost).toBe(entries.reduce((sum, one) => sum + one.now.cost, 0n));
  expect(total.before.attempts).toBe(entries.reduce((sum, one) => sum + one.before.attempts, 0));
}

const SUMS_OF_CALLS = sql`count(*), count(*) FILTER (WHERE refused), count(answer_time),
  count(*) FILTER (WHERE cause_class IN ('answered', 'busy', 'no_answer', 'cancelled', 'rejected')),
  count(*) FILTER (WHERE answer_time IS NOT NULL AND billsec <= 6), sum(duration), sum(billsec), sum(selling_billed_seconds),
  sum(cost + streaming_cost), sum(wholesale_cost), sum(margin), coalesce(sum(pdd_ms), 0), count(pdd_ms),
  coalesce(sum(mos_hundredths), 0), count(mos_hundredths)`;

/** Rows grouped by some columns, from nothing but the rows of calls. */
async function grouped(partnerId: string, { from, before }: Window, columns: string): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    SELECT concat_ws('|', ${sql.raw(columns)}, ${SUMS_OF_CALLS}) AS line
    FROM (SELECT *, CASE call_direction WHEN 'outbound' THEN coalesce(wholesale_prefix, selling_prefix, '') ELSE '' END AS destination,
        coalesce(CASE WHEN refused THEN failure_code ELSE hangup_cause END, '') AS why
      FROM cdr WHERE partner_id = ${partnerId} AND cdr_time(id) >= ${from} AND cdr_time(id) < ${before}) c
    GROUP BY ${sql.raw(columns)}`.execute(db.kysely);
  return rows.map((row) => row.line).sort();
}

/** Destinations with causes, and the partner's totals, are what the calls make; of windows that touch, overlap or lie apart. */
async function expectPacked(partnerId: string, ...windows: readonly Window[]): Promise<void> {
  const text = (keys: readonly string[], s: Sums): string =>
    [...keys, line('', '', s).trimStart().replaceAll(' ', '|')].join('|');
  const places = await readPackedTraffic(db.kysely, [partnerId], 'destination', windows);
  const totals = await readTotals(db.kysely, [partnerId], windows);
  expect([places.length, totals.length]).toEqual([windows.length, windows.length]);
  for (const [nth, window] of windows.entries()) {
    const rows = (places[nth] ?? []).map((one) =>
      text([one.key, one.cause, one.direction, one.currency], one),
    );
    expect(rows.sort()).toEqual(
      await grouped(partnerId, window, 'destination, why, call_direction, currency'),
    );
    expect((totals[nth] ?? []).map((one) => text([one.direction, one.currency], one)).sort()).toEqual(
      await grouped(partnerId, window, 'call_direction, currency'),
    );
  }
}

const everything = async (partnerId: string): Promise<void> => {
  // The same days by other clocks: cut before noon and after it.
  const cuts = [
    whole,
    between('2025-12-30T18:15:00Z', '2026-01-02T18:15:00Z'),
    between('2025-12-31T03:30:00Z', '2026-01-01T03:30:00Z'),
    between('2025-12-31T03:30:00Z', '2025-12-31T20:15:00Z'),
  ];
  for (const window of cuts) {
    const previous = window === whole ? null : between('2025-12-29T05:00:00Z', window.from.toISOString());
    for (const dimension of DIMENSIONS)
      await expectStraight(partnerId, { dimension, window, previous, direction: null });
  }
  await expectPacked(partnerId, ...cuts);
};

const days = async (partnerId: string): Promise<string[]> => {
  const { rows } = await sql<{ day: string }>`
    SELECT day::text AS day FROM cdr_running WHERE partner_id = ${partnerId} ORDER BY 1`.execute(db.kysely);
  return rows.map(({ day }) => day.slice(5));
};

test('every table of every window is what its calls make, whatever of it is packed', async () => {
  const quarter = fc.nat(9 * 96).map((n) => new Date(at('2025-12-28T00:00:00Z').getTime() + n * 900_000));
  const midnight = fc.nat(9).map((n) => new Date(at('2025-12-28T00:00:00Z').getTime() + n * 24 * HOUR_MS));
  const edge = fc.oneof(quarter, midnight);
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      fc.nat(9 * 24),
      fc.array(fc.tuple(edge, edge, edge, fc.constantFrom(null, 'inbound' as const, 'outbound' as const)), {
        minLength: 3,
        maxLength: 4,
      }),
      async (seed, hoursClosed, windows) => {
        const told = story({
          seed,
          count: 300,
          from: at('2025-12-28T00:00:00Z'),
          before: at('2026-01-05T00:00:00Z'),
        });
        await record(db, [...plausibleCalls(told)]);
        await closePeriods(db, new Date(told.from.getTime() + hoursClosed * HOUR_MS));
        for (const [a, b, c, direction] of windows) {
          const [one, two, three] = [a, b, c].sort((x, y) => x.getTime() - y.getTime()) as [Date, Date, Date];
          for (const dimension of DIMENSIONS)
            await expectStraight(told.partnerId, {
              dimension,
              window: { from: two, before: three },
              previous: { from: one, before: two },
              direction,
            });
          await expectPacked(
            told.partnerId,
            { from: two, before: three },
            { from: one, before: two },
            { from: one, before: three },
          );
        }
        const check = await checkRunning(db.kysely, told.partnerId, whole);
        expect(check).toMatchObject({ differing: 0, first: null });
      },
    ),
    { numRuns: 5, endOnFailure: true },
  );
});

describe('running sums', () => {
  const told = () =>
    story({ count: 120, from: at('2025-12-30T00:00:00Z'), before: at('2026-01-03T00:00:00Z') });
  const now = at('2026-01-06T05:00:00Z');

  it('begin with the year, and go as far as days are closed', async () => {
    const { partnerId, ...rest } = told();
    await record(db, [...plausibleCalls({ partnerId, ...rest })]);
    await closePeriods(db, at('2026-01-02T12:00:00Z'));
    expect(await days(partnerId)).toEqual(['12-30', '12-31', '01-01']);
    await everything(partnerId);
    const check = await checkRunning(db.kysely, partnerId, whole);
    expect(check.checked).toBeGreaterThan(20);
    await closePeriods(db, now);
    expect(await days(partnerId)).toEqual(['12-30', '12-31', '01-01', '01-02']);
    await everything(partnerId);
  });

  it('are given up from a late call, a correction or a rebuild on, and made again', async () => {
    const { partnerId, customerIds, ...rest } = told();
    await record(db, [...plausibleCalls({ partnerId, customerIds, ...rest })]);
    await closePeriods(db, now);
    const late = answeredAt('2026-01-01T10:00:00Z', { partnerId, customerId: customerIds[0] });
    await record(db, [late]);
    expect(await days(partnerId)).toEqual(['12-30', '12-31']);
    await everything(partnerId);
    await closePeriods(db, now);
    expect(await days(partnerId)).toHaveLength(4);
    await everything(partnerId);
    await db.inTransaction((tx) => correctCall(tx, partnerId, late.callId, { cost: 77n, margin: -5n }, now));
    await everything(partnerId);
    await closePeriods(db, now);
    expect(await days(partnerId)).toHaveLength(4);
    await everything(partnerId);
    await rebuildRollups(
      db,
      partnerId,
      { from: '2025-12-31', to: '2025-12-31' },
      { actor: TEST_ACTOR, at: now },
    );
    expect(await days(partnerId)).not.toContain('12-31');
    await closePeriods(db, now);
    await everything(partnerId);
  });

  it('are given up by a late call of a day that had none', async () => {
    const { partnerId, customerIds, ...rest } = told();
    await record(db, [...plausibleCalls({ partnerId, customerIds, ...rest })]);
    await record(db, [answeredAt('2026-01-05T10:00:00Z', { partnerId, customerId: customerIds[0] })]);
    await closePeriods(db, at('2026-01-06T12:00:00Z'));
    expect(await days(partnerId)).toContain('01-05');
    await record(db, [answeredAt('2026-01-04T10:00:00Z', { partnerId, customerId: customerIds[1]! })]);
    expect(await days(partnerId)).not.toContain('01-05');
    await everything(partnerId);
    // Before the first call that there was.
    await record(db, [answeredAt('2025-12-03T10:00:00Z', { partnerId, customerId: customerIds[1]! })]);
    expect((await days(partnerId)).filter((day) => day.startsWith('12'))).toEqual([]);
    await everything(partnerId);
    await closePeriods(db, at('2026-01-06T12:00:00Z'));
    expect(await days(partnerId)).toEqual(['12-03', '12-30', '12-31', '01-01', '01-02', '01-04', '01-05']);
    await everything(partnerId);
  });

  it('stay right while calls are recorded into their days and they are made over and over', async () => {
    const { partnerId, ...rest } = told();
    const calls = [...plausibleCalls({ partnerId, ...rest })];
    await record(db, calls.slice(0, 20));
    await Promise.all([
      (async () => {
        for (let first = 20; first < calls.length; first += 5)
          await record(db, calls.slice(first, first + 5));
      })(),
      (async () => {
        for (let turn = 0; turn < 8; turn += 1) await closePeriods(db, now);
      })(),
    ]);
    await everything(partnerId);
    await closePeriods(db, now);
    expect(await days(partnerId)).toHaveLength(4);
    await everything(partnerId);
  });

  it('keep currencies apart', async () => {
    const { partnerId, customerIds, ...rest } = told();
    await record(db, [...plausibleCalls({ partnerId, customerIds, ...rest })]);
    const other = { partnerId, customerId: customerIds[0], currency: 'USD', cost: 900_000n };
    await record(db, [answeredAt('2025-12-31T03:00:00Z', other), answeredAt('2026-01-01T09:00:00Z', other)]);
    const window = between('2025-12-31T03:30:00Z', '2026-01-02T18:15:00Z');
    const check = async (): Promise<void> => {
      for (const of of [whole, window]) {
        await expectPacked(partnerId, of);
      }
    };
    await check();
    await closePeriods(db, now);
    expect(await days(partnerId)).toHaveLength(4);
    await check();
  });

  it('are not made of too many keys', async () => {
    const { partnerId, ...rest } = told();
    await record(db, [...plausibleCalls({ partnerId, ...rest })]);
    const window = between('2025-12-01T00:00:00Z', '2026-01-06T00:00:00Z');
    await closePeriods(db, now);
    await sql`DELETE FROM cdr_running WHERE partner_id = ${partnerId}`.execute(db.kysely);
    await sql`DELETE FROM cdr_running_place WHERE partner_id = ${partnerId}`.execute(db.kysely);
    expect(await extendRunning(db, partnerId, window, 2)).toBe(0);
    await everything(partnerId);
    expect(await extendRunning(db, partnerId, window)).toBe(4);
    await everything(partnerId);
  });

  it('are taken with the shorter part of a day that a window cuts, and what is beyond it is taken away', async () => {
    const { partnerId, ...rest } = told();
    await record(db, [...plausibleCalls({ partnerId, ...rest })]);
    await closePeriods(db, now);
    const cover = async (from: string, before: string) =>
      (await coverByRunning(db.kysely, [partnerId], [between(from, before)]))[0];
    expect(await cover('2025-12-31T06:00:00Z', '2026-01-02T18:00:00Z')).toEqual({
      pieces: [
        { partnerId, day: '2025-12-30', times: -1 },
        { partnerId, day: '2025-12-31', times: 1 },
        { partnerId, day: '2026-01-02', times: 1 },
      ],
      rest: [
        { partnerId, ...between('2025-12-31T00:00:00Z', '2025-12-31T06:00:00Z'), times: -1 },
        { partnerId, ...between('2026-01-02T18:00:00Z', '2026-01-03T00:00:00Z'), times: -1 },
      ],
    });
    expect(await cover('2025-12-30T18:00:00Z', '2026-01-02T06:00:00Z')).toEqual({
      pieces: [
        { partnerId, day: '2025-12-30', times: -1 },
        { partnerId, day: '2025-12-31', times: 1 },
        { partnerId, day: '2026-01-01', times: 1 },
      ],
      rest: [
        { partnerId, ...between('2025-12-30T18:00:00Z', '2025-12-31T00:00:00Z'), times: 1 },
        { partnerId, ...between('2026-01-02T00:00:00Z', '2026-01-02T06:00:00Z'), times: 1 },
      ],
    });
  });

  it('and what is taken away from them are of the same moment, whoever is told of a call meanwhile', async () => {
    const { partnerId, customerIds, ...rest } = told();
    await record(db, [...plausibleCalls({ partnerId, customerIds, ...rest })]);
    await closePeriods(db, now);
    const window = between('2025-12-31T06:00:00Z', '2026-01-02T18:00:00Z');
    const asked = { dimension: 'customer', window, previous: null, direction: null } as const;
    const places = async (reader = db.kysely) =>
      (await readPackedTraffic(reader, [partnerId], 'destination', [window])).flat();
    const before = [await places(), (await ranked(partnerId, asked)).total];
    // A call of the part that is taken away, told of after the first statement of each reading.
    let late = 0;
    const reader = db.kysely.withPlugin({
      transformQuery: ({ node }) => node,
      async transformResult({ result }) {
        if (result.rows.some((row) => 'last_but_one' in row)) {
          late += 1;
          await record(db, [answeredAt('2025-12-31T03:00:00Z', { partnerId, customerId: customerIds[0] })]);
        }
        return result;
      },
    });
    expect(await places(reader)).toEqual(before[0]);
    await closePeriods(db, now);
    expect((await ranked(partnerId, asked, reader)).total).toEqual(before[1]);
    expect(late).toBe(2);
    await everything(partnerId);
  });

  it('are not taken beyond a window where the calls that would be taken away are in the archive', async () => {
    const { partnerId, ...rest } = told();
    await record(db, [...plausibleCalls({ partnerId, ...rest })]);
    await closePeriods(db, now);
    const window = between('2025-12-31T06:00:00Z', '2026-01-02T18:00:00Z');
    const signs = async (): Promise<number[]> => {
      const [cover] = await coverByRunning(db.kysely, [partnerId], [window]);
      return cover?.rest.map(({ times }) => times) ?? [];
    };
    expect(await signs()).toEqual([-1, -1]);
    await sql`INSERT INTO cdr_archive (id, month, state, started_at)
      VALUES (gen_random_uuid(), '2025-12-01', 'dropped', '2026-01-01')`.execute(db.kysely);
    expect(await signs()).toEqual([1, -1]);
    await sql`DELETE FROM cdr_archive`.execute(db.kysely);
  });
});
