import Type from 'typebox';
import { Nullable, OneOf, Timestamp } from '../platform/http/index.ts';
import { MoneyNumber } from '../platform/money/index.ts';
import { rateToNumber } from '../pricing/index.ts';
import { BALANCE_CHANGED, toApiWallet } from './account-contract.ts';
import type { AccountBalance, AccountView } from './account-view.ts';
import type { Customer } from './customer.ts';

/** Published; below it an account counts as running low. Units of 10⁻⁵. */
const LOW_BALANCE_THRESHOLD = 5_000_000n;

const text = Type.String();
const flag = Type.Boolean();
const count = Type.Integer();
const nothing = Nullable(Type.Unknown());

/** `GET /auth/me`: the published keys, exactly, in every version. */
export const CustomerProfileSchema = Type.Object({
  type: OneOf(['account']),
  id: Type.String({ description: 'Account number, digits.' }),
  api_id: Type.String({ format: 'uuid' }),
  name: text,
  email: text,
  phone: text,
  description: text,
  auth_id: text,
  auth_secret: Type.String({ description: 'The token, masked.' }),
  auth_token_expire_time: nothing,
  country: text,
  timezone: text,
  city: text,
  state: text,
  address: text,
  zip_code: text,
  company: text,
  account_type: text,
  postpaid: flag,
  auto_recharge: flag,
  auto_recharge_config: nothing,
  enabled: flag,
  carrier_type: nothing,
  customer_type: nothing,
  credit_limit: MoneyNumber(),
  cps_limit: count,
  concurrent_calls_limit: count,
  base_cps_limit: count,
  base_concurrent_calls_limit: count,
  purchased_cps: count,
  purchased_concurrent_calls: count,
  risk_rating: count,
  risk_status: nothing,
  features: Type.Object({ call_queue: flag }),
  ip_auth_enabled: flag,
  ip_whitelist_rules: Type.Object({}),
  allow_aws_ips: flag,
  role: text,
  is_active: flag,
  is_verified: flag,
  is_trial_account: flag,
  created_at: Timestamp(),
  updated_at: Timestamp(),
  last_login: Timestamp({ description: 'Before the first login: when the account was created.' }),
  pricing_tier_id: Type.String({ format: 'uuid' }),
  pricing_tier: Type.Object({
    id: text,
    name: text,
    description: text,
    currency: text,
    rate_per_minute: Type.Number(),
    billing_increment_seconds: count,
    minimum_duration_seconds: count,
    is_active: flag,
    is_default: flag,
  }),
});

/** `GET /Account/{auth_id}/balance/{currency}`: the published keys, exactly, in every version. */
export const CustomerBalanceSchema = Type.Object({
  id: Type.String({ format: 'uuid', description: 'The ledger account.' }),
  account_id: text,
  currency: text,
  balance: MoneyNumber(),
  reserved_funds: MoneyNumber({ description: 'Held for what is going on.' }),
  promotional_balance: MoneyNumber(),
  promotional_reserved_balance: MoneyNumber(),
  available_balance: MoneyNumber({ description: 'balance − reserved funds.' }),
  credit_limit: MoneyNumber(),
  is_postpaid: flag,
  credit_limit_type: OneOf(['soft', 'hard']),
  low_balance_threshold: MoneyNumber(),
  status: OneOf(['active', 'suspended', 'closed']),
  created_at: Timestamp(),
  updated_at: Timestamp({ description: BALANCE_CHANGED }),
});

export const CustomerBalanceParams = Type.Object({
  auth_id: Type.String({ maxLength: 64 }),
  currency: Type.String({ maxLength: 10, description: 'ISO 4217, in any case.' }),
});

/** Published: the effective limit is base + purchased. What the partner gave counts as the latter. */
function limitParts({ cpsLimit, concurrentCallsLimit, ...customer }: Customer): Record<string, number> {
  const baseCps = Math.min(customer.baseCpsLimit, cpsLimit);
  const baseCalls = Math.min(customer.baseConcurrentCallsLimit, concurrentCallsLimit);
  return {
    base_cps_limit: baseCps,
    base_concurrent_calls_limit: baseCalls,
    purchased_cps: cpsLimit - baseCps,
    purchased_concurrent_calls: concurrentCallsLimit - baseCalls,
  };
}

/** As a customer sees itself: nothing of its partner's notes. */
export function toApiCustomerProfile({
  customer,
  wallet,
  tier,
  token,
}: AccountView): Record<string, unknown> {
  return {
    type: 'account',
    id: customer.accountNumber,
    api_id: customer.apiId,
    name: customer.name,
    email: customer.email,
    phone: customer.phone,
    description: '',
    auth_id: customer.authId,
    auth_secret: token,
    auth_token_expire_time: null,
    country: customer.country,
    timezone: customer.timezone,
    city: customer.city ?? '',
    state: customer.state ?? '',
    address: customer.address ?? '',
    zip_code: customer.zipCode ?? '',
    company: customer.company,
    account_type: customer.accountType,
    postpaid: false,
    auto_recharge: false,
    auto_recharge_config: null,
    enabled: customer.status !== 'closed',
    carrier_type: null,
    customer_type: null,
    credit_limit: toApiWallet(wallet)['credit_limit'],
    cps_limit: customer.cpsLimit,
    concurrent_calls_limit: customer.concurrentCallsLimit,
    ...limitParts(customer),
    risk_rating: 0,
    risk_status: null,
    features: { call_queue: false },
    ip_auth_enabled: false,
    ip_whitelist_rules: {},
    allow_aws_ips: false,
    role: 'user',
    is_active: customer.status === 'active',
    is_verified: customer.kycStatus === 'completed',
    is_trial_account: false,
    created_at: customer.createdAt,
    updated_at: customer.updatedAt,
    last_login: customer.lastLogin ?? customer.createdAt,
    pricing_tier_id: tier.id,
    pricing_tier: {
      id: tier.id,
      name: tier.name,
      description: tier.description,
      currency: tier.currency,
      rate_per_minute: rateToNumber(tier.ratePerMinute),
      billing_increment_seconds: tier.billingIncrementSeconds,
      minimum_duration_seconds: tier.minimumDurationSeconds,
      is_active: tier.isActive,
      is_default: tier.isDefault,
    },
  };
}

export function toApiCustomerBalance({
  customer,
  wallet,
  changedAt,
}: AccountBalance): Record<string, unknown> {
  return {
    id: wallet.id,
    account_id: customer.authId,
    currency: wallet.currency,
    balance: wallet.balance,
    reserved_funds: wallet.held,
    promotional_balance: 0n,
    promotional_reserved_balance: 0n,
    available_balance: wallet.balance - wallet.held,
    credit_limit: toApiWallet(wallet)['credit_limit'],
    is_postpaid: false,
    credit_limit_type: 'hard',
    low_balance_threshold: LOW_BALANCE_THRESHOLD,
    status: customer.status,
    created_at: customer.createdAt,
    updated_at: changedAt,
  };
}
