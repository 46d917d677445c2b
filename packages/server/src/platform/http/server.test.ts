import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import Type from 'typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notFound, unauthorized } from '../errors/index.ts';
import { AmountInput, MoneyNumber, MoneyString } from '../money/index.ts';
import { createHttpServer } from './server.ts';
import { RateLimiter } from './rate-limit.ts';
import { routesOf } from './route.ts';
import { ForeignText, ManyLines, Nullable, OneOf, Timestamp, renamed } from './schema-kit.ts';
import { renderPlainError, type Surface } from './surface.ts';

interface Caller {
  readonly id: string;
}

const define = routesOf<Caller>();
const logged: string[] = [];

const create = define({
  method: 'POST',
  path: '/things',
  operationId: 'createThing',
  tag: 'Things',
  summary: 'Create',
  description: 'Creates a thing.',
  scope: null,
  idempotent: true,
  body: Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 20 }),
      amount: AmountInput(),
      kind: Type.Optional(OneOf(['a', 'b'])),
      password: Type.Optional(Type.String({ minLength: 8 })),
      due: Type.Optional(Timestamp()),
      limit: Type.Optional(Nullable(AmountInput())),
      note: Type.Optional(Nullable(ManyLines(40))),
      device: Type.Optional(ForeignText(8, { description: 'What it says of itself.' })),
    },
    { additionalProperties: false },
  ),
  success: {
    status: 201,
    description: 'Made.',
    schema: Type.Object({
      id: Type.String(),
      amount: MoneyNumber(),
      note: Nullable(Type.String()),
      at: Timestamp(),
      extra: Type.String(),
    }),
    versions: {
      '2026-05-12': Type.Object({
        id: renamed(Type.String(), 'uuid'),
        amount: MoneyString(),
        at: Timestamp(),
      }),
    },
  },
  errors: [],
  handler: async (call) => ({
    body: {
      id: 'thing',
      uuid: 'u-1',
      amount: call.body.amount,
      note: call.idempotency?.scope ?? null,
      at: new Date(0),
      extra: call.body.device ?? call.body.name,
      secret: 'never',
    },
  }),
});

const read = define({
  method: 'GET',
  path: '/things/:id',
  operationId: 'readThing',
  tag: 'Things',
  summary: 'Read',
  description: 'Reads a thing.',
  scope: null,
  params: Type.Object({ id: Type.String({ maxLength: 20 }) }),
  query: Type.Object(
    { page: Type.Optional(Type.Integer({ minimum: 1 })), word: Type.Optional(Type.String()) },
    { additionalProperties: false },
  ),
  success: {
    status: 200,
    description: 'It.',
    schema: Type.Object({ id: Type.String(), page: Type.Integer() }),
  },
  errors: [notFound],
  handler: async (call) => {
    if (call.params.id === 'broken') throw new Error('SELECT secret FROM nowhere');
    if (call.params.id === 'away') throw Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
    if (call.params.id === 'missing') throw notFound();
    return { body: { id: call.params.id, page: call.query.page ?? 1 } };
  },
});

const surface: Surface<Caller> = {
  name: 'sample',
  title: 'Sample',
  bases: ['/api/sample', '/api/Sample'],
  routes: [create, read],
  authenticate: async ({ headers }) => {
    if (headers['x-auth-token'] !== 'good') throw unauthorized();
    return { id: 'caller' };
  },
  authorize: () => undefined,
  pinnedVersion: () => '2026-03-25',
  rateKey: (caller) => caller.id,
  logFields: (caller) => ({ credential: caller.id }),
  renderError: renderPlainError,
};

let app: FastifyInstance;

beforeAll(async () => {
  app = createHttpServer({
    surfaces: [surface],
    log: pino({ level: 'info' }, { write: (line: string) => logged.push(line) }),
    rateLimiter: new RateLimiter({ perSecond: 1_000, burst: 2_000 }),
    inputHashKey: Buffer.alloc(32, 7),
    onMissing: (path) => {
      throw new Error(`missing ${path}`);
    },
    trustProxy: [],
    https: false,
    observe: () => undefined,
  });
  await app.ready();
});
afterAll(() => app.close());

const headers = { 'x-auth-token': 'good', 'content-type': 'application/json' };

async function post(payload: string | Buffer, more: Record<string, string> = {}) {
  return app.inject({ method: 'POST', url: '/api/sample/things', headers: { ...headers, ...more }, payload });
}

