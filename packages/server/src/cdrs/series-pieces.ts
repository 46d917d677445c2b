import { DAY_MS } from '../platform/time/index.ts';
import { markOf } from './day-marks.ts';
import type { Window } from './traffic.ts';

/** A stretch of a window that is shown as one. */
interface Interval extends Window {
  readonly starts: Date;
}

/** What a series is made of. Every part names the interval that it belongs to, but for what is read quarter by quarter. */
export interface SeriesPieces {
  /** Whole UTC days. */
  readonly days: readonly { readonly starts: Date; readonly day: Date }[];
  /** What a closed day came to before an instant, to be added or taken away. */
  readonly marks: readonly { readonly starts: Date; readonly at: Date; readonly sign: 1 | -1 }[];
  readonly quarters: readonly Window[];
}

/** The intervals of a window, of which it may cut the first and the last. */
function intervalsOf(starts: readonly Date[], window: Window): Interval[] {
  return starts
    .map((at, index) => ({
      starts: at,
      from: at < window.from ? window.from : at,
      before: new Date(Math.min(starts[index + 1]?.getTime() ?? Infinity, window.before.getTime())),
    }))
    .filter(({ from, before }) => from < before);
}

/** Cuts a window so that few rows are read: whole days, differences within closed days, and quarters of the others. */
export function piecesOf(
  starts: readonly Date[],
  window: Window,
  isClosed: (day: Date) => boolean,
  /** Days that are read otherwise. */
  isElsewhere: (day: Date) => boolean = () => false,
): SeriesPieces {
  const days: SeriesPieces['days'][number][] = [];
  const marks: SeriesPieces['marks'][number][] = [];
  const quarters: Window[] = [];
  for (const interval of intervalsOf(starts, window)) {
    const first = Math.floor(interval.from.getTime() / DAY_MS) * DAY_MS;
    for (let start = first; start < interval.before.getTime(); start += DAY_MS) {
      const day = new Date(start);
      if (isElsewhere(day)) continue;
      const from = new Date(Math.max(start, interval.from.getTime()));
      const before = new Date(Math.min(start + DAY_MS, interval.before.getTime()));
      const [whole, ends] = [from.getTime() === start, before.getTime() === start + DAY_MS];
      if (!(whole && ends) && !isClosed(day)) {
        add(quarters, { from, before });
        continue;
      }
      if (ends) days.push({ starts: interval.starts, day });
      else marks.push({ starts: interval.starts, at: before, sign: 1 });
      if (!whole) marks.push({ starts: interval.starts, at: from, sign: -1 });
    }
  }
  return { days, marks, quarters };
}

/** Stretches that touch are one. */
function add(list: Window[], stretch: Window): void {
  const last = list.at(-1);
  if (last?.before.getTime() === stretch.from.getTime())
    list[list.length - 1] = { from: last.from, before: stretch.before };
  else list.push(stretch);
}

/** The pieces of some partners' windows. */
export interface Parts {
  readonly closedDays: readonly DayOf[];
  readonly openDays: readonly DayOf[];
  readonly marks: readonly MarkedDay[];
  readonly quarters: readonly (Window & { readonly partnerId: string })[];
}

export interface DayOf {
  readonly partnerId: string;
  readonly starts: Date;
  readonly day: Date;
}

/** The marks of a closed day that are read, and what each is added to or taken from. */
export interface MarkedDay {
  readonly partnerId: string;
  readonly day: Date;
  readonly places: readonly number[];
  readonly uses: readonly { readonly nth: number; readonly starts: Date; readonly sign: 1 | -1 }[];
}

/** Where one stretch ends and the next begins, one mark serves both. */
function markedDay(partnerId: string, day: Date, marks: SeriesPieces['marks']): MarkedDay {
  const places = [...new Set(marks.map(({ at }) => markOf(day, at)))];
  const nth = new Map(places.map((place, index) => [place, index]));
  const uses = marks.map(({ at, starts, sign }) => ({ nth: nth.get(markOf(day, at)) ?? 0, starts, sign }));
  return { partnerId, day, places, uses };
}

export function partsOf(
  partnerIds: readonly string[],
  starts: readonly Date[],
  closed: ReadonlyMap<string, ReadonlySet<number>>,
  window: Window,
  elsewhere: ReadonlySet<number>,
): Parts {
  const all = partnerIds.map((partnerId) => {
    const isClosed = (day: Date): boolean => closed.get(partnerId)?.has(day.getTime()) ?? false;
    const { days, marks, quarters } = piecesOf(starts, window, isClosed, (day) =>
      elsewhere.has(day.getTime()),
    );
    const byDay = Map.groupBy(marks, ({ at }) => Math.floor(at.getTime() / DAY_MS) * DAY_MS);
    return {
      closedDays: days.filter(({ day }) => isClosed(day)).map((one) => ({ partnerId, ...one })),
      openDays: days.filter(({ day }) => !isClosed(day)).map((one) => ({ partnerId, ...one })),
      marks: [...byDay].map(([at, of]) => markedDay(partnerId, new Date(at), of)),
      quarters: quarters.map((one) => ({ partnerId, ...one })),
    };
  });
  return {
    closedDays: all.flatMap((one) => one.closedDays),
    openDays: all.flatMap((one) => one.openDays),
    marks: all.flatMap((one) => one.marks),
    quarters: all.flatMap((one) => one.quarters),
  };
}
