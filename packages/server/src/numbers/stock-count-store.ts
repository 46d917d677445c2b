import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { NumberType, StockState } from './number-stock.ts';

export interface CountFilter {
  readonly country?: string | undefined;
  readonly region?: string | undefined;
  readonly numberType?: NumberType | undefined;
  readonly state?: StockState | undefined;
}

/** How many numbers there are of a kind, from the counters. */
export async function countStock(reader: Reader, filter: CountFilter): Promise<number> {
  const { country = null, region = null, numberType = null, state = null } = filter;
  const { rows } = await sql<{ total: number }>`SELECT coalesce(sum(n), 0)::int AS total FROM number_stock_count
    WHERE (${country}::text IS NULL OR country = ${country}) AND (${region}::text IS NULL OR region = ${region})
      AND (${numberType}::text IS NULL OR number_type = ${numberType})
      AND (${state}::text IS NULL OR state = ${state})`.execute(reader);
  return rows[0]?.total ?? 0;
}

export function countForSale(reader: Reader, filter: Omit<CountFilter, 'state'>): Promise<number> {
  const { country, region, numberType } = filter;
  return countStock(reader, { country, region, numberType, state: 'available' });
}

export interface OfferedCount {
  readonly country: string;
  readonly region: string;
  readonly numberType: NumberType;
  readonly count: number;
}

/** What is for sale, by country, region and type. */
export async function countOffers(reader: Reader, country: string | undefined): Promise<OfferedCount[]> {
  const { rows } = await sql<{ country: string; region: string; number_type: NumberType; n: number }>`
    SELECT country, region, number_type, sum(n)::int AS n FROM number_stock_count
    WHERE state = 'available' AND (${country ?? null}::text IS NULL OR country = ${country ?? null})
    GROUP BY country, region, number_type HAVING sum(n) > 0 ORDER BY country, number_type, region`.execute(reader);
  return rows.map((row) => ({
    country: row.country,
    region: row.region,
    numberType: row.number_type,
    count: row.n,
  }));
}

/** Adds up the counters of a kind into one row each. Changes that others make meanwhile stay rows of their own. */
export async function addUpCounters(tx: Tx): Promise<void> {
  await sql`WITH several AS (
      SELECT country, region, number_type, state FROM number_stock_count
      GROUP BY country, region, number_type, state HAVING count(*) > 1 OR sum(n) = 0
    ), taken AS (
      DELETE FROM number_stock_count c USING several s
      WHERE (c.country, c.region, c.number_type, c.state) = (s.country, s.region, s.number_type, s.state) RETURNING c.*
    )
    INSERT INTO number_stock_count SELECT country, region, number_type, state, sum(n) FROM taken
    GROUP BY country, region, number_type, state HAVING sum(n) <> 0`.execute(tx);
}
