import { Command } from 'commander';
import { describe, expect, it, vi } from 'vitest';
import { startTestApp } from '../../test/app.ts';
import { registerEdgeCommands } from './index.ts';

const app = await startTestApp();
/** Far longer than it takes; a busy machine is not a fault. */
const WAIT_MS = 15_000;

/** Runs a command line and gives what it prints. */
async function portal(...args: string[]): Promise<string> {
  const lines: string[] = [];
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  registerEdgeCommands(program, {
    services: async () => app.services,
    print: (text) => {
      lines.push(text);
    },
  });
  await program.parseAsync(['edge', ...args], { from: 'user' });
  return lines.join('\n');
}

async function json(...args: string[]): Promise<Record<string, unknown>> {
  return JSON.parse(await portal(...args, '--json')) as Record<string, unknown>;
}

async function beat(secret: string): Promise<number> {
  const answer = await app.request('POST', '/edge/v1/heartbeat', {
    auth: { authorization: `Bearer ${secret}` },
    body: { software: 'test 1', live_calls: 2 },
  });
  return answer.statusCode;
}

describe('portal edge', () => {
  it('lets a node in, shows its secret once, and says how it is', async () => {
    const text = await portal('create', '--name', 'mum-1', '--networks', '127.0.0.1', '--region', 'Mumbai');
    expect(text).toMatch(/^mum-1 {2}never.seen/);
    const secret = /^ {2}(edge_\S+)$/m.exec(text)?.[1] ?? '';
    expect(await portal('list')).toMatch(/mum-1 +never.seen +never/);
    expect(await beat(secret)).toBe(200);
    const list = await portal('list');
    expect(list).toMatch(/mum-1 +online/);
    expect(list).not.toContain(secret);
    expect(await json('list')).toMatchObject({
      edge_nodes: [{ name: 'mum-1', state: 'online', live_calls: 2, networks: ['127.0.0.1/32'] }],
    });
  });

  it('gives another secret, by name, and lets the one before work as long as it is told', async () => {
    const first = (await json('create', '--name', 'mum-2', '--networks', '127.0.0.1,198.51.100.0/24'))[
      'secret'
    ];
    const second = (await json('rotate', 'mum-2', '--overlap-seconds', '60', '--reason', 'Laptop lost'))[
      'secret'
    ];
    expect(second).not.toBe(first);
    expect([await beat(String(first)), await beat(String(second))]).toEqual([200, 200]);
    app.clock.advanceMs(61_000);
    expect([await beat(String(first)), await beat(String(second))]).toEqual([401, 200]);
    const { rows } = await app.db.pool.query<{ reason: string }>(
      "SELECT reason FROM audit_entry WHERE action LIKE 'edge_node.%' AND reason IS NOT NULL",
    );
    expect(rows).toEqual([{ reason: 'Laptop lost' }]);
  });

  it('shuts a node out and lets it in again, by id or name', async () => {
    const made = await json('create', '--name', 'mum-3', '--networks', '127.0.0.1');
    const secret = String(made['secret']);
    expect(await portal('disable', 'mum-3')).toMatch(/^mum-3 {2}disabled/);
    await vi.waitFor(async () => {
      expect(await beat(secret)).toBe(403);
    }, WAIT_MS);
    expect(await json('enable', String(made['id']))).toMatchObject({ name: 'mum-3', enabled: true });
    // What is known of a node is known for a second.
    await vi.waitFor(async () => {
      expect(await beat(secret)).toBe(200);
    }, WAIT_MS);
  });

  it('says what is wrong, and changes nothing', async () => {
    await expect(portal('create', '--name', 'mum-3', '--networks', '127.0.0.1')).rejects.toThrow(/name/);
    await expect(portal('create', '--name', 'mum-4', '--networks', 'nowhere')).rejects.toThrow(/networks/);
    await expect(portal('rotate', 'mum-9')).rejects.toThrow('No such edge node.');
    expect(await portal('list')).not.toContain('mum-4');
  });
});
