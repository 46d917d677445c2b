import type { Reader, Tx } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { standardTier } from './default-tier.ts';
import { noDefaultTier, pricingTierNotFound } from './errors.ts';
import { OPERATOR_TIERS, type PricingTier } from './pricing-tier.ts';
import {
  insertDefaultTier,
  lockTier,
  selectDefaultTier,
  selectTiers,
  selectWholesaleTiers,
  upsertWholesaleTier,
} from './store.ts';

/** Makes sure that each currency has the operator's default tier. Safe to repeat and to run on several nodes at once. */
export async function ensureDefaultTiers(tx: Tx, currencies: readonly string[], at: Date): Promise<void> {
  for (const currency of currencies) {
    await insertDefaultTier(tx, standardTier(uuidv7(at), currency), at);
  }
}

/** The operator's default tier of a currency. Throws 409 `no_default_pricing_tier` where it has none. */
export async function defaultTier(reader: Reader, currency: string): Promise<PricingTier> {
  const tier = await selectDefaultTier(reader, OPERATOR_TIERS, currency);
  if (tier === null) throw noDefaultTier({ facts: { currency } });
  return tier;
}

/** A tier that this partner may use: its own or the operator's. Throws 404 for any other. */
export async function tierFor(
  reader: Reader,
  { partnerId, tierId }: { readonly partnerId: string; readonly tierId: string },
): Promise<PricingTier> {
  const [tier] = await selectTiers(reader, partnerId, [tierId]);
  if (tier === undefined) throw pricingTierNotFound();
  return tier;
}

/** Several tiers at once, by id; those that this partner may not use are absent. */
export async function tiersFor(
  reader: Reader,
  { partnerId, tierIds }: { readonly partnerId: string; readonly tierIds: readonly string[] },
): Promise<ReadonlyMap<string, PricingTier>> {
  if (tierIds.length === 0) return new Map();
  const tiers = await selectTiers(reader, partnerId, [...new Set(tierIds)]);
  return new Map(tiers.map((tier) => [tier.id, tier]));
}

/** The operator's tiers at which a partner buys, by currency. */
export async function wholesaleTiers(
  reader: Reader,
  partnerId: string,
): Promise<ReadonlyMap<string, PricingTier>> {
  const tiers = await selectWholesaleTiers(reader, partnerId);
  return new Map(tiers.map((tier) => [tier.currency, tier]));
}

/** Lets a partner buy at one of the operator's tiers from now on, in the tier's currency. Throws 404. */
export async function assignWholesaleTier(
  tx: Tx,
  partnerId: string,
  tierId: string,
  at: Date,
): Promise<PricingTier> {
  const tier = await lockTier(tx, OPERATOR_TIERS, tierId, 'share');
  if (tier === null) throw pricingTierNotFound();
  await upsertWholesaleTier(tx, partnerId, tier, at);
  return tier;
}

/** What a customer was given, and the currency of its wallet. */
export interface TierChoice {
  readonly tierId: string;
  readonly currency: string;
}

/**
 * The tiers at which customers of a partner buy: their own tier where it is the partner's; else selling is wholesale, and
 * it is the tier at which the partner buys. Answers them in the order of the question; null for a currency without prices.
 */
export async function sellingTiers(
  reader: Reader,
  partnerId: string,
  choices: readonly TierChoice[],
): Promise<(PricingTier | null)[]> {
  const chosen = await tiersFor(reader, { partnerId, tierIds: choices.map(({ tierId }) => tierId) });
  const wholesale = await wholesaleTiers(reader, partnerId);
  return choices.map(({ tierId, currency }) => {
    const tier = chosen.get(tierId) ?? null;
    return tier?.partnerId === partnerId ? tier : (wholesale.get(currency) ?? tier);
  });
}

/** A tier of a partner, or of the operator, as it stays until COMMIT; null for any other. */
export async function lockUsableTier(
  tx: Tx,
  { partnerId, tierId }: { readonly partnerId: string; readonly tierId: string },
): Promise<PricingTier | null> {
  return (
    (await lockTier(tx, partnerId, tierId, 'share')) ?? (await lockTier(tx, OPERATOR_TIERS, tierId, 'share'))
  );
}

/**
 * A tier that a customer may be given: an active one of its partner, or the one at which the partner buys, in the wallet's
 * currency. It stays as it is until COMMIT. Null for any other.
 */
export async function lockAssignableTier(
  tx: Tx,
  partnerId: string,
  { tierId, currency }: TierChoice,
): Promise<PricingTier | null> {
  const tier = await lockUsableTier(tx, { partnerId, tierId });
  if (tier === null || !tier.isActive || tier.currency !== currency) return null;
  if (tier.partnerId === partnerId) return tier;
  return (await wholesaleTiers(tx, partnerId)).get(currency)?.id === tierId ? tier : null;
}

/** The tier that a partner's new customers begin with where nobody chose: its own default one, else the one it buys at. */
export async function startingTier(
  reader: Reader,
  partnerId: string,
  currency: string,
): Promise<PricingTier> {
  const own = await selectDefaultTier(reader, partnerId, currency);
  const tier = own ?? (await wholesaleTiers(reader, partnerId)).get(currency);
  if (tier === undefined) throw noDefaultTier({ facts: { currency } });
  return tier;
}
