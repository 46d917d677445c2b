import { appendAudit } from '../audit/index.ts';
import { randomBase62, type Sealer } from '../platform/crypto/index.ts';
import type { Database, Tx } from '../platform/db/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { DAY_MS, type Clock } from '../platform/time/index.ts';
import { userActor, type RequestOrigin } from './actor.ts';
import type { By } from './by.ts';
import { linkExpired, linkUsed } from './errors.ts';
import {
  insertLink,
  lockLink,
  markLinkUsed,
  selectLink,
  selectWaitingLink,
  type LinkPurpose,
  type OneTimeLink,
} from './link-store.ts';
import { tokenHash } from './token-text.ts';
import { maskEmail, type User } from './user.ts';
import { lockUser, selectUser } from './user-store.ts';
import type { Users } from './users.ts';

const TOKEN_LENGTH = 43;
const TOKEN = /^[0-9A-Za-z]{43}$/;
/** How long links work. */
export const LINK_LIFE_MS: Readonly<Record<LinkPurpose, number>> = {
  partner_welcome: 7 * DAY_MS,
  invitation: 7 * DAY_MS,
  password_reset: DAY_MS,
};

export interface NewLink {
  readonly purpose: LinkPurpose;
  readonly user: Pick<User, 'partnerId' | 'userId'>;
  /** Revealed once, to whoever uses the link; sealed until then. */
  readonly revealedToken?: string;
  /** Milliseconds. Default: `LINK_LIFE_MS`. */
  readonly lifeMs?: number;
}

export interface IssuedLink {
  readonly token: string;
  readonly url: string;
  readonly expiresAt: Date;
}

export interface LinkPreview {
  readonly purpose: LinkPurpose;
  /** Masked. */
  readonly email: string;
  readonly expiresAt: Date;
}

export interface LinkOutcome {
  readonly purpose: LinkPurpose;
  readonly email: string;
  /** Null for the operator's staff. */
  readonly authId: string | null;
  readonly kind: User['kind'];
  /** The token that was waiting behind the link; null when none was. */
  readonly token: string | null;
}

export interface LinksDeps {
  readonly db: Database;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly users: Users;
  linkUrl(purpose: LinkPurpose, token: string): string;
}

/** Links that set a password once. */
export interface Links {
  /** Older unused links of this purpose and user stop working. */
  create(tx: Tx, input: NewLink, by: By): Promise<IssuedLink>;
  /** What waits to be revealed by the unused link of a user; null when there is none, or it is forgotten. */
  waitingToken(tx: Tx, purpose: LinkPurpose, user: NewLink['user']): Promise<string | null>;
  /** What the link is for; does not use it. Throws 404, 410 `link_used`, `link_expired`. */
  preview(token: string): Promise<LinkPreview>;
  /** Sets the password and reveals what was sealed; for exactly one caller. Throws 404, 410, 422. */
  use(token: string, password: string, origin: RequestOrigin): Promise<LinkOutcome>;
}

export function createLinks(deps: LinksDeps): Links {
  const { db, sealer, clock, users } = deps;
  const context = (linkId: string): string => `one_time_link/${linkId}`;
  return {
    async create(tx, { purpose, user, revealedToken, lifeMs }, by) {
      const token = randomBase62(TOKEN_LENGTH);
      const linkId = uuidv7(by.at);
      const expiresAt = new Date(by.at.getTime() + (lifeMs ?? LINK_LIFE_MS[purpose]));
      const payload = revealedToken === undefined ? null : sealer.seal(revealedToken, context(linkId));
      const { partnerId, userId } = user;
      const link = { partnerId, linkId, purpose, userId, payload, createdAt: by.at, expiresAt, usedAt: null };
      await insertLink(tx, link, tokenHash(token));
      const changes = [
        { field: 'purpose', from: null, to: purpose },
        { field: 'expires_at', from: null, to: expiresAt.toISOString() },
      ];
      await appendAudit(tx, [
        {
          partnerId,
          at: by.at,
          actor: by.actor,
          action: 'link.created',
          objectType: 'user',
          objectId: userId,
          changes,
        },
      ]);
      return { token, url: deps.linkUrl(purpose, token), expiresAt };
    },
    async waitingToken(tx, purpose, user) {
      const link = await selectWaitingLink(tx, purpose, user);
      return link === null || link.payload === null
        ? null
        : sealer.unseal(link.payload, context(link.linkId));
    },
    async preview(token) {
      const { link, user } = await usable(deps, token);
      return { purpose: link.purpose, email: maskEmail(user.email), expiresAt: link.expiresAt };
    },
    async use(token, password, origin) {
      // Nothing is hashed for a link that does not work, and no transaction waits for the hash of one that does.
      const { link: seen, user } = await usable(deps, token);
      const hashed = await users.hashPassword(password);
      const at = clock.now();
      return db.inTransaction(async (tx) => {
        // The user before the link, as whoever sets a password otherwise and then deletes links.
        const locked = await lockUser(tx, user.partnerId, user.userId);
        if (locked?.status !== 'active') throw linkExpired();
        const link = openOrThrow(await lockLink(tx, tokenHash(token)), at);
        await markLinkUsed(tx, link, at);
        await users.setPassword(tx, user, hashed, { actor: userActor(user, origin), at });
        const revealed = link.payload === null ? null : sealer.unseal(link.payload, context(link.linkId));
        const { partnerId, userId: objectId } = user;
        const changes = [{ field: 'purpose', from: null, to: seen.purpose }];
        const actor = userActor(user, origin);
        await appendAudit(tx, [
          { partnerId, at, actor, action: 'link.used', objectType: 'user', objectId, changes },
        ]);
        return {
          purpose: link.purpose,
          email: user.email,
          authId: user.authId,
          kind: user.kind,
          token: revealed,
        };
      });
    },
  };
}

async function usable({ db, clock }: LinksDeps, token: string): Promise<{ link: OneTimeLink; user: User }> {
  if (!TOKEN.test(token)) throw notFound();
  const link = openOrThrow(await selectLink(db.kysely, tokenHash(token)), clock.now());
  const user = await selectUser(db.kysely, link.partnerId, link.userId);
  if (user?.status !== 'active') throw linkExpired();
  return { link, user };
}

function openOrThrow(link: OneTimeLink | null, at: Date): OneTimeLink {
  if (link === null) throw notFound();
  if (link.usedAt !== null) throw linkUsed();
  if (at >= link.expiresAt) throw linkExpired();
  return link;
}
