import { sql, type RawBuilder } from 'kysely';
import { containing, type Reader, type Tx } from '../platform/db/index.ts';
import type { AccountStatus, Mode } from '../identity/index.ts';
import type { GstStatus, Partner } from './partner.ts';

export interface PartnerRow {
  readonly partner_id: string;
  readonly auth_id: string;
  readonly account_id: bigint;
  readonly slug: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly company: string;
  readonly country: string;
  readonly status: AccountStatus;
  readonly mode: Mode;
  readonly gstin: string;
  readonly gst_status: GstStatus;
  readonly tds_applicable: boolean;
  /** numeric: arrives as text. */
  readonly tds_percentage: string;
  readonly currency: string;
  readonly billing_model: string;
  readonly is_verified: boolean;
  readonly max_accounts: number;
  readonly account_count: number;
  readonly can_create_accounts: boolean;
  readonly can_create_pricing_tiers: boolean;
  readonly can_view_cdrs: boolean;
  readonly can_transfer_balance: boolean;
  readonly default_pricing_tier_id: string;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly version: number;
}

export interface ProfileRow extends PartnerRow {
  readonly master_balance: bigint;
  readonly master_held: bigint;
  readonly master_floor: bigint | null;
}

/** A partner with its primary master account; `ledger_account_balance` is the ledger's door for such reads. */
export const PROFILE_QUERY = {
  name: 'partner-profile',
  text: `SELECT p.*, a.balance AS master_balance, a.held AS master_held, a.floor AS master_floor
    FROM partner p
    JOIN ledger_account_balance a ON a.partner_id = p.partner_id AND a.kind = 'master' AND a.currency = p.currency
    WHERE p.partner_id = $1`,
} as const;

/** Written by `insertPartner`; the account number comes from the sequence. */
export type NewPartner = Omit<Partner, 'accountId' | 'version' | 'updatedAt' | 'accountCount'>;

/** Writes a partner whose `authId` and `slug` are free, else null. */
export async function insertPartner(tx: Tx, partner: NewPartner): Promise<Partner | null> {
  const { rows } = await sql<PartnerRow>`
    INSERT INTO partner (partner_id, auth_id, slug, name, email, phone, company, country, status, mode, gstin, gst_status,
      tds_applicable, tds_percentage, currency, billing_model, is_verified, max_accounts, account_count,
      can_create_accounts, can_create_pricing_tiers, can_view_cdrs, can_transfer_balance, default_pricing_tier_id,
      created_at, updated_at, version)
    VALUES (${partner.partnerId}, ${partner.authId}, ${partner.slug}, ${partner.name}, ${partner.email}, ${partner.phone},
      ${partner.company}, ${partner.country}, ${partner.status}, ${partner.mode}, ${partner.gstin}, ${partner.gstStatus},
      ${partner.tdsApplicable}, ${partner.tdsPercentage}, ${partner.currency}, ${partner.billingModel},
      ${partner.isVerified}, ${partner.maxAccounts}, 0, ${partner.canCreateAccounts}, ${partner.canCreatePricingTiers},
      ${partner.canViewCdrs}, ${partner.canTransferBalance}, ${partner.defaultPricingTierId}, ${partner.createdAt},
      ${partner.createdAt}, 1)
    ON CONFLICT DO NOTHING
    RETURNING *`.execute(tx);
  return rows[0] === undefined ? null : fromPartnerRow(rows[0]);
}

export async function slugIsTaken(reader: Reader, slug: string): Promise<boolean> {
  const { rows } = await sql`SELECT 1 FROM partner WHERE slug = ${slug}`.execute(reader);
  return rows.length > 0;
}

export async function selectPartner(reader: Reader, partnerId: string): Promise<Partner | null> {
  const { rows } = await sql<PartnerRow>`SELECT * FROM partner WHERE partner_id = ${partnerId}`.execute(
    reader,
  );
  return rows[0] === undefined ? null : fromPartnerRow(rows[0]);
}

