import { generateSync } from 'otplib';
import { beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../identity/identity.test-kit.ts';
import { httpKit, type Answer, type HttpKit } from './http.test-kit.ts';

let kit: HttpKit;

beforeAll(async () => {
  kit = await httpKit();
});

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const cookieOf = (answer: Answer) => String(answer.headers['set-cookie']).split(';')[0]!;

async function login(
  path: '/partner/login' | '/operator/login',
  email: string,
  password: string,
  more: object = {},
) {
  return kit.call('POST', path, {
    body: { email, password, ...more },
    ip: `203.0.113.${String(Math.floor(Math.random() * 250))}`,
  });
}

function tokenOf(answer: Answer): string {
  return (answer.body as { tokens: { access_token: string } }).tokens.access_token;
}

/** A partner whose owner has chosen a password. */
async function ownedPartner() {
  const partner = await kit.partner();
  const used = await kit.call('POST', `/public/links/${partner.link}`, { body: { password: PASSWORD } });
  expect(used.status).toBe(200);
  const access = tokenOf(await login('/partner/login', partner.email, PASSWORD));
  return { ...partner, access };
}

describe('one-time links', () => {
  it('tell what they are for, set the password and show the first token, once', async () => {
    const { facts, token, link, email } = await kit.partner();
    const seen = await kit.call('GET', `/public/links/${link}`);
    expect(seen.body).toMatchObject({ purpose: 'partner_welcome', email: 'o•••@acme.example' });
    const weak = await kit.call('POST', `/public/links/${link}`, { body: { password: 'short' } });
    expect(weak.status).toBe(422);
    expect((weak.body as { details: { loc: string[] }[] }).details).toHaveLength(3);
    const used = await kit.call('POST', `/public/links/${link}`, { body: { password: PASSWORD } });
    expect(used.body).toEqual({
      purpose: 'partner_welcome',
      kind: 'partner',
      email,
      auth_id: facts.authId,
      token,
    });
    for (const method of ['GET', 'POST'] as const) {
      const body = method === 'POST' ? { password: PASSWORD } : undefined;
      expect(await kit.call(method, `/public/links/${link}`, { body })).toMatchObject({
        status: 410,
        code: 'link_used',
      });
    }
    expect((await login('/partner/login', email.toUpperCase(), PASSWORD)).status).toBe(200);
    expect((await kit.call('GET', `/public/links/${'x'.repeat(43)}`)).status).toBe(404);
  });

  it('work for one of twenty that come at the same instant', async () => {
    const { link } = await kit.partner();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        kit.call('POST', `/public/links/${link}`, { body: { password: PASSWORD } }),
      ),
    );
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => answer.code === 'link_used')).toHaveLength(19);
  });

  it('expire, and a new one ends the one before', async () => {
    const { facts } = await kit.partner();
    const { email } = await kit.customer(facts);
    const user = (await kit.identity.users.byEmail(kit.db.kysely, email))!;
    const create = () =>
      kit.db.inTransaction((tx) =>
        kit.identity.links.create(tx, { purpose: 'password_reset', user }, kit.by()),
      );
    const first = await create();
    const second = await create();
    expect((await kit.call('GET', `/public/links/${first.token}`)).status).toBe(404);
    expect((await kit.call('GET', `/public/links/${second.token}`)).status).toBe(200);
    kit.clock.advanceMs(24 * 3_600_000);
    expect(
      await kit.call('POST', `/public/links/${second.token}`, { body: { password: PASSWORD } }),
    ).toMatchObject({
      status: 410,
      code: 'link_expired',
    });
  });
});

