import type { Database, Tx } from '../platform/db/index.ts';
import { notFound } from '../platform/errors/index.ts';
import type { By } from './by.ts';
import { selectCredential } from './credential-store.ts';
import { refuseExcess } from './delegation.ts';
import { lastOwner, ownerRequired, teamLimitReached } from './errors.ts';
import type { Links } from './links.ts';
import { ROLE_SCOPES, type PartnerPrincipal, type PartnerRole } from './principal.ts';
import type { User, UserStatus } from './user.ts';
import { lockTeam, selectTeam } from './user-store.ts';
import type { Users } from './users.ts';

export const MAX_TEAM = 200;

/** What is told to somebody who is invited. */
export interface Invitation {
  /** All zeros for the operator's staff. */
  readonly partnerId: string;
  readonly to: { readonly name: string; readonly address: string };
  /** Whom the invited will work for; null: the operator. */
  readonly partnerName: string | null;
  /** Who invites, readable. */
  readonly invitedBy: string;
  readonly role: string;
  readonly url: string;
  readonly expiresAt: Date;
}

/** Port: puts an invitation on its way, in the transaction that makes it true. */
export type SendInvitation = (tx: Tx, at: Date, invitation: Invitation) => Promise<void>;

export interface NewMember {
  readonly email: string;
  readonly name: string;
  readonly role: PartnerRole;
}

export interface MemberPatch {
  readonly name?: string | undefined;
  readonly role?: PartnerRole | undefined;
  readonly status?: UserStatus | undefined;
}

export interface TeamDeps {
  readonly db: Database;
  readonly users: Users;
  readonly links: Links;
  readonly sendInvitation: SendInvitation;
}

/**
 * A partner's people. Nobody gives or takes away a role that holds more than they do; owners are the affair of owners.
 */
export interface Team {
  list(partnerId: string): Promise<User[]>;
  /** Throws 422 for an e-mail that has a login, 403 `grant_exceeds_own_rights`, `owner_required`. */
  invite(tx: Tx, caller: PartnerPrincipal, member: NewMember, by: By): Promise<User>;
  /** Throws 404, 403, 409 `last_owner`. */
  patch(tx: Tx, caller: PartnerPrincipal, userId: string, patch: MemberPatch, by: By): Promise<User>;
  /** Throws 404, 403, 409 `last_owner`. */
  remove(tx: Tx, caller: PartnerPrincipal, userId: string, by: By): Promise<void>;
}

export function createTeam(deps: TeamDeps): Team {
  const { db, users, links } = deps;
  return {
    list: (partnerId) => selectTeam(db.kysely, partnerId),
    async invite(tx, caller, member, by) {
      const { partnerId, authId, name: partnerName } = caller.partner;
      const team = await lockTeam(tx, partnerId);
      if (team.length >= MAX_TEAM) throw teamLimitReached({ facts: { limit: MAX_TEAM } });
      await refuseRole(tx, caller, team, member.role);
      const user = await users.create(
        tx,
        { ...member, account: { kind: 'partner', partnerId, authId }, password: null },
        by,
      );
      const { url, expiresAt } = await links.create(tx, { purpose: 'invitation', user }, by);
      const to = { name: user.name, address: user.email };
      const invitedBy = by.actor.label;
      await deps.sendInvitation(tx, by.at, {
        partnerId,
        to,
        partnerName,
        invitedBy,
        role: user.role,
        url,
        expiresAt,
      });
      return user;
    },
    async patch(tx, caller, userId, patch, by) {
      const team = await lockTeam(tx, caller.partner.partnerId);
      const member = memberOf(team, userId);
      await refuseRole(tx, caller, team, member.role as PartnerRole);
      if (patch.role !== undefined) await refuseRole(tx, caller, team, patch.role);
      const next = {
        name: patch.name ?? member.name,
        role: patch.role ?? member.role,
        status: patch.status ?? member.status,
      };
      if (next.role !== 'owner' || next.status !== 'active') refuseLastOwner(team, member);
      return users.change(tx, member, next, by);
    },
    async remove(tx, caller, userId, by) {
      const team = await lockTeam(tx, caller.partner.partnerId);
      const member = memberOf(team, userId);
      await refuseRole(tx, caller, team, member.role as PartnerRole);
      refuseLastOwner(team, member);
      await users.remove(tx, member, by);
    },
  };
}

function memberOf(team: readonly User[], userId: string): User {
  const member = team.find((user) => user.userId === userId);
  if (member === undefined) throw notFound();
  return member;
}

/** A person is bound to no address, no limit and no date, so a token that is cannot make or change one. */
async function refuseRole(
  tx: Tx,
  caller: PartnerPrincipal,
  team: readonly User[],
  role: PartnerRole,
): Promise<void> {
  if (
    role === 'owner' &&
    !team.some((user) => user.userId === caller.credential.userId && user.role === 'owner')
  )
    throw ownerRequired();
  const token =
    caller.credential.kind === 'token'
      ? await selectCredential(tx, caller.partner.partnerId, caller.credential.id)
      : null;
  const grant = { scopes: ROLE_SCOPES[role], ipAllowList: [], maxTransferPerDay: null, expiresAt: null };
  refuseExcess({ scopes: caller.scopes, token }, grant);
}

/** Who was invited and has no password yet keeps no door open. */
function refuseLastOwner(team: readonly User[], leaving: User): void {
  if (leaving.role !== 'owner' || leaving.status !== 'active') return;
  const others = team.filter(
    (user) =>
      user.userId !== leaving.userId &&
      user.role === 'owner' &&
      user.status === 'active' &&
      user.passwordHash !== null,
  );
  if (others.length === 0) throw lastOwner();
}
