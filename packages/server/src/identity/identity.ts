import { appendAudit } from '../audit/index.ts';
import type { Sealer } from '../platform/crypto/index.ts';
import type { Database, Tx } from '../platform/db/index.ts';
import type { Logger } from '../platform/log/index.ts';
import type { News, TaggedCacheOptions } from '../platform/news/index.ts';
import type { Clock } from '../platform/time/index.ts';
import type { AccountDirectory } from './account-directory.ts';
import { AttemptThrottle, type ThrottleOptions } from './attempt-throttle.ts';
import { AuthMemory } from './auth-memory.ts';
import { AuthNews, type AuthChange } from './auth-news.ts';
import { Authenticator } from './authenticator.ts';
import type { By } from './by.ts';
import { revokeAllCredentials } from './credential-store.ts';
import { createCustomerTokens, type CustomerTokens } from './customer-tokens.ts';
import { purgeLinks, type LinkPurpose } from './link-store.ts';
import { createLinks, type IssuedLink, type Links } from './links.ts';
import { LoginTokens } from './login-token.ts';
import { createLogins, type Logins } from './logins.ts';
import { renewOwnerLink, type OwnerLink } from './owner-link.ts';
import { PasswordHasher, type HasherOptions } from './password-hasher.ts';
import { deleteExpiredSessions, deletePartnerSessions } from './session-store.ts';
import { createSecondFactors, type SecondFactors } from './second-factors.ts';
import { createStaff, type Staff } from './staff.ts';
import { createTeam, type SendInvitation, type Team } from './team.ts';
import { createTokens, type TokenOwner, type Tokens } from './tokens.ts';
import { UseRecorder } from './use-recorder.ts';
import type { User } from './user.ts';
import { createUsers, type Users } from './users.ts';

export interface IdentityDeps {
  readonly db: Database;
  /** What other nodes change. */
  readonly news: News;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly log: Logger;
  readonly directory: AccountDirectory;
  /** How browsers reach the product; links start with it, and cookies are Secure when it is HTTPS. */
  readonly publicUrl: string;
  /** Name under which authenticator apps show a login. */
  readonly issuer: string;
  readonly sendInvitation: SendInvitation;
  readonly noteCustomerLogin?: (tx: Tx, partnerId: string, customerId: string, at: Date) => Promise<void>;
  /** Where a one-time link leads. Default: the public API, which answers a browser too. */
  readonly linkUrl?: (purpose: LinkPurpose, token: string) => string;
  readonly limits?: IdentityLimits;
}

export interface IdentityLimits {
  readonly pair?: Partial<ThrottleOptions>;
  readonly address?: Partial<ThrottleOptions>;
  readonly hasher?: Partial<HasherOptions>;
  readonly cache?: Partial<TaggedCacheOptions>;
  readonly sessionIdleMs?: number;
  readonly sessionLifeMs?: number;
}

export interface OpenedPartnerAccess extends IssuedLink {
  readonly owner: User;
  /** The first API token in clear; behind the link too, and nowhere else. */
  readonly apiToken: string;
}

/** The door to people, tokens and logins. Writes take the caller's transaction. */
export interface Identity {
  readonly authenticator: Authenticator;
  readonly users: Users;
  readonly tokens: Tokens;
  readonly customerTokens: CustomerTokens;
  readonly team: Team;
  readonly staff: Staff;
  readonly secondFactors: SecondFactors;
  readonly links: Links;
  readonly logins: Logins;
  readonly db: Database;
  readonly hasher: PasswordHasher;
  readonly publicUrl: string;
  /** A new partner's owner, first token and welcome link. Throws 422 when the e-mail has a login already. */
  openPartnerAccess(
    tx: Tx,
    partner: TokenOwner & { readonly name: string; readonly email: string },
    by: By,
  ): Promise<OpenedPartnerAccess>;
  /** Another link for the owner of a partner. Throws 409 `no_active_owner`. */
  renewOwnerLink(tx: Tx, partner: TokenOwner, by: By): Promise<OwnerLink>;
  /** Ends every token and session of a partner and of its customers. */
  revokeAll(tx: Tx, partnerId: string, by: By): Promise<void>;
  /**
   * To be called in every transaction that changes what authentication reads: status and flags of partners, status of
   * customers. Other nodes forget when it commits; this one stops trusting its memory at once.
   */
  notifyAuthChanged(tx: Tx, ...changes: AuthChange[]): Promise<void>;
  /** Begins to listen for changes. Without it everything works, and nothing is remembered. */
  start(): Promise<void>;
  close(): Promise<void>;
  /** Forgets expired sessions and links; at most `limit` of each. */
  purge(at: Date, limit: number): Promise<number>;
}