export async function selectPartnerByAuthId(reader: Reader, authId: string): Promise<Partner | null> {
  const { rows } = await sql<PartnerRow>`SELECT * FROM partner WHERE auth_id = ${authId}`.execute(reader);
  return rows[0] === undefined ? null : fromPartnerRow(rows[0]);
}

/** Reads a partner and keeps others from changing it until the transaction ends. */
export async function lockPartner(tx: Tx, partnerId: string): Promise<Partner | null> {
  const { rows } =
    await sql<PartnerRow>`SELECT * FROM partner WHERE partner_id = ${partnerId} FOR UPDATE`.execute(tx);
  return rows[0] === undefined ? null : fromPartnerRow(rows[0]);
}

/** Writes all that may change of a partner, in the next version. The caller holds its lock. */
export async function updatePartner(tx: Tx, partner: Partner, at: Date): Promise<Partner> {
  const { rows } = await sql<PartnerRow>`
    UPDATE partner SET name = ${partner.name}, phone = ${partner.phone}, company = ${partner.company},
      country = ${partner.country}, status = ${partner.status}, gstin = ${partner.gstin},
      gst_status = ${partner.gstStatus}, tds_applicable = ${partner.tdsApplicable},
      tds_percentage = ${partner.tdsPercentage}, is_verified = ${partner.isVerified},
      max_accounts = ${partner.maxAccounts}, can_create_accounts = ${partner.canCreateAccounts},
      can_create_pricing_tiers = ${partner.canCreatePricingTiers}, can_view_cdrs = ${partner.canViewCdrs},
      can_transfer_balance = ${partner.canTransferBalance},
      default_pricing_tier_id = ${partner.defaultPricingTierId}, updated_at = ${at}, version = version + 1
    WHERE partner_id = ${partner.partnerId}
    RETURNING *`.execute(tx);
  if (rows[0] === undefined) throw new Error('A locked partner vanished.');
  return fromPartnerRow(rows[0]);
}

/** Takes one of the accounts that a partner may have; null when none is left. */
export async function incrementAccountCount(tx: Tx, partnerId: string): Promise<number | null> {
  const { rows } = await sql<{ account_count: number }>`
    UPDATE partner SET account_count = account_count + 1
    WHERE partner_id = ${partnerId} AND account_count < max_accounts
    RETURNING account_count`.execute(tx);
  return rows[0]?.account_count ?? null;
}

export async function decrementAccountCount(tx: Tx, partnerId: string): Promise<void> {
  await sql`UPDATE partner SET account_count = account_count - 1 WHERE partner_id = ${partnerId}`.execute(tx);
}

export interface PartnerFilter {
  readonly search?: string | undefined;
  readonly status?: AccountStatus | undefined;
  readonly mode?: Mode | undefined;
}

export interface ListPlace {
  readonly limit: number;
  readonly offset: number;
  /** Only rows older than the one of this id. */
  readonly afterId: string | null;
}

function conditions({ search, status, mode }: PartnerFilter): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`true`];
  if (status !== undefined) parts.push(sql`status = ${status}`);
  if (mode !== undefined) parts.push(sql`mode = ${mode}`);
  if (search !== undefined) {
    const pattern = containing(search);
    parts.push(sql`(name ILIKE ${pattern} OR email ILIKE ${pattern} OR company ILIKE ${pattern}
      OR auth_id ILIKE ${pattern} OR slug ILIKE ${pattern})`);
  }
  return sql.join(parts, sql` AND `);
}

/** Newest first; the operator's view over all partners. */
export async function selectPartners(
  reader: Reader,
  filter: PartnerFilter,
  place: ListPlace,
): Promise<Partner[]> {
  const older = place.afterId === null ? sql`` : sql`AND partner_id < ${place.afterId}::uuid`;
  const { rows } = await sql<PartnerRow>`SELECT * FROM partner WHERE ${conditions(filter)} ${older}
    ORDER BY partner_id DESC LIMIT ${place.limit} OFFSET ${place.offset}`.execute(reader);
  return rows.map(fromPartnerRow);
}

