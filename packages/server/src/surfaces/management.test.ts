import { beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../identity/identity.test-kit.ts';
import { httpKit, type Answer, type HttpKit } from './http.test-kit.ts';

let kit: HttpKit;

beforeAll(async () => {
  kit = await httpKit();
});

interface Token {
  readonly id: string;
  readonly token: string;
  readonly scopes: string[];
  readonly status: string;
  readonly label: string;
}

const bodyOf = <T>(answer: Answer): T => answer.body;
let address = 0;

async function ownedPartner() {
  const partner = await kit.partner();
  await kit.call('POST', `/public/links/${partner.link}`, { body: { password: PASSWORD } });
  return {
    ...partner,
    headers: kit.pair(partner.facts.authId, partner.token),
    owner: await loginAs(partner.email),
  };
}

async function loginAs(email: string, path: '/partner/login' | '/operator/login' = '/partner/login') {
  address += 1;
  const answer = await kit.call('POST', path, {
    body: { email, password: PASSWORD },
    ip: `203.0.113.${String(address)}`,
  });
  return {
    authorization: `Bearer ${bodyOf<{ tokens: { access_token: string } }>(answer).tokens.access_token}`,
  };
}

describe('tokens', () => {
  it('are made, listed masked, changed, rotated and revoked; every step is in the audit log without a secret', async () => {
    const { facts, headers } = await ownedPartner();
    const made = await kit.call('POST', '/partner/tokens', {
      headers,
      body: {
        label: 'Billing',
        scopes: ['read', 'transfer'],
        ip_allow_list: ['198.51.100.0/24', '2001:DB8::1'],
        max_transfer_per_day: '500.5',
      },
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      label: 'Billing',
      auth_id: facts.authId,
      scopes: ['read', 'transfer'],
      ip_allow_list: ['198.51.100.0/24', '2001:db8::1/128'],
      max_transfer_per_day: 500.5,
      api_version: '2026-03-25',
      status: 'live',
    });
    const { id, token } = bodyOf<Token>(made);
    const own = kit.pair(facts.authId, token);
    expect((await kit.call('GET', '/partner/probe', { headers: own })).status).toBe(200);
    const list = bodyOf<{ tokens: Token[] }>(await kit.call('GET', '/partner/tokens', { headers })).tokens;
    expect(list.map((one) => one.token)).toEqual([
      `sk_live_…${token.slice(-4)}`,
      `sk_live_…${headers['x-auth-token']!.slice(-4)}`,
    ]);
    const patched = await kit.call('PATCH', `/partner/tokens/${id}`, {
      headers,
      body: { api_version: '2026-05-12' },
    });
    expect(patched.body).toMatchObject({ api_version: '2026-05-12' });
    expect((await kit.call('GET', '/partner/probe', { headers: own })).headers['x-api-version']).toBe(
      '2026-05-12',
    );
    const rotated = bodyOf<Token>(await kit.call('POST', `/partner/tokens/${id}/rotate`, { headers }));
    expect(rotated.id).toBe(id);
    expect((await kit.call('GET', '/partner/probe', { headers: own })).status).toBe(401);
    const fresh = kit.pair(facts.authId, rotated.token);
    expect((await kit.call('GET', '/partner/probe', { headers: fresh })).status).toBe(200);
    const revoked = await kit.call('DELETE', `/partner/tokens/${id}`, { headers });
    expect(revoked.body).toMatchObject({ status: 'revoked', warning: null });
    expect((await kit.call('GET', '/partner/probe', { headers: fresh })).status).toBe(401);
    expect((await kit.call('DELETE', `/partner/tokens/${id}`, { headers })).status).toBe(200);
    expect((await kit.call('POST', `/partner/tokens/${id}/rotate`, { headers })).code).toBe('token_not_live');
    const { rows } = await kit.db.pool.query<{ action: string; text: string }>(
      `SELECT action, changes::text AS text FROM audit_entry WHERE partner_id = $1 AND object_id = $2 ORDER BY id`,
      [facts.partnerId, id],
    );
    expect(rows.map((row) => row.action)).toEqual([
      'token.created',
      'token.updated',
      'token.rotated',
      'token.revoked',
    ]);
    for (const row of rows) expect(row.text).not.toMatch(/sk_live_[0-9A-Za-z]{20}/);
    expect(rows[0]?.text).toContain('"to": "500.50000", "from": null, "field": "max_transfer_per_day"');
  });

  it('a repeated request with a key gets the same token, which is not stored in clear', async () => {
    const { headers } = await ownedPartner();
    const keyed = { ...headers, 'idempotency-key': 'one' };
    const make = (label: string) => kit.call('POST', '/partner/tokens', { headers: keyed, body: { label } });
    const [first, second] = [await make('Same'), await make('Same')];
    expect(bodyOf<Token>(second).token).toBe(bodyOf<Token>(first).token);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect((await make('Other')).code).toBe('idempotency_key_reused');
    const { rows } = await kit.db.pool.query<{ text: string }>(
      `SELECT string_agg(t::text, '') AS text FROM idempotency_record t`,
    );
    expect(rows[0]!.text).not.toContain(bodyOf<Token>(first).token);
  });

  it('a repeated request gets its answer though the expiry it asked for has passed; a new one is 422 beside other faults', async () => {
    const { headers } = await ownedPartner();
    const expires = new Date(kit.clock.now().getTime() + 60_000).toISOString();
    const make = (key: string, label: unknown) =>
      kit.call('POST', '/partner/tokens', {
        headers: { ...headers, 'idempotency-key': key },
        body: { label, expires_at: expires },
      });
    const first = await make('short', 'Short');
    expect(first.status).toBe(201);
    kit.clock.advanceMs(61_000);
    const again = await make('short', 'Short');
    expect([again.status, bodyOf<Token>(again).token]).toEqual([201, bodyOf<Token>(first).token]);
    const placesOf = (answer: Answer) =>
      bodyOf<{ details: { loc: string[] }[] }>(answer).details.map(({ loc }) => loc.join('.'));
    const late = await make('other', 'Late');
    expect([late.status, placesOf(late)]).toEqual([422, ['body.expires_at']]);
    const worse = await make('worse', 7);
    expect([worse.status, placesOf(worse)]).toEqual([422, ['body.label', 'body.expires_at']]);
  });

  it('nobody gets another’s new secret with their key', async () => {
    const { facts, headers, owner } = await ownedPartner();
    const call = (path: string, as: Record<string, string>, body?: object) =>
      kit.call('POST', path, { headers: { ...as, 'idempotency-key': 'theirs' }, body });
    const make = (as: Record<string, string>) =>
      call('/partner/tokens', as, { label: 'x', scopes: ['transfer', 'team'] });
    const small = await kit.call('POST', '/partner/tokens', {
      headers,
      body: { label: 'small', scopes: ['read', 'tokens'] },
    });
    const keeper = kit.pair(facts.authId, bodyOf<Token>(small).token);
    const made = bodyOf<Token>(await make(owner));
    const rotate = (as: Record<string, string>) => call(`/partner/tokens/${made.id}/rotate`, as);
    expect(bodyOf<Token>(await make(keeper))).toMatchObject({ id: made.id, token: '[redacted]' });
    const rotated = bodyOf<Token>(await rotate(owner));
    expect(bodyOf<Token>(await rotate(keeper)).token).toBe('[redacted]');
    // It is the person who counts: another login of theirs gets it, a token they made does not.
    expect(bodyOf<Token>(await rotate(headers)).token).toBe('[redacted]');
    expect(bodyOf<Token>(await rotate(owner)).token).toBe(rotated.token);
  });

  it('nobody gets more through a token than they have', async () => {
    const { facts, headers } = await ownedPartner();
    const make = (as: Record<string, string>, body: object) =>
      kit.call('POST', '/partner/tokens', { headers: as, body });
    const tokenWith = async (body: object) =>
      kit.pair(facts.authId, bodyOf<Token>(await make(headers, body)).token);
    const keeper = await tokenWith({ label: 'keeper', scopes: ['read', 'tokens', 'team'] });
    const refused = await make(keeper, { label: 'x', scopes: ['read', 'transfer'] });
    expect([refused.status, refused.code]).toEqual([403, 'grant_exceeds_own_rights']);
    expect(refused.body).toMatchObject({ exceeded: ['scopes'], scopes: ['transfer'] });
    expect(bodyOf<Token>(await make(keeper, { label: 'y' })).scopes).toEqual(['read', 'tokens', 'team']);
    // Rotating another token would hand over its rights.
    const [strong] = bodyOf<{ tokens: Token[] }>(
      await kit.call('GET', '/partner/tokens', { headers }),
    ).tokens.slice(-1);
    expect((await kit.call('POST', `/partner/tokens/${strong!.id}/rotate`, { headers: keeper })).code).toBe(
      'grant_exceeds_own_rights',
    );
    // So would inviting oneself in a stronger role.
    const invite = { email: `thief@acme.example`, name: 'Thief', role: 'admin' };
    expect((await kit.call('POST', '/partner/team', { headers: keeper, body: invite })).code).toBe(
      'grant_exceeds_own_rights',
    );
    const limited = await tokenWith({
      label: 'limited',
      scopes: ['tokens', 'transfer'],
      max_transfer_per_day: 10,
    });
    expect((await make(limited, { label: 'z', scopes: ['transfer'], max_transfer_per_day: 10 })).code).toBe(
      'grant_exceeds_own_rights',
    );
    const bound = await tokenWith({ label: 'bound', scopes: ['tokens'], ip_allow_list: ['198.51.100.0/24'] });
    expect((await make(bound, { label: 'z', ip_allow_list: ['198.51.0.0/16'] })).body).toMatchObject({
      exceeded: ['ip_allow_list'],
    });
    expect((await make(bound, { label: 'z', ip_allow_list: ['198.51.100.128/25'] })).status).toBe(201);
    expect((await make(bound, { label: 'z' })).body).toMatchObject({ ip_allow_list: ['198.51.100.0/24'] });
  });

  it('revoking the last one that manages tokens is done, and said; a login makes a new one', async () => {
    const { headers, owner } = await ownedPartner();
    const [only] = bodyOf<{ tokens: Token[] }>(await kit.call('GET', '/partner/tokens', { headers })).tokens;
    const revoked = await kit.call('DELETE', `/partner/tokens/${only!.id}`, { headers });
    expect(bodyOf<{ warning: string }>(revoked).warning).toMatch(/Log in/);
    expect((await kit.call('GET', '/partner/tokens', { headers })).status).toBe(401);
    expect(
      (await kit.call('POST', '/partner/tokens', { headers: owner, body: { label: 'New' } })).status,
    ).toBe(201);
  });

  it('every fault of a request is named, and another partner’s token is the same 404 as none', async () => {
    const { headers } = await ownedPartner();
    const bad = await kit.call('POST', '/partner/tokens', {
      headers,
      body: {
        label: 'x',
        ip_allow_list: ['10.0.0.0/33', 'home', '10.0.0.1'],
        expires_at: '2020-01-01T00:00:00Z',
        max_transfer_per_day: -1,
      },
    });
    expect(
      bodyOf<{ details: { loc: unknown[] }[] }>(bad).details.map((fault) => fault.loc.join('.')),
    ).toEqual([
      'body.ip_allow_list.0',
      'body.ip_allow_list.1',
      'body.max_transfer_per_day',
      'body.expires_at',
    ]);
    const other = await ownedPartner();
    const [foreign] = bodyOf<{ tokens: Token[] }>(
      await kit.call('GET', '/partner/tokens', { headers: other.headers }),
    ).tokens;
    for (const id of [foreign!.id, '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9b01', 'nonsense']) {
      expect((await kit.call('DELETE', `/partner/tokens/${id}`, { headers })).code).toBe('not_found');
      expect((await kit.call('POST', `/partner/tokens/${id}/rotate`, { headers })).code).toBe('not_found');
      expect(
        (await kit.call('PATCH', `/partner/tokens/${id}`, { headers, body: { label: 'mine' } })).code,
      ).toBe('not_found');
    }
    expect((await kit.call('GET', '/partner/probe', { headers: other.headers })).status).toBe(200);
  });
});

describe('the team', () => {
  it('is invited by e-mail, chooses a password, does what the role may, and can be removed', async () => {
    const { facts, headers } = await ownedPartner();
    const body = { email: 'Finance@Team.example', name: 'Asha Rao', role: 'finance' };
    const invited = await kit.call('POST', '/partner/team', { headers, body });
    expect(invited.body).toMatchObject({ email: 'finance@team.example', role: 'finance', invited: true });
    const invitation = kit.invitations.at(-1)!;
    expect(invitation).toMatchObject({
      partnerId: facts.partnerId,
      partnerName: facts.name,
      to: { address: 'finance@team.example' },
    });
    const used = await kit.call('POST', new URL(invitation.url).pathname.replace('/api/v1', ''), {
      body: { password: PASSWORD },
    });
    expect(used.body).toMatchObject({ purpose: 'invitation', auth_id: facts.authId, token: null });
    const member = await loginAs('finance@team.example');
    expect((await kit.call('POST', '/partner/probe', { headers: member })).status).toBe(200);
    expect((await kit.call('GET', '/partner/tokens', { headers: member })).body).toMatchObject({
      required_scope: 'tokens',
    });
    const { id } = bodyOf<{ id: string }>(invited);
    expect(
      (await kit.call('PATCH', `/partner/team/${id}`, { headers, body: { role: 'read_only' } })).status,
    ).toBe(200);
    expect((await kit.call('GET', '/partner/probe', { headers: member })).status).toBe(401);
    expect((await kit.call('DELETE', `/partner/team/${id}`, { headers })).status).toBe(204);
    expect((await kit.call('DELETE', `/partner/team/${id}`, { headers })).status).toBe(404);
    expect((await kit.call('POST', '/partner/team', { headers, body })).status).toBe(201);
  });

  it('an e-mail is one login of the whole platform, however many ask at once', async () => {
    const partners = await Promise.all([ownedPartner(), ownedPartner(), ownedPartner()]);
    const body = { email: 'wanted@team.example', name: 'W', role: 'support' };
    const answers = await Promise.all(
      partners.flatMap(({ headers }) =>
        [1, 2, 3].map(() => kit.call('POST', '/partner/team', { headers, body })),
      ),
    );
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    for (const answer of answers.filter((one) => one.status !== 201))
      expect(bodyOf<{ details: { loc: string[] }[] }>(answer).details.map((fault) => fault.loc)).toEqual([
        ['body', 'email'],
      ]);
  });

  it('one owner remains, even when two leave at once; owners are the affair of owners', async () => {
    const { headers, owner, email } = await ownedPartner();
    const team = async () =>
      bodyOf<{ members: { id: string; email: string; role: string }[] }>(
        await kit.call('GET', '/partner/team', { headers }),
      ).members;
    const first = (await team()).find((member) => member.email === email)!;
    expect(
      (await kit.call('PATCH', `/partner/team/${first.id}`, { headers: owner, body: { role: 'admin' } }))
        .code,
    ).toBe('last_owner');
    expect((await kit.call('DELETE', `/partner/team/${first.id}`, { headers: owner })).code).toBe(
      'last_owner',
    );
    const body = { email: `second-${email}`, name: 'Second', role: 'owner' };
    expect((await kit.call('POST', '/partner/team', { headers, body })).code).toBe('owner_required');
    const second = bodyOf<{ id: string }>(await kit.call('POST', '/partner/team', { headers: owner, body }));
    // Invited and without a password she keeps no door open.
    expect((await kit.call('DELETE', `/partner/team/${first.id}`, { headers: owner })).code).toBe(
      'last_owner',
    );
    const path = new URL(kit.invitations.at(-1)!.url).pathname.replace('/api/v1', '');
    await kit.call('POST', path, { body: { password: PASSWORD } });
    const other = await loginAs(`second-${email}`);
    const both = await Promise.all([
      kit.call('DELETE', `/partner/team/${first.id}`, { headers: other }),
      kit.call('DELETE', `/partner/team/${second.id}`, { headers: owner }),
    ]);
    expect(both.filter((answer) => answer.status === 204)).toHaveLength(1);
    expect((await team()).filter((member) => member.role === 'owner')).toHaveLength(1);
  });
});

describe('staff', () => {
  it('is invited, changed and kept to at least one administrator', async () => {
    await kit.db.pool.query(`UPDATE app_user SET status = 'disabled' WHERE kind = 'operator'`);
    const { email, userId } = await kit.operator();
    const headers = await loginAs(email, '/operator/login');
    const patch = (id: string, body: object) => kit.call('PATCH', `/operator/staff/${id}`, { headers, body });
    expect((await patch(userId, { role: 'support' })).code).toBe('last_admin');
    expect((await patch(userId, { status: 'disabled' })).code).toBe('last_admin');
    expect((await patch(userId, { reset_totp: true })).code).toBe('forbidden');
    const body = { email: 'desk@operator.example', name: 'Desk', role: 'support' };
    const invited = await kit.call('POST', '/operator/staff', { headers, body });
    expect(invited.body).toMatchObject({ role: 'support', invited: true, totp: false });
    expect(kit.invitations.at(-1)).toMatchObject({ partnerName: null, role: 'support' });
    const { id } = bodyOf<{ id: string }>(invited);
    expect((await patch(id, { role: 'finance' })).body).toMatchObject({ role: 'finance' });
    const path = new URL(kit.invitations.at(-1)!.url).pathname.replace('/api/v1', '');
    expect((await kit.call('POST', path, { body: { password: PASSWORD } })).body).toMatchObject({
      kind: 'operator',
      auth_id: null,
    });
    const desk = await loginAs('desk@operator.example', '/operator/login');
    expect((await kit.call('POST', '/operator/probe', { headers: desk })).status).toBe(200);
    expect((await kit.call('GET', '/operator/staff', { headers: desk })).code).toBe('insufficient_scope');
  });
});
