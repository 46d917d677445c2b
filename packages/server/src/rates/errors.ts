import { defineError } from '../platform/errors/index.ts';

export const pricingTiersDisabled = defineError({
  code: 'pricing_tiers_disabled',
  status: 403,
  title: 'Own prices not enabled',
  message: 'Setting prices is not enabled for this partner; ask your operator.',
  retryable: false,
});
export const notYourTier = defineError({
  code: 'not_your_pricing_tier',
  status: 403,
  title: 'Not your pricing tier',
  message: 'You buy at this tier of the operator; only its owner can change it.',
  retryable: false,
});
export const tierInUse = defineError({
  code: 'pricing_tier_in_use',
  status: 409,
  title: 'Pricing tier in use',
  message: 'Somebody is on this pricing tier; give them another one first.',
  retryable: false,
});
export const deckNotReplayable = defineError({
  code: 'deck_not_replayable',
  status: 409,
  title: 'Deck cannot be replayed',
  message: 'Only a deck that was read to its end without a fault has prices to replay calls with.',
  retryable: false,
});
export const simulationRunning = defineError({
  code: 'simulation_running',
  status: 409,
  title: 'A replay is running',
  message: 'Past calls of this partner are being replayed already; wait for the answer.',
  retryable: true,
});
