import type { Customer } from '../customers/index.ts';
import type { PartnerFacts } from '../identity/index.ts';
import { toApiProfile } from '../partners/index.ts';
import type { AnalyticsDeps } from './analytics-deps.ts';
import type { AskedWindow } from './asked-window.ts';
import { MOST_CUSTOMERS_NAMED, PUBLISHED, daysOf, toCustomer, trafficOf } from './dashboard.ts';
import { rollupOf } from './rollup.ts';

export interface OperatorDashboardAsked {
  readonly partnerIds: readonly string[];
  /** Null: of many. */
  readonly partner: PartnerFacts | null;
  /** Of the money that is not told by currency. */
  readonly currency: string;
  readonly window: AskedWindow;
}

/**
 * The dashboard of many partners together, or of one. What it reads grows with partners and days, and with nothing else: not with calls,
 * customers or wallets.
 */
export async function readOperatorDashboard(
  deps: AnalyticsDeps,
  asked: OperatorDashboardAsked,
): Promise<Record<string, unknown>> {
  const { partnerIds, partner, currency, window } = asked;
  const accounts = await readAccounts(deps, partnerIds);
  const [profile, wallets, series] = await Promise.all([
    partner === null ? null : deps.partners.profile(partner.partnerId),
    deps.ledger.walletTotals(deps.db.kysely, partnerIds),
    deps.cdrs.traffic.days(partnerIds, { window, timeZone: window.timeZone, measures: PUBLISHED }),
  ]);
  const balances = new Map(wallets.map((one) => [one.currency, one.balance]));
  const currencies = new Set([currency, ...balances.keys(), ...series.map((row) => row.currency)]);
  return {
    partner: profile === null ? null : { ...toApiProfile(profile, ''), balance: null },
    partners: partnerIds.length,
    period: { from: window.firstDay, to: window.lastDay },
    accounts,
    total_balance: balances.get(currency) ?? 0n,
    currency,
    ...trafficOf(series, currency),
    by_currency: [...currencies].sort().map((one) => ({
      currency: one,
      ...rollupOf(
        series.filter((row) => row.currency === one),
        one,
      ),
      total_balance: balances.get(one) ?? 0n,
    })),
    time_series: daysOf(series, currency, window.timeZone),
  };
}

async function readAccounts(
  { db: { kysely: reader }, partners, customers }: AnalyticsDeps,
  partnerIds: readonly string[],
): Promise<Record<string, unknown>> {
  const [total, suspended, newest] = await Promise.all([
    partners.countAccounts(reader, partnerIds),
    customers.countSuspendedAmong(reader, partnerIds),
    customers.newestAmong(reader, partnerIds, MOST_CUSTOMERS_NAMED),
  ]);
  const names = await partners.namesOf(reader, [...new Set(newest.map((one) => one.partnerId))]);
  const named = (customer: Customer): Record<string, unknown> => ({
    partner_id: names.get(customer.partnerId)?.authId ?? '',
    partner_name: names.get(customer.partnerId)?.name ?? '',
    ...toCustomer(customer),
  });
  return { total, active: total - suspended, customers: newest.map(named) };
}
