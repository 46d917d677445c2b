import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { Health } from './circuit-breaker.ts';
import type { Load } from './gateway.ts';

interface HealthRow {
  readonly failures: number;
  readonly failing_since: Date | null;
  readonly trips: number;
  readonly down_since: Date | null;
  readonly down_until: Date | null;
  readonly last_cause: string | null;
}

/** How a gateway's calls went, kept from others until the transaction ends; null where there is no such gateway. */
export async function lockHealth(tx: Tx, gatewayId: string): Promise<Health | null> {
  const { rows } = await sql<HealthRow>`SELECT * FROM carrier_gateway_health
    WHERE gateway_id = ${gatewayId} FOR UPDATE`.execute(tx);
  const [row] = rows;
  return row === undefined
    ? null
    : {
        failures: row.failures,
        failingSince: row.failing_since,
        trips: row.trips,
        downSince: row.down_since,
        downUntil: row.down_until,
        lastCause: row.last_cause,
      };
}

export async function updateHealth(tx: Tx, gatewayId: string, health: Health): Promise<void> {
  await sql`UPDATE carrier_gateway_health SET failures = ${health.failures}, failing_since = ${health.failingSince},
      trips = ${health.trips}, down_since = ${health.downSince}, down_until = ${health.downUntil},
      last_cause = ${health.lastCause}
    WHERE gateway_id = ${gatewayId}`.execute(tx);
}

/** Whether a gateway's last calls failed: most successes find nothing to change, and then lock nothing. */
export async function isTroubled(reader: Reader, gatewayId: string): Promise<boolean> {
  const { rows } = await sql`SELECT 1 FROM carrier_gateway_health
    WHERE gateway_id = ${gatewayId} AND (failures > 0 OR trips > 0)`.execute(reader);
  return rows.length > 0;
}

export interface ReportedLoad extends Load {
  readonly gatewayId: string;
}

/** Replaces what one edge said of the calls that it has; gateways that are gone meanwhile are passed over. */
export async function replaceLoads(
  tx: Tx,
  node: string,
  loads: readonly ReportedLoad[],
  at: Date,
): Promise<void> {
  await sql`DELETE FROM carrier_gateway_load WHERE node = ${node}`.execute(tx);
  await sql`INSERT INTO carrier_gateway_load (gateway_id, node, active_calls, calls_per_second, reported_at)
    SELECT n.gateway_id, ${node}, n.active_calls, n.calls_per_second, ${at}
    FROM unnest(${loads.map(({ gatewayId }) => gatewayId)}::uuid[],
      ${loads.map(({ activeCalls }) => activeCalls)}::integer[],
      ${loads.map(({ callsPerSecond }) => callsPerSecond)}::integer[]) AS n (gateway_id, active_calls, calls_per_second)
    JOIN carrier_gateway g ON g.id = n.gateway_id
    ON CONFLICT (gateway_id, node) DO NOTHING`.execute(tx);
}

/** What one edge said of the calls that it has at a gateway. */
export interface NodeLoad extends ReportedLoad {
  readonly reportedAt: Date;
}

/** What was reported after a moment of gateways that have limits. */
export async function selectLoadsOfLimited(reader: Reader, after: Date, limit: number): Promise<NodeLoad[]> {
  const { rows } = await sql<{
    gateway_id: string;
    active_calls: number;
    calls_per_second: number;
    reported_at: Date;
  }>`SELECT l.gateway_id, l.active_calls, l.calls_per_second, l.reported_at
    FROM carrier_gateway_load l JOIN carrier_gateway g ON g.id = l.gateway_id
    WHERE l.reported_at > ${after} AND (g.max_concurrent_calls IS NOT NULL OR g.max_cps IS NOT NULL)
    LIMIT ${limit}`.execute(reader);
  return rows.map((row) => ({
    gatewayId: row.gateway_id,
    activeCalls: row.active_calls,
    callsPerSecond: row.calls_per_second,
    reportedAt: row.reported_at,
  }));
}

/** Which carrier a gateway is of, and its name: for events. */
export async function selectGatewayName(
  reader: Reader,
  gatewayId: string,
): Promise<{ readonly name: string; readonly carrierId: string; readonly overridden: boolean } | null> {
  const { rows } = await sql<{ name: string; carrier_id: string; overridden: boolean }>`
    SELECT name, carrier_id, state_override IS NOT NULL AS overridden FROM carrier_gateway
    WHERE id = ${gatewayId}`.execute(reader);
  const [row] = rows;
  return row === undefined ? null : { name: row.name, carrierId: row.carrier_id, overridden: row.overridden };
}
