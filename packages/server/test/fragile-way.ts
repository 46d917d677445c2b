import { connect, createServer, type Socket } from 'node:net';

/** A way to the database that can fall silent without a word, as a network does. */
export async function fragileWay(
  databaseUrl: string,
): Promise<{ url: string; fallSilent(): void; close(): Promise<void> }> {
  const target = new URL(databaseUrl);
  const sockets: Socket[] = [];
  let silent = false;
  const server = createServer((inner) => {
    if (silent) return;
    const outer = connect(Number(target.port), target.hostname);
    sockets.push(inner, outer);
    inner.on('data', (bytes) => silent || outer.write(bytes));
    outer.on('data', (bytes) => silent || inner.write(bytes));
    for (const socket of [inner, outer]) socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as { port: number }).port);
  return {
    url: url.href,
    fallSilent: () => {
      silent = true;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
