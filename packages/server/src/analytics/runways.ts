import { DAY_MS, utcDay } from '../platform/time/index.ts';
import type { AnalyticsDeps } from './analytics-deps.ts';
import type { PartnerRunway, Runways } from './runway.ts';
import { PATTERN_DAYS } from './runway-patterns.ts';

/** Each partner is a forecast of all of its wallets: those are looked at that spend most. */
const MOST_FORECAST = 200;

export interface RunwaysAsked {
  readonly partnerIds: readonly string[];
  /** Partners alone whose master account, or a wallet of theirs, is gone by then. Null: all. */
  readonly withinMs: number | null;
  readonly limit: number;
}

/** Partners with calls, those that spend most first. */
async function spenders(
  { cdrs }: AnalyticsDeps,
  partnerIds: readonly string[],
  now: Date,
): Promise<string[]> {
  const today = Date.parse(utcDay(now));
  const sums = await cdrs.traffic.byPartner(partnerIds, {
    from: new Date(today - PATTERN_DAYS * DAY_MS),
    before: new Date(today + DAY_MS),
  });
  const spent = new Map<string, bigint>();
  for (const { partnerId, cost } of sums) spent.set(partnerId, (spent.get(partnerId) ?? 0n) + cost);
  return [...spent]
    .toSorted(([a, one], [b, other]) => Number(other - one) || (a < b ? -1 : 1))
    .map(([id]) => id);
}

/** When the first of a partner's money is gone, seconds from now. */
function firstOf({ master, first }: PartnerRunway): number {
  return Math.min(master?.lasts_seconds ?? Infinity, first?.lasts_seconds ?? Infinity);
}

/** How long the money of many partners lasts, a row each: whose is gone first stands first. For the operator. */
export async function readRunways(
  deps: AnalyticsDeps,
  runways: Runways,
  { partnerIds, withinMs, limit }: RunwaysAsked,
): Promise<Record<string, unknown>> {
  const now = deps.clock.now();
  const all = await spenders(deps, partnerIds, now);
  const looked = all.slice(0, MOST_FORECAST);
  const found: (PartnerRunway & { readonly partnerId: string })[] = [];
  // One after the other: each takes as many connections as an answer may.
  for (const partnerId of looked) {
    const partner = await deps.partners.find(deps.db.kysely, partnerId);
    found.push({ partnerId, ...(await runways.ofPartner(partner)) });
  }
  const shown = found
    .filter((one) => withinMs === null || firstOf(one) * 1_000 <= withinMs)
    .toSorted((a, b) => firstOf(a) - firstOf(b) || 0);
  return {
    as_of: now,
    not_looked_at: all.length - looked.length,
    total_items: shown.length,
    items: shown.slice(0, limit).map(({ partnerId, master, wallets, runningDry, first }) => ({
      partnerId,
      wallets,
      running_dry: runningDry,
      first_wallet: first,
      master,
    })),
  };
}
