import Type, { type TProperties } from 'typebox';
import type { LedgerAccount } from '../ledger/index.ts';
import { Nullable, OneOf, Timestamp } from '../platform/http/index.ts';
import { MoneyNumber, MoneyString } from '../platform/money/index.ts';
import { PricingTierSchema, ShortPricingTierSchema, toApiPricingTier } from '../pricing/index.ts';
import type { AccountBalance, AccountPage, AccountView, OpenedAccount } from './account-view.ts';
import type { Customer } from './customer.ts';
import { GST_STATUSES, STATUSES } from './request-contract.ts';

const text = Type.String();
const textOrNull = Nullable(Type.String());
const flag = Type.Boolean();
const intOrNull = Nullable(Type.Integer());

/** What `updated_at` of a balance is. */
export const BALANCE_CHANGED =
  'When the balance last changed: its newest transaction, or the opening of the account. Holds do not change it.';

/** The forty-one keys that a list row and a single account share, but for the form of the tier. */
const sharedFields = {
  name: text,
  email: text,
  phone: text,
  description: textOrNull,
  gstin: textOrNull,
  gst_status: Nullable(OneOf(GST_STATUSES)),
  tds_enabled: flag,
  tds_percentage: Type.Number(),
  business_type: text,
  id: Type.String({ description: 'Account number, digits; no credential.' }),
  auth_id: text,
  api_id: Type.String({ format: 'uuid' }),
  account_type: text,
  role: text,
  postpaid: flag,
  address: textOrNull,
  city: textOrNull,
  state: textOrNull,
  timezone: textOrNull,
  country: text,
  zip_code: textOrNull,
  company: text,
  billing_mode: text,
  auto_recharge: flag,
  cash_credits: MoneyString({ description: 'Balance of the wallet.' }),
  cps_limit: Type.Integer(),
  concurrent_calls_limit: Type.Integer(),
  is_active: Type.Boolean({ description: 'Neither suspended nor closed.' }),
  is_verified: Type.Boolean({ description: 'KYC is complete.' }),
  is_trial_account: flag,
  enabled: Type.Boolean({ description: 'False once the account is closed.' }),
  kyc_status: OneOf(['pending', 'completed']),
  created_at: Timestamp(),
  updated_at: Timestamp(),
  last_login: Nullable(Timestamp()),
  pricing_tier_id: Type.String({ format: 'uuid' }),
  partner_id: Type.String({ format: 'uuid' }),
  auto_recharge_config: Nullable(Type.Unknown()),
  resource_uri: text,
  auth_token: Type.String({ description: 'Masked, but on reading one account; empty once it is closed.' }),
};

/** Keys of the list row that the published single account does not show. */
const listOnlyFields = {
  base_cps_limit: intOrNull,
  base_concurrent_calls_limit: intOrNull,
  purchased_cps: intOrNull,
  purchased_concurrent_calls: intOrNull,
  google_id: textOrNull,
  referral_code: textOrNull,
  referral_disabled: flag,
  custom_referrer_reward_amount: Nullable(Type.Unknown()),
  custom_referee_reward_amount: Nullable(Type.Unknown()),
};

/** What the published form types as integer: fractions are rounded for the clients that cannot read them. */
const asInteger = { tds_percentage: Type.Integer() };
const { properties: tierFields } = PricingTierSchema;

/** The fifty published keys of a list row. */
export const AccountRowSchema = Type.Object({
  ...sharedFields,
  ...listOnlyFields,
  pricing_tier: PricingTierSchema,
});
export const StrictAccountRowSchema = Type.Object({
  ...sharedFields,
  ...listOnlyFields,
  ...asInteger,
  pricing_tier: Type.Object(tierFields),
});

const listFields = { total: Type.Integer(), page: Type.Integer(), size: Type.Integer() };
export const AccountListSchema = Type.Object({
  accounts: Type.Array(AccountRowSchema),
  ...listFields,
  next_cursor: Nullable(Type.String({ description: 'Place of the next page; null on the last one.' })),
});
export const StrictAccountListSchema = Type.Object({
  accounts: Type.Array(StrictAccountRowSchema),
  ...listFields,
});

const ourFields: TProperties = {
  status: OneOf(STATUSES),
  status_reason: textOrNull,
  currency: Type.String({ description: 'Of the wallet.' }),
  available_balance: MoneyNumber({ description: 'What can be spent: balance − held + credit limit.' }),
  held_balance: MoneyNumber({ description: 'Set aside for what is going on.' }),
  credit_limit: MoneyNumber({ description: 'How far the wallet may go below zero.' }),
  version: Type.Integer({ description: 'Give it back with a change to be told of changes made meanwhile.' }),
};

/** A single account: the forty-one published keys, then ours. */
export const AccountSchema = Type.Object({
  ...sharedFields,
  pricing_tier: ShortPricingTierSchema,
  ...ourFields,
});
export const StrictAccountSchema = Type.Object({
  ...sharedFields,
  ...asInteger,
  pricing_tier: ShortPricingTierSchema,
});

