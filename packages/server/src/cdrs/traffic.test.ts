import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { TEST_ACTOR } from '../../test/app.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { closePeriods } from './close-periods.ts';
import { readConcurrency } from './concurrency-store.ts';
import { coverWindow, periodEnd, periodStart, type Period } from './cover-window.ts';
import { ensurePartitions } from './partitions.ts';
import { closePeriod, selectClosed } from './period-store.ts';
import { plausibleCalls } from './plausible-calls.ts';
import { rebuildRollups } from './rebuild.ts';
import { correctCall } from './recording-store.ts';
import { selectBusyDays } from './running-store.ts';
import { readPoints, readSeries } from './series-store.ts';
import { answeredAt, record, story, unansweredAt } from './test-calls.ts';
import {
  NOTHING,
  TRAFFIC_DIMENSIONS,
  addTraffic,
  type SeriesRow,
  type TrafficRow,
  type TrafficSums,
  type Window,
} from './traffic.ts';
import { readCustomerCauses, readCustomerDestinations, readTraffic } from './traffic-store.ts';

const db = await testDatabase();
await ensurePartitions(db, new Date('2026-01-01T00:00:00Z'), new Date('2026-04-01T00:00:00Z'));

const at = (text: string): Date => new Date(text);
const between = (from: string, before: string): Window => ({ from: at(from), before: at(before) });

function sorted(rows: readonly TrafficRow[]): string[] {
  const text = (row: TrafficRow): string =>
    JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
  return rows.map(text).sort();
}

/** The same figures from nothing but the calls: whatever is closed is opened for the moment of looking. */
async function fromCalls(partnerId: string, dimension: TrafficRow['key'], window: Window): Promise<string[]> {
  const rows: TrafficRow[] = [];
  await db
    .inTransaction(async (tx) => {
      await sql`DELETE FROM cdr_period WHERE partner_id = ${partnerId}`.execute(tx);
      rows.push(...(await readTraffic(tx, [partnerId], dimension as 'customer', window)));
      throw new Error('undo');
    })
    .catch(() => undefined);
  return sorted(rows);
}

describe('a window', () => {
  const moment = fc
    .integer({
      min: at('2026-01-29T00:00:00Z').getTime() / 60_000,
      max: at('2026-03-03T00:00:00Z').getTime() / 60_000,
    })
    .map((minute) => new Date(minute * 60_000));

  it('is covered once, without gaps, whatever is closed', () => {
    fc.assert(
      fc.property(moment, moment, fc.func(fc.boolean()), (one, other, isClosed) => {
        const [from, before] = one < other ? [one, other] : [other, one];
        const { periods, rest } = coverWindow({ from, before }, (period) =>
          isClosed(`${period.grain}${period.starts.getTime()}`),
        );
        const pieces = [
          ...periods.map((period) => ({ from: period.starts, before: periodEnd(period) })),
          ...rest,
        ].sort((a, b) => a.from.getTime() - b.from.getTime());
        let reached = from.getTime();
        for (const piece of pieces) {
          expect(piece.from.getTime()).toBe(reached);
          reached = piece.before.getTime();
        }
        expect(reached).toBe(before.getTime());
      }),
    );
  });

  it('is covered by the longest periods there are', () => {
    const all = coverWindow(between('2026-01-30T22:30:00Z', '2026-03-02T02:00:00Z'), () => true);
    expect(all.periods.map(({ grain }) => grain)).toEqual(['hour', 'day', 'month', 'day', 'hour', 'hour']);
    expect(all.rest).toEqual([between('2026-01-30T22:30:00Z', '2026-01-30T23:00:00Z')]);
  });
});

test('traffic is the same from the calls, from closed periods and from any mixture of them', async () => {
  const window = between('2026-02-27T10:20:00Z', '2026-03-02T17:40:00Z');
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      fc.array(fc.nat(2), { minLength: 5, maxLength: 20 }),
      async (seed, draws) => {
        const told = story({
          seed,
          count: 300,
          from: at('2026-02-27T00:00:00Z'),
          before: at('2026-03-03T00:00:00Z'),
        });
        await record(db, [...plausibleCalls(told)]);
        const expected = new Map<string, string[]>();
        for (const dimension of TRAFFIC_DIMENSIONS)
          expected.set(dimension, await fromCalls(told.partnerId, dimension, window));
        for (const [index, draw] of draws.entries()) {
          const grain = (['hour', 'day', 'month'] as const)[draw] ?? 'hour';
          const starts = periodStart(grain, new Date(told.from.getTime() + (index * 17 + draw) * 3_600_000));
          expect(await closePeriod(db, told.partnerId, { grain, starts })).toBe(true);
        }
        for (const dimension of TRAFFIC_DIMENSIONS)
          expect(sorted(await readTraffic(db.kysely, [told.partnerId], dimension, window))).toEqual(
            expected.get(dimension),
          );
      },
    ),
    { numRuns: 8 },
  );
});

