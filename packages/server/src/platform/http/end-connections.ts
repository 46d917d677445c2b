import type { FastifyInstance } from 'fastify';
import type { Socket } from 'node:net';

/** A connection that was opened a moment ago may have its request on the way. */
const SILENCE_MS = 1_000;

/**
 * Makes closing wait for requests and for nothing else. Node ends the connections that are idle at that moment alone: one
 * whose request is answered later would be kept open for the next, and one that never sent any counts as busy.
 */
export function endConnectionsOnClose(app: FastifyInstance): void {
  const silent = new Set<Socket>();
  let closing = false;
  app.server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  app.server.on('request', ({ socket }) => silent.delete(socket));
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) reply.header('connection', 'close');
    done(null, payload);
  });
  app.addHook('preClose', async () => {
    closing = true;
    setTimeout(() => {
      for (const socket of silent) socket.destroy();
    }, SILENCE_MS).unref();
  });
}
