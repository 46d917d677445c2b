import { Readable } from 'node:stream';
import { plausibleCalls } from '../../src/cdrs/index.ts';
import type { UserAccount } from '../../src/identity/index.ts';
import {
  PASSWORD,
  TEST_ACTOR,
  type Auth,
  type TestApp,
  type TestCustomer,
  type TestPartner,
} from '../app.ts';
import { makeEdgeNode, makeLiveCall, type EdgeNode } from './calls-world.ts';
import { checkedCall } from './checked-call.ts';

/** One partner with one of everything that it can own. */
export interface Tenant {
  readonly partner: TestPartner;
  readonly customer: TestCustomer;
  readonly tokenId: string;
  readonly memberId: string;
  readonly transactionId: string;
  readonly trunkId: string;
  readonly liveCallId: string;
  readonly sipCredentialId: string;
  readonly ipAclId: string;
  readonly uriId: string;
  /** A number that the customer has. */
  readonly e164: string;
  readonly numberPriceId: string;
  /** Of its own, with a first version of a deck that is a draft. */
  readonly tierId: string;
  readonly reservationId: string;
  readonly callId: string;
  readonly sipCallId: string;
  readonly campaignId: string;
  readonly exportId: string;
}

export interface PeopledTenant extends Tenant {
  /** Login and browser session of its owner. */
  readonly bearer: Auth;
  readonly cookie: Auth;
  readonly customerCookie: Auth;
}

let serial = 0;
const BASE = '/api/v1/partner';
export const OPERATOR_TIERS = '/api/v1/operator/pricing-tiers';

async function made<T>(app: TestApp, url: string, auth: Auth | undefined, body: unknown): Promise<T> {
  const answer = await checkedCall(app, 'POST', url, { auth, body });
  if (answer.status >= 300) throw new Error(`POST ${url}: ${String(answer.status)} ${answer.text}`);
  return answer.body as T;
}

/** An e-mail address that nobody has. */
export function freshEmail(): string {
  serial += 1;
  return `matrix${String(serial)}@example.org`;
}

export async function cookieFor(app: TestApp, email: string): Promise<Auth> {
  const answer = await checkedCall(app, 'POST', '/api/v1/session', { body: { email, password: PASSWORD } });
  return { cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '' };
}

/** Somebody with a password, who can log in. */
export async function person(app: TestApp, account: UserAccount, role: 'owner' | 'admin'): Promise<string> {
  const email = freshEmail();
  await app.db.inTransaction((tx) =>
    app.services.identity.users.create(
      tx,
      { account, email, name: 'Somebody', role, password: PASSWORD },
      { actor: TEST_ACTOR, at: app.clock.now() },
    ),
  );
  return email;
}

/** A partner with money, and one of everything that has an id in a path. */
export async function makeTenant(app: TestApp): Promise<Tenant> {
  const partner = await app.partner();
  const customer = await app.customer(partner);
  const transfer = await made<{ transaction_id: string }>(
    app,
    `${BASE}/accounts/${customer.authId}/transfer-balance`,
    partner.auth,
    { amount: 250, currency: 'INR' },
  );
  const owned = await makeOwned(app, partner);
  const sip = await makeSip(app, customer);
  const numbers = await makeNumbers(app, partner, customer);
  const tierId = await makeTier(app, `${BASE}/pricing-tiers`, partner.auth);
  const liveCallId = await makeLiveCall(app, partner, customer, sip.trunkId);
  const call = await makeCalls(app, partner, customer);
  return {
    partner,
    tierId,
    customer,
    transactionId: transfer.transaction_id,
    ...owned,
    ...sip,
    ...numbers,
    liveCallId,
    ...call,
  };
}

/** A trunk and one of each thing that stands beside trunks. */
async function makeSip(app: TestApp, { authId, auth }: TestCustomer) {
  serial += 1;
  const at = (path: string) => `/api/v1/Account/${authId}/${path}`;
  const make = <T>(path: string, body: unknown) => made<T>(app, at(path), auth, body);
  const trunk = await make<{ trunk_id: string }>('trunks', { name: 'Trunk' });
  const username = `matrix-${String(serial)}`;
  const credential = await make<{ id: string }>('credentials', { username, password: PASSWORD });
  // Public, of AS112, and each once.
  const address = `192.31.${String(196 + (serial >> 8))}.${String(serial & 255)}`;
  const acl = await make<{ id: string }>('ip-acl', { ip_address: address });
  const uri = await make<{ id: string }>('origination-uris', { uri: 'sip:pbx.nimbus.example' });
  return { trunkId: trunk.trunk_id, sipCredentialId: credential.id, ipAclId: acl.id, uriId: uri.id };
}

