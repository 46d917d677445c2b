import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestCustomer, type TestPartner } from '../../test/app.ts';
import { ensurePartitions } from '../cdrs/partitions.ts';
import { plausibleCalls } from '../cdrs/index.ts';
import { record, story } from '../cdrs/test-calls.ts';
import { fileExample } from './examples.ts';
import { LIMITS } from './export.ts';
import { makeExports, type OpenTable } from './make-export.ts';
import { claimExport } from './store.ts';

const app = await startTestApp();
const { exports } = app.services;
const EVENT = { id: 'e', partnerId: null, payload: {} };

type Json = Record<string, unknown>;
let partner: TestPartner;
let customer: TestCustomer;
let customerId: string;

const ask = async (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown, auth = partner.auth) => {
  const answer = await app.request(method, `/api/v1/partner${path}`, {
    auth,
    ...(body === undefined ? {} : { body }),
  });
  return { status: answer.statusCode, body: answer.json<Json>(), text: answer.body };
};
const request = async (body: Json) => {
  const asked = await ask('POST', '/exports', body);
  expect(asked.status, asked.text).toBe(202);
  return String(asked.body['id']);
};
const read = async (id: string) => (await ask('GET', `/exports/${id}`)).body;
const make = () => exports.handler.handle(EVENT);
const fetchFile = (url: string) => app.composition.http.inject({ method: 'GET', url: new URL(url).pathname });
const linesOf = async (id: string): Promise<string[]> => {
  const { download_url: url } = await read(id);
  const file = await fetchFile(String(url));
  expect(file.statusCode).toBe(200);
  expect(file.headers['content-type']).toBe('application/gzip');
  return gunzipSync(file.rawPayload).toString().split('\r\n').slice(0, -1);
};
const eventsOf = async (id: string): Promise<string[]> => {
  const { rows } = await sql<{
    topic: string;
  }>`SELECT topic FROM outbox WHERE topic LIKE 'export.%' AND payload->>'id' = ${id}
    UNION ALL SELECT topic FROM outbox WHERE false`.execute(app.db.kysely);
  return rows.map(({ topic }) => topic).sort();
};

beforeAll(async () => {
  partner = await app.partner();
  customer = await app.customer(partner);
  const other = await app.customer(partner);
  const idOf = async ({ authId }: TestCustomer) =>
    (await app.services.customers.walletRef(partner.partnerId, authId)).customerId;
  customerId = await idOf(customer);
  const told = story({
    partnerId: partner.partnerId,
    customerIds: [customerId, await idOf(other)],
    seed: 3,
    count: 2_500,
    from: new Date('2026-03-01T00:00:00Z'),
    before: new Date('2026-03-25T00:00:00Z'),
  });
  await ensurePartitions(app.db, told.from, told.before);
  await record(app.db, [...plausibleCalls(told)]);
  for (const amount of [500, 25, 7])
    await ask('POST', `/accounts/${customer.authId}/transfer-balance`, { amount, currency: 'INR' });
});

