import type { Static } from 'typebox';
import { decodeCursor, encodeCursor, readPage } from '../platform/http/index.ts';
import {
  CHANGE_KINDS,
  countChanges,
  selectChanges,
  selectLiveDecks,
  type ChangePlace,
  type Deck,
  type DiffCounts,
  type PriceChange,
  type PricingTier,
} from '../pricing/index.ts';
import { CHANGE_PAGES, type DiffQuery } from './deck-contract.ts';
import { visibleDeck, type DeckName, type Page } from './deck-service.ts';
import { trafficOf, type DeckTraffic } from './deck-traffic.ts';
import type { RatesDeps } from './rates-deps.ts';
import { keyOf, type Seller } from './seller.ts';

export interface DeckDiff extends Page {
  readonly deck: Deck;
  /** Null: there was nothing to compare with. */
  readonly against: number | null;
  readonly at: Date;
  readonly counts: DiffCounts;
  readonly changes: readonly PriceChange[];
  /** Null: nobody asked, or one of the two was not read to its end. */
  readonly traffic: DeckTraffic | null;
}

function readChangePlace(cursor: string | null): ChangePlace | null {
  if (cursor === null) return null;
  const [weight = '', prefix = ''] = decodeCursor(cursor, CHANGE_PAGES.cursor);
  return { weight, prefix };
}

/** How the prices of a version differ from those of another, by default the live one. */
export async function compareDecks(
  deps: RatesDeps,
  seller: Seller,
  { tierId, version }: DeckName,
  query: Static<typeof DiffQuery>,
): Promise<DeckDiff> {
  const { db, clock } = deps;
  const place = readPage(query, CHANGE_PAGES);
  const after = readChangePlace(place.cursor);
  const now = clock.now();
  const reader = db.kysely;
  const { tier, deck } = await visibleDeck(reader, seller, { tierId, version }, now);
  const before = await comparedWith(deps, seller, tier, query, now);
  const comparison = {
    ownerId: deck.ownerId,
    beforeDeckId: before?.deckId ?? null,
    afterDeckId: deck.id,
    at: query.at ?? now,
  };
  const kinds = query.kind === undefined ? CHANGE_KINDS.filter((kind) => kind !== 'unchanged') : [query.kind];
  const counts = await countChanges(reader, comparison);
  const found = await selectChanges(reader, comparison, kinds, {
    limit: place.limit + 1,
    offset: place.offset,
    after,
  });
  const changes = found.slice(0, place.limit);
  const last = changes.at(-1);
  return {
    deck,
    against: before?.version ?? null,
    at: comparison.at,
    counts,
    changes,
    traffic:
      (query.traffic ?? true)
        ? await touchedBy(deps, seller, tier, { before, after: deck, at: comparison.at })
        : null,
    total: kinds.reduce((sum, kind) => sum + counts[kind], 0),
    page: place.page,
    perPage: place.perPage,
    nextCursor:
      found.length > place.limit && last !== undefined
        ? encodeCursor([last.place.weight, last.place.prefix])
        : null,
  };
}

interface Version {
  readonly deckId: string;
  readonly version: number;
  readonly rowCount: number;
  readonly isWhole: boolean;
}

/** The other version of a comparison; null where there is none. */
async function comparedWith(
  { db }: RatesDeps,
  seller: Seller,
  tier: PricingTier,
  { against }: Pick<Static<typeof DiffQuery>, 'against'>,
  now: Date,
): Promise<Version | null> {
  if (against === undefined) {
    const live = (await selectLiveDecks(db.kysely, keyOf(tier).ownerId, [tier.id], now)).get(tier.id);
    return live === undefined ? null : { ...live, isWhole: true };
  }
  const name = { tierId: tier.id, version: String(against) };
  const { deck } = await visibleDeck(db.kysely, seller, name, now);
  const { id: deckId, version, rowCount, state } = deck;
  return { deckId, version, rowCount, isWhole: state === 'ready' };
}

async function touchedBy(
  deps: RatesDeps,
  seller: Seller,
  tier: PricingTier,
  { before, after, at }: { readonly before: Version | null; readonly after: Deck; readonly at: Date },
): Promise<DeckTraffic | null> {
  if (after.state !== 'ready' || before?.isWhole === false) return null;
  const { ownerId } = after;
  return trafficOf(deps, seller, tier, {
    before: before === null ? null : await deps.rateTables.get({ ...before, ownerId }),
    after: await deps.rateTables.get({ ownerId, deckId: after.id, rowCount: after.rowCount }),
    at,
  });
}
