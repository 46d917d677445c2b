import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { OffsetPlace } from '../platform/http/index.ts';
import type { IpAcl } from './trunk.ts';

interface IpAclRow {
  readonly partner_id: string;
  readonly id: string;
  readonly customer_id: string;
  readonly network: string;
  readonly enabled: boolean;
  readonly description: string;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** Lock class of source addresses among the advisory locks. */
const SOURCE_LOCK = 7_266_511;

/**
 * Lets one transaction at a time look at and claim addresses of a /24; no entry is wider. Without it two claims at once would
 * each see the other and one would be ended as a deadlock.
 */
export async function lockSourceBlock(tx: Tx, firstBits: number): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${SOURCE_LOCK}, ${firstBits})`.execute(tx);
}

export async function insertIpAcl(tx: Tx, a: Omit<IpAcl, 'updatedAt'>): Promise<IpAcl> {
  const { rows } = await sql<IpAclRow>`
    INSERT INTO sip_ip_acl (partner_id, id, customer_id, network, enabled, description, created_at, updated_at)
    VALUES (${a.partnerId}, ${a.id}, ${a.customerId}, ${a.network}::cidr, ${a.enabled}, ${a.description},
      ${a.createdAt}, ${a.createdAt})
    RETURNING *`.execute(tx);
  if (rows[0] === undefined) throw new Error('An inserted row was not returned.');
  return fromRow(rows[0]);
}

export async function updateIpAcl(tx: Tx, a: IpAcl, at: Date): Promise<IpAcl> {
  const { rows } = await sql<IpAclRow>`
    UPDATE sip_ip_acl SET network = ${a.network}::cidr, enabled = ${a.enabled}, description = ${a.description},
      updated_at = ${at}
    WHERE partner_id = ${a.partnerId} AND id = ${a.id}
    RETURNING *`.execute(tx);
  if (rows[0] === undefined) throw new Error('An address entry of a locked account vanished.');
  return fromRow(rows[0]);
}

export async function selectIpAcl(
  reader: Reader,
  partnerId: string,
  customerId: string,
  id: string,
): Promise<IpAcl | null> {
  const { rows } = await sql<IpAclRow>`SELECT * FROM sip_ip_acl
    WHERE partner_id = ${partnerId} AND customer_id = ${customerId} AND id = ${id}`.execute(reader);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** Oldest first. */
export async function selectIpAcls(
  reader: Reader,
  partnerId: string,
  customerId: string,
  { limit, offset }: OffsetPlace,
): Promise<IpAcl[]> {
  const { rows } = await sql<IpAclRow>`SELECT * FROM sip_ip_acl
    WHERE partner_id = ${partnerId} AND customer_id = ${customerId}
    ORDER BY created_at, id LIMIT ${limit} OFFSET ${offset}`.execute(reader);
  return rows.map(fromRow);
}

/** Entries of anybody that share an address with a block, the narrowest first. Whose they are is what is asked. */
export async function selectOverlapping(
  reader: Reader,
  network: string,
  { enabledOnly }: { readonly enabledOnly: boolean },
): Promise<IpAcl[]> {
  const enabled = enabledOnly ? sql`AND enabled` : sql``;
  const { rows } = await sql<IpAclRow>`SELECT * FROM sip_ip_acl WHERE network && ${network}::inet ${enabled}
    ORDER BY masklen(network) DESC, network LIMIT 300`.execute(reader);
  return rows.map(fromRow);
}

/** An entry by its id alone, for the operator. */
export async function selectAnyIpAcl(reader: Reader, id: string): Promise<IpAcl | null> {
  const { rows } = await sql<IpAclRow>`SELECT * FROM sip_ip_acl WHERE id = ${id}`.execute(reader);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

function fromRow(row: IpAclRow): IpAcl {
  return {
    partnerId: row.partner_id,
    id: row.id,
    customerId: row.customer_id,
    network: row.network.replace(/\/32$/, ''),
    enabled: row.enabled,
    description: row.description,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
