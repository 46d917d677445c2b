import { expect, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { fixedClock } from '../platform/time/index.ts';
import { selectRows } from './deck-row-store.ts';
import { selectDecks, selectLiveDecks } from './deck-store.ts';
import { OPERATOR_TIERS } from './pricing-tier.ts';
import { ensureSampleDecks } from './sample-deck.ts';
import { defaultTier, ensureDefaultTiers } from './service.ts';

const db = await testDatabase();
const clock = fixedClock(new Date('2026-03-25T10:00:00Z'));

test('a new currency sells at a sample deck of all countries, made once however many nodes start', async () => {
  await db.inTransaction((tx) => ensureDefaultTiers(tx, ['INR', 'USD'], clock.now()));
  const deps = { db, clock };
  await Promise.all([1, 2, 3].map(() => ensureSampleDecks(deps, ['INR', 'USD'])));
  await ensureSampleDecks(deps, ['INR', 'USD']);
  for (const currency of ['INR', 'USD']) {
    const { id } = await defaultTier(db.kysely, currency);
    const live = (await selectLiveDecks(db.kysely, OPERATOR_TIERS, [id], clock.now())).get(id);
    expect(live?.version).toBe(1);
    const place = { limit: 9, offset: 0, before: null, publishedOnly: false };
    const decks = await selectDecks(db.kysely, { ownerId: OPERATOR_TIERS, tierId: id }, place, clock.now());
    expect(decks).toHaveLength(1);
    const all = { limit: 10_000, offset: 0, after: null };
    const rows = await selectRows(db.kysely, OPERATOR_TIERS, live!.deckId, {}, all);
    expect(rows.length).toBe(live!.rowCount);
    expect(rows.filter(({ description }) => !description.endsWith('(sample price)'))).toEqual([]);
    const countries = new Set(
      rows.map(({ description }) => description.replace(/( mobile)? \(sample price\)$/, '')),
    );
    expect(countries.size).toBeGreaterThan(200);
  }
});
