import type { Reader, Tx } from '../platform/db/index.ts';
import { ValidationFailure, fault, notFound, type Fault } from '../platform/errors/index.ts';
import { DAY_MS } from '../platform/time/index.ts';
import { DECK_LIMITS, type Deck, type TierKey } from './deck.ts';
import {
  cancelScheduled,
  countScheduled,
  deleteDeck,
  insertPublication,
  selectDeck,
  selectLiveDecks,
} from './deck-store.ts';
import {
  deckInUse,
  deckNotPublishable,
  deckNotScheduled,
  liveDeckChanged,
  tooManyScheduled,
} from './errors.ts';
import { lockTier } from './store.ts';

export interface PublishOptions {
  /** Null: at once. */
  readonly effectiveAt: Date | null;
  /** The live version that the caller compared with; 0: that there was none. */
  readonly expectedLiveVersion?: number | undefined;
  /** As the audit log names them. */
  readonly by: string;
}

/** A version of a tier's deck. Throws 404. */
export async function findDeck(reader: Reader, key: TierKey, version: number, at: Date): Promise<Deck> {
  const deck = await selectDeck(reader, key, version, at);
  if (deck === null) throw notFound({ message: 'No such deck version.' });
  return deck;
}

/** The same, while nobody else changes what is live of the tier. */
async function lockDeck(tx: Tx, key: TierKey, version: number, at: Date): Promise<Deck> {
  if ((await lockTier(tx, key.ownerId, key.tierId)) === null) {
    throw notFound({ message: 'No such pricing tier.' });
  }
  return findDeck(tx, key, version, at);
}

/** Names a time for which nothing can be planned; absent is at once. */
export function publishTimeFaults(effectiveAt: Date | undefined, now: Date): Fault[] {
  const latest = now.getTime() + DECK_LIMITS.scheduleDays * DAY_MS;
  if (effectiveAt === undefined || (effectiveAt > now && effectiveAt.getTime() <= latest)) return [];
  const message = `Input should lie ahead, by at most ${String(DECK_LIMITS.scheduleDays)} days`;
  return [fault(['body', 'effective_at'], 'value_error', message, effectiveAt.toISOString())];
}

async function checkLive(tx: Tx, key: TierKey, expected: number, now: Date): Promise<void> {
  const live = (await selectLiveDecks(tx, key.ownerId, [key.tierId], now)).get(key.tierId);
  if ((live?.version ?? 0) !== expected)
    throw liveDeckChanged({ facts: { live_version: live?.version ?? null } });
}

/**
 * Makes a version the live one, at once or at a time. Of several publications the latest that has begun holds, so that
 * going back is publishing an old version again. A version that is live already is left as it is.
 * Throws 404, 409 `deck_not_publishable`, `live_deck_changed`, `too_many_scheduled_decks`, and 422 for a time that does not
 * lie ahead.
 */
export async function publishDeck(
  tx: Tx,
  key: TierKey,
  version: number,
  options: PublishOptions,
  now: Date,
): Promise<{ readonly deck: Deck; readonly changed: boolean }> {
  const { effectiveAt, expectedLiveVersion, by } = options;
  const deck = await lockDeck(tx, key, version, now);
  if (deck.state !== 'ready') {
    throw deckNotPublishable({ facts: { status: deck.status, fault_count: deck.faultCount } });
  }
  const faults = publishTimeFaults(effectiveAt ?? undefined, now);
  if (faults.length > 0) throw new ValidationFailure(faults);
  if (expectedLiveVersion !== undefined) await checkLive(tx, key, expectedLiveVersion, now);
  if (effectiveAt === null && deck.liveSince !== null) return { deck, changed: false };
  if (effectiveAt !== null && (await countScheduled(tx, key, now)) >= DECK_LIMITS.scheduled) {
    throw tooManyScheduled({ facts: { max: DECK_LIMITS.scheduled } });
  }
  const publication = { ...key, deckId: deck.id, effectiveFrom: effectiveAt ?? now, by };
  await insertPublication(tx, publication, now);
  return { deck: await findDeck(tx, key, version, now), changed: true };
}

/** Takes back what is planned of a version. Throws 404, 409 `deck_not_scheduled`. */
export async function unscheduleDeck(
  tx: Tx,
  key: TierKey,
  version: number,
  by: string,
  now: Date,
): Promise<{ readonly deck: Deck; readonly cancelled: readonly Date[] }> {
  const deck = await lockDeck(tx, key, version, now);
  const cancelled = await cancelScheduled(tx, key, deck.id, by, now);
  if (cancelled.length === 0) throw deckNotScheduled();
  return { deck: await findDeck(tx, key, version, now), cancelled };
}

/** Deletes a version that nobody ever bought at. Throws 404, 409 `deck_in_use`. */
export async function deleteDraft(tx: Tx, key: TierKey, version: number, now: Date): Promise<Deck> {
  const deck = await lockDeck(tx, key, version, now);
  if (!['draft', 'faulty', 'interrupted'].includes(deck.status)) {
    throw deckInUse({ facts: { status: deck.status } });
  }
  await deleteDeck(tx, key.ownerId, deck.id);
  return deck;
}
