import type { Database } from '../platform/db/index.ts';
import { DAY_MS } from '../platform/time/index.ts';
import { deleteStaged } from './deck-row-store.ts';
import { deleteDeck, interruptStale, selectOldDrafts } from './deck-store.ts';

/** Of an upload that is silent for so long nobody hears any more. */
const SILENT_MS = 120_000;
/** Versions that were never published are forgotten after so many days. */
const DRAFT_DAYS = 30;

/** Ends uploads whose process or client is gone; how many. */
export async function sweepUploads(db: Database, at: Date, limit: number): Promise<number> {
  return db.inTransaction(async (tx) => {
    const stale = await interruptStale(tx, new Date(at.getTime() - SILENT_MS), at, limit);
    for (const { partner_id: ownerId, id } of stale) await deleteStaged(tx, ownerId, id);
    return stale.length;
  });
}

/** Forgets old drafts and failed uploads; how many. */
export async function purgeDecks(db: Database, at: Date, limit: number): Promise<number> {
  return db.inTransaction(async (tx) => {
    const old = await selectOldDrafts(tx, new Date(at.getTime() - DRAFT_DAYS * DAY_MS), limit);
    for (const { partner_id: ownerId, id } of old) await deleteDeck(tx, ownerId, id);
    return old.length;
  });
}
