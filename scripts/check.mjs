// Everything CI checks, in one command. `--no-tests` leaves the suite out.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { PROJECT } from './node24.mjs';

/** A program of an installed package, by its command's name. */
const bin = (name) => join(PROJECT, 'node_modules', '.bin', name);
const script = (name) => join(PROJECT, 'scripts', name);
const MAIN = join(PROJECT, 'packages/server/src/main.ts');

// name, then what Node 24 runs, the longest first. A new check is a new line.
const STEPS = [
  ['lint', '--max-old-space-size=4096', bin('eslint'), '.'],
  ['types', bin('tsc'), '--noEmit', '-p', 'tsconfig.json'],
  ['formatting', bin('prettier'), '--check', '--log-level=warn', '.'],
  [
    'boundaries between rooms',
    bin('depcruise'),
    '--config',
    '.dependency-cruiser.cjs',
    'packages',
    'bench',
    'e2e',
  ],
  ['dead code', bin('knip'), '--no-config-hints'],
  ['schema snapshot', MAIN, 'schema', 'check'],
  ['API document', MAIN, 'openapi', 'check'],
  ['API document under a linter', bin('redocly'), 'lint', '--config', 'redocly.yaml'],
  ['picture of the architecture', script('draw-architecture.mjs'), '--check'],
];
const TESTS = ['tests', script('test.mjs')];

const AT_ONCE = 2;
const failed = [];
let interrupted = false;

/** Runs one step to its end. What a quiet one says is told when it failed. */
async function run([name, ...args], quiet) {
  const started = Date.now();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd: PROJECT,
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    env: { ...process.env, REDOCLY_TELEMETRY: 'off' },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text) => (said += text));
  const [status, signal] = await once(child, 'close');
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${status === 0 ? 'ok    ' : 'FAILED'}  ${name} (${seconds} s)\n`);
  // A Ctrl-C ended the step, and us.
  if (signal !== null) interrupted = true;
  if (status === 0) return;
  failed.push(name);
  if (quiet) process.stdout.write(`${said}\n`);
}

// They only read, but for what is thrown away after; each is content with one core.
const waiting = [...STEPS];
const next = async () => {
  while (!interrupted && waiting.length > 0) await run(waiting.shift(), true);
};
await Promise.all(Array.from({ length: AT_ONCE }, next));
if (!interrupted && !process.argv.includes('--no-tests')) await run(TESTS, false);
if (interrupted) process.exit(130);
process.stdout.write(failed.length === 0 ? '\nAll checks passed.\n' : `\nFailed: ${failed.join(', ')}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
