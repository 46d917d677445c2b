import type { KeyObject } from 'node:crypto';
import Type from 'typebox';
import { notFound } from '../errors/index.ts';
import { API_VERSIONS, type ApiVersion } from './api-version.ts';
import { readIdempotencyKey } from './idempotency-header.ts';
import type { Call, IdempotencyRequest, Route } from './route.ts';
import { compileSerializer, type OnMissing } from './serialize.ts';
import { compileParser, mergeParsed, type Parser } from './validate.ts';

export interface RawInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly method: string;
  /** In its one spelling; see `idempotencyPath`. */
  readonly path: string;
  readonly idempotencyKey: string | string[] | undefined;
}

export interface ReadInput extends Pick<Call<unknown>, 'params' | 'query' | 'body'> {
  readonly idempotency: IdempotencyRequest | null;
}

export interface CompiledRoute {
  /** Throws 404 for a path that cannot name anything, 422 naming every other fault at once. */
  read(raw: RawInput): ReadInput;
  write(value: unknown, version: ApiVersion): string;
}

const NOTHING = Type.Object({}, { additionalProperties: false });

/** Compiles what a route reads and writes, once, when the server is built. */
export function compileRoute<P>(route: Route<P>, hashKey: KeyObject, onMissing: OnMissing): CompiledRoute {
  const parseParams = compileParser(route.params ?? NOTHING, 'path');
  const parseQuery = compileParser(route.query ?? NOTHING, 'query');
  const parseBody: Parser<typeof NOTHING> | null =
    route.body === undefined ? null : compileParser(route.body, 'body');
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
      const [query, body] = mergeParsed([
        parseQuery(raw.query),
        parseBody === null
          ? { value: undefined }
          : parseBody(raw.body === undefined && route.bodyOptional === true ? {} : raw.body),
      ]);
      const input = { query, body };
      const idempotency =
        route.idempotent === true
          ? readIdempotencyKey(raw.idempotencyKey, { method: raw.method, path: raw.path, input }, hashKey)
          : null;
      return { params: params.value, query, body, idempotency };
    },
    write(value, version) {
      const writer = writers.get(version);
      return writer === null || writer === undefined ? '' : writer(value);
    },
  };
}
