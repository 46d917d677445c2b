import type { Reader } from '../platform/db/index.ts';
import { decodeCursor, encodeCursor, type CursorParts } from '../platform/http/index.ts';
import {
  selectChanges,
  selectForgotten,
  selectHorizon,
  type ChangePlace,
  type Horizon,
} from './change-store.ts';

export const FEED_CURSOR: CursorParts = [
  (xid) => /^\d{1,19}$/.test(xid),
  (number) => /^\d{1,18}$/.test(number),
];
export const MOST_CHANGES = 1_000;

export interface ChangePage {
  /** What was changed, each tag once, in order. */
  readonly tags: readonly string[];
  readonly cursor: string;
  /** More is there already. */
  readonly more: boolean;
  /** The place is not known here any more: everything remembered is to be forgotten. */
  readonly reset: boolean;
}

const write = ({ xid, number }: ChangePlace): string => encodeCursor([String(xid), String(number)]);

function read(cursor: string): ChangePlace {
  const [xid = '', number = ''] = decodeCursor(cursor, FEED_CURSOR);
  return { xid: BigInt(xid), number: BigInt(number) };
}

/** Before the first row that is not settled yet. */
const newest = ({ settled }: Horizon): ChangePlace => ({ xid: settled, number: 0n });

const later = (a: ChangePlace, b: ChangePlace): ChangePlace =>
  a.xid > b.xid || (a.xid === b.xid && a.number > b.number) ? a : b;

/**
 * What was changed after a place. Without one the feed begins now. A change is seen once its transaction and all that began
 * before it have ended, so that none is ever passed over. Throws 422 for a cursor that is none.
 */
export async function readChanges(reader: Reader, after: string | null, limit: number): Promise<ChangePage> {
  const horizon = await selectHorizon(reader);
  const begin = { tags: [], cursor: write(newest(horizon)), more: false };
  if (after === null) return { ...begin, reset: false };
  const place = read(after);
  const forgotten = await selectForgotten(reader);
  // Past the end of our time: the cursor of another database, or of this one before it was restored.
  const unknown = place.xid > horizon.next || (forgotten !== null && place.xid <= forgotten);
  if (unknown) return { ...begin, reset: true };
  const changes = await selectChanges(reader, place, limit + 1);
  const shown = changes.slice(0, limit);
  const more = changes.length > limit;
  const last = shown.at(-1) ?? place;
  return {
    tags: [...new Set(shown.map(({ tag }) => tag))],
    cursor: write(more ? last : later(last, newest(horizon))),
    more,
    reset: false,
  };
}
