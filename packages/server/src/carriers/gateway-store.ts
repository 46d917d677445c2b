import { sql, type RawBuilder } from 'kysely';
import { containing, type Reader, type Tx } from '../platform/db/index.ts';
import {
  LOAD_COUNTS_MS,
  type Direction,
  type Gateway,
  type GatewayDetails,
  type GatewayState,
  type Transport,
} from './gateway.ts';
import type { ListPlace } from './list-place.ts';
import {
  fromCliRules,
  fromDidFormat,
  fromNumberFormat,
  orNull,
  toApiCliRules,
  toApiDidFormat,
  toApiNumberFormat,
  type CliRulesJson,
  type DidFormatJson,
  type NumberFormatJson,
} from './rules-json.ts';

interface GatewayRow {
  readonly id: string;
  readonly carrier_id: string;
  readonly name: string;
  readonly gateway_group: string;
  readonly host: string;
  readonly port: number;
  readonly transport: Transport;
  readonly direction: Direction;
  readonly enabled: boolean;
  readonly weight: number;
  readonly max_concurrent_calls: number | null;
  readonly max_cps: number | null;
  readonly source_addresses: string[];
  readonly cli_rules: CliRulesJson | null;
  readonly dial_format: NumberFormatJson | null;
  readonly did_format: DidFormatJson | null;
  readonly state_override: GatewayState | null;
  readonly failures: number;
  readonly failing_since: Date | null;
  readonly trips: number;
  readonly down_since: Date | null;
  readonly down_until: Date | null;
  readonly last_cause: string | null;
  readonly active_calls: bigint;
  readonly calls_per_second: bigint;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly version: number;
}

/** Gateways as of a moment: what was reported of their calls counts for a while only. */
function gatewaysWhere(where: RawBuilder<unknown>, at: Date, tail: RawBuilder<unknown> = sql``) {
  const reportedAfter = new Date(at.getTime() - LOAD_COUNTS_MS);
  return sql<GatewayRow>`
    SELECT g.*, h.failures, h.failing_since, h.trips, h.down_since, h.down_until, h.last_cause,
      coalesce(o.active_calls, 0) AS active_calls, coalesce(o.calls_per_second, 0) AS calls_per_second,
      ARRAY(SELECT s.network::text FROM carrier_gateway_source s WHERE s.gateway_id = g.id ORDER BY s.network)
        AS source_addresses
    FROM carrier_gateway g JOIN carrier_gateway_health h ON h.gateway_id = g.id
    LEFT JOIN LATERAL (SELECT sum(l.active_calls) AS active_calls, sum(l.calls_per_second) AS calls_per_second
      FROM carrier_gateway_load l WHERE l.gateway_id = g.id AND l.reported_at > ${reportedAfter}) o ON true
    WHERE ${where} ${tail}`;
}

const json = (value: object | null): RawBuilder<unknown> =>
  value === null ? sql`NULL` : sql`${JSON.stringify(value)}::jsonb`;

export async function insertGateway(tx: Tx, g: Gateway): Promise<void> {
  await sql`
    INSERT INTO carrier_gateway (id, carrier_id, name, gateway_group, host, port, transport, direction, enabled, weight,
      max_concurrent_calls, max_cps, cli_rules, dial_format, did_format, state_override, created_at, updated_at, version)
    VALUES (${g.id}, ${g.carrierId}, ${g.name}, ${g.group}, ${g.host}, ${g.port}, ${g.transport}, ${g.direction},
      ${g.enabled}, ${g.weight}, ${g.maxConcurrentCalls}, ${g.maxCps}, ${json(orNull(g.cliRules, toApiCliRules))},
      ${json(orNull(g.dialFormat, toApiNumberFormat))}, ${json(orNull(g.didFormat, toApiDidFormat))},
      ${g.stateOverride}, ${g.createdAt}, ${g.createdAt}, 1)`.execute(tx);
  await sql`INSERT INTO carrier_gateway_health (gateway_id, failures, trips) VALUES (${g.id}, 0, 0)`.execute(
    tx,
  );
}

