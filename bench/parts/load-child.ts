/**
 * Sends requests over plain sockets and reads only what it needs of the answers: on a small machine every microsecond
 * of the load generator is missing in the server that is measured.
 */
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { p50And99 } from './latencies.ts';
import type { LoadOrder, LoadResult } from './load.ts';

const HEAD_END = Buffer.from('\r\n\r\n');
const prefix = randomBytes(8).toString('hex');
let serial = 0;

/** Everything of a request that does not change, by path. */
function heads(order: LoadOrder): string[] {
  const body = order.body ?? '';
  const headers = { host: `127.0.0.1:${order.port}`, ...order.headers };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  if (body !== '') lines.push(`content-length: ${Buffer.byteLength(body)}\r\n`);
  return order.paths.map((path) => `${order.method} ${path} HTTP/1.1\r\n${lines.join('')}`);
}

/** Status and whole length of the answer at the start of `bytes`; null while its head is incomplete. */
function readHead(bytes: Buffer): { status: number; length: number } | null {
  const end = bytes.indexOf(HEAD_END);
  if (end < 0) return null;
  const head = bytes.toString('latin1', 0, end);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error(`An answer without a length: ${head}`);
  return { status: Number(head.slice(9, 12)), length: end + HEAD_END.length + Number(length) };
}

class Load {
  readonly #order: LoadOrder;
  readonly #heads: string[];
  readonly #until: number;
  readonly latencies: number[] = [];
  readonly failures: Record<string, number> = {};

  constructor(order: LoadOrder) {
    this.#order = order;
    this.#heads = heads(order);
    this.#until = performance.now() + order.forMs;
  }

  #request(): string {
    serial += 1;
    const head = this.#heads[serial % this.#heads.length] ?? '';
    const key = this.#order.idempotencyKeys === true ? `idempotency-key: ${prefix}-${serial}\r\n` : '';
    return `${head}${key}\r\n${this.#order.body ?? ''}`;
  }

  #failed(status: number): void {
    this.failures[status] = (this.failures[status] ?? 0) + 1;
  }

  /** One connection: asks, waits for the answer, asks again, until the time is over. */
  connection(): Promise<void> {
    return new Promise((resolve) => {
      const socket = connect({ port: this.#order.port, host: '127.0.0.1', noDelay: true });
      let pending: Buffer = Buffer.alloc(0);
      let begun = 0;
      const ask = (): void => {
        begun = performance.now();
        if (begun >= this.#until) socket.end();
        else socket.write(this.#request(), 'latin1');
      };
      socket.once('connect', ask);
      socket.on('data', (chunk) => {
        pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
        const head = readHead(pending);
        if (head === null || pending.length < head.length) return;
        pending = Buffer.alloc(0);
        const ended = performance.now();
        if (head.status !== 200) this.#failed(head.status);
        else if (ended <= this.#until) this.latencies.push(ended - begun);
        ask();
      });
      this.#endWith(socket, resolve);
    });
  }

  #endWith(socket: Socket, resolve: () => void): void {
    socket.once('error', () => {
      this.#failed(0);
    });
    socket.once('close', () => {
      if (performance.now() < this.#until) this.#failed(0);
      resolve();
    });
  }
}

async function run(order: LoadOrder): Promise<LoadResult> {
  const load = new Load(order);
  await Promise.all(Array.from({ length: order.connections }, () => load.connection()));
  return {
    answered: load.latencies.length,
    ms: order.forMs,
    ...p50And99(load.latencies),
    failures: load.failures,
  };
}

process.on('message', (order: LoadOrder) => {
  void run(order).then((result) => process.send?.(result));
});

process.once('disconnect', () => process.exit());
