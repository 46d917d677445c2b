import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { startOf } from './call-time.ts';
import type { CdrFilter } from './cdr-filter.ts';
import type { FinishedCall } from './finished-call.ts';
import { CALL_STATUSES, classesOf } from './hangup-cause.ts';
import { LIST_LIMITS, listCdrs, sumMatches } from './listing.ts';
import { ensurePartitions } from './partitions.ts';
import { plausibleCalls } from './plausible-calls.ts';
import { selectIds } from './store.ts';
import { callsOf } from './sums.ts';
import { record, story } from './test-calls.ts';

const db = await testDatabase();
await ensurePartitions(db, new Date('2026-02-01T00:00:00Z'), new Date('2026-03-31T00:00:00Z'));
const told = story({
  seed: 20,
  count: 700,
  from: new Date('2026-02-27T20:00:00Z'),
  before: new Date('2026-03-02T04:00:00Z'),
});
/** What is looked for first begins in the midst of the story. */
const NOW = new Date('2026-03-31T12:00:00Z');
const RECENT = new Date('2026-02-28T12:00:00Z');
const calls = [...plausibleCalls(told)];
await record(db, calls);
// What another partner has is never seen.
await record(db, [...plausibleCalls(story({ seed: 21, count: 300, from: told.from, before: told.before }))]);

const STATUS_OF: Readonly<Record<string, string>> = { USER_BUSY: 'busy', NO_ANSWER: 'no_answer' };
const statusOf = (call: FinishedCall): string =>
  call.answeredAt !== null
    ? 'answered'
    : call.refused
      ? 'failed'
      : (STATUS_OF[call.hangupCause ?? ''] ?? 'failed');

const has = (text: string, part: string): boolean => text.toLowerCase().includes(part.toLowerCase());

/** The filters, said a second time. */
function matches(call: FinishedCall, filter: CdrFilter): boolean {
  const at = startOf(call.callId);
  const { window, classes, minDuration, maxDuration, fromNumber, toNumber, search } = filter;
  const numbers = [call.callerIdNumber, call.destinationNumber];
  return [
    window.from === null || at >= window.from,
    window.before === null || at < window.before,
    classes === undefined ||
      CALL_STATUSES.some((s) => s === statusOf(call) && classesOf(s).every((c) => classes.includes(c))),
    filter.customerId === undefined || call.customerId === filter.customerId,
    filter.direction === undefined || call.direction === filter.direction,
    filter.context === undefined || call.context === filter.context,
    filter.hangupCause === undefined || call.hangupCause === filter.hangupCause,
    filter.hangupDisposition === undefined || call.hangupDisposition === filter.hangupDisposition,
    filter.sipCallId === undefined || call.sipCallId === filter.sipCallId,
    filter.bridgeUuid === undefined || call.bridgeUuid === filter.bridgeUuid,
    filter.campaignId === undefined || call.campaignId === filter.campaignId,
    minDuration === undefined || call.durationSeconds >= minDuration,
    maxDuration === undefined || call.durationSeconds <= maxDuration,
    fromNumber === undefined || has(call.callerIdNumber, fromNumber),
    toNumber === undefined || has(call.destinationNumber, toNumber),
    search === undefined ||
      numbers.some((number) => has(number, search)) ||
      [call.callId, call.sipCallId, call.bridgeUuid].includes(search),
  ].every(Boolean);
}

const some = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const instant = fc
  .tuple(fc.integer({ min: -1, max: 57 }), fc.constantFrom(0, 1, 450_000, 900_000, 1_234_567))
  .map(([hour, ms]) => new Date(told.from.getTime() + hour * 3_600_000 + ms));

const summed = {
  customerId: some(told.customerIds),
  classes: some(CALL_STATUSES.map(classesOf)),
  direction: some(['inbound', 'outbound'] as const),
  context: some(['sip-trunking', 'voice-api'] as const),
  window: fc
    .tuple(fc.option(instant), fc.option(instant))
    .map(([a, b]) => (a !== null && b !== null && a > b ? { from: b, before: a } : { from: a, before: b })),
};
const one = (pick: (call: FinishedCall) => string | null) =>
  some(
    calls
      .map(pick)
      .filter((text) => text !== null)
      .slice(0, 30),
  );
const precise = {
  hangupCause: one((call) => call.hangupCause),
  hangupDisposition: one((call) => call.hangupDisposition),
  sipCallId: one((call) => call.sipCallId),
  bridgeUuid: fc.oneof(
    one((call) => call.bridgeUuid),
    fc.constant('no-uuid'),
  ),
  campaignId: one((call) => call.campaignId),
  minDuration: some([1, 30, 200]),
  maxDuration: some([5, 60, 400]),
  fromNumber: some(['+918045', '804500', '9198', '_45', '%']),
  toNumber: some(['+9198', '212', '+97150']),
  search: fc.oneof(
    one((call) => call.callId),
    one((call) => call.sipCallId),
    one((call) => call.bridgeUuid),
    some(['+9180', '123']),
  ),
};

/** At most two of the precise filters at once: of more, nothing would be left. */
const filters = fc
  .tuple(fc.record(summed), fc.record(precise), fc.subarray(Object.keys(precise), { maxLength: 2 }))
  .map(([base, all, kept]): CdrFilter => {
    const chosen: [string, unknown][] = Object.entries(all).filter(([key]) => kept.includes(key));
    const given = [...Object.entries(base), ...chosen].filter(([, value]) => value !== undefined);
    const made: unknown = Object.fromEntries(given);
    return made as CdrFilter;
  });

const newestFirst = (filter: CdrFilter): FinishedCall[] =>
  calls.filter((call) => matches(call, filter)).sort((a, b) => (a.callId < b.callId ? 1 : -1));
