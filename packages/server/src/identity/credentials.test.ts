import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { identityKit, type IdentityKit } from './identity.test-kit.ts';
import type { Identity } from './index.ts';

let kit: IdentityKit;
let here: Identity;
let there: Identity;

beforeAll(async () => {
  kit = await identityKit();
  here = kit.identity;
  there = kit.node();
  await here.start();
  await there.start();
});
afterAll(async () => {
  await here.close();
  await there.close();
});

/** Where time is measured: a machine that is busy elsewhere may be late, but not three times. */
const MEASURED = { retry: 2 };
const IP = '198.51.100.7';

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'ok',
    (error: unknown) => (error as { code: string }).code,
  );
}

/** How long a node goes on accepting a pair. Milliseconds. */
async function lifeOf(node: Identity, authId: string, token: string, ip = IP): Promise<number> {
  const begun = performance.now();
  while ((await codeOf(node.authenticator.byPair(authId, token, ip))) === 'ok') {
    if (performance.now() - begun > 5_000) throw new Error('accepted for more than five seconds');
    await sleep(2);
  }
  return performance.now() - begun;
}

it('a remembered pair is checked without asking anybody', MEASURED, async () => {
  const { facts, token } = await kit.partner();
  // The news of its making may still be on its way.
  for (let before = -1; before !== kit.directory.reads;) {
    before = kit.directory.reads;
    await there.authenticator.byPair(facts.authId, token, IP);
    await sleep(1);
  }
  const reads = kit.directory.reads;
  for (let call = 0; call < 100; call += 1) {
    const principal = await there.authenticator.byPair(facts.authId, token, IP);
    expect(principal).toMatchObject({ kind: 'partner', partner: facts, apiVersion: '2026-03-25' });
  }
  expect(kit.directory.reads).toBe(reads);
});

it(
  'a revoked token cannot be used once revocation is stored here, nor within a second on another node',
  MEASURED,
  async () => {
    const { facts, token } = await kit.partner();
    const [first] = await here.tokens.list(kit.db.kysely, facts.partnerId, { revoked: false });
    await here.authenticator.byPair(facts.authId, token, IP);
    await there.authenticator.byPair(facts.authId, token, IP);
    const revoked = await kit.db.inTransaction((tx) =>
      here.tokens.revoke(tx, facts, first!.credentialId, kit.by()),
    );
    expect(revoked.lastWithTokensScope).toBe(true);
    expect(await codeOf(here.authenticator.byPair(facts.authId, token, IP))).toBe('unauthorized');
    expect(await lifeOf(there, facts.authId, token)).toBeLessThan(1_000);
  },
);

it('what rolled back changed nothing', async () => {
  const { facts, token } = await kit.partner();
  const [first] = await here.tokens.list(kit.db.kysely, facts.partnerId, { revoked: false });
  await here.authenticator.byPair(facts.authId, token, IP);
  const failed = kit.db.inTransaction(async (tx) => {
    await here.tokens.revoke(tx, facts, first!.credentialId, kit.by());
    throw new Error('undo');
  });
  await expect(failed).rejects.toThrow('undo');
  expect(await codeOf(here.authenticator.byPair(facts.authId, token, IP))).toBe('ok');
});

it('a refused change costs one reading: after it a pair is remembered as before', async () => {
  const { facts, token } = await kit.partner();
  const refusals = Array.from({ length: 5 }, () =>
    kit.db.inTransaction(async (tx) => {
      await here.notifyAuthChanged(tx, { partnerId: facts.partnerId }, { authId: facts.authId });
      throw new Error('refused');
    }),
  );
  await Promise.allSettled(refusals);
  // The news of the token's making may still be on its way.
  for (let before = -1; before !== kit.directory.reads;) {
    before = kit.directory.reads;
    await here.authenticator.byPair(facts.authId, token, IP);
    await sleep(1);
  }
  const reads = kit.directory.reads;
  let connections = 0;
  const count = (): void => {
    connections += 1;
  };
  kit.db.pool.on('acquire', count);
  for (let call = 0; call < 20; call += 1) await here.authenticator.byPair(facts.authId, token, IP);
  kit.db.pool.off('acquire', count);
  expect([kit.directory.reads - reads, connections]).toEqual([0, 0]);
});

