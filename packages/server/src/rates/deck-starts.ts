import type { Actor } from '../audit/index.ts';
import type { Database } from '../platform/db/index.ts';
import { findDeck, lockUsableTier, takeUntoldStarts } from '../pricing/index.ts';
import { announce } from './deck-service.ts';

const STARTER: Actor = {
  kind: 'system',
  id: 'deck-starts',
  label: 'deck starts',
  ip: null,
  userAgent: null,
  requestId: null,
};

/**
 * Tells of planned decks that have begun: they are live from their time on, whoever looks, and nobody does anything then.
 * Each is told once, however often and late this runs. Answers how many.
 */
export async function tellDeckStarts(db: Database, at: Date, limit: number): Promise<number> {
  return db.inTransaction(async (tx) => {
    const starts = await takeUntoldStarts(tx, at, limit);
    for (const { ownerId, tierId, version, effectiveFrom } of starts) {
      const tier = await lockUsableTier(tx, { partnerId: ownerId, tierId });
      if (tier === null) throw new Error('A deck has lost its tier.');
      const deck = await findDeck(tx, { ownerId, tierId }, version, at);
      const changes = [{ field: 'live_since', from: null, to: effectiveFrom.toISOString() }];
      await announce(tx, tier, deck, 'rate_deck.started', changes, { actor: STARTER, at });
    }
    return starts.length;
  });
}
