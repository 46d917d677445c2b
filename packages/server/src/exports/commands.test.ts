import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Command } from 'commander';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestPartner } from '../../test/app.ts';
import { plausibleCalls } from '../cdrs/index.ts';
import { record, story } from '../cdrs/test-calls.ts';
import { registerExportCommands } from './commands.ts';

const app = await startTestApp();
let partner: TestPartner;
let directory: string;

/** Runs a command line; answers what it printed. */
async function portal(...args: string[]): Promise<string> {
  const lines: string[] = [];
  const program = new Command('portal').exitOverride().configureOutput({ writeErr: () => undefined });
  registerExportCommands(program, {
    services: async () => app.services,
    print: (text) => void lines.push(text),
  });
  const [name = '', ...options] = args;
  await program.parseAsync(['export', name, '--partner', partner.authId, ...options], { from: 'user' });
  return lines.join('\n');
}

const json = async (...args: string[]): Promise<Record<string, unknown>> =>
  JSON.parse(await portal(...args, '--json')) as Record<string, unknown>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'portal-export-'));
  partner = await app.partner();
  const customer = await app.customer(partner);
  const { customerId } = await app.services.customers.walletRef(partner.partnerId, customer.authId);
  const told = story({ partnerId: partner.partnerId, customerIds: [customerId], seed: 6, count: 120 });
  await record(app.db, [...plausibleCalls(told)]);
});

afterAll(() => rm(directory, { recursive: true, force: true }));

test('an export is asked for, followed, and written to a file that was not there', async () => {
  const asked = await json('create', '--type', 'cdrs', '--status', 'answered');
  const id = String(asked['id']);
  expect(asked).toMatchObject({ status: 'queued', filters: { status: 'answered' } });
  await expect(portal('download', id, '--output', join(directory, 'early.gz'))).rejects.toThrow(
    'There is no file: the export is queued.',
  );
  await app.services.exports.handler.handle({ id: 'e', partnerId: null, payload: {} });
  const made = await json('show', id);
  expect(made).toMatchObject({ status: 'ready', progress_percent: 100 });
  const output = join(directory, 'calls.csv.gz');
  expect(await json('download', id, '--output', output)).toEqual({ id, file: output, bytes: made['bytes'] });
  const lines = gunzipSync(await readFile(output))
    .toString()
    .trim()
    .split('\r\n');
  expect(lines).toHaveLength(Number(made['rows_done']) + 1);
  await expect(portal('download', id, '--output', output)).rejects.toThrow('EEXIST');
  expect(await portal('show', id)).toContain('/api/v1/public/exports/');
});

test('one that waits is cancelled; the list has all of them, newest first', async () => {
  const id = String((await json('create', '--type', 'transactions'))['id']);
  expect(await json('cancel', id)).toMatchObject({ id, status: 'cancelled' });
  await expect(portal('cancel', id)).rejects.toMatchObject({ code: 'export_finished' });
  const listed = await json('list', '--per-page', '1');
  expect(listed).toMatchObject({ total: 2, exports: [{ id }] });
  expect(await portal('list')).toMatch(new RegExp(`^${id} +transactions +cancelled`, 'm'));
});

test('filters of the other table are refused, and exports of others are not found', async () => {
  await expect(portal('create', '--type', 'transactions', '--hangup-cause', 'USER_BUSY')).rejects.toThrow(
    '--type: ',
  );
  const { partnerId } = await app.partner();
  const { exports } = app.services;
  const { exports: mine } = await exports.list(partner.partnerId, {
    page: 1,
    perPage: 1,
    limit: 1,
    offset: 0,
    cursor: null,
  });
  await expect(exports.find(partnerId, mine[0]!.id)).rejects.toMatchObject({ status: 404 });
});
