import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterAll } from 'vitest';

/** A way to a server that can be shut: as when the server is away. */
export interface TcpGate {
  readonly port: number;
  /** Breaks every connection and lets none in. */
  shut(): Promise<void>;
  /** Lets connections in again, on the same port. */
  open(): Promise<unknown>;
}

const gates: (() => Promise<void>)[] = [];

afterAll(async () => {
  for (const shut of gates) await shut();
});

export async function tcpGate(to: { readonly host: string; readonly port: number }): Promise<TcpGate> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer((near) => {
    const far = connect(to);
    keep(near);
    keep(far);
    near.pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  const open = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as { port: number }).port;
  };
  const shut = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  const port = await open(0);
  gates.push(shut);
  return { port, shut, open: () => open(port) };
}
