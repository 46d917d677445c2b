import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import type { Reader } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { DAY_MS } from '../platform/time/index.ts';
import { closePeriods } from './close-periods.ts';
import { DayWriter, addDay, daysOf, withoutDays } from './customer-month-codec.ts';
import { selectPackedDays } from './customer-month-store.ts';
import { packCustomers } from './customer-months.ts';
import type { FinishedCall } from './finished-call.ts';
import { ensurePartitions } from './partitions.ts';
import { plausibleCalls } from './plausible-calls.ts';
import { correctCall } from './recording-store.ts';
import { Heap } from './running-codec.ts';
import { readPoints, readSeries } from './series-store.ts';
import { answeredAt, record, story, unansweredAt } from './test-calls.ts';
import { NOTHING, type TrafficRow, type Window } from './traffic.ts';
import { createTraffic } from './traffic-service.ts';

const db = await testDatabase();
await ensurePartitions(db, new Date('2026-02-01T00:00:00Z'), new Date('2026-12-01T00:00:00Z'));

const ZONES = ['UTC', 'Asia/Kolkata', 'Asia/Kathmandu', 'Europe/Berlin', 'Australia/Lord_Howe'];
const FROM = Date.parse('2026-03-26T00:00:00Z');
const NOW = new Date(FROM + 10 * DAY_MS);
const CUT = { from: new Date(FROM + 5.75 * 3_600_000), before: new Date(FROM + 7.5 * DAY_MS) };
const WHOLE = { from: new Date(FROM), before: new Date(FROM + 9 * DAY_MS) };

/** Calls of eight days of two months, in two currencies. */
function told(partnerId: string, customerIds: [string, ...string[]]): FinishedCall[] {
  const of = { partnerId, customerIds, from: new Date(FROM), before: new Date(FROM + 8 * DAY_MS) };
  return [
    ...plausibleCalls(story({ ...of, seed: 8, count: 160 })),
    ...plausibleCalls(story({ ...of, seed: 9, count: 30, currency: 'USD' })),
  ];
}

/** The same question with nothing packed: answered from the rollups and the calls. */
async function unpacked<T>(partnerId: string, ask: (reader: Reader) => Promise<T>): Promise<T> {
  const answers: T[] = [];
  const UNDO = new Error('undo');
  await db
    .inTransaction(async (tx) => {
      await sql`UPDATE cdr_period SET packed = false WHERE partner_id = ${partnerId}`.execute(tx);
      answers.push(await ask(tx));
      throw UNDO;
    })
    .catch((error: unknown) => {
      if (error !== UNDO) throw error;
    });
  return answers[0] as T;
}

function canonical(rows: readonly object[]): string[] {
  const text = (row: object): string =>
    JSON.stringify(Object.entries(row).sort(), (_, value: unknown) =>
      typeof value === 'bigint' ? `${value}n` : value,
    );
  return rows.map(text).sort();
}

/** Without causes and short calls, which rollups do not know. */
function byDestination(rows: readonly TrafficRow[]): Record<string, [number, bigint, number]> {
  const all: Record<string, [number, bigint, number]> = {};
  for (const { key, direction, currency, attempts, cost, talkSeconds } of rows) {
    const name = `${key} ${direction} ${currency}`;
    const [calls, money, talk] = all[name] ?? [0, 0n, 0];
    all[name] = [calls + attempts, money + cost, talk + talkSeconds];
  }
  return all;
}

async function expectTheSame(
  partnerId: string,
  customerId: string,
  zones: readonly string[] = ['Asia/Kolkata'],
): Promise<void> {
  const owner = { partnerIds: [partnerId], customerId };
  const ask = async (reader: Reader): Promise<Record<string, unknown>> => {
    const all: Record<string, unknown> = {};
    for (const [name, window] of Object.entries({ CUT, WHOLE })) {
      for (const timeZone of zones)
        for (const interval of ['hour', 'day', 'month'] as const) {
          const asked = { window, interval, timeZone, customerId };
          all[`series, ${name} ${timeZone} ${interval}`] = canonical(
            await readSeries(reader, [partnerId], asked),
          );
          for (const direction of [null, 'outbound'] as const)
            for (const context of [null, 'voice-api'] as const)
              all[`points, ${name} ${timeZone} ${interval} ${direction} ${context}`] = canonical(
                await readPoints(reader, [partnerId], { ...asked, direction, context }),
              );
        }
      const traffic = createTraffic(reader);
      const before: Window = { from: new Date(+window.from - 3 * DAY_MS), before: window.from };
      all[`destinations, ${name}`] = (await traffic.destinations(owner, [window, before])).map(byDestination);
      all[`causes, ${name}`] = canonical((await traffic.causes(owner, window)).rows);
    }
    return all;
  };
  expect(await ask(db.kysely)).toEqual(await unpacked(partnerId, ask));
}

