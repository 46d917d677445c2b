import { prefixedId } from '../platform/ids/index.ts';
import type { MasterBalanceAnswer, PastBalance } from './master-balance.ts';
import type { RenewedLink } from './owner-access.ts';
import type {
  CreatedPartner,
  MasterBalance,
  MasterMovement,
  Partner,
  PartnerPage,
  PartnerProfile,
  PartnerView,
} from './partner.ts';

/** For both versions of `/me`: the strict one picks what it names. */
export function toApiProfile(profile: PartnerProfile, pinnedVersion: string): Record<string, unknown> {
  const { master } = profile;
  return {
    ...toApiPartner(profile),
    id: profile.authId,
    uuid: profile.partnerId,
    account_type: 'partner',
    is_active: profile.status === 'active',
    balance: master.balance,
    credit_limit: master.creditLimit,
    available_balance: master.available,
    held_balance: master.held,
    api_version: pinnedVersion,
  };
}

export function toApiMaster(master: MasterBalance): Record<string, unknown> {
  return {
    currency: master.currency,
    balance: master.balance,
    available_balance: master.available,
    held_balance: master.held,
    credit_limit: master.creditLimit,
  };
}

/** The row's own fields. */
export function toApiPartner(partner: Partner): Record<string, unknown> {
  return {
    id: partner.partnerId,
    auth_id: partner.authId,
    account_id: partner.accountId,
    slug: partner.slug,
    name: partner.name,
    email: partner.email,
    phone: partner.phone,
    company: partner.company,
    country: partner.country,
    status: partner.status,
    mode: partner.mode,
    gstin: partner.gstin,
    gst_status: partner.gstStatus,
    tds_applicable: partner.tdsApplicable,
    tds_percentage: partner.tdsPercentage,
    currency: partner.currency,
    billing_model: partner.billingModel,
    is_verified: partner.isVerified,
    max_accounts: partner.maxAccounts,
    account_count: partner.accountCount,
    can_create_accounts: partner.canCreateAccounts,
    can_create_pricing_tiers: partner.canCreatePricingTiers,
    can_view_cdrs: partner.canViewCdrs,
    can_transfer_balance: partner.canTransferBalance,
    default_pricing_tier_id: partner.defaultPricingTierId,
    created_at: partner.createdAt,
    updated_at: partner.updatedAt,
    version: partner.version,
  };
}

export function toApiPartnerView({ partner, masters }: PartnerView): Record<string, unknown> {
  return { ...toApiPartner(partner), master_accounts: masters.map(toApiMaster) };
}

export function toApiPartnerPage(page: PartnerPage): Record<string, unknown> {
  const { partners, page: number, perPage, total, nextCursor } = page;
  return {
    partners: partners.map(toApiPartnerView),
    page: number,
    per_page: perPage,
    total,
    next_cursor: nextCursor,
  };
}

export function toApiCreatedPartner(created: CreatedPartner): Record<string, unknown> {
  return {
    ...toApiPartnerView(created),
    token: created.token,
    welcome_url: created.welcomeUrl,
    welcome_expires_at: created.welcomeExpiresAt,
  };
}

export function toApiOwnerLink({ purpose, email, url, expiresAt }: RenewedLink): Record<string, unknown> {
  return { purpose, email, url, expires_at: expiresAt };
}

export function toApiMovement(movement: MasterMovement): Record<string, unknown> {
  return {
    transaction_id: prefixedId('txn', movement.transferId),
    partner_id: movement.partnerId,
    amount: movement.amount,
    currency: movement.currency,
    code: movement.code,
    reference: movement.reference,
    reason: movement.reason,
    balance_after: movement.balanceAfter,
    created_at: movement.at,
  };
}

/** Held money and credit are known for the present alone. */
function toApiBalance(balance: MasterBalance | PastBalance): Record<string, unknown> {
  if ('held' in balance) return toApiMaster(balance);
  return {
    currency: balance.currency,
    balance: balance.balance,
    available_balance: null,
    held_balance: null,
    credit_limit: null,
  };
}

export function toApiMasterBalance(answer: MasterBalanceAnswer): Record<string, unknown> {
  return { ...toApiBalance(answer.asked), as_of: answer.asOf, balances: answer.all.map(toApiBalance) };
}
