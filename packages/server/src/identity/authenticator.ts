import type { Database } from '../platform/db/index.ts';
import { AppError, unauthorized } from '../platform/errors/index.ts';
import { DEFAULT_API_VERSION } from '../platform/http/index.ts';
import type { Clock } from '../platform/time/index.ts';
import { readAccountName, type AccountName } from './account-directory.ts';
import { mustWait, throttledNetwork, type AttemptThrottle } from './attempt-throttle.ts';
import type { AuthMemory } from './auth-memory.ts';
import { credentialExpired, ipNotAllowed } from './errors.ts';
import { findSecret, partnerOf, type Account, type KnownAccount } from './known-account.ts';
import type { Audience, LoginTokens } from './login-token.ts';
import {
  OPERATOR_ROLE_SCOPES,
  ROLE_SCOPES,
  type CredentialFacts,
  type CustomerPrincipal,
  type OperatorPrincipal,
  type OperatorRole,
  type PartnerPrincipal,
  type PartnerRole,
  type SessionPrincipal,
} from './principal.ts';
import { selectSession, touchSession, type WebSession } from './session-store.ts';
import { isTokenText, tokenHash } from './token-text.ts';
import type { UseRecorder } from './use-recorder.ts';
import type { User } from './user.ts';

export type AnyPrincipal = PartnerPrincipal | CustomerPrincipal | OperatorPrincipal;

export interface AuthenticatorDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly memory: AuthMemory;
  readonly uses: UseRecorder;
  readonly loginTokens: LoginTokens;
  /** Failures of one id from one address. */
  readonly pairThrottle: AttemptThrottle;
  /** Failures from one address, whatever the id. */
  readonly addressThrottle: AttemptThrottle;
  /** How long a browser session lives without use. */
  readonly sessionIdleMs: number;
}

const SESSION_GRAIN_MS = 60_000;
const MAX_TOKEN_LENGTH = 200;

/** Finds out who is asking. Every failure is 401, 403 or 429 with a stable code. */
export class Authenticator {
  readonly #deps: AuthenticatorDeps;
  /** One reading at a time for all the addresses that have failed too often. */
  #readingForSuspect = false;

  constructor(deps: AuthenticatorDeps) {
    this.#deps = deps;
  }

  /**
   * An account id and a token. With the account in memory this takes one hash and a few look-ups, and no I/O.
   * A token that is right is never refused for the failures of others, not even at the same id and address: nobody
   * comes upon 202 random bits by trying often, and after a rotation one forgotten program with the old token must not
   * lock out the others beside it. What is throttled is failing.
   */
  async byPair(authId: string, token: string, ip: string): Promise<PartnerPrincipal | CustomerPrincipal> {
    const { clock, uses } = this.#deps;
    const name = readAccountName(authId);
    if (name === null || token.length > MAX_TOKEN_LENGTH) throw this.#refuse(null, ip);
    const known = await this.#accountFor(name, token, ip);
    const secret = known === null ? null : findSecret(known, tokenHash(token));
    if (known === null || secret === null) throw this.#refuse(name.authId, ip);
    const nowMs = clock.now().getTime();
    if (nowMs >= secret.validUntilMs) throw this.#refuse(name.authId, ip, credentialExpired());
    refuseClosed(known.account);
    if (secret.allows !== null && !secret.allows(ip)) throw ipNotAllowed();
    uses.note(secret, nowMs);
    return secret.principal;
  }

