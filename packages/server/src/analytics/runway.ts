import type { CustomerStanding } from '../customers/index.ts';
import type { PartnerFacts } from '../identity/index.ts';
import { DAY_MS, utcDay } from '../platform/time/index.ts';
import type { AnalyticsDeps } from './analytics-deps.ts';
import { NO_DUES, dueUntil, goneAt, spanOf, spreadOverHours, type Burn, type Dues } from './forecast.ts';
import { PATTERN_DAYS, RunwayPatterns, hoursOf, type Patterns, type WalletBurn } from './runway-patterns.ts';

/** A wallet that is gone by then is about to run dry. */
const DRY_WITHIN_MS = 3 * DAY_MS;
/** In so many days every number falls due once. */
const RENTAL_DAYS = 31;

/** When money is expected to be gone. */
interface Runway {
  readonly lasts_seconds: number | null;
  readonly runs_out_at: Date | null;
  /** If it goes as in the busiest, and as in the quietest of the last four weeks. */
  readonly earliest_at: Date | null;
  readonly latest_at: Date | null;
  /** What falls due for numbers within a month, and when the next of it does. */
  readonly rentals_due: bigint;
  readonly next_rental_at: Date | null;
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

/** What goes of an amount: hour by hour, and on certain days. */
interface Going extends Burn {
  readonly rentals: Dues;
}

function runwayOf(available: bigint, going: Going, nowMs: number): Runway {
  const { hours, rentals } = going;
  return toRunway(available, going, nowMs, goneAt(Number(available), hours, 1, nowMs, rentals));
}

/** With when it is expected to be gone. */
function toRunway(available: bigint, going: Going, nowMs: number, expected: number | null): Runway {
  const { hours, quiet, busy, rentals } = going;
  const amount = Number(available);
  const next = rentals.overdue > 0 ? nowMs : (rentals.at.find((at) => at > nowMs) ?? null);
  return {
    lasts_seconds: secondsUntil(expected, nowMs),
    runs_out_at: dateOf(expected),
    earliest_at: dateOf(goneAt(amount, hours, busy, nowMs, rentals)),
    latest_at: dateOf(goneAt(amount, hours, quiet, nowMs, rentals)),
    rentals_due: BigInt(dueUntil(rentals, nowMs, nowMs + RENTAL_DAYS * DAY_MS)),
    next_rental_at: dateOf(next),
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

/** Forecasts of a partner's wallets and of its master account. */
export class Runways {
  readonly #deps: AnalyticsDeps;
  readonly #patterns: RunwayPatterns;

  constructor(deps: AnalyticsDeps) {
    this.#deps = deps;
    this.#patterns = new RunwayPatterns(deps);
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
    const [patterns, masterOf] = await Promise.all([
      this.#patterns.read(partner.partnerId, now),
      this.#master(partner, now),
    ]);
    const master = masterOf(patterns.losses.get(partner.currency) ?? NO_DUES);
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
      const expected = goneAt(Number(available), hoursOf(burn, hours), 1, now.getTime(), burn.rentals);
      return [{ customer, burn, available, expected, seconds: secondsUntil(expected, now.getTime()) }];
    });
    return forecasts.sort(
      (a, b) =>
        // Of those that last as long, the older account.
        compare(a.seconds ?? Infinity, b.seconds ?? Infinity) ||
        compare(a.burn.customerId, b.burn.customerId),
    );
  }

  /**
   * What the master account gives to wallets is its burn, and what it adds to rentals goes beside that; what the operator puts in is none
   * of it.
   */
  async #master(
    { partnerId, currency }: PartnerFacts,
    now: Date,
  ): Promise<(rentals: Dues) => PartnerRunway['master']> {
    const { db, ledger } = this.#deps;
    const account = await ledger.getAccountByKind(db.kysely, partnerId, 'master', currency);
    if (account === null) return () => null;
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
    return (rentals) => ({
      currency,
      available_balance: available,
      burn_per_day: BigInt(Math.round(perDay)),
      ...runwayOf(available, { ...burn, rentals }, now.getTime()),
    });
  }
}
