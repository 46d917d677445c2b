import { sql } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import type { PostedTransfer } from './command.ts';
import { TRANSFER_COLUMNS, transferFromRow, type TransferRow } from './transfer-row.ts';

export async function readTransfer(
  reader: Reader,
  partnerId: string,
  id: string,
): Promise<PostedTransfer | null> {
  const { rows } = await sql<TransferRow>`SELECT ${sql.raw(TRANSFER_COLUMNS)} FROM ledger_transfer t
    WHERE t.partner_id = ${partnerId} AND t.id = ${id}`.execute(reader);
  const [row] = rows;
  return row === undefined ? null : transferFromRow(row);
}

/** Sum of the reversals of each transfer that has any. */
export async function readReversed(
  reader: Reader,
  partnerId: string,
  ids: readonly string[],
): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ reverses: string; amount: bigint }>`
    SELECT t.reverses, sum(t.amount)::bigint AS amount FROM ledger_transfer t
    WHERE t.partner_id = ${partnerId} AND t.reverses = ANY (${ids}::uuid[]) GROUP BY t.reverses`.execute(
    reader,
  );
  return new Map(rows.map((row) => [row.reverses, row.amount]));
}
