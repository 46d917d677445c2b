// Everything CI checks, in one command. `--no-tests` leaves the suite out.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT } from './node24.mjs';

/** A program of an installed package, by its command's name. */
const bin = (name) => join(PROJECT, 'node_modules', '.bin', name);
const script = (name) => join(PROJECT, 'scripts', name);
const MAIN = join(PROJECT, 'packages/server/src/main.ts');
const MAX_OUTPUT = 64 * 1024 * 1024;

// name, then what Node 24 runs. A new check is a new line.
const STEPS = [
  ['formatting', bin('prettier'), '--check', '--log-level=warn', '.'],
  ['types', bin('tsc'), '--noEmit', '-p', 'tsconfig.json'],
  ['lint', '--max-old-space-size=4096', bin('eslint'), '.'],
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

const failed = [];
for (const [name, ...args] of process.argv.includes('--no-tests') ? STEPS : [...STEPS, TESTS]) {
  const started = Date.now();
  const quiet = name !== TESTS[0];
  const result = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd: PROJECT,
    stdio: quiet ? 'pipe' : 'inherit',
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT,
    env: { ...process.env, REDOCLY_TELEMETRY: 'off' },
  });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${result.status === 0 ? 'ok    ' : 'FAILED'}  ${name} (${seconds} s)\n`);
  // A Ctrl-C ended the step, and us.
  if (result.signal !== null) process.exit(130);
  if (result.status === 0) continue;
  failed.push(name);
  if (quiet) process.stdout.write(`${result.stdout}${result.stderr}\n`);
}
process.stdout.write(failed.length === 0 ? '\nAll checks passed.\n' : `\nFailed: ${failed.join(', ')}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
