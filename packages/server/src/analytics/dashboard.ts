import type { Customer } from '../customers/index.ts';
import type { PartnerFacts } from '../identity/index.ts';
import { toApiProfile } from '../partners/index.ts';
import type { SeriesRow } from '../cdrs/index.ts';
import { calendarDay } from '../platform/time/index.ts';
import type { AnalyticsDeps } from './analytics-deps.ts';
import type { AskedWindow } from './asked-window.ts';
import { cut, isInbound, isTrunk } from './rollup.ts';

/** Accounts that the dashboard names, the newest; the list of accounts has them all. */
export const MOST_CUSTOMERS_NAMED = 100;

/** What the published figures are made of (`rollup.ts`). */
export const PUBLISHED = ['attempts', 'answered', 'talkSeconds', 'cost'] as const;

/** The published dashboard of a window, of both versions. */
export async function readDashboard(
  deps: AnalyticsDeps,
  partner: PartnerFacts,
  window: AskedWindow,
): Promise<Record<string, unknown>> {
  const { partnerId, currency } = partner;
  const [profile, counts, newest, totals, series] = await Promise.all([
    deps.partners.profile(partnerId),
    deps.customers.countByStatus(partnerId),
    deps.customers.newest(partnerId, MOST_CUSTOMERS_NAMED),
    deps.ledger.totalsOf(deps.db.kysely, partnerId, 'wallet'),
    deps.cdrs.traffic.series(
      { partnerIds: [partnerId], customerId: null },
      { window, interval: 'day', timeZone: window.timeZone, measures: PUBLISHED },
    ),
  ]);
  return {
    partner: { ...toApiProfile(profile, ''), balance: null },
    period: { from: window.firstDay, to: window.lastDay },
    accounts: {
      total: counts.active + counts.suspended,
      active: counts.active,
      customers: newest.map(toCustomer),
    },
    total_balance: totals.find((total) => total.currency === currency)?.balance ?? 0n,
    currency,
    ...trafficOf(series, currency),
    time_series: daysOf(series, currency, window.timeZone),
  };
}

export function toCustomer(customer: Customer): Record<string, unknown> {
  return {
    auth_id: customer.authId,
    name: customer.name,
    email: customer.email,
    phone: customer.phone,
    is_active: customer.status === 'active',
    created_at: customer.createdAt,
  };
}

/** All calls, by direction, and by product: each pair adds up to the whole in every field. */
export function trafficOf(series: readonly SeriesRow[], currency: string): Record<string, unknown> {
  const directions = cut(series, currency, isInbound);
  const products = cut(series, currency, isTrunk);
  return {
    calls: directions.whole,
    traffic: { inbound: directions.first, outbound: directions.second },
    by_product: { sip_trunking: products.first, voice_api: products.second },
  };
}

/** Days that have calls, oldest first. */
export function daysOf(
  series: readonly SeriesRow[],
  currency: string,
  timeZone: string,
): Record<string, unknown>[] {
  const days = Map.groupBy(series, ({ starts }) => starts.getTime());
  return [...days]
    .sort(([a], [b]) => a - b)
    .map(([starts, rows]) => {
      const { whole, first, second } = cut(rows, currency, isInbound);
      return { date: calendarDay(new Date(starts), timeZone), ...whole, inbound: first, outbound: second };
    });
}
