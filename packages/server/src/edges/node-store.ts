import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { EdgeNode, Presence } from './edge-node.ts';

interface NodeRow {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly enabled: boolean;
  readonly networks: readonly string[];
  readonly secret_masked: string;
  readonly old_secret_until: Date | null;
  readonly rotated_at: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly heard_at: Date | null;
  readonly started_at: Date | null;
  readonly software: string | null;
  readonly address: string | null;
  readonly calls: number | null;
  readonly draining: boolean | null;
  readonly skew_ms: bigint | null;
  readonly seen_at: Date | null;
}

const FROM = sql`n.id, n.name, n.region, n.enabled, n.networks, n.secret_masked, n.old_secret_until, n.rotated_at,
    n.created_at, n.updated_at, p.heard_at, p.started_at, p.software, p.address, p.calls, p.draining, p.skew_ms,
    greatest(p.heard_at, s.last_seen_at) AS seen_at
  FROM edge_node n LEFT JOIN edge_presence p ON p.node_id = n.id LEFT JOIN edge_sign s ON s.node_id = n.id`;

/** By name. */
export async function selectNodes(reader: Reader, limit: number): Promise<EdgeNode[]> {
  const { rows } = await sql<NodeRow>`SELECT ${FROM} ORDER BY lower(n.name) LIMIT ${limit}`.execute(reader);
  return rows.map(fromRow);
}

export async function selectNode(reader: Reader, id: string): Promise<EdgeNode | null> {
  const { rows } = await sql<NodeRow>`SELECT ${FROM} WHERE n.id = ${id}`.execute(reader);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** By its name, in any case. */
export async function selectNodeByName(reader: Reader, name: string): Promise<EdgeNode | null> {
  const { rows } = await sql<NodeRow>`SELECT ${FROM} WHERE lower(n.name) = lower(${name})`.execute(reader);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

export interface FoundBySecret {
  readonly node: Pick<EdgeNode, 'id' | 'name' | 'region' | 'enabled' | 'networks'>;
  /** Null: the secret works until it is rotated. */
  readonly validUntil: Date | null;
}

/** Whose a secret is: the node's own, or the one before it. Asked before it is known who asks. */
export async function selectBySecret(reader: Reader, hash: Buffer): Promise<FoundBySecret | null> {
  const { rows } = await sql<NodeRow & { readonly old: boolean }>`
    SELECT secret_hash <> ${hash} AS old, n.* FROM edge_node n
    WHERE secret_hash = ${hash} OR old_secret_hash = ${hash}`.execute(reader);
  const row = rows[0];
  if (row === undefined) return null;
  return { node: row, validUntil: row.old ? row.old_secret_until : null };
}

/** Nodes are few and made by hand: whoever names one does so alone. */
export async function lockNodes(tx: Tx): Promise<void> {
  await sql`LOCK TABLE edge_node IN SHARE ROW EXCLUSIVE MODE`.execute(tx);
}

export async function countNodes(reader: Reader): Promise<number> {
  const { rows } = await sql<{ total: number }>`SELECT count(*)::integer AS total FROM edge_node`.execute(
    reader,
  );
  return rows[0]?.total ?? 0;
}

export async function insertNode(tx: Tx, n: EdgeNode, secretHash: Buffer): Promise<void> {
  await sql`INSERT INTO edge_node (id, name, region, enabled, networks, secret_hash, secret_masked, created_at, updated_at)
    VALUES (${n.id}, ${n.name}, ${n.region}, ${n.enabled}, ${n.networks}::text[], ${secretHash}, ${n.secretMasked},
      ${n.createdAt}, ${n.createdAt})`.execute(tx);
  await sql`INSERT INTO edge_sign (node_id) VALUES (${n.id})`.execute(tx);
}

/** Reads a node and keeps others from changing it until COMMIT. */
export async function lockNode(tx: Tx, id: string): Promise<EdgeNode | null> {
  await sql`SELECT 1 FROM edge_node WHERE id = ${id} FOR UPDATE`.execute(tx);
  return selectNode(tx, id);
}

/** Writes what an operator may set. The caller holds the node's lock. */
export async function updateNode(tx: Tx, n: EdgeNode, at: Date): Promise<void> {
  await sql`UPDATE edge_node SET region = ${n.region}, enabled = ${n.enabled},
      networks = ${n.networks}::text[], updated_at = ${at} WHERE id = ${n.id}`.execute(tx);
}

/** A new secret; the one before works until `overlapUntil`, or is dead at once. */
export async function updateSecret(
  tx: Tx,
  id: string,
  secret: { readonly hash: Buffer; readonly masked: string; readonly overlapUntil: Date | null },
  at: Date,
): Promise<void> {
  const { hash, masked, overlapUntil } = secret;
  await sql`UPDATE edge_node SET
      old_secret_hash = CASE WHEN ${overlapUntil}::timestamptz IS NULL THEN NULL ELSE secret_hash END,
      old_secret_until = ${overlapUntil}, secret_hash = ${hash}, secret_masked = ${masked}, rotated_at = ${at},
      updated_at = ${at} WHERE id = ${id}`.execute(tx);
}

function presenceOf(row: NodeRow): Presence | null {
  if (row.heard_at === null) return null;
  return {
    heardAt: row.heard_at,
    startedAt: row.started_at,
    software: row.software ?? '',
    address: row.address ?? '',
    calls: row.calls ?? 0,
    draining: row.draining ?? false,
    skewMs: row.skew_ms === null ? null : Number(row.skew_ms),
  };
}

function fromRow(row: NodeRow): EdgeNode {
  return {
    id: row.id,
    name: row.name,
    region: row.region,
    enabled: row.enabled,
    networks: row.networks,
    secretMasked: row.secret_masked,
    overlapUntil: row.old_secret_until,
    rotatedAt: row.rotated_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    presence: presenceOf(row),
    seenAt: row.seen_at,
  };
}
