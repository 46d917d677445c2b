import { it } from 'vitest';
import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { uuidv7 } from '../src/platform/ids/index.ts';
import { startTestApp, TEST_ACTOR } from './app.ts';

const app = await startTestApp();
const base = '/api/v1/partner';
type P = Awaited<ReturnType<typeof app.partner>>;
const post = (p: P, url: string, body: unknown, headers: Record<string, string> = {}, auth = p.auth) =>
  app.request('POST', `${base}${url}`, { auth, body, headers });
const say = (name: string, r: { statusCode: number; body: string; headers: Record<string, unknown> }) =>
  console.log(name, r.statusCode, r.headers['idempotency-replayed'], r.body.slice(0, 300));
const by = () => ({ actor: TEST_ACTOR, at: app.clock.now() });

it('a deadlock login - close customer', async () => {
  const p = await app.partner(); const c = await app.customer(p);
  const { customers } = app.services;
  const w = await customers.walletRef(p.partnerId, c.authId);
  const closing = Promise.withResolvers<unknown>();
  const login = app.db.inTransaction(async (tx) => {
    // logins.ts noteLogin: updateLastLogin(app_user), then noteCustomerLogin(customer)
    await sql`UPDATE app_user SET last_login_at = now() WHERE partner_id = ${p.partnerId} AND customer_id = ${w.customerId}`.execute(tx);
    closing.resolve(null);
    await sleep(300);
    await customers.recordLogin(tx, p.partnerId, w.customerId, app.clock.now());
  }).then(() => 'login ok', (e: Error) => `login: ${e.message}`);
  await closing.promise;
  const close = await post(p, `/accounts/${c.authId}/close`, {});
  say('close', close);
  console.log(await login);
});

it('b deadlock close partner - close customers', async () => {
  let partnerFailed = 0, customerFailed = 0;
  for (let round = 0; round < 8; round += 1) {
    const p = await app.partner({ startingBalance: 0n });
    const cs = [];
    for (let i = 0; i < 4; i += 1) cs.push(await app.customer(p));
    const [closed, ...rest] = await Promise.all([
      sleep(3 + round * 2).then(() => app.db.inTransaction((tx) => app.services.partners.close(tx, p.partnerId, { reason: 'x', force: true }, by())).then(() => 'ok', (e: { code?: string; message: string }) => `${e.code} ${e.message}`)),
      ...cs.map((c) => post(p, `/accounts/${c.authId}/close`, {})),
    ]);
    if (closed !== 'ok') { partnerFailed += 1; console.log('partner close:', closed); }
    for (const r of rest) if (r.statusCode >= 500) { customerFailed += 1; console.log(r.statusCode, r.body); }
  }
  console.log({ partnerFailed, customerFailed });
});

it('c 503 after the commit', async () => {
  const p = await app.partner(); const c = await app.customer(p);
  const k = { 'idempotency-key': 'old' };
  await post(p, `/accounts/${c.authId}/transfer-balance`, { amount: 1, currency: 'INR' }, k);
  const { pool } = app.db;
  const connect = pool.connect.bind(pool) as () => Promise<any>;
  (pool as any).connect = async () => {
    const client = await connect();
    return new Proxy(client, { get(t, name) {
      if (name === 'query') return (q: { text?: string }, ...more: unknown[]) => {
        if (typeof q === 'object' && q.text?.includes('FROM unnest($1::uuid[], $2::uuid[]) x(partner_id, id)'))
          return Promise.reject(Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' }));
        return t.query(q, ...more);
      };
      const v = t[name]; return typeof v === 'function' ? v.bind(t) : v;
    } });
  };
  const [fresh, replay] = await Promise.all([
    post(p, `/accounts/${c.authId}/transfer-balance`, { amount: 7, currency: 'INR' }),
    post(p, `/accounts/${c.authId}/transfer-balance`, { amount: 1, currency: 'INR' }, k),
  ]);
  (pool as any).connect = connect;
  say('fresh', fresh); say('replay', replay);
  say('balance', await app.request('GET', `${base}/accounts/${c.authId}/balance`, { auth: p.auth }));
});

it('d reversal of spent money with credit', async () => {
  const p = await app.partner(); const c = await app.customer(p);
  const t = (await post(p, `/accounts/${c.authId}/transfer-balance`, { amount: 100, currency: 'INR' })).json<{ transaction_id: string }>();
  await app.request('PATCH', `${base}/accounts/${c.authId}`, { auth: p.auth, body: { credit_limit: 100 } });
  const { ledger, customers } = app.services;
  const w = await customers.walletRef(p.partnerId, c.authId);
  const revenue = (await ledger.getAccountByKind(app.db.kysely, p.partnerId, 'usage_revenue', 'INR'))!;
  const at = app.clock.now();
  await ledger.submit({ kind: 'transfer', partnerId: p.partnerId, id: uuidv7(at), at, debitAccountId: w.walletAccountId, creditAccountId: revenue.id, currency: 'INR', amount: 10_000_000n, code: 'call', reference: null, description: null });
  say('reverse what is spent', await post(p, `/transfers/${t.transaction_id}/reverse`, {}));
});

it('e contradicting filters', async () => {
  const p = await app.partner(); const c = await app.customer(p);
  await post(p, `/accounts/${c.authId}/transfer-balance`, { amount: 1, currency: 'INR' });
  const r = await app.request('GET', `/api/v1/Account/${c.authId}/transactions?type=refund&reference_type=transfer`, { auth: c.auth });
  console.log('refund & transfer:', r.json<{ total: number }>().total);
});

it('f sealed secrets after 24 hours', async () => {
  const p = await app.partner();
  await post(p, '/tokens', { label: 'x' }, { 'idempotency-key': 's' });
  app.clock.set?.(new Date('2026-03-28T10:00:00Z'));
  await app.services.idempotency.purge(new Date('2026-03-28T10:00:00Z'), 1000);
  const { rows } = await app.db.pool.query("SELECT octet_length(sealed) FROM idempotency_record WHERE key = 's'");
  console.log('sealed three days later', rows);
});
