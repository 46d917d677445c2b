/** Examples of the API reference, as they stand on the wire. */

export const exportExample = {
  id: '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9b40',
  type: 'cdrs',
  account: null,
  filters: { from_date: '2026-03-01', to_date: '2026-03-31', status: 'failed' },
  status: 'ready',
  progress_percent: 100,
  rows_total: 3_206,
  rows_done: 3_206,
  bytes: 214_380,
  truncated: false,
  failure: null,
  requested_by: 'API token',
  created_at: '2026-04-01T09:00:00.000Z',
  started_at: '2026-04-01T09:00:00.412Z',
  finished_at: '2026-04-01T09:00:01.207Z',
  expires_at: '2026-04-08T09:00:01.207Z',
  download_url: 'https://portal.example/api/v1/public/exports/AZjA3noRfD6bHl8tbIqbQAGWlA',
  download_expires_at: '2026-04-01T10:00:05.000Z',
};

export const exportListExample = {
  exports: [exportExample],
  page: 1,
  per_page: 20,
  total: 1,
  next_cursor: null,
};

/** What is packed in a file of transactions. */
export const fileExample = [
  'transaction_id,account_id,type,amount,currency,balance_after,reference_type,reference,description,reverses,status,processed_at',
  'txn_0198c0de7a117c3e9b1e5f2d6c8a9b01,MA_48149CF4,credit,500.00000,INR,1300.00000,transfer,INV-1042,March,,completed,2026-03-25T10:00:00.000Z',
  '',
].join('\r\n');
