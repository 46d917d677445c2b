import { sql } from 'kysely';
import type { AccountStatus } from '../identity/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { ExtensionFacts } from './extension.ts';
import { fromLimitsJson, type LimitsJson } from './facts.ts';
import { effectiveLimits } from './limits.ts';
import { PARTNER_DEFAULT } from './limits-store.ts';

interface FactsRow {
  readonly call_id: string;
  readonly customer_status: AccountStatus;
  readonly partner_status: AccountStatus;
  readonly wallet_available: bigint;
  readonly master_id: string | null;
  readonly master_available: bigint | null;
  readonly spent: bigint;
  readonly held: bigint;
  readonly partner_limits: LimitsJson | null;
  readonly own_limits: LimitsJson | null;
}

/** By call id. The calls and their customers' counters are locked. */
export async function selectExtensionFacts(
  tx: Tx,
  callIds: readonly string[],
  at: Date,
): Promise<ReadonlyMap<string, ExtensionFacts>> {
  const { rows } = await sql<FactsRow>`
    SELECT l.call_id, c.status AS customer_status, o.status AS partner_status,
      coalesce(w.balance - w.held - w.floor, 0) AS wallet_available, m.id AS master_id,
      m.balance - m.held - m.floor AS master_available,
      CASE WHEN k.spend_day >= (${at}::timestamptz AT TIME ZONE c.timezone)::date THEN k.spent ELSE 0 END AS spent,
      coalesce(k.held, 0) AS held,
      CASE WHEN d.partner_id IS NOT NULL THEN call_limits_json(d) END AS partner_limits,
      CASE WHEN u.partner_id IS NOT NULL THEN call_limits_json(u) END AS own_limits
    FROM live_call l
    JOIN customer c ON c.partner_id = l.partner_id AND c.customer_id = l.customer_id
    JOIN partner o ON o.partner_id = l.partner_id
    LEFT JOIN ledger_account_balance w ON w.partner_id = l.partner_id AND w.id = l.wallet_account_id
    LEFT JOIN ledger_account_balance m ON m.partner_id = l.partner_id AND m.kind = 'master' AND m.currency = l.currency
    LEFT JOIN call_counter k ON k.partner_id = l.partner_id AND k.owner_id = l.customer_id
    LEFT JOIN call_limits d ON d.partner_id = l.partner_id AND d.customer_id = ${PARTNER_DEFAULT}
    LEFT JOIN call_limits u ON u.partner_id = l.partner_id AND u.customer_id = l.customer_id
    WHERE l.call_id = ANY (${callIds}::uuid[])`.execute(tx);
  return new Map(
    rows.map((row) => [
      row.call_id,
      {
        customerStatus: row.customer_status,
        partnerStatus: row.partner_status,
        walletAvailable: row.wallet_available,
        master: row.master_id === null ? null : { id: row.master_id, available: row.master_available ?? 0n },
        spentToday: row.spent,
        heldNow: row.held,
        ...limitsOf(row, at),
      },
    ]),
  );
}

/** Limits as they are now: one that was changed holds for calls that are up too. */
function limitsOf(row: FactsRow, at: Date): Pick<ExtensionFacts, 'spendCap' | 'maxSeconds'> {
  const partner = fromLimitsJson(row.partner_limits ?? undefined);
  const own = fromLimitsJson(row.own_limits ?? undefined);
  const { dailySpendCap, maxCallSeconds } = effectiveLimits(partner, own, at);
  return { spendCap: dailySpendCap, maxSeconds: maxCallSeconds };
}
