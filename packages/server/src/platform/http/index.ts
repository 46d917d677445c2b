export { API_VERSIONS, DEFAULT_API_VERSION, type ApiVersion } from './api-version.ts';
export {
  routesOf,
  type Call,
  type HttpMethod,
  type IdempotencyRequest,
  type RefusedCall,
  type Route,
  type RouteResult,
} from './route.ts';
export {
  ForeignText,
  ManyLines,
  ManyLinesOrNull,
  Nullable,
  OneOf,
  TextOrNull,
  Timestamp,
  renamed,
} from './schema-kit.ts';
export { renderPlainError, type Credentials, type RenderedError, type Surface } from './surface.ts';
export { HeavyGate, type HeavyGateOptions } from './heavy-gate.ts';
export { RateLimiter, type RateLimitOptions } from './rate-limit.ts';
export { checked, notBelowZero, type FieldCheck, type FieldFault } from './field-check.ts';
export { NOTHING_REFUSED, ruled, type InputRule, type Refused, type Sound } from './sound.ts';
export {
  ID_CURSOR,
  cursorCheck,
  decodeCursor,
  encodeCursor,
  isCursor,
  pageFields,
  readPage,
  type CursorParts,
  type PageOptions,
  type PageQuery,
  type PageRequest,
} from './paging.ts';
export {
  offsetFields,
  readOffset,
  type OffsetOptions,
  type OffsetPlace,
  type OffsetQuery,
} from './offset-paging.ts';
export { dateRangeFields, readDateRange, type DateRange, type DateRangeQuery } from './date-range.ts';
export { replayHeader } from './idempotency-header.ts';
export { createHttpServer, type HttpServerDeps } from './server.ts';
export { compileSerializer, serializeFacts, type OnMissing } from './serialize.ts';
export { node, type SchemaNode } from './schema-kit.ts';
export { registerHealth, type HealthDeps } from './health.ts';
export { withStoredFaultsOf } from './refused-request.ts';
export { compileParser, type Parser } from './validate.ts';
