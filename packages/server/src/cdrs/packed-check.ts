import { sql } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import { ID_BYTES, selectDayPacks, uuidOf } from './day-packs.ts';
import { calls, type SumsCheck, type SumsDifference } from './sums-check-store.ts';
import { SUM_COLUMNS } from './traffic-columns.ts';
import type { Window } from './traffic.ts';
import { WHOLE_PARTNER } from './whole-partner.ts';
import { QUARTER_MS } from './window.ts';

/** What a packed day has of each quarter, in the order in which it lies there. */
const MEASURES = SUM_COLUMNS.filter((name) => name !== 'short_calls');
const QUARTERS = 96;
const BYTES = 8;

/** One figure of a packed day: as it lies there, and as the calls make it. */
type Figure = Pick<SumsDifference, 'customerId' | 'starts' | 'key' | 'currency' | 'measure'>;

/** Compares figures one by one, and keeps the first that differs. A row differs once, however many of its figures do. */
class Comparison {
  checked = 0;
  differing = 0;
  first: SumsDifference | null = null;

  /** Of a row: its figures until one differs. */
  row(figures: Iterable<Figure & { readonly stored: bigint; readonly made: bigint }>): void {
    this.checked += 1;
    for (const one of figures) {
      if (one.stored === one.made) continue;
      this.differing += 1;
      this.first ??= { table: 'packed_days', ...one };
      return;
    }
  }
}

interface Asked {
  readonly reader: Reader;
  readonly partnerId: string;
  readonly window: Window;
  /** The closed ones in it, `YYYY-MM-DD`. */
  readonly days: readonly string[];
}

/**
 * Closed days as they are packed against their calls: sums of the day and their marks, what customers spent, and how many calls were
 * up. Charts, dashboards and forecasts read these, and nothing else that is compared is made of them.
 */
export async function checkPacked(reader: Reader, partnerId: string, window: Window): Promise<SumsCheck> {
  const { rows } = await sql<{ day: string }>`
    SELECT (starts AT TIME ZONE 'UTC')::date::text AS day FROM cdr_period
    WHERE partner_id = ${partnerId} AND grain = 'day' AND starts >= ${window.from} AND starts < ${window.before} ORDER BY 1`.execute(
    reader,
  );
  const asked = { reader, partnerId, window, days: rows.map(({ day }) => day) };
  const found = new Comparison();
  if (asked.days.length > 0) {
    await compareSums(asked, found);
    await compareSpending(asked, found);
    await compareConcurrency(asked, found);
  }
  return { checked: found.checked, differing: found.differing, first: found.first };
}

interface Place {
  readonly day: string;
  readonly call_direction: string;
  readonly context: string;
  readonly currency: string;
}

const placeKey = (one: Place): string => [one.day, one.currency, one.call_direction, one.context].join(' ');
const startOf = (day: string): Date => new Date(`${day}T00:00:00Z`);

interface DayRow extends Place {
  /** int8[] comes as texts. */
  readonly figures: readonly string[];
  readonly marks: Buffer;
}

/** By place, what the calls of each quarter of the day make; missing quarters have none. */
async function readQuarters(
  reader: Reader,
  partnerId: string,
  window: Window,
): Promise<Map<string, Place & { readonly quarters: (readonly string[])[] }>> {
  const { rows } = await sql<Place & { quarter: number; figures: readonly string[] }>`
    SELECT day::text AS day, (extract(epoch FROM bucket AT TIME ZONE 'UTC' - day) / 900)::int AS quarter,
      coalesce(call_direction, '') AS call_direction, coalesce(context, '') AS context, currency,
      ARRAY[count(*), count(*) FILTER (WHERE cause_class = 'refused'), sum(answered),
        count(*) FILTER (WHERE cause_class IN ('answered', 'busy', 'no_answer', 'cancelled', 'rejected')), sum(duration),
        sum(billsec), sum(billed), sum(cost), sum(wholesale_cost), sum(margin), coalesce(sum(pdd_ms), 0), count(pdd_ms),
        coalesce(sum(mos_hundredths), 0), count(mos_hundredths)]::bigint[] AS figures
    FROM (${calls(partnerId, window)}) c
    GROUP BY GROUPING SETS ((day, bucket, call_direction, context, currency), (day, bucket, currency))`.execute(
    reader,
  );
  const places = new Map<string, Place & { readonly quarters: (readonly string[])[] }>();
  for (const row of rows) {
    const known = places.get(placeKey(row)) ?? { ...row, quarters: [] };
    known.quarters[row.quarter] = row.figures;
    places.set(placeKey(row), known);
  }
  return places;
}

async function compareSums({ reader, partnerId, window, days }: Asked, found: Comparison): Promise<void> {
  const made = await readQuarters(reader, partnerId, window);
  const { rows } = await sql<DayRow>`
    SELECT day::text AS day, call_direction, context, currency, ARRAY[${sql.join(MEASURES.map((name) => sql.ref(name)))}] AS figures, marks
    FROM cdr_day_sum WHERE partner_id = ${partnerId} AND day = ANY (${days}::date[])`.execute(reader);
  const stored = new Map(rows.map((row) => [placeKey(row), row]));
  const closed = new Set(days);
  const places = [...new Map<string, Place>([...made, ...stored])].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [key, place] of places)
    if (closed.has(place.day)) found.row(figuresOf(place, stored.get(key), made.get(key)?.quarters ?? []));
}

