import { sql } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import { DAY_MS, utcDay } from '../platform/time/index.ts';
import { ID_BYTES, selectDayPacks, uuidOf } from './day-packs.ts';
import { selectClosedDays } from './period-store.ts';
import { readPoints } from './series-store.ts';
import { WHOLE_PARTNER } from './whole-partner.ts';
import type { Window } from './traffic.ts';

/** What calls cost a customer in four weeks. Units of 10⁻⁵, as doubles: forecasts are made of them and nothing is posted. */
export interface Spending {
  readonly customerId: string;
  readonly currency: string;
  /** By weekday of the UTC day, Sunday first, over all weeks. */
  readonly byWeekday: readonly number[];
  /** By week, the oldest first. */
  readonly byWeek: readonly number[];
  /** First day with calls, `YYYY-MM-DD`. */
  readonly since: string;
}

const WEEKS = 4;
const DAYS = WEEKS * 7;

/** A customer's sums while they are added up. */
interface Adding {
  readonly byWeekday: number[];
  readonly byWeek: number[];
  /** Since the first of the 28 days. */
  since: number;
}

/** What was spent of one currency, by customer. */
class Spent {
  readonly #customers = new Map<string, Adding>();
  readonly #firstWeekday: number;

  constructor(first: Date) {
    this.#firstWeekday = first.getUTCDay();
  }

  /** Adds what a customer spent on one of the days. A customer is known by the bytes of its id. */
  add(customer: string, day: number, cost: number): void {
    let one = this.#customers.get(customer);
    if (one === undefined) {
      one = { byWeekday: [0, 0, 0, 0, 0, 0, 0], byWeek: [0, 0, 0, 0], since: day };
      this.#customers.set(customer, one);
    }
    const [weekday, week] = [(this.#firstWeekday + day) % 7, Math.floor(day / 7)];
    one.byWeekday[weekday] = (one.byWeekday[weekday] ?? 0) + cost;
    one.byWeek[week] = (one.byWeek[week] ?? 0) + cost;
    if (day < one.since) one.since = day;
  }

  /** Those that spent something. */
  *rows(currency: string, first: number): Generator<Spending> {
    const names = Array.from({ length: DAYS }, (_, day) => dayName(first + day * DAY_MS));
    for (const [customer, { byWeekday, byWeek, since }] of this.#customers)
      if (byWeek.reduce((sum, value) => sum + value, 0) > 0)
        yield {
          customerId: uuidOf(Buffer.from(customer, 'latin1')),
          currency,
          byWeekday,
          byWeek,
          since: names[since] ?? '',
        };
  }
}

const dayName = (at: number): string => utcDay(new Date(at));

const bytesOf = (uuid: string): string => Buffer.from(uuid.replaceAll('-', ''), 'hex').toString('latin1');

/** Of every customer of a partner that spent something, over the 28 UTC days before a day. */
export async function readSpending(reader: Reader, partnerId: string, before: string): Promise<Spending[]> {
  const end = Date.parse(before);
  const first = end - DAYS * DAY_MS;
  const window = { from: new Date(first), before: new Date(end) };
  const closed = (await selectClosedDays(reader, [partnerId], window)).get(partnerId) ?? new Set();
  const days = Array.from({ length: DAYS }, (_, index) => first + index * DAY_MS);
  const byCurrency = new Map<string, Spent>();
  const of = (currency: string): Spent => {
    const spent = byCurrency.get(currency) ?? new Spent(window.from);
    byCurrency.set(currency, spent);
    return spent;
  };
  const [packs, rows] = await Promise.all([
    selectDayPacks(reader, partnerId, 'spent', days.filter((day) => closed.has(day)).map(dayName)),
    readOpenDays(
      reader,
      partnerId,
      days.filter((day) => !closed.has(day)),
    ),
  ]);
  const placeOf = (day: string): number => (Date.parse(day) - first) / DAY_MS;
  for (const { day, currency, pack } of packs) addPack(of(currency), placeOf(day), pack);
  for (const { customer_id: id, currency, day, cost } of rows)
    of(currency).add(bytesOf(id), placeOf(day), Number(cost));
  return [...byCurrency].flatMap(([currency, spent]) => [...spent.rows(currency, first)]);
}

const BYTES = 24;
const HIGH = 2 ** 32;

function addPack(spent: Spent, day: number, pack: Buffer): void {
  for (let at = 0; at < pack.length; at += BYTES) {
    const cost = pack.readInt32BE(at + ID_BYTES) * HIGH + pack.readUInt32BE(at + ID_BYTES + 4);
    spent.add(pack.toString('latin1', at, at + ID_BYTES), day, cost);
  }
}

async function readOpenDays(
  reader: Reader,
  partnerId: string,
  days: readonly number[],
): Promise<
  readonly {
    readonly customer_id: string;
    readonly currency: string;
    readonly day: string;
    readonly cost: bigint;
  }[]
> {
  if (days.length === 0) return [];
  const { rows } = await sql<{ customer_id: string; currency: string; day: string; cost: bigint }>`
    SELECT customer_id, currency, day::text AS day, sum(cost)::bigint AS cost FROM cdr_rollup_day
    WHERE partner_id = ${partnerId} AND dimension = 'total' AND customer_id <> ${WHOLE_PARTNER}::uuid
      AND day = ANY (${days.map(dayName)}::date[])
    GROUP BY customer_id, currency, day`.execute(reader);
  return rows;
}

/** What each customer spent in a stretch of time on quarters of an hour. */
export interface RecentSpending {
  readonly customerId: string;
  readonly currency: string;
  readonly cost: number;
}

export async function readRecentSpending(
  reader: Reader,
  partnerId: string,
  window: Window,
): Promise<RecentSpending[]> {
  const { rows } = await sql<{ customer_id: string; currency: string; cost: bigint }>`
    SELECT customer_id, currency, sum(cost)::bigint AS cost FROM cdr_rollup
    WHERE partner_id = ${partnerId} AND customer_id <> ${WHOLE_PARTNER}::uuid
      AND bucket >= ${window.from} AND bucket < ${window.before}
    GROUP BY customer_id, currency HAVING sum(cost) > 0`.execute(reader);
  return rows.map((row) => ({
    customerId: row.customer_id,
    currency: row.currency,
    cost: Number(row.cost),
  }));
}

/** What a whole partner's calls cost by weekday and hour UTC, in a stretch of whole UTC days: 7 × 24, Sunday first. */
export async function readHours(reader: Reader, partnerId: string, window: Window): Promise<number[]> {
  const points = await readPoints(reader, [partnerId], {
    window,
    interval: 'hour',
    timeZone: 'UTC',
    customerId: null,
    direction: null,
    context: null,
  });
  const hours = Array.from({ length: 7 * 24 }, () => 0);
  for (const { starts, cost } of points) {
    const slot = starts.getUTCDay() * 24 + starts.getUTCHours();
    hours[slot] = (hours[slot] ?? 0) + Number(cost);
  }
  return hours;
}
