import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestCustomer, type TestPartner } from '../app.ts';
import { databaseDigest } from '../matrix/database-digest.ts';
import { rawHttp, wire, type RawAnswer, type RawRequest } from './raw-http.ts';

const app = await startTestApp();
const base = '/api/v1/partner';
let port = 0;
let partner: TestPartner;
let customer: TestCustomer;
let auth: string[] = [];

beforeAll(async () => {
  partner = await app.partner();
  customer = await app.customer(partner);
  await app.composition.http.listen({ port: 0, host: '127.0.0.1' });
  port = (app.composition.http.server.address() as AddressInfo).port;
  auth = [`X-Auth-ID: ${partner.authId}`, `X-Auth-Token: ${partner.token}`];
});

const transfer = (headers: readonly string[], body: string | Buffer): RawRequest => ({
  method: 'POST',
  path: `${base}/accounts/${customer.authId}/transfer-balance`,
  headers: [...auth, 'Content-Type: application/json', ...headers],
  body,
});
const RIGHT = '{"amount":1,"currency":"INR"}';

function expectOurs(answer: RawAnswer | undefined): RawAnswer {
  expect(answer).toBeDefined();
  expect(answer!.headers['x-request-id']).toMatch(/^req_/);
  expect(answer!.headers['cache-control']).toBe('no-store');
  expect(answer!.body).not.toMatch(/node_modules|node:internal|\.ts:\d|fastify/i);
  return answer!;
}

async function changingNothing(work: () => Promise<void>): Promise<void> {
  const before = await databaseDigest(app.db);
  await work();
  expect(await databaseDigest(app.db)).toEqual(before);
  const [alive] = await rawHttp(port, wire({ path: `${base}/me`, headers: auth }));
  expect(alive?.status).toBe(200);
}

describe('a body beyond the limit', () => {
  it('of 10 MB is 413 with its code, whether its length is told or not, and the server lives on', async () => {
    const big = Buffer.alloc(10 * 1024 * 1024, 0x20);
    await changingNothing(async () => {
      const [told] = await rawHttp(port, wire(transfer([], big)));
      expect([expectOurs(told).status, told!.headers['x-error-code']]).toEqual([413, 'payload_too_large']);
      const { path, headers } = transfer(['Transfer-Encoding: chunked'], '');
      const head = wire({ method: 'POST', path, headers: headers! });
      const chunk = Buffer.concat([
        Buffer.from('10000\r\n'),
        Buffer.alloc(65_536, 0x20),
        Buffer.from('\r\n'),
      ]);
      const [untold] = await rawHttp(
        port,
        Buffer.concat([head, ...Array.from({ length: 160 }, () => chunk)]),
      );
      expect([expectOurs(untold).status, untold!.headers['x-error-code']]).toEqual([
        413,
        'payload_too_large',
      ]);
    });
  });

  it('leaves the connections of an agent that keeps them alive usable', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const send = (body: Buffer | null) =>
      new Promise<number>((resolve, reject) => {
        const sent = httpRequest(
          {
            port,
            agent,
            method: body === null ? 'GET' : 'POST',
            path: body === null ? `${base}/me` : transfer([], '').path,
            headers: {
              ...partner.auth,
              ...(body === null ? {} : { 'content-type': 'application/json', 'content-length': body.length }),
            },
          },
          (answer) => {
            answer.resume().on('end', () => {
              resolve(answer.statusCode ?? 0);
            });
          },
        );
        sent.on('error', reject);
        sent.end(body ?? undefined);
      });
    const slightlyTooBig = Buffer.alloc(256 * 1024 + 1, 0x20);
    expect([await send(null), await send(slightlyTooBig), await send(null)]).toEqual([200, 413, 200]);
    agent.destroy();
  });

  it('of exactly 256 KiB is read', async () => {
    const body = RIGHT + ' '.repeat(256 * 1024 - RIGHT.length);
    const [answer] = await rawHttp(port, wire(transfer([], body)));
    expect(expectOurs(answer).status).toBe(200);
  });
});

describe('line breaks in a header', () => {
  it('start no header, and a bare one is no HTTP', async () => {
    await changingNothing(async () => {
      for (const header of [
        'Idempotency-Key: a\nX-Injected: 1',
        'Idempotency-Key: a\rX-Injected: 1',
        'Idempotency-Key: a\0b',
        'Idempotency-Key : a',
        'X-API-Version: 2026-03-25\rSet-Cookie: x=1',
        'Bad Name: 1',
      ]) {
        const [answer] = await rawHttp(port, wire(transfer([header], RIGHT)));
        expect(answer?.status, JSON.stringify(header)).toBe(400);
        expect(answer?.headers, header).not.toHaveProperty('x-injected');
        expect(answer?.headers, header).not.toHaveProperty('set-cookie');
        expect(answer?.body ?? '').not.toMatch(/HPE_|Parse Error|node:|stack/);
      }
    });
  });

  it('in bytes beyond ASCII are refused as a key', async () => {
    await changingNothing(async () => {
      const [answer] = await rawHttp(port, wire(transfer(['Idempotency-Key: cl\xe9'], RIGHT)));
      expect([answer?.status, answer?.headers['x-error-code']]).toEqual([422, 'ValidationError']);
    });
  });

  it('given twice: two keys are no key, two ids are nobody', async () => {
    await changingNothing(async () => {
      const twice = ['Idempotency-Key: one', 'Idempotency-Key: two\xe9'];
      const [answer] = await rawHttp(port, wire(transfer(twice, RIGHT)));
      expect(answer?.status).toBe(422);
      const other = [...auth, `X-Auth-Token: ${partner.token}`];
      const [refused] = await rawHttp(port, wire({ path: `${base}/me`, headers: other }));
      expect(expectOurs(refused).status).toBe(401);
    });
  });
});

