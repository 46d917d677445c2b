import type { FastifyInstance } from 'fastify';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import Type from 'typebox';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHttpServer } from './server.ts';
import { RateLimiter } from './rate-limit.ts';
import { routesOf } from './route.ts';
import { renderPlainError, type Surface } from './surface.ts';

const define = routesOf<null>();
/** Bytes of the upload that were there when the handler had seen the first. */
let firstPiece: ((text: string) => void) | undefined;

const upload = define({
  method: 'PUT',
  path: '/file',
  operationId: 'putFile',
  tag: 'Files',
  summary: 'Put',
  description: 'Takes a file.',
  scope: null,
  upload: { mediaType: 'text/csv', limitBytes: 1024 * 1024, description: 'Rows.', example: 'a\n1\n' },
  success: { status: 200, description: 'Read.', schema: Type.Object({ bytes: Type.Integer() }) },
  errors: [],
  handler: async (call) => {
    let bytes = 0;
    for await (const piece of call.upload) {
      bytes += piece.byteLength;
      firstPiece?.(Buffer.from(piece).toString());
    }
    return { body: { bytes } };
  },
});

const json = define({
  method: 'POST',
  path: '/file',
  operationId: 'postFile',
  tag: 'Files',
  summary: 'Post',
  description: 'Takes JSON beside it.',
  scope: null,
  body: Type.Object({ a: Type.Integer() }),
  success: { status: 200, description: 'Read.', schema: Type.Object({ a: Type.Integer() }) },
  errors: [],
  handler: async (call) => ({ body: call.body }),
});

const download = define({
  method: 'GET',
  path: '/file',
  operationId: 'getFile',
  tag: 'Files',
  summary: 'Get',
  description: 'Gives a file.',
  scope: null,
  success: { status: 200, description: 'Rows.', mediaType: 'text/csv', example: 'a\n' },
  errors: [],
  handler: async () => ({
    file: (async function* () {
      yield 'a,b\n';
      yield 'é,2\n';
    })(),
    headers: { 'content-disposition': 'attachment; filename="rows.csv"' },
  }),
});

const surface: Surface<null> = {
  name: 'files',
  title: 'Files',
  bases: ['/files'],
  routes: [upload, json, download],
  authenticate: async () => null,
  authorize: () => undefined,
  pinnedVersion: () => '2026-03-25',
  rateKey: () => 'one',
  logFields: () => ({}),
  renderError: renderPlainError,
};

let app: FastifyInstance;
beforeAll(async () => {
  app = createHttpServer({
    surfaces: [surface],
    log: pino({ level: 'silent' }),
    rateLimiter: new RateLimiter({ perSecond: 1_000, burst: 2_000 }),
    inputHashKey: Buffer.alloc(32, 7),
    onMissing: (path) => {
      throw new Error(`missing ${path}`);
    },
    trustProxy: [],
    https: false,
    observe: () => undefined,
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => app.close());

const put = (payload: string | undefined, type: string | undefined, more: Record<string, string> = {}) =>
  app.inject({
    method: 'PUT',
    url: '/files/file',
    headers: type === undefined ? {} : { 'content-type': type, ...more },
    ...(payload === undefined ? {} : { payload }),
  });

it('a file is read while it is still being sent', async () => {
  const { port } = app.server.address() as AddressInfo;
  const arrived = new Promise<string>((resolve) => (firstPiece = resolve));
  const sending = request({
    port,
    host: '127.0.0.1',
    method: 'PUT',
    path: '/files/file',
    headers: { 'content-type': 'text/csv' },
  });
  const answered = new Promise<number | undefined>((resolve) =>
    sending.on('response', (answer) => {
      resolve(answer.resume().statusCode);
    }),
  );
  sending.write('a\n1\n');
  expect(await arrived).toBe('a\n1\n');
  sending.end('2\n');
  expect(await answered).toBe(200);
});

it('what is no file of its type is 415, in either direction, and nothing at all too', async () => {
  expect((await put('a\n1\n', 'text/csv; charset=utf-8')).json()).toEqual({ bytes: 4 });
  expect((await put('{}', 'application/json')).statusCode).toBe(415);
  expect((await put(undefined, undefined)).statusCode).toBe(415);
  expect((await put('a\n', 'text/csv', { 'content-encoding': 'gzip' })).statusCode).toBe(415);
  const post = (payload: string, type: string) =>
    app.inject({ method: 'POST', url: '/files/file', headers: { 'content-type': type }, payload });
  expect((await post('{"a":1}', 'application/json')).statusCode).toBe(200);
  expect((await post('a\n', 'text/csv')).statusCode).toBe(415);
});

it('a file beyond the limit is 413', async () => {
  expect((await put('x'.repeat(1024 * 1024), 'text/csv')).statusCode).toBe(200);
  const answer = await put('x'.repeat(1024 * 1024 + 1), 'text/csv');
  expect(answer.statusCode).toBe(413);
  expect(answer.json()).toMatchObject({
    error: 'payload_too_large',
    message: 'The file is larger than 1 MiB.',
  });
});

it('an answer may be a file, to whoever takes CSV or at least its errors', async () => {
  const get = (accept?: string) =>
    app.inject({ url: '/files/file', headers: accept === undefined ? {} : { accept } });
  for (const accept of [
    undefined,
    '*/*',
    'text/csv',
    'text/*',
    'application/json',
    'text/csv, application/json',
  ]) {
    const answer = await get(accept);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toContain('rows.csv');
    expect(answer.body).toBe('a,b\né,2\n');
  }
  expect((await get('image/png')).statusCode).toBe(406);
});
