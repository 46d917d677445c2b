import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import type { DateRange } from '../platform/http/index.ts';
import { utcDay } from '../platform/time/index.ts';
import type { CdrFilter } from './cdr-filter.ts';
import { conditionsOf, keyConditions } from './conditions.ts';
import type { CallSums, CurrencySums } from './sums.ts';
import { WHOLE_PARTNER } from './whole-partner.ts';
import { splitWindow } from './window.ts';

type Sql = RawBuilder<unknown>;

export interface SumRow {
  readonly currency: string;
  readonly calls: bigint;
  readonly answered: bigint;
  readonly duration_seconds: bigint;
  readonly talk_seconds: bigint;
  readonly cost: bigint;
}

export function fromRow(row: SumRow): CurrencySums {
  return {
    currency: row.currency,
    calls: Number(row.calls),
    answered: Number(row.answered),
    durationSeconds: Number(row.duration_seconds),
    talkSeconds: Number(row.talk_seconds),
    cost: row.cost,
  };
}

export const SUMS = sql`currency, sum(calls)::bigint AS calls, sum(answered)::bigint AS answered,
  sum(duration_seconds)::bigint AS duration_seconds, sum(talk_seconds)::bigint AS talk_seconds, sum(cost)::bigint AS cost`;

/** One call as a summand. */
export const OF_CALLS = sql`c.currency, 1 AS calls, CASE WHEN c.answer_time IS NULL THEN 0 ELSE 1 END AS answered,
  c.duration AS duration_seconds, c.billsec AS talk_seconds, c.cost + c.streaming_cost AS cost`;

const OF_ROLLUPS = sql`c.currency, c.attempts AS calls, c.answered, c.duration_seconds, c.talk_seconds, c.cost`;

function between(column: Sql, { from, before }: DateRange, print: (at: Date) => Sql): Sql[] {
  return [
    ...(from === null ? [] : [sql`${column} >= ${print(from)}`]),
    ...(before === null ? [] : [sql`${column} < ${print(before)}`]),
  ];
}

/** The calls that match, each as a summand. */
export function ofCalls(partnerId: string, filter: CdrFilter, columns = OF_CALLS, isMost = false): Sql {
  return sql`SELECT ${columns} FROM cdr c WHERE ${conditionsOf(partnerId, filter, isMost)}`;
}

/** Adds sums and counted calls up; `counted` gives at most one more than `most`, and then the sums are capped. */
export async function addUp(
  reader: Reader,
  sums: readonly Sql[],
  counted: Sql | null,
  most: number,
): Promise<CallSums> {
  const sources = [
    ...sums.map((one) => sql`SELECT *, 0 AS counted FROM (${one}) s`),
    ...(counted === null ? [] : [sql`SELECT *, 1 AS counted FROM (${counted}) c`]),
  ];
  if (sources.length === 0) return { currencies: [], capped: false };
  const { rows } = await sql<SumRow & { counted: bigint }>`
    SELECT ${SUMS}, sum(counted)::bigint AS counted FROM (${sql.join(sources, sql` UNION ALL `)}) s
    GROUP BY currency HAVING sum(calls) > 0 ORDER BY currency`.execute(reader);
  const calls = rows.reduce((sum, row) => sum + Number(row.counted), 0);
  return { currencies: rows.map(fromRow), capped: calls > most };
}

/** What the rollups have of a window: its days and quarters, and the calls at its edges. */
export function ofRollups(partnerId: string, filter: CdrFilter): Sql[] {
  const parts = splitWindow(filter.window);
  const key = [
    sql`c.partner_id = ${partnerId}`,
    sql`c.customer_id = ${filter.customerId ?? WHOLE_PARTNER}`,
    ...keyConditions(filter),
  ];
  const of = (table: Sql, conditions: readonly Sql[]): Sql =>
    sql`SELECT ${OF_ROLLUPS} FROM ${table} c WHERE ${sql.join([...key, ...conditions], sql` AND `)}`;
  const day = (at: Date): Sql => sql`${utcDay(at)}::date`;
  return [
    ...parts.days.map((range) =>
      of(sql`cdr_rollup_day`, [sql`c.dimension = 'total'`, ...between(sql`c.day`, range, day)]),
    ),
    ...parts.quarters.map((range) =>
      of(
        sql`cdr_rollup`,
        between(sql`c.bucket`, range, (at) => sql`${at}::timestamptz`),
      ),
    ),
    ...parts.rest.map((window) => ofCalls(partnerId, { ...filter, window })),
  ];
}

/** Sums that the rollups have, all of one moment. */
export async function sumRollups(reader: Reader, partnerId: string, filter: CdrFilter): Promise<CallSums> {
  return addUp(reader, ofRollups(partnerId, filter), null, 0);
}
