/**
 * Transfers out of one hot master account through the product's HTTP API, idempotency key, audit entry, event and hash
 * chain included, against a bare Fastify route that only authenticates and answers.
 *
 *   node bench/http-transfer.ts [--rounds 5] [--seconds 4] [--connections 256,64] [--wallets 32]
 *
 * Both sides are asked over the same number of connections. The target is of the first number; others are for comparison.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startServerProcess } from './parts/child.ts';
import { compare, machine } from './parts/compare.ts';
import { startEmbeddedDatabase } from './parts/embedded-database.ts';
import { startLoadGenerator } from './parts/load.ts';
import { makeCustomers, makePartner, startProduct, throughputSettings } from './parts/product.ts';

const TARGET_RATIO = 0.4;
const BARE_SERVER = join(import.meta.dirname, 'parts/bare-server.ts');
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    connections: { type: 'string', default: '256,64' },
    wallets: { type: 'string', default: '32' },
  },
});

const database = await startEmbeddedDatabase();
const settings = throughputSettings(database.url);
const product = await startProduct(settings);
const partner = await makePartner(settings);
const bare = await startServerProcess([BARE_SERVER], settings, '/readyz');
const load = startLoadGenerator();
try {
  const wallets = await makeCustomers(product.port, partner, Number(options.wallets));
  const request = {
    method: 'POST' as const,
    headers: { ...partner.headers, 'content-type': 'application/json' },
    body: JSON.stringify({
      amount: 0.2,
      currency: 'INR',
      description: 'Top-up by card',
      reference: 'INV-2026-0042',
    }),
    idempotencyKeys: true,
  };
  for (const [place, connections] of options.connections.split(',').map(Number).entries()) {
    console.log(`${machine()}; ${connections} connections`);
    await compare(load, {
      reference: {
        name: 'bare Fastify, authenticates and answers',
        processes: { server: bare.pid },
        order: { ...request, connections, port: bare.port, paths: ['/authenticated'] },
      },
      measured: {
        name: 'POST /partner/accounts/{id}/transfer-balance',
        processes: { server: product.pid, database: database.pid },
        order: {
          ...request,
          connections,
          port: product.port,
          paths: wallets.map((id) => `/api/v1/partner/accounts/${id}/transfer-balance`),
        },
      },
      rounds: Number(options.rounds),
      secondsPerTurn: Number(options.seconds),
      targetRatio: place === 0 ? TARGET_RATIO : null,
    });
  }
} finally {
  await load.stop();
  await Promise.all([bare.stop(), product.stop()]);
  await database.stop();
}
