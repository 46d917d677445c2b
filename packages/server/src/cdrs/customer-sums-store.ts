import { sql } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import { FEW_STRETCHES, coverAsked, tableOf } from './closed-cover.ts';
import type { CdrFilter } from './cdr-filter.ts';
import { periodKey } from './cover-window.ts';
import { selectClosed } from './period-store.ts';
import { addUp, ofRollups, sumRollups } from './sums-store.ts';
import { NO_CALLS, type CallSums } from './sums.ts';

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
  if (cover === null) return NO_CALLS;
  const { periods, rest } = cover;
  if (rest.length > FEW_STRETCHES) return sumRollups(reader, partnerId, filter);
  const { customerId, direction } = filter;
  const way = direction === undefined ? sql`` : sql`AND c.call_direction = ${direction}`;
  const closed = sql`SELECT s.currency, s.attempts AS calls, s.answered, s.duration_seconds, s.talk_seconds, s.cost
    FROM ${tableOf(periods)} JOIN LATERAL (SELECT * FROM cdr_period_sum c
      WHERE c.partner_id = ${partnerId} AND c.dimension = 'customer' AND c.grain = p.grain AND c.starts = p.starts
        AND c.customer_id = ${customerId} ${way} OFFSET 0) s ON true`;
  const open = rest.flatMap((window) => ofRollups(partnerId, { ...filter, window }));
  return addUp(reader, [...(periods.length === 0 ? [] : [closed]), ...open], null, 0);
}