describe('login', () => {
  it('gives a Bearer of one hour that does what the role may', async () => {
    const { access } = await ownedPartner();
    expect((await kit.call('GET', '/partner/probe', { headers: bearer(access) })).status).toBe(200);
    expect((await kit.call('POST', '/partner/probe', { headers: bearer(access) })).status).toBe(200);
    expect((await kit.call('GET', '/operator/probe', { headers: bearer(access) })).status).toBe(401);
    kit.clock.advanceMs(3_600_000);
    const late = await kit.call('GET', '/partner/probe', { headers: bearer(access) });
    expect([late.status, late.code]).toEqual([401, 'credential_expired']);
  });

  it('answers a wrong password and an unknown e-mail alike, after the same work', async () => {
    const { email } = await ownedPartner();
    const { hasher } = kit.identity;
    const cost = async (who: string, password: string) => {
      const before = hasher.work;
      const { status, body } = await login('/partner/login', who, password);
      const { error, message } = body as Record<string, unknown>;
      return { status, rest: { error, message }, work: hasher.work - before };
    };
    const wrong = await cost(email, 'wrong-password-1');
    expect(wrong).toEqual({
      status: 401,
      rest: { error: 'invalid_credentials', message: 'The email or password you provided is incorrect.' },
      work: 1,
    });
    expect(await cost('nobody@nowhere.example', 'wrong-password-1')).toEqual(wrong);
    const invited = await kit.partner();
    expect(await cost(invited.email, PASSWORD)).toEqual(wrong);
    const staff = await kit.operator();
    expect(await cost(staff.email, PASSWORD)).toEqual(wrong);
  });

  it('is throttled by e-mail and address, and no password is hashed for who has to wait', async () => {
    const { email } = await ownedPartner();
    const ip = '192.0.2.200';
    const attempt = (password: string, from = ip) =>
      kit.call('POST', '/partner/login', { body: { email, password }, ip: from });
    for (let n = 0; n < 10; n += 1) expect((await attempt('wrong-password-1')).status).toBe(401);
    const before = kit.identity.hasher.work;
    const refused = await attempt(PASSWORD);
    expect([refused.status, refused.code]).toEqual([429, 'too_many_failed_attempts']);
    expect(kit.identity.hasher.work).toBe(before);
    expect((await attempt(PASSWORD, '192.0.2.201')).status).toBe(200);
  });

  it('dies with the password, the role and the status of its user', async () => {
    const { facts, email, access } = await ownedPartner();
    const headers = bearer(access);
    expect((await kit.call('GET', '/partner/probe', { headers })).status).toBe(200);
    const user = (await kit.identity.users.byEmail(kit.db.kysely, email))!;
    await kit.db.inTransaction((tx) => kit.identity.users.setPassword(tx, user, 'another-horse-8', kit.by()));
    expect((await kit.call('GET', '/partner/probe', { headers })).status).toBe(401);
    const again = bearer(tokenOf(await login('/partner/login', email, 'another-horse-8')));
    expect((await kit.call('GET', '/partner/probe', { headers: again })).status).toBe(200);
    kit.directory.partners.set(facts.authId, { ...facts, status: 'closed' });
    await kit.db.inTransaction((tx) => kit.identity.notifyAuthChanged(tx, { partnerId: facts.partnerId }));
    expect((await kit.call('GET', '/partner/probe', { headers: again })).status).toBe(401);
    expect((await login('/partner/login', email, 'another-horse-8')).code).toBe('invalid_credentials');
  });
});

describe('the second factor', () => {
  it('is asked for once enrolled, accepts a code once, and is removed with a code', async () => {
    const { email } = await kit.operator();
    const headers = bearer(tokenOf(await login('/operator/login', email, PASSWORD)));
    const begun = await kit.call('POST', '/operator/me/totp', { headers });
    const { secret, otpauth_uri: uri } = begun.body as { secret: string; otpauth_uri: string };
    expect(uri).toMatch(/^otpauth:\/\/totp\/Vobiz:/);
    const code = () => generateSync({ secret, epoch: Math.floor(kit.clock.now().getTime() / 1_000) });
    const confirm = (value: string) =>
      kit.call('POST', '/operator/me/totp/confirm', { headers, body: { code: value } });
    expect((await login('/operator/login', email, PASSWORD)).status).toBe(200);
    const first = code();
    expect((await confirm(first === '000000' ? '000001' : '000000')).code).toBe('totp_invalid');
    expect((await confirm(first)).status).toBe(204);
    expect((await kit.call('GET', '/operator/me', { headers })).body).toMatchObject({ email, totp: true });
    expect((await login('/operator/login', email, PASSWORD)).code).toBe('totp_required');
    expect((await login('/operator/login', email, 'wrong-password-1')).code).toBe('invalid_credentials');
    expect((await login('/operator/login', email, PASSWORD, { totp: first })).code).toBe('totp_invalid');
    kit.clock.advanceMs(30_000);
    const next = code();
    const both = await Promise.all(
      [1, 2, 3, 4].map(() => login('/operator/login', email, PASSWORD, { totp: next })),
    );
    expect(both.filter((answer) => answer.status === 200)).toHaveLength(1);
    kit.clock.advanceMs(30_000);
    const removed = await kit.call('DELETE', '/operator/me/totp', { headers, body: { code: code() } });
    expect(removed.status).toBe(204);
    expect((await login('/operator/login', email, PASSWORD)).status).toBe(200);
  });
});

