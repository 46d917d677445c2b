import { OPERATOR_BOOKS } from '../audit/index.ts';
import type { Database, Tx } from '../platform/db/index.ts';
import { notFound } from '../platform/errors/index.ts';
import type { AuthNews } from './auth-news.ts';
import type { By } from './by.ts';
import { lastAdmin, teamLimitReached } from './errors.ts';
import type { Links } from './links.ts';
import type { OperatorRole } from './principal.ts';
import { resetTotp } from './second-factors.ts';
import { MAX_TEAM, type SendInvitation } from './team.ts';
import type { User, UserStatus } from './user.ts';
import { lockTeam, selectTeam } from './user-store.ts';
import type { Users } from './users.ts';

export interface NewStaff {
  readonly email: string;
  readonly name: string;
  readonly role: OperatorRole;
}

export interface StaffPatch {
  readonly name?: string | undefined;
  readonly role?: OperatorRole | undefined;
  readonly status?: UserStatus | undefined;
  /** True: the second factor is lost; the next login is by password alone. */
  readonly resetTotp?: boolean | undefined;
}

export interface StaffDeps {
  readonly db: Database;
  readonly news: AuthNews;
  readonly users: Users;
  readonly links: Links;
  readonly sendInvitation: SendInvitation;
}

/** The operator's people. */
export interface Staff {
  list(): Promise<User[]>;
  get(userId: string): Promise<User>;
  invite(tx: Tx, member: NewStaff, by: By): Promise<User>;
  /** Throws 404, 409 `last_admin`. */
  patch(tx: Tx, userId: string, patch: StaffPatch, by: By): Promise<User>;
}

export function createStaff(deps: StaffDeps): Staff {
  const { db, users, links } = deps;
  return {
    list: () => selectTeam(db.kysely, OPERATOR_BOOKS),
    async get(userId) {
      const user = await users.get(db.kysely, OPERATOR_BOOKS, userId);
      if (user === null) throw notFound();
      return user;
    },
    async invite(tx, member, by) {
      const team = await lockTeam(tx, OPERATOR_BOOKS);
      if (team.length >= MAX_TEAM) throw teamLimitReached({ facts: { limit: MAX_TEAM } });
      const user = await users.create(tx, { ...member, account: { kind: 'operator' }, password: null }, by);
      const { url, expiresAt } = await links.create(tx, { purpose: 'invitation', user }, by);
      await deps.sendInvitation(tx, by.at, {
        partnerId: OPERATOR_BOOKS,
        to: { name: user.name, address: user.email },
        partnerName: null,
        invitedBy: by.actor.label,
        role: user.role,
        url,
        expiresAt,
      });
      return user;
    },
    async patch(tx, userId, patch, by) {
      const team = await lockTeam(tx, OPERATOR_BOOKS);
      const user = team.find((one) => one.userId === userId);
      if (user === undefined) throw notFound();
      const next = {
        name: patch.name ?? user.name,
        role: patch.role ?? user.role,
        status: patch.status ?? user.status,
      };
      if (next.role !== 'admin' || next.status !== 'active') refuseLastAdmin(team, user);
      const saved = await users.change(tx, user, next, by);
      return patch.resetTotp === true ? resetTotp(tx, deps.news, saved, by) : saved;
    },
  };
}

function refuseLastAdmin(team: readonly User[], leaving: User): void {
  if (leaving.role !== 'admin' || leaving.status !== 'active') return;
  const others = team.filter(
    (user) =>
      user.userId !== leaving.userId &&
      user.role === 'admin' &&
      user.status === 'active' &&
      user.passwordHash !== null,
  );
  if (others.length === 0) throw lastAdmin();
}
