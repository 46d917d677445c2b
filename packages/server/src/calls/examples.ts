export const liveCallExample = {
  uuid: '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9c01',
  account_id: 'MA_ZKITB8Z2',
  direction: 'outbound',
  state: 'answered',
  from: '+919431538535',
  to: '+919876543210',
  destination_class: 'normal',
  trunk_id: '5e1b7c3e-4f8a-4c0e-8d2b-1a2b3c4d5e6f',
  started_at: '2026-03-25T10:00:00.000Z',
  answered_at: '2026-03-25T10:00:04.000Z',
  duration_seconds: 42,
  currency: 'INR',
  held: 0.45,
  funded_seconds: 60,
  max_seconds: 43200,
  hang_up_requested_at: null,
};
export const liveCallListExample = { live_calls: [liveCallExample], total: 1, next_cursor: null };
export const hangUpExample = { ...liveCallExample, hang_up_requested_at: '2026-03-25T10:00:46.000Z' };

export const limitsBodyExample = {
  allowed_destination_classes: ['normal'],
  max_rate_per_minute: 5,
  max_call_seconds: 3600,
  daily_spend_cap: 500,
};
const ownLimits = {
  allowed_destination_classes: ['normal'],
  max_rate_per_minute: 5,
  max_call_seconds: 3600,
  daily_spend_cap: 500.0,
  raised_spend_cap: null,
  raised_until: null,
};
export const partnerLimitsBodyExample = { ...limitsBodyExample, allow_loss: false };
export const partnerLimitsExample = { ...ownLimits, allow_loss: false };
export const limitsExample = {
  account_id: 'MA_ZKITB8Z2',
  currency: 'INR',
  limits: ownLimits,
  effective: {
    allowed_destination_classes: ['normal'],
    max_rate_per_minute: 5,
    max_call_seconds: 3600,
    daily_spend_cap: 500.0,
    allow_loss: false,
  },
  spent_today: 12.45,
  held_now: 0.45,
  concurrent_calls_limit: 10,
  cps_limit: 2,
};

export const cliBodyExample = { e164: '+912235678900', note: 'Number of the customer’s office, bill seen' };
export const cliExample = {
  ...cliBodyExample,
  approved_by: 'Billing job',
  approved_at: '2026-03-25T10:00:00.000Z',
};
export const cliListExample = { approved_clis: [cliExample] };

export const classBodyExample = { destination_class: 'satellite', description: 'Satellite: Inmarsat' };
export const classExample = { prefix: '870', ...classBodyExample };
export const classListExample = { destination_classes: [classExample] };

export const emergencyBodyExample = { description: 'Children in need' };
export const emergencyExample = { country: 'IN', number: '1098', ...emergencyBodyExample };
export const emergencyListExample = { emergency_numbers: [emergencyExample] };
