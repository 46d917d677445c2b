import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';

/** The tables whose rows are an account's, by `id`. */
export type OwnedTable = 'sip_credential' | 'sip_ip_acl' | 'sip_origination_uri';

export async function countOwned(
  reader: Reader,
  table: OwnedTable,
  partnerId: string,
  customerId: string,
): Promise<number> {
  const { rows } = await sql<{ total: bigint }>`SELECT count(*) AS total FROM ${sql.table(table)}
    WHERE partner_id = ${partnerId} AND customer_id = ${customerId}`.execute(reader);
  return Number(rows[0]?.total ?? 0n);
}

export async function deleteOwned(tx: Tx, table: OwnedTable, partnerId: string, id: string): Promise<void> {
  await sql`DELETE FROM ${sql.table(table)} WHERE partner_id = ${partnerId} AND id = ${id}`.execute(tx);
}