it('rotation kills the old secret at once, or after the overlap; a second rotation ends the overlap', async () => {
  const { facts, token: first } = await kit.partner();
  const [credential] = await here.tokens.list(kit.db.kysely, facts.partnerId, { revoked: false });
  const rotate = (overlap: number) =>
    kit.db.inTransaction((tx) => here.tokens.rotate(tx, facts, credential!.credentialId, overlap, kit.by()));
  const check = (token: string) => codeOf(here.authenticator.byPair(facts.authId, token, IP));
  const second = (await rotate(0)).token;
  expect([await check(first), await check(second)]).toEqual(['unauthorized', 'ok']);
  const third = (await rotate(60)).token;
  expect([await check(second), await check(third)]).toEqual(['ok', 'ok']);
  kit.clock.advanceMs(61_000);
  expect([await check(second), await check(third)]).toEqual(['credential_expired', 'ok']);
  const fourth = (await rotate(60)).token;
  const fifth = (await rotate(60)).token;
  expect([await check(third), await check(fourth), await check(fifth)]).toEqual(['unauthorized', 'ok', 'ok']);
  expect((await here.tokens.get(kit.db.kysely, facts.partnerId, credential!.credentialId)).credentialId).toBe(
    credential!.credentialId,
  );
});

it('a token bound to addresses works from these alone, in both families, however the socket spells them', async () => {
  const { facts } = await kit.partner();
  const ipAllowList = ['203.0.113.0/24', '2001:db8::/32'];
  const { token } = await kit.db.inTransaction((tx) =>
    here.tokens.issue(tx, facts, { label: 'bound', ipAllowList }, kit.by()),
  );
  const from = (ip: string) => codeOf(here.authenticator.byPair(facts.authId, token, ip));
  expect(await from('203.0.113.9')).toBe('ok');
  expect(await from('::ffff:203.0.113.9')).toBe('ok');
  expect(await from('2001:db8:1::1')).toBe('ok');
  expect(await from('203.0.114.9')).toBe('ip_not_allowed');
  expect(await from('2001:db9::1')).toBe('ip_not_allowed');
});

it('an expired token, a malformed one and an unknown account are 401', async () => {
  const { facts, token } = await kit.partner();
  const expiresAt = new Date(kit.clock.now().getTime() + 1_000);
  const issued = await kit.db.inTransaction((tx) =>
    here.tokens.issue(tx, facts, { label: 'short', expiresAt }, kit.by()),
  );
  expect(await codeOf(here.authenticator.byPair(facts.authId, issued.token, IP))).toBe('ok');
  kit.clock.advanceMs(1_000);
  expect(await codeOf(here.authenticator.byPair(facts.authId, issued.token, IP))).toBe('credential_expired');
  const reads = kit.directory.reads;
  expect(await codeOf(here.authenticator.byPair('partner-nobody00', 'sk_live_nonsense', IP))).toBe(
    'unauthorized',
  );
  expect(await codeOf(here.authenticator.byPair("'; DROP TABLE", token, IP))).toBe('unauthorized');
  expect(kit.directory.reads).toBe(reads);
  expect(await codeOf(here.authenticator.byPair('partner-nobody00', token, IP))).toBe('unauthorized');
});

it('a closed partner and its customers are 401; facts that changed are seen at once', async () => {
  const { facts, token } = await kit.partner();
  const customer = await kit.customer(facts);
  const both = async () => [
    await codeOf(here.authenticator.byPair(facts.authId, token, IP)),
    await codeOf(here.authenticator.byPair(customer.facts.authId, customer.token, IP)),
  ];
  expect(await both()).toEqual(['ok', 'ok']);
  await kit.db.inTransaction(async (tx) => {
    await here.notifyAuthChanged(tx, { partnerId: facts.partnerId });
    kit.directory.partners.set(facts.authId, { ...facts, status: 'closed' });
  });
  expect(await both()).toEqual(['unauthorized', 'unauthorized']);
});

