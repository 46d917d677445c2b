import { askFunction, quoted, type Reader } from '../platform/db/index.ts';
import type { DateRange } from '../platform/http/index.ts';
import { isoText, utcDay } from '../platform/time/index.ts';
import { firstIdOf } from './call-time.ts';
import { fromRow as cdrFromRow, type Cdr, type CdrRow } from './cdr.ts';
import { listedBy, type CdrFilter } from './cdr-filter.ts';
import type { Shown } from './counting-store.ts';
import { sumWholePartner } from './list-sums-store.ts';
import type { CallSums, CurrencySums } from './sums.ts';
import { fromRow, sumRollups, type SumRow } from './sums-store.ts';
import { WHOLE_PARTNER } from './whole-partner.ts';
import { splitMonths } from './window.ts';

/** Pages that begin behind so many calls are found from where the rollups say that they begin. */
export const DEEP = 1_000;

const FIRST = new Date(0);
const LAST = new Date('9999-01-01T00:00:00Z');
const within = (at: Date): Date => new Date(Math.min(Math.max(+at, +FIRST), +LAST));

/** No call's id carries an instant beyond these, and the database reads none in a year before 1 or after 9999. */
function ofIds({ from, before }: DateRange): DateRange {
  return {
    from: from === null || from <= FIRST ? null : within(from),
    before: before === null || before >= LAST ? null : within(before),
  };
}

function range({ from, before }: DateRange, print: (at: Date) => string): string {
  return `[${from === null ? '' : print(from)},${before === null ? '' : print(before)})`;
}

function ranges(of: readonly DateRange[], print: (at: Date) => string): string {
  return `{${of.map((one) => quoted(range(one, print))).join(',')}}`;
}

/** What narrows a list that rollups know, as the functions of it take it. */
function whose(partnerId: string, { customerId, direction, context, classes }: CdrFilter) {
  return {
    of_partner: partnerId,
    of_customer: customerId ?? WHOLE_PARTNER,
    of_direction: direction ?? null,
    of_context: context ?? null,
    of_classes: classes ?? null,
  };
}

/** Which sums of closed periods know it; null: none, what they have of a customer tells no product and no status apart. */
function periodsOf(filter: CdrFilter): 'customer' | 'duration' | 'ending' | null {
  const { customerId, classes, context } = filter;
  if (customerId === undefined) return listedBy(filter);
  return classes === undefined && context === undefined ? 'customer' : null;
}

function add(a: CurrencySums, b: CurrencySums): CurrencySums {
  return {
    currency: a.currency,
    calls: a.calls + b.calls,
    answered: a.answered + b.answered,
    durationSeconds: a.durationSeconds + b.durationSeconds,
    talkSeconds: a.talkSeconds + b.talkSeconds,
    cost: a.cost + b.cost,
  };
}

/** Sums of what rollups know (`isSummed`), all of one moment. */
export async function sumKnown(reader: Reader, partnerId: string, filter: CdrFilter): Promise<CallSums> {
  const periods = periodsOf(filter);
  if (periods === null) return sumRollups(reader, partnerId, filter);
  const { from, before } = filter.window;
  // Where a window cuts days, hours that are over are fewer rows than their quarters.
  if (periods === 'ending' && (from !== null || before !== null))
    return sumWholePartner(reader, partnerId, filter, periods);
  const { months, days, quarters, rest } = splitMonths(ofIds(filter.window));
  const rows = await askFunction<SumRow>(reader, 'cdr_known_sums', [], {
    ...whose(partnerId, filter),
    of_periods: periods,
    months: months === null ? 'empty' : range(months, utcDay),
    days: ranges(days, utcDay),
    quarters: ranges(quarters, isoText),
    rest: ranges(rest, isoText),
  });
  const all = new Map<string, CurrencySums>();
  for (const one of rows.map(fromRow)) {
    const before = all.get(one.currency);
    all.set(one.currency, before === undefined ? one : add(before, one));
  }
  const currencies = [...all.values()]
    .filter(({ calls }) => calls > 0)
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
  return { currencies, capped: false };
}

export interface KnownPage extends Shown {
  /** The newest calls are behind this instant: they are looked through first. */
  readonly near: Date;
  readonly deep?: number;
}

/** A page of what rollups know, newest first, found from where they say that it lies. */
export async function selectKnown(
  reader: Reader,
  partnerId: string,
  filter: CdrFilter,
  { offset, limit, below, near, deep = DEEP }: KnownPage,
): Promise<Cdr[]> {
  const { from, before } = filter.window;
  const ends = [below?.toLowerCase(), before === null ? undefined : firstIdOf(before)];
  const [end] = ends.filter((id) => id !== undefined).sort();
  const rows = await askFunction<CdrRow>(reader, 'cdr_known_page', [], {
    ...whose(partnerId, filter),
    first_id: firstIdOf(from ?? FIRST),
    end_id: end ?? null,
    skipped: offset,
    wanted: limit,
    near_id: firstIdOf(near),
    deep,
  });
  return rows.map(cdrFromRow);
}
