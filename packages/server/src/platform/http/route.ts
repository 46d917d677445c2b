import type { Static, TSchema } from 'typebox';
import type { ErrorDefinition, Fault } from '../errors/index.ts';
import type { ApiVersion } from './api-version.ts';
import type { Refused, Sound } from './sound.ts';

/** The header that makes a POST safe to repeat, with what identifies the request it belongs to. */
export interface IdempotencyRequest {
  readonly key: string;
  /** Method and path: the same key on another path is another key. */
  readonly scope: string;
  /** Keyed hash of the whole input. */
  readonly inputHash: Buffer;
}

/** One request, authenticated and read; all that a handler sees of HTTP. */
export interface Call<P, Params = unknown, Query = unknown, Body = unknown> {
  readonly principal: P;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly version: ApiVersion;
  readonly requestId: string;
  readonly ip: string;
  readonly userAgent: string | null;
  readonly idempotency: IdempotencyRequest | null;
  /** The file that an upload route takes, as it arrives; empty on every other route. */
  readonly upload: AsyncIterable<Uint8Array>;
}

/** A request that its schemas refused, with what is left of it. */
export interface RefusedCall<P, Params = unknown, Query = unknown, Body = unknown> {
  readonly principal: P;
  readonly params: Params;
  readonly query: Sound<Query>;
  readonly body: Sound<Body>;
  /** Where query and body have a fault already. */
  readonly refused: Refused;
}

export interface RouteResult {
  /** Defaults to the route's success status. */
  readonly status?: number;
  /** Money as `bigint` units, times as `Date`; the schema of the caller's version prints it. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The rows or bytes of a route that answers a file, written as they come. */
  readonly file?: AsyncIterable<string | Uint8Array>;
}

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface RouteSpec<P, Params extends TSchema, Query extends TSchema, Body extends TSchema> {
  readonly method: HttpMethod;
  /** Below the surface's base, parameters as `:name`. */
  readonly path: string;
  /** camelCase, unique; the SDK's method name. */
  readonly operationId: string;
  /** Heading under which the API reference lists it. */
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  /** What a token needs to hold; null where any credential of the surface may. */
  readonly scope: string | null;
  /** No credential is asked for. */
  readonly open?: boolean;
  /** True where a GET-like POST changes nothing (login, preview), so that a suspended tenant may still do it. */
  readonly readOnly?: boolean;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** An absent body is read as `{}`. */
  readonly bodyOptional?: boolean;
  /** The body is a file, read as it arrives: `call.upload`. Such a route has no `body`. */
  readonly upload?: {
    readonly mediaType: 'text/csv';
    /** Past that the answer is 413. */
    readonly limitBytes: number;
    readonly description: string;
    /** The beginning of such a file. */
    readonly example: string;
  };
  readonly success: {
    readonly status: 200 | 201 | 202 | 204;
    readonly description: string;
    /** Absent only for 204 and for files. */
    readonly schema?: TSchema;
    /** The answer is a file of this type (`RouteResult.file`), not JSON. */
    readonly mediaType?: 'text/csv' | 'application/gzip';
    /** The answer is JSON, or a file of this type where the query asks for one. */
    readonly orFile?: { readonly mediaType: 'text/csv'; readonly example: string };
    /** Schemas of versions that differ from `schema`: a projection, never a second handler. */
    readonly versions?: Readonly<Partial<Record<ApiVersion, TSchema>>>;
    /** As it stands on the wire; of a packed file, what is in it. */
    readonly example?: unknown;
  };
  /** Example request body, as it stands on the wire. */
  readonly example?: unknown;
  /** The errors particular to this route; those of every route are known. */
  readonly errors: readonly { readonly definition: ErrorDefinition }[];
  /** Accepts `Idempotency-Key`. */
  readonly idempotent?: boolean;
  /** Tokens taken from the caller's bucket. Default 1. */
  readonly rateCost?: number;
  /**
   * Of a route that reads much: what its caller can narrow, as the answer to a question that took too long says it. Few of one
   * tenant are answered at once.
   */
  readonly heavy?: string;
  /**
   * What more is wrong with a request that its schemas refused: faults that only the caller's or stored data tell, and that
   * the handler finds by itself in any other request. Asked then alone, so that one answer names all; changes nothing. What
   * it throws of the catalogue is not told: the answer is about the input.
   */
  storedFaults?(
    call: RefusedCall<P, Static<Params>, Static<Query>, Static<Body>>,
  ): Promise<readonly Fault[]> | readonly Fault[];
  handler(call: Call<P, Static<Params>, Static<Query>, Static<Body>>): Promise<RouteResult>;
}

/** A route whose input types were checked where it was defined. */
export type Route<P> = RouteSpec<P, TSchema, TSchema, TSchema>;

/** Gives the definer of a surface's routes: it infers the handler's input from the schemas. */
export function routesOf<P>(): <Params extends TSchema, Query extends TSchema, Body extends TSchema>(
  spec: RouteSpec<P, Params, Query, Body>,
) => Route<P> {
  return (spec) => spec;
}
