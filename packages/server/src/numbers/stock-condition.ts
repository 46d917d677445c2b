import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import type { StockFilter, StockKey, StockOrder } from './stock-filter.ts';

type Condition = RawBuilder<unknown>;

function equals(column: string, value: string | undefined): Condition[] {
  return value === undefined ? [] : [sql`${sql.ref(column)} = ${value}`];
}

function atMost(column: string, most: bigint | undefined): Condition[] {
  return most === undefined ? [] : [sql`${sql.ref(column)} <= ${most}`];
}

/** A whole filter, said about rows of the stock. */
function conditionOf(filter: StockFilter): Condition {
  const conditions = [
    ...equals('state', filter.state),
    ...equals('country', filter.country),
    ...equals('region', filter.region),
    ...equals('number_type', filter.numberType),
    ...equals('currency', filter.currency),
    ...equals('provider', filter.provider),
    ...(filter.capabilities ?? []).map((one) => sql`${sql.ref(`${one}_enabled`)}`),
    ...atMost('setup_fee', filter.maxSetupFee),
    ...atMost('monthly_fee', filter.maxMonthlyFee),
    ...(filter.patterns ?? []).map(({ like }) => sql`e164 LIKE ${like}`),
    ...(filter.excludedPrefixes ?? []).map((prefix) => sql`NOT starts_with(e164, ${prefix})`),
  ];
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` AND `);
}

/** Which of some numbers fit, in no order. */
export async function fittingOf(
  reader: Reader,
  e164s: readonly string[],
  filter: StockFilter,
  order: StockOrder,
): Promise<StockKey[]> {
  if (e164s.length === 0) return [];
  const fee = order.by === 'number' ? sql`NULL::bigint` : sql.ref(order.by);
  const { rows } = await sql<{
    e164: string;
    fee: bigint | null;
  }>`SELECT e164, ${fee} AS fee FROM number_stock
    WHERE e164 = ANY (${[...e164s]}::text[]) AND ${conditionOf(filter)}`.execute(reader);
  return rows;
}
