import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PROJECT = join(import.meta.dirname, '..');
const run = promisify(execFile);

let directory: string;
let server: ChildProcess;
let port: number;
let env: NodeJS.ProcessEnv;

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port: found } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return found;
}

/** The lines between the marks, block by block, exactly as a reader pastes them; only the port is another one. */
async function readWalk(): Promise<string[]> {
  const readme = await readFile(join(PROJECT, 'README.md'), 'utf8');
  const walk = readme.slice(readme.indexOf('<!-- walk:start -->'), readme.indexOf('<!-- walk:end -->'));
  return [...walk.matchAll(/```sh\n(.*?)```/gs)].map((block) => block[1]!.replaceAll(':8080', `:${port}`));
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'portal-walk-'));
  port = await freePort();
  env = { ...process.env, PORT: String(port), PORTAL_DATA_DIR: join(directory, 'data'), LOG_LEVEL: 'warn' };
  delete env['DATABASE_URL'];
  server = spawn(process.execPath, [join(PROJECT, 'packages/server/src/main.ts'), 'serve'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (answer?.status === 200) return;
    if (server.exitCode !== null) throw new Error('The server did not start.');
    await sleep(50);
  }
});

afterAll(async () => {
  server.kill('SIGTERM');
  if (server.exitCode === null) await once(server, 'exit');
  await rm(directory, { recursive: true, force: true });
});

describe('the walk of the README', () => {
  it('works as printed, from the request for access to the verified books', async () => {
    const blocks = await readWalk();
    expect(blocks.length).toBeGreaterThanOrEqual(6);
    const marked = blocks.map((block, index) => `echo '=== ${index}'\n${block}\necho`).join('\n');
    const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', marked], {
      env,
      cwd: PROJECT,
      maxBuffer: 1 << 24,
    });
    const outputs = stdout.split(/^=== \d+$/m).slice(1);
    const [asked = '', , profile = '', twice = '', refused = '', ledgers = ''] = outputs;
    expect(JSON.parse(asked)).toMatchObject({ status: 'received' });
    expect(JSON.parse(profile)).toMatchObject({
      name: 'Asha Rao',
      balance: 10_000,
      credit_limit: 2_000,
      available_balance: 12_000,
    });
    const answers = twice.trim().split('\n').join('').split('}{');
    expect(answers).toHaveLength(2);
    expect(`${answers[0]!}}`).toBe(`{${answers[1]!}`);
    expect(JSON.parse(`${answers[0]!}}`)).toMatchObject({
      status: 'completed',
      partner_balance_after: 9_500,
      customer_balance_after: 500,
    });
    expect(JSON.parse(refused)).toMatchObject({
      error: 'insufficient_balance',
      current_balance: 11_500,
      requested_amount: 50_000,
    });
    expect(ledgers).toMatch(/"net_amount": 300/);
    expect(ledgers).toMatch(/"reference_type": "reversal"/);
    expect(ledgers).toMatch(/"balance_after": 9700/);
    expect(ledgers).toContain('The books are right');
  });
});
