import { sql } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import type { AccountKind } from './command.ts';

/** What left an account for accounts of some kind on one UTC day, less what came back. Units of 10⁻⁵. */
export interface DailyFlow {
  readonly day: string;
  readonly out: bigint;
}

/** By day since an instant, oldest first; days on which nothing moved are left out. */
export async function readDailyFlows(
  reader: Reader,
  partnerId: string,
  accountId: string,
  to: AccountKind,
  since: Date,
): Promise<DailyFlow[]> {
  const { rows } = await sql<{ day: string; out: bigint }>`
    SELECT day::text, sum(amount)::bigint AS out FROM (
      SELECT (t.posted_at AT TIME ZONE 'UTC')::date AS day, t.amount FROM ledger_transfer t
      JOIN ledger_account a ON a.partner_id = t.partner_id AND a.id = t.credit_account_id AND a.kind = ${to}
      WHERE t.partner_id = ${partnerId} AND t.debit_account_id = ${accountId} AND t.posted_at >= ${since}
      UNION ALL
      SELECT (t.posted_at AT TIME ZONE 'UTC')::date, -t.amount FROM ledger_transfer t
      JOIN ledger_account a ON a.partner_id = t.partner_id AND a.id = t.debit_account_id AND a.kind = ${to}
      WHERE t.partner_id = ${partnerId} AND t.credit_account_id = ${accountId} AND t.posted_at >= ${since}) f
    GROUP BY day ORDER BY day`.execute(reader);
  return rows;
}
