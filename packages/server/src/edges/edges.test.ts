import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { PASSWORD, startTestApp, type Auth } from '../../test/app.ts';
import { DAY_MS } from '../platform/time/index.ts';

const app = await startTestApp();
const operator = await app.operator();
const NODES = '/api/v1/operator/edge-nodes';
/** Far longer than it takes; a busy machine is not a fault. */
const WAIT_MS = 15_000;
let serial = 0;

interface Node {
  readonly id: string;
  readonly name: string;
  readonly secret: string;
}

async function makeNode(networks = ['127.0.0.1']): Promise<Node> {
  serial += 1;
  const made = await app.request('POST', NODES, {
    auth: operator,
    body: { name: `edge-${serial}`, networks },
  });
  expect(made.statusCode, made.body).toBe(201);
  return made.json<Node>();
}
const bearer = (secret: string): Auth => ({ authorization: `Bearer ${secret}` });
const beat = (secret: string, body: object = {}) =>
  app.request('POST', '/edge/v1/heartbeat', {
    auth: bearer(secret),
    body: { software: 'test 1', live_calls: 3, ...body },
  });
const from = (secret: string, remoteAddress: string) =>
  app.composition.http.inject({
    method: 'GET',
    url: '/edge/v1/directory/changes',
    headers: bearer(secret),
    remoteAddress,
  });
const get = async <T>(path: string, { secret }: Node): Promise<T> => {
  const answer = await app.request('GET', `/edge/v1/directory/${path}`, { auth: bearer(secret) });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<T>();
};

interface Changes {
  readonly tags: readonly string[];
  readonly cursor: string;
  readonly reset: boolean;
}

/** Reads on until all these were seen: transactions of other databases of the server may hold the feed up for a moment. */
async function until(node: Node, after: string, wanted: readonly string[]): Promise<Changes> {
  const seen: string[] = [];
  let cursor = after;
  return vi.waitFor(async () => {
    const page = await get<Changes>(`changes?after=${cursor}`, node);
    seen.push(...page.tags);
    ({ cursor } = page);
    expect(seen).toEqual(expect.arrayContaining([...wanted]));
    return { ...page, tags: seen };
  }, WAIT_MS);
}

describe('the secret of a node', () => {
  it('opens the edge API from its own addresses, and is stored hashed', async () => {
    const node = await makeNode(['127.0.0.1', '198.51.100.0/24']);
    expect((await beat(node.secret)).statusCode).toBe(200);
    expect((await from(node.secret, '198.51.100.9')).statusCode).toBe(200);
    const elsewhere = await from(node.secret, '203.0.113.9');
    expect([elsewhere.statusCode, elsewhere.headers['x-error-code']]).toEqual([403, 'ip_not_allowed']);
    const { rows } = await sql<{
      line: string;
    }>`SELECT row_to_json(n)::text AS line FROM edge_node n`.execute(app.db.kysely);
    expect(rows.map(({ line }) => line).join()).not.toContain(node.secret);
    expect((await app.request('GET', NODES, { auth: operator })).body).not.toContain(node.secret);
  });

  it('that was mistyped or made up is 401, and whoever keeps guessing has to wait', async () => {
    const { secret } = await makeNode();
    const wrong = `${secret.slice(0, -1)}${secret.endsWith('a') ? 'b' : 'a'}`;
    const statuses: number[] = [];
    for (let n = 0; n < 12; n += 1) statuses.push((await from(wrong, '192.0.2.5')).statusCode);
    expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 401));
    expect(statuses.at(-1)).toBe(429);
  });

  it('works beside the new one as long as was asked for, and is dead at once without', async () => {
    const node = await makeNode();
    const rotate = async (body: object) =>
      (await app.request('POST', `${NODES}/${node.id}/rotate-secret`, { auth: operator, body })).json<Node>();
    const second = await rotate({ overlap_seconds: 60 });
    expect((await beat(node.secret)).statusCode).toBe(200);
    expect((await beat(second.secret)).statusCode).toBe(200);
    const third = await rotate({});
    await vi.waitFor(async () => {
      expect((await beat(second.secret)).statusCode).toBe(401);
    }, WAIT_MS);
    expect((await beat(node.secret)).statusCode).toBe(401);
    expect((await beat(third.secret)).statusCode).toBe(200);
    const fourth = await rotate({ overlap_seconds: 60 });
    app.clock.advanceMs(60_000);
    await vi.waitFor(async () => {
      const old = await beat(third.secret);
      expect([old.statusCode, old.headers['x-error-code']]).toEqual([401, 'credential_expired']);
    }, WAIT_MS);
    expect((await beat(fourth.secret)).statusCode).toBe(200);
  });

  it('opens nothing while the node is disabled', async () => {
    const node = await makeNode();
    expect((await beat(node.secret)).statusCode).toBe(200);
    const set = (enabled: boolean) =>
      app.request('PATCH', `${NODES}/${node.id}`, { auth: operator, body: { enabled } });
    const fresh = async () =>
      (await app.request('GET', `${NODES}/${node.id}`, { auth: operator })).json<object>();
    await set(false);
    expect(await fresh()).toMatchObject({ state: 'disabled' });
    await vi.waitFor(async () => {
      expect((await beat(node.secret)).headers['x-error-code']).toBe('edge_node_disabled');
    }, WAIT_MS);
    await set(true);
    await vi.waitFor(async () => {
      expect((await beat(node.secret)).statusCode).toBe(200);
    }, WAIT_MS);
  });
});

