import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Writes bytes to a socket and returns every answer that comes until the server closes, or until `answers` of them are
 * there.
 */
export async function rawHttp(port: number, request: string | Buffer, answers = 1): Promise<RawAnswer[]> {
  const socket = connect({ port, host: '127.0.0.1' });
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer[]>();
  const chunks: Buffer[] = [];
  const read = () => parse(Buffer.concat(chunks));
  socket.on('data', (chunk) => {
    chunks.push(chunk);
    const found = read();
    if (found.length >= answers) resolve(found);
  });
  socket.on('close', () => {
    resolve(read());
  });
  socket.on('error', (error: Error & { code?: string }) => {
    // A server that refuses may close before it has read all; what it had answered counts.
    if (error.code === 'EPIPE' || error.code === 'ECONNRESET') resolve(read());
    else reject(error);
  });
  socket.setTimeout(10_000, () => {
    reject(new Error(`No answer: ${Buffer.concat(chunks).toString('latin1').slice(0, 500)}`));
  });
  socket.write(request);
  try {
    return await promise;
  } finally {
    socket.destroy();
  }
}

function parse(bytes: Buffer): RawAnswer[] {
  const found: RawAnswer[] = [];
  let rest = bytes;
  for (;;) {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) return found;
    const [first = '', ...lines] = rest.subarray(0, end).toString('latin1').split('\r\n');
    const headers = Object.fromEntries(
      lines.map((line) => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        line.slice(line.indexOf(':') + 1).trim(),
      ]),
    );
    const length = Number(headers['content-length'] ?? 0);
    if (rest.length < end + 4 + length) return found;
    found.push({
      status: Number(first.split(' ')[1]),
      headers,
      body: rest.subarray(end + 4, end + 4 + length).toString('utf8'),
    });
    rest = rest.subarray(end + 4 + length);
  }
}

export interface RawRequest {
  readonly method?: string;
  readonly path: string;
  readonly headers?: readonly string[];
  readonly body?: string | Buffer;
}

/** A request as it goes over the wire, headers as whole lines. */
export function wire({ method = 'GET', path, headers = [], body }: RawRequest): Buffer {
  const bytes = Buffer.from(body ?? '');
  const lines = [`${method} ${path} HTTP/1.1`, 'Host: localhost', ...headers];
  if (body !== undefined) lines.push(`Content-Length: ${String(bytes.length)}`);
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), bytes]);
}
