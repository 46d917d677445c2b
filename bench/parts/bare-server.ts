/**
 * What the product is compared with: Fastify with one route that only authenticates and answers, and one that only
 * runs the SELECT of the profile. Same database, same number of connections, same authenticator.
 */
import Fastify from 'fastify';
import pg from 'pg';
import { compose } from '../../packages/server/src/compose.ts';
import { PROFILE_QUERY } from '../../packages/server/src/partners/store.ts';
import { createLog } from '../../packages/server/src/platform/log/index.ts';
import { loadConfig, openRuntime } from '../../packages/server/src/runtime.ts';

const config = loadConfig();
const log = createLog({ level: 'warn', format: 'text' });
const runtime = await openRuntime('serve', config, log);
const { identity } = compose(runtime, log).services;
await identity.start();
// Its own pool, with what pg makes of types when nobody tells it otherwise: int8 is text and prints as such.
const pool = new pg.Pool({ connectionString: config.databaseUrl, max: config.databaseConnections });
const [partner] = (
  await pool.query<{ partner_id: string }>(`SELECT partner_id FROM partner WHERE mode = 'live' LIMIT 1`)
).rows;

const app = Fastify({ logger: false });
app.get('/readyz', async () => ({ status: 'ready' }));
app.post('/authenticated', async (request) => {
  const authId = request.headers['x-auth-id'] as string;
  const token = request.headers['x-auth-token'] as string;
  await identity.authenticator.byPair(authId, token, request.ip);
  return { status: 'completed' };
});
app.get('/profile', async () => {
  const { rows } = await pool.query<Record<string, unknown>>({
    ...PROFILE_QUERY,
    values: [partner?.partner_id],
  });
  return rows[0];
});
await app.listen({ port: config.port, host: '127.0.0.1' });

process.once('SIGTERM', () => {
  void app.close().then(async () => {
    await pool.end();
    await identity.close();
    await runtime.close();
    process.exit(0);
  });
});
