import type { RecentSpending, Spending } from '../cdrs/index.ts';
import type { CustomerRentals, RentalDue } from '../numbers/index.ts';
import { DAY_MS, utcDay } from '../platform/time/index.ts';
import type { AnalyticsDeps } from './analytics-deps.ts';
import {
  HORIZON_DAYS,
  NO_DUES,
  expectedBetween,
  levelOf,
  spanOf,
  spreadOverHours,
  type Burn,
  type Dues,
  type Hours,
} from './forecast.ts';

const QUARTER_MS = 900_000;
/** Days of which the pattern is made. */
export const PATTERN_DAYS = 28;
/** Patterns and rentals change slowly; balances are read each time. */
const PATTERN_AGE_MS = 120_000;
const MOST_PARTNERS = 500;

export interface WalletBurn extends Pick<Burn, 'quiet' | 'busy'> {
  readonly customerId: string;
  readonly currency: string;
  /** What a day costs, Sunday first, and how much livelier it is now. */
  readonly byWeekday: readonly number[];
  readonly level: number;
  /** Mean of a day at the level of now. */
  readonly perDay: number;
  /** What its numbers cost, on which days. */
  readonly rentals: Dues;
}

export interface Patterns {
  readonly readAtMs: number;
  readonly wallets: readonly WalletBurn[];
  /** As the partner's calls are spread over the hours of a week. */
  readonly hours: readonly number[];
  /** What the master account adds to rentals that are sold below cost, by currency. */
  readonly losses: ReadonlyMap<string, Dues>;
}

/** The weekly pattern of a wallet, raised or lowered to the level of its last day. */
function burnOf(
  spending: Spending,
  partnerHours: readonly number[],
  lastDay: number,
  rentals: Dues,
  now: Date,
): WalletBurn {
  const { customerId, currency } = spending;
  const age = Math.ceil((now.getTime() - Date.parse(spending.since)) / DAY_MS);
  const weeks = Math.min(4, Math.max(1, Math.ceil(age / 7)));
  // Of a young wallet every weekday is taken for the mean of the days that there were.
  const total = spending.byWeekday.reduce((sum, value) => sum + value, 0);
  const mean = total / Math.min(PATTERN_DAYS, Math.max(1, age));
  const byWeekday =
    age < PATTERN_DAYS / 2
      ? Array.from({ length: 7 }, () => mean)
      : spending.byWeekday.map((value) => value / weeks);
  const nowMs = now.getTime();
  const pattern = spreadOverHours(byWeekday, partnerHours, 1, SCRATCH);
  const level = levelOf(lastDay, expectedBetween(pattern, nowMs - DAY_MS, nowMs), mean);
  return {
    customerId,
    currency,
    byWeekday,
    level,
    perDay: mean * level,
    rentals,
    ...spanOf(spending.byWeek.slice(-weeks)),
  };
}

/** Where the pattern of one wallet is written while it is looked at. */
const SCRATCH = new Float64Array(168);

export function hoursOf({ byWeekday, level }: WalletBurn, partnerHours: readonly number[]): Hours {
  return spreadOverHours(byWeekday, partnerHours, level, SCRATCH);
}

/** Who has spent since yesterday at the earliest: its last day is taken for a day like any other. */
function newcomer({ customerId, currency, cost }: RecentSpending, now: Date): Spending {
  return {
    customerId,
    currency,
    byWeekday: [cost, 0, 0, 0, 0, 0, 0],
    byWeek: [0, 0, 0, cost],
    since: utcDay(new Date(now.getTime() - 1)),
  };
}

/** Who has numbers and no calls: nothing goes but their rentals. */
function tenant({ customerId, currency }: CustomerRentals, rentals: Dues): WalletBurn {
  return { customerId, currency, byWeekday: NOTHING_A_WEEK, level: 1, perDay: 0, quiet: 1, busy: 1, rentals };
}
const NOTHING_A_WEEK = [0, 0, 0, 0, 0, 0, 0];

function duesOf(dues: readonly RentalDue[], of: (due: RentalDue) => number, nowMs: number): Dues {
  const sum = (some: readonly RentalDue[]): number => some.reduce((total, due) => total + of(due), 0);
  const coming = dues.filter((due) => due.atMs > nowMs && of(due) > 0);
  return {
    overdue: sum(dues.filter(({ atMs }) => atMs <= nowMs)),
    at: coming.map(({ atMs }) => atMs),
    amounts: coming.map(of),
  };
}

/** What all wallets of a currency leave to the master account. */
function lossesOf(rentals: readonly CustomerRentals[], nowMs: number): Map<string, Dues> {
  const byCurrency = Map.groupBy(rentals, ({ currency }) => currency);
  return new Map(
    [...byCurrency].map(([currency, wallets]) => {
      const dues = wallets.flatMap((wallet) => wallet.dues.filter(({ loss }) => loss > 0));
      const sorted = dues.toSorted((a, b) => a.atMs - b.atMs);
      return [currency, duesOf(sorted, ({ loss }) => loss, nowMs)];
    }),
  );
}

/** What forecasts are made of, remembered for a while on each node. */
export class RunwayPatterns {
  readonly #deps: AnalyticsDeps;
  readonly #known = new Map<string, Patterns>();

  constructor(deps: AnalyticsDeps) {
    this.#deps = deps;
  }

  async read(partnerId: string, now: Date): Promise<Patterns> {
    const known = this.#known.get(partnerId);
    const nowMs = now.getTime();
    if (known !== undefined && Math.abs(nowMs - known.readAtMs) < PATTERN_AGE_MS) return known;
    const { cdrs, numbers, db } = this.#deps;
    const { traffic } = cdrs;
    const today = utcDay(now);
    const end = new Date(Math.ceil(nowMs / QUARTER_MS) * QUARTER_MS);
    const [spendings, hours, recent, rentals] = await Promise.all([
      traffic.spending(partnerId, today),
      traffic.hours(partnerId, {
        from: new Date(Date.parse(today) - PATTERN_DAYS * DAY_MS),
        before: new Date(today),
      }),
      traffic.recentSpending(partnerId, { from: new Date(end.getTime() - DAY_MS), before: end }),
      numbers.holdings.rentalsDue(
        db.kysely,
        partnerId,
        new Date(nowMs + HORIZON_DAYS * DAY_MS + PATTERN_AGE_MS),
      ),
    ]);
    const keyOf = ({ customerId, currency }: { customerId: string; currency: string }): string =>
      `${customerId} ${currency}`;
    const lastDay = new Map(recent.map((one) => [keyOf(one), one.cost]));
    const settled = new Set(spendings.map(keyOf));
    const newcomers = recent.filter((one) => !settled.has(keyOf(one))).map((one) => newcomer(one, now));
    const spent = [...spendings, ...newcomers];
    const dues = new Map(rentals.map((one) => [keyOf(one), duesOf(one.dues, ({ fee }) => fee, nowMs)]));
    const spenders = new Set(spent.map(keyOf));
    const wallets = [
      ...spent.map((one) =>
        burnOf(one, hours, lastDay.get(keyOf(one)) ?? 0, dues.get(keyOf(one)) ?? NO_DUES, now),
      ),
      ...rentals
        .filter((one) => !spenders.has(keyOf(one)))
        .map((one) => tenant(one, dues.get(keyOf(one)) ?? NO_DUES)),
    ];
    if (this.#known.size >= MOST_PARTNERS) this.#known.clear();
    const patterns = { readAtMs: nowMs, wallets, hours, losses: lossesOf(rentals, nowMs) };
    this.#known.set(partnerId, patterns);
    return patterns;
  }
}
