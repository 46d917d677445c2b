import type { Reader, Tx } from '../platform/db/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { selectLiveDecks, selectNextDecks, type LiveDeck } from './deck-store.ts';
import { defaultTierNeeded, tierVersionConflict, tooManyTiers } from './errors.ts';
import { OPERATOR_TIERS, ownerOf, type InboundRate, type PricingTier } from './pricing-tier.ts';
import {
  clearDefaultTier,
  countTiersOf,
  insertTier,
  lockTier,
  lockTiersOf,
  replaceInboundRates,
  selectDefaultTier,
  selectInboundRates,
  updateTier,
} from './store.ts';

export const TIER_LIMITS = { ofPartner: 50, ofOperator: 200, inboundRates: 1_000 } as const;

/** A tier with its inbound rules and what is published of its deck. */
export interface TierView {
  readonly tier: PricingTier;
  readonly inboundRates: readonly InboundRate[];
  readonly liveDeck: LiveDeck | null;
  /** What becomes live next. */
  readonly nextDeck: LiveDeck | null;
}

export type TierDetails = Omit<PricingTier, 'id' | 'partnerId' | 'version'>;

export interface TierInput {
  readonly details: TierDetails;
  readonly inboundRates: readonly InboundRate[];
}

/** What changes; the rest stays. */
export interface TierPatch {
  readonly details: Partial<Omit<TierDetails, 'currency'>>;
  readonly inboundRates?: readonly InboundRate[] | undefined;
  /** The version that the caller read. */
  readonly version?: number | undefined;
}

/** Tiers of one owner with all that is shown of them, in the order they came in. */
export async function viewTiers(
  reader: Reader,
  ownerId: string,
  tiers: readonly PricingTier[],
  at: Date,
): Promise<TierView[]> {
  const ids = tiers.map(({ id }) => id);
  if (ids.length === 0) return [];
  const rates = await selectInboundRates(reader, ownerId, ids);
  const live = await selectLiveDecks(reader, ownerId, ids, at);
  const next = await selectNextDecks(reader, ownerId, ids, at);
  return tiers.map((tier) => ({
    tier,
    inboundRates: rates.get(tier.id) ?? [],
    liveDeck: live.get(tier.id) ?? null,
    nextDeck: next.get(tier.id) ?? null,
  }));
}

export async function viewTier(reader: Reader, tier: PricingTier, at: Date): Promise<TierView> {
  const [view] = await viewTiers(reader, ownerOf(tier), [tier], at);
  if (view === undefined) throw new Error('One tier makes one view.');
  return view;
}

/** Makes a tier; as the default one it takes the place of the one before. Throws 409 `too_many_pricing_tiers`. */
export async function createTier(tx: Tx, ownerId: string, input: TierInput, at: Date): Promise<PricingTier> {
  await lockTiersOf(tx, ownerId);
  const most = ownerId === OPERATOR_TIERS ? TIER_LIMITS.ofOperator : TIER_LIMITS.ofPartner;
  if ((await countTiersOf(tx, ownerId)) >= most) throw tooManyTiers({ facts: { max: most } });
  const tier: PricingTier = {
    ...input.details,
    id: uuidv7(at),
    partnerId: ownerId === OPERATOR_TIERS ? null : ownerId,
    version: 1,
  };
  if (tier.isDefault) await clearDefaultTier(tx, ownerId, tier.currency, at);
  await insertTier(tx, tier, at);
  if (input.inboundRates.length > 0) await replaceInboundRates(tx, ownerId, tier.id, input.inboundRates);
  return tier;
}

export interface ChangedTier {
  readonly before: TierView;
  readonly after: TierView;
  /** Which tier was the default one until now, where this one took its place. */
  readonly replaced: PricingTier | null;
}

/**
 * Changes a tier. Making it the default one takes that from the one before, in the same moment; the operator's default
 * tier stays one until another is made it, since every currency needs one.
 * Throws 404, 409 `pricing_tier_version_conflict`, `default_pricing_tier_needed`. Who uses a tier is the caller's to ask.
 */
export async function changeTier(
  tx: Tx,
  ownerId: string,
  tierId: string,
  patch: TierPatch,
  at: Date,
): Promise<ChangedTier> {
  await lockTiersOf(tx, ownerId);
  const tier = await lockTier(tx, ownerId, tierId);
  if (tier === null) throw notFound({ message: 'No such pricing tier.' });
  if (patch.version !== undefined && patch.version !== tier.version) {
    throw tierVersionConflict({ facts: { version: tier.version } });
  }
  const before = await viewTier(tx, tier, at);
  const wanted: PricingTier = { ...tier, ...patch.details };
  checkDefault(ownerId, tier, wanted);
  let replaced: PricingTier | null = null;
  if (wanted.isDefault && !tier.isDefault) {
    replaced = await selectDefaultTier(tx, ownerId, tier.currency);
    await clearDefaultTier(tx, ownerId, tier.currency, at);
  }
  if (patch.inboundRates !== undefined) await replaceInboundRates(tx, ownerId, tierId, patch.inboundRates);
  const after = await viewTier(tx, await updateTier(tx, wanted, at), at);
  return { before, after, replaced };
}

function checkDefault(ownerId: string, tier: PricingTier, wanted: PricingTier): void {
  const leaves = tier.isDefault && !wanted.isDefault && ownerId === OPERATOR_TIERS;
  if (leaves || (wanted.isDefault && !wanted.isActive)) throw defaultTierNeeded();
}
