import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { afterAll } from 'vitest';
import type { Actor } from '../src/audit/index.ts';
import { compose, type Composition } from '../src/compose.ts';
import type { Services } from '../src/create-services.ts';
import type { NewPartnerInput } from '../src/partners/index.ts';
import { readConfig } from '../src/platform/config/index.ts';
import { createLog } from '../src/platform/log/index.ts';
import { fixedClock } from '../src/platform/time/index.ts';
import { ensureDefaultTiers } from '../src/pricing/index.ts';
import { testDatabase, type TestDatabase } from './database.ts';

export const TEST_ACTOR: Actor = {
  kind: 'operator',
  id: 'test',
  label: 'test',
  ip: null,
  userAgent: null,
  requestId: null,
};
export const PASSWORD = 'correct-horse-1!';

/** What a caller sends to prove who it is. */
export type Auth = Readonly<Record<string, string>>;

export interface TestPartner {
  readonly partnerId: string;
  readonly authId: string;
  readonly name: string;
  readonly email: string;
  readonly token: string;
  readonly auth: Auth;
}

export interface TestCustomer {
  readonly authId: string;
  readonly token: string;
  readonly email: string;
  readonly auth: Auth;
}

export interface TestApp {
  readonly composition: Composition;
  readonly services: Services;
  readonly db: TestDatabase;
  readonly clock: ReturnType<typeof fixedClock>;
  /** One request; a body is sent as JSON. */
  request(
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    url: string,
    options?: { auth?: Auth | undefined; body?: unknown; headers?: Record<string, string> },
  ): Promise<LightMyRequestResponse>;
  partner(input?: Partial<NewPartnerInput>): Promise<TestPartner>;
  customer(partner: TestPartner, body?: Record<string, unknown>): Promise<TestCustomer>;
  /** A login of the operator's staff, as a header. */
  operator(role?: 'admin' | 'finance' | 'support' | 'read_only'): Promise<Auth>;
}

let serial = 0;

/** The whole product on a database of its own, with a clock that stands still until it is moved. */
export async function startTestApp(env: Record<string, string> = {}): Promise<TestApp> {
  const db = await testDatabase();
  const clock = fixedClock(new Date('2026-03-25T10:00:00Z'));
  const config = readConfig({
    PORTAL_RATE_LIMIT_PER_SECOND: '100000',
    PORTAL_RATE_LIMIT_BURST: '100000',
    PORTAL_CURRENCIES: 'INR,USD',
    PORTAL_DATA_DIR: '/nonexistent',
    ...env,
  });
  const runtime = {
    config,
    masterSecret: Buffer.alloc(32, 5),
    databaseUrl: db.url,
    database: db,
    embedded: false,
    close: async () => undefined,
  };
  const composition = compose(runtime, createLog({ level: 'silent', format: 'json' }), {
    clock,
    onMissing: (path) => {
      throw new Error(`An answer lacks the documented key ${path}.`);
    },
  });
  const { services } = composition;
  await composition.http.ready();
  await composition.start();
  await db.inTransaction((tx) => ensureDefaultTiers(tx, config.operator.currencies, clock.now()));
  afterAll(() => composition.close());

  const app: TestApp = {
    composition,
    services,
    db,
    clock,
    request: (method, url, { auth = {}, body, headers = {} } = {}) => {
      const options: InjectOptions = { method, url, headers: { ...auth, ...headers } };
      if (body !== undefined) {
        options.payload = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
        options.headers = { 'content-type': 'application/json', ...options.headers };
      }
      return composition.http.inject(options);
    },
    partner: (input) => makePartner(app, input ?? {}),
    customer: (partner, body) => makeCustomer(app, partner, body ?? {}),
    operator: (role) => makeOperator(app, role ?? 'admin'),
  };
  return app;
}

async function makePartner(
  { services, db, clock }: TestApp,
  input: Partial<NewPartnerInput>,
): Promise<TestPartner> {
  serial += 1;
  const email = `partner${serial}@example.com`;
  const { partner, token } = await db.inTransaction((tx) =>
    services.partners.create(
      tx,
      { name: `Partner ${serial}`, email, startingBalance: 100_000_000n, ...input },
      { actor: TEST_ACTOR, at: clock.now() },
    ),
  );
  const { partnerId, authId, name } = partner;
  return {
    partnerId,
    authId,
    name,
    email: partner.email,
    token,
    auth: { 'x-auth-id': authId, 'x-auth-token': token },
  };
}

async function makeCustomer(
  app: TestApp,
  partner: TestPartner,
  body: Record<string, unknown>,
): Promise<TestCustomer> {
  serial += 1;
  const email = `customer${serial}@example.com`;
  const made = await app.request('POST', '/api/v1/partner/accounts', {
    auth: partner.auth,
    body: {
      name: `Customer ${serial}`,
      email,
      password: PASSWORD,
      phone: '+919431538535',
      country: 'IN',
      ...body,
    },
  });
  if (made.statusCode !== 201) throw new Error(`No customer: ${made.body}`);
  const { auth_id: authId, auth_token: token } = made.json<{ auth_id: string; auth_token: string }>();
  return { authId, token, email, auth: { 'x-auth-id': authId, 'x-auth-token': token } };
}

async function makeOperator(
  app: TestApp,
  role: 'admin' | 'finance' | 'support' | 'read_only',
): Promise<Auth> {
  serial += 1;
  const { services, db, clock } = app;
  const email = `staff${serial}@example.com`;
  await db.inTransaction((tx) =>
    services.identity.users.create(
      tx,
      { account: { kind: 'operator' }, email, name: 'Staff', role, password: PASSWORD },
      { actor: TEST_ACTOR, at: clock.now() },
    ),
  );
  const login = await app.request('POST', '/api/v1/operator/login', { body: { email, password: PASSWORD } });
  if (login.statusCode !== 200) throw new Error(`No login: ${login.body}`);
  const { tokens } = login.json<{ tokens: { access_token: string } }>();
  return { authorization: `Bearer ${tokens.access_token}` };
}
