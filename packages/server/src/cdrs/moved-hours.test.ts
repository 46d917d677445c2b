import { expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { closePeriods } from './close-periods.ts';
import { readConcurrency } from './concurrency-store.ts';
import { ensurePartitions } from './partitions.ts';
import { readPoints, readStarts } from './series-store.ts';
import { answeredAt, record } from './test-calls.ts';

const db = await testDatabase();
await ensurePartitions(db, new Date('2026-04-01T00:00:00Z'), new Date('2026-12-01T00:00:00Z'));

/** Worked out by hand from the rules of the places: Lord Howe moves its clock by half an hour, New York by a whole one. */
const CHANGES = [
  {
    name: 'Lord Howe puts 2:00 back to 1:30: the hour from 1:00 has one and a half',
    timeZone: 'Australia/Lord_Howe',
    window: ['2026-04-04T13:00:00Z', '2026-04-04T17:30:00Z'],
    starts: [
      '2026-04-04T13:00:00.000Z',
      '2026-04-04T14:00:00.000Z',
      '2026-04-04T15:30:00.000Z',
      '2026-04-04T16:30:00.000Z',
    ],
  },
  {
    name: 'Lord Howe moves 2:00 on to 2:30: the hour from 2:30 has half of one',
    timeZone: 'Australia/Lord_Howe',
    window: ['2026-10-03T13:30:00Z', '2026-10-03T18:00:00Z'],
    starts: [
      '2026-10-03T13:30:00.000Z',
      '2026-10-03T14:30:00.000Z',
      '2026-10-03T15:30:00.000Z',
      '2026-10-03T16:00:00.000Z',
      '2026-10-03T17:00:00.000Z',
    ],
  },
  {
    name: 'New York has the hour from 1:00 twice',
    timeZone: 'America/New_York',
    window: ['2026-11-01T04:30:00Z', '2026-11-01T08:00:00Z'],
    starts: [
      '2026-11-01T04:00:00.000Z',
      '2026-11-01T05:00:00.000Z',
      '2026-11-01T06:00:00.000Z',
      '2026-11-01T07:00:00.000Z',
    ],
  },
] as const;

it.each(CHANGES)(
  '$name, of calls and of closed days',
  async ({ timeZone, window: [from, before], starts }) => {
    const own = { partnerId: uuidv7(), customerId: uuidv7() };
    const window = { from: new Date(from), before: new Date(before) };
    const asked = { window, interval: 'hour', timeZone, customerId: null } as const;
    expect((await readStarts(db.kysely, asked)).map((at) => at.toISOString())).toEqual(starts);
    // A call of a minute in every quarter of an hour: an interval has as many as it has quarters.
    const quarters: number[] = [];
    for (let at = window.from.getTime(); at < window.before.getTime(); at += 900_000) quarters.push(at);
    await record(
      db,
      quarters.map((at) => answeredAt(new Date(at + 60_000), { ...own, talkSeconds: 55 })),
    );
    const ends = [...starts.slice(1), before].map((at) => Date.parse(at));
    const expected = starts.map((start, nth) => {
      const length = (ends[nth] ?? 0) - Math.max(Date.parse(start), window.from.getTime());
      return [start, length / 900_000];
    });
    const check = async (): Promise<void> => {
      const up = await readConcurrency(db.kysely, own.partnerId, asked);
      expect(up.map((row) => [row.starts.toISOString(), row.callSeconds / 60])).toEqual(expected);
      expect(up.every(({ peak }) => peak === 1)).toBe(true);
      const points = await readPoints(db.kysely, [own.partnerId], {
        ...asked,
        direction: null,
        context: null,
      });
      expect(points.map((row) => [row.starts.toISOString(), row.attempts])).toEqual(expected);
    };
    await check();
    await closePeriods(db, new Date(window.before.getTime() + 3 * 86_400_000));
    await check();
  },
);
