import { afterEach, describe, expect, it } from 'vitest';
import {
  answer,
  hangUp,
  scriptedServer,
  silence,
  type ScriptedServer,
  type Step,
} from '../test/scripted-server.ts';
import type { PortalError } from './errors.ts';
import {
  ApiError,
  AuthenticationError,
  ConnectionError,
  IdempotencyKeyReusedError,
  InsufficientBalanceError,
  NotFoundError,
  RateLimitError,
  ServerError,
  TimeoutError,
  ValidationError,
} from './errors.ts';
import type { OperationDescriptor } from './operation.ts';
import { Transport, type TransportOptions } from './transport.ts';

const read: OperationDescriptor = { id: 'read', method: 'GET', path: '/things/{id}', idempotent: false };
const transfer: OperationDescriptor = {
  id: 'transfer',
  method: 'POST',
  path: '/transfers',
  idempotent: true,
};
const preview: OperationDescriptor = { id: 'preview', method: 'POST', path: '/previews', idempotent: false };
const change: OperationDescriptor = {
  id: 'change',
  method: 'PATCH',
  path: '/things/{id}',
  idempotent: false,
};

let server: ScriptedServer;
afterEach(() => server.close());

async function transport(
  steps: readonly Step[],
  options: Partial<TransportOptions> = {},
): Promise<Transport> {
  server = await scriptedServer(...steps);
  return new Transport({ baseUrl: server.url, ...options }, { 'x-auth-id': 'partner-1' });
}

const busy = answer(503, { error: 'service_unavailable', message: 'Later.' }, { 'retry-after': '0' });
const done = answer(200, { ok: true });

describe('a request that may be repeated', () => {
  it('keeps one idempotency key for all tries of a POST, and a new one for each call', async () => {
    const client = await transport([hangUp, busy, done, done]);
    expect(await client.call(transfer, { body: { amount: '0.10' } })).toEqual({ ok: true });
    await client.call(transfer, { body: {} });
    const keys = server.seen.map((request) => request.headers['idempotency-key']);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(new Set(keys.slice(0, 3)).size).toBe(1);
    expect(keys[3]).not.toBe(keys[0]);
    expect(server.seen[0]?.body).toBe('{"amount":"0.10"}');
  });

  it('sends the key that the caller gives', async () => {
    const client = await transport([done]);
    const { idempotencyKey } = await client.call(transfer, {}, { idempotencyKey: 'mine' }).withResponse();
    expect([idempotencyKey, server.seen[0]?.headers['idempotency-key']]).toEqual(['mine', 'mine']);
  });

  it.each([429, 502, 503, 504])('is repeated after %i', async (status) => {
    const client = await transport([answer(status, {}, { 'retry-after': '0' }), done]);
    await client.call(read, { params: { id: 'a' } });
    expect(server.seen).toHaveLength(2);
  });

  it.each([400, 401, 403, 404, 409, 422, 500])('is not repeated after %i', async (status) => {
    const client = await transport([answer(status, {}), done]);
    await expect(client.call(read, { params: { id: 'a' } })).rejects.toThrow(ApiError);
    expect(server.seen).toHaveLength(1);
  });

  it('waits as long as Retry-After says, in seconds or as a date', async () => {
    const date = new Date(Math.ceil(Date.now() / 1000) * 1000 + 2000).toUTCString();
    const client = await transport([
      answer(429, {}, { 'retry-after': '1' }),
      answer(503, {}, { 'retry-after': date }),
      done,
    ]);
    const before = performance.now();
    await client.call(read, { params: { id: 'a' } });
    expect(performance.now() - before).toBeGreaterThan(990);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(date) - 5);
  });

  it('is given up at once when the wait would be too long, and after maxRetries', async () => {
    const client = await transport([answer(429, {}, { 'retry-after': '3600' }), busy], { maxRetries: 2 });
    const error = await client.call(transfer, {}).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ retryAfterMs: 3_600_000 });
    await expect(client.call(transfer, {})).rejects.toThrow(ServerError);
    expect(server.seen).toHaveLength(1 + 3);
  });
});

