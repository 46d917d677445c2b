import { beforeAll, expect, it } from 'vitest';
import { startTestApp, type Auth } from './app.ts';
import { databaseDigest } from './matrix/database-digest.ts';
import { makeWorld, stockNumber, type World } from './matrix/world.ts';

const app = await startTestApp();
let world: World;
/** A reservation of two numbers, so that an order has to name one. */
let reservationId: string;
let byNumber: string;

const PARTNER = '/api/v1/partner';
const OPERATOR = '/api/v1/operator';
const NOBODY = '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9b02';

beforeAll(async () => {
  world = await makeWorld(app);
  const { auth } = world.own.partner;
  const numbers = [await stockNumber(app), await stockNumber(app)];
  const reserved = await app.request('POST', `${PARTNER}/numbers/reservations`, { auth, body: { numbers } });
  reservationId = reserved.json<{ id: string }>().id;
  const page = await app.request('GET', `${PARTNER}/numbers/inventory?per_page=1`, { auth });
  byNumber = page.json<{ next_cursor: string }>().next_cursor;
}, 120_000);

interface Refused {
  /** What is wrong, for the name of the test. */
  readonly of: string;
  readonly as: (world: World) => Auth;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  readonly path: (world: World) => string;
  readonly query?: () => Readonly<Record<string, string>>;
  readonly body?: (world: World) => Record<string, unknown>;
  readonly headers?: Record<string, string>;
  /** Places of all faults in the order of the fields, without the part of the request. */
  readonly told: string;
}

const partner = (of: string, method: Refused['method'], path: string | Refused['path']) => ({
  of,
  method,
  as: ({ own }: World) => own.partner.auth,
  path: (here: World) => `${PARTNER}${typeof path === 'string' ? path : path(here)}`,
});
const operator = (of: string, method: Refused['method'], path: string | Refused['path']) => ({
  of,
  method,
  as: (here: World) => here.operator,
  path: (here: World) => `${OPERATOR}${typeof path === 'string' ? path : path(here)}`,
});
const customer = (of: string, method: Refused['method'], path: string | Refused['path']) => ({
  of,
  method,
  as: ({ own }: World) => own.customer.auth,
  path: (here: World) =>
    `/api/v1/Account/${here.own.customer.authId}/${typeof path === 'string' ? path : path(here)}`,
});

const account = ({ own }: World): string => `/accounts/${own.customer.authId}`;
const ownTier = ({ own }: World): string => `/pricing-tiers/${own.tierId}`;
const carrier = ({ carrier: { carrierId } }: World): string => `/carriers/${carrierId}`;

const PARTNERS: readonly Refused[] = [
  {
    ...operator('a new partner', 'POST', '/partners'),
    body: ({ own }) => ({
      name: '',
      email: own.partner.email,
      slug: own.partner.name.toLowerCase().replace(' ', '-'),
      currency: 'XXX',
      starting_balance: -1,
    }),
    told: 'name email slug currency starting_balance',
  },
  {
    ...operator('the tier of a new partner', 'POST', '/partners'),
    body: () => ({ name: '', email: 'new@example.org', default_pricing_tier_id: NOBODY }),
    told: 'name default_pricing_tier_id',
  },
  {
    ...operator(
      'an approval',
      'POST',
      ({ accessRequestId }) => `/access-requests/${accessRequestId}/approve`,
    ),
    body: () => ({ currency: 'XXX', credit_limit: 'x' }),
    told: 'currency credit_limit',
  },
  {
    ...operator('a changed partner', 'PATCH', ({ own }) => `/partners/${own.partner.partnerId}`),
    body: () => ({ country: 'XX', default_pricing_tier_id: NOBODY }),
    told: 'country default_pricing_tier_id',
  },
  {
    ...operator(
      'another currency',
      'POST',
      ({ own }) => `/partners/${own.partner.partnerId}/master-accounts`,
    ),
    body: () => ({ currency: 'XXX', credit_limit: -1 }),
    told: 'currency credit_limit',
  },
  {
    ...operator('a wholesale tier', 'PUT', ({ own }) => `/partners/${own.partner.partnerId}/wholesale-tiers`),
    body: () => ({ pricing_tier_id: NOBODY, x: 1 }),
    told: 'pricing_tier_id x',
  },
  {
    ...partner('a past balance', 'GET', '/me/balance'),
    query: () => ({ at: '2030-01-01', currency: 'RUPEES' }),
    told: 'at currency',
  },
  {
    ...partner('a member of the team', 'POST', '/team'),
    body: ({ own }) => ({ email: own.partner.email, name: 'Asha', role: 'king' }),
    told: 'email role',
  },
  {
    ...partner('a key that cannot be', 'POST', '/tokens'),
    body: () => ({ label: '' }),
    headers: { 'idempotency-key': 'x'.repeat(256) },
    told: 'label Idempotency-Key',
  },
  {
    ...operator('a member of staff', 'POST', '/staff'),
    body: ({ own }) => ({ email: own.partner.email, name: 'Asha', role: 'king' }),
    told: 'email role',
  },
];

