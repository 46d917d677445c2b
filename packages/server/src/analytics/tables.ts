import type { TrafficOwner } from '../cdrs/index.ts';
import type { TrafficRow, TrafficSums } from '../cdrs/index.ts';
import type { AnalyticsDeps } from './analytics-deps.ts';
import { previousWindow, type AskedWindow } from './asked-window.ts';
import {
  changeOf,
  describeDestination,
  destinationOf,
  entriesOf,
  groupTraffic,
  healthOf,
  sortEntries,
  totalOf,
  type Entry,
  type Narrowed,
  type Sort,
} from './breakdown.ts';
import { figuresOf, percent } from './figures.ts';

/** Whose traffic, when, and how a table of it is cut and sorted. */
export interface TableAsked extends Narrowed {
  readonly owner: TrafficOwner;
  readonly window: AskedWindow;
  readonly sort: Sort;
  readonly order: 'asc' | 'desc';
  readonly limit: number;
}

type Traffic = AnalyticsDeps['cdrs']['traffic'];

/** The head that every answer has: what its figures are of. */
export function headOf(window: AskedWindow, currency: string): Record<string, unknown> {
  const before = previousWindow(window);
  return {
    period: {
      from: window.firstDay,
      to: window.lastDay,
      tz: window.timeZone,
      starts_at: window.from,
      ends_at: window.before,
    },
    previous_period: { starts_at: before.from, ends_at: before.before },
    currency,
  };
}

/** Currencies that the traffic has besides: their calls are in other answers. */
function othersThan(currency: string, rows: readonly TrafficRow[]): string[] {
  return [...new Set(rows.map((row) => row.currency))].filter((one) => one !== currency).sort();
}

interface Table {
  readonly asked: TableAsked;
  readonly now: readonly TrafficRow[];
  readonly before: readonly TrafficRow[];
  readonly keyOf: (row: TrafficRow) => string | null;
  readonly describe: (entry: Entry) => Record<string, unknown>;
}

function tableOf({ asked, now, before, keyOf, describe }: Table): Record<string, unknown> {
  const { window, currency, sort, order, limit } = asked;
  const all = entriesOf(groupTraffic(now, asked, keyOf), groupTraffic(before, asked, keyOf));
  const shown = sortEntries(all, sort, order).slice(0, limit);
  const total = totalOf(all);
  return {
    ...headOf(window, currency),
    other_currencies: othersThan(currency, now),
    total: { ...figuresOf(total.sums), previous: changeOf(total) },
    total_items: all.length,
    items: shown.map((entry) => ({
      ...describe(entry),
      ...figuresOf(entry.sums),
      share_percent: percent(entry.sums.attempts, total.sums.attempts),
      previous: changeOf(entry),
    })),
  };
}

/** Both stretches of one dimension. */
export async function bothOf(
  read: (window: TableAsked['window'] | ReturnType<typeof previousWindow>) => Promise<TrafficRow[]>,
  window: AskedWindow,
): Promise<Both> {
  const [now, before] = await Promise.all([read(window), read(previousWindow(window))]);
  return { now, before };
}

export async function readDestinations(
  traffic: Traffic,
  asked: TableAsked,
  by: 'country' | 'prefix',
  country: string | null,
): Promise<Record<string, unknown>> {
  const both = await bothOf((window) => traffic.destinations(asked.owner, window), asked.window);
  return destinationTable(asked, both, by, country);
}

/** The rows of both stretches, read already. */
export type Both = Pick<Table, 'now' | 'before'>;

export function destinationTable(
  asked: TableAsked,
  both: Both,
  by: 'country' | 'prefix',
  country: string | null,
): Record<string, unknown> {
  return tableOf({
    asked,
    ...both,
    keyOf: (row) =>
      country === null || destinationOf(row, 'country') === country ? destinationOf(row, by) : null,
    describe: ({ key }) => describeDestination(key, by),
  });
}

/** Why calls ended as they did: hang-up causes, and of calls that were refused the reasons. */
export async function readCauses(
  traffic: Traffic,
  asked: TableAsked,
  country: string | null,
): Promise<Record<string, unknown>> {
  return causeTable(asked, await traffic.causes(asked.owner, asked.window), country);
}

