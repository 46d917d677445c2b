import { TIER_UUID } from './examples.ts';

export const simulateExample = { from_date: '2026-03-01', to_date: '2026-03-24', calls: 'all' };

const change = {
  calls: 812,
  talk_seconds: 98_412,
  before: 913.11,
  after: 995.22,
  difference: 82.11,
  refused: 0,
};
const where = { prefix: '9198', description: 'India mobile' };

export const simulationExample = {
  pricing_tier_id: TIER_UUID,
  pricing_tier_name: 'Call centres',
  currency: 'INR',
  version: 3,
  at: '2026-03-25T10:00:00.000Z',
  from: '2026-03-01T00:00:00.000Z',
  before: '2026-03-25T00:00:00.000Z',
  account_id: null,
  recorded: {
    calls: 1_420,
    answered: 1_033,
    talk_seconds: 152_300,
    revenue: 1410.5,
    wholesale_cost: 1141.2,
    margin: 269.3,
  },
  simulated: {
    calls: 1_417,
    answered: 1_030,
    talk_seconds: 151_980,
    revenue: 1490.25,
    wholesale_cost: 1138.8,
    margin: 351.45,
  },
  difference: { revenue: 79.75, margin: 82.15 },
  refused: { calls: 3, loss_guard: 3, rate_above_maximum: 0, revenue: 2.4, no_longer: 0, anyway: 21 },
  left_out: { inbound: 310, free: 1, other_tier: 0, other_currency: 0 },
  accounts: {
    worse_off: 1,
    better_off: 0,
    unchanged: 1,
    losing_calls: 1,
    list: [{ account_id: 'MA_48149CF4', ...change }],
  },
  refused_calls: [
    {
      account_id: 'MA_7C1D09E2',
      calls: 605,
      talk_seconds: 53_568,
      before: 494.99,
      after: 494.99,
      difference: 0,
      refused: 3,
      refused_revenue: 2.4,
    },
  ],
  destinations: [{ ...where, ...change }],
  worse_off: [{ account_id: 'MA_48149CF4', ...where, ...change }],
};
