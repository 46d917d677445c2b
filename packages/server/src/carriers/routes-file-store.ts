import { sql } from 'kysely';
import type { Tx } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import type { FileRoute } from './routes-file.ts';

/** Rows of one statement. */
const CHUNK = 10_000;

export interface Replaced {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
}

/**
 * Makes a carrier's routes those of a file. What is there already as the file says it is not touched, so that the same file again
 * writes nothing. The caller holds the carrier's lock.
 */
export async function replaceRoutes(
  tx: Tx,
  carrierId: string,
  routes: readonly FileRoute[],
  at: Date,
): Promise<Replaced> {
  // Rows that are compared as a whole take longer than a request's statements may, where they are very many.
  await sql`SET LOCAL statement_timeout = '60s'`.execute(tx);
  await stage(tx, routes, at);
  await match(tx, carrierId, at);
  const removed = await sql`DELETE FROM carrier_route r WHERE r.carrier_id = ${carrierId}
    AND NOT EXISTS (SELECT 1 FROM staged_route s WHERE s.route_id = r.id)`.execute(tx);
  const changed =
    await sql`UPDATE carrier_route r SET priority = s.priority, weight = s.weight, cost_rate = s.cost_rate,
      exclusive = s.exclusive, enabled = s.enabled, effective_to = s.effective_to, updated_at = ${at},
      version = r.version + 1
    FROM staged_route s WHERE s.route_id = r.id
      AND (r.priority, r.weight, r.cost_rate, r.exclusive, r.enabled, r.effective_to)
        IS DISTINCT FROM (s.priority, s.weight, s.cost_rate, s.exclusive, s.enabled, s.effective_to)`.execute(
      tx,
    );
  const added = await sql`
    INSERT INTO carrier_route (id, carrier_id, prefix, gateway_group, priority, weight, cost_rate, exclusive, enabled,
      effective_from, effective_to, created_at, updated_at, version)
    SELECT id, ${carrierId}, prefix, gateway_group, priority, weight, cost_rate, exclusive, enabled,
      coalesce(effective_from, ${at}), effective_to, ${at}, ${at}, 1
    FROM staged_route WHERE route_id IS NULL`.execute(tx);
  await sql`DROP TABLE staged_route`.execute(tx);
  const counts = {
    added: Number(added.numAffectedRows ?? 0n),
    changed: Number(changed.numAffectedRows ?? 0n),
    removed: Number(removed.numAffectedRows ?? 0n),
  };
  return { ...counts, unchanged: routes.length - counts.added - counts.changed };
}

async function stage(tx: Tx, routes: readonly FileRoute[], at: Date): Promise<void> {
  await sql`CREATE TEMPORARY TABLE staged_route (
    id uuid NOT NULL, route_id uuid, prefix text COLLATE "C" NOT NULL, gateway_group text NOT NULL,
    priority integer NOT NULL, weight integer NOT NULL, cost_rate bigint, exclusive boolean NOT NULL,
    enabled boolean NOT NULL, effective_from timestamptz, effective_to timestamptz) ON COMMIT DROP`.execute(
    tx,
  );
  for (let begin = 0; begin < routes.length; begin += CHUNK) {
    const chunk = routes.slice(begin, begin + CHUNK);
    await sql`
      INSERT INTO staged_route (id, prefix, gateway_group, priority, weight, cost_rate, exclusive, enabled,
        effective_from, effective_to)
      SELECT * FROM unnest(${chunk.map(() => uuidv7(at))}::uuid[], ${chunk.map((r) => r.prefix)}::text[],
        ${chunk.map((r) => r.group)}::text[], ${chunk.map((r) => r.priority)}::integer[],
        ${chunk.map((r) => r.weight)}::integer[], ${chunk.map((r) => r.costRate)}::bigint[],
        ${chunk.map((r) => r.exclusive)}::boolean[], ${chunk.map((r) => r.enabled)}::boolean[],
        ${chunk.map((r) => r.effectiveFrom)}::timestamptz[], ${chunk.map((r) => r.effectiveTo)}::timestamptz[])`.execute(
      tx,
    );
  }
  await sql`ANALYZE staged_route`.execute(tx);
}

/** Finds for each row of the file the route that it is: the same beginning, or none said and in effect now. */
async function match(tx: Tx, carrierId: string, at: Date): Promise<void> {
  await sql`UPDATE staged_route s SET route_id = r.id FROM carrier_route r
    WHERE r.carrier_id = ${carrierId} AND r.prefix = s.prefix AND r.gateway_group = s.gateway_group
      AND CASE WHEN s.effective_from IS NULL
        THEN r.effective_from <= ${at} AND (r.effective_to IS NULL OR r.effective_to > ${at})
        ELSE r.effective_from = s.effective_from END`.execute(tx);
}
