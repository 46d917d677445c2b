/**
 * What a failed group may be done with.
 * `lost`: the connection broke, nobody knows whether it committed. `again`: rolled back for a reason that passes.
 * `busy`: rolled back, and trying again at once would not help. `faulty`: rolled back for something in its data.
 */
export type Failure = 'lost' | 'again' | 'busy' | 'faulty';

const AGAIN = new Set(['40001', '40P01', '55P03']);
const NETWORK = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
]);
const LOST_TEXT =
  /connection terminated|connection ended|not queryable|timeout exceeded when trying to connect|client was closed|client has encountered a connection error/i;

export function failureOf(error: unknown): Failure {
  const { code } = error as { code?: unknown };
  if (typeof code !== 'string')
    return error instanceof Error && LOST_TEXT.test(error.message) ? 'lost' : 'faulty';
  if (AGAIN.has(code)) return 'again';
  // 57P: the server shuts down, crashed or starts up; 08: connection exceptions.
  if (code.startsWith('57P') || code.startsWith('08') || NETWORK.has(code)) return 'lost';
  // 57014: statement timeout; 53: out of disk, memory or connections; 25006: a server that only reads.
  if (code === '57014' || code.startsWith('53') || code === '25006') return 'busy';
  return 'faulty';
}