describe('a request that may not be repeated', () => {
  it.each([
    ['POST without a key', preview],
    ['PATCH', change],
  ])('%s is sent once, whatever happens', async (_what, operation) => {
    const input = { params: { id: 'a' }, body: {} };
    const client = await transport([hangUp, busy, answer(429, {}, { 'retry-after': '0' }), done]);
    await expect(client.call(operation, input)).rejects.toThrow(ConnectionError);
    await expect(client.call(operation, input)).rejects.toThrow(ServerError);
    await expect(client.call(operation, input)).rejects.toThrow(RateLimitError);
    expect(server.seen).toHaveLength(3);
    expect(server.seen.every((request) => request.headers['idempotency-key'] === undefined)).toBe(true);
  });

  it('refuses a key that the operation would ignore', async () => {
    const client = await transport([done]);
    expect(() => client.call(preview, {}, { idempotencyKey: 'mine' })).toThrow(TypeError);
  });
});

describe('time', () => {
  it('a try that takes too long is a TimeoutError that names the key to repeat with', async () => {
    const client = await transport([silence], { timeoutMs: 250, maxRetries: 1 });
    const error = await client.call(transfer, {}, { idempotencyKey: 'k' }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TimeoutError);
    expect((error as PortalError).idempotencyKey).toBe('k');
    expect(server.seen).toHaveLength(2);
  });

  it("the caller's signal ends a try and a wait with its own reason, and nothing is sent afterwards", async () => {
    const client = await transport([silence, answer(503, {}, { 'retry-after': '30' })]);
    const first = new AbortController();
    const silent = client.call(read, { params: { id: 'a' } }, { signal: first.signal });
    const reason = new Error('enough');
    setTimeout(() => {
      first.abort(reason);
    }, 50);
    await expect(silent).rejects.toBe(reason);
    const second = AbortSignal.timeout(100);
    await expect(client.call(read, { params: { id: 'a' } }, { signal: second })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    await expect(client.call(read, { params: { id: 'a' } }, { signal: second })).rejects.toBe(second.reason);
    expect(server.seen).toHaveLength(2);
  });
});

describe('errors', () => {
  const cases = [
    [401, 'unauthorized', AuthenticationError],
    [404, 'not_found', NotFoundError],
    [409, 'idempotency_key_reused', IdempotencyKeyReusedError],
    [500, 'internal_server_error', ServerError],
  ] as const;
  it.each(cases)('%i %s has its class, code, status and request id', async (status, code, type) => {
    const client = await transport([answer(status, { error: code, message: 'No.', request_id: 'req_1' })]);
    const error = await client.call(read, { params: { id: 'a' } }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({
      status,
      code,
      requestId: 'req_1',
      message: 'No.',
      facts: {},
      name: type.name,
    });
  });

  it('lack of balance comes with its facts', async () => {
    const facts = { current_balance: 200.5, requested_amount: 500, currency: 'INR' };
    const client = await transport([
      answer(400, { error: 'insufficient_balance', message: 'No.', ...facts }),
    ]);
    const error = await client.call(transfer, {}).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InsufficientBalanceError);
    expect(error).toMatchObject({ currentBalance: 200.5, requestedAmount: 500, currency: 'INR', facts });
  });

  it('an invalid request names all its faults', async () => {
    const details = [{ type: 'missing', loc: ['body', 'email'], msg: 'Field required' }];
    const body = {
      error: 'ValidationError',
      message: 'Request validation failed',
      details,
      status_code: 422,
    };
    const client = await transport([answer(422, body)]);
    const error = await client.call(transfer, {}).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ValidationError);
    expect(error).toMatchObject({ details, code: 'ValidationError' });
  });

  it.each([
    ['the customer gateway', { error: { code: 401, message: 'Invalid token' } }, 'http_401', 'Invalid token'],
    [
      'plain text',
      { error: 'Failed to retrieve transactions' },
      'http_401',
      'Failed to retrieve transactions',
    ],
    ["a proxy's page", '<html>Bad</html>', 'http_401', 'The server answered 401.'],
  ])('the form of %s is read too', async (_what, body, code, message) => {
    const client = await transport([answer(401, body)]);
    await expect(client.call(read, { params: { id: 'a' } })).rejects.toMatchObject({
      code,
      message,
      status: 401,
    });
  });

  it('the code in the header wins where the body has no place for it', async () => {
    const client = await transport([
      answer(403, { error: { code: 403, message: 'Access denied' } }, { 'x-error-code': 'account_mismatch' }),
    ]);
    await expect(client.call(read, { params: { id: 'a' } })).rejects.toMatchObject({
      code: 'account_mismatch',
    });
  });

  it('an answer that is no JSON is said to be none', async () => {
    const client = await transport([answer(200, '<html>')]);
    await expect(client.call(read, { params: { id: 'a' } })).rejects.toThrow(/not JSON/);
  });

  it('a redirect is not followed, for the token would follow it', async () => {
    const client = await transport([answer(302, '', { location: 'http://127.0.0.1:9/' })], { maxRetries: 0 });
    await expect(client.call(read, { params: { id: 'a' } })).rejects.toThrow(ConnectionError);
  });
});