const packedDays = async (partnerId: string): Promise<string[]> =>
  [...(await selectPackedDays(db.kysely, partnerId, WHOLE))]
    .sort()
    .map((day) => new Date(day).toISOString().slice(5, 10));

describe("a customer's packed months", () => {
  const partnerId = uuidv7();
  const customerIds: [string, ...string[]] = [uuidv7(), uuidv7(), uuidv7()];
  const [customerId] = customerIds;
  const calls = told(partnerId, customerIds);
  const eight = ['03-26', '03-27', '03-28', '03-29', '03-30', '03-31', '04-01', '04-02'];
  const without = (...days: string[]): string[] => eight.filter((day) => !days.includes(day));
  beforeAll(async () => {
    await record(db, calls);
  });

  it('say the same as rollups and calls, whatever the clock', async () => {
    await closePeriods(db, NOW);
    expect(await packedDays(partnerId)).toEqual(eight);
    for (const one of customerIds) await expectTheSame(partnerId, one);
    await expectTheSame(partnerId, customerId, ZONES);
  });

  it('leave a day out that a late call has opened, and have it again when it is closed', async () => {
    const late = answeredAt(new Date(FROM + 3 * DAY_MS + 80_000), { partnerId, customerId, cost: 77n });
    await record(db, [late]);
    expect(await packedDays(partnerId)).toEqual(without('03-29'));
    await expectTheSame(partnerId, customerId);
    await closePeriods(db, NOW);
    expect(await packedDays(partnerId)).toEqual(eight);
    for (const one of customerIds) await expectTheSame(partnerId, one);
  });

  it('follow a correction, of a destination and of a cause too', async () => {
    const call = calls.find((one) => one.customerId === customerId && one.answeredAt !== null);
    if (call === undefined) throw new Error('No call was answered.');
    const change = { cost: call.cost + 12_345n, hangupCause: 'MEDIA_TIMEOUT' };
    await db.inTransaction((tx) => correctCall(tx, partnerId, call.callId, change, NOW));
    await expectTheSame(partnerId, customerId);
    await closePeriods(db, NOW);
    expect(await packedDays(partnerId)).toEqual(eight);
    await expectTheSame(partnerId, customerId);
    const { rows: causes } = await createTraffic(db.kysely).causes(
      { partnerIds: [partnerId], customerId },
      WHOLE,
    );
    expect(causes.find(({ cause }) => cause === 'MEDIA_TIMEOUT')?.attempts).toBe(1);
  });

  it('forget a day of a customer that has no call on it any more', async () => {
    const gone = unansweredAt(new Date(FROM + DAY_MS + 5_000), 'NO_ANSWER', {
      partnerId,
      customerId: uuidv7(),
    });
    await record(db, [gone]);
    await closePeriods(db, NOW);
    const traffic = createTraffic(db.kysely);
    const only = async () =>
      (await traffic.causes({ partnerIds: [partnerId], customerId: gone.customerId }, WHOLE)).rows;
    expect((await only()).map(({ cause }) => cause)).toEqual(['NO_ANSWER']);
    await db.inTransaction(async (tx) => {
      // As no way of the product does: the calls of a day are what they are.
      await sql`SELECT cdr_roll('{}'::cdr[], ARRAY[c]) FROM cdr c WHERE partner_id = ${partnerId} AND id = ${gone.callId}`.execute(
        tx,
      );
      await sql`DELETE FROM cdr WHERE partner_id = ${partnerId} AND id = ${gone.callId}`.execute(tx);
    });
    await closePeriods(db, NOW);
    expect(await packedDays(partnerId)).toEqual(eight);
    expect(await only()).toEqual([]);
  });

  it('are made day by day where there is much, and a run that was stopped is gone on with', async () => {
    await sql`UPDATE cdr_period SET packed = false WHERE partner_id = ${partnerId}`.execute(db.kysely);
    await packCustomers(db, partnerId, { from: WHOLE.from, before: new Date(FROM + 2 * DAY_MS) }, 1);
    expect(await packedDays(partnerId)).toEqual(['03-26', '03-27']);
    await expectTheSame(partnerId, customerId);
    expect(await packCustomers(db, partnerId, WHOLE, 50)).toBe(6);
    expect(await packCustomers(db, partnerId, WHOLE, 50)).toBe(0);
    await expectTheSame(partnerId, customerId);
  });

  it('do not hold what was not added up', async () => {
    await sql`UPDATE cdr_period SET packed = false WHERE partner_id = ${partnerId}`.execute(db.kysely);
    await sql`UPDATE cdr_period_sum SET cost = cost + 1 WHERE partner_id = ${partnerId} AND dimension = 'customer' AND grain = 'day'
      AND customer_id = ${customerId} AND starts = '2026-03-28T00:00:00Z'`.execute(db.kysely);
    await packCustomers(db, partnerId, WHOLE, 1);
    expect(await packedDays(partnerId)).toEqual(without('03-28'));
  });

  it('go with their days', async () => {
    const months = async () =>
      (
        await sql<{
          month: string;
        }>`SELECT DISTINCT month::text FROM cdr_customer_month WHERE partner_id = ${partnerId}`.execute(
          db.kysely,
        )
      ).rows;
    expect(await months()).toHaveLength(2);
    await closePeriods(db, new Date(FROM + 860 * DAY_MS));
    expect(await months()).toEqual([]);
  });
});

