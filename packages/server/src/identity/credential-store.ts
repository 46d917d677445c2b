import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { ApiVersion } from '../platform/http/index.ts';
import type { ApiCredential } from './credential.ts';
import type { PartnerScope } from './principal.ts';

interface CredentialRow {
  readonly partner_id: string;
  readonly credential_id: string;
  readonly customer_id: string | null;
  readonly auth_id: string;
  readonly label: string;
  readonly secret_hash: Buffer;
  readonly secret_sealed: Buffer | null;
  readonly masked: string;
  readonly previous_hash: Buffer | null;
  readonly previous_expires_at: Date | null;
  readonly scopes: PartnerScope[];
  readonly api_version: ApiVersion;
  readonly ip_allow_list: string[];
  readonly max_transfer_per_day: bigint | null;
  readonly expires_at: Date | null;
  readonly rotated_at: Date | null;
  readonly last_used_at: Date | null;
  readonly revoked_at: Date | null;
  readonly created_at: Date;
}

export async function insertCredential(tx: Tx, c: ApiCredential): Promise<void> {
  await sql`INSERT INTO api_credential (partner_id, credential_id, customer_id, auth_id, label, secret_hash,
      secret_sealed, masked, scopes, api_version, ip_allow_list, max_transfer_per_day, expires_at, created_at)
    VALUES (${c.partnerId}, ${c.credentialId}, ${c.customerId}, ${c.authId}, ${c.label}, ${c.secretHash},
      ${c.secretSealed}, ${c.masked}, ${[...c.scopes]}::text[], ${c.apiVersion}, ${[...c.ipAllowList]}::text[],
      ${c.maxTransferPerDay}, ${c.expiresAt}, ${c.createdAt})`.execute(tx);
}

/** One maker of a partner's tokens at a time, so that their limit holds whoever counts. */
export async function lockTokens(tx: Tx, partnerId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`tokens:${partnerId}`}, 0))`.execute(tx);
}

/** Tokens of the partner itself that still work. */
export async function countLiveTokens(reader: Reader, partnerId: string, at: Date): Promise<number> {
  const { rows } = await sql<{ live: bigint }>`SELECT count(*) AS live FROM api_credential
    WHERE partner_id = ${partnerId} AND customer_id IS NULL AND revoked_at IS NULL
      AND (expires_at IS NULL OR expires_at > ${at})`.execute(reader);
  return Number(rows[0]?.live ?? 0n);
}

/** Everything that may authenticate as this account; asked before it is known whose tenant that is. */
export async function selectLiveCredentials(reader: Reader, authId: string): Promise<ApiCredential[]> {
  const { rows } = await sql<CredentialRow>`SELECT * FROM api_credential
    WHERE auth_id = ${authId} AND revoked_at IS NULL`.execute(reader);
  return rows.map(fromRow);
}

/** The partner's own tokens, newest first: all that are not revoked, and on request the last that are. */
export async function selectPartnerTokens(
  reader: Reader,
  partnerId: string,
  options: { readonly revoked: boolean; readonly limit: number },
): Promise<ApiCredential[]> {
  const which = options.revoked ? sql`` : sql`AND revoked_at IS NULL`;
  const { rows } = await sql<CredentialRow>`SELECT * FROM api_credential
    WHERE partner_id = ${partnerId} AND customer_id IS NULL ${which}
    ORDER BY revoked_at IS NULL DESC, credential_id DESC LIMIT ${options.limit}`.execute(reader);
  return rows.map(fromRow);
}

export async function selectCredential(
  reader: Reader,
  partnerId: string,
  credentialId: string,
): Promise<ApiCredential | null> {
  const { rows } = await sql<CredentialRow>`SELECT * FROM api_credential
    WHERE partner_id = ${partnerId} AND credential_id = ${credentialId}`.execute(reader);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** One of the partner's own tokens, held until the transaction ends. */
export async function lockPartnerToken(
  tx: Tx,
  partnerId: string,
  credentialId: string,
): Promise<ApiCredential | null> {
  const { rows } = await sql<CredentialRow>`SELECT * FROM api_credential
    WHERE partner_id = ${partnerId} AND credential_id = ${credentialId} AND customer_id IS NULL FOR UPDATE`.execute(
    tx,
  );
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

export async function lockCustomerCredentials(
  tx: Tx,
  partnerId: string,
  customerId: string,
): Promise<ApiCredential[]> {
  const { rows } = await sql<CredentialRow>`SELECT * FROM api_credential
    WHERE partner_id = ${partnerId} AND customer_id = ${customerId} AND revoked_at IS NULL
    ORDER BY credential_id FOR UPDATE`.execute(tx);
  return rows.map(fromRow);
}

/** Customers' live credentials by customer, for lists. */
export async function selectCustomerCredentials(
  reader: Reader,
  partnerId: string,
  customerIds: readonly string[],
): Promise<ApiCredential[]> {
  const { rows } = await sql<CredentialRow>`SELECT * FROM api_credential
    WHERE partner_id = ${partnerId} AND customer_id = ANY(${[...customerIds]}::uuid[]) AND revoked_at IS NULL
    ORDER BY credential_id`.execute(reader);
  return rows.map(fromRow);
}

/** Writes what may change of a credential; the caller holds its row. */
export async function updateCredential(tx: Tx, c: ApiCredential): Promise<void> {
  await sql`UPDATE api_credential SET label = ${c.label}, secret_hash = ${c.secretHash},
      secret_sealed = ${c.secretSealed}, masked = ${c.masked}, previous_hash = ${c.previousHash},
      previous_expires_at = ${c.previousExpiresAt}, api_version = ${c.apiVersion}, rotated_at = ${c.rotatedAt},
      revoked_at = ${c.revokedAt}
    WHERE partner_id = ${c.partnerId} AND credential_id = ${c.credentialId}`.execute(tx);
}

/** Ends every credential of a partner, its customers' included; returns how many. */
export async function revokeAllCredentials(tx: Tx, partnerId: string, at: Date): Promise<number> {
  const { numAffectedRows } = await sql`UPDATE api_credential
    SET revoked_at = ${at}, secret_sealed = NULL, previous_hash = NULL, previous_expires_at = NULL
    WHERE partner_id = ${partnerId} AND revoked_at IS NULL`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

export interface Use {
  readonly partnerId: string;
  readonly credentialId: string;
  readonly at: Date;
}

export async function updateLastUsed(reader: Reader, uses: readonly Use[]): Promise<void> {
  await sql`UPDATE api_credential c SET last_used_at = greatest(c.last_used_at, u.at)
    FROM unnest(${uses.map((use) => use.partnerId)}::uuid[], ${uses.map((use) => use.credentialId)}::uuid[],
      ${uses.map((use) => use.at.toISOString())}::timestamptz[]) AS u(partner_id, credential_id, at)
    WHERE c.partner_id = u.partner_id AND c.credential_id = u.credential_id`.execute(reader);
}

function fromRow(row: CredentialRow): ApiCredential {
  return {
    partnerId: row.partner_id,
    credentialId: row.credential_id,
    customerId: row.customer_id,
    authId: row.auth_id,
    label: row.label,
    secretHash: row.secret_hash,
    secretSealed: row.secret_sealed,
    masked: row.masked,
    previousHash: row.previous_hash,
    previousExpiresAt: row.previous_expires_at,
    scopes: row.scopes,
    apiVersion: row.api_version,
    ipAllowList: row.ip_allow_list,
    maxTransferPerDay: row.max_transfer_per_day,
    expiresAt: row.expires_at,
    rotatedAt: row.rotated_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
    createdAt: row.created_at,
  };
}
