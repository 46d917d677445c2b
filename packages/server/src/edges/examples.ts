const NODE_ID = '0198c0de-7a11-7000-8000-0000000000e1';

export const createNodeExample = { name: 'mum-1', networks: ['203.0.113.40'], region: 'Mumbai' };
export const patchNodeExample = { enabled: false, reason: 'Moved to another rack' };
export const rotateExample = { overlap_seconds: 600 };

export const nodeExample = {
  id: NODE_ID,
  name: 'mum-1',
  region: 'Mumbai',
  enabled: true,
  networks: ['203.0.113.40/32'],
  secret: 'edge_…a1b2',
  state: 'online',
  last_seen_at: '2026-03-25T09:59:59.000Z',
  last_heartbeat_at: '2026-03-25T09:59:57.000Z',
  started_at: '2026-03-25T08:00:00.000Z',
  software: 'edge-agent 1.0',
  address: '203.0.113.40',
  live_calls: 12,
  clock_skew_ms: 3,
  overlap_until: null,
  rotated_at: null,
  created_at: '2026-03-25T07:30:00.000Z',
  updated_at: '2026-03-25T07:30:00.000Z',
};
export const nodeListExample = { edge_nodes: [nodeExample] };
export const nodeWithCountersExample = { ...nodeExample, counters: { unknown_source: 412 } };
export const issuedNodeExample = {
  ...nodeExample,
  state: 'never_seen',
  last_seen_at: null,
  last_heartbeat_at: null,
  started_at: null,
  software: null,
  address: null,
  live_calls: null,
  clock_skew_ms: null,
  secret: 'edge_4eC39HqLyjWDarjtT1zdp7dc8Kx2mN5vQ9wR3b7h',
};

const CUSTOMER_ID = '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9b10';
const source = {
  partner_id: '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9b00',
  customer_id: CUSTOMER_ID,
  trunk_id: '5e1b7c3e-4f8a-4c0e-8d2b-1a2b3c4d5e6f',
  credential_id: null,
};
export const foundSourceExample = {
  kind: 'customer',
  trunk: 'found',
  source,
  carrier_id: null,
  gateway_id: null,
  e164: null,
  tags: ['source:203.0.113.0/24', 'carriers', `account:${CUSTOMER_ID}`],
};
export const foundCredentialExample = {
  known: true,
  enabled: true,
  realm: 'sip.example.com',
  ha1_md5: '939e7578ed9e3c518a452acee763bce9',
  ha1_sha256: '7987c64c30e25f1b74be53f966b49b90f2808aa92faf9a00262392d7b4794232',
  trunk: 'found',
  source: { ...source, credential_id: '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9b22' },
  tags: ['credential:office-1', `account:${CUSTOMER_ID}`],
};
export const changesExample = {
  tags: ['credential:office-1', 'carriers'],
  cursor: 'WyI0NzExIiwiMCJd',
  more: false,
  reset: false,
};
export const heartbeatExample = {
  software: 'edge-agent 1.0',
  live_calls: 12,
  sent_at: '2026-03-25T10:00:00.000Z',
  counters: { unknown_source: 3 },
};
export const heartbeatAnswerExample = {
  time: '2026-03-25T10:00:00.000Z',
  name: 'mum-1',
  sip_domain: 'sip.example.com',
  next_heartbeat_seconds: 10,
  silent_after_seconds: 30,
  hang_up: ['0198c0de-7a11-7c3e-9b1e-5f2d6c8a9c01'],
};
