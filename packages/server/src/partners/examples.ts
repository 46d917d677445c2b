/** Examples of the API reference, as they stand on the wire. */

const PARTNER_UUID = '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9b01';
const TIER_UUID = '0198c0de-7a11-7000-8000-000000000010';

export const profileExample = {
  id: 'partner-882abc7d',
  name: 'Acme Telecom',
  email: 'partner@acmetelecom.com',
  phone: '9876543210',
  company: 'Acme Telecom Private Limited',
  balance: 48250.0,
  currency: 'INR',
  gstin: '27AAPFU0939F1ZV',
  gst_status: 'active',
  tds_applicable: false,
  tds_percentage: 0,
  account_type: 'partner',
  status: 'active',
  created_at: '2026-01-15T10:00:00.000Z',
  updated_at: '2026-03-20T09:00:00.000Z',
  auth_id: 'partner-882abc7d',
  uuid: PARTNER_UUID,
  slug: 'acme-telecom-private-limited',
  account_id: 500000,
  credit_limit: 10000.0,
  available_balance: 58250.0,
  held_balance: 0.0,
  max_accounts: 1000,
  account_count: 23,
  can_create_accounts: true,
  can_create_pricing_tiers: true,
  can_view_cdrs: true,
  can_transfer_balance: true,
  default_pricing_tier_id: TIER_UUID,
  billing_model: 'direct',
  is_active: true,
  is_verified: false,
  api_version: '2026-03-25',
};

const inr = {
  currency: 'INR',
  balance: 48250.0,
  available_balance: 58250.0,
  held_balance: 0.0,
  credit_limit: 10000.0,
};

export const balanceExample = { ...inr, as_of: '2026-03-25T10:00:00.000Z', balances: [inr] };

export const operatorPartnerExample = {
  id: PARTNER_UUID,
  auth_id: 'partner-882abc7d',
  account_id: 500000,
  slug: 'acme-telecom-private-limited',
  name: 'Acme Telecom',
  email: 'partner@acmetelecom.com',
  phone: '+919876543210',
  company: 'Acme Telecom Private Limited',
  country: 'IN',
  status: 'active',
  mode: 'live',
  gstin: '27AAPFU0939F1ZV',
  gst_status: 'active',
  tds_applicable: false,
  tds_percentage: 0,
  currency: 'INR',
  billing_model: 'direct',
  is_verified: false,
  max_accounts: 1000,
  account_count: 23,
  can_create_accounts: true,
  can_create_pricing_tiers: true,
  can_view_cdrs: true,
  can_transfer_balance: true,
  default_pricing_tier_id: TIER_UUID,
  created_at: '2026-01-15T10:00:00.000Z',
  updated_at: '2026-03-20T09:00:00.000Z',
  version: 4,
  master_accounts: [inr],
};

export const createdPartnerExample = {
  ...operatorPartnerExample,
  token: 'sk_live_…',
  welcome_url: 'https://portal.example/welcome#…',
  welcome_expires_at: '2026-04-01T10:00:00.000Z',
};

export const movementExample = {
  transaction_id: 'txn_0198c0de7a117c3e9b1e5f2d6c8a9b02',
  partner_id: PARTNER_UUID,
  amount: 50000.0,
  currency: 'INR',
  code: 'funding',
  reference: 'UTR 4471120093',
  reason: 'Bank transfer of 24 March',
  balance_after: 98250.0,
  created_at: '2026-03-25T10:00:00.000Z',
};

export const applicationExample = {
  name: 'Asha Rao',
  company: 'Acme Telecom Private Limited',
  email: 'partner@acmetelecom.com',
  phone: '+919876543210',
  country: 'IN',
  use_case: 'Reseller',
  expected_traffic: '200,000 minutes a month',
  starting_credit: '50,000 INR',
  message: 'We serve clinics in Pune and want our own brand.',
};

export const accessRequestExample = {
  id: '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9b03',
  reference: 'acr_7K2M9QX4TB1C',
  status: 'in_review',
  ...applicationExample,
  ip: '203.0.113.7',
  created_at: '2026-03-25T10:00:00.000Z',
  due_at: '2026-03-26T10:00:00.000Z',
  overdue: false,
  taken_at: '2026-03-25T10:20:00.000Z',
  taken_by: 'desk@operator.example',
  decided_at: null,
  decided_by: null,
  decline_reason: null,
  partner_id: null,
};

export const approvedExample = {
  access_request: {
    ...accessRequestExample,
    status: 'approved',
    decided_at: '2026-03-25T11:00:00.000Z',
    decided_by: 'desk@operator.example',
    partner_id: PARTNER_UUID,
  },
  partner: {
    id: PARTNER_UUID,
    auth_id: 'partner-882abc7d',
    name: 'Asha Rao',
    email: 'partner@acmetelecom.com',
  },
  welcome_url: 'https://portal.example/welcome#…',
  welcome_expires_at: '2026-04-01T10:00:00.000Z',
};

export const ownerLinkExample = {
  purpose: 'partner_welcome',
  email: 'partner@acmetelecom.com',
  url: 'https://portal.example/welcome#…',
  expires_at: '2026-04-01T10:00:00.000Z',
};