  async #accountFor(name: AccountName, token: string, ip: string): Promise<KnownAccount | null> {
    const { memory } = this.#deps;
    const remembered = memory.rememberedAccount(name);
    if (remembered !== undefined) return remembered;
    // Nothing is asked for a text that cannot be a token.
    if (!isTokenText(token)) return null;
    if (this.#secondsToWait(name.authId, ip) === 0) return memory.account(name);
    // Whoever failed too often may still be right, but gets no more than one reading at a time out of the database.
    if (this.#readingForSuspect) throw mustWait(1);
    this.#readingForSuspect = true;
    try {
      return await memory.account(name);
    } finally {
      this.#readingForSuspect = false;
    }
  }

  /** The access token of a login. */
  async byLogin(token: string, audience: 'partner', ip: string): Promise<PartnerPrincipal>;
  async byLogin(token: string, audience: 'operator', ip: string): Promise<OperatorPrincipal>;
  async byLogin(token: string, audience: Audience, ip: string): Promise<AnyPrincipal> {
    const { clock, loginTokens, memory } = this.#deps;
    const claims = await loginTokens.read(token, audience, clock.now()).catch((error: unknown) => {
      throw error instanceof AppError ? this.#refuse(null, ip, error) : error;
    });
    const user = await memory.user(claims.partnerId, claims.userId);
    if (user?.sessionVersion !== claims.sessionVersion || user.kind !== audience)
      throw this.#refuse(null, ip);
    return this.principalOf(user, 'login', user.userId);
  }

  /** A browser's session cookie. */
  async bySession(token: string, ip: string): Promise<SessionPrincipal> {
    const { db, clock, memory, sessionIdleMs } = this.#deps;
    if (!/^[0-9A-Za-z]{43}$/.test(token)) throw this.#refuse(null, ip);
    const session = await selectSession(db.kysely, tokenHash(token));
    if (session === null) throw this.#refuse(null, ip);
    const now = clock.now();
    if (now >= session.expiresAt || now >= session.idleUntil) throw credentialExpired();
    const user = await memory.user(session.partnerId, session.userId);
    if (user?.sessionVersion !== session.sessionVersion) throw unauthorized();
    const principal = await this.principalOf(user, 'session', session.sessionId);
    await this.#touch(session, now, sessionIdleMs);
    return { kind: 'session', sessionId: session.sessionId, expiresAt: session.expiresAt, user, principal };
  }

  async #touch(session: WebSession, now: Date, idleMs: number): Promise<void> {
    if (now.getTime() - session.lastSeenAt.getTime() < SESSION_GRAIN_MS) return;
    await touchSession(this.#deps.db.kysely, session, now, new Date(now.getTime() + idleMs));
  }

  /** What a user who is logged in may do now. Throws 401 when the user or the account is no longer there. */
  async principalOf(user: User, kind: 'login' | 'session', credentialId: string): Promise<AnyPrincipal> {
    if (user.status !== 'active') throw unauthorized();
    const credential: CredentialFacts = {
      kind,
      id: credentialId,
      label: user.email,
      userId: user.userId,
      maxTransferPerDay: null,
    };
    if (user.kind === 'operator') {
      const role = user.role as OperatorRole;
      const scopes = new Set(OPERATOR_ROLE_SCOPES[role]);
      return { kind: 'operator', userId: user.userId, email: user.email, role, scopes, credential };
    }
    const name = readAccountName(user.authId ?? '');
    const known = name === null ? null : await this.#deps.memory.account(name);
    if (known?.account.kind !== user.kind) throw unauthorized();
    refuseClosed(known.account);
    const apiVersion = DEFAULT_API_VERSION;
    if (known.account.kind === 'customer')
      return { kind: 'customer', customer: known.account.customer, credential, apiVersion };
    const scopes = new Set(ROLE_SCOPES[user.role as PartnerRole]);
    return { kind: 'partner', partner: known.account.partner, credential, scopes, apiVersion };
  }

  #secondsToWait(authId: string | null, ip: string): number {
    const { pairThrottle, addressThrottle } = this.#deps;
    const nowMs = performance.now();
    if (pairThrottle.size === 0 && addressThrottle.size === 0) return 0;
    const pair = authId === null ? 0 : pairThrottle.secondsToWait(pairOf(authId, ip), nowMs);
    return Math.max(pair, addressThrottle.secondsToWait(throttledNetwork(ip), nowMs));
  }

  /** Counts a failure; what comes back is to be thrown. Who fails while it should wait is told so, and not counted. */
  #refuse(authId: string | null, ip: string, error: AppError = unauthorized()): AppError {
    const { pairThrottle, addressThrottle } = this.#deps;
    const seconds = this.#secondsToWait(authId, ip);
    if (seconds > 0) return mustWait(seconds);
    if (authId !== null) pairThrottle.failed(pairOf(authId, ip), performance.now());
    addressThrottle.failed(throttledNetwork(ip), performance.now());
    return error;
  }
}

function pairOf(authId: string, ip: string): string {
  return `${authId} ${throttledNetwork(ip)}`;
}

/** A closed account is gone for whoever asks; a suspended one is decided on by route. */
function refuseClosed(account: Account): void {
  const closed =
    partnerOf(account).status === 'closed' ||
    (account.kind === 'customer' && account.customer.status === 'closed');
  if (closed) throw unauthorized();
}
