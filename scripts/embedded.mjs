// A throw-away server of the PostgreSQL that comes with the product, for the tests.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../packages/server/src/platform/postgres/index.ts';

export async function startEmbedded() {
  const dataDir = mkdtempSync(join(tmpdir(), 'portal-test-'));
  const remove = () => rmSync(dataDir, { recursive: true, force: true });
  try {
    const server = await startEmbeddedPostgres({ dataDir, durable: false });
    return {
      url: server.url,
      async stop() {
        await server.destroy();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}
