/** As they stand on the wire, for the API reference. */
const REFERENCE = 'cap_0199a1b2c3d47e5f8a6b0c1d2e3f4a5b';
const way = { from_account: 'partner-882abc7d', to_account: 'MA_48149CF4' };

export const moveExample = { resource: 'concurrent_calls', slots: 1, description: 'Campaign in April' };

export const transferredExample = {
  success: true,
  slots: 1,
  resource: 'concurrent_calls',
  ...way,
  transfer_reference: REFERENCE,
  partner_remaining: 99,
  customer_effective: 5,
  message: '1 concurrent calls transferred to MA_48149CF4',
};

export const reclaimedExample = {
  success: true,
  slots: 1,
  resource: 'concurrent_calls',
  from_account: way.to_account,
  to_account: way.from_account,
  transfer_reference: REFERENCE,
  partner_remaining: 100,
  customer_effective: 4,
  message: '1 concurrent calls reclaimed from MA_48149CF4',
};

export const customerCapacityExample = {
  partner_auth_id: 'partner-882abc7d',
  customer_auth_id: 'MA_48149CF4',
  partner_concurrent_calls_limit: 99,
  customer_concurrent_calls_limit: 5,
  net_concurrent_calls_allocated: 1,
  partner_cps_limit: 10,
  customer_cps_limit: 1,
  net_cps_allocated: 0,
};

export const historyExample = {
  transfers: [
    {
      transfer_reference: REFERENCE,
      direction: 'transfer',
      resource: 'concurrent_calls',
      slots: 1,
      ...way,
      description: 'Campaign in April',
      partner_remaining: 99,
      customer_effective: 5,
      moved_by: 'ops@acmetelecom.com',
      created_at: '2026-03-25T11:00:00.000Z',
    },
  ],
  total: 1,
  limit: 50,
  offset: 0,
};

export const poolExample = {
  partner_auth_id: 'partner-882abc7d',
  concurrent_calls: { granted: 100, allocated: 1, remaining: 99 },
  cps: { granted: 10, allocated: 0, remaining: 10 },
  transfers_enabled: true,
};

export const setPoolExample = { concurrent_calls: 500, cps: 50, reason: 'Contract of March' };

export const concurrencyExample = {
  account_id: 'MA_48149CF4',
  concurrent_calls: 1,
  max_concurrent: 5,
  utilization_pct: 20,
  request_id: 'req_3mZ8pQk1Vb7TnYcA',
};
