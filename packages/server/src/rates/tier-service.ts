import { appendAudit, fieldChanges } from '../audit/index.ts';
import type { By } from '../identity/index.ts';
import type { Reader, Tx } from '../platform/db/index.ts';
import { ValidationFailure, fault, type Fault } from '../platform/errors/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import {
  OPERATOR_TIERS,
  assignWholesaleTier,
  changeTier,
  countWholesaleUses,
  createTier,
  defaultTier,
  lockUsableTier,
  selectTiersOf,
  toApiTierView,
  viewTier,
  viewTiers,
  wholesaleTiers,
  type ChangedTier,
  type PricingTier,
  type TierFilter,
  type TierInput,
  type TierPatch,
  type TierView,
} from '../pricing/index.ts';
import { tierInUse } from './errors.ts';
import type { RatesDeps } from './rates-deps.ts';
import { ownTier, visibleTier, type Seller } from './seller.ts';

/** A seller's tiers, then those at which it buys itself. */
export async function listTiers(
  reader: Reader,
  seller: Seller,
  filter: TierFilter,
  at: Date,
): Promise<TierView[]> {
  const own = await viewTiers(
    reader,
    seller.ownerId,
    await selectTiersOf(reader, seller.ownerId, filter),
    at,
  );
  if (seller.partnerId === null) return own;
  const bought = [...(await wholesaleTiers(reader, seller.partnerId)).values()].filter(
    (tier) =>
      (filter.currency ?? tier.currency) === tier.currency &&
      (filter.isActive ?? tier.isActive) === tier.isActive,
  );
  const views = await Promise.all(bought.map((tier) => viewTier(reader, tier, at)));
  return [...own, ...views];
}

export async function readTier(reader: Reader, seller: Seller, tierId: string, at: Date): Promise<TierView> {
  return viewTier(reader, await visibleTier(reader, seller, tierId), at);
}

/** Names a currency in which the seller has no money; absent, it is not looked at. */
export async function currencyFaults(
  deps: RatesDeps,
  seller: Seller,
  currency: string | undefined,
): Promise<Fault[]> {
  if (currency === undefined) return [];
  const currencies =
    seller.partnerId === null
      ? deps.operator.currencies
      : (await deps.partners.read(seller.partnerId)).masters.map((master) => master.currency);
  if (currencies.includes(currency)) return [];
  const message = `Input should be one of ${currencies.join(', ')}`;
  return [fault(['body', 'currency'], 'value_error', message, currency)];
}

/**
 * The tier whose figures a new one of this currency begins with: that at which the seller buys, the operator's default.
 * Throws 422 for a currency in which the seller has no money.
 */
export async function tierToBeginWith(
  deps: RatesDeps,
  reader: Reader,
  seller: Seller,
  currency: string,
): Promise<PricingTier> {
  const faults = await currencyFaults(deps, seller, currency);
  if (faults.length > 0) throw new ValidationFailure(faults);
  const bought =
    seller.partnerId === null ? undefined : (await wholesaleTiers(reader, seller.partnerId)).get(currency);
  return bought ?? (await defaultTier(reader, currency));
}

/** Makes a tier. Throws 409 `too_many_pricing_tiers`. */
export async function addTier(
  deps: RatesDeps,
  tx: Tx,
  seller: Seller,
  input: TierInput,
  by: By,
): Promise<TierView> {
  const view = await viewTier(tx, await createTier(tx, seller.ownerId, input, by.at), by.at);
  await announce(tx, view, 'pricing_tier.created', fieldChanges({}, toApiTierView(view)), by);
  if (view.tier.isDefault) await startCustomersAt(deps, tx, seller, view.tier, by);
  return view;
}

/**
 * Changes a tier; each field that differs is in the audit log. Throws 404, 403 `not_your_pricing_tier`, 409
 * `pricing_tier_version_conflict`, `default_pricing_tier_needed`, `pricing_tier_in_use`.
 */
export async function editTier(
  deps: RatesDeps,
  tx: Tx,
  seller: Seller,
  tierId: string,
  patch: TierPatch,
  by: By,
): Promise<TierView> {
  const { id } = await ownTier(tx, seller, tierId);
  const changed = await changeTier(tx, seller.ownerId, id, patch, by.at);
  const { before, after } = changed;
  if (before.tier.isActive && !after.tier.isActive) await checkUnused(deps, tx, after.tier);
  await announce(tx, after, 'pricing_tier.updated', changesOf(changed), by);
  await moveStart(deps, tx, seller, changed, by);
  return after;
}

const SILENT = ['version', 'live_deck', 'next_deck'];

function changesOf({ before, after }: ChangedTier) {
  return fieldChanges(toApiTierView(before), toApiTierView(after)).filter(
    ({ field }) => !SILENT.includes(field),
  );
}

