import { apiError, type ApiError, type Fault } from './errors.ts';
import { retryAfterMs } from './retry.ts';

const ENVELOPE = new Set(['error', 'message', 'request_id', 'details', 'status_code', 'api_id']);

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Reads any of the published error forms; what is none (a proxy's page) becomes an error of its status. */
export function readError(
  response: { readonly status: number; readonly headers: Headers },
  bodyText: string,
  idempotencyKey: string | undefined,
): ApiError {
  const body = record(parse(bodyText));
  const inner = record(body['error']);
  const { headers, status } = response;
  const details = body['details'];
  return apiError({
    status,
    code: text(headers.get('x-error-code')) ?? codeOf(body['error']) ?? `http_${status.toString()}`,
    message:
      text(body['message']) ??
      text(inner['message']) ??
      text(body['error']) ??
      `The server answered ${status.toString()}.`,
    requestId: text(headers.get('x-request-id')) ?? text(body['request_id']),
    facts: Object.fromEntries(Object.entries(body).filter(([key]) => !ENVELOPE.has(key))),
    details: Array.isArray(details) ? (details as Fault[]) : [],
    retryAfterMs: retryAfterMs(headers.get('retry-after'), Date.now()),
    idempotencyKey,
  });
}

function codeOf(error: unknown): string | undefined {
  return typeof error === 'string' && /^[A-Za-z][A-Za-z0-9_]*$/.test(error) ? error : undefined;
}

function parse(bodyText: string): unknown {
  try {
    return JSON.parse(bodyText) as unknown;
  } catch {
    return undefined;
  }
}
