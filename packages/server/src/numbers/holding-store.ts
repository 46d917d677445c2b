import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { HoldingSource, HoldingStatus, NumberHolding } from './number-holding.ts';

export interface HoldingRow {
  readonly partner_id: string;
  readonly id: string;
  readonly customer_id: string;
  readonly account_id: string;
  readonly e164: string;
  readonly status: HoldingStatus;
  readonly source: HoldingSource;
  readonly currency: string;
  readonly wallet_account_id: string;
  readonly setup_fee: bigint;
  readonly monthly_fee: bigint;
  readonly wholesale_setup_fee: bigint;
  readonly wholesale_monthly_fee: bigint;
  readonly allow_loss: boolean;
  readonly minimum_commitment_months: number;
  readonly trunk_id: string | null;
  readonly application_id: string | null;
  readonly tags: string[];
  readonly is_blocked: boolean;
  readonly purchased_at: Date;
  readonly billing_day: number;
  readonly billing_zone: string;
  readonly paid_until: Date;
  readonly last_billed_at: Date;
  readonly next_attempt_at: Date;
  readonly grace_until: Date | null;
  readonly suspended_until: Date | null;
  readonly reserve_renewal: boolean;
  readonly renewal_hold_id: string | null;
  readonly release_fee: bigint | null;
  readonly release_wholesale_fee: bigint | null;
  readonly release_transfer_id: string | null;
  readonly releases_at: Date | null;
  readonly released_at: Date | null;
  readonly release_reason: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly version: number;
}

/** A holding before the database has it. */
export type NewHolding = Omit<NumberHolding, 'updatedAt' | 'version'>;

export async function insertHolding(tx: Tx, holding: NewHolding): Promise<NumberHolding> {
  const h = holding;
  const { rows } = await sql<HoldingRow>`
    INSERT INTO number_holding (partner_id, id, customer_id, account_id, e164, status, source, currency, wallet_account_id, setup_fee,
      monthly_fee, wholesale_setup_fee, wholesale_monthly_fee, allow_loss, minimum_commitment_months, trunk_id,
      application_id, tags, is_blocked, purchased_at, billing_day, billing_zone, paid_until, last_billed_at,
      next_attempt_at, grace_until, suspended_until, reserve_renewal, renewal_hold_id, release_fee,
      release_wholesale_fee, release_transfer_id, releases_at, released_at, release_reason, created_at, updated_at, version)
    VALUES (${h.partnerId}, ${h.id}, ${h.customerId}, ${h.accountId}, ${h.e164}, ${h.status}, ${h.source},
      ${h.currency}, ${h.walletAccountId}, ${h.setupFee}, ${h.monthlyFee}, ${h.wholesaleSetupFee}, ${h.wholesaleMonthlyFee},
      ${h.allowLoss}, ${h.minimumCommitmentMonths}, ${h.trunkId}, ${h.applicationId}, ${[...h.tags]}::text[],
      ${h.isBlocked}, ${h.purchasedAt}, ${h.billingDay}, ${h.billingZone}, ${h.paidUntil}, ${h.lastBilledAt},
      ${h.nextAttemptAt}, ${h.graceUntil}, ${h.suspendedUntil}, ${h.reserveRenewal}, ${h.renewalHoldId}, ${h.releaseFee},
      ${h.releaseWholesaleFee}, ${h.releaseTransferId}, ${h.releasesAt}, ${h.releasedAt}, ${h.releaseReason},
      ${h.createdAt}, ${h.createdAt}, 1)
    RETURNING *`.execute(tx);
  if (rows[0] === undefined) throw new Error('A new holding vanished.');
  return fromHoldingRow(rows[0]);
}

/** Who has a number now, among a partner's customers. */
export async function selectHolding(
  reader: Reader,
  partnerId: string,
  e164: string,
): Promise<NumberHolding | null> {
  const { rows } = await sql<HoldingRow>`SELECT * FROM number_holding
    WHERE partner_id = ${partnerId} AND e164 = ${e164} AND status <> 'released'`.execute(reader);
  return rows[0] === undefined ? null : fromHoldingRow(rows[0]);
}

