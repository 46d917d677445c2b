import { Command } from 'commander';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { registerRateCommands } from './index.ts';
import { ratesApp } from './test-rates.ts';

const app = await ratesApp();
const directory = await mkdtemp(join(tmpdir(), 'portal-decks-'));
afterAll(() => rm(directory, { recursive: true }));

/** Runs a command line; answers what it printed. */
async function portal(...args: string[]): Promise<string> {
  const lines: string[] = [];
  const program = new Command('portal').exitOverride().configureOutput({ writeErr: () => undefined });
  registerRateCommands(program, {
    services: async () => app.services,
    print: (text) => void lines.push(text),
  });
  for (const command of program.commands.flatMap((group) => [group, ...group.commands]))
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  await program.parseAsync(args, { from: 'user' });
  return lines.join('\n');
}

const json = async (...args: string[]): Promise<Record<string, unknown>> =>
  JSON.parse(await portal(...args, '--json')) as Record<string, unknown>;

async function file(text: string): Promise<string> {
  const path = join(directory, `${String(Math.random())}.csv`);
  await writeFile(path, text);
  return path;
}

test('the operator makes a tier, reads a deck into it, compares, publishes, goes back and asks for a price', async () => {
  const made = await json(
    'tier',
    'create',
    '--name',
    'Bulk',
    '--currency',
    'INR',
    '--rate-per-minute',
    '0.4',
  );
  expect(made).toMatchObject({ name: 'Bulk', rate_per_minute: 0.4, did_release_fee: 700 });
  const id = made['id'] as string;
  const first = await portal('deck', 'import', id, await file('prefix,rate\n91,0.3\n44,1\n'));
  expect(first).toContain('version 1  draft');
  expect(first).toContain('against nothing: 2 new');
  expect(await portal('deck', 'publish', id, '1')).toContain('version 1  live');
  await portal('deck', 'import', id, await file('prefix,rate\n91,0.33\n44,1\n'));
  expect(await portal('deck', 'diff', id, '2')).toMatch(/1 dearer.*1 unchanged[\s\S]*91 +dearer +\+10 %/);
  app.clock.advanceMs(1_000);
  expect(await json('deck', 'publish', id, '2', '--reason', 'April')).toMatchObject({ status: 'live' });
  app.clock.advanceMs(1_000);
  expect(await json('deck', 'rollback', id, '1')).toMatchObject({ version: 1, status: 'live' });
  expect(await portal('deck', 'list', id)).toMatch(/2 +retired[\s\S]*1 +live/);
  const at = new Date(app.clock.now().getTime() + 60_000).toISOString();
  expect(await json('deck', 'publish', id, '2', '--effective-at', at)).toMatchObject({ scheduled_for: at });
  expect(await json('deck', 'unschedule', id, '2')).toMatchObject({ status: 'retired', scheduled_for: null });
  const price = await portal('rates', 'lookup', '+919811000000', '--pricing-tier-id', id, '--seconds', '61');
  expect(price).toContain('0.3 × 120 / 60 = 0.6, exactly 0.60.');
  expect(await portal('tier', 'list')).toContain('Bulk');
  expect(await portal('tier', 'show', id)).toMatch(/live deck +version 1, 2 prices/);
});

test('a file with bad rows is shown with them, and the command fails', async () => {
  const id = (await json('tier', 'create', '--name', 'Bad', '--currency', 'INR', '--rate-per-minute', '1'))[
    'id'
  ];
  const path = await file('prefix,rate\n+91,0.3\n');
  const before = process.exitCode;
  const printed = await portal('deck', 'import', String(id), path);
  expect(process.exitCode).toBe(1);
  process.exitCode = before;
  expect(printed).toContain('line 2, prefix: A prefix has no +');
  expect(await portal('deck', 'show', String(id), '1')).toContain('faulty');
});

test('faults of options are named by their options', async () => {
  await expect(
    portal('tier', 'create', '--name', ' ', '--currency', 'in', '--rate-per-minute', '-1'),
  ).rejects.toThrow(/--name: .*\n--currency: /s);
  await expect(portal('tier', 'show', 'nonsense')).rejects.toThrow('No such pricing tier.');
});

test('a partner is let to buy at a tier', async () => {
  const { authId } = await app.partner();
  const made = await json(
    'tier',
    'create',
    '--name',
    'Gold',
    '--currency',
    'INR',
    '--rate-per-minute',
    '0.2',
  );
  const given = await json('tier', 'assign', String(made['id']), authId);
  expect(given['wholesale_tiers']).toContainEqual(expect.objectContaining({ pricing_tier_id: made['id'] }));
});
