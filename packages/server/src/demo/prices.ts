import { Readable } from 'node:stream';
import type { Services } from '../create-services.ts';
import type { Actor } from '../audit/index.ts';
import type { Partner } from '../partners/index.ts';
import {
  createTier,
  defaultTier,
  parseRate,
  publishDeck,
  quoteCall,
  selectTiersOf,
  uploadDeck,
  viewTier,
  type PricedSide,
  type TierKey,
} from '../pricing/index.ts';
import type { DemoServices } from './demo-services.ts';
import { FLAT_RATE, RETAIL_DECK, storyNumbers, type PriceOf, type SidePrices } from './destinations.ts';

const TIER = 'Retail';
const FILE = 'retail.csv';

/** The sandbox's own tier with a deck, at which its customers begin. What is there already stays. Gives the tier's id. */
export async function ensureRetailTier(
  { db }: Services,
  demo: DemoServices,
  partner: Partner,
  actor: Actor,
  at: Date,
): Promise<string> {
  const { partnerId, currency } = partner;
  const [known] = (await selectTiersOf(db.kysely, partnerId, { currency })).filter(
    ({ name }) => name === TIER,
  );
  const tier = known ?? (await makeTier(demo, partner, actor, at));
  const key = { ownerId: partnerId, tierId: tier.id };
  if ((await viewTier(db.kysely, tier, demo.clock.now())).liveDeck === null)
    await publishRetailDeck(demo, key, actor);
  return tier.id;
}

async function makeTier({ db, partners }: DemoServices, partner: Partner, actor: Actor, at: Date) {
  const { partnerId, currency } = partner;
  return db.inTransaction(async (tx) => {
    const bought = await defaultTier(tx, currency);
    const details = { ...bought, name: TIER, description: 'Made up for the demo.', isDefault: true };
    const tier = await createTier(
      tx,
      partnerId,
      { details: { ...details, ratePerMinute: parseRate(FLAT_RATE) }, inboundRates: [] },
      at,
    );
    await partners.patch(tx, partnerId, { defaultPricingTierId: tier.id }, {}, { actor, at });
    return tier;
  });
}

async function publishRetailDeck({ db, clock }: DemoServices, key: TierKey, actor: Actor): Promise<void> {
  const lines = ['prefix,description,rate_per_minute', ...RETAIL_DECK.map((row) => row.join(','))];
  const { deck } = await uploadDeck(
    { db, clock },
    {
      key,
      source: Readable.from([Buffer.from(`${lines.join('\n')}\n`)]),
      fileName: FILE,
      bytesTotal: null,
      by: actor.label,
      onEnd: async () => undefined,
    },
  );
  await db.inTransaction((tx) =>
    publishDeck(tx, key, deck.version, { effectiveAt: null, by: actor.label }, clock.now()),
  );
}

function sideOf({ tier, source, deck, prefix, terms }: PricedSide): SidePrices['selling'] {
  return {
    tierId: tier.id,
    deckVersion: source === 'deck' ? (deck?.version ?? null) : null,
    prefix,
    rate: terms.ratePerMinute,
    connectFee: terms.connectFee,
    initialIncrementSeconds: terms.initialIncrementSeconds,
    nextIncrementSeconds: terms.nextIncrementSeconds,
    minimumDurationSeconds: terms.minimumDurationSeconds,
  };
}

/** What every number of the story costs, as calls would be charged now: the operator's first deck is no older. */
export async function readPrices(
  { db, rates, clock }: Services,
  { partnerId, currency }: Partner,
  tierId: string,
): Promise<PriceOf> {
  const deps = { reader: db.kysely, tables: rates.rateTables };
  const prices = new Map<string, SidePrices>();
  for (const number of storyNumbers()) {
    const { selling, wholesale } = await quoteCall(deps, {
      sides: { partnerId, tierId, currency },
      at: clock.now(),
      seconds: 60,
      call: { direction: 'outbound', number },
    });
    prices.set(number, { selling: sideOf(selling), wholesale: sideOf(wholesale) });
  }
  return (number) => {
    const found = prices.get(number);
    if (found === undefined) throw new Error(`The story has no price for ${number}.`);
    return found;
  };
}
