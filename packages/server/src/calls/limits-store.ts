import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import { fromLimitsJson, type LimitsJson } from './facts.ts';
import { least, type PartnerCallLimits, type PriceLimits } from './limits.ts';

/** The customer under which a partner's default stands. */
export const PARTNER_DEFAULT = '00000000-0000-0000-0000-000000000000';

/** What was said; with `NO_LIMITS` where nothing was. */
export async function selectLimits(
  reader: Reader,
  partnerId: string,
  customerId: string,
): Promise<PartnerCallLimits> {
  const { rows } = await sql<{ limits: LimitsJson }>`
    SELECT call_limits_json(l) AS limits FROM call_limits l
    WHERE l.partner_id = ${partnerId} AND l.customer_id = ${customerId}`.execute(reader);
  return fromLimitsJson(rows[0]?.limits);
}

/** What of a partner's limits refuses calls for their price. */
export async function selectPriceLimits(reader: Reader, partnerId: string): Promise<PriceLimits> {
  const { rows } = await sql<{
    customer_id: string;
    max_rate_per_minute: bigint | null;
    allow_loss: boolean;
  }>`SELECT customer_id, max_rate_per_minute, allow_loss FROM call_limits
    WHERE partner_id = ${partnerId} AND (max_rate_per_minute IS NOT NULL OR customer_id = ${PARTNER_DEFAULT})`.execute(
    reader,
  );
  const byCustomer = new Map(rows.map((row) => [row.customer_id, row.max_rate_per_minute]));
  const ofAll = byCustomer.get(PARTNER_DEFAULT) ?? null;
  return {
    allowLoss: rows.some((row) => row.customer_id === PARTNER_DEFAULT && row.allow_loss),
    maxRateOf: (customerId) => least(ofAll, byCustomer.get(customerId) ?? null),
  };
}

/** Locks the row, making it where there is none: who changes limits waits for who changes them. */
export async function lockLimits(
  tx: Tx,
  partnerId: string,
  customerId: string,
  at: Date,
): Promise<PartnerCallLimits> {
  await sql`INSERT INTO call_limits (partner_id, customer_id, allow_loss, updated_at)
    VALUES (${partnerId}, ${customerId}, false, ${at}) ON CONFLICT DO NOTHING`.execute(tx);
  await sql`SELECT FROM call_limits WHERE partner_id = ${partnerId} AND customer_id = ${customerId}
    FOR UPDATE`.execute(tx);
  return selectLimits(tx, partnerId, customerId);
}

export async function updateLimits(
  tx: Tx,
  partnerId: string,
  customerId: string,
  limits: PartnerCallLimits,
  at: Date,
): Promise<void> {
  await sql`UPDATE call_limits SET allowed_classes = ${limits.allowedClasses}::text[],
      max_rate_per_minute = ${limits.maxRatePerMinute}, max_call_seconds = ${limits.maxCallSeconds},
      daily_spend_cap = ${limits.dailySpendCap}, raised_spend_cap = ${limits.raisedSpendCap},
      raised_until = ${limits.raisedUntil}, allow_loss = ${limits.allowLoss}, updated_at = ${at}
    WHERE partner_id = ${partnerId} AND customer_id = ${customerId}`.execute(tx);
}
