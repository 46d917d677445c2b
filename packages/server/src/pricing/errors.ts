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
export const deckUploadRunning = defineError({
  code: 'deck_upload_running',
  status: 409,
  title: 'Another deck is being read',
  message: 'Another deck of this tier is being read; wait until it ends.',
  retryable: true,
});
export const deckUploadInterrupted = defineError({
  code: 'deck_upload_interrupted',
  status: 409,
  title: 'Upload interrupted',
  message: 'Nothing was heard of this upload for too long, so it was given up. Send the file again.',
  retryable: true,
});
export const tooManyDecks = defineError({
  code: 'too_many_deck_versions',
  status: 409,
  title: 'Too many deck versions',
  message: 'This tier has as many versions as it may have; delete drafts that you do not need.',
  retryable: false,
});
export const deckFileTooLarge = defineError({
  code: 'deck_file_too_large',
  status: 413,
  title: 'File too large',
  message: 'A deck is at most 64 MiB.',
  retryable: false,
});
export const deckNotPublishable = defineError({
  code: 'deck_not_publishable',
  status: 409,
  title: 'Deck cannot be published',
  message: 'Only a deck that was read to its end without a fault can be published.',
  retryable: false,
});
export const deckNotScheduled = defineError({
  code: 'deck_not_scheduled',
  status: 409,
  title: 'Nothing planned',
  message: 'No publication of this version lies ahead.',
  retryable: false,
});
export const deckInUse = defineError({
  code: 'deck_in_use',
  status: 409,
  title: 'Deck in use',
  message: 'A version that is being read, is live, was live or is planned cannot be deleted.',
  retryable: false,
});
export const tooManyScheduled = defineError({
  code: 'too_many_scheduled_decks',
  status: 409,
  title: 'Too many planned publications',
  message: 'This tier has as many planned publications as it may have.',
  retryable: false,
});
export const liveDeckChanged = defineError({
  code: 'live_deck_changed',
  status: 409,
  title: 'Another deck is live by now',
  message: 'The live deck is not the one that you compared with; look at the difference again.',
  retryable: false,
});
export const tooManyTiers = defineError({
  code: 'too_many_pricing_tiers',
  status: 409,
  title: 'Too many pricing tiers',
  message: 'There are as many pricing tiers as there may be; change one that nobody uses.',
  retryable: false,
});
export const tierVersionConflict = defineError({
  code: 'pricing_tier_version_conflict',
  status: 409,
  title: 'Tier changed meanwhile',
  message: 'The pricing tier is not the version that you read any more.',
  retryable: false,
});
export const defaultTierNeeded = defineError({
  code: 'default_pricing_tier_needed',
  status: 409,
  title: 'Default tier needed',
  message: 'This is the default tier of its currency. Make another one the default first.',
  retryable: false,
});
