import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { ApprovedCli } from './service.ts';

interface CliRow {
  readonly partner_id: string;
  readonly customer_id: string;
  readonly e164: string;
  readonly note: string;
  readonly approved_by: string;
  readonly approved_at: Date;
}

function fromRow(row: CliRow): ApprovedCli {
  return {
    partnerId: row.partner_id,
    customerId: row.customer_id,
    e164: row.e164,
    note: row.note,
    approvedBy: row.approved_by,
    approvedAt: row.approved_at,
  };
}

export async function selectClis(
  reader: Reader,
  partnerId: string,
  customerId: string,
): Promise<ApprovedCli[]> {
  const { rows } = await sql<CliRow>`SELECT * FROM approved_cli
    WHERE partner_id = ${partnerId} AND customer_id = ${customerId} ORDER BY e164`.execute(reader);
  return rows.map(fromRow);
}

/** Null where it is approved already. */
export async function insertCli(tx: Tx, cli: ApprovedCli): Promise<ApprovedCli | null> {
  const { rows } = await sql<CliRow>`INSERT INTO approved_cli
      (partner_id, customer_id, e164, note, approved_by, approved_at)
    VALUES (${cli.partnerId}, ${cli.customerId}, ${cli.e164}, ${cli.note}, ${cli.approvedBy}, ${cli.approvedAt})
    ON CONFLICT DO NOTHING RETURNING *`.execute(tx);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

export async function deleteCli(
  tx: Tx,
  partnerId: string,
  customerId: string,
  e164: string,
): Promise<boolean> {
  const { numAffectedRows } = await sql`DELETE FROM approved_cli
    WHERE partner_id = ${partnerId} AND customer_id = ${customerId} AND e164 = ${e164}`.execute(tx);
  return numAffectedRows === 1n;
}
