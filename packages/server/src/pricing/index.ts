export { PricingTierSchema, ShortPricingTierSchema, toApiPricingTier } from './contract.ts';
export type { PricingTier } from './pricing-tier.ts';
export { rateToNumber, type Rate } from './rate.ts';
export { defaultTier, ensureDefaultTiers, tierFor, tiersFor } from './service.ts';
