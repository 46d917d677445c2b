import { sql } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import { fromRow, type Cdr, type CdrRow } from './cdr.ts';
import type { CdrFilter } from './cdr-filter.ts';
import { conditionsOf } from './conditions.ts';

/**
 * How the newest of some calls are found. `walk`: along the ids until enough match, right where many do; `gather`: all that
 * match, from the index of the filter, then the newest of them, right where few do.
 */
export type Approach = 'walk' | 'gather';

export interface PageWanted {
  readonly offset: number;
  readonly limit: number;
  /** Calls with a lesser id than this. */
  readonly below: string | null;
  readonly approach: Approach;
  /** Where the newest calls are: a walk that is satisfied behind this instant looks into no partition before it. */
  readonly recent?: Date;
}

/**
 * Ids of a page, newest first. What is new is looked for among the new calls alone, as long as those are enough: to plan for
 * every partition that there is takes longer than to read the page.
 */
export async function selectIds(
  reader: Reader,
  partnerId: string,
  filter: CdrFilter,
  page: PageWanted,
): Promise<string[]> {
  const { from } = filter.window;
  if (page.approach === 'walk' && page.recent !== undefined && (from === null || from < page.recent)) {
    const recent = { ...filter, window: { ...filter.window, from: page.recent } };
    const ids = await selectPage(reader, partnerId, recent, page);
    if (ids.length === page.limit) return ids;
  }
  return selectPage(reader, partnerId, filter, page);
}

async function selectPage(
  reader: Reader,
  partnerId: string,
  filter: CdrFilter,
  page: PageWanted,
): Promise<string[]> {
  const below = page.below === null ? sql`` : sql`AND c.id < ${page.below}::uuid`;
  const matching = sql`SELECT c.id FROM cdr c WHERE ${conditionsOf(partnerId, filter)} ${below}`;
  // The fence keeps the planner from hoping that the newest match soon.
  const source = page.approach === 'walk' ? matching : sql`SELECT id FROM (${matching} OFFSET 0) c`;
  const { rows } = await sql<{ id: string }>`${source} ORDER BY c.id DESC
    LIMIT ${page.limit} OFFSET ${page.offset}`.execute(reader);
  return rows.map((row) => row.id);
}

/** Calls by their ids, newest first; only the partitions of these ids are looked into. */
export async function selectByIds(reader: Reader, partnerId: string, ids: readonly string[]): Promise<Cdr[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<CdrRow>`SELECT * FROM cdr
    WHERE partner_id = ${partnerId} AND id = ANY (${ids}::uuid[]) ORDER BY id DESC`.execute(reader);
  return rows.map(fromRow);
}

export async function selectCdr(reader: Reader, partnerId: string, callId: string): Promise<Cdr | null> {
  const { rows } = await sql<CdrRow>`SELECT * FROM cdr
    WHERE partner_id = ${partnerId} AND id = ${callId}`.execute(reader);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** Every partner that has calls, by hops along the index and not through all its entries. */
const PARTNERS = sql`WITH RECURSIVE hop AS (
    (SELECT partner_id FROM cdr ORDER BY partner_id LIMIT 1)
    UNION ALL
    SELECT (SELECT c.partner_id FROM cdr c WHERE c.partner_id > hop.partner_id ORDER BY c.partner_id LIMIT 1)
    FROM hop WHERE hop.partner_id IS NOT NULL)
  SELECT partner_id FROM hop WHERE partner_id IS NOT NULL`;

/** For the operator alone. */
export async function selectPartnersWithCalls(reader: Reader): Promise<string[]> {
  const { rows } = await sql<{ partner_id: string }>`${PARTNERS}`.execute(reader);
  return rows.map((row) => row.partner_id);
}

/** For the operator alone: whichever partner's. */
export async function selectAnyCdr(reader: Reader, callId: string): Promise<Cdr | null> {
  const partners = await selectPartnersWithCalls(reader);
  const { rows } = await sql<CdrRow>`SELECT * FROM cdr
    WHERE partner_id = ANY (${partners}::uuid[]) AND id = ${callId}`.execute(reader);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}
