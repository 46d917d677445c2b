import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { OffsetPlace } from '../platform/http/index.ts';
import type { SipCredential } from './trunk.ts';

interface CredentialRow {
  readonly partner_id: string;
  readonly id: string;
  readonly customer_id: string;
  readonly username: string;
  readonly realm: string;
  readonly ha1_sealed: Buffer;
  readonly enabled: boolean;
  readonly description: string;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** With its hashes, sealed. Only who checks passwords reads this. */
export interface SealedCredential extends SipCredential {
  readonly ha1Sealed: Buffer;
}

/** Writes a credential whose username is free on the whole platform, else null. */
export async function insertCredential(
  tx: Tx,
  c: Omit<SealedCredential, 'updatedAt'>,
): Promise<SipCredential | null> {
  const { rows } = await sql<CredentialRow>`
    INSERT INTO sip_credential (partner_id, id, customer_id, username, realm, ha1_sealed, enabled, description,
      created_at, updated_at)
    VALUES (${c.partnerId}, ${c.id}, ${c.customerId}, ${c.username}, ${c.realm}, ${c.ha1Sealed}, ${c.enabled},
      ${c.description}, ${c.createdAt}, ${c.createdAt})
    ON CONFLICT (lower(username)) DO NOTHING
    RETURNING *`.execute(tx);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** Writes what may change; a password that was not given stays. */
export async function updateCredential(
  tx: Tx,
  c: SipCredential,
  ha1Sealed: Buffer | null,
  at: Date,
): Promise<SipCredential> {
  const { rows } = await sql<CredentialRow>`
    UPDATE sip_credential SET enabled = ${c.enabled}, description = ${c.description}, realm = ${c.realm},
      ha1_sealed = coalesce(${ha1Sealed}::bytea, ha1_sealed), updated_at = ${at}
    WHERE partner_id = ${c.partnerId} AND id = ${c.id}
    RETURNING *`.execute(tx);
  if (rows[0] === undefined) throw new Error('A credential of a locked account vanished.');
  return fromRow(rows[0]);
}

export async function selectCredential(
  reader: Reader,
  partnerId: string,
  customerId: string,
  id: string,
): Promise<SipCredential | null> {
  const { rows } = await sql<CredentialRow>`SELECT * FROM sip_credential
    WHERE partner_id = ${partnerId} AND customer_id = ${customerId} AND id = ${id}`.execute(reader);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** Oldest first. */
export async function selectCredentials(
  reader: Reader,
  partnerId: string,
  customerId: string,
  { limit, offset }: OffsetPlace,
): Promise<SipCredential[]> {
  const { rows } = await sql<CredentialRow>`SELECT * FROM sip_credential
    WHERE partner_id = ${partnerId} AND customer_id = ${customerId}
    ORDER BY created_at, id LIMIT ${limit} OFFSET ${offset}`.execute(reader);
  return rows.map(fromRow);
}

export async function usernameExists(reader: Reader, username: string): Promise<boolean> {
  const { rows } = await sql`SELECT 1 FROM sip_credential WHERE lower(username) = lower(${username})`.execute(
    reader,
  );
  return rows.length > 0;
}

/** Whose a username is; asked before it is known whose tenant that is. */
export async function selectByUsername(reader: Reader, username: string): Promise<SealedCredential | null> {
  const { rows } = await sql<CredentialRow>`SELECT * FROM sip_credential
    WHERE lower(username) = lower(${username})`.execute(reader);
  return rows[0] === undefined ? null : { ...fromRow(rows[0]), ha1Sealed: rows[0].ha1_sealed };
}

function fromRow(row: CredentialRow): SipCredential {
  return {
    partnerId: row.partner_id,
    id: row.id,
    customerId: row.customer_id,
    username: row.username,
    realm: row.realm,
    enabled: row.enabled,
    description: row.description,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