/** The same, kept from others until the transaction ends. */
export async function lockHolding(tx: Tx, partnerId: string, e164: string): Promise<NumberHolding | null> {
  const { rows } = await sql<HoldingRow>`SELECT * FROM number_holding
    WHERE partner_id = ${partnerId} AND e164 = ${e164} AND status <> 'released' FOR UPDATE`.execute(tx);
  return rows[0] === undefined ? null : fromHoldingRow(rows[0]);
}

/** All that a customer has now, kept from others until the transaction ends; oldest first. */
export async function lockHoldingsOf(
  tx: Tx,
  partnerId: string,
  customerId: string,
  limit: number,
): Promise<NumberHolding[]> {
  const { rows } = await sql<HoldingRow>`SELECT * FROM number_holding
    WHERE partner_id = ${partnerId} AND customer_id = ${customerId} AND status <> 'released'
    ORDER BY id LIMIT ${limit} FOR UPDATE`.execute(tx);
  return rows.map(fromHoldingRow);
}

/** All whose calls go to a trunk, kept from others until the transaction ends; oldest first. */
export async function lockHoldingsOnTrunk(
  tx: Tx,
  partnerId: string,
  customerId: string,
  trunkId: string,
): Promise<NumberHolding[]> {
  const { rows } = await sql<HoldingRow>`SELECT * FROM number_holding
    WHERE partner_id = ${partnerId} AND customer_id = ${customerId} AND trunk_id = ${trunkId} AND status <> 'released'
    ORDER BY id FOR UPDATE`.execute(tx);
  return rows.map(fromHoldingRow);
}

/** What a partner's customers have now, in the order of their ids. */
export async function selectLiving(
  reader: Reader,
  partnerId: string,
  place: { readonly afterId: string | null; readonly limit: number },
): Promise<NumberHolding[]> {
  const after = place.afterId === null ? sql`` : sql`AND id > ${place.afterId}::uuid`;
  const { rows } = await sql<HoldingRow>`SELECT * FROM number_holding
    WHERE partner_id = ${partnerId} AND status <> 'released' ${after} ORDER BY id LIMIT ${place.limit}`.execute(
    reader,
  );
  return rows.map(fromHoldingRow);
}

/** The first holding of a number that was moved since it was bought. */
export async function selectFirstHolding(reader: Reader, moved: NumberHolding): Promise<string> {
  const { rows } = await sql<{ id: string }>`SELECT id FROM number_holding
    WHERE partner_id = ${moved.partnerId} AND e164 = ${moved.e164} AND purchased_at = ${moved.purchasedAt}
    ORDER BY id LIMIT 1`.execute(reader);
  return rows[0]?.id ?? moved.id;
}

export async function countHoldingsOf(
  reader: Reader,
  partnerId: string,
  customerId: string,
): Promise<number> {
  const { rows } = await sql<{ total: bigint }>`SELECT count(*) AS total FROM number_holding
    WHERE partner_id = ${partnerId} AND customer_id = ${customerId} AND status <> 'released'`.execute(reader);
  return Number(rows[0]?.total ?? 0n);
}

/** What may change of a holding, in the next version. The caller holds its lock. */
export async function updateHolding(tx: Tx, holding: NumberHolding, at: Date): Promise<NumberHolding> {
  const [saved] = await updateHoldings(tx, [holding], at);
  if (saved === undefined) throw new Error('A locked number vanished.');
  return saved;
}

