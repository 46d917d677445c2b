import { pino } from 'pino';
import { afterAll } from 'vitest';
import {
  PARTNER_SCOPES,
  type AccountDirectory,
  type CredentialFacts,
  type CustomerPrincipal,
  type PartnerPrincipal,
  type PartnerScope,
} from '../identity/index.ts';
import { forbidden, unauthorized } from '../platform/errors/index.ts';
import {
  RateLimiter,
  createHttpServer,
  renderPlainError,
  type ApiVersion,
  type Route,
  type Surface,
} from '../platform/http/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import {
  customerAccountRoutes,
  customerPartnerRoutes,
  customerProfileRoutes,
  type CustomerRoutesDeps,
} from './index.ts';

export const STRICT: ApiVersion = '2026-05-12';

export interface Ask {
  readonly body?: unknown;
  readonly version?: ApiVersion;
  readonly key?: string;
  readonly scopes?: readonly PartnerScope[];
  /** Units of 10⁻⁵ that the token may transfer in one day. */
  readonly maxTransferPerDay?: bigint;
}

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

type AskFunction = (
  authId: string,
  method: 'GET' | 'POST' | 'PATCH',
  url: string,
  options?: Ask,
) => Promise<Answer>;

const VERSION = '2026-03-25';
const common = {
  pinnedVersion: (): ApiVersion => VERSION,
  rateKey: (): string => 'test',
  logFields: () => ({}),
  renderError: renderPlainError,
};

function credential(partner?: string, maxTransferPerDay: bigint | null = null): CredentialFacts {
  return { kind: 'token', id: partner ?? uuidv7(), label: 'test', userId: null, maxTransferPerDay };
}

/** Whoever is named is believed: what tokens open is tested where they are made. */
function partnerSurface(
  directory: AccountDirectory,
  routes: Route<PartnerPrincipal>[],
): Surface<PartnerPrincipal> {
  return {
    ...common,
    name: 'partner',
    title: 'Partner API',
    bases: ['/api/v1/partner'],
    routes,
    async authenticate({ headers }) {
      const partner = await directory.partnerByAuthId(String(headers['x-auth-id']));
      if (partner === null) throw unauthorized();
      const scopes = new Set(String(headers['x-test-scopes']).split(',') as PartnerScope[]);
      const limit = headers['x-test-limit'];
      const facts = credential(partner.authId, typeof limit === 'string' ? BigInt(limit) : null);
      return { kind: 'partner', partner, credential: facts, scopes, apiVersion: VERSION };
    },
    authorize(principal, route) {
      if (route.scope !== null && !principal.scopes.has(route.scope as PartnerScope)) throw forbidden();
    },
  };
}

function customerSurface(
  directory: AccountDirectory,
  base: string,
  routes: Route<CustomerPrincipal>[],
): Surface<CustomerPrincipal> {
  return {
    ...common,
    name: base,
    title: 'Customer API',
    bases: [base],
    routes,
    async authenticate({ headers }) {
      const customer = await directory.customerByAuthId(String(headers['x-auth-id']));
      if (customer === null) throw unauthorized();
      return { kind: 'customer', customer, credential: credential(), apiVersion: VERSION };
    },
    authorize: () => undefined,
  };
}

/** The room's routes behind a real HTTP server; `missing` collects keys that handlers left out. */
export async function serveRoutes(
  deps: CustomerRoutesDeps & { readonly directory: AccountDirectory; passTime(): void },
): Promise<{ ask: AskFunction; missing: string[] }> {
  const { directory } = deps;
  const missing: string[] = [];
  const app = createHttpServer({
    surfaces: [
      partnerSurface(directory, customerPartnerRoutes(deps)),
      customerSurface(directory, '/api/v1/Account/:auth_id', customerAccountRoutes(deps)),
      customerSurface(directory, '/api/v1', customerProfileRoutes(deps)),
    ],
    log: pino({ level: 'silent' }),
    rateLimiter: new RateLimiter({ perSecond: 100_000, burst: 100_000 }),
    inputHashKey: Buffer.alloc(32, 1),
    onMissing: (path) => missing.push(path),
    trustProxy: [],
    https: false,
    observe: () => undefined,
  });
  await app.ready();
  afterAll(() => app.close());

  const ask: AskFunction = async (authId, method, url, options = {}) => {
    const { body, version, key, scopes = PARTNER_SCOPES, maxTransferPerDay } = options;
    deps.passTime();
    const response = await app.inject({
      method,
      url: `/api/v1${url}`,
      headers: {
        'x-auth-id': authId,
        'x-test-scopes': scopes.join(','),
        ...(version === undefined ? {} : { 'x-api-version': version }),
        ...(maxTransferPerDay === undefined ? {} : { 'x-test-limit': maxTransferPerDay.toString() }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    const parsed = JSON.parse(response.body === '' ? '{}' : response.body) as Record<string, unknown>;
    return { status: response.statusCode, body: parsed, text: response.body, headers: response.headers };
  };
  return { ask, missing };
}