describe('what a request may look like', () => {
  it('every fault is named at once, in the published shape, and no secret is echoed', async () => {
    const answer = await post(
      '{"name":"","amount":"0.000001","kind":"c","password":"hush!","surprise":1,"due":"never"}',
    );
    expect(answer.statusCode).toBe(422);
    const body = answer.json<{
      error: string;
      status_code: number;
      details: { type: string; loc: string[]; input?: unknown }[];
    }>();
    expect(body.error).toBe('ValidationError');
    expect(body.status_code).toBe(422);
    expect(body.details.map((fault) => fault.loc.join('.')).sort()).toEqual(
      ['body.amount', 'body.due', 'body.kind', 'body.name', 'body.password', 'body.surprise'].sort(),
    );
    expect(answer.body).not.toContain('hush!');
  });

  it.each([
    ['malformed JSON', '{"name":', 'json_invalid'],
    ['a bare word', 'hello', 'json_invalid'],
    ['bad UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 'unicode_decode_error'],
    ['no body', '', 'missing'],
    ['an array', '[]', 'dict_type'],
    ['a number too large for any double', '{"name":"x","amount":1e400}', 'decimal_parsing'],
    ['more decimals than are kept', '{"name":"x","amount":0.000001}', 'decimal_parsing'],
    ['more than a movement may be', '{"name":"x","amount":10000000000.1}', 'decimal_parsing'],
    ['a nullable amount that is none', '{"name":"x","amount":1,"limit":"0.000001"}', 'decimal_parsing'],
    ['an object as amount', '{"name":"x","amount":{}}', 'value_type'],
    ['control characters', '{"name":"a\\u0000b","amount":1}', 'value_error'],
    ['a line break in a text of one line', '{"name":"a\\r\\nb","amount":1}', 'value_error'],
    ['half a surrogate pair', '{"name":"a\\ud800","amount":1}', 'value_error'],
    ['a prototype', '{"name":"x","amount":1,"__proto__":{"a":1}}', 'extra_forbidden'],
  ])('%s is 422', async (_what, payload, type) => {
    const answer = await post(payload);
    expect(answer.statusCode).toBe(422);
    expect(answer.json<{ details: { type: string }[] }>().details.map((fault) => fault.type)).toContain(type);
  });

  it.each<[string, string, Record<string, string>[]]>([
    [
      'a number beyond all doubles is named once, and says why',
      '{"name":"x","amount":1e400}',
      [
        {
          loc: 'amount',
          type: 'decimal_parsing',
          msg: 'Input should be at most 10000000000',
          input: '1e400',
        },
      ],
    ],
    [
      'so is one below them all',
      '{"name":"x","amount":-1e400,"limit":"-10000000000.1"}',
      [
        {
          loc: 'amount',
          type: 'decimal_parsing',
          msg: 'Input should be at least -10000000000',
          input: '-1e400',
        },
        {
          loc: 'limit',
          type: 'decimal_parsing',
          msg: 'Input should be at least -10000000000',
          input: '-10000000000.1',
        },
      ],
    ],
    [
      'so is one of more digits than a double holds',
      '{"name":"x","amount":1.000000000000000000001,"limit":9007199254740993}',
      [
        {
          loc: 'amount',
          type: 'decimal_parsing',
          msg: 'Input should have no more digits than a number is read with (15)',
          input: '1.000000000000000000001',
        },
        {
          loc: 'limit',
          type: 'decimal_parsing',
          msg: 'Input should be at most 10000000000',
          input: '9007199254740993',
        },
      ],
    ],
    [
      'a text is no number, however large one is given in its place',
      '{"name":1e400,"amount":1}',
      [{ loc: 'name', type: 'string_type', msg: 'Input should be a valid string', input: '1e400' }],
    ],
    [
      'a key that stands twice is named beside all else',
      '{"name":"x","amount":1,"kind":"c","amount":2,"__proto__":1}',
      [
        { loc: 'amount', type: 'duplicate_key', msg: 'Field is given more than once' },
        { loc: 'kind', type: 'literal_error', msg: 'Input should be one of a, b', input: 'c' },
        { loc: '__proto__', type: 'extra_forbidden', msg: 'Extra inputs are not permitted' },
      ],
    ],
    [
      'a secret is shown by neither',
      '{"name":"x","amount":1,"password":12345678901234567890123,"password":1}',
      [
        { loc: 'password', type: 'duplicate_key', msg: 'Field is given more than once' },
        { loc: 'password', type: 'string_type', msg: 'Input should be a valid string' },
      ],
    ],
  ])('%s', async (_what, payload, faults) => {
    const answer = await post(payload);
    expect(answer.statusCode).toBe(422);
    const { details } = answer.json<{ details: { loc: string[] }[] }>();
    expect(details.map(({ loc, ...rest }) => ({ loc: loc.slice(1).join('.'), ...rest }))).toEqual(faults);
  });

  it('a compressed body is 415 and says so; one that is as it is may say that', async () => {
    for (const coding of ['gzip', 'br', 'identity, gzip']) {
      const answer = await post('{"name":"x","amount":1}', { 'content-encoding': coding });
      expect([answer.statusCode, answer.headers['accept-encoding']]).toEqual([415, 'identity']);
      expect(answer.json<{ message: string }>().message).toContain('Content-Encoding');
    }
    const plain = await post('{"name":"x","amount":1}', { 'content-encoding': 'Identity' });
    expect(plain.statusCode).toBe(201);
  });

  it('a text is one line, unless it is one of those that may have many', async () => {
    const message = 'Input should be one line, without line breaks or tabs';
    for (const end of ['\n', '\r\n', '\r', '\t', '\u0085', '\u2028', '\u2029']) {
      const body = { name: `INV-1${end}`, amount: 1, kind: 'c', note: `one${end}two` };
      const answer = await post(JSON.stringify(body));
      expect(answer.statusCode).toBe(422);
      expect(answer.json<{ details: unknown[] }>().details).toMatchObject([
        { loc: ['body', 'name'], type: 'value_error', msg: message },
        { loc: ['body', 'kind'], type: 'literal_error' },
      ]);
      expect((await post(JSON.stringify({ ...body, name: 'INV-1', kind: 'a' }))).statusCode).toBe(201);
    }
    // What is only looked for may be anything that a text of many lines has.
    const url = `/api/sample/things/a?word=${encodeURIComponent('a\nb')}`;
    const looked = await app.inject({ method: 'GET', url, headers: { 'x-auth-token': 'good' } });
    expect(looked.statusCode).toBe(200);
  });

  it('a text that foreign machines hand on is cut to what a column holds, and refuses nothing', async () => {
    for (const [device, kept] of [
      ['a\u0000b\u001bc', 'abc'],
      ['one\ntwo', 'one\ntwo'],
      ['1234567890', '12345678'],
      ['1234567😀', '1234567'],
      ['\ud800x', 'x'],
      ['\u0000', ''],
    ] as const) {
      const answer = await post(JSON.stringify({ name: 'x', amount: 1, device }));
      expect(answer.statusCode, answer.body).toBe(201);
      expect(answer.json<{ extra: string }>().extra).toBe(kept);
    }
    expect((await post(JSON.stringify({ name: 'x', amount: 1, device: 5 }))).statusCode).toBe(422);
  });

  it('where a body stops being JSON is said, also of one that is nothing but brackets', async () => {
    for (const [payload, at] of [
      ['['.repeat(200_000), 200_000],
      ['{"name":x}', 8],
      ['{"name":"x",}', 12],
    ] as const) {
      const answer = await post(payload);
      expect(answer.json()).toMatchObject({ details: [{ loc: ['body', at], type: 'json_invalid' }] });
    }
  });

  it('a query that is not UTF-8 is 422 and named beside all else', async () => {
    const get = async (query: string) => {
      const url = `/api/sample/things/a?${query}`;
      const answer = await app.inject({ method: 'GET', url, headers: { 'x-auth-token': 'good' } });
      const { details } = answer.json<{ details?: { loc: string[]; type: string }[] }>();
      return [answer.statusCode, details?.map(({ loc, type }) => `${loc.join('.')} ${type}`)];
    };
    const bad = ['query.word unicode_decode_error'];
    for (const word of ['%FF', 'a%20%C3', '%ED%A0%80', '100%', '%zz'])
      expect(await get(`word=${word}`), word).toEqual([422, bad]);
    expect(await get('page=0&word=%FF')).toEqual([422, ['query.page greater_than_equal', ...bad]]);
    expect(await get('%FF=1')).toEqual([
      422,
      ['query.%FF unicode_decode_error', 'query.%FF extra_forbidden'],
    ]);
    expect(await get('word=%E2%82%B9+%F0%9F%92%A9%2B')).toEqual([200, undefined]);
  });

  it('a body above 256 KiB is 413, another media type 415, another charset 415, an Accept without JSON 406', async () => {
    expect((await post(`{"name":"${'x'.repeat(300_000)}"}`)).statusCode).toBe(413);
    expect((await post('name=x', { 'content-type': 'application/x-www-form-urlencoded' })).statusCode).toBe(
      415,
    );
    expect((await post('{}', { 'content-type': 'application/json; charset=latin1' })).statusCode).toBe(415);
    expect((await post('{}', { accept: 'text/html' })).statusCode).toBe(406);
    expect((await post('{}', { accept: 'application/json;q=0, */*' })).statusCode).toBe(406);
    for (const accept of ['*/*', 'application/*', 'text/html, application/json;q=0.2']) {
      expect((await post('{"name":"x","amount":1}', { accept })).statusCode).toBe(201);
    }
  });

  it('unknown query fields and repeated ones are 422; a path that is none and one too long are the same 404', async () => {
    const get = (url: string) => app.inject({ method: 'GET', url, headers: { 'x-auth-token': 'good' } });
    expect((await get('/api/sample/things/a?pages=1')).statusCode).toBe(422);
    expect((await get('/api/sample/things/a?page=1&page=2')).statusCode).toBe(422);
    expect((await get('/api/sample/things/a?page=abc')).statusCode).toBe(422);
    expect((await get('/api/sample/things/a?page=7')).json()).toEqual({ id: 'a', page: 7 });
    for (const url of [
      '/api/sample/nothing',
      `/api/sample/things/${'x'.repeat(40)}`,
      '/api/sample/things/%E0%A4%A',
    ]) {
      const answer = await get(url);
      expect(answer.statusCode).toBe(404);
      expect(answer.json<{ error: string }>().error).toBe('not_found');
    }
  });

  it('authentication comes before a byte of the body is read', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/sample/things',
      headers: { 'content-type': 'text/plain' },
      payload: 'x',
    });
    expect(answer.statusCode).toBe(401);
  });
});

