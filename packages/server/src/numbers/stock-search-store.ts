import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import { behindPrefix } from './number-pattern.ts';
import type { NumberRange } from './number-ranges.ts';
import type { StockFilter, StockKey, StockOrder, StockPlace } from './stock-filter.ts';

type Condition = RawBuilder<unknown>;

const isForSale = (filter: StockFilter): boolean => filter.state === 'available';

/**
 * The columns that a search looks at. Every index of what is for sale has them, so that looking does not touch the table;
 * each that is not asked for makes a look shorter.
 */
function columnsOf(filter: StockFilter, order: StockOrder): Condition {
  const { country, region, numberType, currency, provider, maxSetupFee, maxMonthlyFee } = filter;
  const asked: readonly (readonly [column: string, value: unknown])[] = [
    ['country', country],
    ['region', region],
    ['number_type', numberType],
    ['currency', currency],
    ['provider', provider],
    ['setup_fee', order.by === 'setup_fee' ? order : maxSetupFee],
    ['monthly_fee', order.by === 'monthly_fee' ? order : maxMonthlyFee],
  ];
  const used = asked.filter(([, value]) => value !== undefined).map(([column]) => column);
  const capabilities = (filter.capabilities ?? []).map((one) => `${one}_enabled`);
  return sql.join(['e164', ...used, ...capabilities].map((column) => sql.ref(column)));
}

/** As a literal, so that the indexes of what is for sale are known to fit. */
function inState({ state }: StockFilter): Condition {
  return state === undefined ? sql`true` : sql`state = ${sql.lit(state)}`;
}

const all = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? sql`true` : sql.join(conditions, sql` AND `);

function equals(column: string, value: string | undefined): Condition[] {
  return value === undefined ? [] : [sql`${sql.ref(column)} = ${value}`];
}

function withPrefix(prefix: string): Condition {
  return sql`(e164 >= ${prefix} AND e164 < ${behindPrefix(prefix)})`;
}

/** A capability that so few numbers have that those have an index of their own. */
export function rareCapability(filter: StockFilter): 'mms' | 'fax' | null {
  if (!isForSale(filter)) return null;
  return (['mms', 'fax'] as const).find((one) => filter.capabilities?.includes(one)) ?? null;
}

/** What of a filter has an index that begins with it and goes on in this order: those rows are read in order, none in vain. */
function indexed(filter: StockFilter, order: StockOrder): Condition[] {
  const { country, region, numberType } = filter;
  if (!isForSale(filter)) return [];
  if (order.by === 'setup_fee') {
    return [...equals('currency', order.currency), ...atMost('setup_fee', filter.maxSetupFee)];
  }
  if (order.by === 'monthly_fee') {
    const inCountry = [...equals('currency', order.currency), ...equals('country', country)];
    return [...inCountry, ...atMost('monthly_fee', filter.maxMonthlyFee)];
  }
  const rare = rareCapability(filter);
  if (rare !== null) return [sql.ref(`${rare}_enabled`)];
  if (region !== undefined) return equals('region', region);
  return country === undefined ? [] : [...equals('country', country), ...equals('number_type', numberType)];
}

function atMost(column: string, most: bigint | undefined): Condition[] {
  return most === undefined ? [] : [sql`${sql.ref(column)} <= ${most}`];
}

/** The whole filter. */
function conditions(filter: StockFilter): Condition[] {
  return [
    ...equals('country', filter.country),
    ...equals('region', filter.region),
    ...equals('number_type', filter.numberType),
    ...equals('currency', filter.currency),
    ...equals('provider', filter.provider),
    ...(filter.capabilities ?? []).map((one) => sql`${sql.ref(`${one}_enabled`)}`),
    ...atMost('setup_fee', filter.maxSetupFee),
    ...atMost('monthly_fee', filter.maxMonthlyFee),
    ...(filter.patterns ?? []).map(({ like }) => sql`e164 LIKE ${like}`),
    ...(filter.excludedPrefixes ?? []).map((prefix) => sql`NOT ${withPrefix(prefix)}`),
  ];
}

function feeColumn(order: StockOrder): Condition {
  return order.by === 'number' ? sql`NULL::bigint` : sql.ref(order.by);
}