describe('requests that two parsers could read differently', () => {
  it('are refused, and nothing of them is run twice', async () => {
    const { path, headers = [] } = transfer([], '');
    const smuggled = wire(transfer([], RIGHT)).toString('latin1');
    const start = [`POST ${path} HTTP/1.1`, 'Host: localhost', ...headers];
    await changingNothing(async () => {
      for (const more of [
        ['Content-Length: 0', 'Transfer-Encoding: chunked'],
        ['Content-Length: 0', `Content-Length: ${String(smuggled.length)}`],
        ['Transfer-Encoding: chunked, identity'],
        ['Transfer-Encoding: xchunked'],
        ['Content-Length: -1'],
        ['Content-Length: 0x10'],
        ['Content-Length: 1e400'],
      ]) {
        const text = [...start, ...more].join('\r\n');
        const [answer, ...others] = await rawHttp(
          port,
          Buffer.from(`${text}\r\n\r\n${smuggled}`, 'latin1'),
          2,
        );
        expect(answer?.status, more.join()).toBe(400);
        expect(others, more.join()).toEqual([]);
      }
    });
  });

  it('a body whose sender goes away before its end moves nothing', async () => {
    await changingNothing(async () => {
      const whole = wire(transfer([], RIGHT));
      const arrived = Promise.withResolvers<Socket>();
      app.composition.http.server.once('connection', arrived.resolve);
      const socket = connect({ port, host: '127.0.0.1' });
      socket.write(whole.subarray(0, whole.length - 5));
      const seen = await arrived.promise;
      const ended = Promise.withResolvers<boolean>();
      seen.once('close', ended.resolve);
      while (seen.bytesRead < whole.length - 5) await once(seen, 'data');
      socket.destroy();
      await ended.promise;
    });
  });
});

describe('paths and queries', () => {
  it.each([
    ['dots', `${base}/accounts/%2e%2e/me`, 404],
    ['dots in the clear', `${base}/accounts/../me`, 404],
    ['a doubled slash', `/api/v1//partner/me`, 404],
    ['a backslash', String.raw`/api/v1\partner\me`, 404],
    ['an encoded slash', `/api/v1%2fpartner%2fme`, 404],
    ['other letters', '/API/V1/PARTNER/ME', 404],
    ['a zero byte', `${base}/me%00`, 404],
    ['half an escape', `${base}/me%`, 404],
    ['broken UTF-8', `${base}/accounts/%c3%28`, 404],
    ['semicolons', `${base}/me;jsessionid=1`, 404],
    ['8,000 characters', `${base}/${'a'.repeat(8_000)}`, 404],
    ['1,000 segments', `${base}${'/a'.repeat(1_000)}`, 404],
    ['a query of 8,000 characters', `${base}/transactions?search=${'a'.repeat(8_000)}`, 422],
    [
      '1,000 keys',
      `${base}/transactions?${Array.from({ length: 1_000 }, (_, n) => `k${String(n)}=1`).join('&')}`,
      422,
    ],
    ['a key 500 times', `${base}/transactions?${'page=1&'.repeat(500)}`, 422],
    ['a bad escape in a query', `${base}/accounts?search=%`, 422],
  ])('%s', async (_, path, status) => {
    await changingNothing(async () => {
      const [answer] = await rawHttp(port, wire({ path, headers: auth }));
      expect(expectOurs(answer).status, answer?.body.slice(0, 300)).toBe(status);
    });
  });

  it('beyond what a request line may be long are refused', async () => {
    await changingNothing(async () => {
      const [answer] = await rawHttp(port, wire({ path: `${base}/${'a'.repeat(100_000)}`, headers: auth }));
      expect([414, 431]).toContain(answer?.status);
      const [headers] = await rawHttp(
        port,
        wire({ path: `${base}/me`, headers: [`X-Long: ${'a'.repeat(100_000)}`] }),
      );
      expect(headers?.status).toBe(431);
    });
  });

  it.each(['TRACE', 'CONNECT', 'OPTIONS', 'PUT', 'PROPFIND'])('%s opens nothing', async (method) => {
    await changingNothing(async () => {
      const [answer] = await rawHttp(port, wire({ method, path: `${base}/tokens` }));
      expect([undefined, 400, 401, 404, 405]).toContain(answer?.status);
      expect(answer?.headers ?? {}).not.toHaveProperty('access-control-allow-origin');
    });
  });

  it('HEAD asks for the same credentials as GET', async () => {
    const head = (headers: Record<string, string>) =>
      app.composition.http.inject({ method: 'HEAD', url: `${base}/me`, headers });
    expect((await head({})).statusCode).toBe(401);
    const right = await head({ ...partner.auth });
    expect([right.statusCode, right.body]).toEqual([200, '']);
  });
});
