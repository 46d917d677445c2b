import Type from 'typebox';
import type { KeyedHash } from '../crypto/index.ts';
import { notFound } from '../errors/index.ts';
import { API_VERSIONS, type ApiVersion } from './api-version.ts';
import type { FoundFault } from './fault-order.ts';
import { compileIdempotencyPath, keyFaults, readIdempotencyKey } from './idempotency-header.ts';
import { RefusedRequest } from './refused-request.ts';
import type { Call, IdempotencyRequest, Route } from './route.ts';
import { compileSerializer, type OnMissing } from './serialize.ts';
import { compileParser, type Parser } from './validate.ts';

export interface RawInput {
  readonly params: unknown;
  readonly query: unknown;
  /** What is wrong with the query before its schema is asked. */
  readonly queryFaults: readonly FoundFault[];
  readonly body: unknown;
  /** What the reader of the body found. */
  readonly bodyFaults: readonly FoundFault[];
  readonly idempotencyKey: string | string[] | undefined;
}

export interface ReadInput extends Pick<Call<unknown>, 'params' | 'query' | 'body'> {
  readonly idempotency: IdempotencyRequest | null;
}

export interface CompiledRoute {
  /** Throws 404 for a path that cannot name anything, `RefusedRequest` naming every other fault at once. */
  read(raw: RawInput): ReadInput;
  write(value: unknown, version: ApiVersion): string;
}

const NOTHING = Type.Object({}, { additionalProperties: false });

/** Compiles what a route of a surface reads and writes, once, when the server is built. `base` is the surface's documented path. */
export function compileRoute<P>(
  base: string,
  route: Route<P>,
  keyedHash: KeyedHash,
  onMissing: OnMissing,
): CompiledRoute {
  const parseParams = compileParser(route.params ?? NOTHING, 'path');
  const parseQuery = compileParser(route.query ?? NOTHING, 'query');
  const parseBody: Parser<typeof NOTHING> | null =
    route.body === undefined ? null : compileParser(route.body, 'body');
  const idempotencyPath = compileIdempotencyPath(`${base}${route.path}`);
  const readKey = (raw: RawInput, input: unknown): IdempotencyRequest | null => {
    if (route.idempotent !== true || typeof raw.idempotencyKey !== 'string') return null;
    const path = idempotencyPath(raw.params as Readonly<Record<string, string>>);
    return readIdempotencyKey(raw.idempotencyKey, { scope: `${route.method} ${path}`, input }, keyedHash);
  };
  const { schema, versions } = route.success;
  const writers = new Map(
    API_VERSIONS.map((version) => {
      const own = versions?.[version] ?? schema;
      return [version, own === undefined ? null : compileSerializer(own, version, onMissing)] as const;
    }),
  );
  return {
    read(raw) {
      const params = parseParams(route.params === undefined ? {} : raw.params);
      if ('faults' in params) throw notFound();
      const query = parseQuery(raw.query, raw.queryFaults);
      const body =
        parseBody === null
          ? { value: undefined }
          : parseBody(raw.body === undefined && route.bodyOptional === true ? {} : raw.body, raw.bodyFaults);
      const badKey = route.idempotent === true ? keyFaults(raw.idempotencyKey) : [];
      if ('faults' in query || 'faults' in body || badKey.length > 0)
        throw new RefusedRequest({ params: params.value, query, body }, badKey);
      const input = { query: query.value, body: body.value };
      return { params: params.value, ...input, idempotency: readKey(raw, input) };
    },
    write(value, version) {
      const writer = writers.get(version);
      return writer === null || writer === undefined ? '' : writer(value);
    },
  };
}