export async function countPartners(reader: Reader, filter: PartnerFilter): Promise<number> {
  const { rows } = await sql<{ total: bigint }>`
    SELECT count(*) AS total FROM partner WHERE ${conditions(filter)}`.execute(reader);
  return Number(rows[0]?.total ?? 0n);
}

export function fromPartnerRow(row: PartnerRow): Partner {
  return {
    partnerId: row.partner_id,
    authId: row.auth_id,
    accountId: row.account_id,
    slug: row.slug,
    name: row.name,
    email: row.email,
    phone: row.phone,
    company: row.company,
    country: row.country,
    status: row.status,
    mode: row.mode,
    gstin: row.gstin,
    gstStatus: row.gst_status,
    tdsApplicable: row.tds_applicable,
    tdsPercentage: Number(row.tds_percentage),
    currency: row.currency,
    billingModel: row.billing_model,
    isVerified: row.is_verified,
    maxAccounts: row.max_accounts,
    accountCount: row.account_count,
    canCreateAccounts: row.can_create_accounts,
    canCreatePricingTiers: row.can_create_pricing_tiers,
    canViewCdrs: row.can_view_cdrs,
    canTransferBalance: row.can_transfer_balance,
    defaultPricingTierId: row.default_pricing_tier_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  };
}

/** How many open partners let their customers begin at this tier. */
export async function countPartnersStartingAt(reader: Reader, tierId: string): Promise<number> {
  const { rows } = await sql<{ total: number }>`SELECT count(*)::int AS total FROM partner
    WHERE default_pricing_tier_id = ${tierId} AND status <> 'closed'`.execute(reader);
  return rows[0]?.total ?? 0;
}

/** How people know a partner. */
export interface PartnerName {
  readonly partnerId: string;
  readonly authId: string;
  readonly name: string;
}

/** For the operator: every partner, whatever its state, in the order of their ids. */
export async function selectNames(
  reader: Reader,
  place: { readonly afterId: string | null; readonly limit: number },
): Promise<PartnerName[]> {
  const after = place.afterId === null ? sql`` : sql`WHERE partner_id > ${place.afterId}::uuid`;
  const { rows } = await sql<{ partner_id: string; auth_id: string; name: string }>`
    SELECT partner_id, auth_id, name FROM partner ${after} ORDER BY partner_id LIMIT ${place.limit}`.execute(
    reader,
  );
  return rows.map((row) => ({ partnerId: row.partner_id, authId: row.auth_id, name: row.name }));
}

/** The internal ids of all partners of one world. */
export async function selectIdsOfMode(reader: Reader, mode: Mode): Promise<string[]> {
  const { rows } = await sql<{
    partner_id: string;
  }>`SELECT partner_id FROM partner WHERE mode = ${mode}`.execute(reader);
  return rows.map((row) => row.partner_id);
}

/** Those of some partners. */
export async function selectNamesOf(
  reader: Reader,
  partnerIds: readonly string[],
): Promise<ReadonlyMap<string, PartnerName>> {
  const { rows } = await sql<{ partner_id: string; auth_id: string; name: string }>`
    SELECT partner_id, auth_id, name FROM partner WHERE partner_id = ANY (${partnerIds}::uuid[])`.execute(
    reader,
  );
  return new Map(
    rows.map((row) => [row.partner_id, { partnerId: row.partner_id, authId: row.auth_id, name: row.name }]),
  );
}

/** How many open accounts some partners have together. */
export async function countAccounts(reader: Reader, partnerIds: readonly string[]): Promise<number> {
  const { rows } = await sql<{ total: bigint }>`
    SELECT coalesce(sum(account_count), 0)::bigint AS total FROM partner
    WHERE partner_id = ANY (${partnerIds}::uuid[])`.execute(reader);
  return Number(rows[0]?.total ?? 0n);
}

/** The closed ones among some partners. */
export async function selectClosed(
  reader: Reader,
  partnerIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ partner_id: string }>`SELECT partner_id FROM partner
    WHERE partner_id = ANY (${[...new Set(partnerIds)]}::uuid[]) AND status = 'closed'`.execute(reader);
  return new Set(rows.map((row) => row.partner_id));
}
