import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';

export type LinkPurpose = 'partner_welcome' | 'password_reset' | 'invitation';

export interface OneTimeLink {
  readonly partnerId: string;
  readonly linkId: string;
  readonly purpose: LinkPurpose;
  readonly userId: string;
  /** Sealed. */
  readonly payload: Buffer | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
}

interface LinkRow {
  readonly partner_id: string;
  readonly link_id: string;
  readonly purpose: LinkPurpose;
  readonly user_id: string;
  readonly payload: Buffer | null;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly used_at: Date | null;
}

/** Writes a link; unused ones of the same purpose and user no longer work. */
export async function insertLink(tx: Tx, link: OneTimeLink, tokenHash: Buffer): Promise<void> {
  await sql`DELETE FROM one_time_link WHERE partner_id = ${link.partnerId} AND user_id = ${link.userId}
    AND purpose = ${link.purpose} AND used_at IS NULL`.execute(tx);
  await sql`INSERT INTO one_time_link (partner_id, link_id, purpose, user_id, token_hash, payload, created_at, expires_at)
    VALUES (${link.partnerId}, ${link.linkId}, ${link.purpose}, ${link.userId}, ${tokenHash}, ${link.payload},
      ${link.createdAt}, ${link.expiresAt})`.execute(tx);
}

export async function selectLink(reader: Reader, tokenHash: Buffer): Promise<OneTimeLink | null> {
  const { rows } = await sql<LinkRow>`SELECT * FROM one_time_link WHERE token_hash = ${tokenHash}`.execute(
    reader,
  );
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** The unused link of a purpose that a user was sent last. */
export async function selectWaitingLink(
  reader: Reader,
  purpose: LinkPurpose,
  { partnerId, userId }: { readonly partnerId: string; readonly userId: string },
): Promise<OneTimeLink | null> {
  const { rows } = await sql<LinkRow>`SELECT * FROM one_time_link
    WHERE partner_id = ${partnerId} AND user_id = ${userId} AND purpose = ${purpose} AND used_at IS NULL`.execute(
    reader,
  );
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** Of two that open a link at one instant the second waits here, and then sees that it was used. */
export async function lockLink(tx: Tx, tokenHash: Buffer): Promise<OneTimeLink | null> {
  const { rows } = await sql<LinkRow>`SELECT * FROM one_time_link
    WHERE token_hash = ${tokenHash} FOR UPDATE`.execute(tx);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** A password that was set otherwise ends the links that were to reset the one before. */
export async function deleteResetLinks(tx: Tx, partnerId: string, userId: string): Promise<void> {
  await sql`DELETE FROM one_time_link WHERE partner_id = ${partnerId} AND user_id = ${userId}
    AND purpose = 'password_reset' AND used_at IS NULL`.execute(tx);
}

/** What the link revealed is gone with its use. */
export async function markLinkUsed(tx: Tx, link: OneTimeLink, at: Date): Promise<void> {
  await sql`UPDATE one_time_link SET used_at = ${at}, payload = NULL
    WHERE partner_id = ${link.partnerId} AND link_id = ${link.linkId}`.execute(tx);
}

/** Links are kept a while after their end, to say `link_used` or `link_expired`; what they would reveal is not. */
export async function purgeLinks(reader: Reader, at: Date, keepMs: number, limit: number): Promise<number> {
  await sql`UPDATE one_time_link SET payload = NULL WHERE payload IS NOT NULL AND expires_at < ${at}`.execute(
    reader,
  );
  const { numAffectedRows } = await sql`DELETE FROM one_time_link WHERE ctid IN (
    SELECT ctid FROM one_time_link WHERE expires_at < ${new Date(at.getTime() - keepMs)} LIMIT ${limit})
    AND expires_at < ${new Date(at.getTime() - keepMs)}`.execute(reader);
  return Number(numAffectedRows ?? 0n);
}

function fromRow(row: LinkRow): OneTimeLink {
  return {
    partnerId: row.partner_id,
    linkId: row.link_id,
    purpose: row.purpose,
    userId: row.user_id,
    payload: row.payload,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
  };
}
