import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyDatabase } from '../database.ts';
import {
  ask,
  askOk,
  makeCustomer,
  makePartner,
  newCustomer,
  unitsOf,
  type Answer,
  type PartnerAccess,
} from './partner-client.ts';
import { freePort, runPortalJson, servePortal, statusOf, temporaryDataDir, until } from './portal-process.ts';
import type { PortalProcess, Settings } from './portal-process.ts';

const { url } = await emptyDatabase();
let shared: Settings;
let a: PortalProcess;
let b: PortalProcess;
let worker: PortalProcess;
let workerSettings: Settings & { readonly PORT: string };
let database: pg.Client;
let access: PartnerAccess;
const dataDirs: string[] = [];

async function nodeSettings(): Promise<Settings & { readonly PORT: string }> {
  const dataDir = await temporaryDataDir();
  dataDirs.push(dataDir);
  return { ...shared, PORTAL_DATA_DIR: dataDir, PORT: String(await freePort()) };
}

async function count(rowsOf: string): Promise<number> {
  const { rows } = await database.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${rowsOf}`);
  return rows[0]!.n;
}

/** What the mails of a node say, as files. */
async function mailsOf(dataDir: string): Promise<string[]> {
  const names = await readdir(join(dataDir, 'mail')).catch(() => []);
  const mails = names.filter((name) => name.endsWith('.eml'));
  return Promise.all(mails.map((name) => readFile(join(dataDir, 'mail', name), 'utf8')));
}

async function askForAccess(base: string, email: string): Promise<void> {
  const answer = await fetch(`${base}/api/v1/public/access-requests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      name: 'Asha Rao',
      company: 'Rao Telecom',
      email,
      phone: '+919876543210',
      country: 'IN',
    }),
  });
  if (answer.status >= 300) throw new Error(`${answer.status} ${await answer.text()}`);
}

beforeAll(async () => {
  shared = { DATABASE_URL: url, PORTAL_SECRET: randomBytes(32).toString('hex') };
  database = new pg.Client({ connectionString: url });
  await database.connect();
  const [forA, forB] = [await nodeSettings(), await nodeSettings()];
  workerSettings = await nodeSettings();
  // All at once, on a database that has not even a table.
  a = servePortal(forA, ['--role', 'api']);
  b = servePortal(forB, ['--role', 'api']);
  worker = servePortal(workerSettings, ['--role', 'worker']);
  await Promise.all([a.ready(), b.ready(), worker.ready()]);
});

afterAll(async () => {
  await Promise.all([a, b, worker].map((node) => node.end('SIGTERM')));
  await database.end();
});

