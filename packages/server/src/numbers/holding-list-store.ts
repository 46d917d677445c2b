import { sql, type RawBuilder } from 'kysely';
import { containing, type Reader } from '../platform/db/index.ts';
import { fromHoldingRow, type HoldingRow } from './holding-store.ts';
import type { HoldingStatus, NumberHolding } from './number-holding.ts';

export interface HoldingFilter {
  readonly customerId?: string | undefined;
  /** Part of the number. */
  readonly search?: string | undefined;
  /** Default: all but released ones. */
  readonly statuses?: readonly HoldingStatus[] | undefined;
  readonly tag?: string | undefined;
}

export interface HoldingPlace {
  readonly limit: number;
  readonly offset: number;
  /** Only holdings that are older than the one of this id. */
  readonly afterId: string | null;
}

function conditions(partnerId: string, filter: HoldingFilter): RawBuilder<unknown> {
  const { customerId, search, statuses, tag } = filter;
  const parts: RawBuilder<unknown>[] = [sql`partner_id = ${partnerId}`];
  if (customerId !== undefined) parts.push(sql`customer_id = ${customerId}`);
  if (search !== undefined) parts.push(sql`e164 LIKE ${containing(search)}`);
  if (tag !== undefined) parts.push(sql`${tag} = ANY (tags)`);
  parts.push(
    statuses === undefined ? sql`status <> 'released'` : sql`status = ANY (${[...statuses]}::text[])`,
  );
  return sql.join(parts, sql` AND `);
}

/** Newest first. */
export async function selectHoldings(
  reader: Reader,
  partnerId: string,
  filter: HoldingFilter,
  place: HoldingPlace,
): Promise<NumberHolding[]> {
  const older = place.afterId === null ? sql`` : sql`AND id < ${place.afterId}::uuid`;
  const { rows } = await sql<HoldingRow>`SELECT * FROM number_holding
    WHERE ${conditions(partnerId, filter)} ${older} ORDER BY id DESC LIMIT ${place.limit} OFFSET ${place.offset}`.execute(
    reader,
  );
  return rows.map(fromHoldingRow);
}

export async function countHoldings(
  reader: Reader,
  partnerId: string,
  filter: HoldingFilter,
): Promise<number> {
  const { rows } = await sql<{ total: bigint }>`SELECT count(*) AS total FROM number_holding
    WHERE ${conditions(partnerId, filter)}`.execute(reader);
  return Number(rows[0]?.total ?? 0n);
}
