import { sql } from 'kysely';
import type { Tx } from '../platform/db/index.ts';

/** A planned publication that has begun. */
export interface DeckStart {
  readonly ownerId: string;
  readonly tierId: string;
  readonly version: number;
  readonly effectiveFrom: Date;
}

/**
 * Planned publications that have begun and of which nobody was told, oldest first, at most `limit`; they are told with COMMIT.
 * What another run has in hand is left to it.
 */
export async function takeUntoldStarts(tx: Tx, at: Date, limit: number): Promise<DeckStart[]> {
  const { rows } = await sql<{ partner_id: string; tier_id: string; version: number; effective_from: Date }>`
    WITH begun AS MATERIALIZED (
      SELECT partner_id, tier_id, number FROM rate_deck_publication
      WHERE start_told_at IS NULL AND cancelled_at IS NULL AND effective_from > published_at AND effective_from <= ${at}
      ORDER BY effective_from LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ), told AS (
      UPDATE rate_deck_publication p SET start_told_at = ${at} FROM begun b
      WHERE p.partner_id = b.partner_id AND p.tier_id = b.tier_id AND p.number = b.number RETURNING p.*
    )
    SELECT t.partner_id, t.tier_id, d.version, t.effective_from
    FROM told t JOIN rate_deck d ON d.partner_id = t.partner_id AND d.id = t.deck_id
    ORDER BY t.effective_from, t.number`.execute(tx);
  return rows.map((row) => ({
    ownerId: row.partner_id,
    tierId: row.tier_id,
    version: row.version,
    effectiveFrom: row.effective_from,
  }));
}
