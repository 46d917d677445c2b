import { sql } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import { fromHoldingRow, type HoldingRow } from './holding-store.ts';
import type { NumberHolding } from './number-holding.ts';

/** Who has some numbers now, whichever partner that is; for the operator alone. */
export async function selectHolders(reader: Reader, e164s: readonly string[]): Promise<NumberHolding[]> {
  if (e164s.length === 0) return [];
  const { rows } = await sql<HoldingRow>`SELECT * FROM number_holding
    WHERE e164 = ANY (${[...e164s]}::text[]) AND status <> 'released'`.execute(reader);
  return rows.map(fromHoldingRow);
}
