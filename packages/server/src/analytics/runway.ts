import type { CustomerStanding } from '../customers/index.ts';
import type { PartnerFacts } from '../identity/index.ts';
import type { RecentSpending, Spending } from '../cdrs/index.ts';
import { DAY_MS, utcDay } from '../platform/time/index.ts';
import type { AnalyticsDeps } from './analytics-deps.ts';
import {
  goneAt,
  levelOf,
  expectedBetween,
  spanOf,
  spreadOverHours,
  type Burn,
  type Hours,
} from './forecast.ts';

const QUARTER_MS = 900_000;
/** Days of which the pattern is made. */
export const PATTERN_DAYS = 28;
/** A wallet that is gone by then is about to run dry. */
const DRY_WITHIN_MS = 3 * DAY_MS;
/** Patterns change slowly; balances are read each time. */
const PATTERN_AGE_MS = 120_000;
const MOST_PARTNERS = 500;

interface WalletBurn extends Pick<Burn, 'quiet' | 'busy'> {
  readonly customerId: string;
  readonly currency: string;
  /** What a day costs, Sunday first, and how much livelier it is now. */
  readonly byWeekday: readonly number[];
  readonly level: number;
  /** Mean of a day at the level of now. */
  readonly perDay: number;
}

interface Patterns {
  readonly readAtMs: number;
  readonly wallets: readonly WalletBurn[];
  /** As the partner's calls are spread over the hours of a week. */
  readonly hours: readonly number[];
}

/** When money is expected to be gone. */
interface Runway {
  readonly lasts_seconds: number | null;
  readonly runs_out_at: Date | null;
  /** If it goes as in the busiest, and as in the quietest of the last four weeks. */
  readonly earliest_at: Date | null;
  readonly latest_at: Date | null;
}

export interface RunwayAsked {
  readonly customerId: string | null;
  /** Wallets that are gone by then alone. Null: all that are spent from. */
  readonly withinMs: number | null;
  readonly limit: number;
}

/** The money of one partner at a glance. */
export interface PartnerRunway {
  readonly master: (Runway & Readonly<Record<string, unknown>>) | null;
  /** How many are spent from. */
  readonly wallets: number;
  readonly runningDry: number;
  /** The wallet that is gone first, as rows of wallets are. */
  readonly first: (Runway & Readonly<Record<string, unknown>>) | null;
}

const isDry =
  (within: number) =>
  ({ seconds }: Forecast): boolean =>
    seconds !== null && seconds * 1_000 <= within;

const dateOf = (at: number | null): Date | null => (at === null ? null : new Date(at));

function runwayOf(available: bigint, burn: Burn, nowMs: number): Runway {
  return toRunway(available, burn, nowMs, goneAt(Number(available), burn.hours, 1, nowMs));
}

/** With when it is expected to be gone. */
function toRunway(available: bigint, burn: Burn, nowMs: number, expected: number | null): Runway {
  const { hours, quiet, busy } = burn;
  const amount = Number(available);
  return {
    lasts_seconds: secondsUntil(expected, nowMs),
    runs_out_at: dateOf(expected),
    earliest_at: dateOf(goneAt(amount, hours, busy, nowMs)),
    latest_at: dateOf(goneAt(amount, hours, quiet, nowMs)),
  };
}

function secondsUntil(at: number | null, nowMs: number): number | null {
  return at === null ? null : Math.floor((at - nowMs) / 1_000);
}

interface Forecast {
  readonly customer: CustomerStanding;
  readonly burn: WalletBurn;
  readonly available: bigint;
  /** When it is gone, milliseconds since 1970; null: not within the horizon. */
  readonly expected: number | null;
  readonly seconds: number | null;
}

/** What is shown of it. The range is worked out of those alone that are. */
function toRow(
  { customer, burn, available, expected }: Forecast,
  hours: readonly number[],
  now: Date,
): Runway & Readonly<Record<string, unknown>> {
  return {
    auth_id: customer.authId,
    name: customer.name,
    status: customer.status,
    currency: burn.currency,
    available_balance: available,
    burn_per_day: BigInt(Math.round(burn.perDay)),
    ...toRunway(available, { ...burn, hours: hoursOf(burn, hours) }, now.getTime(), expected),
  };
}

const compare = <T extends number | string>(a: T, b: T): number => (a < b ? -1 : Number(a > b));

/** The weekly pattern of a wallet, raised or lowered to the level of its last day. */
function burnOf(spending: Spending, partnerHours: readonly number[], lastDay: number, now: Date): WalletBurn {
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
    ...spanOf(spending.byWeek.slice(-weeks)),
  };
}

/** Where the pattern of one wallet is written while it is looked at. */
const SCRATCH = new Float64Array(168);