describe('a closed period', () => {
  const year = between('2026-01-01T00:00:00Z', '2026-04-01T00:00:00Z');
  /** Closed periods, but for quiet days. */
  const open = async (partnerId: string): Promise<Period[]> => {
    const busy = new Set(
      (await selectBusyDays(db.kysely, partnerId, year)).map(({ day }) => Date.parse(day)),
    );
    return (await selectClosed(db.kysely, [partnerId], year))
      .map(({ grain, starts }) => ({ grain, starts }))
      .filter(({ grain, starts }) => grain !== 'day' || busy.has(starts.getTime()));
  };
  const whole = between('2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z');
  const now = at('2026-04-01T05:00:00Z');

  it('is opened by a late call, a correction and a rebuild, and closed again with them', async () => {
    const told = story({
      seed: 11,
      count: 50,
      from: at('2026-03-20T09:00:00Z'),
      before: at('2026-03-20T11:00:00Z'),
    });
    const { partnerId } = told;
    await record(db, [...plausibleCalls(told)]);
    const attempts = async (): Promise<number> =>
      (await readTraffic(db.kysely, [partnerId], 'customer', whole)).reduce(
        (sum, row) => sum + row.attempts,
        0,
      );
    await closePeriods(db, now);
    expect((await open(partnerId)).map(({ grain }) => grain).sort()).toEqual(['day', 'month']);
    expect(await attempts()).toBe(50);

    const late = answeredAt('2026-03-20T10:30:00Z', { partnerId, customerId: told.customerIds[0] });
    await record(db, [late]);
    expect(await open(partnerId)).toEqual([]);
    expect(await attempts()).toBe(51);
    await closePeriods(db, now);
    expect(await attempts()).toBe(51);

    await db.inTransaction((tx) => correctCall(tx, partnerId, late.callId, { cost: 900_000n }, now));
    expect(await open(partnerId)).toEqual([]);
    await closePeriods(db, now);
    await rebuildRollups(db, partnerId, { from: null, to: null }, { actor: TEST_ACTOR, at: now });
    expect(await open(partnerId)).toEqual([]);
    await closePeriods(db, now);
    expect(sorted(await readTraffic(db.kysely, [partnerId], 'destination', whole))).toEqual(
      await fromCalls(partnerId, 'destination', whole),
    );
  });

  it('is not closed when a call comes in while it is added up', async () => {
    const told = story({ seed: 12, count: 20 });
    const { partnerId } = told;
    await record(db, [...plausibleCalls(told)]);
    const late = answeredAt('2026-03-25T05:00:00Z', { partnerId, customerId: told.customerIds[0] });
    const period: Period = { grain: 'day', starts: at('2026-03-25T00:00:00Z') };
    // The sums are those of before, the lock comes after: what a call between them leaves behind.
    await db
      .inTransaction(async (tx) => {
        await sql`SELECT cdr_add_period_up(${partnerId}, 'day', ${period.starts})`.execute(tx);
        await record(db, [late]);
        const { rows } = await sql<{ agrees: boolean }>`
          SELECT cdr_period_agrees(${partnerId}, 'day', ${period.starts}) AS agrees`.execute(tx);
        expect(rows[0]?.agrees).toBe(false);
        throw new Error('undo');
      })
      .catch((error: unknown) => {
        if (!(error instanceof Error) || error.message !== 'undo') throw error;
      });
    expect(await closePeriod(db, partnerId, period)).toBe(true);
  });

  it('stays right while calls are recorded into it and it is closed over and over', async () => {
    const told = story({ seed: 13, count: 400 });
    const { partnerId } = told;
    const calls = [...plausibleCalls(told)];
    const day: Period = { grain: 'day', starts: at('2026-03-25T00:00:00Z') };
    const batches = Array.from({ length: 40 }, (_, index) => calls.slice(index * 10, index * 10 + 10));
    await Promise.all([
      (async () => {
        for (const batch of batches) await record(db, batch);
      })(),
      (async () => {
        for (let turn = 0; turn < 15; turn += 1) await closePeriod(db, partnerId, day);
      })(),
    ]);
    await closePeriod(db, partnerId, day);
    expect(sorted(await readTraffic(db.kysely, [partnerId], 'number', whole))).toEqual(
      await fromCalls(partnerId, 'number', whole),
    );
  });

  it('comes from its hours, and they go when they are old', async () => {
    const told = story({ seed: 14, count: 60, from: at('2026-03-24T08:00:00Z') });
    const { partnerId } = told;
    await record(db, [...plausibleCalls(told)]);
    await closePeriods(db, at('2026-03-25T12:00:00Z'));
    expect(new Set((await open(partnerId)).map(({ grain }) => grain))).toEqual(new Set(['hour', 'day']));
    await closePeriods(db, at('2026-04-20T12:00:00Z'));
    expect((await open(partnerId)).map(({ grain }) => grain).sort()).toEqual(['day', 'day', 'month']);
    const { rows } = await sql<{ hours: bigint }>`
      SELECT count(*) AS hours FROM cdr_period_sum WHERE partner_id = ${partnerId} AND grain = 'hour'`.execute(
      db.kysely,
    );
    expect(rows[0]?.hours).toBe(0n);
  });
});