it('customer tokens can be read again by their partner, are masked in lists, and each reveal is in the audit log', async () => {
  const { facts: partner } = await kit.partner();
  const { facts, token } = await kit.customer(partner);
  const owner = {
    partnerId: partner.partnerId,
    customerId: facts.customerId,
    authId: facts.authId,
    mode: partner.mode,
  };
  expect(await kit.db.inTransaction((tx) => here.customerTokens.reveal(tx, owner, kit.by()))).toBe(token);
  const next = await kit.db.inTransaction((tx) => here.customerTokens.rotate(tx, owner, 0, kit.by()));
  expect(await codeOf(here.authenticator.byPair(facts.authId, token, IP))).toBe('unauthorized');
  expect(await codeOf(here.authenticator.byPair(facts.authId.toLowerCase(), next.token, IP))).toBe('ok');
  expect(await kit.db.inTransaction((tx) => here.customerTokens.reveal(tx, owner, kit.by()))).toBe(
    next.token,
  );
  const masked = await here.customerTokens.masked(kit.db.kysely, partner.partnerId, [facts.customerId]);
  expect(masked.get(facts.customerId)).toBe(`sk_live_…${next.token.slice(-4)}`);
  const { rows } = await kit.db.pool.query(
    `SELECT count(*)::int AS n FROM audit_entry WHERE action = 'account.token_revealed' AND object_id = $1`,
    [facts.authId],
  );
  expect(rows).toEqual([{ n: 2 }]);
});

it('no table and no audit entry holds a token that can be used', async () => {
  const { facts, token } = await kit.partner();
  const customer = await kit.customer(facts);
  for (const table of ['api_credential', 'audit_entry', 'one_time_link', 'app_user']) {
    const { rows } = await kit.db.pool.query<{ text: string }>(
      `SELECT coalesce(string_agg(t::text, ''), '') AS text FROM ${table} t`,
    );
    for (const secret of [token, customer.token]) {
      expect(rows[0]!.text).not.toContain(secret);
      expect(rows[0]!.text).not.toContain(Buffer.from(secret).toString('hex'));
    }
  }
});

it('fifty live tokens are the most, however many are made at once', async () => {
  const { facts } = await kit.partner();
  const results = await Promise.all(
    Array.from({ length: 60 }, (_, n) =>
      codeOf(
        kit.db.inTransaction((tx) => here.tokens.issue(tx, facts, { label: `t${String(n)}` }, kit.by())),
      ),
    ),
  );
  expect(results.filter((code) => code === 'ok')).toHaveLength(49);
  expect(results.filter((code) => code === 'token_limit_reached')).toHaveLength(11);
});

it('the last use of a token is noted, once a minute, in one statement for all', async () => {
  const { facts, token } = await kit.partner();
  const node = kit.node();
  await node.authenticator.byPair(facts.authId, token, IP);
  await node.close();
  const [credential] = await here.tokens.list(kit.db.kysely, facts.partnerId, { revoked: false });
  expect(credential!.lastUsedAt).toEqual(kit.clock.now());
});

it(
  'when the connection for news is killed nothing stale is accepted, and news come again',
  MEASURED,
  async () => {
    const { facts, token } = await kit.partner();
    const node = kit.node();
    await node.start();
    const [first] = await here.tokens.list(kit.db.kysely, facts.partnerId, { revoked: false });
    await node.authenticator.byPair(facts.authId, token, IP);
    const admin = new pg.Client({ connectionString: kit.db.url });
    await admin.connect();
    const kill = async () =>
      admin.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'portal-news' AND datname = current_database()`,
      );
    await kill();
    await kit.db.inTransaction((tx) => here.tokens.revoke(tx, facts, first!.credentialId, kit.by()));
    expect(await lifeOf(node, facts.authId, token)).toBeLessThan(1_000);
    // It heals: what is asked for twice is remembered again.
    const other = await kit.partner();
    const begun = performance.now();
    for (;;) {
      await node.authenticator.byPair(other.facts.authId, other.token, IP);
      const reads = kit.directory.reads;
      await node.authenticator.byPair(other.facts.authId, other.token, IP);
      if (kit.directory.reads === reads) break;
      if (performance.now() - begun > 10_000) throw new Error('news did not come again');
      await sleep(20);
    }
    await admin.end();
    await node.close();
  },
);

it('a node that never began to listen works, and remembers nothing', async () => {
  const { facts, token } = await kit.partner();
  const node = kit.node();
  await node.authenticator.byPair(facts.authId, token, IP);
  const reads = kit.directory.reads;
  await node.authenticator.byPair(facts.authId, token, IP);
  expect(kit.directory.reads).toBe(reads + 1);
});