const CUSTOMERS: readonly Refused[] = [
  {
    ...partner('a new customer', 'POST', '/accounts'),
    body: ({ own }) => ({
      name: 'Nimbus',
      email: own.customer.email,
      password: 'short',
      phone: '+919431538535',
      country: 'IN',
    }),
    told: 'email password',
  },
  {
    ...partner('a changed customer', 'PATCH', account),
    body: () => ({
      name: '',
      timezone: 'Mars/Olympus',
      cps_limit: 9_999,
      pricing_tier_id: NOBODY,
      credit_limit: -1,
    }),
    told: 'name timezone cps_limit pricing_tier_id credit_limit',
  },
  {
    ...partner('a forced close', 'POST', (here) => `${account(here)}/close`),
    body: () => ({ force: true, x: 1 }),
    told: 'reason x',
  },
  {
    ...partner('limits of a customer’s calls', 'PATCH', (here) => `${account(here)}/limits`),
    body: () => ({
      max_rate_per_minute: '0.0000000001',
      max_call_seconds: 0,
      daily_spend_cap: -1,
      raised_spend_cap: 5,
    }),
    told: 'max_rate_per_minute max_call_seconds daily_spend_cap raised_until',
  },
  {
    ...partner('limits of all calls', 'PATCH', '/call-limits'),
    body: () => ({ raised_spend_cap: 5, raised_until: '2020-01-01T00:00:00Z', allow_loss: 'yes' }),
    told: 'raised_spend_cap raised_until allow_loss',
  },
];

const PRICES: readonly Refused[] = [
  {
    ...partner('a new tier of a partner', 'POST', '/pricing-tiers'),
    body: () => ({
      name: '',
      currency: 'USD',
      rate_per_minute: '0.0000000001',
      did_release_fee: -1,
      inbound_rates: [{ rate_per_minute: 1 }, { country: 'xx', rate_per_minute: 'x' }],
    }),
    told: 'name currency rate_per_minute did_release_fee inbound_rates.0 inbound_rates.1.country inbound_rates.1.rate_per_minute',
  },
  {
    ...operator('a new tier of the operator', 'POST', '/pricing-tiers'),
    body: () => ({ name: '', currency: 'XXX', rate_per_minute: 1 }),
    told: 'name currency',
  },
  {
    ...partner('a changed tier', 'PATCH', ownTier),
    body: () => ({
      name: '',
      recording_rate_per_minute: 0.000_000_000_1,
      inbound_rates: [
        { country: 'IN', rate_per_minute: 1 },
        { country: 'IN', rate_per_minute: 2 },
      ],
    }),
    told: 'name recording_rate_per_minute inbound_rates.1',
  },
  {
    ...partner('a publication', 'POST', (here) => `${ownTier(here)}/decks/1/publish`),
    body: () => ({ effective_at: '2020-01-01T00:00:00Z', live_version: -1 }),
    told: 'effective_at live_version',
  },
  {
    ...partner('a simulated period', 'POST', (here) => `${ownTier(here)}/simulate`),
    body: () => ({ version: 0, from_date: '2025-01-01', to_date: '2026-01-01' }),
    told: 'version from_date',
  },
  {
    ...partner('a rate that is looked up', 'GET', '/rates/lookup'),
    query: () => ({ to: '12', seconds: '-1', pricing_tier_id: NOBODY, account: 'MA_00000000' }),
    told: 'pricing_tier_id seconds',
  },
  {
    ...partner('a number whose rate is looked up', 'GET', '/rates/lookup'),
    query: () => ({ to: '12', seconds: '-1' }),
    told: 'to seconds',
  },
  {
    ...operator('the same by the operator', 'GET', '/rates/lookup'),
    query: () => ({ to: '12', account: 'MA_00000000', seconds: '-1' }),
    told: 'to seconds partner',
  },
];