/** Several at once, in the order given. The caller holds their locks. */
export async function updateHoldings(
  tx: Tx,
  holdings: readonly NumberHolding[],
  at: Date,
): Promise<NumberHolding[]> {
  if (holdings.length === 0) return [];
  const { rows } = await sql<HoldingRow>`
    UPDATE number_holding h SET status = n.status, monthly_fee = n.monthly_fee, allow_loss = n.allow_loss,
      trunk_id = n.trunk_id, application_id = n.application_id, tags = n.tags, is_blocked = n.is_blocked,
      paid_until = n.paid_until, last_billed_at = n.last_billed_at, next_attempt_at = n.next_attempt_at,
      grace_until = n.grace_until, suspended_until = n.suspended_until, reserve_renewal = n.reserve_renewal,
      renewal_hold_id = n.renewal_hold_id, release_fee = n.release_fee,
      release_wholesale_fee = n.release_wholesale_fee, release_transfer_id = n.release_transfer_id,
      releases_at = n.releases_at, released_at = n.released_at, release_reason = n.release_reason,
      updated_at = ${at}, version = h.version + 1
    FROM jsonb_to_recordset(${JSON.stringify(holdings.map(toChanges))}::jsonb) AS n(partner_id uuid, id uuid, status text,
      monthly_fee bigint, allow_loss boolean, trunk_id uuid, application_id text, tags text[], is_blocked boolean,
      paid_until timestamptz, last_billed_at timestamptz, next_attempt_at timestamptz, grace_until timestamptz,
      suspended_until timestamptz, reserve_renewal boolean, renewal_hold_id uuid, release_fee bigint,
      release_wholesale_fee bigint, release_transfer_id uuid, releases_at timestamptz, released_at timestamptz,
      release_reason text)
    WHERE h.partner_id = n.partner_id AND h.id = n.id
    RETURNING h.*`.execute(tx);
  const saved = new Map(rows.map((row) => [row.id, fromHoldingRow(row)]));
  return holdings.flatMap((holding) => saved.get(holding.id) ?? []);
}

function toChanges(h: NumberHolding): Record<string, unknown> {
  return {
    partner_id: h.partnerId,
    id: h.id,
    status: h.status,
    monthly_fee: h.monthlyFee.toString(),
    allow_loss: h.allowLoss,
    trunk_id: h.trunkId,
    application_id: h.applicationId,
    tags: h.tags,
    is_blocked: h.isBlocked,
    paid_until: h.paidUntil,
    last_billed_at: h.lastBilledAt,
    next_attempt_at: h.nextAttemptAt,
    grace_until: h.graceUntil,
    suspended_until: h.suspendedUntil,
    reserve_renewal: h.reserveRenewal,
    renewal_hold_id: h.renewalHoldId,
    release_fee: h.releaseFee?.toString() ?? null,
    release_wholesale_fee: h.releaseWholesaleFee?.toString() ?? null,
    release_transfer_id: h.releaseTransferId,
    releases_at: h.releasesAt,
    released_at: h.releasedAt,
    release_reason: h.releaseReason,
  };
}

export function fromHoldingRow(row: HoldingRow): NumberHolding {
  return {
    partnerId: row.partner_id,
    id: row.id,
    customerId: row.customer_id,
    accountId: row.account_id,
    e164: row.e164,
    status: row.status,
    source: row.source,
    currency: row.currency,
    walletAccountId: row.wallet_account_id,
    setupFee: row.setup_fee,
    monthlyFee: row.monthly_fee,
    wholesaleSetupFee: row.wholesale_setup_fee,
    wholesaleMonthlyFee: row.wholesale_monthly_fee,
    allowLoss: row.allow_loss,
    minimumCommitmentMonths: row.minimum_commitment_months,
    trunkId: row.trunk_id,
    applicationId: row.application_id,
    tags: row.tags,
    isBlocked: row.is_blocked,
    purchasedAt: row.purchased_at,
    billingDay: row.billing_day,
    billingZone: row.billing_zone,
    paidUntil: row.paid_until,
    lastBilledAt: row.last_billed_at,
    nextAttemptAt: row.next_attempt_at,
    graceUntil: row.grace_until,
    suspendedUntil: row.suspended_until,
    reserveRenewal: row.reserve_renewal,
    renewalHoldId: row.renewal_hold_id,
    releaseFee: row.release_fee,
    releaseWholesaleFee: row.release_wholesale_fee,
    releaseTransferId: row.release_transfer_id,
    releasesAt: row.releases_at,
    releasedAt: row.released_at,
    releaseReason: row.release_reason,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  };
}
