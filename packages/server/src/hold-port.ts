import { once } from 'node:events';
import { createServer } from 'node:net';

export interface HeldPort {
  /** Gives the port back, for the server that is to listen on it. */
  release(): Promise<void>;
}

/**
 * Takes a port before there is anything to serve on it, so that a start on a taken one fails before it has written what
 * can be shown only once. Who connects meanwhile is turned away. Throws what `listen` throws.
 */
export async function holdPort(host: string, port: number): Promise<HeldPort> {
  const holder = createServer((socket) => socket.destroy());
  holder.listen({ host, port });
  await once(holder, 'listening');
  return {
    async release() {
      if (!holder.listening) return;
      holder.close();
      await once(holder, 'close');
    },
  };
}
