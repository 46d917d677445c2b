/** Examples of the API reference, as they stand on the wire. */

const checks = [
  { check: 'books', checked: 1_204, differing: 0 },
  { check: 'charges', checked: 27, differing: 0 },
  { check: 'sums', checked: 6_310, differing: 1 },
  { check: 'holds', checked: 12, differing: 0 },
  { check: 'numbers', checked: 40, differing: 0 },
];

const runExample = {
  id: '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9b50',
  scope: 'since_clean',
  from: '2026-03-16T00:00:00.000Z',
  before: '2026-03-26T00:00:00.000Z',
  started_at: '2026-03-24T20:30:00.000Z',
  finished_at: '2026-03-24T20:30:01.412Z',
  score: 99,
  checked: 7_593,
  differing: 1,
  checks,
  first_difference: {
    check: 'sums',
    what: 'sums_differ',
    summary: 'The sum of cost in a quarter of an hour is not what its calls make.',
    from: '2026-03-20T00:00:00.000Z',
    before: '2026-03-21T00:00:00.000Z',
    account_id: 'MA_7K2P9QXD',
    call_uuid: null,
    hold_id: null,
    number: null,
    ledger_account_id: null,
    transfer_id: null,
    sums_key: 'quarter_hours 2026-03-20T09:15:00.000Z outbound sip-trunking answered',
    measure: 'cost',
    currency: 'INR',
    figures: [
      { source: 'sums', amount: 41.85, count: null },
      { source: 'call_records', amount: 41.4, count: null },
    ],
  },
  what_to_do:
    'Your money is right; a figure of a dashboard is not. The operator makes the sums anew from your calls: tell them the id of this run.',
};

export const partnerReconciliationExample = {
  latest: runExample,
  runs: [runExample],
  page: 1,
  per_page: 20,
  total: 1,
  next_cursor: null,
};

export const operatorReconciliationExample = {
  partners: 12,
  partners_differing: 1,
  worst_score: 99,
  average_score: 99.91,
  results: [
    {
      partner_id: '0198c0de-7a11-7c3e-9b1e-000000000001',
      partner_auth_id: 'partner-882abc7d',
      partner_name: 'Acme Telecom',
      ...runExample,
      what_to_do:
        'Make the sums anew from the call records: portal cdr rebuild-rollups --partner partner-882abc7d --from 2026-03-20 --to 2026-03-20',
    },
  ],
  page: 1,
  per_page: 20,
  total: 12,
  next_cursor: null,
};
