import { sql } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import { coverAsked, sumCovered, tableOf } from './closed-cover.ts';
import type { CdrFilter } from './cdr-filter.ts';
import { periodKey, type Period } from './cover-window.ts';
import { selectClosed } from './period-store.ts';
import type { CallSums } from './sums.ts';

/**
 * What the rollups have of one customer, from fewer rows: those of months and days that are over, which tell direction and currency
 * apart and nothing else, and from the rollups what is not over.
 */
export async function sumCustomer(
  reader: Reader,
  partnerId: string,
  filter: CdrFilter & { readonly customerId: string },
): Promise<CallSums> {
  const cover = await coverAsked(reader, partnerId, filter.window, async (window) => {
    const closed = new Set((await selectClosed(reader, [partnerId], window)).map(periodKey));
    return (period) => closed.has(periodKey(period));
  });
  const { customerId, direction } = filter;
  const way = direction === undefined ? sql`` : sql`AND c.call_direction = ${direction}`;
  const closedSums = (
    periods: readonly Period[],
  ) => sql`SELECT s.currency, s.attempts AS calls, s.answered, s.duration_seconds, s.talk_seconds, s.cost
    FROM ${tableOf(periods)} JOIN LATERAL (SELECT * FROM cdr_period_sum c
      WHERE c.partner_id = ${partnerId} AND c.dimension = 'customer' AND c.grain = p.grain AND c.starts = p.starts
        AND c.customer_id = ${customerId} ${way} OFFSET 0) s ON true`;
  return sumCovered(reader, partnerId, filter, cover, closedSums);
}