describe('what an answer looks like', () => {
  it('is printed in the version that was asked for, and says which', async () => {
    const first = await post('{"name":"x","amount":1300}');
    expect(first.body).toBe(
      '{"id":"thing","amount":1300.00,"note":null,"at":"1970-01-01T00:00:00.000Z","extra":"x"}',
    );
    expect(first.headers['x-api-version']).toBe('2026-03-25');
    const strict = await post('{"name":"x","amount":"1300.5"}', { 'x-api-version': '2026-05-12' });
    expect(strict.body).toBe('{"id":"u-1","amount":"1300.50000","at":"1970-01-01T00:00:00.000Z"}');
    expect((await post('{}', { 'x-api-version': '2020-01-01' })).json<{ error: string }>().error).toBe(
      'unsupported_api_version',
    );
  });

  it('carries request id, security headers and the rate that is left', async () => {
    const { headers: got } = await post('{"name":"x","amount":1}');
    expect(got['x-request-id']).toMatch(/^req_/);
    expect(got['cache-control']).toBe('no-store');
    expect(got['x-content-type-options']).toBe('nosniff');
    expect(Number(got['ratelimit-remaining'])).toBeGreaterThan(0);
    expect(got['access-control-allow-origin']).toBeUndefined();
  });

  it('an unforeseen failure tells nothing of the inside, and a database that is away is 503 with Retry-After', async () => {
    const get = (id: string) =>
      app.inject({ method: 'GET', url: `/api/sample/things/${id}`, headers: { 'x-auth-token': 'good' } });
    const broken = await get('broken');
    expect(broken.statusCode).toBe(500);
    expect(broken.body).not.toMatch(/SELECT|nowhere|stack/);
    const away = await get('away');
    expect(away.statusCode).toBe(503);
    expect(away.headers['retry-after']).toBe('1');
  });

  it('the other spelling of a base and a trailing slash reach the same route', async () => {
    const get = (url: string) => app.inject({ method: 'GET', url, headers: { 'x-auth-token': 'good' } });
    expect((await get('/api/Sample/things/a/')).statusCode).toBe(200);
  });

  it('an idempotency key is scoped to method and path, and must be printable', async () => {
    expect(
      (await post('{"name":"x","amount":1}', { 'idempotency-key': 'k1' })).json<{ note: string }>().note,
    ).toBe('POST /api/sample/things');
    expect((await post('{"name":"x","amount":1}', { 'idempotency-key': 'é' })).statusCode).toBe(422);
    expect((await post('{"name":"x","amount":1}', { 'idempotency-key': 'k'.repeat(256) })).statusCode).toBe(
      422,
    );
  });

  it('each request is logged once, by route and without secrets', async () => {
    logged.length = 0;
    await post('{"name":"x","amount":1,"password":"hunter22!"}');
    await new Promise((resolve) => setImmediate(resolve));
    expect(logged).toHaveLength(1);
    expect(JSON.parse(logged[0]!)).toMatchObject({
      method: 'POST',
      route: '/api/sample/things',
      status: 201,
      credential: 'caller',
    });
    expect(logged[0]).not.toMatch(/hunter22|"good"/);
  });
});