describe('several nodes on one database', () => {
  it('that start at once on an empty database migrate it once, and one of them sets it up', async () => {
    const welcomed = [a, b, worker].filter((node) => node.stdout().includes('First start'));
    expect(welcomed).toHaveLength(1);
    expect(await count(`app_user WHERE kind = 'operator'`)).toBe(1);
    expect(await count('partner')).toBe(1);
    const migrations = await readdir(join(import.meta.dirname, '../../migrations'));
    expect(await count('schema_migration')).toBe(migrations.filter((name) => name.endsWith('.sql')).length);
    access = await makePartner(shared, ['--starting-balance', '1000', '--max-accounts', '10']);
  });

  it('a worker answers for its health and its figures, and for nothing else', async () => {
    const answered = ['/healthz', '/readyz', '/metrics'];
    const unknown = [
      '/reference',
      '/llms.txt',
      '/api/v1/operator/partners',
      '/api/v1/public/access-requests',
    ];
    const statuses = (paths: readonly string[]): Promise<number[]> =>
      Promise.all(paths.map((path) => statusOf(`${worker.base}${path}`)));
    expect(await statuses(answered)).toEqual(answered.map(() => 200));
    expect(await statuses(unknown)).toEqual(unknown.map(() => 404));
    // With credentials that every other node takes.
    for (const path of ['/me', '/accounts']) {
      expect((await ask(worker.base, access, { path })).status, path).toBe(404);
      expect((await ask(a.base, access, { path })).status, path).toBe(200);
    }
    expect(worker.stdout()).toContain('/readyz');
    expect(worker.stdout()).not.toContain('/api/v1');
  });

  // Time is measured: a machine that is busy elsewhere may be late, but not three times.
  it('a token that was revoked on one node is dead on the other within a second', { retry: 2 }, async () => {
    for (let round = 0; round < 5; round += 1) {
      const [here, there] = round % 2 === 0 ? [a, b] : [b, a];
      const made = await askOk(here.base, access, { path: '/tokens', body: { label: `Round ${round}` } });
      const lent = { authId: access.authId, token: String(made['token']) };
      await askOk(here.base, lent, { path: '/me' });
      // The other node learns of a new token by the same news; from then on it has it in memory.
      const madeAt = performance.now();
      await until('200', async () => (await ask(there.base, lent, { path: '/me' })).status === 200);
      expect(performance.now() - madeAt).toBeLessThan(1_000);
      await askOk(there.base, lent, { path: '/me' });
      await askOk(here.base, access, { method: 'DELETE', path: `/tokens/${String(made['id'])}` });
      const revokedAt = performance.now();
      expect((await ask(here.base, lent, { path: '/me' })).status).toBe(401);
      await until('401', async () => (await ask(there.base, lent, { path: '/me' })).status === 401);
      expect(performance.now() - revokedAt).toBeLessThan(1_000);
    }
  });

  it('one idempotency key at both nodes at once moves money once', async () => {
    const wallet = await makeCustomer(a.base, access);
    const before = unitsOf((await askOk(a.base, access, { path: '/me' }))['balance']);
    const rounds = 25;
    for (let round = 0; round < rounds; round += 1) {
      const request = {
        path: `/accounts/${wallet}/transfer-balance`,
        body: { amount: 1, currency: 'INR' },
        key: `both-${round}`,
      };
      const nodes = [a, b, a, b];
      const answers = await Promise.all(nodes.map((node) => ask(node.base, access, request)));
      expect(answers.map((one) => one.status)).toEqual([200, 200, 200, 200]);
      expect(new Set(answers.map((one) => JSON.stringify(one.body))).size).toBe(1);
      const replays = answers.filter((one) => one.headers.get('idempotency-replayed') === 'true');
      expect(replays).toHaveLength(3);
    }
    for (const node of [a, b]) {
      const after = unitsOf((await askOk(node.base, access, { path: '/me' }))['balance']);
      expect(before - after).toBe(rounds * 100_000);
    }
  });

  it('of 50 accounts made at once on both nodes, as many are made as the partner may have', async () => {
    const have = Number((await askOk(a.base, access, { path: '/me' }))['account_count']);
    const made = await Promise.all(
      Array.from({ length: 50 }, async (_, index): Promise<Answer> => {
        const request = { path: '/accounts', body: newCustomer(), key: `account-${index}` };
        // Hashing that many passwords at once may be refused for the moment; then it is asked for again.
        return until('an answer', async () => {
          const answer = await ask(index % 2 === 0 ? a.base : b.base, access, request);
          return answer.status === 503 ? null : answer;
        });
      }),
    );
    const statuses = made.map((one) => one.status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(10 - have);
    const refused = made.filter((one) => one.status !== 201);
    expect(new Set(refused.map((one) => `${one.status} ${String(one.body['error'])}`))).toEqual(
      new Set(['403 max_accounts_reached']),
    );
    expect((await askOk(b.base, access, { path: '/me' }))['account_count']).toBe(10);
    expect((await askOk(b.base, access, { path: '/accounts?per_page=50' }))['total']).toBe(10);
  });

  it('a mail that an api node queued is written by the worker, also by one that was killed meanwhile', async () => {
    const [ofA = '', ofB = '', ofWorker = ''] = dataDirs;
    const arrived = async (email: string): Promise<string[] | null> => {
      const found = (await mailsOf(ofWorker)).filter((mail) => mail.includes(email));
      return found.length === 0 ? null : found;
    };
    await askForAccess(a.base, 'first@rao.example');
    await until('the mail of a', () => arrived('first@rao.example'));

    expect(await worker.end('SIGKILL')).toBe('SIGKILL');
    await askForAccess(b.base, 'second@rao.example');
    worker = servePortal(workerSettings, ['--role', 'worker']);
    await until('the mail of b', () => arrived('second@rao.example'));
    expect([await mailsOf(ofA), await mailsOf(ofB)]).toEqual([[], []]);
  });

  it('a node that is killed takes nothing with it: the other answers, and the books are right', async () => {
    const wallet = String(
      ((await askOk(a.base, access, { path: '/accounts' }))['accounts'] as Record<string, unknown>[])[0]![
        'auth_id'
      ],
    );
    const path = `/accounts/${wallet}/transfer-balance`;
    const requests = Array.from({ length: 40 }, (_, index) => ({
      path,
      body: { amount: 1, currency: 'INR' },
      key: `survivor-${index}`,
    }));
    const before = unitsOf((await askOk(b.base, access, { path: '/me' }))['balance']);
    const first = Promise.allSettled(requests.map((request) => ask(a.base, access, request)));
    await a.end('SIGKILL');
    await first;
    for (const request of requests) await askOk(b.base, access, request);
    const after = unitsOf((await askOk(b.base, access, { path: '/me' }))['balance']);
    expect(before - after).toBe(40 * 100_000);
    expect(await runPortalJson(shared, ['ledger', 'verify'])).toMatchObject({ ok: true });
  });
});
