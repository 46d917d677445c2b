export { PricingTierSchema, ShortPricingTierSchema, toApiPricingTier } from './contract.ts';
export type { PricingTier } from './pricing-tier.ts';
export { RATE_DECIMALS, formatRate, parseRate, rateToNumber, toRate, type Rate } from './rate.ts';
export { defaultTier, ensureDefaultTiers, tierFor, tiersFor } from './service.ts';