const CARRIERS: readonly Refused[] = [
  {
    ...operator('a new carrier', 'POST', '/carriers'),
    body: () => ({
      name: 'CARRIER OF CALLS',
      currency: 'US',
      cli_rules: { mode: 'force' },
      did_format: { form: 'national', strip: 'x' },
    }),
    told: 'name currency cli_rules.number did_format.strip did_format.calling_code',
  },
  {
    ...operator('a changed carrier', 'PATCH', carrier),
    body: () => ({ name: 'Carrier of calls', enabled: 'no', cli_rules: { anonymous: 'replace' } }),
    told: 'name enabled cli_rules.number',
  },
  {
    ...operator('a new gateway', 'POST', (here) => `${carrier(here)}/gateways`),
    body: () => ({
      name: 'MUMBAI',
      host: 'a b',
      source_addresses: ['198.51.100.0/24', 'x', '198.51.100.7'],
      did_format: { form: 'national' },
    }),
    told: 'name host source_addresses source_addresses.1 source_addresses.2 did_format.calling_code',
  },
  {
    ...operator(
      'a changed gateway',
      'PATCH',
      (here) => `${carrier(here)}/gateways/${here.carrier.gatewayId}`,
    ),
    body: () => ({ port: 0, source_addresses: ['198.51.100.7'] }),
    told: 'port source_addresses',
  },
  {
    ...operator('a new route', 'POST', (here) => `${carrier(here)}/routes`),
    body: () => ({ prefix: '91', group: 'none', priority: 0, cost_rate: 0.000_000_000_1 }),
    told: 'group priority cost_rate',
  },
  {
    ...operator('a route that is there', 'POST', (here) => `${carrier(here)}/routes`),
    body: () => ({ prefix: '91', priority: 0 }),
    told: 'prefix priority',
  },
  {
    ...operator('a changed route', 'PATCH', (here) => `${carrier(here)}/routes/${here.carrier.routeId}`),
    body: () => ({ weight: 0, effective_to: '2020-01-01T00:00:00Z' }),
    told: 'weight effective_to',
  },
  {
    ...operator('a new edge node', 'POST', '/edge-nodes'),
    body: () => ({ name: 'MATRIX-1', networks: ['999.1.1.1', '198.51.100.0/24'], region: '/' }),
    told: 'name networks.0 region',
  },
  {
    ...operator('a changed edge node', 'PATCH', ({ edge }) => `/edge-nodes/${edge.id}`),
    body: () => ({ networks: ['x'], enabled: 'no' }),
    told: 'networks.0 enabled',
  },
];

const TRUNKS: readonly Refused[] = [
  {
    ...customer('a new trunk', 'POST', 'trunks'),
    body: () => ({
      name: '',
      trunk_direction: 'inbound',
      trunk_type: 'OUTBOUND',
      inbound_destination: '10.0.0.1',
      credential_uuid: NOBODY,
      webhook_url: 'http://localhost/x',
    }),
    told: 'name trunk_type inbound_destination credential_uuid webhook_url',
  },
  {
    ...customer('a changed trunk', 'PUT', ({ own }) => `trunks/${own.trunkId}`),
    body: () => ({ cps_limit: -1, ipacl_uuid: NOBODY }),
    told: 'cps_limit ipacl_uuid',
  },
  {
    ...customer('a source address', 'POST', 'ip-acl'),
    body: () => ({ ip_address: '10.0.0.1', enabled: 'yes' }),
    told: 'ip_address enabled',
  },
  {
    ...customer('a changed source address', 'PUT', ({ own }) => `ip-acl/${own.ipAclId}`),
    body: () => ({ ip_address: '10.0.0.1', enabled: 'yes' }),
    told: 'ip_address enabled',
  },
  {
    ...customer('an origination URI', 'POST', 'origination-uris'),
    body: () => ({ sip_uri: 'sip:10.0.0.1', priority: -1 }),
    told: 'sip_uri priority',
  },
  {
    ...customer('an origination URI that nobody gave', 'POST', 'origination-uris'),
    body: () => ({ priority: -1 }),
    told: 'uri priority',
  },
  {
    ...customer('a changed origination URI', 'PUT', ({ own }) => `origination-uris/${own.uriId}`),
    body: () => ({ uri: 'sips:pbx.nimbus.example', transport: 'udp', weight: -1 }),
    told: 'weight transport',
  },
  {
    ...operator('a source that is looked for', 'GET', '/sip-sources'),
    query: () => ({ address: 'here', x: '1' }),
    told: 'address x',
  },
];

