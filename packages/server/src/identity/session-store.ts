import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';

/** A browser's login. */
export interface WebSession {
  readonly partnerId: string;
  readonly sessionId: string;
  readonly userId: string;
  readonly sessionVersion: number;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  /** Ends here unless it is used before. */
  readonly idleUntil: Date;
  /** Ends here whatever happens. */
  readonly expiresAt: Date;
}

interface SessionRow {
  readonly partner_id: string;
  readonly session_id: string;
  readonly user_id: string;
  readonly session_version: number;
  readonly created_at: Date;
  readonly last_seen_at: Date;
  readonly idle_until: Date;
  readonly expires_at: Date;
}

export async function insertSession(
  tx: Tx,
  s: WebSession,
  tokenHash: Buffer,
  from: { readonly ip: string; readonly userAgent: string | null },
): Promise<void> {
  await sql`INSERT INTO web_session (partner_id, session_id, user_id, token_hash, session_version, created_at,
      last_seen_at, idle_until, expires_at, ip, user_agent)
    VALUES (${s.partnerId}, ${s.sessionId}, ${s.userId}, ${tokenHash}, ${s.sessionVersion}, ${s.createdAt},
      ${s.lastSeenAt}, ${s.idleUntil}, ${s.expiresAt}, ${from.ip}, ${from.userAgent})`.execute(tx);
}

export async function selectSession(reader: Reader, tokenHash: Buffer): Promise<WebSession | null> {
  const { rows } = await sql<SessionRow>`SELECT * FROM web_session WHERE token_hash = ${tokenHash}`.execute(
    reader,
  );
  const [row] = rows;
  if (row === undefined) return null;
  return {
    partnerId: row.partner_id,
    sessionId: row.session_id,
    userId: row.user_id,
    sessionVersion: row.session_version,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    idleUntil: row.idle_until,
    expiresAt: row.expires_at,
  };
}

export async function touchSession(
  reader: Reader,
  session: WebSession,
  at: Date,
  idleUntil: Date,
): Promise<void> {
  await sql`UPDATE web_session SET last_seen_at = ${at}, idle_until = ${idleUntil}
    WHERE partner_id = ${session.partnerId} AND session_id = ${session.sessionId}`.execute(reader);
}

export async function deleteSession(tx: Tx, partnerId: string, sessionId: string): Promise<void> {
  await sql`DELETE FROM web_session WHERE partner_id = ${partnerId} AND session_id = ${sessionId}`.execute(
    tx,
  );
}

/** Only so many browsers of one user: the ones used longest ago go. */
export async function deleteOldestSessions(
  tx: Tx,
  partnerId: string,
  userId: string,
  keep: number,
): Promise<void> {
  await sql`DELETE FROM web_session WHERE partner_id = ${partnerId} AND user_id = ${userId} AND session_id IN (
    SELECT session_id FROM web_session WHERE partner_id = ${partnerId} AND user_id = ${userId}
    ORDER BY last_seen_at DESC, session_id DESC OFFSET ${keep})`.execute(tx);
}

export async function deleteSessionsOf(tx: Tx, partnerId: string, userId: string): Promise<void> {
  await sql`DELETE FROM web_session WHERE partner_id = ${partnerId} AND user_id = ${userId}`.execute(tx);
}

/** Every session of a partner and its customers. */
export async function deletePartnerSessions(tx: Tx, partnerId: string): Promise<void> {
  await sql`DELETE FROM web_session WHERE partner_id = ${partnerId}`.execute(tx);
}

export async function deleteExpiredSessions(reader: Reader, at: Date, limit: number): Promise<number> {
  // The condition stands outside too: a session may be used between being found and being deleted.
  const { numAffectedRows } = await sql`DELETE FROM web_session WHERE ctid IN (
      SELECT ctid FROM web_session WHERE expires_at < ${at} OR idle_until < ${at} LIMIT ${limit})
    AND (expires_at < ${at} OR idle_until < ${at})`.execute(reader);
  return Number(numAffectedRows ?? 0n);
}
