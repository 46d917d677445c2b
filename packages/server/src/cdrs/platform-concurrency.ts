import { sql } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import { DAY_MS } from '../platform/time/index.ts';
import type { ConcurrencyAsked } from './concurrency-store.ts';
import { IntervalPlaces } from './interval-places.ts';
import { eachQuarter, selectPeakPacks, type PeakPack } from './peak-packs.ts';
import { readStarts } from './series-store.ts';
import type { Window } from './traffic.ts';
import { QUARTER_MS } from './window.ts';

const QUARTER_SECONDS = QUARTER_MS / 1_000;
const HOUR_MS = 4 * QUARTER_MS;
/** Of so many partners at once: a month of one is 35 kB. */
const PARTNERS_AT_ONCE = 50;

/** How many calls of many partners were up in a stretch of time. Their moments are not known of each other, so that the most is between two numbers. */
export interface PlatformConcurrencyRow {
  readonly starts: Date;
  /** What the partners had at most in one quarter of an hour, as if in the same moment. */
  readonly atMost: number;
  /** As many were up at some moment for certain: those of one partner, or what a quarter had on average. */
  readonly atLeast: number;
  /** Of all calls within the stretch; exact. */
  readonly callSeconds: number;
}

export interface PlatformConcurrency {
  readonly rows: PlatformConcurrencyRow[];
  /** The end of the newest hour that is added up; null: none is yet. */
  readonly countedUntil: Date | null;
}

/** The quarters of an hour of a window, of all partners together. */
class Quarters {
  readonly #from: number;
  readonly #sum: Float64Array;
  readonly #most: Float64Array;
  readonly #seconds: Float64Array;