const NUMBERS: readonly Refused[] = [
  {
    ...partner('a selling price', 'POST', '/number-prices'),
    body: () => ({ number_type: 'local', currency: 'US', setup_fee: -1, monthly_fee: 1 }),
    // The body as a whole lacks one of two fields.
    told: ' number_type currency setup_fee',
  },
  {
    ...partner('a changed selling price', 'PATCH', ({ own }) => `/number-prices/${own.numberPriceId}`),
    body: () => ({ monthly_fee: -1, allow_loss: 'no' }),
    told: 'monthly_fee allow_loss',
  },
  {
    ...operator('numbers for the stock', 'POST', '/numbers'),
    body: () => ({
      first: '+912261000000',
      count: 2,
      country: 'SG',
      number_type: 'odd',
      currency: 'XQX',
      setup_fee: -1,
      monthly_fee: 1,
    }),
    told: 'country number_type currency setup_fee',
  },
  {
    ...operator('numbers in two ways', 'POST', '/numbers'),
    body: () => ({
      number: '+912261000000',
      first: '+912261000000',
      count: 2,
      number_type: 'odd',
      currency: 'INR',
      setup_fee: 1,
      monthly_fee: 1,
    }),
    told: 'number number_type',
  },
  {
    ...operator('fees of stock', 'PATCH', ({ stockE164 }) => `/numbers/${stockE164.slice(1)}`),
    body: () => ({ minimum_commitment_months: -1, setup_fee: -1 }),
    told: 'minimum_commitment_months setup_fee',
  },
  {
    ...partner('an order of a reserved number', 'POST', (here) => `${account(here)}/numbers`),
    body: () => ({ reservation_id: reservationId, monthly_fee: -1, x: 1 }),
    told: 'e164 monthly_fee x',
  },
  {
    ...partner('an order of nothing', 'POST', (here) => `${account(here)}/numbers`),
    body: () => ({ setup_fee: -1 }),
    told: 'e164 setup_fee',
  },
  {
    ...partner('a cursor of another order', 'GET', '/numbers/inventory'),
    query: () => ({ sort: 'monthly_fee', cursor: byNumber, per_page: '0' }),
    told: 'per_page cursor',
  },
  {
    ...customer('prefixes that are not wanted', 'GET', 'inventory/numbers'),
    query: () => ({ exclude: 'x', page: '0' }),
    told: 'exclude page',
  },
];

const ALL = [...PARTNERS, ...CUSTOMERS, ...PRICES, ...CARRIERS, ...TRUNKS, ...NUMBERS];

it.each(ALL.map((one) => [one.of, one] as const))(
  'one answer names every fault of %s, and nothing changed',
  async (_of, { as, method, path, query, body, headers = {}, told }) => {
    const before = await databaseDigest(app.db);
    const search = query === undefined ? '' : `?${new URLSearchParams(query()).toString()}`;
    const answer = await app.request(method, `${path(world)}${search}`, {
      auth: as(world),
      headers,
      ...(body === undefined ? {} : { body: body(world) }),
    });
    expect(answer.statusCode, answer.body).toBe(422);
    const { details } = answer.json<{ details: { loc: (string | number)[] }[] }>();
    const places = details.map(({ loc }) => loc.slice(1).join('.'));
    expect([...new Set(places)].join(' ')).toBe(told);
    expect(await databaseDigest(app.db)).toEqual(before);
  },
);
