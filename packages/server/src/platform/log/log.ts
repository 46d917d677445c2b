import { pino, type Logger } from 'pino';

export type { Logger } from 'pino';

export interface LogOptions {
  readonly level: string;
  /** `json` for machines, `text` for people. */
  readonly format: 'json' | 'text';
}

const LEVELS: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};

/** Whatever carries one of these names is never written, however deep a library put it. */
const SECRET_PATHS = [
  'password',
  'token',
  'auth_token',
  'access_token',
  'secret',
  'authorization',
  'cookie',
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*["x-auth-token"]`]);

/** One line for people: time, level, text, and the facts that are short enough to read. */
function humanLine(line: string): string {
  const entry = JSON.parse(line) as Record<string, unknown>;
  const { level, time, msg, err, ...facts } = entry;
  delete facts['pid'];
  const shown = Object.entries(facts).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const stack =
    typeof err === 'object' && err !== null ? `\n${String((err as { stack?: unknown }).stack)}` : '';
  const clock = new Date(Number(time)).toISOString().slice(11, 23);
  return `${clock} ${(LEVELS[Number(level)] ?? '').padEnd(5)} ${String(msg)} ${shown.join(' ')}${stack}\n`;
}

/** Structured log on standard error; standard output belongs to what a command prints. */
export function createLog(options: LogOptions): Logger {
  const stream =
    options.format === 'text'
      ? { write: (line: string) => process.stderr.write(humanLine(line)) }
      : pino.destination({ dest: 2, sync: false, minLength: 0 });
  return pino(
    {
      level: options.level,
      redact: { paths: [...new Set(SECRET_PATHS)], censor: '[redacted]' },
      base: { pid: process.pid },
    },
    stream,
  );
}
