import type { PartnerFacts } from '../identity/index.ts';
import { NOTHING, addTraffic, type TrafficRow } from '../cdrs/index.ts';
import type { AnalyticsDeps } from './analytics-deps.ts';
import type { AskedWindow } from './asked-window.ts';
import { groupTraffic } from './breakdown.ts';
import { readDashboard } from './dashboard.ts';
import { percentOf, qualityOf } from './figures.ts';
import { bothOf, causeTable, destinationTable, readTopCustomers, type TableAsked } from './tables.ts';

const MOST_NAMED = 10;
const MOST_CAUSES = 20;

/** As on the dashboard above it: calls of all currencies count, their money is of one. */
function inCurrency(currency: string): (row: TrafficRow) => TrafficRow {
  return (row) =>
    row.currency === currency ? row : { ...row, currency, cost: 0n, wholesaleCost: 0n, margin: 0n };
}

/** The dashboard of a window, with what the older published form has and what we add; the strict version shows the first alone. */
export async function readAnalytics(
  deps: AnalyticsDeps,
  partner: PartnerFacts,
  window: AskedWindow,
): Promise<Record<string, unknown>> {
  const { partnerId, currency } = partner;
  const { traffic } = deps.cdrs;
  const asked: TableAsked = {
    owner: { partnerIds: [partnerId], customerId: null },
    window,
    currency,
    direction: null,
    sort: 'cost',
    order: 'desc',
    limit: MOST_NAMED,
  };
  // Every reading once, the tables one after the other beside the dashboard: others want connections too.
  const tables = async () => ({
    read: await bothOf((windows) => traffic.destinations(asked.owner, windows), window),
    customers: await readTopCustomers(deps, asked),
  });
  const [dashboard, { read, customers }] = await Promise.all([
    readDashboard(deps, partner, window),
    tables(),
  ]);
  const places = { now: read.now.map(inCurrency(currency)), before: read.before.map(inCurrency(currency)) };
  const byDestination = destinationTable({ ...asked, sort: 'calls' }, places, 'country', null);
  const causes = causeTable({ ...asked, limit: MOST_CAUSES }, places.now, null);
  const directions = groupTraffic(places.now, asked, (row) => row.direction);
  const all = [...directions.values()].reduce(addTraffic, NOTHING);
  const heap = (direction: string): Record<string, unknown> => {
    const sums = directions.get(direction) ?? NOTHING;
    return { calls: sums.attempts, cost: sums.cost };
  };
  return {
    ...dashboard,
    totals: {
      total_calls: all.attempts,
      answered_calls: all.answered,
      failed_calls: all.attempts - all.answered,
      total_duration_seconds: all.durationSeconds,
      total_cost: all.cost,
      currency,
    },
    by_direction: { inbound: heap('inbound'), outbound: heap('outbound') },
    top_customers: (customers['items'] as Record<string, unknown>[]).map(
      ({ auth_id, name, calls, cost }) => ({
        auth_id,
        name,
        calls,
        cost,
      }),
    ),
    quality: qualityOf(all),
    by_destination: byDestination['items'],
    by_hangup_cause: causes['items'],
    margin: {
      cost: all.cost,
      wholesale_cost: all.wholesaleCost,
      margin: all.margin,
      margin_percent: percentOf(all.margin, all.cost),
    },
  };
}
