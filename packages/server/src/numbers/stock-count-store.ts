import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { NumberType, StockState } from './number-stock.ts';

/** What the counters are kept by. */
export interface CountFilter {
  readonly country?: string | undefined;
  readonly region?: string | undefined;
  readonly numberType?: NumberType | undefined;
  readonly currency?: string | undefined;
  readonly state?: StockState | undefined;
}

export interface CountryCount {
  readonly country: string;
  readonly count: number;
}

/** How many numbers of a kind there are, by country; countries without any are left out. */
export async function countByCountry(reader: Reader, filter: CountFilter): Promise<CountryCount[]> {
  const { country = null, region = null, numberType = null, currency = null, state = null } = filter;
  const { rows } = await sql<CountryCount>`SELECT country, sum(n)::int AS count FROM number_stock_count
    WHERE (${country}::text IS NULL OR country = ${country}) AND (${region}::text IS NULL OR region = ${region})
      AND (${numberType}::text IS NULL OR number_type = ${numberType})
      AND (${currency}::text IS NULL OR currency = ${currency}) AND (${state}::text IS NULL OR state = ${state})
    GROUP BY country HAVING sum(n) > 0`.execute(reader);
  return rows;
}

/** All numbers that there are, whatever their state. */
export async function countAll(reader: Reader): Promise<number> {
  const { rows } = await sql<{ total: number }>`SELECT coalesce(sum(n), 0)::int AS total
    FROM number_stock_count`.execute(reader);
  return rows[0]?.total ?? 0;
}

export interface OfferedCount {
  readonly country: string;
  readonly region: string;
  readonly numberType: NumberType;
  readonly count: number;
}

/** What is for sale, by country, type and region. */
export async function countOffers(reader: Reader, country: string | undefined): Promise<OfferedCount[]> {
  const { rows } = await sql<{ country: string; region: string; number_type: NumberType; n: number }>`
    SELECT country, region, number_type, sum(n)::int AS n FROM number_stock_count
    WHERE state = 'available' AND (${country ?? null}::text IS NULL OR country = ${country ?? null})
    GROUP BY country, region, number_type HAVING sum(n) > 0 ORDER BY country, number_type, region`.execute(
    reader,
  );
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
      SELECT country, region, number_type, currency, state FROM number_stock_count
      GROUP BY country, region, number_type, currency, state HAVING count(*) > 1 OR sum(n) = 0
    ), taken AS (
      DELETE FROM number_stock_count c USING several s
      WHERE (c.country, c.region, c.number_type, c.currency, c.state)
        = (s.country, s.region, s.number_type, s.currency, s.state)
      RETURNING c.*
    )
    INSERT INTO number_stock_count (country, region, number_type, currency, state, n)
    SELECT country, region, number_type, currency, state, sum(n) FROM taken
    GROUP BY country, region, number_type, currency, state HAVING sum(n) <> 0`.execute(tx);
}
