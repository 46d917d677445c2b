import type { Reader } from '../platform/db/index.ts';
import { Heap, type Measure } from './running-codec.ts';
import { atOneMoment, coverByRunning, uncovered, type RunningCover } from './running-cover.ts';
import { dayName, piecesOf, readRest, type SignedRow } from './running-rest.ts';
import { placeKey, selectPlaces, selectRunning, type Place, type RunningRow } from './running-store.ts';
import { NOTHING, addTraffic, type TrafficDimension, type TrafficSums, type Window } from './traffic.ts';

/** A measure of one key. */
type Of = (measure: Measure) => number;

export interface RankingAsked {
  readonly dimension: Exclude<TrafficDimension, 'destination'>;
  readonly window: Window;
  /** What it is compared with; null: with nothing. */
  readonly previous: Window | null;
  readonly currency: string;
  /** Null: both. */
  readonly direction: 'inbound' | 'outbound' | null;
  /** What keys are ranked by. */
  readonly value: (now: Of, before: Of) => number;
  readonly order: 'asc' | 'desc';
  readonly limit: number;
}

/** A customer, trunk or number, in both stretches. */
export interface Ranked {
  readonly partnerId: string;
  readonly customerId: string;
  /** Trunk id or own number; `''` of a customer. */
  readonly key: string;
  readonly now: TrafficSums;
  readonly before: TrafficSums;
}

export interface Ranking {
  /** Of all, not only of the first. */
  readonly total: { readonly now: TrafficSums; readonly before: TrafficSums };
  /** How many had calls in either stretch. */
  readonly count: number;
  /** That had calls in the window. */
  readonly currencies: readonly string[];
  /** The first by the order that was asked for, and all that are level with the last of them; in any order. */
  readonly entries: readonly Ranked[];
}

/** All keys of one partner. */
class Board {
  readonly now = new Heap();
  readonly before = new Heap();
  /** Keys that are known already, by their places. */
  readonly #keys = new Map<number, Place>();

  get size(): number {
    return Math.max(this.now.size, this.before.size);
  }

  learn(place: Place): void {
    this.#keys.set(place.place, place);
  }

  /** Puts rows to what was packed; a key that has no place gets one behind all others, for this answer. */
  put(rows: readonly SignedRow[]): void {
    const made = new Map<string, number>();
    const first = rows.reduce((most, { place }) => Math.max(most, (place ?? -1) + 1), this.size);
    for (const { row, place: known, signs } of rows) {
      const place = known ?? this.#placeFor(row, made, first);
      const [now = 0, before = 0] = signs;
      if (now !== 0) this.now.add(place, row, now);
      if (before !== 0) this.before.add(place, row, before);
    }
  }

  #placeFor(row: SignedRow['row'], made: Map<string, number>, first: number): number {
    const name = placeKey(row);
    const place = made.get(name) ?? first + made.size;
    made.set(name, place);
    this.learn({ ...row, place });
    return place;
  }

  keyOf(place: number): Place | undefined {
    return this.#keys.get(place);
  }
}

/** The first of a partner's customers, trunks or numbers, or of several partners together, by what they are ranked by. */
export async function rankTraffic(
  reader: Reader,
  owner: { readonly partnerIds: readonly string[]; readonly customerId: string | null },
  asked: RankingAsked,
): Promise<Ranking> {
  const boards = new Map(owner.partnerIds.map((partnerId) => [partnerId, new Board()]));
  const windows = [asked.window, ...(asked.previous === null ? [] : [asked.previous])];
  const { calls, rest } =
    owner.customerId === null
      ? await atOneMoment(reader, windows, async (moment) =>
          fill(moment, asked, null, await coverByRunning(moment, owner.partnerIds, windows), boards),
        )
      : // Of one customer there are few rows; all of the partner are packed together.
        await fill(
          reader,
          asked,
          owner.customerId,
          windows.map((window) => uncovered(owner.partnerIds, window)),
          boards,
        );
  for (const { row, signs } of rest)
    calls.set(row.currency, (calls.get(row.currency) ?? 0) + (signs[0] ?? 0) * row.attempts);
  putRows(asked, rest, boards);
  const currencies = [...calls].filter(([, count]) => count > 0).map(([one]) => one);
  return { currencies, ...(await rank(reader, asked, boards)) };
}

