import { defineError } from '../platform/errors/index.ts';

export const pricingTierNotFound = defineError({
  code: 'pricing_tier_not_found',
  status: 404,
  title: 'No such pricing tier',
  message: 'No such pricing tier.',
  retryable: false,
});
export const noDefaultTier = defineError({
  code: 'no_default_pricing_tier',
  status: 409,
  title: 'Currency without prices',
  message: 'There is no default pricing tier in this currency.',
  retryable: false,
});
