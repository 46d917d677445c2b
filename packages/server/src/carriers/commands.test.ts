import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, describe, expect, test } from 'vitest';
import { registerCarrierCommands } from './index.ts';
import { carrierHarness } from './test-carriers.ts';

const { db, clock, carriers } = await carrierHarness();
const folder = await mkdtemp(join(tmpdir(), 'routes-'));
afterAll(() => rm(folder, { recursive: true }));

/** Runs a command line; answers what it printed. */
async function portal(...args: string[]): Promise<string> {
  const lines: string[] = [];
  const program = new Command('portal');
  registerCarrierCommands(program, {
    services: async () => ({ carriers, db, clock }),
    print: (text) => void lines.push(text),
  });
  const quiet = (command: Command): void => {
    command.exitOverride().configureOutput({ writeErr: () => undefined });
    for (const inner of command.commands) quiet(inner);
  };
  quiet(program);
  await program.parseAsync(['carrier', ...args], { from: 'user' });
  return lines.join('\n');
}

const json = async (...args: string[]): Promise<Record<string, unknown>> =>
  JSON.parse(await portal(...args, '--json')) as Record<string, unknown>;

describe('portal carrier', () => {
  test('makes a carrier with its rules, gateways and routes, and shows where a call goes and why', async () => {
    const made = await json(
      ...['create', '--name', 'Northwind', '--currency', 'USD', '--dial-strip', '91', '--dial-prepend', '0'],
      ...[
        '--dial-otherwise',
        '00',
        '--cli-anonymous',
        'refuse',
        '--did-form',
        'national',
        '--did-calling-code',
        '91',
      ],
    );
    expect(made).toMatchObject({
      name: 'Northwind',
      dial_format: { strip: '91', prepend: '0', otherwise: '00' },
      cli_rules: { mode: 'pass', anonymous: 'refuse' },
      did_format: { form: 'national', calling_code: '91' },
    });
    const gateway = await json(
      ...['gateway', 'add', 'northwind', '--name', 'Mumbai', '--host', '203.0.113.5', '--direction', 'both'],
      ...[
        '--source-addresses',
        '203.0.113.5, 203.0.113.16/28',
        '--max-concurrent-calls',
        '100',
        '--max-cps',
        'none',
      ],
    );
    expect(gateway).toMatchObject({
      source_addresses: ['203.0.113.5/32', '203.0.113.16/28'],
      max_concurrent_calls: 100,
      max_cps: null,
      state: 'up',
    });
    const id = String(gateway['id']);
    expect(await portal('routes', 'add', 'NORTHWIND', '--prefix', '9198', '--cost-rate', '0.0042')).toMatch(
      /9198 .* 0\.0042 +on/,
    );
    const shown = await portal('route', '+919876543210', '--from', '+919431538535');
    expect(shown).toContain('sip:09876543210@203.0.113.5:5060;transport=udp');
    expect(shown).toMatch(/1 +Northwind \/ Mumbai +9198 +1 +0\.0042 USD/);
    expect(await portal('route', '919876543210')).toMatch(/Nobody takes .*\n\n.*\n.*withhold their number/s);
    expect(await portal('inbound', '203.0.113.20', '--did', '09876543210')).toBe(
      '203.0.113.20 is Mumbai of Northwind.\n09876543210 is +919876543210.',
    );
    expect(await portal('inbound', '198.51.100.1', '--did', '1')).toBe('198.51.100.1 is nobody’s.');

    expect(await portal('gateway', 'state', 'Northwind', id, 'draining', '--reason', 'Tonight')).toMatch(
      /Mumbai +on +draining \(by hand\)/,
    );
    expect(await portal('route', '+919876543210', '--from', '+919431538535')).toMatch(
      /Set to draining by hand/,
    );
    expect(await portal('gateway', 'list', 'Northwind')).toMatch(
      /Mumbai +203\.0\.113\.5:5060 udp +both +draining +0\/100/,
    );
    expect((await json('gateway', 'set', 'Northwind', id, '--weight', '40'))['weight']).toBe(40);
    expect(await json('gateway', 'show', 'Northwind', id)).toMatchObject({ weight: 40, state: 'draining' });
  });

  test('replaces routes from a file, and names its faults by their lines', async () => {
    await portal('create', '--name', 'Filed', '--currency', 'USD');
    const file = join(folder, 'routes.csv');
    await writeFile(file, 'prefix,cost_rate\n91,0.004\n44,0.006\n');
    expect(await portal('routes', 'replace', 'Filed', file)).toBe(
      'Filed: 2 added, 0 changed, 0 removed, 0 unchanged.',
    );
    const routes = (await json('routes', 'list', 'Filed', '--number', '+919876543210'))['routes'] as {
      id: string;
    }[];
    expect(routes).toHaveLength(1);
    await writeFile(file, 'prefix,cost_rate\n91,free\nx,1\n');
    await expect(portal('routes', 'replace', 'Filed', file)).rejects.toThrow(
      /^line 2, cost_rate: .*\nline 3, prefix: .*digits$/,
    );
    const changed = await json(
      'routes',
      'set',
      'Filed',
      routes[0]!.id,
      '--priority',
      '3',
      '--exclusive',
      'yes',
    );
    expect(changed).toMatchObject({ priority: 3, exclusive: true });
    expect(await portal('routes', 'delete', 'Filed', routes[0]!.id)).toBe('The route for 91 is deleted.');
    expect(await portal('list', '--search', 'filed')).toMatch(/Filed +on +USD +0 +1\n1 in all/);
  });

  test('names every wrong option at once, and what it does not know', async () => {
    await expect(portal('create', '--name', ' ', '--currency', 'us', '--cli', 'loud')).rejects.toThrow(
      /--name: .*\n--currency: .*\n--cli-rules.mode: /s,
    );
    // What stored data says stands beside it.
    await expect(portal('create', '--name', 'Filed', '--currency', 'us')).rejects.toThrow(
      /--name: Another carrier .*\n--currency: /s,
    );
    await expect(portal('show', 'Nobody')).rejects.toThrow('No such carrier.');
    await expect(portal('route', '0044')).rejects.toThrow(/--to: /);
    await portal('create', '--name', 'Brief', '--currency', 'USD');
    expect(await portal('set', 'Brief', '--enabled', 'no', '--reason', 'Later')).toMatch(/Brief +off/);
    expect(await portal('delete', 'Brief')).toBe('Brief is deleted.');
  });
});
