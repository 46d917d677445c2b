import type { TrafficOwner } from '../cdrs/index.ts';
import type { TrafficRow, TrafficSums, Window } from '../cdrs/index.ts';
import type { AnalyticsDeps } from './analytics-deps.ts';
import { previousWindow, type AskedWindow } from './asked-window.ts';
import {
  VALUE,
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
function othersThan(currency: string, all: readonly string[]): string[] {
  return [...new Set(all)].filter((one) => one !== currency).sort();
}

interface Table {
  readonly asked: TableAsked;
  readonly now: readonly TrafficRow[];
  readonly before: readonly TrafficRow[];
  readonly keyOf: (row: TrafficRow) => string | null;
  readonly describe: (entry: Entry) => Record<string, unknown>;
}

function tableOf({ asked, now, before, keyOf, describe }: Table): Record<string, unknown> {
  const all = entriesOf(groupTraffic(now, asked, keyOf), groupTraffic(before, asked, keyOf));
  return shownOf(asked, {
    currencies: now.map((row) => row.currency),
    total: totalOf(all),
    count: all.length,
    entries: all,
    describe,
  });
}

interface Shown extends Pick<Table, 'describe'> {
  readonly currencies: readonly string[];
  readonly total: Entry;
  /** How many rows there are. */
  readonly count: number;
  /** Those that come first are among them. */
  readonly entries: readonly Entry[];
}

function shownOf(
  asked: TableAsked,
  { currencies, total, count, entries, describe }: Shown,
): Record<string, unknown> {
  const { window, currency, sort, order, limit } = asked;
  return {
    ...headOf(window, currency),
    other_currencies: othersThan(currency, currencies),
    total: { ...figuresOf(total.sums), previous: changeOf(total) },
    total_items: count,
    items: sortEntries(entries, sort, order)
      .slice(0, limit)
      .map((entry) => ({
        ...describe(entry),
        ...figuresOf(entry.sums),
        share_percent: percent(entry.sums.attempts, total.sums.attempts),
        previous: changeOf(entry),
      })),
  };
}

/** Both stretches of one dimension. */
export async function bothOf(
  read: (windows: readonly Window[]) => Promise<TrafficRow[][]>,
  window: AskedWindow,
): Promise<Both> {
  const [now = [], before = []] = await read([window, previousWindow(window)]);
  return { now, before };
}

export async function readDestinations(
  traffic: Traffic,
  asked: TableAsked,
  by: 'country' | 'prefix',
  country: string | null,
): Promise<Record<string, unknown>> {
  const both = await bothOf((windows) => traffic.destinations(asked.owner, windows), asked.window);
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
  const { rows, capped } = await traffic.causes(asked.owner, asked.window);
  return { ...causeTable(asked, rows, country), capped };
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
    other_currencies: othersThan(
      asked.currency,
      rows.map((row) => row.currency),
    ),
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
    ...figuresOf(sums),
    refused: sums.refused > 0,
    share_percent: percent(sums.attempts, calls),
  };
}

/** Whose a row is, and of what of theirs: none of the three has a space in it. */
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
  const both = await bothOf((windows) => traffic.totals(asked.owner.partnerIds, windows), asked.window);
  const describe = ({ key }: Entry): Record<string, unknown> => ({ partnerId: key });
  return tableOf({ asked, ...both, keyOf: (row) => row.partnerId, describe });
}

/** Customers, trunks or numbers: the rows that are shown are found among all without reading the others one by one. */
async function rankedTable(
  deps: AnalyticsDeps,
  asked: TableAsked,
  dimension: RankedDimension,
  describe: Table['describe'],
  previous: Window | null = previousWindow(asked.window),
): Promise<Record<string, unknown>> {
  const ranking = await deps.cdrs.traffic.ranking(asked.owner, {
    ...asked,
    dimension,
    previous,
    value: VALUE[asked.sort],
  });
  const table = shownOf(asked, {
    ...ranking,
    // What was not read is not told as nothing.
    total: { key: '', sums: ranking.total.now, before: previous && ranking.total.before },
    entries: ranking.entries.map(({ partnerId, customerId, key, now, before }) => ({
      key: `${partnerId} ${customerId} ${key}`,
      sums: now,
      before: previous && before,
    })),
    describe: (entry) => ({ ...ownerOf(entry.key), ...describe(entry) }),
  });
  return { ...table, items: await withCustomers(deps, table['items'] as Row[]) };
}

type RankedDimension = 'customer' | 'trunk' | 'number';

/** Top spenders, top growers and whatever else customers are sorted by. */
export async function readCustomers(
  deps: AnalyticsDeps,
  asked: TableAsked,
): Promise<Record<string, unknown>> {
  return rankedTable(deps, asked, 'customer', () => ({}));
}

/** The same without what was before. */
export async function readTopCustomers(
  deps: AnalyticsDeps,
  asked: TableAsked,
): Promise<Record<string, unknown>> {
  return rankedTable(deps, asked, 'customer', () => ({}), null);
}

export async function readNumbers(deps: AnalyticsDeps, asked: TableAsked): Promise<Record<string, unknown>> {
  const describe = ({ key, sums }: Entry) => ({ number: ownerOf(key).key, ...healthOf(sums) });
  return rankedTable(deps, asked, 'number', describe);
}

export async function readTrunks(deps: AnalyticsDeps, asked: TableAsked): Promise<Record<string, unknown>> {
  const describe = ({ key }: Entry) => ({ trunk_id: ownerOf(key).key });
  return rankedTable(deps, asked, 'trunk', describe);
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