function sorted(order: StockOrder): Condition {
  const direction = order.descending ? sql`DESC` : sql`ASC`;
  return order.by === 'number'
    ? sql`e164 ${direction}`
    : sql`${sql.ref(order.by)} ${direction}, e164 ${direction}`;
}

function behind(order: StockOrder, after: StockKey | null): Condition[] {
  if (after === null) return [];
  const than = order.descending ? sql`<` : sql`>`;
  return order.by === 'number'
    ? [sql`e164 ${than} ${after.e164}`]
    : [sql`(${sql.ref(order.by)}, e164) ${than} (${after.fee}::bigint, ${after.e164})`];
}

/** Where and how much one look goes. */
export interface Look {
  readonly filter: StockFilter;
  readonly order: StockOrder;
  /** Where the numbers can be, in the order of numbers; for orders by number alone. */
  readonly ranges: readonly NumberRange[];
  readonly after: StockKey | null;
  /** Numbers that may be looked at. */
  readonly budget: number;
}

/** The numbers that are looked at, in their order. None is before it is asked for, so whoever asks for few reads few. */
function window({ filter, order, ranges, after, budget }: Look): Condition {
  const where = [inState(filter), ...indexed(filter, order), ...behind(order, after)];
  const [first, ...more] = order.by === 'number' ? ranges : [];
  if (more.length === 0) {
    const within = first === undefined ? [] : [sql`e164 >= ${first.from} AND e164 < ${first.to}`];
    return sql`(SELECT ${columnsOf(filter, order)} FROM number_stock WHERE ${all([...where, ...within])}
      ORDER BY ${sorted(order)} LIMIT ${budget}) AS looked_at`;
  }
  const inOrder = order.descending ? ranges.toReversed() : ranges;
  const values = sql.join(inOrder.map(({ from, to }) => sql`(${from} COLLATE "C", ${to} COLLATE "C")`));
  // One range after the other: a join with LATERAL has no other way.
  return sql`(SELECT within.* FROM (VALUES ${values}) AS range (first, behind) CROSS JOIN LATERAL (
      SELECT ${columnsOf(filter, order)} FROM number_stock
      WHERE ${all([...where, sql`e164 >= range.first AND e164 < range.behind`])}
      ORDER BY ${sorted(order)} LIMIT ${budget}) AS within LIMIT ${budget}) AS looked_at`;
}

interface KeyRow {
  readonly e164: string;
  readonly fee: bigint | null;
}

/** Reads numbers in order and keeps those that fit, until there are enough or the budget is used up. */
export async function scanInOrder(
  reader: Reader,
  look: Look,
  { limit, offset }: Pick<StockPlace, 'limit' | 'offset'>,
): Promise<StockKey[]> {
  const { rows } = await sql<KeyRow>`SELECT e164, ${feeColumn(look.order)} AS fee
    FROM ${window(look)} WHERE ${all(conditions(look.filter))} LIMIT ${limit} OFFSET ${offset}`.execute(
    reader,
  );
  return rows;
}

/** How many fit of all that a look has budget for. */
export async function countInLook(
  reader: Reader,
  look: Look,
): Promise<{ readonly fitting: number; readonly lookedAt: number }> {
  const { rows } = await sql<{ fitting: number; looked_at: number }>`
    SELECT count(*) FILTER (WHERE ${all(conditions(look.filter))})::int AS fitting, count(*)::int AS looked_at
    FROM ${window(look)}`.execute(reader);
  return { fitting: rows[0]?.fitting ?? 0, lookedAt: rows[0]?.looked_at ?? 0 };
}

export interface Sample {
  readonly fitting: number;
  /** Of those, or more: all that meet the narrow condition. */
  readonly narrow: number;
  readonly lookedAt: number;
}

/** How many fit of a sample of the whole table; the same sample each time, so that an estimate does not flicker. */
export async function countInSample(
  reader: Reader,
  filter: StockFilter,
  narrow: Narrow | null,
  percent: number,
): Promise<Sample> {
  const { rows } = await sql<{ fitting: number; narrow: number; looked_at: number }>`
    SELECT count(*) FILTER (WHERE ${all([inState(filter), ...conditions(filter)])})::int AS fitting,
      count(*) FILTER (WHERE ${inState(filter)} AND ${narrow?.condition ?? sql`false`})::int AS narrow,
      count(*)::int AS looked_at
    FROM number_stock TABLESAMPLE SYSTEM (${percent}::real) REPEATABLE (1)`.execute(reader);
  const [{ fitting, narrow: narrowly, looked_at: lookedAt } = { fitting: 0, narrow: 0, looked_at: 0 }] = rows;
  return { fitting, narrow: narrowly, lookedAt };
}