async function checkUnused(deps: RatesDeps, tx: Tx, tier: PricingTier): Promise<void> {
  const uses = {
    accounts: await deps.customers.countOnTier(tx, tier.id),
    default_of_partners: await deps.partners.countStartingAt(tx, tier.id),
    wholesale_of_partners: await countWholesaleUses(tx, tier.id),
  };
  if (Object.values(uses).some((count) => count > 0)) throw tierInUse({ facts: uses });
}

async function moveStart(
  deps: RatesDeps,
  tx: Tx,
  seller: Seller,
  { before, after }: ChangedTier,
  by: By,
): Promise<void> {
  if (before.tier.isDefault === after.tier.isDefault || seller.partnerId === null) return;
  if (after.tier.isDefault) {
    await startCustomersAt(deps, tx, seller, after.tier, by);
    return;
  }
  const partner = await deps.partners.find(tx, seller.partnerId);
  if (partner.defaultPricingTierId !== after.tier.id) return;
  const bought = (await wholesaleTiers(tx, seller.partnerId)).get(after.tier.currency);
  if (bought !== undefined) await startCustomersAt(deps, tx, seller, bought, by);
}

/** In its main currency a partner's profile names the tier that new customers begin at. */
async function startCustomersAt(
  deps: RatesDeps,
  tx: Tx,
  { partnerId }: Seller,
  tier: PricingTier,
  by: By,
): Promise<void> {
  if (partnerId === null) return;
  const partner = await deps.partners.find(tx, partnerId);
  if (partner.currency !== tier.currency) return;
  await deps.partners.patch(tx, partnerId, { defaultPricingTierId: tier.id }, {}, by);
}

async function announce(
  tx: Tx,
  { tier }: TierView,
  action: string,
  changes: ReturnType<typeof fieldChanges>,
  by: By,
): Promise<void> {
  if (changes.length === 0) return;
  const { id, partnerId, currency, isActive } = tier;
  const owner = partnerId ?? OPERATOR_TIERS;
  await appendAudit(tx, [
    {
      partnerId: owner,
      at: by.at,
      actor: by.actor,
      action,
      objectType: 'pricing_tier',
      objectId: id,
      changes,
    },
  ]);
  const payload = { pricing_tier_id: id, currency, is_active: isActive };
  await appendOutbox(tx, by.at, [{ partnerId, topic: action, payload }]);
}

/** Which tiers of the operator a partner buys at, by currency. Throws 404. */
export async function readWholesaleTiers(
  deps: RatesDeps,
  reader: Reader,
  id: string,
): Promise<PricingTier[]> {
  const partner = await deps.partners.find(reader, id);
  return [...(await wholesaleTiers(reader, partner.partnerId)).values()];
}

/** A tier at which partners may buy, as it stays until COMMIT. Throws 422 for any other. */
export async function lockWholesale(tx: Tx, tierId: string): Promise<PricingTier> {
  const tier = await lockUsableTier(tx, { partnerId: OPERATOR_TIERS, tierId });
  if (tier?.isActive === true) return tier;
  const message = 'Input should name an active pricing tier of the operator';
  throw new ValidationFailure([fault(['body', 'pricing_tier_id'], 'value_error', message, tierId)]);
}

/**
 * Lets a partner buy at another tier of the operator from now on, in the tier's currency. Customers whose tier is none of
 * the partner's own pay it too. Throws 404, and 422 for a tier that cannot be assigned.
 */
export async function giveWholesaleTier(
  deps: RatesDeps,
  tx: Tx,
  id: string,
  tierId: string,
  by: By,
): Promise<PricingTier[]> {
  const partner = await deps.partners.find(tx, id);
  const { partnerId } = partner;
  const before = await wholesaleTiers(tx, partnerId);
  const tier = await lockWholesale(tx, tierId);
  if (before.get(tier.currency)?.id !== tier.id) {
    await assignWholesaleTier(tx, partnerId, tier.id, by.at);
    await appendAudit(tx, [
      {
        partnerId,
        at: by.at,
        actor: by.actor,
        action: 'wholesale_tier.assigned',
        objectType: 'partner',
        objectId: partner.authId,
        changes: [
          {
            field: `wholesale_tier.${tier.currency}`,
            from: before.get(tier.currency)?.id ?? null,
            to: tier.id,
          },
        ],
      },
    ]);
    const payload = { partner_id: partnerId, currency: tier.currency, pricing_tier_id: tier.id };
    await appendOutbox(tx, by.at, [{ partnerId, topic: 'wholesale_tier.assigned', payload }]);
  }
  return [...(await wholesaleTiers(tx, partnerId)).values()];
}
