import { NOTHING, addTraffic, type TrafficRow, type TrafficSums } from '../cdrs/index.ts';
import { countryName, countryOfPrefix } from './prefix-country.ts';
import { percent, percentOf } from './figures.ts';

/** A row of a table: what it is about, and its sums now and in the stretch before. */
export interface Entry {
  readonly key: string;
  readonly sums: TrafficSums;
  readonly before: TrafficSums | null;
}

/** Which calls of what was read are looked at. Money is of one currency; calls of others are left out with theirs. */
export interface Narrowed {
  readonly currency: string;
  readonly direction: 'inbound' | 'outbound' | null;
}

/** Sums by some key, of what a filter leaves. */
export function groupTraffic(
  rows: readonly TrafficRow[],
  { currency, direction }: Narrowed,
  keyOf: (row: TrafficRow) => string | null,
): Map<string, TrafficSums> {
  const groups = new Map<string, TrafficSums>();
  for (const row of rows) {
    if (row.currency !== currency || (direction !== null && row.direction !== direction)) continue;
    const key = keyOf(row);
    if (key !== null) groups.set(key, addTraffic(groups.get(key) ?? NOTHING, row));
  }
  return groups;
}

/** Both stretches side by side; what was there before and is gone now stays, with nothing. */
export function entriesOf(
  now: ReadonlyMap<string, TrafficSums>,
  before: ReadonlyMap<string, TrafficSums> | null,
): Entry[] {
  const keys = new Set([...now.keys(), ...(before?.keys() ?? [])]);
  return [...keys].map((key) => ({
    key,
    sums: now.get(key) ?? NOTHING,
    before: before === null ? null : (before.get(key) ?? NOTHING),
  }));
}

/** What tables are sorted by, largest first; ascending where the order says so. */
export const SORTS = [
  'calls',
  'minutes',
  'cost',
  'margin',
  'growth',
  'asr',
  'failed',
  'short_calls',
] as const;
export type Sort = (typeof SORTS)[number];

type Of = (measure: keyof TrafficSums) => number;

/** What each order looks at, in the window and in the stretch before. */
export const VALUE: Readonly<Record<Sort, (now: Of, before: Of) => number>> = {
  calls: (now) => now('attempts'),
  minutes: (now) => now('talkSeconds'),
  cost: (now) => now('cost'),
  margin: (now) => now('margin'),
  growth: (now, before) => now('cost') - before('cost'),
  asr: (now) => percent(now('answered'), now('attempts') - now('refused')) ?? -1,
  failed: (now) => now('attempts') - now('refused') - now('reached'),
  short_calls: (now) => now('shortCalls'),
};

function valueOf(sort: Sort, { sums, before }: Entry): number {
  return VALUE[sort](
    (measure) => Number(sums[measure]),
    (measure) => Number(before?.[measure] ?? 0),
  );
}

export function sortEntries(entries: readonly Entry[], sort: Sort, order: 'asc' | 'desc'): Entry[] {
  const sign = order === 'asc' ? 1 : -1;
  return [...entries].sort(
    (a, b) => sign * (valueOf(sort, a) - valueOf(sort, b)) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
  );
}

/** How far a row moved against the stretch before. */
export function changeOf({ sums, before }: Entry): Record<string, unknown> | null {
  if (before === null) return null;
  return {
    calls: before.attempts,
    cost: before.cost,
    margin: before.margin,
    cost_change: sums.cost - before.cost,
    cost_change_percent: percentOf(sums.cost - before.cost, before.cost),
    calls_change_percent: percent(sums.attempts - before.attempts, before.attempts),
  };
}

/** Shares that say whether a number is still picked up: many short or unanswered calls mean that it is marked as spam. */
export function healthOf(sums: TrafficSums): Record<string, unknown> {
  const dialled = sums.attempts - sums.refused;
  return {
    short_calls: sums.shortCalls,
    short_percent: sums.shortCalls === null ? null : percent(sums.shortCalls, sums.answered),
    unanswered_percent: percent(dialled - sums.answered, dialled),
  };
}

/** Where a call went: the country of its prefix; inbound calls went nowhere, they came. */
export function destinationOf(row: TrafficRow, by: 'country' | 'prefix'): string {
  if (row.direction === 'inbound') return 'inbound';
  if (by === 'prefix') return row.key === '' ? 'unknown' : row.key;
  return countryOfPrefix(row.key) ?? 'unknown';
}

export function describeDestination(key: string, by: 'country' | 'prefix'): Record<string, unknown> {
  const country =
    key === 'inbound' || key === 'unknown' ? null : by === 'country' ? key : countryOfPrefix(key);
  return {
    country,
    country_name: country === null ? null : countryName(country),
    prefix: by === 'prefix' && country !== null ? key : null,
  };
}

export function totalOf(entries: readonly Entry[]): Entry {
  return entries.reduce<Entry>(
    (sum, entry) => ({
      key: '',
      sums: addTraffic(sum.sums, entry.sums),
      before: sum.before === null || entry.before === null ? null : addTraffic(sum.before, entry.before),
    }),
    { key: '', sums: NOTHING, before: entries.some(({ before }) => before === null) ? null : NOTHING },
  );
}
