import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import type { Reader } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { DAY_MS, utcDay } from '../platform/time/index.ts';
import { startOf } from './call-time.ts';
import { closePeriods } from './close-periods.ts';
import { readConcurrency } from './concurrency-store.ts';
import { MARK_BYTES, MarkSums } from './day-marks.ts';
import type { FinishedCall } from './finished-call.ts';
import { ensurePartitions } from './partitions.ts';
import { plausibleCalls } from './plausible-calls.ts';
import { correctCall } from './recording-store.ts';
import { readPoints, readSeries } from './series-store.ts';
import { readHours, readSpending } from './spending-store.ts';
import { answeredAt, record, story } from './test-calls.ts';
import type { Window } from './traffic.ts';

const db = await testDatabase();
await ensurePartitions(db, new Date('2026-02-01T00:00:00Z'), new Date('2026-12-01T00:00:00Z'));

const at = (text: string): Date => new Date(text);

/** Clocks that are half an hour off, whose day has 23 or 25 hours, or whose midnight comes twice. */
const SPRING = ['UTC', 'Asia/Kolkata', 'Asia/Kathmandu', 'Europe/Berlin', 'Australia/Lord_Howe'];
const AUTUMN = ['UTC', 'America/Havana', 'America/New_York', 'America/St_Johns'];

/** Calls of a week in two currencies, few enough that hours are quiet, with some that go on for hours. */
function week(partnerId: string, from: string): FinishedCall[] {
  const customerIds: [string, ...string[]] = [uuidv7(), uuidv7(), uuidv7()];
  const told = {
    partnerId,
    customerIds,
    from: at(from),
    before: new Date(at(from).getTime() + 7 * DAY_MS),
    seed: 3,
  };
  const [customerId] = customerIds;
  return [
    ...plausibleCalls(story({ ...told, count: 120 })),
    ...plausibleCalls(story({ ...told, count: 20, seed: 4, currency: 'USD' })),
    ...[20, 61, 100].map((hour) =>
      answeredAt(new Date(told.from.getTime() + hour * 3_600_000), {
        partnerId,
        customerId,
        talkSeconds: 5 * 3_600,
      }),
    ),
  ];
}

