import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { expect } from 'vitest';
import type { Auth, TestApp } from '../app.ts';

export interface CheckedAnswer {
  readonly status: number;
  /** The stable code of an error; empty for a success. */
  readonly code: string;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly text: string;
  /** Parsed; null for no body, a text for a file. */
  readonly body: unknown;
  /** The body without what differs from request to request. */
  readonly sameness: unknown;
}

export interface CallOptions {
  readonly auth?: Auth | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly version?: string | undefined;
}

/** What tells of our insides. */
const INTERNALS = [
  /\bat (?:async )?[\w.<>]+ \(?(?:file:|node:|\/)/,
  /node_modules|node:internal|\.(?:ts|js):\d+/,
  /\/(?:work|home|usr|root|app|src)\//,
  /\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM)\b[\s\S]*\b(?:FROM|VALUES|SET|WHERE)\b/,
  /relation "|column "|constraint "|duplicate key|violates|syntax error at|SQLSTATE|\bpg_|postgres|kysely/i,
  /\b(?:TypeError|ReferenceError|RangeError|SyntaxError|AppError|FST_ERR|ECONN\w+|fastify|typebox)\b/,
  /secret_hash|secret_sealed|password_hash|session_version|ledger_(?:account|transfer|hold|chain)/,
];

/** What we say of an error, without what the caller said (faults show the input and the names of unknown keys) and without chance. */
function ownWords(body: unknown): string {
  return JSON.stringify(body, function (key, value: unknown) {
    return key === 'input' || key === 'loc' || key === 'request_id' ? undefined : value;
  });
}

let caller = 0;

/** Every call comes from an address of its own: the throttle of failed attempts has its own tests. */
function nextAddress(): string {
  caller += 1;
  return `10.${String((caller >> 16) & 255)}.${String((caller >> 8) & 255)}.${String(caller & 255)}`;
}

function requestOf(method: string, url: string, options: CallOptions): InjectOptions {
  const { auth = {}, body, headers = {}, version } = options;
  const request: InjectOptions = {
    method: method,
    url,
    remoteAddress: nextAddress(),
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(version === undefined ? {} : { 'x-api-version': version }),
      ...auth,
      ...headers,
    },
  };
  if (body !== undefined)
    request.payload = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return request;
}

/** What holds for every answer of the product, whatever was asked. */
function expectWellFormed(
  answer: LightMyRequestResponse,
  parsed: unknown,
  version: string,
  told: string,
): void {
  const { headers, statusCode } = answer;
  expect(headers['x-request-id'], told).toMatch(/^req_[\w-]{16}$/);
  expect(headers['cache-control'], told).toBe('no-store');
  expect(headers['x-content-type-options'], told).toBe('nosniff');
  expect(headers, told).not.toHaveProperty('access-control-allow-origin');
  if (statusCode < 400) {
    expect(headers['x-api-version'], told).toBe(version);
    expect(headers, told).not.toHaveProperty('x-error-code');
    return;
  }
  expect(headers['x-error-code'], told).toMatch(/^(?:[a-z][a-z0-9_]+|ValidationError)$/);
  expect(statusCode, told).not.toBe(500);
  for (const pattern of INTERNALS) expect(ownWords(parsed), told).not.toMatch(pattern);
  if (parsed !== null && typeof parsed === 'object' && 'request_id' in parsed)
    expect(parsed.request_id, told).toBe(headers['x-request-id']);
}

/** One request whose answer is held against what holds for every answer of the product. */
export async function checkedCall(
  app: TestApp,
  method: string,
  url: string,
  options: CallOptions = {},
): Promise<CheckedAnswer> {
  const answer = await app.composition.http.inject(requestOf(method, url, options));
  const isFile = answer.headers['content-type']?.startsWith('text/csv') === true;
  const parsed: unknown = answer.body === '' ? null : isFile ? answer.body : JSON.parse(answer.body);
  const told = `${method} ${url.slice(0, 150)} → ${String(answer.statusCode)} ${answer.body.slice(0, 500)}`;
  expectWellFormed(answer, parsed, options.version ?? '2026-03-25', told);
  const text = answer.body.replaceAll(String(answer.headers['x-request-id']), 'req_');
  return {
    status: answer.statusCode,
    code: String(answer.headers['x-error-code'] ?? ''),
    headers: answer.headers,
    text: answer.body,
    body: parsed,
    sameness: text === '' ? null : isFile ? text : (JSON.parse(text) as unknown),
  };
}
