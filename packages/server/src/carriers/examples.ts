/** Examples of the API reference, as they stand on the wire. */

const CARRIER_ID = '0198c0de-7a11-7000-8000-0000000000c1';
const GATEWAY_ID = '0198c0de-7a11-7000-8000-0000000000c2';
const ROUTE_ID = '0198c0de-7a11-7000-8000-0000000000c3';
const AT = '2026-03-25T10:00:00.000Z';

export const createCarrierExample = {
  name: 'Northwind Transit',
  currency: 'USD',
  description: 'Wholesale voice, contract of March',
  cli_rules: { require_e164: true, anonymous: 'refuse' },
  dial_format: { strip: '91', prepend: '0', otherwise: '00' },
};

export const carrierExample = {
  id: CARRIER_ID,
  name: 'Northwind Transit',
  enabled: true,
  currency: 'USD',
  description: 'Wholesale voice, contract of March',
  cli_rules: {
    mode: 'pass',
    number: null,
    require_e164: true,
    anonymous: 'refuse',
    format: { strip: '', prepend: '+', otherwise: '+' },
  },
  dial_format: { strip: '91', prepend: '0', otherwise: '00' },
  did_format: { strip: '', form: 'international', calling_code: null },
  gateway_count: 1,
  route_count: 1,
  created_at: AT,
  updated_at: AT,
  version: 1,
};

const page = { page: 1, per_page: 20, total: 1, next_cursor: null };
export const carrierListExample = { carriers: [carrierExample], ...page };

/** Only takes calls: a gateway that brings some has addresses that nobody else may have. */
export const createGatewayExample = {
  name: 'Mumbai 1',
  host: 'sip.northwind.example',
  group: 'premium',
  max_concurrent_calls: 500,
  max_cps: 50,
};

export const gatewayExample = {
  id: GATEWAY_ID,
  carrier_id: CARRIER_ID,
  name: 'Mumbai 1',
  group: 'premium',
  host: 'sip.northwind.example',
  port: 5060,
  transport: 'udp',
  direction: 'both',
  enabled: true,
  weight: 10,
  max_concurrent_calls: 500,
  max_cps: 50,
  source_addresses: ['203.0.113.16/28'],
  cli_rules: null,
  dial_format: null,
  did_format: { strip: '', form: 'national', calling_code: '91' },
  state: 'up',
  state_override: null,
  health: { failures: 0, trips: 0, down_since: null, down_until: null, last_cause: null },
  active_calls: 12,
  calls_per_second: 1,
  created_at: AT,
  updated_at: AT,
  version: 1,
};
export const gatewayListExample = { gateways: [gatewayExample], ...page };

export const createRouteExample = { prefix: '9198', priority: 1, weight: 60, cost_rate: 0.0042 };

export const carrierRouteExample = {
  id: ROUTE_ID,
  carrier_id: CARRIER_ID,
  prefix: '9198',
  group: '',
  priority: 1,
  weight: 60,
  cost_rate: 0.0042,
  exclusive: false,
  enabled: true,
  effective_from: AT,
  effective_to: null,
  created_at: AT,
  updated_at: AT,
  version: 1,
};
export const carrierRouteListExample = { routes: [carrierRouteExample], ...page };

export const routesFileExample = `prefix,priority,weight,cost_rate
91,1,60,0.0042
9198,1,60,0.0039
44,2,10,0.0061
`;

export const replacedExample = { carrier_id: CARRIER_ID, added: 2, changed: 1, removed: 0, unchanged: 0 };

const named = (id: string, name: string) => ({ id, name });
const route = {
  id: ROUTE_ID,
  prefix: '9198',
  group: '',
  priority: 1,
  weight: 60,
  cost_rate: 0.0042,
  currency: 'USD',
};

export const routeLookupExample = {
  to: '+919876543210',
  from: '+919431538535',
  anonymous: false,
  at: AT,
  seed: '919876543210',
  attempts: [
    {
      position: 1,
      carrier: named(CARRIER_ID, 'Northwind Transit'),
      gateway: named(GATEWAY_ID, 'Mumbai 1'),
      route,
      request_uri: 'sip:09876543210@sip.northwind.example:5060;transport=udp',
      dialled_number: '09876543210',
      cli: '+919431538535',
      cli_withheld: false,
    },
  ],
  skipped: [
    {
      carrier: named('0198c0de-7a11-7000-8000-0000000000d1', 'Southwind'),
      gateway: named('0198c0de-7a11-7000-8000-0000000000d2', 'Delhi'),
      route: { ...route, id: '0198c0de-7a11-7000-8000-0000000000d3', prefix: '91', priority: 2 },
      reason: 'gateway_down',
      message: 'Down after failed calls; tried again from 2026-03-25T10:00:30.000Z on.',
    },
  ],
  skipped_more: false,
};

export const inboundExample = {
  address: '203.0.113.17',
  gateway: gatewayExample,
  carrier: named(CARRIER_ID, 'Northwind Transit'),
  did: '09876543210',
  e164: '+919876543210',
};
