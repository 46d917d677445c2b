import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import { DAY_MS } from '../platform/time/index.ts';
import { coverWindow, periodEnd, periodKey } from './cover-window.ts';
import { IntervalPlaces } from './interval-places.ts';
import { eachQuarter, selectPeakPacks, type PeakPack } from './peak-packs.ts';
import { selectClosed } from './period-store.ts';
import { readStarts } from './series-store.ts';
import type { Window } from './traffic.ts';

export interface ConcurrencyAsked {
  /** Both ends on quarters of an hour. */
  readonly window: Window;
  readonly interval: 'hour' | 'day';
  /** IANA name; the intervals are of its clock. */
  readonly timeZone: string;
  /** When the intervals start (`readStarts`), where that is known already. */
  readonly starts?: readonly Date[];
  /** Null: of the whole partner. */
  readonly customerId: string | null;
}

/** How many calls were up in a stretch of time. */
export interface ConcurrencyRow {
  readonly starts: Date;
  /** Most at one moment. */
  readonly peak: number;
  /** Of all calls within the stretch. */
  readonly callSeconds: number;
}

/**
 * How many calls of a partner, or of one customer, were up at once: what is added up of whole partners, and what is not yet from
 * the calls; of a customer all from the calls. Stretches without calls are left out. Calls that are still up are not known here.
 */
export async function readConcurrency(
  reader: Reader,
  partnerId: string,
  asked: ConcurrencyAsked,
): Promise<ConcurrencyRow[]> {
  const [{ days, stored, open }, starts] = await Promise.all([
    partsOf(reader, partnerId, asked),
    asked.starts ?? readStarts(reader, asked),
  ]);
  const [rows, packs] = await Promise.all([
    readQuarters(reader, partnerId, asked.customerId, starts, stored, open),
    readPacks(reader, partnerId, days),
  ]);
  const byStart = new Map(rows.map((row) => [row.starts.getTime(), row]));
  const places = new IntervalPlaces(starts);
  for (const pack of packs) addPack(byStart, pack, places, asked.window);
  return [...byStart.values()].sort((a, b) => a.starts.getTime() - b.starts.getTime());
}

interface Parts {
  /** Closed UTC days, of which the window may cut the first and the last. */
  readonly days: readonly number[];
  /** What else is in closed hours or months. */
  readonly stored: readonly Window[];
  readonly open: readonly Window[];
}

async function partsOf(
  reader: Reader,
  partnerId: string,
  { window, customerId }: ConcurrencyAsked,
): Promise<Parts> {
  if (customerId !== null) return { days: [], stored: [], open: [window] };
  const first = Math.floor(window.from.getTime() / DAY_MS) * DAY_MS;
  const closed = await selectClosed(reader, [partnerId], { from: new Date(first), before: window.before });
  const closedDays = new Set(
    closed.flatMap(({ grain, starts }) => (grain === 'day' ? [starts.getTime()] : [])),
  );
  const longer = new Set(closed.filter(({ grain }) => grain !== 'day').map(periodKey));
  const days: number[] = [];
  const others: Window[] = [];
  for (let day = first; day < window.before.getTime(); day += DAY_MS) {
    const from = new Date(Math.max(day, window.from.getTime()));
    const before = new Date(Math.min(day + DAY_MS, window.before.getTime()));
    const last = others.at(-1);
    if (closedDays.has(day)) days.push(day);
    else if (last?.before.getTime() === from.getTime()) others[others.length - 1] = { ...last, before };
    else others.push({ from, before });
  }
  const covers = others.map((one) => coverWindow(one, (period) => longer.has(periodKey(period))));
  return {
    days,
    stored: covers.flatMap(({ periods }) =>
      periods.map((one) => ({ from: one.starts, before: periodEnd(one) })),
    ),
    open: covers.flatMap(({ rest }) => rest),
  };
}

/** Stretches that are read each with a plan of its own, which names its partitions; of more one plan serves all. */
const FEW_STRETCHES = 4;

/** By interval, what is in no closed day. An interval is what lies between two starts: an hour may have half of one more where a clock is put back. */
async function readQuarters(
  reader: Reader,
  partnerId: string,
  customerId: string | null,
  starts: readonly Date[],
  stored: readonly Window[],
  open: readonly Window[],
): Promise<ConcurrencyRow[]> {
  const sources = [
    ...(stored.length === 0
      ? []
      : [
          sql`SELECT c.bucket, c.peak, c.call_seconds FROM ${tableOf(stored)} JOIN LATERAL (SELECT * FROM cdr_concurrency c
            WHERE c.partner_id = ${partnerId} AND c.bucket >= low AND c.bucket < high OFFSET 0) c ON true`,
        ]),
    ...(open.length > FEW_STRETCHES
      ? [
          sql`SELECT c.* FROM ${tableOf(open)} CROSS JOIN LATERAL cdr_concurrent(${partnerId}, ${customerId}, low, high) c`,
        ]
      : open.map(
          ({ from, before }) =>
            sql`SELECT * FROM cdr_concurrent(${partnerId}, ${customerId}, ${from}, ${before})`,
        )),
  ];
  if (sources.length === 0) return [];
  const { rows } = await sql<{ nth: number; peak: number; call_seconds: bigint }>`
    SELECT width_bucket(bucket, ${starts.map((at) => at.toISOString())}::timestamptz[]) AS nth, max(peak)::int AS peak,
      sum(call_seconds)::bigint AS call_seconds
    FROM (${sql.join(sources, sql` UNION ALL `)}) q GROUP BY 1`.execute(reader);
  return rows.map((row) => ({
    starts: starts[row.nth - 1] ?? new Date(NaN),
    peak: row.peak,
    callSeconds: Number(row.call_seconds),
  }));
}

/** Stretches as a table `stretch (low, high)`. */
function tableOf(stretches: readonly Window[]): RawBuilder<unknown> {
  return sql`unnest(${stretches.map(({ from }) => from.toISOString())}::timestamptz[],
    ${stretches.map(({ before }) => before.toISOString())}::timestamptz[]) AS stretch(low, high)`;
}

async function readPacks(reader: Reader, partnerId: string, days: readonly number[]): Promise<PeakPack[]> {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const wanted = new Set(days);
  return (await selectPeakPacks(reader, [partnerId], first, last)).filter(({ day }) => wanted.has(day));
}

function addPack(
  byStart: Map<number, ConcurrencyRow>,
  pack: PeakPack,
  places: IntervalPlaces,
  window: Window,
): void {
  let place = places.of(pack.day);
  let row = { starts: new Date(0), peak: 0, callSeconds: 0 };
  const keep = (): void => {
    if (row.peak > 0) byStart.set(row.starts.getTime(), row);
  };
  eachQuarter(pack, window, (at, peak, callSeconds) => {
    place = places.after(place, at);
    const starts = places.startOf(place);
    if (starts !== row.starts.getTime()) {
      keep();
      row = { ...(byStart.get(starts) ?? { starts: new Date(starts), peak: 0, callSeconds: 0 }) };
    }
    row.peak = Math.max(row.peak, peak);
    row.callSeconds += callSeconds;
  });
  keep();
}
