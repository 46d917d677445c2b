import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../packages/server/src/platform/postgres/index.ts';

export interface EmbeddedDatabase {
  readonly url: string;
  /** Of the first process. */
  readonly pid: number;
  stop(): Promise<void>;
}

/** An embedded PostgreSQL of its own, safe against power loss like the real one, in a directory that goes with it. */
export async function startEmbeddedDatabase(): Promise<EmbeddedDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'portal-bench-'));
  const server = await startEmbeddedPostgres({ dataDir, durable: true });
  return {
    url: server.url,
    pid: (await server.pid()) ?? 0,
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
