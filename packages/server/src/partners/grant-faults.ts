import { lockUsableTier, type PricingTier } from '../pricing/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { fault, type Fault } from '../platform/errors/index.ts';
import { NOTHING_REFUSED, type Refused } from '../platform/http/index.ts';
import { isUuid } from '../platform/ids/index.ts';
import { isCountryCode } from './country.ts';
import type { NewPartnerInput } from './onboarding.ts';
import type { PartnersDeps } from './partner-deps.ts';
import { slugIsTaken } from './store.ts';

export interface StartTier {
  readonly tierId: string;
  readonly currency: string;
}

/** The tier that is named, as it stays until COMMIT; null where this partner's customers cannot start with it. */
export async function lockStartTier(
  tx: Tx,
  partnerId: string,
  { tierId, currency }: StartTier,
): Promise<PricingTier | null> {
  // From the command line it can be any text.
  const tier = isUuid(tierId) ? await lockUsableTier(tx, { partnerId, tierId }) : null;
  return tier?.isActive === true && tier.currency === currency ? tier : null;
}

export function noStartTier({ tierId, currency }: StartTier): Fault {
  const message = `Input should name an active pricing tier in ${currency}`;
  return fault(['body', 'default_pricing_tier_id'], 'value_error', message, tierId);
}

/** What stored tiers say against the one that a partner's customers are to start with. */
export async function tierFaults(
  tx: Tx,
  partnerId: string,
  tierId: string | undefined,
  currency: string,
): Promise<Fault[]> {
  if (tierId === undefined) return [];
  const wanted = { tierId, currency };
  return (await lockStartTier(tx, partnerId, wanted)) === null ? [noStartTier(wanted)] : [];
}

export function currencyFaults(
  { currencies }: PartnersDeps['operator'],
  currency: string | undefined,
): Fault[] {
  if (currency === undefined || currencies.includes(currency)) return [];
  const message = `Input should be one of ${currencies.join(', ')}`;
  return [fault(['body', 'currency'], 'value_error', message, currency)];
}

export function slugTaken(slug: string): Fault {
  return fault(['body', 'slug'], 'value_error', 'This slug is taken', slug);
}

/** What is said of a partner that is about to begin, as far as it is said. */
export type BeginningPartner = Pick<
  NewPartnerInput,
  'currency' | 'country' | 'defaultPricingTierId' | 'slug'
> & { readonly email?: string | undefined };

/** Names every fault that the words let through. A currency that is absent, and not `refused`, is the operator's first. */
export async function newPartnerFaults(
  deps: PartnersDeps,
  tx: Tx,
  partnerId: string,
  input: BeginningPartner,
  refused: Refused = NOTHING_REFUSED,
): Promise<Fault[]> {
  const { country, slug, defaultPricingTierId: tierId } = input;
  const faults = await deps.ownerAccess.emailFaults(tx, input.email);
  if (country !== undefined && !isCountryCode(country)) {
    const message = 'Input should be an ISO 3166-1 alpha-2 code';
    faults.push(fault(['body', 'country'], 'value_error', message, country));
  }
  if (slug !== undefined && (await slugIsTaken(tx, slug))) faults.push(slugTaken(slug));
  faults.push(...currencyFaults(deps.operator, input.currency));
  const { currency = deps.operator.currencies[0] } = input;
  if (!refused.has('currency') && deps.operator.currencies.includes(currency))
    faults.push(...(await tierFaults(tx, partnerId, tierId, currency)));
  return faults;
}
