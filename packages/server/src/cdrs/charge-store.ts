import { sql } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import { firstIdOf } from './call-time.ts';
import type { Window } from './traffic.ts';

/** What calls were charged, as their records say. Units of 10⁻⁵; with streaming. */
export interface Charges {
  readonly cost: bigint;
  readonly wholesale: bigint;
  /** Of the partner; below zero: a loss. */
  readonly margin: bigint;
}

export interface CustomerCharges extends Charges {
  readonly customerId: string;
  readonly currency: string;
}

export interface CallCharges extends Charges {
  readonly callId: string;
}

/** What ledger entries about a call refer to. */
export function chargeReference(callId: string): string {
  return `cdr:${callId}`;
}

/** Such references of the calls of a window: from the first, before the second. */
export function chargeReferences({ from, before }: Window): {
  readonly from: string;
  readonly before: string;
} {
  return { from: chargeReference(firstIdOf(from)), before: chargeReference(firstIdOf(before)) };
}

/** By customer and currency, of the calls that began in a window. */
export async function sumCharges(
  reader: Reader,
  partnerId: string,
  { from, before }: Window,
  customerId: string | null = null,
): Promise<CustomerCharges[]> {
  const { rows } = await sql<{
    customer_id: string;
    currency: string;
    cost: bigint;
    wholesale: bigint;
    margin: bigint;
  }>`SELECT customer_id, currency, sum(cost + streaming_cost)::bigint AS cost, sum(wholesale_cost)::bigint AS wholesale,
      sum(margin)::bigint AS margin
    FROM cdr WHERE partner_id = ${partnerId} AND id >= ${firstIdOf(from)} AND id < ${firstIdOf(before)}
      ${customerId === null ? sql`` : sql`AND customer_id = ${customerId}`}
    GROUP BY customer_id, currency ORDER BY customer_id, currency`.execute(reader);
  return rows.map(({ customer_id: id, ...rest }) => ({ customerId: id, ...rest }));
}

/** Call by call, in the order of their ids, at most `limit`; of one customer or of all. */
export async function selectCharges(
  reader: Reader,
  partnerId: string,
  { from, before }: Window,
  of: { readonly customerId: string | null; readonly currency: string },
  limit: number,
): Promise<CallCharges[]> {
  const { rows } = await sql<{ id: string; cost: bigint; wholesale: bigint; margin: bigint }>`
    SELECT id, cost + streaming_cost AS cost, wholesale_cost AS wholesale, margin
    FROM cdr WHERE partner_id = ${partnerId} AND id >= ${firstIdOf(from)} AND id < ${firstIdOf(before)}
      AND currency = ${of.currency} ${of.customerId === null ? sql`` : sql`AND customer_id = ${of.customerId}`}
    ORDER BY id LIMIT ${limit}`.execute(reader);
  return rows.map(({ id, ...rest }) => ({ callId: id, ...rest }));
}

/** When the oldest call began that a partner has, or the oldest sum, of what is kept; null where there is neither. */
export async function selectOldest(reader: Reader, partnerId: string): Promise<Date | null> {
  const { rows } = await sql<{ oldest: Date | null }>`SELECT CASE WHEN o.oldest IS NOT NULL
      THEN greatest(o.oldest, cdr_kept_since()) END AS oldest FROM (SELECT least(
      (SELECT cdr_time(id) FROM cdr WHERE partner_id = ${partnerId} ORDER BY id LIMIT 1),
      (SELECT min(bucket) FROM cdr_rollup WHERE partner_id = ${partnerId}
        AND customer_id = '00000000-0000-0000-0000-000000000000')) AS oldest) o`.execute(reader);
  return rows[0]?.oldest ?? null;
}