describe('an export', () => {
  it('waits, is made by a worker, and is what the list shows, whole', async () => {
    const id = await request({ type: 'cdrs' });
    expect(await read(id)).toMatchObject({ status: 'queued', download_url: null, rows_total: null });
    await make();
    const made = await read(id);
    expect(made).toMatchObject({
      status: 'ready',
      progress_percent: 100,
      rows_total: 2_500,
      rows_done: 2_500,
      truncated: false,
    });
    const lines = await linesOf(id);
    expect(lines).toHaveLength(2_501);
    expect(lines[0]).toContain('wholesale_cost,margin');
    const newest = (await ask('GET', '/cdrs?per_page=1')).body as { data: Json[] } & Json;
    const columns = lines[0]!.split(',');
    const cells = lines[1]!.split(',');
    expect(cells[columns.indexOf('uuid')]).toBe(newest.data[0]!['uuid']);
    expect(new Set(lines.slice(1).map((line) => line.split(',')[columns.indexOf('uuid')])).size).toBe(2_500);
    expect(await eventsOf(id)).toEqual(['export.ready', 'export.requested']);
  });

  it('has the filters of its list, and no others', async () => {
    const query = `call_direction=outbound&status=failed&start_date=2026-03-10`;
    const listed = (await ask('GET', `/accounts/${customer.authId}/cdrs?${query}`)).body as {
      pagination: Json;
    } & Json;
    const id = await request({
      type: 'cdrs',
      account: customer.authId,
      call_direction: 'outbound',
      status: 'failed',
      start_date: '2026-03-10',
    });
    await make();
    expect((await linesOf(id)).length - 1).toBe(listed.pagination['total']);
    const wrong = await ask('POST', '/exports', {
      type: 'cdrs',
      transaction_type: 'debit',
      min_duration: 5,
      max_duration: 1,
      from_date: 'soon',
    });
    expect(wrong.status).toBe(422);
    expect((wrong.body['details'] as { loc: string[] }[]).map(({ loc }) => loc.join('.')).sort()).toEqual([
      'body.from_date',
      'body.max_duration',
      'body.type',
    ]);
  });

  it('is searched as its list is: calls by three characters, transactions by any', async () => {
    const id = await request({ type: 'transactions', search: 'zq' });
    await make();
    expect(await linesOf(id)).toHaveLength(1);
    const refused = await ask('POST', '/exports', { type: 'cdrs', search: 'zq' });
    expect(refused.status).toBe(422);
    expect(JSON.stringify(refused.body)).toContain('three characters in a row');
  });

  it('of transactions has every row of the wallets', async () => {
    const id = await request({
      type: 'transactions',
      account: customer.authId,
      transaction_type: 'transfer',
    });
    await make();
    const [head, ...lines] = await linesOf(id);
    const columns = head!.split(',');
    // The reference shows such a file.
    const [shown, row] = fileExample.split('\r\n');
    expect([head, row!.split(',').length]).toEqual([shown, columns.length]);
    expect(lines.map((line) => line.split(',')[columns.indexOf('amount')])).toEqual([
      '7.00000',
      '25.00000',
      '500.00000',
    ]);
    expect(lines.map((line) => line.split(',')[columns.indexOf('balance_after')])).toEqual([
      '532.00000',
      '525.00000',
      '500.00000',
    ]);
  });

  it('is another partner’s business as little as everything else', async () => {
    const id = await request({ type: 'cdrs' });
    const other = await app.partner();
    expect((await ask('GET', `/exports/${id}`, undefined, other.auth)).status).toBe(404);
    expect((await ask('DELETE', `/exports/${id}`, undefined, other.auth)).status).toBe(404);
    expect((await ask('GET', '/exports', undefined, other.auth)).body).toMatchObject({
      total: 0,
      exports: [],
    });
    expect(
      (await ask('POST', '/exports', { type: 'cdrs', account: customer.authId }, other.auth)).status,
    ).toBe(404);
    await make();
    await app.services.partners.find(app.db.kysely, partner.partnerId);
  });

  it('needs the right to see call records', async () => {
    const blind = await app.partner({ canViewCdrs: false });
    expect((await ask('POST', '/exports', { type: 'cdrs' }, blind.auth)).body['error']).toBe('cdrs_disabled');
    expect((await ask('POST', '/exports', { type: 'transactions' }, blind.auth)).status).toBe(202);
    await make();
  });
});

describe('a link', () => {
  it('works for its time, and no changed text is one', async () => {
    const id = await request({ type: 'cdrs', account: customer.authId, status: 'busy' });
    await make();
    const url = String((await read(id))['download_url']);
    expect((await fetchFile(url)).statusCode).toBe(200);
    const changed = url.slice(0, -1) + (url.endsWith('A') ? 'B' : 'A');
    const middle = `${url.slice(0, -40)}${url.at(-40) === 'x' ? 'y' : 'x'}${url.slice(-39)}`;
    for (const bad of [middle, `${url}A`, `${url}=`, url.slice(0, -10), changed.replace(/.{3}$/, '___')])
      expect((await fetchFile(bad)).statusCode).toBe(404);
    app.clock.advanceMs(LIMITS.linkMs);
    expect((await fetchFile(url)).statusCode).toBe(404);
    const again = String((await read(id))['download_url']);
    expect((await fetchFile(again)).statusCode).toBe(200);
  });

  it('ends with its file, which is kept for a week', async () => {
    const id = await request({ type: 'cdrs', status: 'busy' });
    await make();
    app.clock.advanceMs(LIMITS.keptMs - 1);
    const url = String((await read(id))['download_url']);
    expect((await fetchFile(url)).statusCode).toBe(200);
    app.clock.advanceMs(1);
    expect((await fetchFile(url)).statusCode).toBe(404);
    await exports.schedules.find(({ name }) => name === 'exports.expire')!.run();
    expect(await read(id)).toMatchObject({ status: 'expired', download_url: null });
    const { rows } = await sql`SELECT FROM export_piece WHERE export_id = ${id}`.execute(app.db.kysely);
    expect(rows).toEqual([]);
  });
});

