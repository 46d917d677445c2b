import type { Reader } from '../platform/db/index.ts';
import type { RunningCover } from './running-cover.ts';
import type { RunningPiece, Stretch } from './running-store.ts';
import type { TrafficDimension, TrafficRow } from './traffic.ts';
import { readParts } from './traffic-store.ts';

/** How often something counts in each of some windows: once, not at all, or it is taken away. */
export type Signs = readonly (1 | 0 | -1)[];

export interface SignedRow {
  readonly row: TrafficRow;
  /** Of the running sums; null where there is none, or none was asked for. Who has one is told by nothing else. */
  readonly place: number | null;
  readonly signs: Signs;
}

/** What several covers are made of, each piece once. */
function signed<T>(
  covers: readonly (readonly (T & { readonly times: 1 | -1 })[])[],
  nameOf: (one: T) => string,
): Map<string, { readonly one: T; readonly signs: Signs }> {
  const known = new Map<string, { readonly one: T; readonly signs: Signs }>();
  for (const [index, all] of covers.entries())
    for (const one of all) {
      const name = nameOf(one);
      const before = known.get(name)?.signs ?? covers.map(() => 0 as const);
      known.set(name, { one, signs: before.with(index, one.times) });
    }
  return known;
}

export function dayName({ partnerId, day }: Pick<RunningPiece, 'partnerId' | 'day'>): string {
  return `${partnerId} ${day}`;
}

/** Days whose running sums some covers want, by their names. */
export function piecesOf(
  covers: readonly RunningCover[],
): ReadonlyMap<string, { readonly one: RunningPiece; readonly signs: Signs }> {
  return signed<RunningPiece>(
    covers.map(({ pieces }) => pieces),
    dayName,
  );
}

/** What is not packed. A stretch that several windows have, some to add and some to take away, is read once. */
export async function readRest(
  reader: Reader,
  dimension: TrafficDimension,
  covers: readonly RunningCover[],
  of: Parameters<typeof readParts>[3],
): Promise<SignedRow[]> {
  const stretches = signed<Stretch>(
    covers.map(({ rest }) => rest),
    ({ partnerId, from, before }) => `${partnerId} ${String(+from)} ${String(+before)}`,
  );
  const parts = [...Map.groupBy(stretches.values(), ({ signs }) => signs.join()).values()];
  const rows = await readParts(
    reader,
    dimension,
    parts.flatMap((some, part) =>
      some.map(({ one: { partnerId, from, before } }) => ({ partnerId, from, before, part })),
    ),
    of,
  );
  return rows.map(({ part, place, ...row }) => ({ row, place, signs: parts[part]?.[0]?.signs ?? [] }));
}
