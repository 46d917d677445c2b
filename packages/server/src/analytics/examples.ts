/** Examples of the API reference, as they stand on the wire. */

const partner = {
  id: '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9b01',
  account_id: 500000,
  name: 'Acme Telecom',
  slug: 'acme-telecom-private-limited',
  company: 'Acme Telecom Private Limited',
  auth_id: 'partner-882abc7d',
  email: 'partner@acmetelecom.com',
  phone: '9876543210',
  billing_model: 'direct',
  is_active: true,
  is_verified: false,
  max_accounts: 1000,
  can_create_accounts: true,
  can_create_pricing_tiers: true,
  can_view_cdrs: true,
  can_transfer_balance: true,
  default_pricing_tier_id: '0198c0de-7a11-7000-8000-000000000010',
  account_count: 23,
  balance: null,
  created_at: '2026-01-15T10:00:00.000Z',
  updated_at: '2026-03-20T09:00:00.000Z',
};

const rollup = (calls: number, answered: number, minutes: number, cost: string) => ({
  total_calls: calls,
  answered_calls: answered,
  total_minutes: minutes,
  total_cost: cost,
});
const inbound = rollup(28, 20, 25.5, '17.26000');
const outbound = rollup(182, 158, 131.7, '90.98000');
const whole = rollup(210, 178, 157.2, '108.24000');
const uncosted = ({ total_cost: _cost, ...rest }: ReturnType<typeof rollup>) => rest;

export const dashboardExample = {
  partner,
  period: { from: '2026-02-23', to: '2026-03-25' },
  accounts: {
    total: 23,
    active: 23,
    customers: [
      {
        auth_id: 'MA_48149CF4',
        name: 'Rao Clinics',
        email: 'ops@raoclinics.example',
        phone: '+919431538535',
        is_active: true,
        created_at: '2026-02-01T08:30:00.000Z',
      },
    ],
  },
  total_balance: '1003058.82000',
  currency: 'INR',
  calls: whole,
  traffic: { inbound, outbound },
  by_product: { sip_trunking: rollup(8, 0, 0, '0.16000'), voice_api: rollup(202, 178, 157.2, '108.08000') },
  time_series: [{ date: '2026-03-24', ...whole, inbound: uncosted(inbound), outbound: uncosted(outbound) }],
};

const quality = { asr: 86.8, ner: 97.1, acd_seconds: 50, pdd_ms: 1420, mos: 4.12 };
const figures = {
  calls: 182,
  refused: 0,
  answered: 158,
  ...quality,
  minutes: 131.7,
  billed_minutes: 140,
  cost: 90.98,
  wholesale_cost: 61.4,
  margin: 29.58,
  margin_percent: 32.5,
};
const previous = {
  calls: 164,
  cost: 80.1,
  margin: 25.02,
  cost_change: 10.88,
  cost_change_percent: 13.6,
  calls_change_percent: 11,
};
const head = {
  period: {
    from: '2026-02-23',
    to: '2026-03-25',
    tz: 'Asia/Kolkata',
    starts_at: '2026-02-22T18:30:00.000Z',
    ends_at: '2026-03-25T18:30:00.000Z',
  },
  previous_period: { starts_at: '2026-01-22T18:30:00.000Z', ends_at: '2026-02-22T18:30:00.000Z' },
  currency: 'INR',
  other_currencies: ['USD'],
};
const table = (row: Record<string, unknown>) => ({
  ...head,
  total: { ...figures, previous },
  total_items: 1,
  items: [{ ...row, ...figures, share_percent: 100, previous }],
});
const customer = { auth_id: 'MA_48149CF4', name: 'Rao Clinics' };
const cause = {
  cause: 'USER_BUSY',
  refused: false,
  calls: 14,
  answered: 0,
  share_percent: 7.7,
  asr: 0,
  ner: 100,
  acd_seconds: null,
  pdd_ms: 1380,
  mos: null,
  minutes: 0,
  billed_minutes: 0,
  cost: 0.28,
  wholesale_cost: 0,
  margin: 0.28,
  margin_percent: 100,
};