/** Adds what is packed, and reads the rest. */
async function fill(
  reader: Reader,
  asked: RankingAsked,
  customerId: string | null,
  covers: readonly RunningCover[],
  boards: ReadonlyMap<string, Board>,
): Promise<{ readonly calls: Map<string, number>; readonly rest: readonly SignedRow[] }> {
  const calls = await addPieces(reader, asked, covers, boards);
  const withPlaces = covers.some(({ pieces }) => pieces.length > 0);
  return { calls, rest: await readRest(reader, asked.dimension, covers, { customerId, withPlaces }) };
}

/** Adds what is packed; gives how many calls of the window are of each currency. */
async function addPieces(
  reader: Reader,
  { dimension, currency, direction }: RankingAsked,
  covers: readonly RunningCover[],
  boards: ReadonlyMap<string, Board>,
): Promise<Map<string, number>> {
  const pieces = piecesOf(covers);
  // Outbound is what is left of both without inbound.
  const directions: Partial<Record<RunningRow['direction'], number>> =
    direction === null ? { '': 1 } : direction === 'inbound' ? { inbound: 1 } : { '': 1, inbound: -1 };
  const days = [...pieces.values()].map(({ one }) => one);
  const rows = await selectRunning(reader, dimension, days, {
    currency,
    directions: Object.keys(directions) as RunningRow['direction'][],
  });
  const calls = new Map<string, number>();
  for (const row of rows) {
    const [now = 0, before = 0] = pieces.get(dayName(row))?.signs ?? [];
    const board = boards.get(row.partnerId);
    if (row.direction === '') calls.set(row.currency, (calls.get(row.currency) ?? 0) + now * row.attempts);
    const sign = directions[row.direction] ?? 0;
    if (row.sums === null) continue;
    if (now !== 0) board?.now.addPacked(row.sums, now * sign);
    if (before !== 0) board?.before.addPacked(row.sums, before * sign);
  }
  return calls;
}

function putRows(
  { currency, direction }: RankingAsked,
  rest: readonly SignedRow[],
  boards: ReadonlyMap<string, Board>,
): void {
  const fitting = rest.filter(
    ({ row }) => row.currency === currency && (direction === null || row.direction === direction),
  );
  for (const [partnerId, rows] of Map.groupBy(fitting, ({ row }) => row.partnerId))
    boards.get(partnerId)?.put(rows);
}

async function rank(
  reader: Reader,
  { dimension, value, order, limit }: RankingAsked,
  boards: ReadonlyMap<string, Board>,
): Promise<Omit<Ranking, 'currencies'>> {
  const total = { now: NOTHING, before: NOTHING };
  const all: {
    readonly partnerId: string;
    readonly board: Board;
    readonly place: number;
    readonly value: number;
  }[] = [];
  for (const [partnerId, board] of boards) {
    const { now, before } = board;
    total.now = addTraffic(total.now, now.total());
    total.before = addTraffic(total.before, before.total());
    let at = 0;
    const ofNow: Of = (measure) => now.value(at, measure);
    const ofBefore: Of = (measure) => before.value(at, measure);
    for (at = 0; at < board.size; at += 1)
      if (now.has(at) || before.has(at))
        all.push({ partnerId, board, place: at, value: value(ofNow, ofBefore) });
  }
  const first = firstOf(all, order, limit);
  const unknown = first.filter(({ board, place }) => board.keyOf(place) === undefined);
  for (const place of await selectPlaces(reader, dimension, unknown))
    boards.get(place.partnerId)?.learn(place);
  return {
    total,
    count: all.length,
    entries: first.map(({ partnerId, board, place }) => ({
      partnerId,
      customerId: board.keyOf(place)?.customerId ?? '',
      key: board.keyOf(place)?.key ?? '',
      now: board.now.sums(place),
      before: board.before.sums(place),
    })),
  };
}

/** The first by their values, with all that are level with the last of them. */
function firstOf<T extends { readonly value: number }>(
  all: readonly T[],
  order: 'asc' | 'desc',
  limit: number,
): T[] {
  if (all.length <= limit) return [...all];
  const values = new Float64Array(all.length);
  for (const [at, one] of all.entries()) values[at] = one.value;
  values.sort();
  const last = (order === 'asc' ? values[limit - 1] : values[values.length - limit]) ?? 0;
  return all.filter((one) => (order === 'asc' ? one.value <= last : one.value >= last));
}
