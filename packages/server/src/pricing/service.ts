import type { Reader, Tx } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { standardTier } from './default-tier.ts';
import { noDefaultTier, pricingTierNotFound } from './errors.ts';
import type { PricingTier } from './pricing-tier.ts';
import { insertDefaultTier, selectDefaultTier, selectTiers } from './store.ts';

/** Makes sure that each currency has the operator's default tier. Safe to repeat and to run on several nodes at once. */
export async function ensureDefaultTiers(tx: Tx, currencies: readonly string[], at: Date): Promise<void> {
  for (const currency of currencies) {
    await insertDefaultTier(tx, standardTier(uuidv7(at), currency), at);
  }
}

/** The operator's default tier of a currency. Throws 409 `no_default_pricing_tier` where it has none. */
export async function defaultTier(reader: Reader, currency: string): Promise<PricingTier> {
  const tier = await selectDefaultTier(reader, currency);
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