describe('one customer', () => {
  it('has its destinations, causes, trunks and numbers apart from the others', async () => {
    const told = story({
      seed: 21,
      count: 300,
      from: at('2026-03-23T00:00:00Z'),
      before: at('2026-03-26T00:00:00Z'),
    });
    const { partnerId } = told;
    const customerId = told.customerIds[1]!;
    const calls = [...plausibleCalls(told)];
    const window = between('2026-03-23T18:30:00Z', '2026-03-25T18:30:00Z');
    await record(db, calls);
    await closePeriods(db, at('2026-03-25T22:00:00Z'));
    const own = calls.filter((call) => call.customerId === customerId);
    const inside = own.filter((call) => {
      const began = Number.parseInt(call.callId.replace('-', '').slice(0, 12), 16);
      return began >= window.from.getTime() && began < window.before.getTime();
    });
    const sumOf = (rows: readonly TrafficRow[]): [number, bigint] => [
      rows.reduce((sum, row) => sum + row.attempts, 0),
      rows.reduce((sum, row) => sum + row.cost, 0n),
    ];
    const expected: [number, bigint] = [inside.length, inside.reduce((sum, call) => sum + call.cost, 0n)];
    expect(inside.length).toBeGreaterThan(10);
    expect(sumOf(await readCustomerDestinations(db.kysely, partnerId, customerId, [window]))).toEqual(
      expected,
    );
    expect(sumOf(await readCustomerCauses(db.kysely, partnerId, customerId, [window]))).toEqual(expected);
    expect(sumOf(await readTraffic(db.kysely, [partnerId], 'customer', window, customerId))).toEqual(
      expected,
    );
    expect(sumOf(await readTraffic(db.kysely, [partnerId], 'number', window, customerId))).toEqual(expected);
  });
});

describe('a series', () => {
  it('goes by the clock that was asked for, and adds up to the same', async () => {
    const { partnerId } = story();
    const [one, other] = [uuidv7(), uuidv7()];
    const calls = [
      answeredAt('2026-03-24T18:29:59Z', { partnerId, customerId: one, cost: 100n }),
      answeredAt('2026-03-24T18:30:00Z', { partnerId, customerId: other, cost: 1_000n }),
      unansweredAt('2026-03-25T18:29:00Z', 'USER_BUSY', { partnerId, customerId: one }),
      answeredAt('2026-03-25T18:30:00Z', { partnerId, customerId: one, cost: 10_000n }),
    ];
    await record(db, calls);
    const window = between('2026-03-23T18:30:00Z', '2026-03-26T18:30:00Z');
    const read = async () => {
      const asked = { window, interval: 'day', timeZone: 'Asia/Kolkata', customerId: null } as const;
      const series = await readSeries(db.kysely, [partnerId], asked);
      return series.map((row) => [row.starts.toISOString(), row.attempts, row.answered, row.cost]);
    };
    const expected = [
      ['2026-03-23T18:30:00.000Z', 1, 1, 100n],
      ['2026-03-24T18:30:00.000Z', 2, 1, 1_000n],
      ['2026-03-25T18:30:00.000Z', 1, 1, 10_000n],
    ];
    expect(await read()).toEqual(expected);
    // Closed days are read as differences, and one that a late call opens again quarter by quarter.
    await closePeriods(db, at('2026-03-27T04:00:00Z'));
    expect(await read()).toEqual(expected);
    await record(db, [answeredAt('2026-03-25T18:29:30Z', { partnerId, customerId: one, cost: 7n })]);
    expect((await read())[1]).toEqual(['2026-03-24T18:30:00.000Z', 3, 2, 1_007n]);
  });

  it('is the same by any clock and interval, whether its days are closed or not', async () => {
    const told = story({ count: 300, from: at('2026-03-27T00:00:00Z'), before: at('2026-03-31T00:00:00Z') });
    await record(db, [...plausibleCalls(told)]);
    const read = async () =>
      Promise.all(
        (['hour', 'day', 'week', 'month'] as const).flatMap((interval) =>
          ['UTC', 'Asia/Kathmandu', 'America/St_Johns', 'Europe/Berlin'].map((timeZone) =>
            readSeries(db.kysely, [told.partnerId], {
              window: between('2026-03-27T05:45:00Z', '2026-03-30T18:15:00Z'),
              interval,
              timeZone,
              customerId: null,
            }),
          ),
        ),
      );
    const byPlace = (all: readonly (readonly SeriesRow[])[]) =>
      all.map((rows) =>
        rows
          .map(({ starts, direction, context, ...sums }) => ({
            at: `${+starts} ${direction} ${context}`,
            ...sums,
          }))
          .sort((a, b) => (a.at < b.at ? -1 : 1)),
      );
    const open = byPlace(await read());
    await closePeriods(db, at('2026-03-31T12:00:00Z'));
    expect(byPlace(await read())).toEqual(open);
    expect(open[0]?.length).toBeGreaterThan(50);
  });

  it('has points of directions and products together, or of one', async () => {
    const told = story({ count: 200, from: at('2026-03-27T00:00:00Z'), before: at('2026-03-29T00:00:00Z') });
    await record(db, [...plausibleCalls(told)]);
    const asked = {
      window: between('2026-03-27T00:00:00Z', '2026-03-29T00:00:00Z'),
      interval: 'hour',
      timeZone: 'UTC',
      customerId: null,
    } as const;
    const filters = ([null, 'inbound', 'outbound'] as const).flatMap((direction) =>
      ([null, 'sip-trunking', 'voice-api'] as const).map((context) => ({ direction, context })),
    );
    const check = async () => {
      const series = await readSeries(db.kysely, [told.partnerId], asked);
      for (const { direction, context } of filters) {
        const points = await readPoints(db.kysely, [told.partnerId], { ...asked, direction, context });
        const fitting = series.filter(
          (row) =>
            (direction === null || row.direction === direction) &&
            (context === null || row.context === context),
        );
        const sums = new Map<string, TrafficSums>();
        for (const row of fitting) {
          const key = `${+row.starts} ${row.currency}`;
          sums.set(key, addTraffic(sums.get(key) ?? NOTHING, row));
        }
        const shown = points.map(({ starts, currency, ...rest }) => [`${+starts} ${currency}`, rest]);
        expect(Object.fromEntries(shown), `${direction} ${context}`).toEqual(Object.fromEntries(sums));
      }
      return series.length;
    };
    const open = await check();
    expect(open).toBeGreaterThan(40);
    await closePeriods(db, at('2026-03-29T12:00:00Z'));
    expect(await check()).toBe(open);
  });
});

