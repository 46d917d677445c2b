import type { Tx } from '../platform/db/index.ts';
import type { By } from './by.ts';
import { noOwner } from './errors.ts';
import type { LinkPurpose } from './link-store.ts';
import type { IssuedLink, Links } from './links.ts';
import type { TokenOwner, Tokens } from './tokens.ts';
import { lockTeam } from './user-store.ts';

export interface OwnerLink extends IssuedLink {
  readonly purpose: LinkPurpose;
  /** Where it is to be sent. */
  readonly email: string;
}

/**
 * Another link for a partner's owner whose first one was lost or ran out. An owner without a password gets a welcome
 * link that reveals the token which waited behind the first, or a new one when that is gone; one who has a password gets
 * a link that resets it. Links sent before stop working. Throws 409 `no_active_owner`.
 */
export async function renewOwnerLink(
  deps: { readonly links: Links; readonly tokens: Tokens },
  tx: Tx,
  partner: TokenOwner,
  by: By,
): Promise<OwnerLink> {
  const team = await lockTeam(tx, partner.partnerId);
  const owner = team.find((user) => user.role === 'owner' && user.status === 'active');
  if (owner === undefined) throw noOwner();
  const { email } = owner;
  if (owner.passwordHash !== null) {
    const link = await deps.links.create(tx, { purpose: 'password_reset', user: owner }, by);
    return { ...link, purpose: 'password_reset', email };
  }
  const revealedToken =
    (await deps.links.waitingToken(tx, 'partner_welcome', owner)) ??
    (await deps.tokens.issue(tx, partner, { label: 'First token' }, by)).token;
  const link = await deps.links.create(tx, { purpose: 'partner_welcome', user: owner, revealedToken }, by);
  return { ...link, purpose: 'partner_welcome', email };
}