describe('a browser session', () => {
  it('is a cookie that no script reads, changes nothing without a sign of our own page, and ends', async () => {
    const { email, facts } = await ownedPartner();
    const opened = await kit.call('POST', '/session', { body: { email, password: PASSWORD } });
    expect(opened.status).toBe(201);
    expect(opened.headers['set-cookie']).toMatch(
      /^portal_session=[0-9A-Za-z]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure$/,
    );
    const cookie = cookieOf(opened);
    const call = (method: 'GET' | 'POST' | 'DELETE', path: string, headers: Record<string, string> = {}) =>
      kit.call(method, path, { headers: { cookie: `other=1; ${cookie}`, ...headers } });
    expect((await call('GET', '/session')).body).toMatchObject({
      kind: 'partner',
      auth_id: facts.authId,
      user: { email },
    });
    expect((await call('GET', '/partner/probe')).status).toBe(200);
    expect((await call('POST', '/partner/probe')).code).toBe('csrf_refused');
    expect((await call('POST', '/partner/probe', { origin: 'https://evil.example' })).code).toBe(
      'csrf_refused',
    );
    expect((await call('POST', '/partner/probe', { origin: 'https://portal.example' })).status).toBe(200);
    expect((await call('POST', '/partner/probe', { 'x-portal-csrf': '1' })).status).toBe(200);
    expect((await call('GET', '/operator/probe')).code).toBe('wrong_account_kind');
    expect((await call('DELETE', '/session')).code).toBe('csrf_refused');
    expect((await call('DELETE', '/session', { 'x-portal-csrf': '1' })).status).toBe(204);
    expect((await call('GET', '/session')).status).toBe(401);
    const { rows } = await kit.db.pool.query<{ text: string }>(
      `SELECT coalesce(string_agg(t::text, ''), '') AS text FROM web_session t`,
    );
    expect(rows[0]!.text).not.toContain(cookie.split('=')[1]);
  });

  it('ends when it is not used, and after half a day whatever happens; use keeps it', async () => {
    const { facts } = await kit.partner();
    const { email, facts: customer } = await kit.customer(facts);
    const headers = {
      cookie: cookieOf(await kit.call('POST', '/session', { body: { email, password: PASSWORD } })),
    };
    const read = () => kit.call('GET', `/Account/${customer.authId}/probe`, { headers });
    for (let hour = 0; hour < 7; hour += 1) {
      kit.clock.advanceMs(100 * 60_000);
      expect((await read()).status).toBe(200);
    }
    kit.clock.advanceMs(21 * 60_000);
    expect((await read()).code).toBe('credential_expired');
    const second = {
      cookie: cookieOf(await kit.call('POST', '/session', { body: { email, password: PASSWORD } })),
    };
    kit.clock.advanceMs(121 * 60_000);
    expect((await kit.call('GET', '/session', { headers: second })).code).toBe('credential_expired');
    expect(await kit.identity.purge(kit.clock.now(), 1_000)).toBeGreaterThan(0);
  });

  it('dies with a password change, like every login and every link that was to reset it', async () => {
    const { email, access } = await ownedPartner();
    const opened = await kit.call('POST', '/session', { body: { email, password: PASSWORD } });
    const headers = { cookie: cookieOf(opened), 'x-portal-csrf': '1' };
    const user = (await kit.identity.users.byEmail(kit.db.kysely, email))!;
    const link = await kit.db.inTransaction((tx) =>
      kit.identity.links.create(tx, { purpose: 'password_reset', user }, kit.by()),
    );
    const change = (body: object) => kit.call('POST', '/session/password', { headers, body });
    expect((await change({ current_password: 'wrong-horse-1', password: 'another-horse-8' })).code).toBe(
      'invalid_credentials',
    );
    expect((await change({ current_password: PASSWORD, password: 'weak' })).status).toBe(422);
    expect((await kit.call('GET', '/session', { headers })).status).toBe(200);
    expect((await change({ current_password: PASSWORD, password: 'another-horse-8' })).status).toBe(204);
    expect((await kit.call('GET', '/session', { headers })).status).toBe(401);
    expect((await kit.call('GET', '/partner/probe', { headers: bearer(access) })).status).toBe(401);
    expect((await kit.call('GET', `/public/links/${link.token}`)).status).toBe(404);
    expect((await login('/partner/login', email, 'another-horse-8')).status).toBe(200);
  });
});