/** A condition that few numbers meet and that has an index of its own, whatever the order. */
export interface Narrow {
  readonly condition: Condition;
  /** So many are read; reading the table as well costs more than an index that has all columns. */
  readonly most: number;
}

const MOST_FROM_TABLE = 10_000;
const MOST_FROM_INDEX = 30_000;

/**
 * The narrowest condition of a filter that has an index of its own; null where none has, or where that index is read in the
 * order asked for anyway.
 */
export function narrowest(filter: StockFilter, order: StockOrder): Narrow | null {
  const { patterns = [] } = filter;
  const end = patterns.map((pattern) => pattern.end).find((text) => text.length > 2);
  const run = patterns.find((pattern) => pattern.hasDigitRun && pattern.start.length < 4);
  const start = patterns.map((pattern) => pattern.start).find((text) => text.length > 3);
  if (end !== undefined) {
    const from = Array.from(end).reverse().join('');
    return {
      condition: sql`reverse(e164) COLLATE "C" >= ${from} AND reverse(e164) COLLATE "C" < ${behindPrefix(from)}`,
      most: MOST_FROM_TABLE,
    };
  }
  if (run !== undefined) return { condition: sql`e164 LIKE ${run.like}`, most: MOST_FROM_TABLE };
  if (start !== undefined) return { condition: withPrefix(start), most: MOST_FROM_INDEX };
  if (!isForSale(filter)) return null;
  const rare = rareCapability(filter);
  const { region } = filter;
  const otherwise = narrowFee(filter);
  if (order.by === 'number') return rare === null && region === undefined ? otherwise : null;
  if (rare !== null) return { condition: sql.ref(`${rare}_enabled`), most: MOST_FROM_INDEX };
  return region === undefined ? otherwise : { condition: sql`region = ${region}`, most: MOST_FROM_INDEX };
}

function narrowFee({ currency, maxMonthlyFee, maxSetupFee }: StockFilter): Narrow | null {
  if (currency === undefined) return null;
  const fee =
    maxMonthlyFee !== undefined
      ? sql`monthly_fee <= ${maxMonthlyFee}`
      : maxSetupFee === undefined
        ? null
        : sql`setup_fee <= ${maxSetupFee}`;
  return fee === null ? null : { condition: sql`currency = ${currency} AND ${fee}`, most: MOST_FROM_INDEX };
}

export interface NarrowResult {
  readonly keys: readonly StockKey[];
  /** Of all that fit, wherever the page begins. */
  readonly count: number;
}

/** Reads all that meet the narrow condition, then sorts; null where they are more than may be read. */
export async function scanNarrow(
  reader: Reader,
  narrow: Narrow,
  filter: StockFilter,
  order: StockOrder,
  place: StockPlace,
): Promise<NarrowResult | null> {
  const { rows } = await sql<{ read: number; count: number; keys: { e164: string; fee: string | null }[] }>`
    WITH found AS MATERIALIZED (
      SELECT ${columnsOf(filter, order)} FROM number_stock WHERE ${inState(filter)} AND ${narrow.condition} LIMIT ${narrow.most + 1}
    ), fitting AS MATERIALIZED (
      SELECT * FROM found WHERE ${all(conditions(filter))}
    ), page AS (
      SELECT e164, ${feeColumn(order)} AS fee FROM fitting WHERE ${all(behind(order, place.after))}
      ORDER BY ${sorted(order)} LIMIT ${place.limit} OFFSET ${place.offset}
    )
    SELECT (SELECT count(*) FROM found)::int AS read, (SELECT count(*) FROM fitting)::int AS count,
      (SELECT coalesce(json_agg(json_build_object('e164', e164, 'fee', fee::text)), '[]') FROM page) AS keys`.execute(
    reader,
  );
  const [row] = rows;
  if (row === undefined || row.read > narrow.most) return null;
  const keys = row.keys.map(({ e164, fee }) => ({ e164, fee: fee === null ? null : BigInt(fee) }));
  return { keys, count: row.count };
}
