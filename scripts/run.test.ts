import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const SCRIPTS = import.meta.dirname;

/** Stands for the product: tells how it was called, then ends as it is told to. */
const MAIN = `
const args: string[] = process.argv.slice(2);
console.log(JSON.stringify({ args, cwd: process.cwd() }));
if (args.includes('--wait')) {
  process.on('SIGTERM', () => process.exit(3));
  setInterval(() => undefined, 1000);
  console.log('waiting');
} else process.exitCode = args.includes('--fail') ? 7 : 0;
`;

let project: string;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'portal-run-'));
  await cp(SCRIPTS, join(project, 'scripts'), { recursive: true });
  await mkdir(join(project, 'packages/server/src'), { recursive: true });
  await writeFile(join(project, 'packages/server/src/main.ts'), MAIN);
  await writePackage('1.0.0', '1.0.0');
});

afterAll(async () => {
  await rm(project, { recursive: true, force: true });
});

/** A project without dependencies, so that npm needs no network. */
async function writePackage(version: string, lockedVersion: string, dependencies = {}): Promise<void> {
  const named = { name: 'sample', version };
  await writeFile(
    join(project, 'package.json'),
    JSON.stringify({ ...named, private: true, type: 'module', dependencies }),
  );
  const lock = { name: 'sample', version: lockedVersion, lockfileVersion: 3, requires: true };
  const packages = { '': { name: 'sample', version: lockedVersion } };
  await writeFile(join(project, 'package-lock.json'), JSON.stringify({ ...lock, packages }));
}

function start(script: string, args: string[], cwd = project): ChildProcess {
  return spawn(process.execPath, [join(project, 'scripts', script), ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function run(
  script: string,
  args: string[],
  cwd?: string,
): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = start(script, args, cwd);
  const said = { stdout: '', stderr: '' };
  child.stdout!.on('data', (chunk) => (said.stdout += String(chunk)));
  child.stderr!.on('data', (chunk) => (said.stderr += String(chunk)));
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...said };
}

describe('the bootstrap', () => {
  it('installs on the first run, keeps standard output clean, and does not install again', async () => {
    const first = await run('run.mjs', ['portal', 'partner', 'list']);
    expect(first.stderr).toMatch(/^Installing packages … 0 s\n(.*\n)*Packages installed \(\d+ s\)\n$/);
    expect(JSON.parse(first.stdout)).toMatchObject({ args: ['partner', 'list'] });
    const second = await run('run.mjs', ['portal']);
    expect(second).toMatchObject({ code: 0, stderr: '' });
  });

  it('installs again when the lock file asks for something else', async () => {
    const lock = await readFile(join(project, 'package-lock.json'), 'utf8');
    const missing = { 'node_modules/missing': { version: '1.0.0', extraneous: true } };
    const changed = JSON.parse(lock) as { packages: Record<string, unknown> };
    changed.packages = { ...changed.packages, ...missing };
    await writeFile(join(project, 'package-lock.json'), JSON.stringify(changed));
    const { stderr } = await run('run.mjs', ['portal']);
    expect(stderr).toContain('Installing packages');
    await writeFile(join(project, 'package-lock.json'), lock);
    expect(await run('run.mjs', ['portal'])).toMatchObject({ code: 0, stderr: '' });
  });

  it('passes arguments and the exit code on, and serves by default for start', async () => {
    const failed = await run('run.mjs', ['start', '--fail', 'two words', '$HOME']);
    expect(failed.code).toBe(7);
    expect(JSON.parse(failed.stdout)).toMatchObject({ args: ['serve', '--fail', 'two words', '$HOME'] });
  });

  it('passes signals on', async () => {
    const child = start('run.mjs', ['portal', '--wait']);
    for await (const line of createInterface(child.stdout!)) if (line === 'waiting') break;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([3, null]);
  });

  it('the portal command works from any folder, and leaves the folder alone', async () => {
    const { stdout } = await run('portal.mjs', ['me'], tmpdir());
    expect(JSON.parse(stdout)).toMatchObject({ args: ['me'], cwd: tmpdir() });
  });

  it('an unknown command and a failed installation are sentences', async () => {
    expect(await run('run.mjs', ['toString'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'Usage: node scripts/run.mjs start|test|check|portal [arguments]\n',
    });
    await writePackage('1.0.0', '1.0.0', { absent: 'file:absent' });
    await rm(join(project, 'node_modules'), { recursive: true, force: true });
    const failed = await run('run.mjs', ['portal']);
    expect(failed).toMatchObject({ code: 1, stdout: '' });
    expect(failed.stderr).toContain('npm error');
    expect(failed.stderr).toMatch(/"npm ci" failed: see above for the cause.*\n$/);
  });
});
