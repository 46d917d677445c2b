import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import type { Logger } from '../log/index.ts';
import { createKeyedHash } from '../crypto/index.ts';
import { notAcceptable, notFound } from '../errors/index.ts';
import { acceptable, accepts } from './accept.ts';
import { DEFAULT_API_VERSION, resolveApiVersion, type ApiVersion } from './api-version.ts';
import { compileRoute, type CompiledRoute } from './compile-route.ts';
import { endConnectionsOnClose } from './end-connections.ts';
import { HeavyGate } from './heavy-gate.ts';
import { BODY_LIMIT_BYTES, acceptJsonBodies, bodyOf } from './json-body.ts';
import { queryFaults } from './query-encoding.ts';
import type { RateLimiter } from './rate-limit.ts';
import { RefusedRequest, withStoredFaults } from './refused-request.ts';
import { newRequestId } from './request-id.ts';
import type { Call, Route, RouteResult } from './route.ts';
import { serializeFacts, type OnMissing } from './serialize.ts';
import { renderPlainError, type RenderedError, type Surface } from './surface.ts';
import { mapError } from './to-rendered-error.ts';
import { NO_UPLOAD, acceptUploads, readUpload } from './upload.ts';

export interface HttpServerDeps {
  // A surface's principal is its own affair: the server only hands it from authenticate to the handler.
  readonly surfaces: readonly Surface<unknown>[];
  readonly log: Logger;
  readonly rateLimiter: RateLimiter;
  /** Default: two of a tenant at once, four of all. */
  readonly heavyGate?: HeavyGate;
  /** Key of the hashes under which idempotent inputs are stored. */
  readonly inputHashKey: Buffer;
  readonly onMissing: OnMissing;
  /** Addresses of proxies whose `X-Forwarded-For` is believed. */
  readonly trustProxy: readonly string[];
  /** True when the product is reached by HTTPS: browsers are told to stay there. */
  readonly https: boolean;
  observe(route: string, method: string, status: number, seconds: number): void;
}

interface RequestState {
  readonly startedMs: number;
  caller: Readonly<Record<string, unknown>>;
  route: string;
  /** Null until it is known which one was asked for. */
  version: ApiVersion | null;
  /** Undefined where no credential is asked for. */
  principal: unknown;
}

// On the request itself: a WeakMap of all requests costs the garbage collector more than the requests do.
const STATE = Symbol('state');

declare module 'fastify' {
  interface FastifyRequest {
    [STATE]: RequestState | null;
  }
}

/** Answers of the API are for the asker alone and never a page. */
const API_HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

function securityHeaders(https: boolean): Record<string, string> {
  return {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    ...(https ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  };
}

/** Builds the HTTP server from its surfaces. Everything it can answer stands in their route tables. */
export function createHttpServer(deps: HttpServerDeps): FastifyInstance {
  const always = securityHeaders(deps.https);
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    genReqId: newRequestId,
    trustProxy: deps.trustProxy.length === 0 ? false : [...deps.trustProxy],
    forceCloseConnections: 'idle',
    // What still arrives on an open connection while draining is answered like any other, and the connection then ends.
    return503OnClosing: false,
    // Long enough for a large file over a slow line; the headers have to be there sooner.
    requestTimeout: 300_000,
    http: { headersTimeout: 30_000 },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 },
    // Before any hook: a path that cannot be decoded.
    frameworkErrors: (error, request, reply) => {
      reply.headers(always).header('x-request-id', request.id);
      sendError(deps, renderPlainError, error, request, reply);
    },
  });
  acceptJsonBodies(app);
  app.decorateRequest(STATE, null);
  endConnectionsOnClose(app);
  app.addHook('onRequest', (request, reply, done) => {
    request[STATE] = {
      startedMs: performance.now(),
      caller: {},
      route: 'unmatched',
      version: null,
      principal: undefined,
    };
    reply.headers(always).header('x-request-id', request.id);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    logRequest(deps, request, reply);
    done();
  });
  app.setNotFoundHandler((request, reply) => {
    sendError(deps, renderPlainError, notFound({ message: 'No such path.' }), request, reply);
  });
  app.setErrorHandler((error, request, reply) => {
    sendError(deps, renderPlainError, error, request, reply);
  });
  const heavyGate = deps.heavyGate ?? new HeavyGate({ perTenant: 2, together: 4 });
  for (const surface of deps.surfaces) registerSurface(app, surface, { ...deps, heavyGate });
  return app;
}

function logRequest(deps: HttpServerDeps, request: FastifyRequest, reply: FastifyReply): void {
  const state = request[STATE];
  const seconds = state === null ? 0 : (performance.now() - state.startedMs) / 1e3;
  const route = state?.route ?? 'unmatched';
  deps.observe(route, request.method, reply.statusCode, seconds);
  if (!deps.log.isLevelEnabled('info')) return;
  deps.log.info(
    {
      request_id: request.id,
      method: request.method,
      route,
      status: reply.statusCode,
      duration_ms: Math.round(seconds * 1e5) / 100,
      ip: request.ip,
      ...state?.caller,
    },
    'request',
  );
}

function sendError(
  deps: HttpServerDeps,
  render: (error: RenderedError) => unknown,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const { rendered, headers, unexpected } = mapError(error, request.id);
  if (unexpected) deps.log.error({ request_id: request.id, err: error }, 'request failed');
  const version = request[STATE]?.version ?? null;
  const body = serializeFacts(render(rendered) as Readonly<Record<string, unknown>>, version);
  void reply
    .code(rendered.status)
    .headers({
      ...API_HEADERS,
      'x-error-code': rendered.code,
      ...(version === null ? {} : { 'x-api-version': version }),
      ...headers,
    })
    .send(body);
}