/** The same question with everything open: answered from the calls and the sums that a call moves. */
async function opened<T>(partnerId: string, ask: (reader: Reader) => Promise<T>): Promise<T> {
  const answers: T[] = [];
  await db
    .inTransaction(async (tx) => {
      await sql`DELETE FROM cdr_period WHERE partner_id = ${partnerId}`.execute(tx);
      answers.push(await ask(tx));
      throw new Error('undo');
    })
    .catch((error: unknown) => {
      if (!(error instanceof Error) || error.message !== 'undo') throw error;
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

async function expectTheSame(partnerId: string, window: Window, zones: readonly string[]): Promise<void> {
  const ask = async (reader: Reader): Promise<Record<string, string[]>> => {
    const all: Record<string, string[]> = {};
    for (const timeZone of zones)
      for (const interval of ['hour', 'day'] as const) {
        const asked = { window, interval, timeZone, customerId: null };
        const name = `${timeZone} ${interval}`;
        all[`at once, ${name}`] = canonical(await readConcurrency(reader, partnerId, asked));
        all[`series, ${name}`] = canonical(await readSeries(reader, [partnerId], asked));
        for (const direction of [null, 'inbound', 'outbound'] as const)
          for (const context of [null, 'sip-trunking'] as const)
            all[`points, ${name} ${direction} ${context}`] = canonical(
              await readPoints(reader, [partnerId], { ...asked, direction, context }),
            );
      }
    return all;
  };
  expect(await ask(db.kysely)).toEqual(await opened(partnerId, ask));
}

describe.each([
  ['spring', '2026-03-26T00:00:00Z', SPRING],
  ['autumn', '2026-10-29T00:00:00Z', AUTUMN],
] as const)('packed days in %s', (_, from, zones) => {
  const partnerId = uuidv7();
  const calls = week(partnerId, from);
  const start = at(from).getTime();
  const cut = { from: new Date(start + 5.75 * 3_600_000), before: new Date(start + 6.5 * DAY_MS) };
  const now = new Date(start + 8 * DAY_MS);
  beforeAll(async () => {
    await record(db, calls);
  });

  it('say the same as the calls, whatever the clock', async () => {
    await closePeriods(db, now);
    const { rows: packs } = await sql<{ days: bigint }>`
      SELECT count(DISTINCT day) AS days FROM cdr_day_pack WHERE partner_id = ${partnerId}`.execute(
      db.kysely,
    );
    expect(packs[0]?.days).toBeGreaterThanOrEqual(7n);
    await expectTheSame(partnerId, cut, zones);
    const rows = await readConcurrency(db.kysely, partnerId, {
      window: cut,
      interval: 'hour',
      timeZone: 'UTC',
      customerId: null,
    });
    // A call that went on through hours in which none began.
    expect(rows.map(({ starts }) => starts)).toContainEqual(new Date(start + 23 * 3_600_000));
  });

  it('say the same beside a day that a late call has opened, and after it is closed again', async () => {
    await record(db, [
      answeredAt(new Date(start + 3 * DAY_MS + 80_000), { partnerId, talkSeconds: 600, cost: 77n }),
    ]);
    await expectTheSame(partnerId, cut, zones);
    await closePeriods(db, now);
    await expectTheSame(partnerId, cut, zones);
  });

  it('say the same after a call was corrected', async () => {
    const call = calls.find(({ answeredAt: answered }) => answered !== null);
    if (call === undefined) throw new Error('No call was answered.');
    const points = () =>
      readPoints(db.kysely, [partnerId], {
        window: { from: at(from), before: now },
        interval: 'month',
        timeZone: 'UTC',
        customerId: null,
        direction: null,
        context: null,
      });
    const costOf = async () =>
      (await points()).reduce((sum, row) => (row.currency === call.currency ? sum + row.cost : sum), 0n);
    const before = await costOf();
    await db.inTransaction((tx) =>
      correctCall(tx, partnerId, call.callId, { cost: call.cost + 12_345n }, now),
    );
    expect(await costOf()).toBe(before + 12_345n);
    await closePeriods(db, now);
    expect(await costOf()).toBe(before + 12_345n);
    await expectTheSame(partnerId, cut, zones);
  });
});

describe('what customers spent in four weeks', () => {
  const partnerId = uuidv7();
  const customerIds: [string, ...string[]] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  const told = {
    partnerId,
    customerIds,
    from: at('2026-05-20T00:00:00Z'),
    before: at('2026-07-01T00:00:00Z'),
  };
  const calls = [
    ...plausibleCalls(story({ ...told, seed: 5, count: 300 })),
    ...plausibleCalls(story({ ...told, seed: 6, count: 40, currency: 'USD' })),
  ];

  /** From the calls alone. */
  function expected(before: string): unknown {
    const end = Date.parse(before);
    const first = end - 28 * DAY_MS;
    const sums = new Map<string, { byWeekday: number[]; byWeek: number[]; since: string }>();
    for (const call of calls) {
      const began = startOf(call.callId).getTime();
      if (began < first || began >= end) continue;
      const key = `${call.customerId} ${call.currency}`;
      const day = utcDay(new Date(began));
      const one = sums.get(key) ?? { byWeekday: [0, 0, 0, 0, 0, 0, 0], byWeek: [0, 0, 0, 0], since: day };
      const cost = Number(call.cost + call.streamingCost);
      const week = Math.floor((began - first) / (7 * DAY_MS));
      one.byWeekday[new Date(began).getUTCDay()]! += cost;
      one.byWeek[week]! += cost;
      sums.set(key, { ...one, since: day < one.since ? day : one.since });
    }
    return Object.fromEntries([...sums].filter(([, { byWeek }]) => byWeek.some((cost) => cost > 0)));
  }
  const read = async (before: string): Promise<unknown> =>
    Object.fromEntries(
      (await readSpending(db.kysely, partnerId, before)).map(({ customerId, currency, ...rest }) => [
        `${customerId} ${currency}`,
        rest,
      ]),
    );

  it('is the same from open days, from closed ones and from both', async () => {
    await record(db, calls);
    for (const before of ['2026-06-17', '2026-07-01']) expect(await read(before)).toEqual(expected(before));
    await closePeriods(db, at('2026-06-20T04:00:00Z'));
    for (const before of ['2026-06-17', '2026-07-01']) expect(await read(before)).toEqual(expected(before));
    const late = answeredAt('2026-06-12T10:00:00Z', {
      partnerId,
      customerId: customerIds[3]!,
      cost: 99_999n,
    });
    calls.push(late);
    await record(db, [late]);
    expect(await read('2026-06-17')).toEqual(expected('2026-06-17'));
    await closePeriods(db, at('2026-07-02T04:00:00Z'));
    expect(await read('2026-07-01')).toEqual(expected('2026-07-01'));
  });

  it('is spread over weekdays and hours as the calls were', async () => {
    const window = { from: at('2026-06-01T00:00:00Z'), before: at('2026-06-29T00:00:00Z') };
    const hours = Array.from({ length: 168 }, () => 0);
    for (const call of calls) {
      const began = startOf(call.callId);
      if (began < window.from || began >= window.before) continue;
      hours[began.getUTCDay() * 24 + began.getUTCHours()]! += Number(call.cost + call.streamingCost);
    }
    expect(await readHours(db.kysely, partnerId, window)).toEqual(hours);
    expect(await opened(partnerId, (reader) => readHours(reader, partnerId, window))).toEqual(hours);
  });
});

it('differences of marks are exact, whatever the amounts', () => {
  const packed = Buffer.alloc(2 * MARK_BYTES);
  const [less, more] = [-(2n ** 62n) + 1n, 2n ** 62n - 3n];
  for (let measure = 0; measure < MARK_BYTES / 8; measure += 1) {
    packed.writeBigInt64BE(less, measure * 8);
    packed.writeBigInt64BE(measure === 7 ? more : less + BigInt(measure), MARK_BYTES + measure * 8);
  }
  const sums = new MarkSums();
  sums.add(packed, 1, 1);
  sums.add(packed, 0, -1);
  expect(sums.sums()).toMatchObject({
    attempts: 0,
    refused: 1,
    cost: more - less,
    wholesaleCost: 8n,
    mosCount: 13,
  });
});
