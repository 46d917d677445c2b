import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../platform/errors/index.ts';
import { countVersions } from './deck-store.ts';
import { uploadDeck, type UploadDeps } from './deck-upload.ts';
import { OPERATOR_TIERS } from './pricing-tier.ts';
import { publishDeck } from './publishing.ts';
import { selectDefaultTier } from './store.ts';

/** Every country, its mobile numbers apart; made by `scripts/make-sample-deck.ts`. Its prices are invented. */
const FILE = 'sample-deck.csv';
const BY = 'first start';

/**
 * Gives the operator's default tier of each currency a first deck, so that every destination has a price that looks like
 * one. Its descriptions say that the prices are samples. A tier that ever had a deck is left alone. Safe to repeat and to
 * run on several nodes at once.
 */
export async function ensureSampleDecks(deps: UploadDeps, currencies: readonly string[]): Promise<void> {
  for (const currency of currencies) await ensureSampleDeck(deps, currency);
}

async function ensureSampleDeck(deps: UploadDeps, currency: string): Promise<void> {
  const { kysely } = deps.db;
  const tier = await selectDefaultTier(kysely, OPERATOR_TIERS, currency);
  if (tier === null) return;
  const key = { ownerId: OPERATOR_TIERS, tierId: tier.id };
  if ((await countVersions(kysely, key)).all > 0) return;
  try {
    await uploadDeck(deps, {
      key,
      source: createReadStream(join(import.meta.dirname, FILE)),
      fileName: FILE,
      bytesTotal: null,
      by: BY,
      onEnd: async (tx, deck, at) => {
        await publishDeck(tx, key, deck.version, { effectiveAt: null, by: BY }, at);
      },
    });
  } catch (error) {
    // Another node is at it.
    if (!(error instanceof AppError && error.code === 'deck_upload_running')) throw error;
  }
}
