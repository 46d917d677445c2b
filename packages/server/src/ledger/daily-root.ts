import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import {
  decodeCursor,
  encodeCursor,
  type CursorParts,
  type DateRange,
  type PageRequest,
} from '../platform/http/index.ts';

/** A place in a partner's chain. */
export interface ChainPlace {
  readonly entryNo: bigint;
  /** SHA-256 in hex. */
  readonly hash: string;
}

/** Where a partner's chain stood at the end of a UTC day. */
export interface DailyRoot extends ChainPlace {
  /** `YYYY-MM-DD`. */
  readonly day: string;
}

/** The end of a chain. Entry 0 and 32 zero bytes before the first entry. */
export interface ChainHead extends ChainPlace {
  /** Of the last entry; null before the first. */
  readonly postedAt: Date | null;
}

export interface DailyRootList {
  /** Oldest first. */
  readonly roots: readonly DailyRoot[];
  readonly total: number;
  /** Null at the end. */
  readonly nextCursor: string | null;
}

/** The day of the last root that was shown. */
export const ROOT_CURSOR: CursorParts = [isDay];

function isDay(text: string): boolean {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** An instant stands for its UTC day, so that both ends of a window are included. */
function conditionsOf(partnerId: string, { from, before }: DateRange): RawBuilder<unknown>[] {
  const dayOf = (at: Date): RawBuilder<unknown> => sql`(${at}::timestamptz AT TIME ZONE 'UTC')::date`;
  const all = [sql`r.partner_id = ${partnerId}`];
  if (from !== null) all.push(sql`r.day >= ${dayOf(from)}`);
  if (before !== null) all.push(sql`r.day <= ${dayOf(new Date(before.getTime() - 1))}`);
  return all;
}

/**
 * Roots of the days that are over: an entry of a later day is there. Days without entries have no root: that of the day
 * before still holds.
 */
export async function readDailyRoots(
  reader: Reader,
  partnerId: string,
  window: DateRange,
  page: Pick<PageRequest, 'limit' | 'offset' | 'cursor'>,
): Promise<DailyRootList> {
  const all = conditionsOf(partnerId, window);
  const shown =
    page.cursor === null ? all : [...all, sql`r.day > ${decodeCursor(page.cursor, ROOT_CURSOR)[0]}::date`];
  const { rows } = await sql<{ day: string; entry_no: bigint; hash: string }>`
    SELECT r.day::text, r.entry_no, encode(r.hash, 'hex') AS hash FROM ledger_daily_root r
    WHERE ${sql.join(shown, sql` AND `)}
    ORDER BY r.day LIMIT ${page.limit + 1} OFFSET ${page.offset}`.execute(reader);
  const count = await sql<{ total: bigint }>`SELECT count(*) AS total FROM ledger_daily_root r
    WHERE ${sql.join(all, sql` AND `)}`.execute(reader);
  const roots = rows
    .slice(0, page.limit)
    .map(({ day, entry_no: entryNo, hash }): DailyRoot => ({ day, entryNo, hash }));
  const last = roots.at(-1);
  return {
    roots,
    total: Number(count.rows[0]?.total ?? 0n),
    nextCursor: rows.length > page.limit && last !== undefined ? encodeCursor([last.day]) : null,
  };
}

export async function readChainHead(reader: Reader, partnerId: string): Promise<ChainHead> {
  const { rows } = await sql<{ entry_no: bigint; hash: string; posted_at: Date }>`
    SELECT entry_no, encode(hash, 'hex') AS hash, posted_at FROM ledger_chain_head
    WHERE partner_id = ${partnerId}`.execute(reader);
  const [row] = rows;
  if (row === undefined) return { entryNo: 0n, hash: '0'.repeat(64), postedAt: null };
  return { entryNo: row.entry_no, hash: row.hash, postedAt: row.entry_no === 0n ? null : row.posted_at };
}