describe('calls that are up at once', () => {
  const own = () => ({ partnerId: uuidv7(), customerId: uuidv7() });
  const asked = {
    window: between('2026-03-25T09:00:00Z', '2026-03-25T12:00:00Z'),
    interval: 'hour',
    timeZone: 'UTC',
  } as const;

  it('are counted through every quarter in which they were, from the calls and from closed hours', async () => {
    const { partnerId, customerId } = own();
    const call = (start: string, talkSeconds: number) =>
      answeredAt(start, { partnerId, customerId, talkSeconds });
    await record(db, [
      call('2026-03-25T09:10:00Z', 3_595),
      call('2026-03-25T09:40:00Z', 55),
      // Begins in the moment in which the one before has ended.
      call('2026-03-25T09:41:00Z', 55),
      call('2026-03-25T10:09:00Z', 595),
    ]);
    const expected = [
      { starts: at('2026-03-25T09:00:00Z'), peak: 2, callSeconds: 3_000 + 60 + 60 },
      { starts: at('2026-03-25T10:00:00Z'), peak: 2, callSeconds: 600 + 600 },
    ];
    const read = (of: string | null) => readConcurrency(db.kysely, partnerId, { ...asked, customerId: of });
    expect(await read(null)).toEqual(expected);
    expect(await read(customerId)).toEqual(expected);
    await closePeriods(db, at('2026-03-25T12:00:00Z'));
    expect(await read(null)).toEqual(expected);
    expect(await read(uuidv7())).toEqual([]);
  });

  it('are counted anew in all the hours of a call that ends late', async () => {
    const { partnerId, customerId } = own();
    await record(db, [
      answeredAt('2026-03-25T09:30:00Z', { partnerId, customerId, talkSeconds: 55 }),
      answeredAt('2026-03-25T10:30:00Z', { partnerId, customerId, talkSeconds: 55 }),
    ]);
    await closePeriods(db, at('2026-03-25T11:20:00Z'));
    await record(db, [answeredAt('2026-03-25T09:00:00Z', { partnerId, customerId, talkSeconds: 8_395 })]);
    await closePeriods(db, at('2026-03-25T11:25:00Z'));
    const rows = await readConcurrency(db.kysely, partnerId, { ...asked, customerId: null });
    expect(rows.map(({ peak, callSeconds }) => [peak, callSeconds])).toEqual([
      [2, 3_660],
      [2, 3_660],
      [1, 1_200],
    ]);
  });
});