/** Some calls, of which one is named. */
async function makeCalls(app: TestApp, { partnerId }: TestPartner, { authId }: TestCustomer) {
  const { customerId } = await app.services.customers.walletRef(partnerId, authId);
  serial += 1;
  const now = app.clock.now();
  const from = new Date(now.getTime() - 3_600_000);
  const story = {
    seed: serial,
    partnerId,
    customerIds: [customerId] as const,
    currency: 'INR',
    from,
    before: now,
    count: 12,
  };
  const campaignId = `campaign-of-${String(serial)}`;
  const calls = [...plausibleCalls(story)].map((call) => ({ ...call, campaignId }));
  await app.db.inTransaction((tx) => app.services.cdrs.recordCalls(tx, calls));
  const { callId, sipCallId } = calls[0]!;
  return { callId, sipCallId, campaignId };
}

/** The same with people who have logged in. Passwords are slow to check, so only who needs them makes them. */
export async function makePeopledTenant(app: TestApp): Promise<PeopledTenant> {
  const tenant = await makeTenant(app);
  const { partnerId, authId } = tenant.partner;
  const email = await person(app, { kind: 'partner', partnerId, authId }, 'owner');
  const { tokens } = await made<{ tokens: { access_token: string } }>(app, `${BASE}/login`, undefined, {
    email,
    password: PASSWORD,
  });
  return {
    ...tenant,
    bearer: { authorization: `Bearer ${tokens.access_token}` },
    cookie: await cookieFor(app, email),
    customerCookie: await cookieFor(app, tenant.customer.email),
  };
}

/** A pricing tier with a first version of a deck. */
export async function makeTier(app: TestApp, url: string, auth: Auth): Promise<string> {
  const body = { name: 'Prices', currency: 'INR', rate_per_minute: 0.5 };
  const { id } = await made<{ id: string }>(app, url, auth, body);
  const deck = await checkedCall(app, 'PUT', `${url}/${id}/deck`, {
    auth,
    body: 'prefix,rate\n91,0.45\n',
    headers: { 'content-type': 'text/csv' },
  });
  if (deck.status !== 200) throw new Error(`PUT ${url}: ${deck.text}`);
  return id;
}

/** A token, a member and an export, each for one use. */
async function makeOwned(app: TestApp, { auth }: TestPartner) {
  const token = await made<{ id: string }>(app, `${BASE}/tokens`, auth, { label: 'Spare', scopes: ['read'] });
  const member = await made<{ id: string }>(app, `${BASE}/team`, auth, {
    email: freshEmail(),
    name: 'Member',
    role: 'support',
  });
  const asked = await made<{ id: string }>(app, `${BASE}/exports`, auth, { type: 'transactions' });
  return { tokenId: token.id, memberId: member.id, exportId: asked.id };
}

/** Puts a number into stock, so cheap that any wallet pays for it. */
export async function stockNumber(app: TestApp): Promise<string> {
  serial += 1;
  const e164 = `+9122${String(10_000_000 + serial)}`;
  await app.db.pool.query(
    `INSERT INTO number_stock (e164, country, region, number_type, voice_enabled, sms_enabled, mms_enabled, fax_enabled,
       provider, currency, setup_fee, monthly_fee, kyc_requirement, minimum_commitment_months, state, created_at, updated_at)
     VALUES ($1, 'IN', 'Mumbai', 'local', true, false, false, false, '', 'INR', 100000, 200000, 'none', 0, 'available',
       $2, $2)`,
    [e164, app.clock.now()],
  );
  return e164;
}

