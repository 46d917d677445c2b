import type { Static } from 'typebox';
import { appendAudit, type FieldChange } from '../audit/index.ts';
import type { By } from '../identity/index.ts';
import type { Reader, Tx } from '../platform/db/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { decodeCursor, encodeCursor, readPage } from '../platform/http/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import {
  countDecks,
  countRows,
  deleteDraft,
  findDeck,
  publishDeck,
  selectDecks,
  selectFaults,
  selectRows,
  unscheduleDeck,
  uploadDeck,
  type Deck,
  type DeckFault,
  type DeckProgress,
  type DeckRow,
  type PricingTier,
  type RowFilter,
  type RowPlace,
} from '../pricing/index.ts';
import {
  DECK_PAGES,
  ROW_PAGES,
  readVersion,
  type ListDecksQuery,
  type ListRatesQuery,
  type PublishBody,
} from './deck-contract.ts';
import type { RatesDeps } from './rates-deps.ts';
import { keyOf, ownTier, visibleTier, type Seller } from './seller.ts';

export interface Page {
  readonly total: number;
  readonly page: number;
  readonly perPage: number;
  readonly nextCursor: string | null;
}

/** A version as a caller names it. */
export interface DeckName {
  readonly tierId: string;
  /** Digits. */
  readonly version: string;
}

function noSuchDeck(): Error {
  return notFound({ message: 'No such deck version.' });
}

/**
 * A version that a seller may see: all of its own, and what is published of the tier at which it buys. Throws 404.
 */
export async function visibleDeck(
  reader: Reader,
  seller: Seller,
  { tierId, version }: DeckName,
  at: Date,
): Promise<{ readonly tier: PricingTier; readonly deck: Deck }> {
  const tier = await visibleTier(reader, seller, tierId);
  const number = readVersion(version);
  if (number === null) throw noSuchDeck();
  const deck = await findDeck(reader, keyOf(tier), number, at);
  const published = ['live', 'scheduled', 'retired'].includes(deck.status);
  if (tier.partnerId !== seller.partnerId && !published) throw noSuchDeck();
  return { tier, deck };
}

export interface UploadInput {
  readonly source: AsyncIterable<Uint8Array>;
  readonly fileName: string;
  readonly bytesTotal: number | null;
  readonly actor: By['actor'];
  onProgress?(progress: DeckProgress & { readonly version: number }): void;
}

/** Reads a file into the next version of a tier. Throws 404, 403, and what `uploadDeck` throws. */
export async function receiveDeck(
  { db, clock }: RatesDeps,
  seller: Seller,
  tierId: string,
  input: UploadInput,
): Promise<{ readonly deck: Deck; readonly identical: boolean; readonly faults: readonly DeckFault[] }> {
  const tier = await ownTier(db.kysely, seller, tierId);
  const { actor, ...file } = input;
  const result = await uploadDeck(
    { db, clock },
    {
      ...file,
      key: keyOf(tier),
      by: actor.label,
      onEnd: (tx, deck, at) => {
        const changes = [
          { field: 'status', from: null, to: deck.status },
          { field: 'rates', from: null, to: deck.rowCount },
          { field: 'fault_count', from: null, to: deck.faultCount },
        ];
        return announce(tx, tier, deck, 'rate_deck.uploaded', changes, { actor, at });
      },
    },
  );
  const faults =
    result.deck.faultCount === 0 ? [] : await selectFaults(db.kysely, seller.ownerId, result.deck.id);
  return { ...result, faults };
}

export async function listDecks(
  { db, clock }: RatesDeps,
  seller: Seller,
  tierId: string,
  query: Static<typeof ListDecksQuery>,
): Promise<Page & { readonly decks: readonly Deck[] }> {
  const place = readPage(query, DECK_PAGES);
  const [version = ''] = place.cursor === null ? [] : decodeCursor(place.cursor, DECK_PAGES.cursor);
  const before = readVersion(version);
  const tier = await visibleTier(db.kysely, seller, tierId);
  const publishedOnly = tier.partnerId !== seller.partnerId;
  const at = clock.now();
  const rows = await selectDecks(
    db.kysely,
    keyOf(tier),
    { limit: place.limit + 1, offset: place.offset, before, publishedOnly },
    at,
  );
  const decks = rows.slice(0, place.limit);
  const last = decks.at(-1);
  return {
    decks,
    total: await countDecks(db.kysely, keyOf(tier), publishedOnly, at),
    page: place.page,
    perPage: place.perPage,
    nextCursor: rows.length > place.limit && last !== undefined ? encodeCursor([String(last.version)]) : null,
  };
}

export async function readDeck(
  { db, clock }: RatesDeps,
  seller: Seller,
  { tierId, version }: DeckName,
): Promise<Deck> {
  return (await visibleDeck(db.kysely, seller, { tierId, version }, clock.now())).deck;
}

export async function readFaults(
  { db, clock }: RatesDeps,
  seller: Seller,
  { tierId, version }: DeckName,
): Promise<{ readonly deck: Deck; readonly faults: readonly DeckFault[] }> {
  const { deck } = await visibleDeck(db.kysely, seller, { tierId, version }, clock.now());
  return { deck, faults: await selectFaults(db.kysely, deck.ownerId, deck.id) };
}