describe('what is sent', () => {
  it('escapes path parameters, drops what is undefined, keeps a base path and accepts JSON', async () => {
    const client = await transport([done]);
    const prefixed = new Transport({ baseUrl: `${server.url}/prefix/` }, {}, { id: '+91 22/7' });
    await prefixed.call(read, { query: { page: 2, search: 'a&b', cursor: undefined } });
    expect(server.seen[0]).toMatchObject({
      method: 'GET',
      url: '/prefix/things/%2B91%2022%2F7?page=2&search=a%26b',
    });
    expect(server.seen[0]?.headers).toMatchObject({ accept: 'application/json' });
    expect(server.seen[0]?.headers['content-type']).toBeUndefined();
    expect(() => client.call(read, { params: { id: '..' } })).toThrow(TypeError);
    expect(() => client.call(read)).toThrow(/id is missing/);
  });

  it('gives what stands around an answer, and undefined for an empty one', async () => {
    const headers = { 'x-api-version': '2026-05-12', 'idempotency-replayed': 'true' };
    const client = await transport([answer(200, { ok: true }, headers), answer(204, '')]);
    expect(await client.call(transfer).withResponse()).toMatchObject({
      data: { ok: true },
      status: 200,
      requestId: 'req_1',
      apiVersion: '2026-05-12',
      replayed: true,
    });
    expect(await client.call(transfer)).toBeUndefined();
  });
});

describe('files', () => {
  const upload: OperationDescriptor = {
    id: 'upload',
    method: 'PUT',
    path: '/files/{id}',
    idempotent: false,
    upload: 'text/csv',
  };
  const download: OperationDescriptor = {
    id: 'download',
    method: 'GET',
    path: '/files/{id}',
    idempotent: false,
    download: 'text/csv',
  };

  it('are sent as they are, again when the first try fails', async () => {
    const client = await transport([hangUp, done]);
    const file = new Blob(['a,b\n1,2\n']);
    expect(await client.call(upload, { params: { id: '7' }, file })).toEqual({ ok: true });
    expect(server.seen.map(({ body, headers }) => [body, headers['content-type']])).toEqual([
      ['a,b\n1,2\n', 'text/csv'],
      ['a,b\n1,2\n', 'text/csv'],
    ]);
  });

  it('come back as text, with errors still readable', async () => {
    const client = await transport([
      answer(200, 'a,b\n1,2\n', { 'content-type': 'text/csv' }),
      answer(404, { error: 'not_found', message: 'No.' }),
    ]);
    expect(await client.call(download, { params: { id: '7' } })).toBe('a,b\n1,2\n');
    expect(server.seen[0]?.headers.accept).toBe('text/csv, application/json');
    await expect(client.call(download, { params: { id: '8' } })).rejects.toBeInstanceOf(NotFoundError);
  });
});