function hoursOf({ byWeekday, level }: WalletBurn, partnerHours: readonly number[]): Hours {
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

/** Forecasts of a partner's wallets and of its master account. */
export class Runways {
  readonly #deps: AnalyticsDeps;
  readonly #patterns = new Map<string, Patterns>();

  constructor(deps: AnalyticsDeps) {
    this.#deps = deps;
  }

  async read(
    partner: PartnerFacts,
    { customerId, withinMs, limit }: RunwayAsked,
  ): Promise<Record<string, unknown>> {
    const now = this.#deps.clock.now();
    const { patterns, master, forecasts } = await this.#look(partner, now);
    const mine = forecasts.filter(({ burn }) => customerId === null || burn.customerId === customerId);
    const shown = withinMs === null ? mine : mine.filter(isDry(withinMs));
    return {
      as_of: now,
      master,
      running_dry: forecasts.filter(isDry(DRY_WITHIN_MS)).length,
      total_items: shown.length,
      items: shown.slice(0, limit).map((one) => toRow(one, patterns.hours, now)),
    };
  }

  async ofPartner(partner: PartnerFacts): Promise<PartnerRunway> {
    const now = this.#deps.clock.now();
    const { patterns, master, forecasts } = await this.#look(partner, now);
    const [first] = forecasts;
    return {
      master,
      wallets: forecasts.length,
      runningDry: forecasts.filter(isDry(DRY_WITHIN_MS)).length,
      first: first === undefined ? null : toRow(first, patterns.hours, now),
    };
  }

  async #look(partner: PartnerFacts, now: Date) {
    const [patterns, master] = await Promise.all([
      this.#read(partner.partnerId, now),
      this.#master(partner, now),
    ]);
    return { patterns, master, forecasts: await this.#forecasts(partner, patterns, now) };
  }

  /** Wallets that are spent from, the first to be gone first. */
  async #forecasts(
    partner: PartnerFacts,
    { wallets: burns, hours }: Patterns,
    now: Date,
  ): Promise<Forecast[]> {
    const { db, ledger, customers } = this.#deps;
    const ids = burns.map((burn) => burn.customerId);
    const found = await customers.standings(db.kysely, partner.partnerId, ids);
    const wallets = new Map(
      (
        await ledger.accountsOf(db.kysely, partner.partnerId, {
          ids: [...found.values()].map((customer) => customer.walletAccountId),
        })
      ).map((wallet) => [wallet.id, wallet]),
    );
    const forecasts = burns.flatMap((burn) => {
      const customer = found.get(burn.customerId);
      const wallet = customer === undefined ? undefined : wallets.get(customer.walletAccountId);
      if (
        customer === undefined ||
        wallet === undefined ||
        customer.status === 'closed' ||
        wallet.currency !== burn.currency
      )
        return [];
      const available = wallet.available ?? 0n;
      const expected = goneAt(Number(available), hoursOf(burn, hours), 1, now.getTime());
      return [{ customer, burn, available, expected, seconds: secondsUntil(expected, now.getTime()) }];
    });
    return forecasts.sort(
      (a, b) =>
        // Of those that last as long, the older account.
        compare(a.seconds ?? Infinity, b.seconds ?? Infinity) ||
        compare(a.burn.customerId, b.burn.customerId),
    );
  }

  /** What the master account gives to wallets is its burn; what the operator puts in is none of it. */
  async #master({ partnerId, currency }: PartnerFacts, now: Date): Promise<PartnerRunway['master']> {
    const { db, ledger } = this.#deps;
    const account = await ledger.getAccountByKind(db.kysely, partnerId, 'master', currency);
    if (account === null) return null;
    const today = Date.parse(utcDay(now));
    const since = new Date(today - PATTERN_DAYS * DAY_MS);
    const flows = (await ledger.dailyFlows(db.kysely, partnerId, account.id, 'wallet', since)).filter(
      ({ day }) => Date.parse(day) < today,
    );
    const weekdays = Array.from({ length: 7 }, () => 0);
    const weeks = Array.from({ length: 4 }, () => 0);
    for (const { day, out } of flows) {
      const at = new Date(day);
      weekdays[at.getUTCDay()] = (weekdays[at.getUTCDay()] ?? 0) + Number(out) / 4;
      const week = Math.floor((at.getTime() - since.getTime()) / (7 * DAY_MS));
      weeks[week] = (weeks[week] ?? 0) + Number(out);
    }
    const perDay = Math.max(0, weeks.reduce((sum, value) => sum + value, 0) / PATTERN_DAYS);
    const burn = {
      // More came back than went out on some weekday: nothing is expected to go on it.
      hours: spreadOverHours(
        weekdays.map((value) => Math.max(0, value)),
        [],
      ),
      ...spanOf(weeks.map((value) => Math.max(0, value))),
    };
    const available = account.available ?? 0n;
    return {
      currency,
      available_balance: available,
      burn_per_day: BigInt(Math.round(perDay)),
      ...runwayOf(available, burn, now.getTime()),
    };
  }

  async #read(partnerId: string, now: Date): Promise<Patterns> {
    const known = this.#patterns.get(partnerId);
    const nowMs = now.getTime();
    if (known !== undefined && Math.abs(nowMs - known.readAtMs) < PATTERN_AGE_MS) return known;
    const { traffic } = this.#deps.cdrs;
    const today = utcDay(now);
    const end = new Date(Math.ceil(nowMs / QUARTER_MS) * QUARTER_MS);
    const [spendings, hours, recent] = await Promise.all([
      traffic.spending(partnerId, today),
      traffic.hours(partnerId, {
        from: new Date(Date.parse(today) - PATTERN_DAYS * DAY_MS),
        before: new Date(today),
      }),
      traffic.recentSpending(partnerId, { from: new Date(end.getTime() - DAY_MS), before: end }),
    ]);
    const keyOf = ({ customerId, currency }: { customerId: string; currency: string }): string =>
      `${customerId} ${currency}`;
    const lastDay = new Map(recent.map((one) => [keyOf(one), one.cost]));
    const settled = new Set(spendings.map(keyOf));
    const newcomers = recent.filter((one) => !settled.has(keyOf(one))).map((one) => newcomer(one, now));
    const wallets = [...spendings, ...newcomers].map((one) =>
      burnOf(one, hours, lastDay.get(keyOf(one)) ?? 0, now),
    );
    if (this.#patterns.size >= MOST_PARTNERS) this.#patterns.clear();
    const patterns = { readAtMs: nowMs, wallets, hours };
    this.#patterns.set(partnerId, patterns);
    return patterns;
  }
}
