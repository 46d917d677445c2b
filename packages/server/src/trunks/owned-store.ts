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

/** The partners whose customers have a trunk or anything that stands beside one. */
export async function selectPartners(reader: Reader): Promise<string[]> {
  const { rows } = await sql<{ partner_id: string }>`SELECT partner_id FROM sip_trunk
    UNION SELECT partner_id FROM sip_credential
    UNION SELECT partner_id FROM sip_ip_acl
    UNION SELECT partner_id FROM sip_origination_uri`.execute(reader);
  return rows.map((row) => row.partner_id);
}

/** The customers of a partner that have any. */
export async function selectAccountsOf(reader: Reader, partnerId: string): Promise<string[]> {
  const { rows } = await sql<{ customer_id: string }>`
    SELECT customer_id FROM sip_trunk WHERE partner_id = ${partnerId}
    UNION SELECT customer_id FROM sip_credential WHERE partner_id = ${partnerId}
    UNION SELECT customer_id FROM sip_ip_acl WHERE partner_id = ${partnerId}
    UNION SELECT customer_id FROM sip_origination_uri WHERE partner_id = ${partnerId}`.execute(reader);
  return rows.map((row) => row.customer_id);
}
