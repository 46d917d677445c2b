import type { Interval } from '../cdrs/index.ts';
import type { AnalyticsDeps } from './analytics-deps.ts';
import type { AskedWindow } from './asked-window.ts';

export interface ConcurrencyAsked {
  /** Of one, or for the operator of many together. */
  readonly partnerIds: readonly string[];
  /** With a single partner alone. */
  readonly customerId: string | null;
  readonly window: AskedWindow;
  readonly interval: Extract<Interval, 'hour' | 'day'>;
}

/** How many calls were up in an interval. */
interface Up {
  readonly starts: Date;
  readonly peak: number;
  /** As many were up at one moment for certain; of one partner all of them. */
  readonly atLeast: number;
  readonly callSeconds: number;
}

interface Counted {
  readonly rows: readonly Up[];
  /** What was later is not counted. */
  readonly until: Date;
}

const mostOf = (rows: readonly Up[], of: (row: Up) => number): number =>
  rows.reduce((most, row) => Math.max(most, of(row)), 0);

/** How many calls were up at once. Calls count when they have ended, so that the last minutes are a lower bound. */
export async function readConcurrency(
  deps: AnalyticsDeps,
  { partnerIds, customerId, window, interval }: ConcurrencyAsked,
): Promise<Record<string, unknown>> {
  const starts = await deps.cdrs.traffic.starts({ window, interval, timeZone: window.timeZone });
  const asked = { window, interval, timeZone: window.timeZone, starts };
  const [partnerId] = partnerIds;
  const { rows, until } =
    partnerId !== undefined && partnerIds.length === 1
      ? await countOne(deps, partnerId, { ...asked, customerId })
      : await countMany(deps, partnerIds, asked);
  const byStart = new Map(rows.map((row) => [row.starts.getTime(), row]));
  return {
    period: {
      from: window.firstDay,
      to: window.lastDay,
      tz: window.timeZone,
      starts_at: window.from,
      ends_at: window.before,
    },
    interval,
    counted_until: until,
    peak: mostOf(rows, ({ peak }) => peak),
    peak_at_least: mostOf(rows, ({ atLeast }) => atLeast),
    points: starts.map((at, index) => {
      const { peak = 0, atLeast = 0, callSeconds = 0 } = byStart.get(at.getTime()) ?? {};
      const end = Math.min(starts[index + 1]?.getTime() ?? Infinity, until.getTime());
      const seconds = (end - Math.max(at.getTime(), window.from.getTime())) / 1_000;
      const mean = seconds <= 0 ? 0 : Math.round((callSeconds / seconds) * 100) / 100;
      return { starts_at: at, peak, peak_at_least: atLeast, mean };
    }),
  };
}

type Traffic = AnalyticsDeps['cdrs']['traffic'];

async function countOne(
  { cdrs, clock }: AnalyticsDeps,
  partnerId: string,
  asked: Parameters<Traffic['concurrency']>[1],
): Promise<Counted> {
  const rows = await cdrs.traffic.concurrency(partnerId, asked);
  return {
    rows: rows.map((row) => ({ ...row, atLeast: row.peak })),
    until: earlier(asked.window.before, clock.now()),
  };
}

/** Of many nobody knows which of their moments were the same: the most that it can have been, and how many it was for certain. */
async function countMany(
  { cdrs, clock }: AnalyticsDeps,
  partnerIds: readonly string[],
  asked: Parameters<Traffic['platformConcurrency']>[1],
): Promise<Counted> {
  const { rows, countedUntil } = await cdrs.traffic.platformConcurrency(partnerIds, asked);
  return {
    rows: rows.map(({ atMost, ...row }) => ({ ...row, peak: atMost })),
    until: earlier(countedUntil ?? asked.window.from, clock.now()),
  };
}

const earlier = (one: Date, other: Date): Date => (one < other ? one : other);
