// `node scripts/run.mjs start|test|check|portal [arguments]` on any Node ≥ 20: installs, finds Node 24, hands over.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { isInstalled } from './installed.mjs';
import { PROJECT, findNode24 } from './node24.mjs';

const OLDEST_NODE = 20;
const MAIN = join(PROJECT, 'packages', 'server', 'src', 'main.ts');
const COMMANDS = {
  start: [MAIN, 'serve'],
  portal: [MAIN],
  test: [join(PROJECT, 'scripts', 'test.mjs')],
  check: [join(PROJECT, 'scripts', 'check.mjs')],
};
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** The process becomes Node 24 where Node can do that; else it stays, to pass on signals and the exit code. */
function handOver(node, args) {
  const env = {
    // Node strips types and compiles once per file and version, not at every start.
    NODE_COMPILE_CACHE: join(PROJECT, 'node_modules', '.cache', 'compile'),
    ...process.env,
    PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`,
  };
  if (typeof process.execve === 'function' && process.platform !== 'win32') {
    process.execve(node, [node, ...args], env);
  }
  const [program, first] = endsWithUs(node);
  const child = spawn(program, [...first, ...args], { stdio: 'inherit', env });
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      // The terminal sends Ctrl-C to both of us.
      if (signal !== 'SIGINT' || process.stdin.isTTY !== true) child.kill(signal);
    });
  }
  child.once('error', (error) => fail(`${program} could not be started: ${error.message}`));
  child.once('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

/** A kill -9 reaches this process alone; the system then ends the other one too, so that none is left unseen. */
function endsWithUs(node) {
  const setpriv = '/usr/bin/setpriv';
  const tie = ['--pdeathsig', 'KILL'];
  if (!existsSync(setpriv) || spawnSync(setpriv, [...tie, 'true']).status !== 0) return [node, []];
  return [setpriv, [...tie, node]];
}

const [command = '', ...rest] = process.argv.slice(2);
if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  fail(`Node ${process.versions.node} is too old: install Node ${OLDEST_NODE} or newer.`);
}
if (!Object.hasOwn(COMMANDS, command))
  fail('Usage: node scripts/run.mjs start|test|check|portal [arguments]');
if (!isInstalled()) {
  const { install } = await import('./install.mjs');
  const code = await install();
  if (code !== 0) process.exit(code);
}
const node = findNode24();
if (node === null) {
  fail(
    `No Node 24 came with the packages for ${process.platform} ${process.arch}: install Node 24 and start again.`,
  );
}
handOver(node, ['--disable-warning=ExperimentalWarning', ...COMMANDS[command], ...rest]);