it('packed days are read as they were written, without those that are taken out', () => {
  const sums = fc.record({
    attempts: fc.nat(),
    cost: fc.bigInt({ min: -(2n ** 61n), max: 2n ** 61n }),
    margin: fc.bigInt({ min: -(2n ** 61n), max: 2n ** 61n }),
    mosCount: fc.nat({ max: 300 }),
  });
  const group = fc.record({
    direction: fc.constantFrom('inbound' as const, 'outbound' as const),
    context: fc.constantFrom('sip-trunking' as const, 'voice-api' as const),
    currency: fc.constantFrom('INR', 'USD'),
  });
  const entry = fc.record({
    day: fc.integer({ min: 1, max: 31 }),
    group,
    key: fc.nat({ max: 70_000 }),
    sums,
  });
  type Entry = typeof entry extends fc.Arbitrary<infer T> ? T : never;
  const nameOf = ({ day, group: { direction, context, currency }, key }: Entry): string =>
    [day, direction, context, currency, key].join(' ');
  fc.assert(
    fc.property(
      fc.uniqueArray(entry, { selector: nameOf, maxLength: 60 }),
      fc.integer({ min: 1, max: 31 }),
      (entries, gone) => {
        const days = Map.groupBy(entries, ({ day }) => day);
        const pieces = [...days].map(([day, all]) => {
          const writer = new DayWriter();
          for (const one of all) writer.add(one.group, one.key, { ...NOTHING, ...one.sums });
          return writer.pack(day);
        });
        const packed = withoutDays(Buffer.concat(pieces), new Set([gone]));
        const seen: Record<string, unknown> = {};
        for (const piece of daysOf(packed)) {
          const heaps: { name: (place: number) => string; heap: Heap; keys: number[] }[] = [];
          addDay(packed, piece, ({ direction, context, currency }) => {
            const heap = new Heap();
            const keys: number[] = [];
            heaps.push({
              heap,
              keys,
              name: (key) => [piece.day, direction, context, currency, key].join(' '),
            });
            return { heap, placeOf: (key) => keys.push(key) - 1 };
          });
          for (const { heap, keys, name } of heaps)
            for (const [place, key] of keys.entries()) seen[name(key)] = heap.sums(place);
        }
        const wanted = entries
          .filter(({ day }) => day !== gone)
          .map((one): [string, unknown] => [nameOf(one), { ...NOTHING, ...one.sums }]);
        expect(seen).toEqual(Object.fromEntries(wanted));
      },
    ),
  );
});
