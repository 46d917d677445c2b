import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the outside world does with one request. */
export type Step = (reply: ServerResponse, request: SeenRequest) => void;

export interface ScriptedServer {
  readonly url: string;
  readonly seen: SeenRequest[];
  close(): Promise<void>;
}

export function answer(status: number, body: unknown, headers: Record<string, string> = {}): Step {
  return (reply) => {
    reply.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req_1', ...headers });
    reply.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

/** Takes the request and hangs up. */
export const hangUp: Step = (reply) => {
  reply.destroy();
};

/** Takes the request and says nothing. */
export const silence: Step = () => undefined;

/** A server that plays its steps in order and repeats the last one. */
export async function scriptedServer(...steps: readonly Step[]): Promise<ScriptedServer> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, reply) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const one = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
      seen.push(one);
      (steps[seen.length - 1] ?? steps.at(-1) ?? silence)(reply, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    seen,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