const createdFields = {
  auth_id: text,
  auth_token: Type.String({ description: 'The customer’s token for the customer API.' }),
  name: text,
  email: text,
  status: OneOf(STATUSES),
  balance: MoneyNumber(),
  currency: text,
  country: text,
  created_at: Timestamp(),
};
export const CreatedAccountSchema = Type.Object({ ...createdFields, timezone: text });
/** The nine published keys. */
export const StrictCreatedAccountSchema = Type.Object(createdFields);

const balanceFields = {
  auth_id: text,
  name: text,
  cash_credits: MoneyString(),
  currency: text,
  updated_at: Timestamp({ description: BALANCE_CHANGED }),
};
export const AccountBalanceSchema = Type.Object({
  ...balanceFields,
  balance: MoneyNumber(),
  available_balance: MoneyNumber({ description: 'What can be spent: balance − held + credit limit.' }),
  held_balance: MoneyNumber(),
  credit_limit: MoneyNumber(),
});
/** The five published keys. */
export const StrictAccountBalanceSchema = Type.Object(balanceFields);

export const RotatedTokenSchema = Type.Object({
  auth_id: text,
  auth_token: Type.String({ description: 'The new token.' }),
  previous_token_expires_at: Timestamp({ description: 'Until then the old one works beside it.' }),
});

export const PasswordResetSchema = Type.Object({
  auth_id: text,
  email: Type.String({ description: 'Where the link was sent.' }),
  expires_at: Timestamp({ description: 'The link works once, until then.' }),
});

/** Wallet amounts by their wire names, units of 10⁻⁵. */
export function toApiWallet(wallet: LedgerAccount): Record<string, bigint> {
  const floor = wallet.floor ?? 0n;
  return {
    balance: wallet.balance,
    available_balance: wallet.balance - wallet.held - floor,
    held_balance: wallet.held,
    credit_limit: -floor,
  };
}

/** For every schema of an account: each picks what it names. */
export function toApiAccount({ customer, wallet, tier, token }: AccountView): Record<string, unknown> {
  return {
    ...toApiDetails(customer),
    ...toApiFixed(customer),
    ...toApiWallet(wallet),
    cash_credits: wallet.balance,
    pricing_tier_id: tier.id,
    pricing_tier: toApiPricingTier(tier),
    auth_token: token,
  };
}

/** What a partner may change of a customer; also what the audit log compares. */
export function toApiDetails(customer: Customer): Record<string, unknown> {
  return {
    name: customer.name,
    phone: customer.phone,
    company: customer.company,
    description: customer.description,
    address: customer.address,
    city: customer.city,
    state: customer.state,
    zip_code: customer.zipCode,
    timezone: customer.timezone,
    gstin: customer.gstin,
    gst_status: customer.gstStatus,
    tds_enabled: customer.tdsEnabled,
    tds_percentage: customer.tdsPercentage,
    business_type: customer.businessType,
    cps_limit: customer.cpsLimit,
    concurrent_calls_limit: customer.concurrentCallsLimit,
    pricing_tier_id: customer.pricingTierId,
    status: customer.status,
    status_reason: customer.statusReason,
  };
}

/** The rest of the row, and published keys of things that accounts here do not have. */
function toApiFixed(customer: Customer): Record<string, unknown> {
  return {
    id: customer.accountNumber,
    email: customer.email,
    auth_id: customer.authId,
    api_id: customer.apiId,
    account_type: customer.accountType,
    role: 'user',
    postpaid: false,
    billing_mode: 'prepaid',
    auto_recharge: false,
    auto_recharge_config: null,
    country: customer.country,
    currency: customer.currency,
    base_cps_limit: customer.baseCpsLimit,
    base_concurrent_calls_limit: customer.baseConcurrentCallsLimit,
    purchased_cps: customer.purchasedCps,
    purchased_concurrent_calls: customer.purchasedConcurrentCalls,
    is_active: customer.status === 'active',
    is_verified: customer.kycStatus === 'completed',
    is_trial_account: false,
    enabled: customer.status !== 'closed',
    kyc_status: customer.kycStatus,
    google_id: null,
    referral_code: null,
    referral_disabled: false,
    custom_referrer_reward_amount: null,
    custom_referee_reward_amount: null,
    last_login: customer.lastLogin,
    partner_id: customer.partnerId,
    resource_uri: `/v1/Account/${customer.authId}/`,
    created_at: customer.createdAt,
    updated_at: customer.updatedAt,
    version: customer.version,
  };
}

/** A page of accounts in every version. */
export function toApiAccountPage(page: AccountPage): Record<string, unknown> {
  return {
    accounts: page.accounts.map(toApiAccount),
    total: page.total,
    page: page.page,
    size: page.perPage,
    next_cursor: page.nextCursor,
  };
}

export function toApiCreatedAccount({ customer, token }: OpenedAccount): Record<string, unknown> {
  return {
    auth_id: customer.authId,
    auth_token: token,
    name: customer.name,
    email: customer.email,
    status: customer.status,
    balance: 0n,
    currency: customer.currency,
    country: customer.country,
    created_at: customer.createdAt,
    timezone: customer.timezone,
  };
}

export function toApiBalance({ customer, wallet, changedAt }: AccountBalance): Record<string, unknown> {
  return {
    auth_id: customer.authId,
    name: customer.name,
    cash_credits: wallet.balance,
    currency: wallet.currency,
    updated_at: changedAt,
    ...toApiWallet(wallet),
  };
}
