import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { OffsetPlace } from '../platform/http/index.ts';
import type { OriginationUri, Transport } from './trunk.ts';

interface UriRow {
  readonly partner_id: string;
  readonly id: string;
  readonly customer_id: string;
  readonly uri: string;
  readonly transport: Transport;
  readonly priority: number;
  readonly weight: number;
  readonly enabled: boolean;
  readonly description: string;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export async function insertUri(tx: Tx, u: Omit<OriginationUri, 'updatedAt'>): Promise<OriginationUri> {
  const { rows } = await sql<UriRow>`
    INSERT INTO sip_origination_uri (partner_id, id, customer_id, uri, transport, priority, weight, enabled, description,
      created_at, updated_at)
    VALUES (${u.partnerId}, ${u.id}, ${u.customerId}, ${u.uri}, ${u.transport}, ${u.priority}, ${u.weight}, ${u.enabled},
      ${u.description}, ${u.createdAt}, ${u.createdAt})
    RETURNING *`.execute(tx);
  if (rows[0] === undefined) throw new Error('An inserted row was not returned.');
  return fromRow(rows[0]);
}

export async function updateUri(tx: Tx, u: OriginationUri, at: Date): Promise<OriginationUri> {
  const { rows } = await sql<UriRow>`
    UPDATE sip_origination_uri SET uri = ${u.uri}, transport = ${u.transport}, priority = ${u.priority},
      weight = ${u.weight}, enabled = ${u.enabled}, description = ${u.description}, updated_at = ${at}
    WHERE partner_id = ${u.partnerId} AND id = ${u.id}
    RETURNING *`.execute(tx);
  if (rows[0] === undefined) throw new Error('A URI of a locked account vanished.');
  return fromRow(rows[0]);
}

export async function selectUri(
  reader: Reader,
  partnerId: string,
  customerId: string,
  id: string,
): Promise<OriginationUri | null> {
  const { rows } = await sql<UriRow>`SELECT * FROM sip_origination_uri
    WHERE partner_id = ${partnerId} AND customer_id = ${customerId} AND id = ${id}`.execute(reader);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** In the order in which they are tried. */
export async function selectUris(
  reader: Reader,
  partnerId: string,
  customerId: string,
  { limit, offset }: OffsetPlace,
): Promise<OriginationUri[]> {
  const { rows } = await sql<UriRow>`SELECT * FROM sip_origination_uri
    WHERE partner_id = ${partnerId} AND customer_id = ${customerId}
    ORDER BY priority, created_at, id LIMIT ${limit} OFFSET ${offset}`.execute(reader);
  return rows.map(fromRow);
}

function fromRow(row: UriRow): OriginationUri {
  return {
    partnerId: row.partner_id,
    id: row.id,
    customerId: row.customer_id,
    uri: row.uri,
    transport: row.transport,
    priority: row.priority,
    weight: row.weight,
    enabled: row.enabled,
    description: row.description,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
