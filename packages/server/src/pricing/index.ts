export { billedTime, charge, fundedSeconds, type Charge, type RateTerms } from './charge.ts';
export {
  PricingTierSchema,
  ShortPricingTierSchema,
  tierFields,
  toApiPricingTier,
  toApiTierView,
} from './contract.ts';
export {
  DECK_LIMITS,
  DECK_STATUSES,
  type Deck,
  type DeckFault,
  type DeckRow,
  type DeckStatus,
  type TierKey,
} from './deck.ts';
export {
  CHANGE_KINDS,
  type ChangeKind,
  type ChangePlace,
  type DiffCounts,
  type PriceChange,
  type PriceTerms,
} from './deck-diff.ts';
export { countChanges, selectChanges, type Comparison } from './deck-diff-store.ts';
export { countRows, selectRows, type RowFilter, type RowPlace } from './deck-row-store.ts';
export {
  countDecks,
  selectDecks,
  selectFaults,
  selectLiveDecks,
  type DeckProgress,
  type LiveDeck,
} from './deck-store.ts';
export { takeUntoldStarts } from './deck-start-store.ts';
export { purgeDecks, sweepUploads } from './deck-sweep.ts';
export { uploadDeck, type DeckUpload, type UploadedDeck } from './deck-upload.ts';
export * from './errors.ts';
export type { PastCall, PastSide, SoldSide } from './past-call.ts';
export {
  NUMBER_TYPES,
  OPERATOR_TIERS,
  type InboundRate,
  type NumberType,
  type PricingTier,
} from './pricing-tier.ts';
export {
  deleteDraft,
  findDeck,
  publishDeck,
  publishTimeFaults,
  unscheduleDeck,
  type PublishOptions,
} from './publishing.ts';
export {
  priceNumber,
  quoteCall,
  type CallQuestion,
  type FoundPrice,
  type PricedSide,
  type PriceSource,
  type Quote,
  type QuoteDeps,
} from './quote.ts';
export type { SidesQuestion } from './quote-store.ts';
export { RATE_DECIMALS, formatRate, parseRate, rateToNumber, readRate, toRate, type Rate } from './rate.ts';
export { RateTableBuilder, type RateTable } from './rate-table.ts';
export { RateTables, type TableKey } from './rate-tables.ts';
export { ensureSampleDecks } from './sample-deck.ts';
export {
  assignWholesaleTier,
  defaultTier,
  ensureDefaultTiers,
  lockAssignableTier,
  lockUsableTier,
  sellingTiers,
  startingTier,
  tierFor,
  tiersFor,
  wholesaleTiers,
} from './service.ts';
export { countWholesaleUses, selectTiersOf, type TierFilter } from './store.ts';
export {
  TIER_LIMITS,
  changeTier,
  createTier,
  viewTier,
  viewTiers,
  type ChangedTier,
  type TierDetails,
  type TierInput,
  type TierPatch,
  type TierView,
} from './tiers.ts';
