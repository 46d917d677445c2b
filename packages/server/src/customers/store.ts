import { sql, type RawBuilder } from 'kysely';
import type { AccountStatus } from '../identity/index.ts';
import { containing, type Reader, type Tx } from '../platform/db/index.ts';
import type { Customer, CustomerStanding, CustomerWallet, GstStatus, KycStatus } from './customer.ts';

interface CustomerRow {
  readonly partner_id: string;
  readonly customer_id: string;
  readonly auth_id: string;
  readonly account_number: bigint;
  readonly api_id: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly company: string;
  readonly description: string | null;
  readonly address: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly zip_code: string | null;
  readonly timezone: string;
  readonly country: string;
  readonly currency: string;
  readonly gstin: string | null;
  readonly gst_status: GstStatus | null;
  readonly tds_enabled: boolean;
  readonly tds_percentage: string;
  readonly business_type: string;
  readonly account_type: string;
  readonly status: AccountStatus;
  readonly status_reason: string | null;
  readonly status_by: string | null;
  readonly kyc_status: KycStatus;
  readonly cps_limit: number;
  readonly concurrent_calls_limit: number;
  readonly base_cps_limit: number;
  readonly base_concurrent_calls_limit: number;
  readonly purchased_cps: number | null;
  readonly purchased_concurrent_calls: number | null;
  readonly allocated_cps: number;
  readonly allocated_concurrent_calls: number;
  readonly pricing_tier_id: string;
  readonly wallet_account_id: string;
  readonly last_login: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly version: number;
}

/** A customer before the database numbered it. */
export type NewCustomer = Omit<Customer, 'accountNumber' | 'lastLogin' | 'updatedAt' | 'version'>;

