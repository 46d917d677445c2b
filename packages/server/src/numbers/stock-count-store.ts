import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { NumberType } from './number-stock.ts';

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