export async function selectGateway(
  reader: Reader,
  carrierId: string,
  id: string,
  at: Date,
): Promise<Gateway | null> {
  const found = gatewaysWhere(sql`g.carrier_id = ${carrierId} AND g.id = ${id}`, at);
  const { rows } = await found.execute(reader);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** Every gateway of some carriers. */
export async function selectGatewaysOf(
  reader: Reader,
  carrierIds: readonly string[],
  at: Date,
): Promise<Gateway[]> {
  if (carrierIds.length === 0) return [];
  const found = gatewaysWhere(sql`g.carrier_id = ANY (${[...new Set(carrierIds)]}::uuid[])`, at);
  return (await found.execute(reader)).rows.map(fromRow);
}

/** Writes what an operator may change of a gateway, in the next version. The caller holds its carrier's lock. */
export async function updateGateway(tx: Tx, g: Gateway, at: Date): Promise<Gateway> {
  await sql`UPDATE carrier_gateway SET name = ${g.name}, gateway_group = ${g.group}, host = ${g.host}, port = ${g.port},
      transport = ${g.transport}, direction = ${g.direction}, enabled = ${g.enabled}, weight = ${g.weight},
      max_concurrent_calls = ${g.maxConcurrentCalls}, max_cps = ${g.maxCps},
      cli_rules = ${json(orNull(g.cliRules, toApiCliRules))},
      dial_format = ${json(orNull(g.dialFormat, toApiNumberFormat))},
      did_format = ${json(orNull(g.didFormat, toApiDidFormat))}, state_override = ${g.stateOverride},
      updated_at = ${at}, version = version + 1
    WHERE id = ${g.id}`.execute(tx);
  const saved = await selectGateway(tx, g.carrierId, g.id, at);
  if (saved === null) throw new Error('A gateway vanished under its carrier’s lock.');
  return saved;
}

/** From where a gateway's calls come; they count while it is enabled. The caller holds `lockSources`. */
export async function replaceSources(
  tx: Tx,
  g: Pick<Gateway, 'id' | 'enabled' | 'sourceAddresses'>,
): Promise<void> {
  await sql`DELETE FROM carrier_gateway_source WHERE gateway_id = ${g.id}`.execute(tx);
  await sql`INSERT INTO carrier_gateway_source (gateway_id, network, active)
    SELECT ${g.id}, network::cidr, ${g.enabled} FROM unnest(${[...g.sourceAddresses]}::text[]) AS network`.execute(
    tx,
  );
}

/** Its health, its load and its addresses go with it. */
export async function deleteGateway(tx: Tx, id: string): Promise<void> {
  await sql`DELETE FROM carrier_gateway WHERE id = ${id}`.execute(tx);
}

export async function gatewayNameIsTaken(
  reader: Reader,
  carrierId: string,
  name: string,
  otherThan: string,
): Promise<boolean> {
  const { rows } = await sql`SELECT 1 FROM carrier_gateway
    WHERE carrier_id = ${carrierId} AND lower(name) = lower(${name}) AND id <> ${otherThan}`.execute(reader);
  return rows.length > 0;
}

/** Whoever changes from where calls come does so alone: of two gateways with one address the second is told. */
export async function lockSources(tx: Tx): Promise<void> {
  await sql`LOCK TABLE carrier_gateway_source IN SHARE ROW EXCLUSIVE MODE`.execute(tx);
}

/**
 * Whether addresses of a network are an enabled gateway's. From here to COMMIT no gateway gets other addresses; many may ask
 * at once.
 */
export async function sourceTaken(tx: Tx, network: string): Promise<boolean> {
  await sql`LOCK TABLE carrier_gateway_source IN ROW EXCLUSIVE MODE`.execute(tx);
  return (await selectTakenNetworks(tx, [network], null)).length > 0;
}

/** Networks in PostgreSQL's one spelling, bits beyond the prefix taken off. */
export async function canonicalNetworks(reader: Reader, networks: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ network: string }>`SELECT network(n::inet)::text AS network
    FROM unnest(${[...networks]}::text[]) WITH ORDINALITY AS given (n, position) ORDER BY position`.execute(
    reader,
  );
  return rows.map(({ network }) => network);
}

/** Each network once, in the order in which a gateway shows them. */
export async function sortedNetworks(reader: Reader, networks: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ network: string }>`SELECT network::text FROM
    (SELECT DISTINCT n::cidr AS network FROM unnest(${[...networks]}::text[]) AS n) AS given ORDER BY given.network`.execute(
    reader,
  );
  return rows.map(({ network }) => network);
}

/** Where an enabled gateway's networks touch those of others. */
export interface TakenNetwork {
  readonly network: string;
  readonly takenNetwork: string;
  readonly gatewayName: string;
  readonly carrierName: string;
}