function readRowPlace(cursor: string | null): RowPlace | null {
  if (cursor === null) return null;
  const [prefix = '', ms = ''] = decodeCursor(cursor, ROW_PAGES.cursor);
  return { prefix, effectiveFromMs: Number(ms) };
}

export async function listRates(
  { db, clock }: RatesDeps,
  seller: Seller,
  { tierId, version }: DeckName,
  query: Static<typeof ListRatesQuery>,
): Promise<Page & { readonly deck: Deck; readonly rows: readonly DeckRow[] }> {
  const place = readPage(query, ROW_PAGES);
  const after = readRowPlace(place.cursor);
  const { deck } = await visibleDeck(db.kysely, seller, { tierId, version }, clock.now());
  const filter = { prefix: query.prefix, search: query.search };
  const found = await selectRows(db.kysely, deck.ownerId, deck.id, filter, {
    limit: place.limit + 1,
    offset: place.offset,
    after,
  });
  const rows = found.slice(0, place.limit);
  const last = rows.at(-1);
  return {
    deck,
    rows,
    total: await countRows(db.kysely, deck.ownerId, deck.id, filter),
    page: place.page,
    perPage: place.perPage,
    nextCursor:
      found.length > place.limit && last !== undefined
        ? encodeCursor([last.prefix, String(last.effectiveFromMs)])
        : null,
  };
}

const EXPORT_PAGE = 5_000;

/** All prices of a version that fit, page by page. */
export async function exportRates(
  { db, clock }: RatesDeps,
  seller: Seller,
  { tierId, version }: DeckName,
  filter: RowFilter,
): Promise<{ readonly deck: Deck; readonly pages: AsyncIterable<readonly DeckRow[]> }> {
  const { deck } = await visibleDeck(db.kysely, seller, { tierId, version }, clock.now());
  async function* pages(): AsyncGenerator<readonly DeckRow[]> {
    let after: RowPlace | null = null;
    for (;;) {
      const rows: DeckRow[] = await selectRows(db.kysely, deck.ownerId, deck.id, filter, {
        limit: EXPORT_PAGE,
        offset: 0,
        after,
      });
      yield rows;
      after = rows.at(-1) ?? null;
      if (rows.length < EXPORT_PAGE) return;
    }
  }
  return { deck, pages: pages() };
}

/** Throws 404, 403, and what `publishDeck` throws. Going back to an old version is the same. */
export async function putLive(
  tx: Tx,
  seller: Seller,
  { tierId, version }: DeckName,
  input: Static<typeof PublishBody>,
  by: By,
): Promise<Deck> {
  const { tier, number } = await ownDeck(tx, seller, { tierId, version });
  const options = {
    effectiveAt: input.effective_at ?? null,
    expectedLiveVersion: input.live_version,
    by: by.actor.label,
  };
  const { deck, changed } = await publishDeck(tx, keyOf(tier), number, options, by.at);
  if (changed) {
    const changes = [
      { field: 'effective_from', from: null, to: (input.effective_at ?? by.at).toISOString() },
    ];
    await announce(tx, tier, deck, 'rate_deck.published', changes, by, input.reason);
  }
  return deck;
}

export async function takeBack(tx: Tx, seller: Seller, { tierId, version }: DeckName, by: By): Promise<Deck> {
  const { tier, number } = await ownDeck(tx, seller, { tierId, version });
  const { deck, cancelled } = await unscheduleDeck(tx, keyOf(tier), number, by.actor.label, by.at);
  const changes = cancelled.map((at) => ({ field: 'effective_from', from: at.toISOString(), to: null }));
  await announce(tx, tier, deck, 'rate_deck.unscheduled', changes, by);
  return deck;
}

export async function dropDraft(
  tx: Tx,
  seller: Seller,
  { tierId, version }: DeckName,
  by: By,
): Promise<Deck> {
  const { tier, number } = await ownDeck(tx, seller, { tierId, version });
  const deck = await deleteDraft(tx, keyOf(tier), number, by.at);
  const changes = [{ field: 'status', from: deck.status, to: null }];
  await announce(tx, tier, deck, 'rate_deck.deleted', changes, by);
  return deck;
}

async function ownDeck(
  tx: Tx,
  seller: Seller,
  { tierId, version }: DeckName,
): Promise<{ readonly tier: PricingTier; readonly number: number }> {
  const tier = await ownTier(tx, seller, tierId);
  const number = readVersion(version);
  if (number === null) throw noSuchDeck();
  return { tier, number };
}

export async function announce(
  tx: Tx,
  tier: PricingTier,
  deck: Deck,
  action: string,
  changes: readonly FieldChange[],
  by: By,
  reason?: string,
): Promise<void> {
  await appendAudit(tx, [
    {
      partnerId: deck.ownerId,
      at: by.at,
      actor: by.actor,
      action,
      objectType: 'pricing_tier',
      objectId: tier.id,
      changes: [{ field: 'version', from: null, to: deck.version }, ...changes],
      reason: reason ?? null,
    },
  ]);
  const payload = {
    pricing_tier_id: tier.id,
    version: deck.version,
    status: deck.status,
    rates: deck.rowCount,
    fault_count: deck.faultCount,
    live_since: deck.liveSince?.toISOString() ?? null,
    scheduled_for: deck.scheduledFor?.toISOString() ?? null,
  };
  await appendOutbox(tx, by.at, [{ partnerId: tier.partnerId, topic: action, payload }]);
}