/** Writes a customer; null when its `auth_id` is taken, by whomever. */
export async function insertCustomer(tx: Tx, customer: NewCustomer): Promise<Customer | null> {
  const c = customer;
  const { rows } = await sql<CustomerRow>`
    INSERT INTO customer (partner_id, customer_id, auth_id, api_id, name, email, phone, company, description, address,
      city, state, zip_code, timezone, country, currency, gstin, gst_status, tds_enabled, tds_percentage, business_type,
      account_type, status, status_reason, status_by, kyc_status, cps_limit, concurrent_calls_limit, base_cps_limit,
      base_concurrent_calls_limit, purchased_cps, purchased_concurrent_calls, allocated_cps, allocated_concurrent_calls,
      pricing_tier_id, wallet_account_id, created_at, updated_at, version)
    VALUES (${c.partnerId}, ${c.customerId}, ${c.authId}, ${c.apiId}, ${c.name}, ${c.email}, ${c.phone}, ${c.company},
      ${c.description}, ${c.address}, ${c.city}, ${c.state}, ${c.zipCode}, ${c.timezone}, ${c.country}, ${c.currency},
      ${c.gstin}, ${c.gstStatus}, ${c.tdsEnabled}, ${c.tdsPercentage}, ${c.businessType}, ${c.accountType}, ${c.status},
      ${c.statusReason}, ${c.statusBy}, ${c.kycStatus}, ${c.cpsLimit}, ${c.concurrentCallsLimit}, ${c.baseCpsLimit},
      ${c.baseConcurrentCallsLimit}, ${c.purchasedCps}, ${c.purchasedConcurrentCalls}, ${c.allocatedCps},
      ${c.allocatedConcurrentCalls}, ${c.pricingTierId}, ${c.walletAccountId}, ${c.createdAt}, ${c.createdAt}, 1)
    ON CONFLICT (auth_id) DO NOTHING
    RETURNING *`.execute(tx);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

export async function selectCustomer(
  reader: Reader,
  partnerId: string,
  authId: string,
): Promise<Customer | null> {
  const { rows } = await sql<CustomerRow>`SELECT * FROM customer
    WHERE partner_id = ${partnerId} AND auth_id = ${authId}`.execute(reader);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

export async function selectCustomersByIds(
  reader: Reader,
  partnerId: string,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, Customer>> {
  if (customerIds.length === 0) return new Map();
  const { rows } = await sql<CustomerRow>`SELECT * FROM customer
    WHERE partner_id = ${partnerId} AND customer_id = ANY (${[...new Set(customerIds)]}::uuid[])`.execute(
    reader,
  );
  return new Map(rows.map((row) => [row.customer_id, fromRow(row)]));
}

/** The same of many, and little of each. */
export async function selectStandings(
  reader: Reader,
  partnerId: string,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, CustomerStanding>> {
  if (customerIds.length === 0) return new Map();
  const { rows } = await sql<
    Pick<CustomerRow, 'customer_id' | 'auth_id' | 'name' | 'status' | 'wallet_account_id'>
  >`SELECT customer_id, auth_id, name, status, wallet_account_id FROM customer
    WHERE partner_id = ${partnerId} AND customer_id = ANY (${[...new Set(customerIds)]}::uuid[])`.execute(
    reader,
  );
  return new Map(
    rows.map((row) => [
      row.customer_id,
      {
        customerId: row.customer_id,
        authId: row.auth_id,
        name: row.name,
        status: row.status,
        walletAccountId: row.wallet_account_id,
      },
    ]),
  );
}

/** Reads a customer and keeps others from changing it until the transaction ends. */
export async function lockCustomer(tx: Tx, partnerId: string, authId: string): Promise<Customer | null> {
  const { rows } = await sql<CustomerRow>`SELECT * FROM customer
    WHERE partner_id = ${partnerId} AND auth_id = ${authId} FOR UPDATE`.execute(tx);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** Writes all that may change of a customer, in the next version. The caller holds its lock. */
export async function updateCustomer(tx: Tx, customer: Customer, at: Date): Promise<Customer> {
  const c = customer;
  const { rows } = await sql<CustomerRow>`
    UPDATE customer SET name = ${c.name}, phone = ${c.phone}, company = ${c.company}, description = ${c.description},
      address = ${c.address}, city = ${c.city}, state = ${c.state}, zip_code = ${c.zipCode}, timezone = ${c.timezone},
      gstin = ${c.gstin}, gst_status = ${c.gstStatus}, tds_enabled = ${c.tdsEnabled},
      tds_percentage = ${c.tdsPercentage}, business_type = ${c.businessType}, status = ${c.status},
      status_reason = ${c.statusReason}, status_by = ${c.statusBy}, cps_limit = ${c.cpsLimit},
      concurrent_calls_limit = ${c.concurrentCallsLimit}, allocated_cps = ${c.allocatedCps},
      allocated_concurrent_calls = ${c.allocatedConcurrentCalls}, pricing_tier_id = ${c.pricingTierId},
      updated_at = ${at}, version = version + 1
    WHERE partner_id = ${c.partnerId} AND customer_id = ${c.customerId}
    RETURNING *`.execute(tx);
  if (rows[0] === undefined) throw new Error('A locked customer vanished.');
  return fromRow(rows[0]);
}

/** Notes that a closed customer's wallet is closed too: nothing of it was held any more. */
export async function updateWalletClosed(
  tx: Tx,
  partnerId: string,
  customerId: string,
  at: Date,
): Promise<void> {
  await sql`UPDATE customer SET wallet_closed_at = ${at}
    WHERE partner_id = ${partnerId} AND customer_id = ${customerId}`.execute(tx);
}

/** A closed customer whose wallet is still open. */
export type UnfinishedCustomer = Pick<Customer, 'partnerId' | 'customerId' | 'authId'>;

/** Some of them, of all partners, in the order of their ids and after the one given. For the sweep alone. */
export async function selectUnfinished(
  reader: Reader,
  place: { readonly afterId: string | null; readonly limit: number },
): Promise<UnfinishedCustomer[]> {
  const after = place.afterId === null ? sql`` : sql`AND customer_id > ${place.afterId}::uuid`;
  const { rows } = await sql<Pick<CustomerRow, 'partner_id' | 'customer_id' | 'auth_id'>>`
    SELECT partner_id, customer_id, auth_id FROM customer
    WHERE status = 'closed' AND wallet_closed_at IS NULL ${after}
    ORDER BY customer_id LIMIT ${place.limit}`.execute(reader);
  return rows.map((row) => ({
    partnerId: row.partner_id,
    customerId: row.customer_id,
    authId: row.auth_id,
  }));
}

/** Notes a login; not a change of the account, so its version stays. */
export async function updateLastLogin(
  tx: Tx,
  partnerId: string,
  customerId: string,
  at: Date,
): Promise<void> {
  await sql`UPDATE customer SET last_login = ${at}
    WHERE partner_id = ${partnerId} AND customer_id = ${customerId}`.execute(tx);
}

interface WalletRow {
  readonly partner_id: string;
  readonly customer_id: string;
  readonly auth_id: string;
  readonly name: string;
  readonly wallet_account_id: string;
  readonly currency: string;
  readonly closed: boolean;
}

const WALLET_COLUMNS = sql`partner_id, customer_id, auth_id, name, wallet_account_id, currency,
  status = 'closed' AS closed`;

function fromWalletRow(row: WalletRow): CustomerWallet {
  return {
    partnerId: row.partner_id,
    customerId: row.customer_id,
    authId: row.auth_id,
    name: row.name,
    walletAccountId: row.wallet_account_id,
    currency: row.currency,
    closed: row.closed,
  };
}

export async function selectWallet(
  reader: Reader,
  partnerId: string,
  authId: string,
): Promise<CustomerWallet | null> {
  const { rows } = await sql<WalletRow>`SELECT ${WALLET_COLUMNS} FROM customer
    WHERE partner_id = ${partnerId} AND auth_id = ${authId}`.execute(reader);
  return rows[0] === undefined ? null : fromWalletRow(rows[0]);
}

export async function selectWalletsByAccount(
  reader: Reader,
  partnerId: string,
  accountIds: readonly string[],
): Promise<CustomerWallet[]> {
  const { rows } = await sql<WalletRow>`SELECT ${WALLET_COLUMNS} FROM customer
    WHERE partner_id = ${partnerId} AND wallet_account_id = ANY(${[...accountIds]}::uuid[])`.execute(reader);
  return rows.map(fromWalletRow);
}

/** Ledger accounts of customers whose account id or name contains a text, oldest first. */
export async function selectWalletsMatching(
  reader: Reader,
  partnerId: string,
  text: string,
  limit: number,
): Promise<string[]> {
  const pattern = containing(text);
  const { rows } = await sql<{ wallet_account_id: string }>`SELECT wallet_account_id FROM customer
    WHERE partner_id = ${partnerId} AND (auth_id ILIKE ${pattern} OR name ILIKE ${pattern})
    ORDER BY customer_id LIMIT ${limit}`.execute(reader);
  return rows.map((row) => row.wallet_account_id);
}

/** Who a credential belongs to; asked before it is known whose tenant that is. */
export async function selectCustomerByAuthId(reader: Reader, authId: string): Promise<Customer | null> {
  const { rows } = await sql<CustomerRow>`SELECT * FROM customer WHERE auth_id = ${authId}`.execute(reader);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

export interface CustomerFilter {
  /** Part of the name or of the e-mail, in any case. */
  readonly search?: string | undefined;
  readonly status?: AccountStatus | undefined;
}

export interface CustomerPlace {
  readonly limit: number;
  readonly offset: number;
  /** Only customers older than the one of this id. */
  readonly afterId: string | null;
}

function conditions(partnerId: string, { search, status }: CustomerFilter): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`partner_id = ${partnerId}`];
  if (status !== undefined) parts.push(sql`status = ${status}`);
  if (search !== undefined) {
    const pattern = containing(search);
    parts.push(sql`(name ILIKE ${pattern} OR email ILIKE ${pattern})`);
  }
  return sql.join(parts, sql` AND `);
}

/** Newest first. */
export async function selectCustomers(
  reader: Reader,
  partnerId: string,
  filter: CustomerFilter,
  place: CustomerPlace,
): Promise<Customer[]> {
  const older = place.afterId === null ? sql`` : sql`AND customer_id < ${place.afterId}::uuid`;
  const { rows } =
    await sql<CustomerRow>`SELECT * FROM customer WHERE ${conditions(partnerId, filter)} ${older}
    ORDER BY customer_id DESC LIMIT ${place.limit} OFFSET ${place.offset}`.execute(reader);
  return rows.map(fromRow);
}

export async function countCustomers(
  reader: Reader,
  partnerId: string,
  filter: CustomerFilter,
): Promise<number> {
  const { rows } = await sql<{ total: bigint }>`
    SELECT count(*) AS total FROM customer WHERE ${conditions(partnerId, filter)}`.execute(reader);
  return Number(rows[0]?.total ?? 0n);
}

/** How many a partner has, by status. */
export async function countByStatus(
  reader: Reader,
  partnerId: string,
): Promise<Readonly<Record<AccountStatus, number>>> {
  const { rows } = await sql<{ status: AccountStatus; total: number }>`
    SELECT status, count(*)::int AS total FROM customer WHERE partner_id = ${partnerId} GROUP BY status`.execute(
    reader,
  );
  const counts = new Map(rows.map((row) => [row.status, row.total]));
  return {
    active: counts.get('active') ?? 0,
    suspended: counts.get('suspended') ?? 0,
    closed: counts.get('closed') ?? 0,
  };
}

/** The newest of some partners together. Of each partner's newest the ids alone are compared. */
export async function selectNewestAmong(
  reader: Reader,
  partnerIds: readonly string[],
  limit: number,
): Promise<Customer[]> {
  const { rows } = await sql<CustomerRow>`
    SELECT c.* FROM (
      SELECT p.id, n.customer_id FROM unnest(${partnerIds}::uuid[]) AS p(id) CROSS JOIN LATERAL (
        SELECT customer_id FROM customer WHERE partner_id = p.id ORDER BY customer_id DESC LIMIT ${limit}) n
      ORDER BY n.customer_id DESC LIMIT ${limit}) newest
    JOIN customer c ON c.partner_id = newest.id AND c.customer_id = newest.customer_id
    ORDER BY c.customer_id DESC`.execute(reader);
  return rows.map(fromRow);
}

/** How many suspended ones some partners have together. */
export async function countSuspendedAmong(reader: Reader, partnerIds: readonly string[]): Promise<number> {
  const { rows } = await sql<{ total: number }>`SELECT count(*)::int AS total FROM customer
    WHERE partner_id = ANY (${partnerIds}::uuid[]) AND status = 'suspended'`.execute(reader);
  return rows[0]?.total ?? 0;
}

/** Asked by who owns a tier, which may be the operator: the tier names the tenant. */
export async function countCustomersOnTier(reader: Reader, tierId: string): Promise<number> {
  const { rows } = await sql<{ total: number }>`SELECT count(*)::int AS total FROM customer
    WHERE pricing_tier_id = ${tierId} AND status <> 'closed'`.execute(reader);
  return rows[0]?.total ?? 0;
}

function fromRow(row: CustomerRow): Customer {
  return {
    partnerId: row.partner_id,
    customerId: row.customer_id,
    authId: row.auth_id,
    accountNumber: row.account_number,
    apiId: row.api_id,
    name: row.name,
    email: row.email,
    phone: row.phone,
    company: row.company,
    description: row.description,
    address: row.address,
    city: row.city,
    state: row.state,
    zipCode: row.zip_code,
    timezone: row.timezone,
    country: row.country,
    currency: row.currency,
    gstin: row.gstin,
    gstStatus: row.gst_status,
    tdsEnabled: row.tds_enabled,
    tdsPercentage: Number(row.tds_percentage),
    businessType: row.business_type,
    accountType: row.account_type,
    status: row.status,
    statusReason: row.status_reason,
    statusBy: row.status_by,
    kycStatus: row.kyc_status,
    cpsLimit: row.cps_limit,
    concurrentCallsLimit: row.concurrent_calls_limit,
    baseCpsLimit: row.base_cps_limit,
    baseConcurrentCallsLimit: row.base_concurrent_calls_limit,
    purchasedCps: row.purchased_cps,
    purchasedConcurrentCalls: row.purchased_concurrent_calls,
    allocatedCps: row.allocated_cps,
    allocatedConcurrentCalls: row.allocated_concurrent_calls,
    pricingTierId: row.pricing_tier_id,
    walletAccountId: row.wallet_account_id,
    lastLogin: row.last_login,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  };
}
