import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { Presence } from './edge-node.ts';

/** Writes what a node says of itself. One that was said before by a later heartbeat is not overwritten. */
export async function upsertPresence(tx: Tx, nodeId: string, p: Presence): Promise<void> {
  await sql`INSERT INTO edge_presence (node_id, heard_at, started_at, software, address, calls, draining, skew_ms)
    VALUES (${nodeId}, ${p.heardAt}, ${p.startedAt}, ${p.software}, ${p.address}, ${p.calls}, ${p.draining},
      ${p.skewMs === null ? null : BigInt(p.skewMs)})
    ON CONFLICT (node_id) DO UPDATE SET heard_at = excluded.heard_at, started_at = excluded.started_at,
      software = excluded.software, address = excluded.address, calls = excluded.calls, draining = excluded.draining,
      skew_ms = excluded.skew_ms
    WHERE edge_presence.heard_at <= excluded.heard_at`.execute(tx);
}

/** Writes that a message of a node came; the node has its row since it was made. */
export async function updateSign(reader: Reader, nodeId: string, at: Date): Promise<void> {
  await sql`UPDATE edge_sign SET last_seen_at = ${at}
    WHERE node_id = ${nodeId} AND (last_seen_at IS NULL OR last_seen_at < ${at})`.execute(reader);
}

/** Adds to the day's counters of a node. */
export async function addCounters(
  tx: Tx,
  nodeId: string,
  day: string,
  added: Readonly<Record<string, number>>,
): Promise<void> {
  const entries = Object.entries(added).filter(([, count]) => count > 0);
  if (entries.length === 0) return;
  const names = entries.map(([name]) => name);
  const counts = entries.map(([, count]) => BigInt(count));
  await sql`INSERT INTO edge_counter (node_id, day, name, count)
    SELECT ${nodeId}, ${day}::date, name, count FROM unnest(${names}::text[], ${counts}::bigint[]) AS t (name, count)
    ORDER BY name
    ON CONFLICT (node_id, day, name) DO UPDATE SET count = edge_counter.count + excluded.count`.execute(tx);
}

/** Sums of a node since a day, by name. */
export async function selectCounters(
  reader: Reader,
  nodeId: string,
  since: string,
): Promise<Readonly<Record<string, number>>> {
  const { rows } = await sql<{ name: string; total: bigint }>`
    SELECT name, sum(count)::bigint AS total FROM edge_counter WHERE node_id = ${nodeId} AND day >= ${since}::date
    GROUP BY name`.execute(reader);
  return Object.fromEntries(rows.map(({ name, total }) => [name, Number(total)]));
}

/** Counters of long ago go. Returns how many. */
export async function deleteCountersBefore(reader: Reader, day: string, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`DELETE FROM edge_counter WHERE ctid IN (
    SELECT ctid FROM edge_counter WHERE day < ${day}::date LIMIT ${limit})`.execute(reader);
  return Number(numAffectedRows ?? 0n);
}