const idsOf = (list: readonly { readonly callId: string }[]): string[] => list.map((call) => call.callId);

test('any filter finds what matches it, newest first, with the sums of all of it', async () => {
  await fc.assert(
    fc.asyncProperty(filters, async (filter) => {
      const wanted = newestFirst(filter);
      const page = { page: 1, perPage: 25, offset: 0, limit: 25, cursor: null };
      const got = await listCdrs(db.kysely, told.partnerId, filter, page, NOW);
      expect(idsOf(got.cdrs)).toEqual(idsOf(wanted.slice(0, 25)));
      expect(got.lastCallAt).toEqual(wanted[0] === undefined ? null : startOf(wanted[0].callId));
      const sum = (of: (call: FinishedCall) => number): number =>
        wanted.reduce((total, call) => total + of(call), 0);
      const sums = {
        currency: 'INR',
        calls: wanted.length,
        answered: sum((call) => (call.answeredAt === null ? 0 : 1)),
        durationSeconds: sum((call) => call.durationSeconds),
        talkSeconds: sum((call) => call.talkSeconds),
        cost: wanted.reduce((total, call) => total + call.cost, 0n),
      };
      expect(got.sums).toEqual({ currencies: wanted.length === 0 ? [] : [sums], capped: false });
    }),
    { numRuns: 150 },
  );
});

test('of whoever has most of the calls, pieces of numbers find the same', async () => {
  const pieces = fc.record(
    {
      ...summed,
      fromNumber: fc.constantFrom('804500', '9198', '_45'),
      toNumber: fc.constantFrom('212', '9715', '%1'),
      search: fc.constantFrom('123', '9180', '00000001'),
    },
    { requiredKeys: ['window'] },
  );
  const page = { page: 1, perPage: 25, offset: 0, limit: 25, cursor: null };
  const ask = (filter: CdrFilter, mostShare: number) =>
    listCdrs(db.kysely, told.partnerId, filter, page, NOW, { ...LIST_LIMITS, mostShare });
  await fc.assert(
    fc.asyncProperty(pieces, async (made) => {
      const given: unknown = Object.fromEntries(Object.entries(made).filter(([, one]) => one !== undefined));
      const filter = given as CdrFilter;
      const got = await ask(filter, 0);
      expect(idsOf(got.cdrs)).toEqual(idsOf(newestFirst(filter).slice(0, 25)));
      expect(got).toEqual(await ask(filter, 1));
    }),
    { numRuns: 60 },
  );
});

test('both ways to look for the newest find the same', async () => {
  await fc.assert(
    fc.asyncProperty(filters, fc.integer({ min: 0, max: 40 }), async (filter, offset) => {
      const wanted = { offset, limit: 10, below: null };
      const walked = await selectIds(db.kysely, told.partnerId, filter, { ...wanted, approach: 'walk' });
      const gathered = await selectIds(db.kysely, told.partnerId, filter, { ...wanted, approach: 'gather' });
      const near = { ...wanted, approach: 'walk', recent: RECENT } as const;
      expect(gathered).toEqual(walked);
      expect(await selectIds(db.kysely, told.partnerId, filter, near)).toEqual(walked);
      expect(walked).toEqual(idsOf(newestFirst(filter).slice(offset, offset + 10)));
    }),
    { numRuns: 50 },
  );
});

const cut = { from: new Date('2026-02-28T01:07:00Z'), before: new Date('2026-03-01T18:23:00.500Z') };
test.each<CdrFilter>([
  { direction: 'outbound', window: { from: null, before: null } },
  { direction: 'outbound', classes: ['busy'], window: cut },
  { context: 'voice-api', direction: 'inbound', window: cut },
  { classes: classesOf('failed'), window: { from: null, before: cut.before } },
])('cursors reach every call once: %j', async (filter) => {
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = { page: 1, perPage: 7, offset: 0, limit: 7, cursor };
    const got = await listCdrs(db.kysely, told.partnerId, filter, page, NOW);
    seen.push(...idsOf(got.cdrs));
    cursor = got.nextCursor;
  } while (cursor !== null);
  expect(seen).toEqual(idsOf(newestFirst(filter)));
});

test('sums of more than the most that are counted say so', async () => {
  const filter: CdrFilter = { search: '+', window: { from: null, before: null } };
  const cut = await sumMatches(db.kysely, told.partnerId, filter, 50);
  expect(cut.capped).toBe(true);
  expect(callsOf(cut)).toBe(51);
  expect(await sumMatches(db.kysely, told.partnerId, filter, 700)).toMatchObject({ capped: false });
});

test('pages that lie deep are found from where the sums say that they begin', async () => {
  const limits = { most: 1_000, lookedThrough: null, enough: 0, deep: 1, mostShare: 1 };
  const asked = fc.tuple(fc.record(summed), fc.integer({ min: 0, max: 75 }));
  await fc.assert(
    fc.asyncProperty(asked, async ([base, turned]) => {
      const made: unknown = Object.fromEntries(Object.entries(base).filter(([, one]) => one !== undefined));
      const filter = made as CdrFilter;
      const wanted = newestFirst(filter);
      const offset = turned * 10;
      const page = { page: turned + 1, perPage: 10, offset, limit: 10, cursor: null };
      const got = await listCdrs(db.kysely, told.partnerId, filter, page, NOW, limits);
      expect(idsOf(got.cdrs)).toEqual(idsOf(wanted.slice(offset, offset + 10)));
      expect(got.nextCursor !== null).toBe(wanted.length > offset + 10);
      expect(got.lastCallAt).toEqual(wanted[0] === undefined ? null : startOf(wanted[0].callId));
    }),
    { numRuns: 100 },
  );
});
