import { sql, type RawBuilder } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { OffsetPlace } from '../platform/http/index.ts';
import { DEFAULT_POOL, type CapacityTransfer, type Direction, type Pool, type Resource } from './capacity.ts';

interface PoolRow {
  readonly partner_id: string;
  readonly concurrent_calls: number;
  readonly cps: number;
  readonly allocated_concurrent_calls: number;
  readonly allocated_cps: number;
  readonly transfers_enabled: boolean;
}

/** A partner of whom nothing is written has the default pool, whole. */
export async function selectPool(reader: Reader, partnerId: string): Promise<Pool> {
  const { rows } = await sql<PoolRow>`SELECT * FROM capacity_pool WHERE partner_id = ${partnerId}`.execute(
    reader,
  );
  return rows[0] === undefined
    ? { ...DEFAULT_POOL, partnerId, allocated: { concurrent_calls: 0, cps: 0 } }
    : fromPoolRow(rows[0]);
}

/** The pool, written if it is not yet, and nobody else's to change until COMMIT. */
export async function lockPool(tx: Tx, partnerId: string, at: Date): Promise<Pool> {
  const { granted, transfersEnabled } = DEFAULT_POOL;
  await sql`INSERT INTO capacity_pool (partner_id, concurrent_calls, cps, allocated_concurrent_calls, allocated_cps,
      transfers_enabled, updated_at)
    VALUES (${partnerId}, ${granted.concurrent_calls}, ${granted.cps}, 0, 0, ${transfersEnabled}, ${at})
    ON CONFLICT (partner_id) DO NOTHING`.execute(tx);
  const { rows } =
    await sql<PoolRow>`SELECT * FROM capacity_pool WHERE partner_id = ${partnerId} FOR UPDATE`.execute(tx);
  if (rows[0] === undefined) throw new Error('A pool that was just written is not there.');
  return fromPoolRow(rows[0]);
}

/** Writes a pool that the caller holds locked. */
export async function updatePool(tx: Tx, pool: Pool, at: Date): Promise<void> {
  const { granted, allocated } = pool;
  await sql`UPDATE capacity_pool SET concurrent_calls = ${granted.concurrent_calls}, cps = ${granted.cps},
      allocated_concurrent_calls = ${allocated.concurrent_calls}, allocated_cps = ${allocated.cps},
      transfers_enabled = ${pool.transfersEnabled}, updated_at = ${at}
    WHERE partner_id = ${pool.partnerId}`.execute(tx);
}

export async function insertTransfer(tx: Tx, t: CapacityTransfer): Promise<void> {
  await sql`INSERT INTO capacity_transfer (partner_id, id, customer_id, customer_auth_id, direction, resource, slots,
      description, partner_remaining, customer_effective, moved_by, created_at)
    VALUES (${t.partnerId}, ${t.id}, ${t.customerId}, ${t.customerAuthId}, ${t.direction}, ${t.resource}, ${t.slots},
      ${t.description}, ${t.partnerRemaining}, ${t.customerEffective}, ${t.movedBy}, ${t.createdAt})`.execute(
    tx,
  );
}

interface TransferRow {
  readonly partner_id: string;
  readonly id: string;
  readonly customer_id: string;
  readonly customer_auth_id: string;
  readonly direction: Direction;
  readonly resource: Resource;
  readonly slots: number;
  readonly description: string | null;
  readonly partner_remaining: number;
  readonly customer_effective: number;
  readonly moved_by: string;
  readonly created_at: Date;
}

export interface TransferFilter {
  readonly customerId?: string | undefined;
  readonly resource?: Resource | undefined;
}

function conditions(partnerId: string, { customerId, resource }: TransferFilter): RawBuilder<unknown> {
  const parts = [sql`partner_id = ${partnerId}`];
  if (customerId !== undefined) parts.push(sql`customer_id = ${customerId}`);
  if (resource !== undefined) parts.push(sql`resource = ${resource}`);
  return sql.join(parts, sql` AND `);
}

/** Newest first. */
export async function selectTransfers(
  reader: Reader,
  partnerId: string,
  filter: TransferFilter,
  { limit, offset }: OffsetPlace,
): Promise<CapacityTransfer[]> {
  const { rows } =
    await sql<TransferRow>`SELECT * FROM capacity_transfer WHERE ${conditions(partnerId, filter)}
    ORDER BY id DESC LIMIT ${limit} OFFSET ${offset}`.execute(reader);
  return rows.map(fromTransferRow);
}

/** Counting stops here, where offsets end too. */
const COUNTED_ROWS = 100_000;

export async function countTransfers(
  reader: Reader,
  partnerId: string,
  filter: TransferFilter,
): Promise<number> {
  const { rows } = await sql<{ total: bigint }>`SELECT count(*) AS total FROM (
    SELECT 1 FROM capacity_transfer WHERE ${conditions(partnerId, filter)} LIMIT ${COUNTED_ROWS}) AS counted`.execute(
    reader,
  );
  return Number(rows[0]?.total ?? 0n);
}

function fromPoolRow(row: PoolRow): Pool {
  return {
    partnerId: row.partner_id,
    granted: { concurrent_calls: row.concurrent_calls, cps: row.cps },
    allocated: { concurrent_calls: row.allocated_concurrent_calls, cps: row.allocated_cps },
    transfersEnabled: row.transfers_enabled,
  };
}

function fromTransferRow(row: TransferRow): CapacityTransfer {
  return {
    partnerId: row.partner_id,
    id: row.id,
    customerId: row.customer_id,
    customerAuthId: row.customer_auth_id,
    direction: row.direction,
    resource: row.resource,
    slots: row.slots,
    description: row.description,
    partnerRemaining: row.partner_remaining,
    customerEffective: row.customer_effective,
    movedBy: row.moved_by,
    createdAt: row.created_at,
  };
}
