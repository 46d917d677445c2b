// Installs what is missing, with a line that tells how it goes.
import { spawn } from 'node:child_process';
import { PROJECT } from './node24.mjs';
import { hasLock, stamp } from './installed.mjs';

const KEPT_LINES = 12;

/** Says how long it has taken: one line that is rewritten on a terminal, a line every ten seconds elsewhere. */
function progress(text) {
  const started = Date.now();
  const tty = process.stderr.isTTY === true;
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const show = () => process.stderr.write(tty ? `\r${text} … ${seconds()} s ` : `${text} … ${seconds()} s\n`);
  show();
  const timer = setInterval(show, tty ? 1000 : 10_000);
  return (end) => {
    clearInterval(timer);
    process.stderr.write(`${tty ? '\r\x1b[K' : ''}${end} (${seconds()} s)\n`);
  };
}

/** The npm that called us, else the one of the path. */
function npm(args) {
  const caller = process.env.npm_execpath ?? '';
  const [program, first] = /npm-cli\.[cm]?js$/.test(caller) ? [process.execPath, [caller]] : ['npm', []];
  return spawn(program, [...first, ...args], { cwd: PROJECT, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** npm begins with the cause and ends with where its log is; between them it may print its manual. */
function shorten(said) {
  const lines = said.trim().split('\n');
  if (lines.length <= 2 * KEPT_LINES) return lines.join('\n');
  return [...lines.slice(0, KEPT_LINES), '…', ...lines.slice(-3)].join('\n');
}

/** Resolves to the exit code; on failure npm's last words are shown. */
export async function install() {
  const command = hasLock() ? 'ci' : 'install';
  const done = progress('Installing packages');
  const options = ['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const child = npm([command, ...options]);
  const forward = (signal) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward);
  let said = '';
  const keep = (chunk) => {
    said += String(chunk);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      keep(error.code === 'ENOENT' ? 'npm was not found.' : error.message);
      resolve(1);
    });
    child.once('close', (status) => resolve(status ?? 1));
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, forward);
  if (code === 0) {
    stamp();
    done('Packages installed');
    return 0;
  }
  done('Packages could not be installed');
  process.stderr.write(
    `${shorten(said)}\n\n"npm ${command}" failed: see above for the cause (often the network or the registry), then start again.\n`,
  );
  return code;
}