const HOUR_MS = 3_600_000;
const LINKS_KEPT_MS = 30 * 24 * HOUR_MS;

function createParts(deps: IdentityDeps) {
  const { db, sealer, clock, log, limits = {} } = deps;
  const memory = new AuthMemory({ ...deps, cache: limits.cache });
  const news = new AuthNews(deps.news);
  const hasher = new PasswordHasher(limits.hasher);
  const pairThrottle = new AttemptThrottle(limits.pair);
  // Many people may sit behind one address.
  const addressThrottle = new AttemptThrottle({
    freeFailures: 100,
    longestWaitMs: 60_000,
    ...limits.address,
  });
  // Programs that fail must not keep the people beside them from logging in.
  const loginAddressThrottle = new AttemptThrottle({
    freeFailures: 50,
    longestWaitMs: 60_000,
    ...limits.address,
  });
  const uses = new UseRecorder(db, log);
  const loginTokens = new LoginTokens(sealer);
  const sessionIdleMs = limits.sessionIdleMs ?? 2 * HOUR_MS;
  const sessionLifeMs = limits.sessionLifeMs ?? 12 * HOUR_MS;
  const common = {
    db,
    sealer,
    clock,
    news,
    sessionIdleMs,
    sessionLifeMs,
    pairThrottle,
    addressThrottle,
    loginTokens,
  };
  const authenticator = new Authenticator({ ...common, memory, uses });
  const users = createUsers({ ...common, hasher });
  const tokens = createTokens(common);
  const linkUrl = deps.linkUrl ?? ((_purpose, token) => `${deps.publicUrl}/api/v1/public/links/${token}`);
  const links = createLinks({ ...common, users, linkUrl });
  const people = { ...common, users, links, sendInvitation: deps.sendInvitation };
  const parts = {
    authenticator,
    users,
    tokens,
    customerTokens: createCustomerTokens(common),
    team: createTeam(people),
    staff: createStaff(people),
    secondFactors: createSecondFactors({ ...common, issuer: deps.issuer }),
    links,
    logins: createLogins({
      ...common,
      addressThrottle: loginAddressThrottle,
      users,
      authenticator,
      ...(deps.noteCustomerLogin === undefined ? {} : { noteCustomerLogin: deps.noteCustomerLogin }),
    }),
    db,
    hasher,
    publicUrl: deps.publicUrl,
  };
  return { parts, news, uses };
}

export function createIdentity(deps: IdentityDeps): Identity {
  const { parts, news, uses } = createParts(deps);
  const { db, users, tokens, links } = parts;
  return {
    ...parts,
    async openPartnerAccess(tx, partner, by) {
      const { partnerId, authId, name, email } = partner;
      const account = { kind: 'partner', partnerId, authId } as const;
      const owner = await users.create(tx, { account, email, name, role: 'owner', password: null }, by);
      const { token: apiToken } = await tokens.issue(tx, partner, { label: 'First token' }, by);
      const link = await links.create(
        tx,
        { purpose: 'partner_welcome', user: owner, revealedToken: apiToken },
        by,
      );
      return { owner, apiToken, ...link };
    },
    renewOwnerLink: (tx, partner, by) => renewOwnerLink(parts, tx, partner, by),
    async revokeAll(tx, partnerId, by) {
      const count = await revokeAllCredentials(tx, partnerId, by.at);
      await deletePartnerSessions(tx, partnerId);
      await news.announce(tx, [{ partnerId }]);
      const changes = [{ field: 'live_tokens', from: count, to: 0 }];
      await appendAudit(tx, [
        {
          partnerId,
          at: by.at,
          actor: by.actor,
          action: 'partner.access_revoked',
          objectType: 'partner',
          objectId: partnerId,
          changes,
        },
      ]);
    },
    notifyAuthChanged: (tx, ...changes) => news.announce(tx, changes),
    start: () => deps.news.start(),
    async close() {
      await deps.news.close();
      await uses.flush();
    },
    async purge(at, limit) {
      const sessions = await deleteExpiredSessions(db.kysely, at, limit);
      return sessions + (await purgeLinks(db.kysely, at, LINKS_KEPT_MS, limit));
    },
  };
}
