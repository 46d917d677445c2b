import { appendAudit } from '../audit/index.ts';
import { randomBase62, type Sealer } from '../platform/crypto/index.ts';
import type { Database, Tx } from '../platform/db/index.ts';
import { AppError } from '../platform/errors/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import type { Clock } from '../platform/time/index.ts';
import { userActor, type RequestOrigin } from './actor.ts';
import { throttledNetwork, type AttemptThrottle } from './attempt-throttle.ts';
import type { Authenticator } from './authenticator.ts';
import { invalidCredentials, totpInvalid, totpRequired } from './errors.ts';
import type { LoginTokens } from './login-token.ts';
import type { SessionPrincipal } from './principal.ts';
import { deleteOldestSessions, deleteSession, insertSession, type WebSession } from './session-store.ts';
import { tokenHash } from './token-text.ts';
import { acceptTotp } from './totp.ts';
import { hasTotp, type User, type UserKind } from './user.ts';
import { updateLastLogin } from './user-store.ts';
import type { Users } from './users.ts';

export interface LoginInput {
  readonly email: string;
  readonly password: string;
  /** Six digits; needed where a second factor is enrolled. */
  readonly totp?: string | undefined;
}

export interface PasswordChange {
  readonly currentPassword: string;
  readonly password: string;
}

export interface NewSession {
  /** Of the cookie; stored hashed alone. */
  readonly token: string;
  readonly expiresAt: Date;
  readonly principal: SessionPrincipal;
}

export interface LoginsDeps {
  readonly db: Database;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly users: Users;
  readonly authenticator: Authenticator;
  readonly loginTokens: LoginTokens;
  readonly pairThrottle: AttemptThrottle;
  readonly addressThrottle: AttemptThrottle;
  readonly sessionIdleMs: number;
  readonly sessionLifeMs: number;
  /** The room that owns customers notes when one logged in. */
  readonly noteCustomerLogin?: (tx: Tx, partnerId: string, customerId: string, at: Date) => Promise<void>;
}

type Origin = RequestOrigin & { readonly ip: string };

/** Ways in with e-mail and password. All throw 401 `invalid_credentials`, `totp_required`, `totp_invalid`, or 429. */
export interface Logins {
  /** An access token of one hour. */
  forToken(kind: 'partner' | 'operator', input: LoginInput, origin: Origin): Promise<string>;
  /** A browser session, for any kind of user. */
  forSession(input: LoginInput, origin: Origin): Promise<NewSession>;
  /** Sets a new password for who knows the one before; everything that is logged in with that ends. Throws 401, 422, 429. */
  changePassword(session: SessionPrincipal, input: PasswordChange, origin: Origin): Promise<void>;
  /** Ends a browser session. */
  logout(session: SessionPrincipal): Promise<void>;
}

const MAX_SESSIONS_PER_USER = 20;

export function createLogins(deps: LoginsDeps): Logins {
  const { db, clock } = deps;
  return {
    async forToken(kind, input, origin) {
      const user = await identify(deps, input, origin, [kind]);
      const at = clock.now();
      await db.inTransaction((tx) => noteLogin(deps, tx, user, origin, at));
      return deps.loginTokens.issue(user, kind, at);
    },
    async forSession(input, origin) {
      const user = await identify(deps, input, origin, ['operator', 'partner', 'customer']);
      const at = clock.now();
      const token = randomBase62(43);
      const session: WebSession = {
        partnerId: user.partnerId,
        sessionId: uuidv7(at),
        userId: user.userId,
        sessionVersion: user.sessionVersion,
        createdAt: at,
        lastSeenAt: at,
        idleUntil: new Date(at.getTime() + deps.sessionIdleMs),
        expiresAt: new Date(at.getTime() + deps.sessionLifeMs),
      };
      await db.inTransaction(async (tx) => {
        await noteLogin(deps, tx, user, origin, at);
        await insertSession(tx, session, tokenHash(token), origin);
        await deleteOldestSessions(tx, user.partnerId, user.userId, MAX_SESSIONS_PER_USER);
      });
      const { sessionId, expiresAt } = session;
      const principal = await deps.authenticator.principalOf(user, 'session', sessionId);
      return { token, expiresAt, principal: { kind: 'session', sessionId, expiresAt, user, principal } };
    },
    async changePassword({ user }, { currentPassword, password }, origin) {
      const hashed = await deps.users.hashPassword(password);
      await identifyByPassword(deps, { email: user.email, password: currentPassword }, origin, [user.kind]);
      const by = { actor: userActor(user, origin), at: clock.now() };
      await db.inTransaction((tx) => deps.users.setPassword(tx, user, hashed, by));
    },
    async logout({ user, sessionId }) {
      await db.inTransaction((tx) => deleteSession(tx, user.partnerId, sessionId));
    },
  };
}

type Fail = (error: AppError) => AppError;

/** Who this is, by password and second factor. */
async function identify(
  deps: LoginsDeps,
  input: LoginInput,
  origin: Origin,
  kinds: readonly UserKind[],
): Promise<User> {
  const { user, fail, succeed } = await identifyByPassword(deps, input, origin, kinds);
  await checkSecondFactor(deps, user, input.totp, fail);
  succeed();
  return user;
}

/** Unknown e-mail, wrong password, wrong kind and closed account are one answer, after the same work. */
async function identifyByPassword(
  deps: LoginsDeps,
  input: LoginInput,
  origin: Origin,
  kinds: readonly UserKind[],
): Promise<{ user: User; fail: Fail; succeed: () => void }> {
  const { pairThrottle, addressThrottle, users, authenticator } = deps;
  const network = throttledNetwork(origin.ip);
  const subject = `login ${input.email.trim().toLowerCase()} ${network}`;
  pairThrottle.check(subject, performance.now());
  addressThrottle.check(network, performance.now());
  const fail: Fail = (error) => {
    pairThrottle.failed(subject, performance.now());
    addressThrottle.failed(network, performance.now());
    return error;
  };
  const user = await users.checkPassword(input.email, input.password);
  if (user === null || user.status !== 'active' || !kinds.includes(user.kind))
    throw fail(invalidCredentials());
  await authenticator.principalOf(user, 'login', user.userId).catch((error: unknown) => {
    // A closed account is nobody's login; a database that is away is another matter.
    throw error instanceof AppError ? fail(invalidCredentials()) : error;
  });
  const succeed = (): void => {
    pairThrottle.succeeded(subject);
  };
  return { user, fail, succeed };
}

async function checkSecondFactor(
  deps: LoginsDeps,
  user: User,
  code: string | undefined,
  fail: Fail,
): Promise<void> {
  if (!hasTotp(user)) return;
  if (code === undefined) throw totpRequired();
  const at = deps.clock.now();
  const accepted = await deps.db.inTransaction((tx) => acceptTotp(tx, deps.sealer, user, code, at));
  if (!accepted) throw fail(totpInvalid());
}

/**
 * Locks the customer, then the user; sessions come after. Closing an account locks in the same order, so that neither
 * waits for the other for ever.
 */
async function noteLogin(
  deps: LoginsDeps,
  tx: Tx,
  user: User,
  origin: RequestOrigin,
  at: Date,
): Promise<void> {
  if (user.customerId !== null) await deps.noteCustomerLogin?.(tx, user.partnerId, user.customerId, at);
  await updateLastLogin(tx, user, at);
  const { partnerId, userId: objectId } = user;
  const actor = userActor(user, origin);
  await appendAudit(tx, [
    { partnerId, at, actor, action: 'user.logged_in', objectType: 'user', objectId, changes: [] },
  ]);
}
