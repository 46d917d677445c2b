import { sql } from 'kysely';
import type { Reader } from '../platform/db/index.ts';

/** Where a partner's chain stood at the end of a UTC day. */
export interface DailyRoot {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly entryNo: bigint;
  /** SHA-256 in hex. */
  readonly hash: string;
  /** False for the newest day with entries: more may come. */
  readonly final: boolean;
}

/** Days without entries have no root: that of the day before still holds. */
export async function readDailyRoots(
  reader: Reader,
  partnerId: string,
  from: string,
  to: string,
): Promise<DailyRoot[]> {
  const { rows } = await sql<{ day: string; entry_no: bigint; hash: string; final: boolean }>`
    SELECT r.day::text, r.entry_no, encode(r.hash, 'hex') AS hash, true AS final FROM ledger_daily_root r
    WHERE r.partner_id = ${partnerId} AND r.day BETWEEN ${from}::date AND ${to}::date
    UNION ALL
    SELECT (h.posted_at AT TIME ZONE 'UTC')::date::text, h.entry_no, encode(h.hash, 'hex'), false FROM ledger_chain_head h
    WHERE h.partner_id = ${partnerId} AND h.entry_no > 0
      AND (h.posted_at AT TIME ZONE 'UTC')::date BETWEEN ${from}::date AND ${to}::date
    ORDER BY 1`.execute(reader);
  return rows.map((row) => ({ day: row.day, entryNo: row.entry_no, hash: row.hash, final: row.final }));
}