export async function selectTakenNetworks(
  reader: Reader,
  networks: readonly string[],
  otherThan: string | null,
): Promise<TakenNetwork[]> {
  const { rows } = await sql<{ network: string; taken: string; gateway: string; carrier: string }>`
    SELECT DISTINCT ON (n) n AS network, s.network::text AS taken, g.name AS gateway, c.name AS carrier
    FROM unnest(${[...networks]}::text[]) AS n
    JOIN carrier_gateway_source s ON s.network && n::inet AND s.active AND s.gateway_id IS DISTINCT FROM ${otherThan}::uuid
    JOIN carrier_gateway g ON g.id = s.gateway_id JOIN carrier c ON c.id = g.carrier_id
    ORDER BY n, s.network`.execute(reader);
  return rows.map(({ network, taken, gateway, carrier }) => ({
    network,
    takenNetwork: taken,
    gatewayName: gateway,
    carrierName: carrier,
  }));
}

/** Networks of one list that lie in another of it. Networks that are the same count as one. */
export async function selectNestedNetworks(reader: Reader, networks: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ network: string }>`SELECT DISTINCT inside.n AS network
    FROM unnest(${[...networks]}::text[]) AS inside (n), unnest(${[...networks]}::text[]) AS outside (n)
    WHERE inside.n::inet << outside.n::inet`.execute(reader);
  return rows.map(({ network }) => network);
}

/** The enabled gateway that an address belongs to; null where it is nobody's. */
export async function selectGatewayAt(reader: Reader, address: string, at: Date): Promise<Gateway | null> {
  const found = gatewaysWhere(
    sql`g.id = (SELECT s.gateway_id FROM carrier_gateway_source s WHERE s.network >>= ${address}::inet AND s.active)`,
    at,
  );
  const { rows } = await found.execute(reader);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

export interface GatewayFilter {
  readonly search?: string | undefined;
  readonly direction?: Direction | undefined;
  readonly enabled?: boolean | undefined;
}

function conditions(carrierId: string, { search, direction, enabled }: GatewayFilter): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`g.carrier_id = ${carrierId}`];
  if (direction !== undefined) parts.push(sql`g.direction = ${direction}`);
  if (enabled !== undefined) parts.push(sql`g.enabled = ${enabled}`);
  if (search !== undefined) {
    const pattern = containing(search);
    parts.push(sql`(g.name ILIKE ${pattern} OR g.host ILIKE ${pattern} OR g.gateway_group ILIKE ${pattern})`);
  }
  return sql.join(parts, sql` AND `);
}

/** By name. */
export async function selectGateways(
  reader: Reader,
  carrierId: string,
  filter: GatewayFilter,
  { after, limit, offset }: ListPlace,
  at: Date,
): Promise<Gateway[]> {
  const beyond =
    after === null ? sql`` : sql`AND (lower(g.name), g.id) > (lower(${after.text}), ${after.id}::uuid)`;
  const found = gatewaysWhere(
    sql`${conditions(carrierId, filter)} ${beyond}`,
    at,
    sql`ORDER BY lower(g.name), g.id LIMIT ${limit} OFFSET ${offset}`,
  );
  return (await found.execute(reader)).rows.map(fromRow);
}

export async function countGateways(
  reader: Reader,
  carrierId: string,
  filter: GatewayFilter,
): Promise<number> {
  const { rows } = await sql<{ total: bigint }>`SELECT count(*) AS total FROM carrier_gateway g
    WHERE ${conditions(carrierId, filter)}`.execute(reader);
  return Number(rows[0]?.total ?? 0n);
}

/** Groups that the gateways of a carrier make up, without one of them. */
export async function selectGroups(
  reader: Reader,
  carrierId: string,
  without: string | null,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<Pick<GatewayDetails, 'group'>>`SELECT DISTINCT gateway_group AS "group"
    FROM carrier_gateway WHERE carrier_id = ${carrierId} AND direction <> 'inbound'
      AND id IS DISTINCT FROM ${without}::uuid`.execute(reader);
  return new Set(rows.map(({ group }) => group));
}

function fromRow(row: GatewayRow): Gateway {
  return {
    id: row.id,
    carrierId: row.carrier_id,
    name: row.name,
    group: row.gateway_group,
    host: row.host,
    port: row.port,
    transport: row.transport,
    direction: row.direction,
    enabled: row.enabled,
    weight: row.weight,
    maxConcurrentCalls: row.max_concurrent_calls,
    maxCps: row.max_cps,
    sourceAddresses: row.source_addresses,
    cliRules: orNull(row.cli_rules, fromCliRules),
    dialFormat: orNull(row.dial_format, fromNumberFormat),
    didFormat: orNull(row.did_format, fromDidFormat),
    stateOverride: row.state_override,
    health: {
      failures: row.failures,
      failingSince: row.failing_since,
      trips: row.trips,
      downSince: row.down_since,
      downUntil: row.down_until,
      lastCause: row.last_cause,
    },
    load: { activeCalls: Number(row.active_calls), callsPerSecond: Number(row.calls_per_second) },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  };
}
