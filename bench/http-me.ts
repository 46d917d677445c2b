/**
 * GET /partner/me through the product, against bare Fastify that runs the same SELECT and prints the row.
 *
 *   node bench/http-me.ts [--rounds 5] [--seconds 4] [--connections 64]
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startServerProcess } from './parts/child.ts';
import { compare, machine } from './parts/compare.ts';
import { startEmbeddedDatabase } from './parts/embedded-database.ts';
import { startLoadGenerator } from './parts/load.ts';
import { makePartner, startProduct, throughputSettings } from './parts/product.ts';

const TARGET_RATIO = 0.6;
const BARE_SERVER = join(import.meta.dirname, 'parts/bare-server.ts');
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    connections: { type: 'string', default: '64' },
  },
});

const database = await startEmbeddedDatabase();
const settings = throughputSettings(database.url);
const product = await startProduct(settings);
const partner = await makePartner(settings);
const bare = await startServerProcess([BARE_SERVER], settings, '/readyz');
const load = startLoadGenerator();
try {
  const request = {
    connections: Number(options.connections),
    method: 'GET' as const,
    headers: partner.headers,
  };
  console.log(`${machine()}; ${request.connections} connections`);
  await compare(load, {
    reference: {
      name: 'bare Fastify, the same SELECT',
      processes: { server: bare.pid, database: database.pid },
      order: { ...request, port: bare.port, paths: ['/profile'] },
    },
    measured: {
      name: 'GET /partner/me',
      processes: { server: product.pid, database: database.pid },
      order: { ...request, port: product.port, paths: ['/api/v1/partner/me'] },
    },
    rounds: Number(options.rounds),
    secondsPerTurn: Number(options.seconds),
    targetRatio: TARGET_RATIO,
  });
} finally {
  await load.stop();
  await Promise.all([bare.stop(), product.stop()]);
  await database.stop();
}
