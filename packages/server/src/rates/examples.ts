export const TIER_UUID = '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9c01';

export const createTierExample = {
  name: 'Call centres',
  currency: 'INR',
  rate_per_minute: 0.6,
  initial_increment_seconds: 30,
  billing_increment_seconds: 6,
  inbound_rates: [{ country: 'IN', number_type: 'toll_free', rate_per_minute: 0.9 }],
};

export const tierExample = {
  id: TIER_UUID,
  name: 'Call centres',
  currency: 'INR',
  rate_per_minute: 0.6,
  streaming_rate_per_minute: 0.2,
  recording_rate_per_minute: 0.1,
  whatsapp_voice_rate: 0.45,
  transcription_rate_per_minute: 0.1,
  pii_redaction_rate_per_minute: 0.3,
  charge_non_connected_calls: true,
  non_connected_call_fee: 0.02,
  did_release_fee: 700.0,
  is_active: true,
  is_default: false,
  partner_id: '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9b01',
  description: '',
  initial_increment_seconds: 30,
  billing_increment_seconds: 6,
  minimum_duration_seconds: 0,
  inbound_rate_per_minute: null,
  inbound_rates: [{ country: 'IN', number_type: 'toll_free', rate_per_minute: 0.9 }],
  live_deck: { version: 3, effective_from: '2026-03-25T10:00:00.000Z', rates: 1770 },
  next_deck: null,
  version: 1,
};

export const tierListExample = { pricing_tiers: [tierExample], total: 1 };

export const deckExample = {
  version: 3,
  status: 'live',
  file_name: 'march.csv',
  bytes_read: 87794,
  bytes_total: null,
  rows_read: 1770,
  rates: 1770,
  fault_count: 0,
  live_since: '2026-03-25T10:00:00.000Z',
  scheduled_for: null,
  created_by: 'production token',
  created_at: '2026-03-25T09:00:00.000Z',
  ended_at: '2026-03-25T09:00:01.000Z',
};

export const uploadedExample = {
  ...deckExample,
  status: 'faulty',
  rates: 0,
  fault_count: 1,
  live_since: null,
  identical: false,
  faults: [{ line: 14, column: 'prefix', message: 'A prefix has no +; give its digits alone' }],
};

const page = { total: 1, page: 1, per_page: 20, next_cursor: null };
export const deckListExample = { decks: [deckExample], ...page };
export const faultListExample = { fault_count: 1, faults: uploadedExample.faults };

const terms = {
  description: 'India mobile',
  rate_per_minute: 0.55,
  connect_fee: 0.0,
  initial_increment_seconds: 1,
  next_increment_seconds: 1,
};
export const rateListExample = {
  version: 3,
  rates: [{ prefix: '9198', ...terms, effective_from: null, effective_to: null }],
  ...page,
  per_page: 50,
};
export const ratesFileExample =
  'prefix,description,rate_per_minute,connect_fee,initial_increment,next_increment,effective_from,effective_to\n' +
  '9198,India mobile,0.55,0,1,1,,\n';

export const diffExample = {
  version: 4,
  against: 3,
  at: '2026-03-25T10:00:00.000Z',
  counts: { new: 0, dearer: 1, cheaper: 0, terms: 0, gone: 0, unchanged: 1769 },
  changes: [
    {
      prefix: '9198',
      kind: 'dearer',
      percent: 9.09,
      before: terms,
      after: { ...terms, rate_per_minute: 0.6 },
      traffic: { calls: 812, talk_seconds: 98_412, revenue: 913.11 },
    },
  ],
  traffic: {
    from: '2026-02-23T10:00:00.000Z',
    before: '2026-03-25T10:00:00.000Z',
    complete: true,
    calls: 1_420,
    talk_seconds: 152_300,
    revenue: 1410.5,
  },
  ...page,
  per_page: 50,
};

const side = {
  pricing_tier_id: TIER_UUID,
  pricing_tier_name: 'Call centres',
  owner: 'partner',
  source: 'deck',
  deck_version: 3,
  deck_live_since: '2026-03-25T10:00:00.000Z',
  prefix: '9198',
  description: 'India mobile',
  rate_per_minute: 0.55,
  connect_fee: 0.0,
  initial_increment_seconds: 1,
  next_increment_seconds: 1,
  minimum_duration_seconds: 0,
  billed_seconds: 185,
  exact_usage: '1.695833333333',
  usage: 1.69583,
  amount: 1.69583,
  steps: [
    'Tier "Call centres" of the partner, deck version 3 live since 2026-03-25T10:00:00.000Z.',
    'The longest prefix of deck version 3 that fits is 9198 (India mobile): 0.55 INR a minute.',
    '185 seconds: 1 second at first + 184 × 1 second = 185 seconds billed.',
    '0.55 × 185 / 60 = 1.695833333333, rounded down to 1.69583.',
    'The call costs 1.69583 INR.',
  ],
};

export const lookupExample = {
  direction: 'outbound',
  number: {
    given: '+919811000000',
    e164: '+919811000000',
    country: 'IN',
    country_name: 'India',
    type: 'mobile',
    is_possible: true,
    read_as: 'international',
  },
  at: '2026-03-25T10:00:00.000Z',
  seconds: 185,
  currency: 'INR',
  account: 'MA_48149CF4',
  selling: side,
  wholesale: {
    ...side,
    pricing_tier_id: '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9c00',
    pricing_tier_name: 'Standard',
    owner: 'operator',
    deck_version: 1,
    description: 'India mobile (sample price)',
    rate_per_minute: 0.45,
    initial_increment_seconds: 60,
    next_increment_seconds: 60,
    billed_seconds: 240,
    exact_usage: '1.8',
    usage: 1.8,
    amount: 1.8,
    steps: ['Tier "Standard" of the operator, deck version 1 live since 2026-03-25T10:00:00.000Z.'],
  },
  margin: { amount: -0.10417, percent: -6.14 },
  warnings: ['A call of this length costs more wholesale than it is sold for.'],
};

export const wholesaleExample = {
  wholesale_tiers: [
    {
      currency: 'INR',
      pricing_tier_id: '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9c00',
      name: 'Standard',
      rate_per_minute: 0.45,
      is_default: true,
    },
  ],
};
