/** Examples of the API reference, as they stand on the wire. */

const capabilities = { voice: true, sms: false, mms: false, fax: false };

export const stockNumberExample = {
  e164: '+912240000001',
  country: 'IN',
  region: 'Maharashtra',
  number_type: 'local',
  capabilities,
  provider: 'Carrier A',
  currency: 'INR',
  setup_fee: 100.0,
  monthly_fee: 300.0,
  kyc_requirement: 'aadhaar',
  minimum_commitment_months: 0,
  state: 'available',
  reservation: null,
  holder: null,
  quarantined_until: null,
  import_id: '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9b90',
  created_at: '2026-03-25T10:00:00.000Z',
  updated_at: '2026-03-25T10:00:00.000Z',
};

export const stockListExample = {
  items: [stockNumberExample],
  page: 1,
  per_page: 20,
  total: 1,
  total_is_exact: true,
  next_cursor: null,
};

export const addStockExample = {
  range: '+912240000000-+912240000999',
  country: 'IN',
  region: 'Maharashtra',
  number_type: 'local',
  capabilities: ['voice'],
  currency: 'INR',
  setup_fee: 100,
  monthly_fee: 300,
  kyc_requirement: 'aadhaar',
  provider: 'Carrier A',
};

export const stockAddedExample = { added: 1000, first: '+912240000000', last: '+912240000999' };

export const importExample = {
  id: '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9b90',
  file_name: 'numbers.csv',
  state: 'done',
  bytes_read: 1843,
  bytes_total: 1843,
  rows_read: 20,
  numbers_added: 20,
  faults: 0,
  fault_list: [],
  started_by: 'operator@localhost',
  started_at: '2026-03-25T10:00:00.000Z',
  ended_at: '2026-03-25T10:00:01.000Z',
};

export const importFileExample = `number,country,region,type,capabilities,currency,setup_fee,monthly_fee,kyc,provider
+912240000001,IN,Maharashtra,local,voice,INR,100,300,aadhaar,Carrier A
+14155550100,US,California,local,"voice,sms",USD,1,1.50,none,Carrier B
`;

export const inventoryExample = {
  items: [
    {
      e164: '+912240000001',
      country: 'IN',
      region: 'Maharashtra',
      number_type: 'local',
      capabilities,
      currency: 'INR',
      setup_fee: 150.0,
      monthly_fee: 450.0,
      wholesale_setup_fee: 100.0,
      wholesale_monthly_fee: 300.0,
      kyc_requirement: 'aadhaar',
      minimum_commitment_months: 0,
    },
  ],
  page: 1,
  per_page: 20,
  total: 1,
  total_is_exact: true,
  next_cursor: null,
};

export const countriesExample = {
  countries: [
    {
      country: 'IN',
      name: 'India',
      calling_code: '+91',
      count: 1,
      types: [{ number_type: 'local', count: 1, regions: [{ region: 'Maharashtra', count: 1 }] }],
    },
  ],
  total: 1,
};

export const reservationExample = {
  id: '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9b91',
  status: 'active',
  numbers: ['+912240000001'],
  reserved: ['+912240000001'],
  created_at: '2026-03-25T10:00:00.000Z',
  expires_at: '2026-03-25T10:15:00.000Z',
  cancelled_at: null,
};