export const destinationsExample = table({ country: 'IN', country_name: 'India', prefix: null });
export const customersExample = table(customer);
const owner = { partner_id: 'partner-882abc7d', partner_name: 'Acme Telecom' };
export const partnersExample = table(owner);
export const operatorDashboardExample = {
  ...dashboardExample,
  partner: null,
  partners: 14,
  accounts: {
    total: 212,
    active: 209,
    customers: dashboardExample.accounts.customers.map((customer) => ({ ...owner, ...customer })),
  },
  by_currency: [
    { currency: 'INR', ...whole, total_balance: '1003058.82000' },
    { currency: 'USD', ...rollup(4, 2, 3.5, '0.07000'), total_balance: '120.00000' },
  ],
};
/** A partner's table as the operator reads it: its rows say whose they are. */
export const operatorExample = (example: ReturnType<typeof table>) => ({
  ...example,
  items: example.items.map((row) => ({ ...owner, ...row })),
});
export const trunksExample = table({ ...customer, trunk_id: '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9b20' });
export const numbersExample = table({
  ...customer,
  number: '+918045000001',
  short_calls: 9,
  short_percent: 5.7,
  unanswered_percent: 13.2,
});
export const causesExample = {
  ...head,
  calls: 182,
  failing_calls: 24,
  capped: false,
  total_items: 1,
  items: [cause],
};
export const timelineExample = {
  ...head,
  interval: 'day',
  total: { ...figures, previous },
  points: [{ starts_at: '2026-03-24T18:30:00.000Z', date: '2026-03-25', ...figures }],
};

export const concurrencyExample = {
  period: head.period,
  interval: 'hour',
  peak: 14,
  points: [{ starts_at: '2026-03-25T09:30:00.000Z', peak: 14, mean: 6.42 }],
};

export const platformConcurrencyExample = {
  period: head.period,
  interval: 'hour',
  counted_until: '2026-03-25T10:00:00.000Z',
  peak: 21,
  peak_at_least: 14,
  points: [{ starts_at: '2026-03-25T09:30:00.000Z', peak: 21, peak_at_least: 14, mean: 9.17 }],
};

const runway = {
  available_balance: 412.5,
  burn_per_day: 180.2,
  lasts_seconds: 191_400,
  runs_out_at: '2026-03-27T15:10:00.000Z',
  earliest_at: '2026-03-26T21:00:00.000Z',
  latest_at: '2026-03-30T06:30:00.000Z',
  rentals_due: 300,
  next_rental_at: '2026-04-01T18:30:00.000Z',
};
export const runwayExample = {
  as_of: '2026-03-25T10:00:00.000Z',
  master: {
    currency: 'INR',
    ...runway,
    available_balance: 58250,
    burn_per_day: 1_000,
    lasts_seconds: null,
    runs_out_at: null,
    earliest_at: null,
    latest_at: null,
    rentals_due: 0,
    next_rental_at: null,
  },
  running_dry: 1,
  total_items: 1,
  items: [{ ...customer, status: 'active', currency: 'INR', ...runway }],
};

export const runwaysExample = {
  as_of: '2026-03-25T10:00:00.000Z',
  not_looked_at: 0,
  total_items: 1,
  items: [
    {
      ...owner,
      master: runwayExample.master,
      wallets: 12,
      running_dry: 1,
      first_wallet: runwayExample.items[0],
    },
  ],
};

export const analyticsExample = {
  ...dashboardExample,
  totals: {
    total_calls: 210,
    answered_calls: 178,
    failed_calls: 32,
    total_duration_seconds: 11_840,
    total_cost: 108.24,
    currency: 'INR',
  },
  by_direction: { inbound: { calls: 28, cost: 17.26 }, outbound: { calls: 182, cost: 90.98 } },
  top_customers: [{ ...customer, calls: 96, cost: 61.2 }],
  quality,
  by_destination: destinationsExample.items,
  by_hangup_cause: [cause],
  margin: { cost: 108.24, wholesale_cost: 71.1, margin: 37.14, margin_percent: 34.3 },
};
