/** Answers as they stand on the wire, for the API reference. */
export const transferExample = {
  transaction_id: 'txn_0199a1b2c3d47e5f8a6b0c1d2e3f4a5b',
  from_account: 'partner-882abc42',
  to_account: 'MA_48149CF4',
  amount: 500.0,
  currency: 'INR',
  description: 'March',
  status: 'completed',
  partner_balance_after: 47750.0,
  customer_balance_after: 2950.0,
  timestamp: '2026-03-25T11:00:00.000Z',
  reference: 'ptc:0199a1b0-5a2e-7c11-9d3f-4b5a6c7d8e9f:MA_48149CF4:1774436400',
  reverses: null,
};

export const transferViewExample = {
  transaction_id: transferExample.transaction_id,
  kind: 'transfer',
  from_account: 'partner-882abc42',
  to_account: 'MA_48149CF4',
  amount: 500.0,
  currency: 'INR',
  description: 'March',
  reference: transferExample.reference,
  status: 'partly_reversed',
  reversed_amount: 200.0,
  reverses: null,
  partner_balance_after: 47750.0,
  customer_balance_after: 2950.0,
  timestamp: '2026-03-25T11:00:00.000Z',
};

export const transferListExample = {
  transfers: [transferViewExample],
  total: 1,
  page: 1,
  per_page: 20,
  total_pages: 1,
  next_cursor: null,
};

export const transactionListExample = {
  transactions: [
    {
      id: '0199a1b2-c3d4-7e5f-8a6b-0c1d2e3f4a5b',
      transaction_id: transferExample.transaction_id,
      account_id: 'MA_48149CF4',
      balance_id: '0199a1b0-5a2e-7c11-9d3f-4b5a6c7d8ea0',
      type: 'credit',
      amount: 500.0,
      currency: 'INR',
      description: 'Transfer from partner Acme Telecom: March',
      reference: transferExample.reference,
      reference_type: 'transfer',
      balance_after: 2950.0,
      reverses: null,
      status: 'completed',
      processed_at: '2026-03-25T11:00:00.000Z',
      created_at: '2026-03-25T11:00:00.000Z',
      updated_at: '2026-03-25T11:00:00.000Z',
    },
  ],
  summary: {
    total_transactions: 1,
    currency: 'INR',
    total_debit: 0.0,
    total_credit: 500.0,
    net_amount: 500.0,
    by_reference_type: [{ reference_type: 'transfer', total_debit: 0.0, total_credit: 500.0, count: 1 }],
  },
  total: 1,
  page: 1,
  per_page: 20,
  total_pages: 1,
  next_cursor: null,
};