/** The day's sums, and what they were before each quarter but the first. */
function* figuresOf(
  place: Place,
  stored: DayRow | undefined,
  quarters: readonly (readonly string[] | undefined)[],
): Generator<Figure & { readonly stored: bigint; readonly made: bigint }> {
  const sums: bigint[] = MEASURES.map(() => 0n);
  const named = [place.call_direction, place.context].filter((one) => one !== '').join(' ') || 'all';
  for (let quarter = 0; quarter < QUARTERS; quarter += 1) {
    for (const [nth, figure] of (quarters[quarter] ?? []).entries())
      sums[nth] = (sums[nth] ?? 0n) + BigInt(figure);
    const isLast = quarter === QUARTERS - 1;
    const at = quarter * MEASURES.length * BYTES;
    for (const [nth, measure] of MEASURES.entries())
      yield {
        customerId: WHOLE_PARTNER,
        starts: isLast
          ? startOf(place.day)
          : new Date(startOf(place.day).getTime() + (quarter + 1) * QUARTER_MS),
        key: isLast ? named : `up to here ${named}`,
        currency: place.currency,
        measure,
        stored: isLast ? BigInt(stored?.figures[nth] ?? 0) : int8At(stored?.marks, at + nth * BYTES),
        made: sums[nth] ?? 0n,
      };
  }
}

/** A number of a value that is cut off or not there is zero, and so differs. */
function int8At(packed: Buffer | undefined, at: number): bigint {
  return packed === undefined || packed.length < at + BYTES ? 0n : packed.readBigInt64BE(at);
}

async function compareSpending({ reader, partnerId, window, days }: Asked, found: Comparison): Promise<void> {
  const { rows } = await sql<{ day: string; currency: string; customer_id: string; cost: bigint }>`
    SELECT day::text AS day, currency, customer_id, sum(cost)::bigint AS cost FROM (${calls(partnerId, window)}) c
    WHERE day = ANY (${days}::date[]) GROUP BY 1, 2, 3`.execute(reader);
  const sides = new Map<string, Figure & { stored: bigint; made: bigint }>();
  const side = (day: string, currency: string, customerId: string): { stored: bigint; made: bigint } => {
    const key = [day, currency, customerId].join(' ');
    const known = sides.get(key) ?? {
      ...{ customerId, starts: startOf(day), key: 'spent', currency, measure: 'cost' },
      stored: 0n,
      made: 0n,
    };
    sides.set(key, known);
    return known;
  };
  for (const row of rows) side(row.day, row.currency, row.customer_id).made = row.cost;
  for (const { day, currency, pack } of await selectDayPacks(reader, partnerId, 'spent', days))
    for (let at = 0; at + ID_BYTES + BYTES <= pack.length; at += ID_BYTES + BYTES)
      side(day, currency, uuidOf(pack.subarray(at, at + ID_BYTES))).stored += pack.readBigInt64BE(
        at + ID_BYTES,
      );
  for (const [, one] of [...sides].sort(([a], [b]) => (a < b ? -1 : 1))) found.row([one]);
}

const PEAK_BYTES = 4;
/** Longer than any call: so long after what retention dropped, calls may be missing that were up at night. */
const LONGEST_MS = 13 * 3_600_000;

/** Of a day's quarters both what is packed and the rows that it is packed from, which months of packed days long gone are read from. */
async function compareConcurrency(
  { reader, partnerId, window, days }: Asked,
  found: Comparison,
): Promise<void> {
  const { rows } = await sql<{
    bucket: Date;
    peak: number;
    seconds: bigint;
    kept_peak: number;
    kept_seconds: bigint;
  }>`
    SELECT bucket, coalesce(m.peak, 0) AS peak, coalesce(m.call_seconds, 0)::bigint AS seconds, coalesce(s.peak, 0) AS kept_peak,
      coalesce(s.call_seconds, 0)::bigint AS kept_seconds
    FROM cdr_concurrent(${partnerId}, NULL, ${window.from}, ${window.before}) m
    FULL JOIN (SELECT * FROM cdr_concurrency WHERE partner_id = ${partnerId} AND bucket >= ${window.from} AND bucket < ${window.before}) s
      USING (bucket)
    ORDER BY bucket`.execute(reader);
  const { rows: kept } = await sql<{ since: Date | null }>`SELECT cdr_kept_since() AS since`.execute(reader);
  const first = (kept[0]?.since?.getTime() ?? -Infinity) + LONGEST_MS;
  const packs = new Map(
    (await selectDayPacks(reader, partnerId, 'peaks', days)).map((one) => [one.day, one.pack]),
  );
  const byDay = Map.groupBy(rows, ({ bucket }) => bucket.toISOString().slice(0, 10));
  for (const day of days) {
    const made = new Map((byDay.get(day) ?? []).map((row) => [row.bucket.getTime(), row]));
    const pack = packs.get(day);
    for (let quarter = 0; quarter < QUARTERS; quarter += 1) {
      const starts = new Date(startOf(day).getTime() + quarter * QUARTER_MS);
      if (starts.getTime() < first) continue;
      const row = made.get(starts.getTime());
      const at = quarter * (PEAK_BYTES + BYTES);
      const isThere = pack !== undefined && pack.length >= at + PEAK_BYTES + BYTES;
      const peaks = [isThere ? pack.readInt32BE(at) : 0, row?.kept_peak ?? 0];
      const seconds = [int8At(pack, at + PEAK_BYTES), row?.kept_seconds ?? 0n];
      const about = { customerId: WHOLE_PARTNER, starts, key: 'calls at once', currency: '' };
      found.row([
        ...peaks.map((one) => ({
          ...about,
          measure: 'peak',
          stored: BigInt(one),
          made: BigInt(row?.peak ?? 0),
        })),
        ...seconds.map((stored) => ({ ...about, measure: 'call_seconds', stored, made: row?.seconds ?? 0n })),
      ]);
    }
  }
}