export function causeTable(
  asked: TableAsked,
  rows: readonly TrafficRow[],
  country: string | null,
): Record<string, unknown> {
  const inCountry = rows.filter((row) => country === null || destinationOf(row, 'country') === country);
  const groups = groupTraffic(inCountry, asked, (row) => row.cause);
  const calls = [...groups.values()].reduce((sum, { attempts }) => sum + attempts, 0);
  const failing = [...groups].filter(([, sums]) => sums.answered === 0);
  return {
    ...headOf(asked.window, asked.currency),
    other_currencies: othersThan(asked.currency, rows),
    calls,
    total_items: groups.size,
    items: sortEntries(entriesOf(groups, null), 'calls', asked.order)
      .slice(0, asked.limit)
      .map(({ key, sums }) => causeOf(key, sums, calls)),
    failing_calls: failing.reduce((sum, [, { attempts }]) => sum + attempts, 0),
  };
}

function causeOf(cause: string, sums: TrafficSums, calls: number): Record<string, unknown> {
  return {
    cause: cause === '' ? 'unknown' : cause,
    refused: sums.refused > 0,
    calls: sums.attempts,
    answered: sums.answered,
    share_percent: percent(sums.attempts, calls),
  };
}

/** Whose a row is, and of what of theirs: none of the three has a space in it. */
const keyOfOwner = (row: TrafficRow): string => `${row.partnerId} ${row.customerId ?? ''} ${row.key}`;

function ownerOf(key: string): {
  readonly partnerId: string;
  readonly customerId: string;
  readonly key: string;
} {
  const [partnerId = '', customerId = '', rest = ''] = key.split(' ');
  return { partnerId, customerId, key: rest };
}

/** What each partner's customers were charged, and what is left of it. */
export async function readPartners(
  { cdrs: { traffic } }: AnalyticsDeps,
  asked: TableAsked,
): Promise<Record<string, unknown>> {
  const both = await bothOf((window) => traffic.by(asked.owner, 'customer', window), asked.window);
  const describe = ({ key }: Entry): Record<string, unknown> => ({ partnerId: key });
  return tableOf({ asked, ...both, keyOf: (row) => row.partnerId, describe });
}

/** Top spenders, top growers and whatever else customers are sorted by. */
export async function readCustomers(
  deps: AnalyticsDeps,
  asked: TableAsked,
): Promise<Record<string, unknown>> {
  const both = await bothOf((window) => deps.cdrs.traffic.by(asked.owner, 'customer', window), asked.window);
  return customerTable(deps, asked, both);
}

export async function customerTable(
  deps: AnalyticsDeps,
  asked: TableAsked,
  both: Both,
): Promise<Record<string, unknown>> {
  const table = tableOf({
    asked,
    ...both,
    keyOf: keyOfOwner,
    describe: ({ key }) => ownerOf(key),
  });
  return { ...table, items: await withCustomers(deps, table['items'] as Row[]) };
}

export async function readNumbers(deps: AnalyticsDeps, asked: TableAsked): Promise<Record<string, unknown>> {
  const { traffic } = deps.cdrs;
  const now = await traffic.by(asked.owner, 'number', asked.window);
  const table = tableOf({
    asked,
    now,
    before: [],
    keyOf: keyOfOwner,
    describe: ({ key, sums }) => ({ ...ownerOf(key), number: ownerOf(key).key, ...healthOf(sums) }),
  });
  return { ...table, items: await withCustomers(deps, table['items'] as Row[]) };
}

export async function readTrunks(deps: AnalyticsDeps, asked: TableAsked): Promise<Record<string, unknown>> {
  const both = await bothOf((window) => deps.cdrs.traffic.by(asked.owner, 'trunk', window), asked.window);
  const table = tableOf({
    asked,
    ...both,
    keyOf: keyOfOwner,
    describe: ({ key }) => ({ ...ownerOf(key), trunk_id: ownerOf(key).key }),
  });
  return { ...table, items: await withCustomers(deps, table['items'] as Row[]) };
}

type Row = Record<string, unknown> & { readonly partnerId: string; readonly customerId: string };

/** Names the customers of the rows that are shown. */
async function withCustomers(
  { db, customers }: AnalyticsDeps,
  rows: readonly Row[],
): Promise<Record<string, unknown>[]> {
  const found = await Promise.all(
    [...Map.groupBy(rows, (row) => row.partnerId)].map(([partnerId, own]) =>
      customers.byIds(db.kysely, partnerId, [...new Set(own.map((row) => row.customerId))]),
    ),
  );
  const known = new Map(found.flatMap((some) => [...some]));
  return rows.map(({ customerId, ...row }) => ({
    auth_id: known.get(customerId)?.authId ?? '',
    name: known.get(customerId)?.name ?? '',
    ...row,
  }));
}
