import { uuidv7 } from '../platform/ids/index.ts';
import type { Database } from '../platform/db/index.ts';
import { fixedClock } from '../platform/time/index.ts';
import { standardTier } from './default-tier.ts';
import type { TierKey } from './deck.ts';
import { uploadDeck, type DeckUpload, type UploadedDeck } from './deck-upload.ts';
import { publishDeck } from './publishing.ts';
import { insertTier } from './store.ts';

export const BY = 'anna';

/** A file in pieces, as it arrives. */
export async function* pieces(file: string | Uint8Array, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Makers of what tests of decks begin with, on a clock that stands still. */
export function deckKit(db: Database) {
  const clock = fixedClock(new Date('2026-03-25T10:00:00Z'));
  const upload = (
    key: TierKey,
    file: string | Uint8Array | AsyncIterable<Uint8Array>,
    more: Partial<DeckUpload> = {},
  ): Promise<UploadedDeck> =>
    uploadDeck(
      { db, clock },
      {
        key,
        source: typeof file === 'string' || file instanceof Uint8Array ? pieces(file) : file,
        fileName: 'deck.csv',
        bytesTotal: null,
        by: BY,
        onEnd: async () => undefined,
        ...more,
      },
    );
  const publish = (key: TierKey, version: number, effectiveAt: Date | null = null) =>
    db.inTransaction((tx) => publishDeck(tx, key, version, { effectiveAt, by: BY }, clock.now()));
  return {
    clock,
    upload,
    publish,
    /** A tier of its own partner, or of this one. */
    tier: async (ownerId = uuidv7()): Promise<TierKey> => {
      const tierId = uuidv7();
      const tier = { ...standardTier(tierId, 'INR'), partnerId: ownerId, isDefault: false };
      await db.inTransaction((tx) => insertTier(tx, tier, clock.now()));
      return { ownerId, tierId };
    },
    /** The number of a version that was made of this file and is live. */
    live: async (key: TierKey, file: string): Promise<number> => {
      const { deck } = await upload(key, file);
      await publish(key, deck.version);
      return deck.version;
    },
  };
}