/** A number of the customer, a rule of the partner for one that nobody has, and one that it reserved. */
async function makeNumbers(app: TestApp, { auth }: TestPartner, { authId }: TestCustomer) {
  const e164 = await stockNumber(app);
  await made(app, `${BASE}/accounts/${authId}/numbers`, auth, { e164 });
  const price = await made<{ id: string }>(app, `${BASE}/number-prices`, auth, {
    e164: await stockNumber(app),
    currency: 'INR',
    setup_fee: 2,
    monthly_fee: 3,
  });
  const reservation = await made<{ id: string }>(app, `${BASE}/numbers/reservations`, auth, {
    numbers: [await stockNumber(app)],
  });
  return { e164, numberPriceId: price.id, reservationId: reservation.id };
}

/** A token of a partner with these scopes, as headers. */
export async function tokenWith(
  app: TestApp,
  partner: TestPartner,
  input: { scopes: readonly string[]; expires_at?: string },
): Promise<{ id: string; auth: Auth }> {
  const { id, token } = await made<{ id: string; token: string }>(app, `${BASE}/tokens`, partner.auth, {
    label: 'Made for a test',
    ...input,
  });
  return { id, auth: { 'x-auth-id': partner.authId, 'x-auth-token': token } };
}

export async function makeAccessRequest(app: TestApp): Promise<string> {
  await made(app, '/api/v1/public/access-requests', undefined, {
    name: 'Asha Rao',
    company: 'Applicant',
    email: freshEmail(),
    phone: '+919876543210',
    country: 'IN',
  });
  const { rows } = await app.db.pool.query<{ id: string }>(
    'SELECT id FROM access_request ORDER BY id DESC LIMIT 1',
  );
  return rows[0]!.id;
}

export async function makeStaff(app: TestApp, operator: Auth): Promise<string> {
  const { id } = await made<{ id: string }>(app, '/api/v1/operator/staff', operator, {
    email: freshEmail(),
    name: 'Desk',
    role: 'support',
  });
  return id;
}

/** A carrier of the operator's with one of everything that it can have. */
export interface MadeCarrier {
  readonly carrierId: string;
  readonly gatewayId: string;
  readonly routeId: string;
}

export async function makeCarrier(app: TestApp, operator: Auth): Promise<MadeCarrier> {
  serial += 1;
  const base = '/api/v1/operator/carriers';
  const body = { name: `Carrier ${String(serial)}`, currency: 'USD' };
  const { id: carrierId } = await made<{ id: string }>(app, base, operator, body);
  const gateway = await made<{ id: string }>(app, `${base}/${carrierId}/gateways`, operator, {
    name: 'Mumbai',
    host: 'sip.carrier.example',
  });
  const route = await made<{ id: string }>(app, `${base}/${carrierId}/routes`, operator, { prefix: '91' });
  return { carrierId, gatewayId: gateway.id, routeId: route.id };
}

/** Everybody that a request can come from. */
export interface World {
  readonly app: TestApp;
  readonly own: PeopledTenant;
  readonly other: Tenant;
  readonly operator: Auth;
  readonly operatorCookie: Auth;
  readonly edge: EdgeNode;
  readonly staffId: string;
  readonly accessRequestId: string;
  /** Of the operator, like a tenant's. */
  readonly operatorTierId: string;
  /** In stock; nobody has it. */
  readonly stockE164: string;
  readonly importId: string;
  readonly carrier: MadeCarrier;
}

/** A file of one number, read in. */
async function makeImport({ services, clock }: TestApp): Promise<string> {
  serial += 1;
  const text = `number,type,currency,setup_fee,monthly_fee\n+9133${String(10_000_000 + serial)},local,INR,1,2\n`;
  const file = { name: 'one.csv', bytes: null, content: Readable.from([Buffer.from(text)]) };
  const { id } = await services.numbers.imports.run(file, { actor: TEST_ACTOR, at: clock.now() });
  return id;
}

export async function makeWorld(app: TestApp): Promise<World> {
  const operator = await app.operator();
  return {
    app,
    own: await makePeopledTenant(app),
    other: await makeTenant(app),
    operator,
    operatorCookie: await cookieFor(app, await person(app, { kind: 'operator' }, 'admin')),
    edge: await makeEdgeNode(app, operator),
    staffId: await makeStaff(app, operator),
    accessRequestId: await makeAccessRequest(app),
    operatorTierId: await makeTier(app, OPERATOR_TIERS, operator),
    stockE164: await stockNumber(app),
    importId: await makeImport(app),
    carrier: await makeCarrier(app, operator),
  };
}
