import type { Reader } from '../platform/db/index.ts';
import { charge, type Charge, type RateTerms } from './charge.ts';
import { noDefaultTier } from './errors.ts';
import { ownerOf, type NumberType, type PricingTier } from './pricing-tier.ts';
import { selectInboundMatch, selectSides, type PricedTier, type SidesQuestion } from './quote-store.ts';
import type { RateTable } from './rate-table.ts';
import type { RateTables } from './rate-tables.ts';

/** Where a price comes from. */
export type PriceSource = 'deck' | 'flat' | 'inbound_rule' | 'inbound';

/** The price of a call at one tier, with its reasons. */
export interface PricedSide {
  readonly tier: PricingTier;
  readonly source: PriceSource;
  /** The deck that is live then, whether the price comes from it or not. */
  readonly deck: { readonly version: number; readonly liveSince: Date } | null;
  /** Of the deck, where the price comes from it. */
  readonly prefix: string | null;
  readonly description: string;
  readonly terms: RateTerms;
  readonly charge: Charge;
}

/** What a call costs a customer, and what it costs its partner. */
export interface Quote {
  readonly selling: PricedSide;
  readonly wholesale: PricedSide;
}

export interface CallQuestion {
  readonly sides: SidesQuestion;
  readonly at: Date;
  readonly seconds: number;
  readonly call:
    | { readonly direction: 'outbound'; readonly number: string }
    | { readonly direction: 'inbound'; readonly country: string | null; readonly numberType: NumberType };
}

export interface QuoteDeps {
  readonly reader: Reader;
  readonly tables: RateTables;
}

/**
 * The price of an answered call, selling and wholesale. Which tiers and which versions hold is read in one statement, and a
 * version never changes: both prices are of one moment, whatever is published meanwhile.
 * Throws 409 `no_default_pricing_tier` for a currency without prices.
 */
export async function quoteCall(deps: QuoteDeps, question: CallQuestion): Promise<Quote> {
  const sides = await selectSides(deps.reader, question.sides, question.at);
  if (sides === null) {
    throw noDefaultTier({
      facts: { currency: 'currency' in question.sides ? question.sides.currency : null },
    });
  }
  const [selling, wholesale] = await Promise.all([
    priceSide(deps, sides.selling, question),
    priceSide(deps, sides.wholesale, question),
  ]);
  return { selling, wholesale };
}

async function priceSide(deps: QuoteDeps, side: PricedTier, question: CallQuestion): Promise<PricedSide> {
  const { tier, deck } = side;
  const found =
    question.call.direction === 'outbound'
      ? await outboundPrice(deps, side, question.call.number, question.at)
      : await inboundPrice(deps, tier, question.call);
  return {
    tier,
    deck: deck === null ? null : { version: deck.version, liveSince: deck.liveSince },
    ...found,
    charge: charge(found.terms, question.seconds),
  };
}

export type FoundPrice = Pick<PricedSide, 'source' | 'prefix' | 'description' | 'terms'>;

async function outboundPrice(
  { tables }: QuoteDeps,
  { tier, deck }: PricedTier,
  number: string,
  at: Date,
): Promise<FoundPrice> {
  const table =
    deck === null
      ? null
      : await tables.get({ ownerId: ownerOf(tier), deckId: deck.id, rowCount: deck.rowCount });
  return priceNumber(tier, table, number, at);
}

/** The price of a dialled number (digits): of the longest prefix in the table of a deck, or else the tier's flat rate. */
export function priceNumber(
  tier: PricingTier,
  table: RateTable | null,
  number: string,
  at: Date,
): FoundPrice {
  const row = table?.match(number, at.getTime()) ?? null;
  const { minimumDurationSeconds } = tier;
  if (row === null) {
    const terms = { ...flatTerms(tier), ratePerMinute: tier.ratePerMinute };
    return { source: 'flat', prefix: null, description: '', terms };
  }
  const { prefix, description, ...terms } = row;
  return { source: 'deck', prefix, description, terms: { ...terms, minimumDurationSeconds } };
}

async function inboundPrice(
  { reader }: QuoteDeps,
  tier: PricingTier,
  { country, numberType }: { readonly country: string | null; readonly numberType: NumberType },
): Promise<FoundPrice> {
  const { rule, ratePerMinute } = await selectInboundMatch(reader, tier, country ?? '', numberType);
  return {
    source: rule === null ? 'inbound' : 'inbound_rule',
    prefix: null,
    description: rule ?? '',
    terms: { ...flatTerms(tier), ratePerMinute },
  };
}

function flatTerms(tier: PricingTier): Omit<RateTerms, 'ratePerMinute'> {
  return {
    connectFee: 0n,
    initialIncrementSeconds: tier.initialIncrementSeconds,
    nextIncrementSeconds: tier.billingIncrementSeconds,
    minimumDurationSeconds: tier.minimumDurationSeconds,
  };
}
