import { sql, type RawBuilder } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import { toRate } from '../pricing/index.ts';
import type { CarrierRoute, RouteDetails } from './carrier-route.ts';
import type { ListPlace } from './list-place.ts';
import { orNull } from './rules-json.ts';

interface RouteRow {
  readonly id: string;
  readonly carrier_id: string;
  readonly prefix: string;
  readonly gateway_group: string;
  readonly priority: number;
  readonly weight: number;
  readonly cost_rate: bigint | null;
  readonly exclusive: boolean;
  readonly enabled: boolean;
  readonly effective_from: Date;
  readonly effective_to: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly version: number;
}

export async function insertRoute(tx: Tx, r: CarrierRoute): Promise<void> {
  await sql`
    INSERT INTO carrier_route (id, carrier_id, prefix, gateway_group, priority, weight, cost_rate, exclusive, enabled,
      effective_from, effective_to, created_at, updated_at, version)
    VALUES (${r.id}, ${r.carrierId}, ${r.prefix}, ${r.group}, ${r.priority}, ${r.weight}, ${r.costRate}, ${r.exclusive},
      ${r.enabled}, ${r.effectiveFrom}, ${r.effectiveTo}, ${r.createdAt}, ${r.createdAt}, 1)`.execute(tx);
}

export async function selectRoute(
  reader: Reader,
  carrierId: string,
  id: string,
): Promise<CarrierRoute | null> {
  const { rows } = await sql<RouteRow>`SELECT * FROM carrier_route
    WHERE carrier_id = ${carrierId} AND id = ${id}`.execute(reader);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** Writes what an operator may change of a route, in the next version. The caller holds its carrier's lock. */
export async function updateRoute(tx: Tx, r: CarrierRoute, at: Date): Promise<CarrierRoute> {
  const { rows } = await sql<RouteRow>`
    UPDATE carrier_route SET prefix = ${r.prefix}, gateway_group = ${r.group}, priority = ${r.priority},
      weight = ${r.weight}, cost_rate = ${r.costRate}, exclusive = ${r.exclusive}, enabled = ${r.enabled},
      effective_from = ${r.effectiveFrom}, effective_to = ${r.effectiveTo}, updated_at = ${at}, version = version + 1
    WHERE id = ${r.id} RETURNING *`.execute(tx);
  if (rows[0] === undefined) throw new Error('A route vanished under its carrier’s lock.');
  return fromRow(rows[0]);
}

export async function deleteRoute(tx: Tx, id: string): Promise<void> {
  await sql`DELETE FROM carrier_route WHERE id = ${id}`.execute(tx);
}

/** A route of the same carrier, prefix and group whose time overlaps; null where there is none. */
export async function selectOverlapping(
  reader: Reader,
  carrierId: string,
  wanted: Pick<RouteDetails, 'prefix' | 'group' | 'effectiveFrom' | 'effectiveTo'>,
  otherThan: string,
): Promise<CarrierRoute | null> {
  const { rows } = await sql<RouteRow>`SELECT * FROM carrier_route
    WHERE carrier_id = ${carrierId} AND prefix = ${wanted.prefix} AND gateway_group = ${wanted.group}
      AND id <> ${otherThan}
      AND tstzrange(effective_from, effective_to) && tstzrange(${wanted.effectiveFrom}, ${wanted.effectiveTo})
    LIMIT 1`.execute(reader);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** Every route whose prefix a number begins with, whatever its state. */
export async function selectMatchingRoutes(
  reader: Reader,
  digits: string,
  limit: number,
): Promise<CarrierRoute[]> {
  const { rows } =
    await sql<RouteRow>`SELECT * FROM carrier_route WHERE prefix = ANY (${prefixesOf(digits)}::text[])
    ORDER BY length(prefix) DESC, priority, id LIMIT ${limit}`.execute(reader);
  return rows.map(fromRow);
}

function prefixesOf(digits: string): string[] {
  return Array.from({ length: digits.length + 1 }, (_, length) => digits.slice(0, length));
}

/** Whether a carrier has routes for a group, or for all of its gateways (''). */
export async function hasRoutesFor(reader: Reader, carrierId: string, group: string): Promise<boolean> {
  const { rows } = await sql`SELECT 1 FROM carrier_route
    WHERE carrier_id = ${carrierId} AND gateway_group = ${group} LIMIT 1`.execute(reader);
  return rows.length > 0;
}

/** Whether its currency means something already. */
export async function anyRouteHasCost(reader: Reader, carrierId: string): Promise<boolean> {
  const { rows } = await sql`SELECT 1 FROM carrier_route
    WHERE carrier_id = ${carrierId} AND cost_rate IS NOT NULL LIMIT 1`.execute(reader);
  return rows.length > 0;
}

export interface RouteFilter {
  /** Routes whose prefix begins so. */
  readonly prefix?: string | undefined;
  /** Digits of a number: routes that it would match. */
  readonly digits?: string | undefined;
  readonly enabled?: boolean | undefined;
}

function conditions(carrierId: string, { prefix, digits, enabled }: RouteFilter): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`carrier_id = ${carrierId}`];
  // Digits alone: nothing in a prefix has a meaning in a pattern, and the C collation makes it a range of the index.
  if (prefix !== undefined) parts.push(sql`prefix >= ${prefix} AND prefix < ${`${prefix}:`}`);
  if (digits !== undefined) parts.push(sql`prefix = ANY (${prefixesOf(digits)}::text[])`);
  if (enabled !== undefined) parts.push(sql`enabled = ${enabled}`);
  return sql.join(parts, sql` AND `);
}

/** By prefix. */
export async function selectRoutes(
  reader: Reader,
  carrierId: string,
  filter: RouteFilter,
  { after, limit, offset }: ListPlace,
): Promise<CarrierRoute[]> {
  const beyond = after === null ? sql`` : sql`AND (prefix, id) > (${after.text}, ${after.id}::uuid)`;
  const { rows } =
    await sql<RouteRow>`SELECT * FROM carrier_route WHERE ${conditions(carrierId, filter)} ${beyond}
    ORDER BY prefix, id LIMIT ${limit} OFFSET ${offset}`.execute(reader);
  return rows.map(fromRow);
}

export async function countRoutes(reader: Reader, carrierId: string, filter: RouteFilter): Promise<number> {
  const { rows } = await sql<{ total: bigint }>`SELECT count(*) AS total FROM carrier_route
    WHERE ${conditions(carrierId, filter)}`.execute(reader);
  return Number(rows[0]?.total ?? 0n);
}

function fromRow(row: RouteRow): CarrierRoute {
  return {
    id: row.id,
    carrierId: row.carrier_id,
    prefix: row.prefix,
    group: row.gateway_group,
    priority: row.priority,
    weight: row.weight,
    costRate: orNull(row.cost_rate, toRate),
    exclusive: row.exclusive,
    enabled: row.enabled,
    effectiveFrom: row.effective_from,
    effectiveTo: row.effective_to,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  };
}
