import type { OperatorPrincipal, PartnerPrincipal } from '../identity/index.ts';
import type { Reader } from '../platform/db/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { isUuid } from '../platform/ids/index.ts';
import {
  OPERATOR_TIERS,
  tiersFor,
  wholesaleTiers,
  type PricingTier,
  type TierKey,
} from '../pricing/index.ts';
import { notYourTier, pricingTiersDisabled } from './errors.ts';

/** Who sets prices: a partner for its customers, or the operator for its partners. */
export interface Seller {
  readonly ownerId: string;
  /** Null: the operator. */
  readonly partnerId: string | null;
}

export const OPERATOR: Seller = { ownerId: OPERATOR_TIERS, partnerId: null };

export function sellerOf(principal: PartnerPrincipal | OperatorPrincipal): Seller {
  if (principal.kind === 'operator') return OPERATOR;
  const { partnerId } = principal.partner;
  return { ownerId: partnerId, partnerId };
}

/** Throws 403 where the operator lets this partner set no prices of its own. */
export function mayPrice(principal: PartnerPrincipal | OperatorPrincipal): void {
  if (principal.kind === 'operator' || principal.partner.canCreatePricingTiers) return;
  throw pricingTiersDisabled({ facts: { capability: 'can_create_pricing_tiers' } });
}

function noSuchTier(): Error {
  return notFound({ message: 'No such pricing tier.' });
}

/** A tier that a seller may see: its own, and the operator's at which it buys. Throws one 404 for any other. */
export async function visibleTier(reader: Reader, seller: Seller, tierId: string): Promise<PricingTier> {
  const id = isUuid(tierId) ? tierId.toLowerCase() : null;
  if (id === null) throw noSuchTier();
  const tier = (await tiersFor(reader, { partnerId: seller.ownerId, tierIds: [id] })).get(id);
  if (tier === undefined) throw noSuchTier();
  if (tier.partnerId === seller.partnerId) return tier;
  // Another of the operator's tiers is another partner's price.
  const wholesale = await wholesaleTiers(reader, seller.ownerId);
  if (wholesale.get(tier.currency)?.id !== id) throw noSuchTier();
  return tier;
}

/** A tier that a seller may change. Throws 404, and 403 `not_your_pricing_tier` for the one at which it buys. */
export async function ownTier(reader: Reader, seller: Seller, tierId: string): Promise<PricingTier> {
  const tier = await visibleTier(reader, seller, tierId);
  if (tier.partnerId !== seller.partnerId) throw notYourTier();
  return tier;
}

export function keyOf(tier: PricingTier): TierKey {
  return { ownerId: tier.partnerId ?? OPERATOR_TIERS, tierId: tier.id };
}
