import { sql } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import { ownerOf, type NumberType, type PricingTier } from './pricing-tier.ts';
import { toRate, type Rate } from './rate.ts';
import { TIER_COLUMNS, fromTierRow, type TierRow } from './store.ts';

/** Whose prices are asked for: a customer's, as its partner chose its tier; or those of one tier of the operator. */
export type SidesQuestion =
  | { readonly partnerId: string; readonly tierId: string; readonly currency: string }
  | { readonly ownerId: string; readonly tierId: string };

/** A tier with the deck that is live at the time. */
export interface PricedTier {
  readonly tier: PricingTier;
  readonly deck: {
    readonly id: string;
    readonly version: number;
    readonly rowCount: number;
    readonly liveSince: Date;
  } | null;
}

interface SideRow extends TierRow {
  readonly side: 'selling' | 'wholesale';
  readonly deck_id: string | null;
  readonly deck_version: number | null;
  readonly deck_rows: number | null;
  readonly deck_live_since: Date | null;
}

/** Both tiers of a call with their live decks, in one statement: of one moment. Null where there is no such tier. */
export async function selectSides(
  reader: Reader,
  question: SidesQuestion,
  at: Date,
): Promise<{ readonly selling: PricedTier; readonly wholesale: PricedTier } | null> {
  const pair =
    'partnerId' in question
      ? sql`SELECT * FROM rate_tiers(${question.partnerId}, ${question.tierId}, ${question.currency})`
      : sql`SELECT ${question.ownerId}::uuid AS selling_owner, ${question.tierId}::uuid AS selling_tier,
          ${question.ownerId}::uuid AS wholesale_owner, ${question.tierId}::uuid AS wholesale_tier`;
  const { rows } = await sql<SideRow>`
    WITH pair AS (${pair}),
    sides AS (
      SELECT 'selling' AS side, selling_owner AS owner, selling_tier AS tier FROM pair
      UNION ALL SELECT 'wholesale', wholesale_owner, wholesale_tier FROM pair
    )
    SELECT sides.side, ${TIER_COLUMNS}, live.deck_id, live.version AS deck_version, live.row_count AS deck_rows,
      live.effective_from AS deck_live_since
    FROM sides
    JOIN pricing_tier ON pricing_tier.partner_id = sides.owner AND pricing_tier.id = sides.tier
    LEFT JOIN LATERAL (
      SELECT p.deck_id, d.version, d.row_count, p.effective_from
      FROM rate_deck_publication p JOIN rate_deck d ON d.partner_id = p.partner_id AND d.id = p.deck_id
      WHERE p.partner_id = sides.owner AND p.tier_id = sides.tier AND p.cancelled_at IS NULL AND p.effective_from <= ${at}
      ORDER BY p.effective_from DESC, p.number DESC LIMIT 1
    ) live ON true`.execute(reader);
  const bySide = new Map(rows.map((row) => [row.side, fromSideRow(row)]));
  const [selling, wholesale] = [bySide.get('selling'), bySide.get('wholesale')];
  return selling === undefined || wholesale === undefined ? null : { selling, wholesale };
}

function fromSideRow(row: SideRow): PricedTier {
  const { deck_id: id, deck_version: version, deck_rows: rowCount, deck_live_since: liveSince } = row;
  const deck =
    id === null || version === null || rowCount === null || liveSince === null
      ? null
      : { id, version, rowCount, liveSince };
  return { tier: fromTierRow(row), deck };
}

/** The price of a minute of an answered call, and which rule says so; null: none, it is the tier's own. */
export async function selectInboundMatch(
  reader: Reader,
  tier: PricingTier,
  country: string,
  numberType: NumberType,
): Promise<{ readonly rule: string | null; readonly ratePerMinute: Rate }> {
  const { rows } = await sql<{ rule: string; rate_per_minute: bigint }>`
    SELECT rule, rate_per_minute
    FROM inbound_rate_match(${ownerOf(tier)}, ${tier.id}, ${country}, ${numberType})`.execute(reader);
  const [row] = rows;
  if (row === undefined) throw new Error('A tier that was just read has a price.');
  return { rule: row.rule === '' ? null : row.rule, ratePerMinute: toRate(row.rate_per_minute) };
}
