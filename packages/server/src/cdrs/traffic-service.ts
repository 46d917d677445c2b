import type { Reader } from '../platform/db/index.ts';
import { readConcurrency, type ConcurrencyAsked, type ConcurrencyRow } from './concurrency-store.ts';
import { areUtcDays, readPlatformDays, type DayMeasure } from './platform-days.ts';
import { readPlatformConcurrency, type PlatformConcurrency } from './platform-concurrency.ts';
import { readPackedTraffic, readTotals } from './packed-traffic.ts';
import { rankTraffic, type Ranking, type RankingAsked } from './ranking.ts';
import {
  readPartnerSums,
  readPoints,
  readSeries,
  readStarts,
  type PartnerSums,
  type SeriesAsked,
  type SeriesFilter,
} from './series-store.ts';
import {
  readHours,
  readRecentSpending,
  readSpending,
  type RecentSpending,
  type Spending,
} from './spending-store.ts';
import type { PointRow, SeriesRow, TrafficRow, Window } from './traffic.ts';
import { readOfCustomer } from './customer-destinations.ts';
import { MOST_CAUSES_COUNTED, readCustomerCauses, readCustomerDestinations } from './traffic-store.ts';

/** Whose traffic: of one partner, or of one of its customers; the operator asks for several partners together. */
export interface TrafficOwner {
  readonly partnerIds: readonly string[];
  /** With a single partner alone. */
  readonly customerId: string | null;
}

/** Destinations with causes. */
export interface CountedCauses {
  readonly rows: TrafficRow[];
  /** So many calls of one customer were not packed that some may have been left out. */
  readonly capped: boolean;
}

export interface PlatformDaysAsked extends Pick<SeriesAsked, 'window' | 'timeZone'> {
  readonly measures: readonly DayMeasure[];
}

/** What dashboards read: sums, never calls counted one by one but for the last minutes and the edges of a window. */
export interface Traffic {
  /** Traffic over time. Stretches without calls are left out; `starts` names them all. */
  series(owner: TrafficOwner, asked: Omit<SeriesAsked, 'customerId'>): Promise<SeriesRow[]>;
  /** The days of many partners together: those of UTC from rollups alone. Only the measures that are asked for are known. */
  days(partnerIds: readonly string[], asked: PlatformDaysAsked): Promise<SeriesRow[]>;
  /** The same as points to draw: directions and products together, or of one. */
  points(owner: TrafficOwner, asked: Omit<SeriesAsked, 'customerId'> & SeriesFilter): Promise<PointRow[]>;
  starts(asked: Pick<SeriesAsked, 'window' | 'interval' | 'timeZone'>): Promise<Date[]>;
  /** Of each window, of whole partners in both directions: rows of no customer and no key. */
  totals(partnerIds: readonly string[], windows: readonly Window[]): Promise<TrafficRow[][]>;
  /** The first by some order; what a table of many customers, trunks or numbers shows. */
  ranking(owner: TrafficOwner, asked: RankingAsked): Promise<Ranking>;
  /** Of each window; with causes, but for what is not packed of one customer: those are counted in its newest 20,000 calls (`causes`). */
  destinations(owner: TrafficOwner, windows: readonly Window[]): Promise<TrafficRow[][]>;
  causes(owner: TrafficOwner, window: Window): Promise<CountedCauses>;
  /** How many calls were up at once. */
  concurrency(partnerId: string, asked: ConcurrencyAsked): Promise<ConcurrencyRow[]>;
  /** The same of many partners together, as far as it is added up. */
  platformConcurrency(
    partnerIds: readonly string[],
    asked: Omit<ConcurrencyAsked, 'customerId'>,
  ): Promise<PlatformConcurrency>;
  /** What each customer spent by weekday and week, over the 28 UTC days before one. */
  spending(partnerId: string, before: string): Promise<Spending[]>;
  recentSpending(partnerId: string, window: Window): Promise<RecentSpending[]>;
  /** What a partner's calls cost by weekday and hour UTC: 7 × 24, Sunday first. */
  hours(partnerId: string, window: Window): Promise<number[]>;
  /** Of each partner, over whole UTC days. */
  byPartner(partnerIds: readonly string[], window: Window): Promise<PartnerSums[]>;
}

export function createTraffic(reader: Reader): Traffic {
  const destinations: Traffic['destinations'] = ({ partnerIds, customerId }, windows) => {
    const [partnerId] = partnerIds;
    return customerId === null || partnerId === undefined
      ? readPackedTraffic(reader, partnerIds, 'destination', windows)
      : Promise.all(
          windows.map(async (window) => {
            const of = { partnerId, customerId };
            return (await readOfCustomer(reader, of, window, readCustomerDestinations)).rows;
          }),
        );
  };
  return {
    series: ({ partnerIds, customerId }, asked) => readSeries(reader, partnerIds, { ...asked, customerId }),
    async days(partnerIds, { window, timeZone, measures }) {
      const asked = { window, timeZone, interval: 'day' as const };
      const starts = await readStarts(reader, asked);
      return areUtcDays(starts, window)
        ? readPlatformDays(reader, partnerIds, window, measures)
        : readSeries(reader, partnerIds, { ...asked, customerId: null, starts, measures });
    },
    points: ({ partnerIds, customerId }, asked) => readPoints(reader, partnerIds, { ...asked, customerId }),
    starts: (asked) => readStarts(reader, asked),
    totals: (partnerIds, windows) => readTotals(reader, partnerIds, windows),
    ranking: (owner, asked) => rankTraffic(reader, owner, asked),
    destinations,
    causes: async (owner, window) => {
      const [partnerId] = owner.partnerIds;
      if (owner.customerId === null || partnerId === undefined) {
        const [rows = []] = await destinations(owner, [window]);
        return { rows, capped: false };
      }
      const of = { partnerId, customerId: owner.customerId };
      const { rows, unpacked } = await readOfCustomer(reader, of, window, readCustomerCauses);
      return { rows, capped: unpacked >= MOST_CAUSES_COUNTED };
    },
    concurrency: (partnerId, asked) => readConcurrency(reader, partnerId, asked),
    platformConcurrency: (partnerIds, asked) => readPlatformConcurrency(reader, partnerIds, asked),
    spending: (partnerId, before) => readSpending(reader, partnerId, before),
    recentSpending: (partnerId, window) => readRecentSpending(reader, partnerId, window),
    hours: (partnerId, window) => readHours(reader, partnerId, window),
    byPartner: (partnerIds, window) => readPartnerSums(reader, partnerIds, window),
  };
}
