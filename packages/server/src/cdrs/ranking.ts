import type { Reader } from '../platform/db/index.ts';
import { Heap, type Measure } from './running-codec.ts';
import {
  coverByRunning,
  findPlaces,
  placeKey,
  selectPlaces,
  selectRunning,
  type Place,
  type RunningCover,
  type RunningRow,
} from './running-store.ts';
import {
  NOTHING,
  addTraffic,
  type TrafficDimension,
  type TrafficRow,
  type TrafficSums,
  type Window,
} from './traffic.ts';
import { readStretches } from './traffic-store.ts';

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

type Side = 'now' | 'before';

/** All keys of one partner. */
class Board {
  readonly now = new Heap();
  readonly before = new Heap();
  /** Keys that are known already, by their places. */
  readonly #keys = new Map<number, Place>();
  readonly #places = new Map<string, number>();
  #next = 0;

  get size(): number {
    return Math.max(this.now.size, this.before.size);
  }

  learn(places: readonly Place[]): void {
    for (const one of places) {
      this.#keys.set(one.place, one);
      this.#places.set(placeKey(one), one.place);
    }
  }

  /** Puts rows to what was packed; a key that has no place gets one behind all others, for this answer. */
  put(side: Side, rows: readonly TrafficRow[]): void {
    this.#next = Math.max(this.#next, this.size);
    for (const place of this.#keys.keys()) this.#next = Math.max(this.#next, place + 1);
    for (const row of rows) {
      const name = placeKey(row);
      let place = this.#places.get(name);
      if (place === undefined) {
        place = this.#next;
        this.#next += 1;
        this.learn([{ ...row, place }]);
      }
      this[side].add(place, row);
    }
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
  const currencies = new Set<string>();
  const nothing: RunningCover = { pieces: [], rest: [] };
  // Of one customer there are few rows; all of the partner are packed together.
  const cover = async (window: Window | null): Promise<RunningCover> =>
    window === null
      ? nothing
      : owner.customerId === null
        ? coverByRunning(reader, owner.partnerIds, window)
        : { pieces: [], rest: owner.partnerIds.map((partnerId) => ({ partnerId, ...window })) };
  const now = await cover(asked.window);
  const before = await cover(asked.previous);
  for (const one of await packedOf(reader, asked, { now, before }, boards)) currencies.add(one);
  const rest = {
    now: await readStretches(reader, asked.dimension, now.rest, owner.customerId),
    before: await readStretches(reader, asked.dimension, before.rest, owner.customerId),
  };
  for (const row of rest.now) currencies.add(row.currency);
  await putRows(reader, asked, rest, boards);
  return { currencies: [...currencies], ...(await rank(reader, asked, boards)) };
}

/** Adds what is packed; gives the currencies of the window. */
async function packedOf(
  reader: Reader,
  { dimension, currency, direction }: RankingAsked,
  sides: Readonly<Record<Side, RunningCover>>,
  boards: ReadonlyMap<string, Board>,
): Promise<string[]> {
  const wanted = new Map<string, { partnerId: string; day: string; now: number; before: number }>();
  for (const side of ['now', 'before'] as const)
    for (const { partnerId, day, times } of sides[side].pieces) {
      const one = wanted.get(`${partnerId} ${day}`) ?? { partnerId, day, now: 0, before: 0 };
      wanted.set(`${partnerId} ${day}`, { ...one, [side]: one[side] + times });
    }
  // Outbound is what is left of both without inbound.
  const signs: Partial<Record<RunningRow['direction'], number>> =
    direction === null ? { '': 1 } : direction === 'inbound' ? { inbound: 1 } : { '': 1, inbound: -1 };
  const rows = await selectRunning(reader, dimension, [...wanted.values()], {
    currency,
    directions: Object.keys(signs) as RunningRow['direction'][],
  });
  const attempts = new Map<string, number>();
  for (const row of rows) {
    const times = wanted.get(`${row.partnerId} ${row.day}`);
    const board = boards.get(row.partnerId);
    if (times === undefined || board === undefined) continue;
    if (row.direction === '')
      attempts.set(row.currency, (attempts.get(row.currency) ?? 0) + times.now * row.attempts);
    const sign = signs[row.direction] ?? 0;
    if (row.sums === null) continue;
    if (times.now !== 0) board.now.addPacked(row.sums, times.now * sign);
    if (times.before !== 0) board.before.addPacked(row.sums, times.before * sign);
  }
  return [...attempts].filter(([, calls]) => calls > 0).map(([one]) => one);
}

async function putRows(
  reader: Reader,
  { dimension, currency, direction }: RankingAsked,
  rest: Readonly<Record<Side, readonly TrafficRow[]>>,
  boards: ReadonlyMap<string, Board>,
): Promise<void> {
  const fitting = (side: Side): Map<string, TrafficRow[]> =>
    Map.groupBy(
      rest[side].filter(
        (row) => row.currency === currency && (direction === null || row.direction === direction),
      ),
      (row) => row.partnerId,
    );
  const [now, before] = [fitting('now'), fitting('before')];
  for (const [partnerId, board] of boards) {
    const [ofNow, ofBefore] = [now.get(partnerId) ?? [], before.get(partnerId) ?? []];
    // All places are known before one is made up. Where nothing is packed, made up ones are as good as any.
    if (board.size > 0) board.learn(await findPlaces(reader, dimension, [...ofNow, ...ofBefore]));
    board.put('now', ofNow);
    board.put('before', ofBefore);
  }
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
      if (ofNow('attempts') > 0 || ofBefore('attempts') > 0)
        all.push({ partnerId, board, place: at, value: value(ofNow, ofBefore) });
  }
  const first = firstOf(all, order, limit);
  const unknown = first.filter(({ board, place }) => board.keyOf(place) === undefined);
  for (const place of await selectPlaces(reader, dimension, unknown))
    boards.get(place.partnerId)?.learn([place]);
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
  const values = Float64Array.from(all, (one) => one.value).sort();
  const last = (order === 'asc' ? values[limit - 1] : values[values.length - limit]) ?? 0;
  return all.filter((one) => (order === 'asc' ? one.value <= last : one.value >= last));
}
