/** Examples of the API reference, as they stand on the wire. */

const published = {
  id: '0198c0de-7a11-7000-8000-000000000020',
  account_id: 'MA_48149CF4',
  e164: '+911140000001',
  country: 'IN',
  region: 'Delhi',
  capabilities: { voice: true, sms: false, mms: false, fax: false },
  status: 'active',
  provider: '',
  setup_fee: 100.0,
  monthly_fee: 300.0,
  currency: 'INR',
  voice_enabled: true,
  tags: ['support'],
  purchased_at: '2026-03-25T10:00:00.000Z',
  is_blocked: false,
  created_at: '2026-03-25T10:00:00.000Z',
  updated_at: '2026-03-25T10:00:00.000Z',
  is_trial_number: false,
  last_billing_date: '2026-03-25T10:00:00.000Z',
  next_billing_date: '2026-04-24T18:30:00.000Z',
  minimum_commitment_months: 0,
  aadhaar_verification_required: false,
  aadhaar_verified: false,
};

const ours = {
  number_type: 'local',
  billing_state: 'paid',
  billing_day: 25,
  billing_time_zone: 'Asia/Kolkata',
  grace_until: null,
  suspended_until: null,
  reserve_renewal: true,
  renewal_reserved: true,
  release_fee: null,
  releases_at: null,
  release_reason: null,
};

export const partnerNumberExample = {
  ...published,
  source: 'assigned',
  ...ours,
  wholesale_setup_fee: 80.0,
  wholesale_monthly_fee: 250.0,
  allow_loss: false,
};
export const customerNumberExample = { ...published, source: 'inventory', ...ours };

const page = { page: 1, per_page: 20, total: 1 };
export const numberListExample = { items: [partnerNumberExample], ...page, next_cursor: null };
export const accountNumberListExample = {
  items: [partnerNumberExample],
  ...page,
  account_auth_id: 'MA_48149CF4',
  next_cursor: null,
};
export const ownNumberListExample = {
  items: [customerNumberExample],
  ...page,
  per_page: 25,
  next_cursor: null,
};

const BILLED = ['purchased_at', 'last_billing_date', 'next_billing_date'];
const offered = Object.fromEntries(Object.entries(published).filter(([key]) => !BILLED.includes(key)));
export const ownInventoryExample = {
  items: [{ ...offered, account_id: '', status: 'available', tags: null }],
  page: 1,
  per_page: 25,
  total: 1,
  next_cursor: null,
};

const releasing = {
  message: 'number release initiated',
  status: 'pending_release',
  release_fee: 700.0,
  cooldown_ends_at: '2026-03-27T09:00:00.000Z',
  note: 'Calls to it end now. Take the release back before cooldown_ends_at; after that the number rests for 45 days before anybody can have it.',
};
export const releaseExample = {
  ...releasing,
  cancel_url: '/api/v1/partner/accounts/MA_48149CF4/numbers/%2B911140000001/cancel-release',
  number: { ...partnerNumberExample, status: 'pending_release', release_fee: 700.0 },
};
export const ownReleaseExample = {
  ...releasing,
  cancel_url: '/api/v1/account/MA_48149CF4/numbers/%2B911140000001/cancel-release',
};

const cancelled = {
  message: 'number release cancelled',
  status: 'active',
  currency: 'INR',
  refund_amount: 700.0,
  refund_status: 'success',
};
export const cancelReleaseExample = { ...cancelled, number: partnerNumberExample };
export const ownCancelReleaseExample = cancelled;

export const purchasedExample = {
  message: 'Number purchased successfully',
  number: customerNumberExample,
};

export const numberPriceExample = {
  id: '0198c0de-7a11-7000-8000-000000000030',
  e164: null,
  country: 'IN',
  number_type: 'local',
  currency: 'INR',
  setup_fee: 100.0,
  monthly_fee: 300.0,
  allow_loss: false,
  created_at: '2026-03-25T10:00:00.000Z',
  updated_at: '2026-03-25T10:00:00.000Z',
};
export const numberPriceListExample = {
  items: [numberPriceExample],
  page: 1,
  per_page: 50,
  total: 1,
  next_cursor: null,
};
