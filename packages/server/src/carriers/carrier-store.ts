import { sql, type RawBuilder } from 'kysely';
import { containing, type Reader, type Tx } from '../platform/db/index.ts';
import type { Carrier } from './carrier.ts';
import type { ListPlace } from './list-place.ts';
import {
  fromCliRules,
  fromDidFormat,
  fromNumberFormat,
  toApiCliRules,
  toApiDidFormat,
  toApiNumberFormat,
  type CliRulesJson,
  type DidFormatJson,
  type NumberFormatJson,
} from './rules-json.ts';

interface CarrierRow {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly currency: string;
  readonly description: string;
  readonly cli_rules: CliRulesJson;
  readonly dial_format: NumberFormatJson;
  readonly did_format: DidFormatJson;
  readonly route_count: number;
  readonly gateway_count: number;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly version: number;
}

const COLUMNS = sql`c.*, (SELECT count(*)::integer FROM carrier_gateway g WHERE g.carrier_id = c.id) AS gateway_count`;

export async function insertCarrier(tx: Tx, c: Carrier): Promise<void> {
  await sql`
    INSERT INTO carrier (id, name, enabled, currency, description, cli_rules, dial_format, did_format, route_count,
      created_at, updated_at, version)
    VALUES (${c.id}, ${c.name}, ${c.enabled}, ${c.currency}, ${c.description},
      ${JSON.stringify(toApiCliRules(c.cliRules))}::jsonb, ${JSON.stringify(toApiNumberFormat(c.dialFormat))}::jsonb,
      ${JSON.stringify(toApiDidFormat(c.didFormat))}::jsonb, 0, ${c.createdAt}, ${c.createdAt}, 1)`.execute(
    tx,
  );
}

export async function selectCarrier(reader: Reader, id: string): Promise<Carrier | null> {
  const { rows } = await sql<CarrierRow>`SELECT ${COLUMNS} FROM carrier c WHERE id = ${id}`.execute(reader);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** By its name, in any case. */
export async function selectCarrierByName(reader: Reader, name: string): Promise<Carrier | null> {
  const { rows } = await sql<CarrierRow>`SELECT ${COLUMNS} FROM carrier c
    WHERE lower(name) = lower(${name})`.execute(reader);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

export async function selectCarriersByIds(reader: Reader, ids: readonly string[]): Promise<Carrier[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<CarrierRow>`SELECT ${COLUMNS} FROM carrier c
    WHERE id = ANY (${[...new Set(ids)]}::uuid[])`.execute(reader);
  return rows.map(fromRow);
}

/** Reads a carrier and keeps others from changing it, its gateways and its routes until the transaction ends. */
export async function lockCarrier(tx: Tx, id: string): Promise<Carrier | null> {
  const { rows } = await sql`SELECT 1 FROM carrier WHERE id = ${id} FOR UPDATE`.execute(tx);
  // The counts are taken after the lock was had, so that they see what the one before us did.
  return rows.length === 0 ? null : selectCarrier(tx, id);
}

/** Whether another carrier has this name. */
export async function nameIsTaken(reader: Reader, name: string, otherThan: string): Promise<boolean> {
  const { rows } = await sql`SELECT 1 FROM carrier
    WHERE lower(name) = lower(${name}) AND id <> ${otherThan}`.execute(reader);
  return rows.length > 0;
}

/** Carriers are few and made by hand: whoever names one does so alone, so that two of a name meet a sentence, not an index. */
export async function lockCarrierNames(tx: Tx): Promise<void> {
  await sql`LOCK TABLE carrier IN SHARE ROW EXCLUSIVE MODE`.execute(tx);
}

/** Writes what an operator may change of a carrier, in the next version. The caller holds its lock. */
export async function updateCarrier(tx: Tx, c: Carrier, at: Date): Promise<Carrier> {
  await sql`UPDATE carrier SET name = ${c.name}, enabled = ${c.enabled}, currency = ${c.currency},
      description = ${c.description}, cli_rules = ${JSON.stringify(toApiCliRules(c.cliRules))}::jsonb,
      dial_format = ${JSON.stringify(toApiNumberFormat(c.dialFormat))}::jsonb,
      did_format = ${JSON.stringify(toApiDidFormat(c.didFormat))}::jsonb, updated_at = ${at}, version = version + 1
    WHERE id = ${c.id}`.execute(tx);
  const saved = await selectCarrier(tx, c.id);
  if (saved === null) throw new Error('A locked carrier vanished.');
  return saved;
}

export async function addRouteCount(tx: Tx, id: string, added: number): Promise<void> {
  await sql`UPDATE carrier SET route_count = route_count + ${added} WHERE id = ${id}`.execute(tx);
}

export async function deleteCarrier(tx: Tx, id: string): Promise<void> {
  await sql`DELETE FROM carrier WHERE id = ${id}`.execute(tx);
}

export interface CarrierFilter {
  readonly search?: string | undefined;
  readonly enabled?: boolean | undefined;
}

function conditions({ search, enabled }: CarrierFilter): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`true`];
  if (enabled !== undefined) parts.push(sql`enabled = ${enabled}`);
  if (search !== undefined)
    parts.push(sql`(name ILIKE ${containing(search)} OR description ILIKE ${containing(search)})`);
  return sql.join(parts, sql` AND `);
}

/** By name. */
export async function selectCarriers(
  reader: Reader,
  filter: CarrierFilter,
  { after, limit, offset }: ListPlace,
): Promise<Carrier[]> {
  const beyond =
    after === null ? sql`` : sql`AND (lower(name), id) > (lower(${after.text}), ${after.id}::uuid)`;
  const { rows } =
    await sql<CarrierRow>`SELECT ${COLUMNS} FROM carrier c WHERE ${conditions(filter)} ${beyond}
    ORDER BY lower(name), id LIMIT ${limit} OFFSET ${offset}`.execute(reader);
  return rows.map(fromRow);
}

export async function countCarriers(reader: Reader, filter: CarrierFilter): Promise<number> {
  const { rows } = await sql<{ total: bigint }>`
    SELECT count(*) AS total FROM carrier WHERE ${conditions(filter)}`.execute(reader);
  return Number(rows[0]?.total ?? 0n);
}

function fromRow(row: CarrierRow): Carrier {
  return {
    id: row.id,
    name: row.name,
    enabled: row.enabled,
    currency: row.currency,
    description: row.description,
    cliRules: fromCliRules(row.cli_rules),
    dialFormat: fromNumberFormat(row.dial_format),
    didFormat: fromDidFormat(row.did_format),
    routeCount: row.route_count,
    gatewayCount: row.gateway_count,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  };
}
