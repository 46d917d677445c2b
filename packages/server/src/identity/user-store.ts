import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { User, UserKind, UserRole, UserStatus } from './user.ts';

interface UserRow {
  readonly partner_id: string;
  readonly user_id: string;
  readonly kind: UserKind;
  readonly customer_id: string | null;
  readonly auth_id: string | null;
  readonly email: string;
  readonly name: string;
  readonly role: UserRole;
  readonly status: UserStatus;
  readonly password_hash: string | null;
  readonly session_version: number;
  readonly totp_secret: Buffer | null;
  readonly totp_confirmed_at: Date | null;
  readonly last_login_at: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** Null when the e-mail has a login already, whoever's it is. */
export async function insertUser(tx: Tx, user: User): Promise<User | null> {
  const { rows } = await sql<UserRow>`
    INSERT INTO app_user (partner_id, user_id, kind, customer_id, auth_id, email, name, role, status, password_hash,
      session_version, created_at, updated_at)
    VALUES (${user.partnerId}, ${user.userId}, ${user.kind}, ${user.customerId}, ${user.authId}, ${user.email},
      ${user.name}, ${user.role}, ${user.status}, ${user.passwordHash}, 1, ${user.createdAt}, ${user.createdAt})
    ON CONFLICT (email) DO NOTHING
    RETURNING *`.execute(tx);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** By the global directory of e-mails. */
export async function selectUserByEmail(reader: Reader, email: string): Promise<User | null> {
  const { rows } = await sql<UserRow>`SELECT * FROM app_user WHERE email = ${email.toLowerCase()}`.execute(
    reader,
  );
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

export async function selectUser(reader: Reader, partnerId: string, userId: string): Promise<User | null> {
  const { rows } = await sql<UserRow>`SELECT * FROM app_user
    WHERE partner_id = ${partnerId} AND user_id = ${userId}`.execute(reader);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

export async function lockUser(tx: Tx, partnerId: string, userId: string): Promise<User | null> {
  const { rows } = await sql<UserRow>`SELECT * FROM app_user
    WHERE partner_id = ${partnerId} AND user_id = ${userId} FOR UPDATE`.execute(tx);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** The partner's own people, or the operator's staff; oldest first. */
export async function selectTeam(reader: Reader, partnerId: string): Promise<User[]> {
  const { rows } = await sql<UserRow>`SELECT * FROM app_user
    WHERE partner_id = ${partnerId} AND kind <> 'customer' ORDER BY user_id`.execute(reader);
  return rows.map(fromRow);
}

/** Holds the whole team until the transaction ends, in one order, so that the last owner cannot leave twice. */
export async function lockTeam(tx: Tx, partnerId: string): Promise<User[]> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`team:${partnerId}`}, 0))`.execute(tx);
  const { rows } = await sql<UserRow>`SELECT * FROM app_user
    WHERE partner_id = ${partnerId} AND kind <> 'customer' ORDER BY user_id FOR UPDATE`.execute(tx);
  return rows.map(fromRow);
}

export async function selectCustomerUsers(
  reader: Reader,
  partnerId: string,
  customerId: string,
): Promise<User[]> {
  const { rows } = await sql<UserRow>`SELECT * FROM app_user
    WHERE partner_id = ${partnerId} AND customer_id = ${customerId} ORDER BY user_id`.execute(reader);
  return rows.map(fromRow);
}

/** Writes name, role, status and password; with `endLogins` everything issued before is dead. */
export async function updateUser(tx: Tx, user: User, at: Date, endLogins: boolean): Promise<User> {
  const { rows } = await sql<UserRow>`
    UPDATE app_user SET name = ${user.name}, role = ${user.role}, status = ${user.status},
      password_hash = ${user.passwordHash}, session_version = session_version + ${endLogins ? 1 : 0}, updated_at = ${at}
    WHERE partner_id = ${user.partnerId} AND user_id = ${user.userId} RETURNING *`.execute(tx);
  if (rows[0] === undefined) throw new Error('A locked user vanished.');
  return fromRow(rows[0]);
}

export async function updateLastLogin(tx: Tx, user: User, at: Date): Promise<void> {
  await sql`UPDATE app_user SET last_login_at = ${at}
    WHERE partner_id = ${user.partnerId} AND user_id = ${user.userId}`.execute(tx);
}

export async function deleteUser(tx: Tx, user: User): Promise<void> {
  const { partnerId, userId } = user;
  await sql`DELETE FROM web_session WHERE partner_id = ${partnerId} AND user_id = ${userId}`.execute(tx);
  await sql`DELETE FROM one_time_link WHERE partner_id = ${partnerId} AND user_id = ${userId}`.execute(tx);
  await sql`DELETE FROM app_user WHERE partner_id = ${partnerId} AND user_id = ${userId}`.execute(tx);
}

/** Starts, confirms or removes a second factor. */
export async function updateTotp(
  tx: Tx,
  user: User,
  totp: {
    readonly secret: Buffer | null;
    readonly confirmedAt: Date | null;
    readonly lastStep: number | null;
  },
  at: Date,
): Promise<void> {
  await sql`UPDATE app_user SET totp_secret = ${totp.secret}, totp_confirmed_at = ${totp.confirmedAt},
      totp_last_step = ${totp.lastStep}, updated_at = ${at}
    WHERE partner_id = ${user.partnerId} AND user_id = ${user.userId}`.execute(tx);
}

/** Takes the time step of a code. False when it, or a later one, was taken before: no code works twice. */
export async function takeTotpStep(tx: Tx, user: User, step: number): Promise<boolean> {
  const { numAffectedRows } = await sql`UPDATE app_user SET totp_last_step = ${step}
    WHERE partner_id = ${user.partnerId} AND user_id = ${user.userId}
      AND (totp_last_step IS NULL OR totp_last_step < ${step})`.execute(tx);
  return numAffectedRows === 1n;
}

function fromRow(row: UserRow): User {
  return {
    partnerId: row.partner_id,
    userId: row.user_id,
    kind: row.kind,
    customerId: row.customer_id,
    authId: row.auth_id,
    email: row.email,
    name: row.name,
    role: row.role,
    status: row.status,
    passwordHash: row.password_hash,
    sessionVersion: row.session_version,
    totpSecret: row.totp_secret,
    totpConfirmedAt: row.totp_confirmed_at,
    lastLoginAt: row.last_login_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
