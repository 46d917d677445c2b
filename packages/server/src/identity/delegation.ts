import type { ApiCredential } from './credential.ts';
import { grantExceedsOwn } from './errors.ts';
import { isWithin } from './ip-allow-list.ts';
import type { PartnerScope } from './principal.ts';

/** The rights of whoever makes or takes over a token. `token` is set when it is a token itself. */
export interface Grantor {
  readonly scopes: ReadonlySet<PartnerScope>;
  readonly token: ApiCredential | null;
}

export interface Grant {
  readonly scopes: readonly PartnerScope[];
  readonly ipAllowList: readonly string[];
  readonly maxTransferPerDay: bigint | null;
  readonly expiresAt: Date | null;
}

/** The limits that a grant takes over from a token that makes it, where it names none of its own. */
export function inheritedLimits(grantor: Grantor, grant: Grant): Grant {
  const { token } = grantor;
  if (token === null) return grant;
  return {
    ...grant,
    ipAllowList: grant.ipAllowList.length === 0 ? token.ipAllowList : grant.ipAllowList,
    expiresAt: grant.expiresAt ?? token.expiresAt,
  };
}

/**
 * Nobody gets more through a token than the one who gives it has: scopes, addresses and life are within the giver's.
 * A token with a daily transfer limit gives no right to transfer at all, since a second limit beside its own would
 * double it. Throws 403 `grant_exceeds_own_rights` naming what is too much.
 */
export function refuseExcess(grantor: Grantor, grant: Grant): void {
  const { token } = grantor;
  const scopes = grant.scopes.filter((scope) => !grantor.scopes.has(scope));
  const excess: string[] = scopes.length > 0 ? ['scopes'] : [];
  if (token !== null) {
    if (token.maxTransferPerDay !== null && grant.scopes.includes('transfer'))
      excess.push('max_transfer_per_day');
    const bound = token.ipAllowList;
    if (
      bound.length > 0 &&
      (grant.ipAllowList.length === 0 || !grant.ipAllowList.every((block) => isWithin(block, bound)))
    )
      excess.push('ip_allow_list');
    if (token.expiresAt !== null && (grant.expiresAt === null || grant.expiresAt > token.expiresAt))
      excess.push('expires_at');
  }
  if (excess.length > 0)
    throw grantExceedsOwn({ facts: { exceeded: excess, ...(scopes.length > 0 ? { scopes } : {}) } });
}
