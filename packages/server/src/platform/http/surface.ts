import type { IncomingHttpHeaders } from 'node:http';
import type { Fault } from '../errors/index.ts';
import type { ApiVersion } from './api-version.ts';
import type { Route } from './route.ts';

/** What a surface sees of a request when it decides who is asking. */
export interface Credentials {
  readonly headers: IncomingHttpHeaders;
  readonly ip: string;
  /** Path parameters as they came: some surfaces name the account in the path. */
  readonly params: Readonly<Record<string, string>>;
  readonly requestId: string;
  /** A cookie alone does not authenticate what changes something. */
  readonly method: string;
}

export interface RenderedError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Present on 422 alone. */
  readonly details?: readonly Fault[];
  readonly requestId: string;
}

/** A group of routes with one base path, one kind of caller and one form of errors. */
export interface Surface<P> {
  readonly name: string;
  readonly title: string;
  /** The first is the documented one, the others are spellings that also work. */
  readonly bases: readonly string[];
  readonly routes: readonly Route<P>[];
  /** Resolves to who is asking, or throws 401/403/429. */
  authenticate(credentials: Credentials): Promise<P>;
  /** Throws 403 when this caller may not use this route. */
  authorize(principal: P, route: Route<P>): void;
  pinnedVersion(principal: P): ApiVersion;
  /** Whose bucket a request is counted against. */
  rateKey(principal: P): string;
  /** Whose share of what reads much a request takes. Default: the bucket’s. */
  tenantKey?(principal: P): string;
  /** What the log says of the caller; never a secret. */
  logFields(principal: P): Readonly<Record<string, unknown>>;
  renderError(error: RenderedError): unknown;
}

/** `{"error", "message", "request_id", …facts}`; on 422 the published list of all faults. */
export function renderPlainError(error: RenderedError): unknown {
  if (error.details !== undefined) {
    return {
      error: 'ValidationError',
      message: error.message,
      details: error.details,
      status_code: error.status,
      request_id: error.requestId,
    };
  }
  return { error: error.code, message: error.message, ...error.facts, request_id: error.requestId };
}