  constructor({ from, before }: Window) {
    this.#from = from.getTime();
    const count = Math.max(0, (before.getTime() - this.#from) / QUARTER_MS);
    [this.#sum, this.#most, this.#seconds] = [
      new Float64Array(count),
      new Float64Array(count),
      new Float64Array(count),
    ];
  }

  /** `peaks` of some partners together; `most` of one of them. */
  add(atMs: number, peaks: number, most: number, callSeconds: number): void {
    const place = (atMs - this.#from) / QUARTER_MS;
    this.#sum[place] = (this.#sum[place] ?? 0) + peaks;
    this.#most[place] = Math.max(this.#most[place] ?? 0, most);
    this.#seconds[place] = (this.#seconds[place] ?? 0) + callSeconds;
  }

  rows(starts: readonly Date[]): PlatformConcurrencyRow[] {
    const places = new IntervalPlaces(starts);
    const byPlace = new Map<number, PlatformConcurrencyRow>();
    for (const [quarter, atMost] of this.#sum.entries()) {
      if (atMost === 0) continue;
      const place = places.of(this.#from + quarter * QUARTER_MS);
      const callSeconds = this.#seconds[quarter] ?? 0;
      const atLeast = Math.max(this.#most[quarter] ?? 0, Math.ceil(callSeconds / QUARTER_SECONDS));
      const known = byPlace.get(place);
      byPlace.set(place, {
        starts: new Date(places.startOf(place)),
        atMost: Math.max(known?.atMost ?? 0, atMost),
        atLeast: Math.max(known?.atLeast ?? 0, atLeast),
        callSeconds: (known?.callSeconds ?? 0) + callSeconds,
      });
    }
    return [...byPlace.values()];
  }
}

/**
 * How many calls of many partners were up at once, from what closed hours and days came to: never from calls, of which there may be any
 * number. What is not added up yet is not in it.
 */
export async function readPlatformConcurrency(
  reader: Reader,
  partnerIds: readonly string[],
  asked: Omit<ConcurrencyAsked, 'customerId'>,
): Promise<PlatformConcurrency> {
  const { window } = asked;
  const starts = asked.starts ?? (await readStarts(reader, asked));
  const quarters = new Quarters(window);
  const first = Math.floor(window.from.getTime() / DAY_MS) * DAY_MS;
  const last = Math.floor((window.before.getTime() - 1) / DAY_MS) * DAY_MS;
  let packedUntil = -Infinity;
  for (let nth = 0; nth < partnerIds.length; nth += PARTNERS_AT_ONCE) {
    const some = partnerIds.slice(nth, nth + PARTNERS_AT_ONCE);
    const packs = await selectPeakPacks(reader, some, first, last);
    for (const pack of packs) {
      eachQuarter(pack, window, (at, peak, seconds) => {
        quarters.add(at, peak, peak, seconds);
      });
      packedUntil = Math.max(packedUntil, pack.day + DAY_MS);
    }
    for (const row of await readUnpacked(reader, unpackedOf(some, packs, window)))
      quarters.add(row.bucket.getTime(), Number(row.peaks), row.most, Number(row.call_seconds));
  }
  const until = Math.max(packedUntil, await readClosedUntil(reader, partnerIds, window));
  return {
    rows: quarters.rows(starts),
    countedUntil: until === -Infinity ? null : new Date(Math.min(until, window.before.getTime())),
  };
}

type OfPartner = Window & { readonly partnerId: string };

/** The days of each partner that have no pack, those that touch as one. */
function unpackedOf(
  partnerIds: readonly string[],
  packs: readonly PeakPack[],
  { from, before }: Window,
): OfPartner[] {
  const packed = Map.groupBy(packs, ({ partnerId }) => partnerId);
  return partnerIds.flatMap((partnerId) => {
    const days = (packed.get(partnerId) ?? []).map(({ day }) => day).sort((a, b) => a - b);
    const ends = [from.getTime(), ...days.map((day) => day + DAY_MS)];
    return ends
      .map((end, nth) => ({
        partnerId,
        from: new Date(Math.max(end, from.getTime())),
        before: new Date(Math.min(days[nth] ?? Infinity, before.getTime())),
      }))
      .filter((one) => one.from < one.before);
  });
}

interface UnpackedRow {
  readonly bucket: Date;
  readonly peaks: bigint;
  readonly most: number;
  readonly call_seconds: bigint;
}

async function readUnpacked(reader: Reader, of: readonly OfPartner[]): Promise<readonly UnpackedRow[]> {
  if (of.length === 0) return [];
  const { rows } = await sql<UnpackedRow>`
    SELECT bucket, sum(peak)::bigint AS peaks, max(peak)::int AS most, sum(call_seconds)::bigint AS call_seconds
    FROM unnest(${of.map((one) => one.partnerId)}::uuid[], ${of.map((one) => one.from.toISOString())}::timestamptz[],
      ${of.map((one) => one.before.toISOString())}::timestamptz[]) AS p(partner, low, high)
    JOIN LATERAL (SELECT * FROM cdr_concurrency c
      WHERE c.partner_id = p.partner AND c.bucket >= p.low AND c.bucket < p.high OFFSET 0) c ON true
    WHERE EXISTS (SELECT FROM cdr_period h WHERE h.partner_id = p.partner AND h.grain = 'hour'
        AND h.starts = date_trunc('hour', c.bucket, 'UTC') OFFSET 0)
      OR EXISTS (SELECT FROM cdr_period d WHERE d.partner_id = p.partner AND d.grain = 'day'
        AND d.starts = date_trunc('day', c.bucket, 'UTC') OFFSET 0)
    GROUP BY bucket`.execute(reader);
  return rows;
}

/** The end of the newest closed hour before the end of a window. */
async function readClosedUntil(
  reader: Reader,
  partnerIds: readonly string[],
  { before }: Window,
): Promise<number> {
  const { rows } = await sql<{ newest: Date | null }>`
    SELECT max(h.starts) AS newest FROM unnest(${partnerIds}::uuid[]) AS of_partner
    JOIN LATERAL (SELECT starts FROM cdr_period
      WHERE partner_id = of_partner AND grain = 'hour' AND starts < ${before} ORDER BY starts DESC LIMIT 1) h ON true`.execute(
    reader,
  );
  const newest = rows[0]?.newest ?? null;
  return newest === null ? -Infinity : newest.getTime() + HOUR_MS;
}