describe('a node', () => {
  it('has a name of its own, however many ask for it at once; every fault is named', async () => {
    const body = { name: 'Same-Name', networks: ['127.0.0.1'] };
    const answers = await Promise.all(
      [1, 2, 3, 4].map((n) =>
        app.request('POST', NODES, {
          auth: operator,
          body: { ...body, name: n % 2 ? 'same-name' : body.name },
        }),
      ),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(1);
    const bad = await app.request('POST', NODES, {
      auth: operator,
      body: { name: 'same-name', networks: ['home', '10.0.0.0/33'] },
    });
    const { details } = bad.json<{ details: { loc: unknown[] }[] }>();
    expect(details.map(({ loc }) => loc.join('.')).sort()).toEqual([
      'body.name',
      'body.networks.0',
      'body.networks.1',
    ]);
  });

  it('is shown as it says it is, and as silent when it says nothing any more', async () => {
    const node = await makeNode();
    const shown = async () =>
      (await app.request('GET', `${NODES}/${node.id}`, { auth: operator })).json<Record<string, unknown>>();
    expect(await shown()).toMatchObject({ state: 'never_seen', live_calls: null });
    const sentAt = new Date(app.clock.now().getTime() + 1_500).toISOString();
    await beat(node.secret, { sent_at: sentAt, counters: { unknown_source: 2 } });
    const answer = await beat(node.secret, {
      sent_at: sentAt,
      counters: { unknown_source: 5, wrong_password: 1 },
    });
    expect(answer.json()).toMatchObject({ name: node.name, next_heartbeat_seconds: 10, hang_up: [] });
    expect(await shown()).toMatchObject({
      state: 'online',
      live_calls: 3,
      clock_skew_ms: 1_500,
      counters: { unknown_source: 7, wrong_password: 1 },
    });
    app.clock.advanceMs(31_000);
    expect(await shown()).toMatchObject({ state: 'silent' });
    expect(await app.services.edges.silent(app.db.kysely, app.clock.now())).toContain(node.name);
    await beat(node.secret, { draining: true });
    expect(await shown()).toMatchObject({ state: 'draining' });
  });

  it('is there by any message of its own, which is written every few seconds; nobody else’s counts', async () => {
    const [node, other] = [await makeNode(), await makeNode()];
    const shown = async ({ id }: Node) =>
      (await app.request('GET', `${NODES}/${id}`, { auth: operator })).json<Record<string, unknown>>();
    await beat(node.secret, { draining: true });
    const heartbeat = app.clock.now().toISOString();
    app.clock.advanceMs(31_000);
    expect(await shown(node)).toMatchObject({ state: 'silent', last_seen_at: heartbeat });
    const seen = app.clock.now().toISOString();
    await get('changes', node);
    const there = { state: 'draining', last_seen_at: seen, last_heartbeat_at: heartbeat };
    expect(await shown(node)).toMatchObject(there);
    app.clock.advanceMs(4_999);
    await get('changes', node);
    expect(await shown(node)).toMatchObject(there);
    app.clock.advanceMs(1);
    await Promise.all([get('changes', node), get('changes', node)]);
    expect(await shown(node)).toMatchObject({ last_seen_at: app.clock.now().toISOString() });

    expect((await from(other.secret, '203.0.113.9')).statusCode).toBe(403);
    expect(await shown(other)).toMatchObject({ state: 'never_seen', last_seen_at: null });
    await get('changes', other);
    expect(await shown(other)).toMatchObject({ state: 'online', last_heartbeat_at: null, software: null });
  });
});

describe('the directory', () => {
  it('tells whose an address and a user name are, and the feed what of it was changed', async () => {
    const node = await makeNode();
    const partner = await app.partner();
    const customer = await app.customer(partner);
    const at = `/api/v1/Account/${customer.authId}`;
    const make = async (path: string, body: object) => {
      const made = await app.request('POST', `${at}/${path}`, { auth: customer.auth, body });
      expect(made.statusCode, made.body).toBeLessThan(300);
      return made.json<Record<string, string>>();
    };
    const known = await get<{ kind: string; tags: string[] }>('source?address=8.8.4.7', node);
    expect(known).toMatchObject({ kind: 'unknown', source: null });
    const begin = await get<{ cursor: string; tags: string[] }>('changes', node);
    expect(begin.tags).toEqual([]);

    await make('trunks', { name: 'Office' });
    await make('ip-acl', { ip_address: '8.8.4.7' });
    await make('credentials', { username: 'Office-1', password: PASSWORD });
    const next = await until(node, begin.cursor, [known.tags[0] ?? '', 'credential:office-1']);
    expect(next.reset).toBe(false);

    const found = await get<Record<string, never>>('source?address=8.8.4.7', node);
    expect(found).toMatchObject({
      kind: 'customer',
      trunk: 'found',
      source: { partner_id: partner.partnerId },
    });
    const credential = await get<{ tags: string[] }>('credential?username=OFFICE-1', node);
    expect(credential).toMatchObject({ known: true, enabled: true, trunk: 'found' });
    expect(credential).toHaveProperty('ha1_md5', expect.stringMatching(/^[0-9a-f]{32}$/));
    expect(JSON.stringify(credential)).not.toContain(PASSWORD);
    expect(await get('credential?username=nobody', node)).toMatchObject({ known: false, ha1_md5: null });

    const idle = await get<{ tags: string[]; cursor: string }>(`changes?after=${next.cursor}`, node);
    expect(idle.tags).toEqual([]);
  });

  it('passes over no change: one that commits late comes after those that began after it', async () => {
    const node = await makeNode();
    const begin = await get<{ cursor: string }>('changes', node);
    const late = Promise.withResolvers<undefined>();
    const written = Promise.withResolvers<undefined>();
    const slow = app.db.inTransaction(async (tx) => {
      await sql`SELECT edge_note(ARRAY['late'])`.execute(tx);
      written.resolve(undefined);
      await late.promise;
    });
    await written.promise;
    await sql`SELECT edge_note(ARRAY['early'])`.execute(app.db.kysely);
    const first = await get<{ cursor: string; tags: string[] }>(`changes?after=${begin.cursor}`, node);
    expect(first.tags).toEqual([]);
    late.resolve(undefined);
    await slow;
    expect((await until(node, first.cursor, ['late', 'early'])).tags).toEqual(['late', 'early']);
  });

  it('pages without loss, and says when its memory ends', async () => {
    const node = await makeNode();
    const { cursor } = await get<{ cursor: string }>('changes', node);
    const tags = Array.from({ length: 7 }, (_, n) => `page-${n}`);
    for (const tag of tags) await sql`SELECT edge_note(ARRAY[${tag}])`.execute(app.db.kysely);
    const seen: string[] = [];
    let after = cursor;
    await vi.waitFor(async () => {
      const page = await get<Changes>(`changes?limit=2&after=${after}`, node);
      seen.push(...page.tags);
      ({ cursor: after } = page);
      expect(seen).toEqual(tags);
    }, WAIT_MS);
    expect(
      await app.services.edges.purge(app.db.kysely, new Date(Date.now() + 8 * DAY_MS), 5_000),
    ).toBeGreaterThan(6);
    expect(await get(`changes?after=${cursor}`, node)).toMatchObject({ reset: true, tags: [] });
    const foreign = Buffer.from('["999999999999","0"]').toString('base64url');
    expect(await get(`changes?after=${foreign}`, node)).toMatchObject({ reset: true });
    const bad = await app.request('GET', '/edge/v1/directory/changes?after=x', { auth: bearer(node.secret) });
    expect(bad.statusCode).toBe(422);
  });
});
