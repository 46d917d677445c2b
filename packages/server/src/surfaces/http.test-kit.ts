import type { FastifyInstance, InjectOptions } from 'fastify';
import { pino } from 'pino';
import Type from 'typebox';
import { afterAll } from 'vitest';
import {
  identityOperatorRoutes,
  identityPartnerRoutes,
  identityPublicRoutes,
  identitySessionRoutes,
  type CustomerPrincipal,
  type IdentityLimits,
} from '../identity/index.ts';
import { identityKit, type IdentityKit } from '../identity/identity.test-kit.ts';
import { RateLimiter, createHttpServer, routesOf, type Route } from '../platform/http/index.ts';
import {
  customerSelfSurface,
  customerSurface,
  operatorSurface,
  partnerSurface,
  publicSurface,
  sessionSurface,
} from './index.ts';

/** Routes that do nothing, for what is decided before a route is reached. */
export function probes<P>(params: boolean, scope: string | null): Route<P>[] {
  const route = routesOf<P>();
  const common = {
    tag: 'Probe',
    summary: 'Probe',
    description: 'Does nothing.',
    ...(params ? { params: Type.Object({ auth_id: Type.String() }) } : {}),
    success: { status: 200, description: 'Reached.', schema: Type.Object({ ok: Type.Boolean() }) },
    errors: [],
    handler: async () => ({ body: { ok: true } }),
  } as const;
  return [
    route({ ...common, method: 'GET', path: '/probe', operationId: 'readProbe', scope: null }),
    route({ ...common, method: 'POST', path: '/probe', operationId: 'writeProbe', scope }),
    route({
      ...common,
      method: 'POST',
      path: '/preview',
      operationId: 'previewProbe',
      scope: null,
      readOnly: true,
    }),
  ];
}

export interface Answer {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, unknown>>;
  // Answers of many shapes; each test says what it expects.
  readonly body: never;
}

export interface HttpKit extends IdentityKit {
  readonly app: FastifyInstance;
  call(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, options?: CallOptions): Promise<Answer>;
  pair(authId: string, token: string): Record<string, string>;
}

export interface CallOptions {
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly ip?: string;
}

export async function httpKit(limits: IdentityLimits = {}): Promise<HttpKit> {
  const kit = await identityKit(limits);
  const { identity } = kit;
  await identity.start();
  const surfaces = [
    partnerSurface(identity, [...identityPartnerRoutes(kit), ...probes<never>(false, 'transfer')]),
    customerSurface(identity, probes<CustomerPrincipal>(true, null)),
    customerSelfSurface(identity, probes<CustomerPrincipal>(false, null)),
    operatorSurface(identity, [...identityOperatorRoutes(kit), ...probes<never>(false, 'finance')]),
    publicSurface(identityPublicRoutes(kit)),
    sessionSurface(identity, identitySessionRoutes(kit)),
  ];
  const app = createHttpServer({
    surfaces: surfaces,
    log: pino({ level: 'silent' }),
    rateLimiter: new RateLimiter({ perSecond: 100_000, burst: 100_000 }),
    inputHashKey: Buffer.alloc(32, 7),
    onMissing: (path) => {
      throw new Error(`missing ${path}`);
    },
    trustProxy: [],
    https: true,
    observe: () => undefined,
  });
  afterAll(async () => {
    await app.close();
    await identity.close();
  });
  return {
    ...kit,
    app,
    pair: (authId, token) => ({ 'x-auth-id': authId, 'x-auth-token': token }),
    async call(method, path, { headers = {}, body, ip = '198.51.100.7' } = {}) {
      const request: InjectOptions = {
        method,
        url: `/api/v1${path}`,
        headers: { ...headers },
        remoteAddress: ip,
      };
      if (body !== undefined) request.payload = body as object;
      const answer = await app.inject(request);
      return {
        status: answer.statusCode,
        code: String(answer.headers['x-error-code'] ?? ''),
        headers: answer.headers,
        body: (answer.body === '' ? null : answer.json()) as never,
      };
    },
  };
}