describe('cancelling', () => {
  it('ends what waits and what runs, and nothing that is finished', async () => {
    const waiting = await request({ type: 'cdrs' });
    expect((await ask('DELETE', `/exports/${waiting}`)).body).toMatchObject({ status: 'cancelled' });
    await make();
    expect(await read(waiting)).toMatchObject({ status: 'cancelled' });
    expect((await ask('DELETE', `/exports/${waiting}`)).body['error']).toBe('export_finished');
    const running = await request({ type: 'cdrs' });
    const open: OpenTable = async () => ({
      rowsTotal: 2,
      batches: (async function* () {
        yield { text: 'a\r\n', rows: 0 };
        expect(await read(running)).toMatchObject({ status: 'running' });
        await ask('DELETE', `/exports/${running}`);
        yield { text: '1\r\n', rows: 1 };
      })(),
    });
    await makeExports({ db: app.db, clock: app.clock, open });
    expect(await read(running)).toMatchObject({ status: 'cancelled', download_url: null });
    const { rows } = await sql`SELECT FROM export_piece WHERE export_id = ${running}`.execute(app.db.kysely);
    expect(rows).toEqual([]);
  });
});

describe('limits and accidents', () => {
  it('twenty may wait, however many are asked for at once; two are made at once', async () => {
    const fresh = await app.partner();
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => ask('POST', '/exports', { type: 'transactions' }, fresh.auth)),
    );
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(LIMITS.unfinished);
    expect(new Set(answers.filter(({ status }) => status !== 202).map(({ body }) => body['error']))).toEqual(
      new Set(['too_many_exports']),
    );
    const now = app.clock.now();
    const claimed = await Promise.all(Array.from({ length: 5 }, () => claimExport(app.db, now)));
    expect(claimed.filter((one) => one !== null)).toHaveLength(LIMITS.running);
    app.clock.advanceMs(LIMITS.leaseMs + 1);
    await make();
    const { body } = await ask('GET', '/exports?per_page=100', undefined, fresh.auth);
    expect((body['exports'] as Json[]).every(({ status }) => status === 'ready')).toBe(true);
  });

  it('a worker that dies leaves its export to another, which begins anew and makes it once', async () => {
    const id = await request({ type: 'cdrs', account: customer.authId });
    const dead = (await claimExport(app.db, app.clock.now()))!;
    expect(dead.id).toBe(id);
    await make();
    expect(await read(id)).toMatchObject({ status: 'running' });
    app.clock.advanceMs(LIMITS.leaseMs + 1);
    await make();
    expect(await read(id)).toMatchObject({ status: 'ready' });
    expect(await eventsOf(id)).toEqual(['export.ready', 'export.requested']);
  });

  it('what fails is tried again, and given up at the third time with an event', async () => {
    const id = await request({ type: 'cdrs' });
    const open: OpenTable = async () => Promise.reject(new Error('relation "secret" is away'));
    await makeExports({ db: app.db, clock: app.clock, open });
    const failed = await read(id);
    expect(failed).toMatchObject({ status: 'failed', failure: 'The file could not be made.' });
    expect(await eventsOf(id)).toEqual(['export.failed', 'export.requested']);
  });

  it('more than a file holds is cut, and says so', async () => {
    const id = await request({ type: 'cdrs' });
    const open: OpenTable = async () => ({
      rowsTotal: LIMITS.rows + 1,
      batches: (async function* () {
        yield { text: 'a\r\n', rows: 0 };
        yield { text: '1\r\n', rows: LIMITS.rows };
        yield { text: '2\r\n', rows: 1 };
      })(),
    });
    await makeExports({ db: app.db, clock: app.clock, open });
    expect(await read(id)).toMatchObject({ status: 'ready', truncated: true, rows_done: LIMITS.rows });
    expect(await linesOf(id)).toEqual(['a', '1']);
  });

  it('the same key asks once', async () => {
    const headers = { 'idempotency-key': 'export-1' };
    const ids = new Set<unknown>();
    for (let turn = 0; turn < 2; turn += 1) {
      const answer = await app.request('POST', '/api/v1/partner/exports', {
        auth: partner.auth,
        headers,
        body: { type: 'cdrs', status: 'busy' },
      });
      ids.add(answer.json<Json>()['id']);
    }
    expect(ids.size).toBe(1);
  });
});
