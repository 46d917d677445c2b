import { beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestCustomer, type TestPartner } from '../app.ts';
import { checkedCall, type CallOptions } from '../matrix/checked-call.ts';
import { databaseDigest } from '../matrix/database-digest.ts';

const app = await startTestApp();
const base = '/api/v1/partner';
let partner: TestPartner;
let customer: TestCustomer;
beforeAll(async () => {
  partner = await app.partner();
  customer = await app.customer(partner);
});

async function transfer(headers: Record<string, string>, options: CallOptions = {}) {
  const url = `${base}/accounts/${customer.authId}/transfer-balance`;
  const body = { amount: 1, currency: 'INR' };
  return checkedCall(app, 'POST', url, { auth: partner.auth, body, headers, ...options });
}

async function refusedAndNothingMoved(
  headers: Record<string, string>,
  expected: readonly [number, string],
): Promise<void> {
  const before = await databaseDigest(app.db);
  const got = await transfer(headers);
  expect([got.status, got.code], JSON.stringify(headers)).toEqual(expected);
  expect(await databaseDigest(app.db)).toEqual(before);
}

describe('Idempotency-Key', () => {
  it.each([
    ['empty', ''],
    ['256 characters', 'k'.repeat(256)],
    ['not ASCII', 'clé'],
    ['a tab', 'a\tb'],
    ['DEL', 'a\u007fb'],
  ])('that is %s is 422, and nothing moves', async (_, key) => {
    await refusedAndNothingMoved({ 'idempotency-key': key }, [422, 'ValidationError']);
  });

  it.each([
    ['255 characters', 'k'.repeat(255)],
    ['one character', '~'],
    ['SQL', `'; DROP TABLE idempotency_record; --`],
    ['__proto__', '__proto__'],
  ])('of %s is a key like any other', async (_, key) => {
    const first = await transfer({ 'idempotency-key': key });
    expect(first.status, first.text).toBe(200);
    const again = await transfer({ 'idempotency-key': key });
    expect(again.text).toBe(first.text);
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  it('of another partner, or on another path, is another key, and shows nothing of the first', async () => {
    const first = await transfer({ 'idempotency-key': 'shared' });
    const stranger = await app.partner();
    const theirs = await app.customer(stranger);
    const other = await checkedCall(app, 'POST', `${base}/accounts/${theirs.authId}/transfer-balance`, {
      auth: stranger.auth,
      body: { amount: 1, currency: 'INR' },
      headers: { 'idempotency-key': 'shared' },
    });
    expect(other.status).toBe(200);
    expect(other.headers['idempotency-replayed']).toBeUndefined();
    expect(other.body).toMatchObject({ from_account: stranger.authId, to_account: theirs.authId });
    expect(other.text).not.toBe(first.text);
    // The key and the path of a stranger: the path is decided first.
    const replayed = await checkedCall(app, 'POST', `${base}/accounts/${customer.authId}/transfer-balance`, {
      auth: stranger.auth,
      body: { amount: 1, currency: 'INR' },
      headers: { 'idempotency-key': 'shared' },
    });
    expect([replayed.status, replayed.code]).toEqual([404, 'not_found']);
  });

  it('that was used before with another body is 409, and nothing moves', async () => {
    await transfer({ 'idempotency-key': 'once' });
    const before = await databaseDigest(app.db);
    const got = await transfer({ 'idempotency-key': 'once' }, { body: { amount: 2, currency: 'INR' } });
    expect([got.status, got.code]).toEqual([409, 'idempotency_key_reused']);
    expect(await databaseDigest(app.db)).toEqual(before);
  });
});

describe('X-API-Version', () => {
  it.each([
    'nonsense',
    '2026-13-45',
    '2026-05-13',
    '1',
    '*',
    '__proto__',
    '2026-05-12, 2026-03-25',
    'x'.repeat(4_000),
  ])('%s is 400 and names those that exist', async (version) => {
    await refusedAndNothingMoved({ 'x-api-version': version }, [400, 'unsupported_api_version']);
    const got = await transfer({ 'x-api-version': version });
    expect(got.body).toMatchObject({ supported_versions: ['2026-03-25', '2026-05-12'] });
  });
});

describe('Accept', () => {
  it.each([
    ['*/*', 200],
    ['application/*', 200],
    ['application/json', 200],
    ['APPLICATION/JSON', 200],
    ['application/json; charset=utf-8', 200],
    ['text/html, application/json;q=0.1', 200],
    ['text/html,application/xhtml+xml,*/*;q=0.8', 200],
    ['application/json;q=0', 406],
    ['*/*, application/json;q=0', 406],
    ['text/html', 406],
    ['application/xml', 406],
    ['application/jsonp', 406],
    ['nonsense', 406],
    [',;,;q=,', 406],
    ['a/b,'.repeat(2_000), 406],
  ])('%s → %i', async (accept, status) => {
    const got = await checkedCall(app, 'GET', `${base}/me`, { auth: partner.auth, headers: { accept } });
    expect(got.status).toBe(status);
    if (status === 406) await refusedAndNothingMoved({ accept }, [406, 'not_acceptable']);
  });
});

describe('Content-Type', () => {
  it.each([
    ['application/json', 200],
    ['application/json; charset=utf-8', 200],
    ['application/json;charset="UTF-8"', 200],
    ['APPLICATION/JSON', 200],
    ['application/json; charset=utf-16', 415],
    ['application/json; charset=iso-8859-1', 415],
    ['text/plain', 415],
    ['text/json', 415],
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=x', 415],
    ['application/xml', 415],
    ['application/jsonp', 415],
    ['application/vnd.api+json', 415],
    ['nonsense', 415],
    ['', 415],
  ])('%s → %i', async (type, status) => {
    if (status === 415)
      return refusedAndNothingMoved({ 'content-type': type }, [415, 'unsupported_media_type']);
    expect((await transfer({ 'content-type': type })).status).toBe(200);
  });
});

describe('headers that claim to be somebody', () => {
  it.each([
    { 'x-partner-id': 'partner-zzzzzzzz' },
    { 'x-forwarded-for': '127.0.0.1' },
    { 'x-forwarded-user': 'admin' },
    { 'x-original-url': '/api/v1/operator/partners' },
    { 'x-http-method-override': 'DELETE' },
    { 'x-request-id': 'req_forged' },
    { forwarded: 'for=127.0.0.1;host=evil.example' },
  ])('change nothing: %o', async (headers) => {
    const got = await checkedCall(app, 'GET', `${base}/me`, {
      auth: partner.auth,
      headers: headers as unknown as Record<string, string>,
    });
    expect(got.status).toBe(200);
    expect(got.body).toMatchObject({ auth_id: partner.authId });
  });
});
