// The whole suite, ending in one line: N passed, N failed, N skipped. REQUIRE_ALL=1 turns a skip into a failure.
// `npm test -- <part of a path>` runs some tests. TEST_DATABASE_URL names a server to use in place of the embedded one.
import { spawn } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { PROJECT } from './node24.mjs';
import { startEmbedded } from './embedded.mjs';
import { hasPostgres15, startPostgres15 } from './postgres15.mjs';

const filters = process.argv.slice(2);
const totals = { passed: 0, failed: 0, skipped: 0 };
const notes = [];
let interrupted = false;
let running = null;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    // One Ctrl-C comes from the terminal and again from npm.
    if (!interrupted) running?.kill(signal);
    interrupted = true;
  });
}

/** A failure in short, indented: of a log of thousands of lines it is the end that gets read. */
function beginning(message) {
  return message
    .split('\n')
    .filter((line) => !line.includes('node_modules/vitest'))
    .slice(0, 12)
    .map((line) => `  ${line}`)
    .join('\n');
}

/** Runs vitest once and adds its figures up; a run that leaves no report counts as one failure. */
async function vitest(title, args, env = {}) {
  process.stdout.write(`\n${title}\n`);
  const directory = mkdtempSync(join(tmpdir(), 'portal-report-'));
  const report = join(directory, 'report.json');
  const options = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args];
  running = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(PROJECT, 'node_modules/vitest/vitest.mjs'), ...options],
    // In a process group of its own, which hears of signals from us alone.
    {
      cwd: PROJECT,
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
      env: { ...process.env, ...env },
    },
  );
  const code = await new Promise((resolve) => running.once('exit', (status) => resolve(status ?? 1)));
  running = null;
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    // A file that does not even load has no tests to count.
    const broken = result.testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.length === 0,
    );
    const failed = result.numFailedTests + broken.length;
    totals.passed += result.numPassedTests;
    totals.failed += failed === 0 && code !== 0 ? 1 : failed;
    totals.skipped += result.numPendingTests + result.numTodoTests;
    for (const file of result.testResults) {
      const path = relative(PROJECT, file.name);
      if (broken.includes(file)) notes.push(`failed: ${path}\n${beginning(file.message ?? '')}`);
      for (const { status, fullName, failureMessages } of file.assertionResults) {
        if (status === 'failed')
          notes.push(`failed: ${path}: ${fullName}\n${beginning(failureMessages?.[0] ?? '')}`);
        if (status === 'pending' || status === 'skipped' || status === 'todo')
          notes.push(`skipped: ${fullName}`);
      }
    }
  } catch {
    totals.failed += 1;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The tests that use a database, but for the slow ones that kill servers of their own. */
function databaseTests() {
  return (
    globSync('packages/server/**/*.test.ts', {
      cwd: PROJECT,
      exclude: (path) => path === 'node_modules',
    })
      // What hostile requests meet is decided before a database is asked.
      .filter((path) => !/\/test\/(faults|abuse)\//.test(path))
      .filter((path) => /test\/(database|app)\.ts'/.test(readFileSync(join(PROJECT, path), 'utf8')))
      .sort()
  );
}

/** Runs tests on a server of ours, which goes with them. Vitest would leave its own behind at a Ctrl-C. */
async function testOn(start, title, args) {
  let server;
  try {
    server = await start();
    if (!interrupted) await vitest(title, args, { TEST_DATABASE_URL: server.url });
  } catch (error) {
    totals.failed += 1;
    notes.push(`failed: ${title}: ${error.message}`);
  } finally {
    await server?.stop();
  }
}

const title = filters.length === 0 ? 'All tests' : `Tests of ${filters.join(', ')}`;
if ((process.env.TEST_DATABASE_URL ?? '') !== '') await vitest(title, filters);
else await testOn(startEmbedded, title, filters);
if (filters.length === 0 && !interrupted) {
  if (hasPostgres15()) {
    await testOn(startPostgres15, 'Database tests, on PostgreSQL 15', databaseTests());
  } else {
    totals.skipped += 1;
    notes.push('skipped: database tests on PostgreSQL 15: Debian package postgresql-15 is missing');
  }
}
for (const note of notes) process.stdout.write(`${note}\n`);
const lacking = process.env.REQUIRE_ALL === '1' && totals.skipped > 0;
if (lacking) process.stdout.write('REQUIRE_ALL=1: a skipped test counts as a failure.\n');
if (interrupted) process.stdout.write('Interrupted.\n');
process.stdout.write(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped\n`);
process.exitCode = totals.failed > 0 || totals.passed === 0 || lacking || interrupted ? 1 : 0;