type GatedDeps = HttpServerDeps & { readonly heavyGate: HeavyGate };

function registerSurface(app: FastifyInstance, surface: Surface<unknown>, deps: GatedDeps): void {
  const keyedHash = createKeyedHash(deps.inputHashKey);
  const compiled = surface.routes.map((route) => ({
    route,
    io: compileRoute(surface.bases[0] ?? '', route, keyedHash, deps.onMissing),
  }));
  for (const base of surface.bases) {
    void app.register(async (scope) => {
      // An encapsulated scope: no route below can be reached without its authentication.
      scope.setErrorHandler((error, request, reply) => {
        sendError(deps, (rendered) => surface.renderError(rendered), error, request, reply);
      });
      for (const { route, io } of compiled) {
        const { upload } = route;
        if (upload === undefined) registerRoute(scope, base, surface, route, io, deps);
        else {
          await scope.register(async (inner) => {
            acceptUploads(inner, upload);
            registerRoute(inner, base, surface, route, io, deps);
          });
        }
      }
    });
  }
}

function registerRoute(
  scope: FastifyInstance,
  base: string,
  surface: Surface<unknown>,
  route: Route<unknown>,
  io: CompiledRoute,
  deps: GatedDeps,
): void {
  const name = `${surface.bases[0] ?? ''}${route.path}`;
  scope.route({
    method: route.method,
    url: `${base}${route.path}`,
    onRequest: async (request, reply) => {
      const state = request[STATE];
      if (state !== null) state.route = name;
      if (!accepts(request.headers.accept, route.success.mediaType ?? route.success.orFile?.mediaType)) {
        throw notAcceptable(acceptable(route.success.mediaType));
      }
      await admit(request, reply, surface, route, deps);
    },
    handler: async (request, reply) => {
      const call = await readOrRefuse(request, surface, route, io);
      const { heavy } = route;
      const result =
        heavy === undefined
          ? await route.handler(call)
          : await deps.heavyGate.run(tenantOf(surface, call.principal), heavy, () => route.handler(call));
      reply.code(result.status ?? route.success.status).headers(API_HEADERS);
      reply.header('x-api-version', call.version);
      if (result.headers !== undefined) reply.headers(result.headers);
      return reply.send(
        result.file === undefined ? io.write(result.body, call.version) : fileOf(reply, route, result.file),
      );
    },
  });
}

function tenantOf(surface: Surface<unknown>, principal: unknown): string {
  return surface.tenantKey?.(principal) ?? surface.rateKey(principal);
}

/** A file goes out row by row, as fast as its reader takes it. */
function fileOf(
  reply: FastifyReply,
  route: Route<unknown>,
  file: NonNullable<RouteResult['file']>,
): Readable {
  const type = route.success.mediaType ?? route.success.orFile?.mediaType ?? 'text/plain';
  reply.header('content-type', type.startsWith('text/') ? `${type}; charset=utf-8` : type);
  return Readable.from(file);
}

/** Who is asking, may they, and not too often; before a byte of the body is read. */
async function admit(
  request: FastifyRequest,
  reply: FastifyReply,
  surface: Surface<unknown>,
  route: Route<unknown>,
  deps: HttpServerDeps,
): Promise<void> {
  const cost = route.rateCost ?? 1;
  if (route.open === true) {
    deps.rateLimiter.take(`${surface.name}:${request.ip}`, cost, performance.now());
    return;
  }
  const principal = await surface.authenticate({
    headers: request.headers,
    ip: request.ip,
    params: request.params as Readonly<Record<string, string>>,
    requestId: request.id,
    method: request.method,
  });
  const state = request[STATE];
  if (state !== null) {
    state.principal = principal;
    state.caller = surface.logFields(principal);
  }
  const rate = deps.rateLimiter.take(surface.rateKey(principal), cost, performance.now());
  reply.headers({
    'ratelimit-limit': String(rate.limit),
    'ratelimit-remaining': String(rate.remaining),
    'ratelimit-reset': String(rate.resetSeconds),
  });
  surface.authorize(principal, route);
}

/** Throws 404, and 422 naming every fault. */
async function readOrRefuse(
  request: FastifyRequest,
  surface: Surface<unknown>,
  route: Route<unknown>,
  io: CompiledRoute,
): Promise<Call<unknown>> {
  try {
    return readCall(request, surface, route, io);
  } catch (error) {
    if (!(error instanceof RefusedRequest)) throw error;
    throw await withStoredFaults(error, request[STATE]?.principal, route);
  }
}

function readCall(
  request: FastifyRequest,
  surface: Surface<unknown>,
  route: Route<unknown>,
  io: CompiledRoute,
): Call<unknown> {
  const principal = request[STATE]?.principal;
  const pinned = principal === undefined ? DEFAULT_API_VERSION : surface.pinnedVersion(principal);
  const version = resolveApiVersion(request.headers['x-api-version'] as string | undefined, pinned);
  const state = request[STATE];
  if (state !== null) state.version = version;
  const body = bodyOf(route.upload === undefined ? request.body : undefined);
  const input = io.read({
    params: request.params,
    query: request.query,
    queryFaults: queryFaults(request.url),
    body: body.value,
    bodyFaults: body.faults,
    idempotencyKey: request.headers['idempotency-key'],
  });
  return {
    principal,
    ...input,
    upload: route.upload === undefined ? NO_UPLOAD : readUpload(request.body, route.upload),
    version,
    requestId: request.id,
    ip: request.ip,
    userAgent: request.headers['user-agent']?.slice(0, 300) ?? null,
  };
}
